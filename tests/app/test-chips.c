/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips that ask for a moment or for people: their popovers are made at the first opening, and know what was
 * chosen before. */
#include "ui-fixture.h"

#include "pt-capture.h"
#include "pt-choice-button.h"
#include "pt-picker.h"
#include "pt-time.h"
#include "pt-when-button.h"
#include "pt-when-popover.h"

static GtkWidget *
open_popover (Lab *lab, GtkWidget *chip)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (lab_find (chip, GTK_TYPE_MENU_BUTTON, NULL));

  gtk_menu_button_popup (button);
  lab_settle (lab);
  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

/* Choosing closes it. */
static void
assert_closed (Lab *lab, GtkWidget *popover)
{
  lab_settle (lab);
  g_assert_false (gtk_widget_get_visible (popover));
}

static char *
dup_day (int days)
{
  g_autofree char *today = pt_world_today (pt_world_system ());
  return pt_date_from_days (pt_date_to_days (today) + days);
}

static GtkWidget *
show_when (Lab *lab)
{
  GtkWidget *chip = pt_when_button_new (pt_world_system ());

  lab_present (lab, chip);
  g_assert_null (lab_find (chip, PT_TYPE_WHEN_POPOVER, NULL));
  return chip;
}

static void
test_day (Lab *lab, gconstpointer data)
{
  GtkWidget *chip = show_when (lab);
  GtkWidget *popover = open_popover (lab, chip);
  g_autofree char *yesterday = dup_day (-1);

  g_signal_emit_by_name (lab_find (popover, GTK_TYPE_BUTTON, "Yesterday"), "clicked");
  g_assert_cmpstr (pt_when_button_get_moment (PT_WHEN_BUTTON (chip)), ==, yesterday);
  assert_closed (lab, popover);

  g_assert_true (open_popover (lab, chip) == popover);
  g_signal_emit_by_name (lab_find (popover, GTK_TYPE_BUTTON, "Now"), "clicked");
  g_assert_null (pt_when_button_get_moment (PT_WHEN_BUTTON (chip)));
  assert_closed (lab, popover);
}

static void
test_words (Lab *lab, gconstpointer data)
{
  GtkWidget *chip = show_when (lab);
  GtkWidget *popover = open_popover (lab, chip);
  GtkWidget *entry = lab_find (popover, GTK_TYPE_ENTRY, NULL);
  g_autofree char *yesterday = dup_day (-1);

  gtk_editable_set_text (GTK_EDITABLE (entry), "ooit");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "ooit");
  g_assert_null (pt_when_button_get_moment (PT_WHEN_BUTTON (chip)));

  gtk_editable_set_text (GTK_EDITABLE (entry), "yesterday");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (pt_when_button_get_moment (PT_WHEN_BUTTON (chip)), ==, yesterday);
  assert_closed (lab, popover);
  open_popover (lab, chip);
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static void
test_calendar (Lab *lab, gconstpointer data)
{
  GtkWidget *chip = show_when (lab);
  GtkCalendar *calendar;
  GtkWidget *popover;

  pt_when_button_set_moment (PT_WHEN_BUTTON (chip), "2026-05-12");
  popover = open_popover (lab, chip);
  calendar = GTK_CALENDAR (lab_find (popover, GTK_TYPE_CALENDAR, NULL));
  g_autoptr (GDateTime) shown = gtk_calendar_get_date (calendar);
  g_autofree char *day = g_date_time_format (shown, "%Y-%m-%d");
  g_assert_cmpstr (day, ==, "2026-05-12");
  g_assert_true (gtk_widget_get_visible (popover));

  g_autoptr (GDateTime) other = g_date_time_new_local (2026, 5, 20, 12, 0, 0);
  gtk_calendar_select_day (calendar, other);
  g_assert_cmpstr (pt_when_button_get_moment (PT_WHEN_BUTTON (chip)), ==, "2026-05-20");
  assert_closed (lab, popover);
}

static void
test_due (Lab *lab, gconstpointer data)
{
  GtkWidget *chip = pt_when_button_new_due (pt_world_system ());
  g_autofree char *tomorrow = dup_day (1);
  GtkWidget *popover;

  lab_present (lab, chip);
  popover = open_popover (lab, chip);
  g_assert_nonnull (lab_find (popover, GTK_TYPE_BUTTON, "No day"));
  g_signal_emit_by_name (lab_find (popover, GTK_TYPE_BUTTON, "Tomorrow"), "clicked");
  g_assert_cmpstr (pt_when_button_get_moment (PT_WHEN_BUTTON (chip)), ==, tomorrow);
}

