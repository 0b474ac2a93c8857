/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets: chips to switch on and off for a vocabulary, chips with a cross for free words and for other
 * records. Each key is a register of its own, so two people can each add one without a conflict. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-form-wrap.h"
#include "pt-picker.h"
#include "pt-spoken-name.h"

#define CHIP_SPACING_PX 6

enum
{
  PART_CHIPS,
  PART_ADD, /* what adds a chip: an entry, or a button with a picker */
};

static const char *
chip_key (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "key");
}

static void
set_chip_key (GtkWidget *chip, const char *key)
{
  g_object_set_data_full (G_OBJECT (chip), "key", g_strdup (key), g_free);
}

static GtkWidget *
find_chip (PtFieldRow *row, const char *key)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (row->parts[PART_CHIPS]); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    if (g_strcmp0 (chip_key (chip), key) == 0)
      return chip;
  return NULL;
}

/* ── Keys of a vocabulary ── */

/* A chip that is on carries a check mark: colour alone would not do. */
static void
show_check (GtkToggleButton *chip)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (chip)));

  gtk_widget_set_visible (check, gtk_toggle_button_get_active (chip));
}

static GtkWidget *
append_toggle (PtFieldRow *row, const char *key)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  const char *text = pt_term_label (row->field->vocabulary, key);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (chip, "pt-chip");
  set_chip_key (chip, key);
  show_check (GTK_TOGGLE_BUTTON (chip));
  g_signal_connect (chip, "toggled", G_CALLBACK (show_check), NULL);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (pt_field_row_acted), row,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row->parts[PART_CHIPS]), chip);
  return chip;
}

static void
make_keys (PtFieldRow *row)
{
  row->editor = row->parts[PART_CHIPS] = pt_form_wrap_box_new (CHIP_SPACING_PX);
  for (guint i = 0; i < row->field->vocabulary->n_terms; i++)
    append_toggle (row, row->field->vocabulary->terms[i].key);
}

static void
show_keys (PtFieldRow *row)
{
  g_auto (GStrv) keys = pt_record_dup_keys (row->record, row->field->id);

  for (guint i = 0; keys[i] != NULL; i++)
    if (find_chip (row, keys[i]) == NULL)
      append_toggle (row, keys[i]); /* of a newer version */
  for (GtkWidget *chip = gtk_widget_get_first_child (row->parts[PART_CHIPS]); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                  g_strv_contains ((const char *const *)keys, chip_key (chip)));
}

static gboolean
read_keys (PtFieldRow *row, PtEdit *edit, GError **error)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (row->parts[PART_CHIPS]); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    pt_edit_set_key (edit, row->field->id, chip_key (chip),
                     gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
  return TRUE;
}

static void
open_chips (PtFieldRow *row)
{
  GtkWidget *first = gtk_widget_get_first_child (row->parts[PART_CHIPS]);

  gtk_widget_grab_focus (row->parts[PART_ADD] != NULL ? row->parts[PART_ADD] : first);
}

const PtFieldRowOps pt_field_row_keys_ops = {
  .make = make_keys,
  .show = show_keys,
  .read = read_keys,
  .open = open_chips,
};

/* ── Chips that can be taken away: words and records ── */

static void
remove_cb (GtkButton *cross, PtFieldRow *row)
{
  GtkWidget *chip = gtk_widget_get_parent (GTK_WIDGET (cross));

  gtk_box_remove (GTK_BOX (row->parts[PART_CHIPS]), chip);
  gtk_widget_grab_focus (row->parts[PART_ADD]);
  pt_field_row_acted (row);
}

static void
open_chip_cb (GtkButton *button)
{
  const char *id = chip_key (gtk_widget_get_parent (GTK_WIDGET (button)));

  gtk_widget_activate_action (GTK_WIDGET (button), "detail.open", "s", id);
}

static GtkWidget *
make_name (PtFieldRow *row, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (row->field->kind != PT_KIND_REFS)
    return label;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (open_chip_cb), NULL);
  return button;
}

