/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and moments: an entry that takes what people write ("gisteren", "di 14:05", "12 maart") and
 * a calendar beside it. What was understood is shown in full when the entry is left. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-time.h"
#include "pt-validate.h"

enum
{
  PART_ENTRY,
  PART_BUTTON,
  PART_CALENDAR,
};

#define CIVIL_DATE_LENGTH 10

/* The value as civil text, of which the calendar takes the date and a pick keeps the time. */
static char *
dup_civil (PtFieldRow *row)
{
  const PtValue *value = pt_record_get_value (row->record, row->field->id);

  if (value == NULL || value->type == PT_VALUE_NULL)
    return NULL;
  if (value->type == PT_VALUE_TEXT)
    return g_strdup (value->text);
  return value->type == PT_VALUE_INT ? pt_instant_format (value->i, 0) : NULL;
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
  if (civil != NULL && row->field->kind == PT_KIND_MOMENT && strlen (civil) > CIVIL_DATE_LENGTH)
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

static void
make_date (PtFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = row->parts[PART_ENTRY] = gtk_text_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_text_set_placeholder_text (GTK_TEXT (entry), _ ("e.g. yesterday, Tue, 12 March"));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (entry, "pt-line");
  pt_field_row_label (row, entry);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (pt_field_row_opened), row);
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

static void
show_date (PtFieldRow *row)
{
  g_autofree char *text = pt_field_row_dup_value (row);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (row->parts[PART_ENTRY])), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row->parts[PART_ENTRY]), text);
}

static gboolean
read_date (PtFieldRow *row, PtEdit *edit, GError **error)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (row->parts[PART_ENTRY]));
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *today = pt_field_row_dup_today (row);
  g_autoptr (PtValue) value = NULL;

  value = text[0] == '\0' ? pt_value_new_null () : pt_value_parse (row->field, text, today, error);
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