static gboolean
is_marked (GtkWidget *popover, const char *label)
{
  GtkWidget *words = lab_find (popover, GTK_TYPE_LABEL, label);
  gboolean active;

  g_object_get (gtk_widget_get_ancestor (words, g_type_from_name ("GtkModelButton")), "active",
                &active, NULL);
  return active;
}

/* What the chip says is what the menu marks. */
static void
test_kind (Lab *lab, gconstpointer data)
{
  GtkWidget *capture = pt_capture_new (lab->logbook);
  GtkWidget *chip, *popover;

  lab_present (lab, capture);
  chip = lab_find (capture, GTK_TYPE_MENU_BUTTON, "Note");
  g_assert_null (gtk_menu_button_get_popover (GTK_MENU_BUTTON (chip)));
  popover = open_popover (lab, chip);
  g_assert_true (is_marked (popover, "Note"));
  g_assert_false (is_marked (popover, "Quote"));
  gtk_widget_activate_action (capture, "capture.kind", "s", "quote");
  g_assert_false (is_marked (popover, "Note"));
  g_assert_true (is_marked (popover, "Quote"));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
show_choice (Lab *lab, gboolean several)
{
  GtkWidget *chip = pt_choice_button_new (lab->logbook, "stakeholder", "People",
                                          "system-users-symbolic", several);

  lab_present (lab, chip);
  g_assert_null (lab_find (chip, PT_TYPE_PICKER, NULL));
  return chip;
}

/* What was chosen before it was opened stands in it, and goes by its button. */
static void
test_chosen (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) coffee = lab_make (lab, "stakeholder", "name", "Koffiehuis");
  GtkWidget *chip = show_choice (lab, TRUE);
  const char *const ids[] = { pt_record_get_id (coffee), NULL };
  GtkWidget *popover, *row;

  pt_choice_button_set_ids (PT_CHOICE_BUTTON (chip), ids);
  popover = open_popover (lab, chip);
  g_assert_nonnull (lab_find (popover, PT_TYPE_PICKER, NULL));
  row = lab_find (popover, ADW_TYPE_ACTION_ROW, "Koffiehuis");
  g_assert_nonnull (row);
  g_signal_emit_by_name (lab_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  lab_settle (lab);
  g_assert_null (lab_find (popover, ADW_TYPE_ACTION_ROW, "Koffiehuis"));
  g_auto (GStrv) left = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (chip));
  g_assert_cmpuint (g_strv_length (left), ==, 0);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_picked (Lab *lab, gconstpointer several)
{
  g_autoptr (PtRecord) coffee = lab_make (lab, "stakeholder", "name", "Koffiehuis");
  GtkWidget *chip = show_choice (lab, several != NULL);
  GtkWidget *popover = open_popover (lab, chip);

  g_signal_emit_by_name (lab_find (popover, PT_TYPE_PICKER, NULL), "picked",
                         pt_record_get_id (coffee), "Koffiehuis");
  lab_settle (lab);
  g_auto (GStrv) ids = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (chip));
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, pt_record_get_id (coffee));
  g_assert_true (gtk_widget_get_visible (popover) == (several != NULL));
  g_assert_nonnull (lab_find (popover, ADW_TYPE_ACTION_ROW, "Koffiehuis"));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

int
main (int argc, char *argv[])
{
  lab_init (&argc, &argv);
  g_test_add ("/chips/when/day", Lab, NULL, lab_open, test_day, lab_close);
  g_test_add ("/chips/when/words", Lab, NULL, lab_open, test_words, lab_close);
  g_test_add ("/chips/when/calendar", Lab, NULL, lab_open, test_calendar, lab_close);
  g_test_add ("/chips/when/due", Lab, NULL, lab_open, test_due, lab_close);
  g_test_add ("/chips/kind", Lab, NULL, lab_open, test_kind, lab_close);
  g_test_add ("/chips/choice/chosen", Lab, NULL, lab_open, test_chosen, lab_close);
  g_test_add ("/chips/choice/picked-one", Lab, NULL, lab_open, test_picked, lab_close);
  g_test_add ("/chips/choice/picked-of-several", Lab, GINT_TO_POINTER (TRUE), lab_open, test_picked,
              lab_close);
  return g_test_run ();
}