static void
append_chip (PtFieldRow *row, const char *key)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *cross = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *text = row->field->kind == PT_KIND_REFS ? pt_field_row_dup_name (row, key)
                                                           : g_strdup (key);
  /* Translators: takes the tag or person away from the list */
  g_autofree char *spoken = g_strdup_printf (_ ("Take “%s” away"), text);

  gtk_widget_add_css_class (cross, "flat");
  gtk_widget_add_css_class (cross, "circular");
  gtk_widget_set_valign (cross, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (cross, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cross), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_object (cross, "clicked", G_CALLBACK (remove_cb), row, 0);
  gtk_box_append (GTK_BOX (chip), make_name (row, text));
  gtk_box_append (GTK_BOX (chip), cross);
  gtk_widget_add_css_class (chip, "pt-chip");
  set_chip_key (chip, key);
  gtk_box_append (GTK_BOX (row->parts[PART_CHIPS]), chip);
}

/* The adding widget stands behind the chips, in the same flow. */
static void
make_chips (PtFieldRow *row, GtkWidget *add)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  row->parts[PART_CHIPS] = pt_form_wrap_box_new (CHIP_SPACING_PX);
  row->parts[PART_ADD] = add;
  gtk_box_append (GTK_BOX (box), row->parts[PART_CHIPS]);
  gtk_box_append (GTK_BOX (box), add);
  row->editor = box;
}

static void
show_chips (PtFieldRow *row)
{
  g_auto (GStrv) keys = pt_record_dup_keys (row->record, row->field->id);

  pt_form_wrap_box_clear (row->parts[PART_CHIPS]);
  for (guint i = 0; keys[i] != NULL; i++)
    append_chip (row, keys[i]);
  gtk_widget_set_visible (row->parts[PART_CHIPS], keys[0] != NULL);
}

static void
add_chip (PtFieldRow *row, const char *key)
{
  if (find_chip (row, key) != NULL)
    return;
  append_chip (row, key);
  gtk_widget_set_visible (row->parts[PART_CHIPS], TRUE);
  pt_field_row_acted (row);
}

static gboolean
read_chips (PtFieldRow *row, PtEdit *edit, GError **error)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (GtkWidget *chip = gtk_widget_get_first_child (row->parts[PART_CHIPS]); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    g_strv_builder_add (keys, chip_key (chip));
  g_auto (GStrv) all = g_strv_builder_end (keys);
  pt_edit_set_keys (edit, row->field->id, (const char *const *)all);
  return TRUE;
}

static void
word_entered_cb (PtFieldRow *row)
{
  GtkEditable *entry = GTK_EDITABLE (row->parts[PART_ADD]);
  g_autofree char *word = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  gtk_editable_set_text (entry, "");
  if (word[0] != '\0')
    add_chip (row, word);
}

static void
make_tags (PtFieldRow *row)
{
  GtkWidget *entry = gtk_text_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_text_set_placeholder_text (GTK_TEXT (entry), _ ("Add a word and press Enter"));
  gtk_widget_add_css_class (entry, "pt-line");
  pt_field_row_label (row, entry);
  g_signal_connect_object (entry, "activate", G_CALLBACK (word_entered_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (word_entered_cb), row, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  make_chips (row, entry);
}

const PtFieldRowOps pt_field_row_tags_ops = {
  .make = make_tags,
  .show = show_chips,
  .read = read_chips,
  .open = open_chips,
};

static void
picked_cb (PtFieldRow *row, const char *id, const char *title)
{
  g_hash_table_insert (row->names, g_strdup (id), g_strdup (title));
  add_chip (row, id);
}

static void
make_refs (PtFieldRow *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = pt_picker_new (row->logbook, row->field->target,
                                     (row->field->flags & PT_FIELD_MEMBER) != 0);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", pt_field_label (row->field),
                                             C_ ("record", "Add…"));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), C_ ("record", "Add…"));
  pt_spoken_name_set (button, spoken);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button),
                               pt_picker_popover_new (PT_PICKER (picker)));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), row, G_CONNECT_SWAPPED);
  make_chips (row, button);
}

const PtFieldRowOps pt_field_row_refs_ops = {
  .make = make_refs,
  .show = show_chips,
  .read = read_chips,
  .open = open_chips,
};
