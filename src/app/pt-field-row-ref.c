/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One other record, or a member of the team: its name on a button that opens a picker, and beside
 * it ways to go there and to take it away. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-picker.h"

enum
{
  PART_BUTTON,
  PART_LABEL,
  PART_OPEN,
  PART_CLEAR,
};

static const char *
chosen_id (PtFieldRow *row)
{
  return g_object_get_data (G_OBJECT (row->editor), "chosen");
}

static void
set_chosen (PtFieldRow *row, const char *id)
{
  const gboolean set = id != NULL && id[0] != '\0';
  g_autofree char *name = set ? pt_field_row_dup_name (row, id)
                              : g_strdup (C_ ("record", "Choose…"));
  g_autofree char *spoken = g_strdup_printf ("%s: %s", pt_field_label (row->field), name);

  g_object_set_data_full (G_OBJECT (row->editor), "chosen", set ? g_strdup (id) : NULL, g_free);
  gtk_label_set_label (GTK_LABEL (row->parts[PART_LABEL]), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->parts[PART_BUTTON]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_visible (row->parts[PART_CLEAR], set);
  gtk_widget_set_visible (row->parts[PART_OPEN],
                          set && pt_store_has_record (pt_logbook_get_reader (row->logbook), id));
  if (set)
    gtk_widget_remove_css_class (row->parts[PART_LABEL], "dim-label");
  else
    gtk_widget_add_css_class (row->parts[PART_LABEL], "dim-label");
}

static void
picked_cb (PtFieldRow *row, const char *id, const char *title)
{
  g_hash_table_insert (row->names, g_strdup (id), g_strdup (title));
  set_chosen (row, id);
  pt_field_row_acted (row);
}

static void
clear_cb (PtFieldRow *row)
{
  set_chosen (row, NULL);
  gtk_widget_grab_focus (row->parts[PART_BUTTON]);
  pt_field_row_acted (row);
}

static void
open_cb (PtFieldRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "detail.open", "s", chosen_id (row));
}

static GtkWidget *
make_chooser (PtFieldRow *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *label = row->parts[PART_LABEL] = gtk_label_new (NULL);
  GtkWidget *picker = pt_picker_new (row->logbook, row->field->target,
                                     (row->field->flags & PT_FIELD_MEMBER) != 0);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  /* GtkMenuButton centres its child in a box of its own. */
  gtk_widget_set_halign (gtk_widget_get_parent (label), GTK_ALIGN_FILL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button),
                               pt_picker_popover_new (PT_PICKER (picker)));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pt-chooser");
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), row, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_icon_button (PtFieldRow *row, const char *icon, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, row, G_CONNECT_SWAPPED);
  return button;
}

static void
make_ref (PtFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  row->parts[PART_BUTTON] = make_chooser (row);
  row->parts[PART_CLEAR] = make_icon_button (row, "edit-clear-symbolic", _ ("Take Away"),
                                             G_CALLBACK (clear_cb));
  row->parts[PART_OPEN] = make_icon_button (row, "go-next-symbolic", C_ ("record", "Open"),
                                            G_CALLBACK (open_cb));
  gtk_box_append (GTK_BOX (box), row->parts[PART_BUTTON]);
  gtk_box_append (GTK_BOX (box), row->parts[PART_CLEAR]);
  gtk_box_append (GTK_BOX (box), row->parts[PART_OPEN]);
  row->editor = box;
}

static void
show_ref (PtFieldRow *row)
{
  set_chosen (row, pt_record_get_text (row->record, row->field->id));
}

static gboolean
read_ref (PtFieldRow *row, PtEdit *edit, GError **error)
{
  pt_edit_set_text (edit, row->field->id, chosen_id (row));
  return TRUE;
}

static void
open_ref (PtFieldRow *row)
{
  gtk_widget_grab_focus (row->parts[PART_BUTTON]);
}

const PtFieldRowOps pt_field_row_ref_ops = {
  .make = make_ref,
  .show = show_ref,
  .read = read_ref,
  .open = open_ref,
};
