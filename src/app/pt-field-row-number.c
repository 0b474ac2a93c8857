/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers: an entry that takes 1,5 as well as 1.5, and says in a sentence what it cannot take. A
 * quantity may also be words, where there is no number. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-validate.h"

static void
changed_cb (PtFieldRow *row)
{
  pt_field_row_touched (row);
}

static void
make_number (PtFieldRow *row)
{
  GtkWidget *entry = gtk_text_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (row->field->kind != PT_KIND_QUANTITY)
    gtk_text_set_input_purpose (GTK_TEXT (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_text_set_placeholder_text (GTK_TEXT (entry), "–");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_add_css_class (entry, "pt-line");
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (pt_field_row_opened), row);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (pt_field_row_commit), row,
                           G_CONNECT_SWAPPED);
  row->editor = entry;
}

static void
show_number (PtFieldRow *row)
{
  g_autofree char *text = pt_field_row_dup_value (row);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (row->editor)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row->editor), text);
}

static gboolean
read_number (PtFieldRow *row, PtEdit *edit, GError **error)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->editor))));
  g_autofree char *today = pt_field_row_dup_today (row);
  g_autoptr (PtValue) value = NULL;

  if (text[0] == '\0')
    value = pt_value_new_null ();
  else
    value = pt_value_parse (row->field, text, today, error);
  if (value == NULL)
    return FALSE;
  pt_edit_set (edit, row->field->id, value);
  return TRUE;
}

const PtFieldRowOps pt_field_row_number_ops = {
  .make = make_number,
  .show = show_number,
  .read = read_number,
};
