/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and moments: an entry that takes what people write ("gisteren", "di 14:05", "12 maart") and
 * a calendar beside it. What was understood is shown in full when the entry is left. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-form-focus.h"
#include "pt-catalog.h"
#include "pt-time.h"
#include "pt-validate.h"

enum
{
  PART_ENTRY,
  PART_BUTTON,
  PART_CALENDAR,
};

#define CIVIL_DATE_LENGTH 10

#define CIVIL_MOMENT_LENGTH 16
#define USEC_PER_MINUTE (60 * PT_USEC_PER_SECOND)

/* ── Instants: people read and write the clock on the wall ── */

static PtWorld *
world_of (PtFieldRow *row)
{
  return pt_store_get_world (pt_logbook_get_reader (row->logbook));
}

static char *
dup_wall_clock (PtFieldRow *row, int64_t at)
{
  PtWorld *world = world_of (row);
  g_autofree char *stamp = pt_instant_format (at, world->offset (world, at));

  return g_strndup (stamp, CIVIL_MOMENT_LENGTH);
}

/* The offset is looked up at the instant that the words would be in UTC: an hour wrong at most in the
 * night that the clocks change. */
static PtValue *
parse_wall_clock (PtFieldRow *row, const char *text, const char *today)
{
  PtWorld *world = world_of (row);
  g_autofree char *moment = pt_moment_parse (text, today);
  g_autofree char *stamp = NULL;
  int64_t at;
  int offset;

  if (moment == NULL)
    return NULL;
  stamp = g_strconcat (moment, strlen (moment) > CIVIL_DATE_LENGTH ? ":00Z" : "T00:00:00Z", NULL);
  if (!pt_instant_parse (stamp, &at, &offset))
    return NULL;
  return pt_value_new_int (at - world->offset (world, at) * USEC_PER_MINUTE);
}

/* The value as civil text, of which the calendar takes the date and a pick keeps the time. */
static char *
dup_civil (PtFieldRow *row)
{
  const PtValue *value = pt_record_get_value (row->record, row->field->id);

  if (value == NULL || value->type == PT_VALUE_NULL)
    return NULL;
  if (value->type == PT_VALUE_TEXT)
    return g_strdup (value->text);
  return value->type == PT_VALUE_INT ? dup_wall_clock (row, value->i) : NULL;
}

static void
day_selected_cb (PtFieldRow *row)
{
  g_autofree char *civil = dup_civil (row);
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;
  const char *time = "";

  if (row->showing)
    return;
  day = gtk_calendar_get_date (GTK_CALENDAR (row->parts[PART_CALENDAR]));
  if (civil != NULL && row->field->kind != PT_KIND_DATE && strlen (civil) > CIVIL_DATE_LENGTH)
    time = civil + CIVIL_DATE_LENGTH + 1;
  text = g_date_time_format (day, "%Y-%m-%d ");
  g_autofree char *whole = g_strstrip (g_strconcat (text, time, NULL));
  pt_field_row_opened (row);
  gtk_editable_set_text (GTK_EDITABLE (row->parts[PART_ENTRY]), whole);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (row->parts[PART_BUTTON]));
  pt_field_row_close (row);
}

static void
show_calendar (PtFieldRow *row)
{
  g_autofree char *civil = dup_civil (row);
  g_autofree char *today = pt_field_row_dup_today (row);
  const char *date = civil != NULL ? civil : today;
  g_autoptr (GDateTime)
      day = g_date_time_new_local (atoi (date), atoi (date + 5), atoi (date + 8), 12, 0, 0);

  if (day == NULL)
    return;
  row->showing = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (row->parts[PART_CALENDAR]), day);
  row->showing = FALSE;
}

static GtkWidget *
make_button (PtFieldRow *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = row->parts[PART_CALENDAR] = gtk_calendar_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  pt_form_focus_return (popover);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose a Day"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (popover, "show", G_CALLBACK (show_calendar), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), row,
                           G_CONNECT_SWAPPED);
  return button;
}

/* The examples teach who is about to type, and do not shout at who reads. */
static void
entered_cb (PtFieldRow *row)
{
  gtk_text_set_placeholder_text (GTK_TEXT (row->parts[PART_ENTRY]),
                                 _ ("e.g. yesterday, Tue, 12 March"));
  pt_field_row_opened (row);
}

static void
left_cb (PtFieldRow *row)
{
  gtk_text_set_placeholder_text (GTK_TEXT (row->parts[PART_ENTRY]), "–");
}

static void
make_date (PtFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = row->parts[PART_ENTRY] = gtk_text_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  left_cb (row);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (entry, "pt-line");
  pt_field_row_label (row, entry);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), row);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), row);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (pt_field_row_touched), row,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (pt_field_row_commit), row,
                           G_CONNECT_SWAPPED);
  row->parts[PART_BUTTON] = make_button (row);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), row->parts[PART_BUTTON]);
  row->editor = box;
}

static char *
dup_shown (PtFieldRow *row)
{
  const PtValue *value = pt_record_get_value (row->record, row->field->id);
  g_autofree char *civil = NULL;

  if (row->field->kind != PT_KIND_INSTANT || value == NULL || value->type != PT_VALUE_INT)
    return pt_field_row_dup_value (row);
  civil = dup_wall_clock (row, value->i);
  return pt_date_format (civil, pt_catalog_current ());
}

static void
show_date (PtFieldRow *row)
{
  g_autofree char *text = dup_shown (row);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (row->parts[PART_ENTRY])), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row->parts[PART_ENTRY]), text);
}

static PtValue *
parse (PtFieldRow *row, const char *text, GError **error)
{
  g_autofree char *today = pt_field_row_dup_today (row);
  PtValue *value = NULL;

  if (text[0] == '\0')
    return pt_value_new_null ();
  if (row->field->kind == PT_KIND_INSTANT)
    value = parse_wall_clock (row, text, today);
  return value != NULL ? value : pt_value_parse (row->field, text, today, error);
}

static gboolean
read_date (PtFieldRow *row, PtEdit *edit, GError **error)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (row->parts[PART_ENTRY]));
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autoptr (PtValue) value = parse (row, text, error);

  if (value == NULL)
    return FALSE;
  pt_edit_set (edit, row->field->id, value);
  return TRUE;
}

static void
open_date (PtFieldRow *row)
{
  gtk_widget_grab_focus (row->parts[PART_ENTRY]);
}

const PtFieldRowOps pt_field_row_date_ops = {
  .make = make_date,
  .show = show_date,
  .read = read_date,
  .open = open_date,
};
