/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of a vocabulary, and yes or no: a choice is a save of its own. "Not said" stands first where a
 * field has no fallback; a key that this version does not know is shown as it is and kept. */
#include "pt-field-row-private.h"

#include "pt-spoken-name.h"

#include <glib/gi18n-lib.h>

/* ── One of a vocabulary ── */

static gboolean
has_blank (PtFieldRow *row)
{
  return row->field->fallback == NULL;
}

#define LEAST_CHARS 12

static GtkWidget *
make_term_label (const char *text, gboolean in_list)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), in_list ? 0 : 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  return label;
}

static void
setup_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, make_term_label (NULL, FALSE));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *term = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *text = gtk_string_object_get_string (term);

  gtk_label_set_label (label, text);
  /* The name of the field may wrap: it gives way before what was chosen is cut off. */
  gtk_label_set_width_chars (label, (int)MIN (g_utf8_strlen (text, -1), LEAST_CHARS));
}

static void
setup_listed_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, make_term_label (NULL, TRUE));
}

static GtkListItemFactory *
make_factory (gboolean in_list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup",
                    in_list ? G_CALLBACK (setup_listed_cb) : G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

static GtkStringList *
make_terms (PtFieldRow *row)
{
  const PtVocabulary *vocabulary = row->field->vocabulary;
  GtkStringList *terms = gtk_string_list_new (NULL);

  if (has_blank (row))
    gtk_string_list_append (terms, C_ ("choice", "Not said"));
  for (guint i = 0; i < vocabulary->n_terms; i++)
    gtk_string_list_append (terms, pt_term_label (vocabulary, vocabulary->terms[i].key));
  return terms;
}

static gboolean
read_enum (PtFieldRow *row, PtEdit *edit, GError **error)
{
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (row->editor));
  const int term = (int)at - (has_blank (row) ? 1 : 0);

  /* The unknown key of a newer version is not chosen by anybody here. */
  if (at != GTK_INVALID_LIST_POSITION && term < (int)row->field->vocabulary->n_terms)
    pt_edit_set_text (edit, row->field->id,
                      term < 0 ? NULL : row->field->vocabulary->terms[term].key);
  return TRUE;
}

static void
make_enum (PtFieldRow *row)
{
  g_autoptr (GtkListItemFactory) listed = make_factory (TRUE);
  g_autoptr (GtkListItemFactory) chosen = make_factory (FALSE);

  row->editor = gtk_drop_down_new (G_LIST_MODEL (make_terms (row)), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (row->editor), chosen);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (row->editor), listed);
  pt_spoken_name_set_choice (GTK_DROP_DOWN (row->editor), pt_field_label (row->field));
  gtk_widget_add_css_class (row->editor, "flat");
  g_signal_connect_object (row->editor, "notify::selected", G_CALLBACK (pt_field_row_acted), row,
                           G_CONNECT_SWAPPED);
}

/* The last item is the unknown key of a newer version, there only as long as it is the value. */
static void
show_unknown (PtFieldRow *row, const char *key)
{
  GtkStringList *terms = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (row->editor)));
  const guint known = row->field->vocabulary->n_terms + (has_blank (row) ? 1 : 0);

  if (g_list_model_get_n_items (G_LIST_MODEL (terms)) > known)
    gtk_string_list_remove (terms, known);
  if (key != NULL)
    gtk_string_list_append (terms, key);
}

static void
show_enum (PtFieldRow *row)
{
  const char *key = pt_record_get_text (row->record, row->field->id);
  const int term = key != NULL ? pt_vocabulary_index (row->field->vocabulary, key) : -1;
  const gboolean unknown = key != NULL && key[0] != '\0' && term < 0;
  const int blank = has_blank (row) ? 1 : 0;

  show_unknown (row, unknown ? key : NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (row->editor),
                              unknown     ? row->field->vocabulary->n_terms + blank
                              : term >= 0 ? (guint)(term + blank)
                                          : 0);
}

const PtFieldRowOps pt_field_row_enum_ops = {
  .make = make_enum,
  .show = show_enum,
  .read = read_enum,
  .beside = TRUE,
};

/* ── Yes or no ── */

static gboolean
read_bool (PtFieldRow *row, PtEdit *edit, GError **error)
{
  pt_edit_set_bool (edit, row->field->id, gtk_switch_get_active (GTK_SWITCH (row->editor)));
  return TRUE;
}

static void
make_bool (PtFieldRow *row)
{
  row->editor = gtk_switch_new ();
  g_signal_connect_object (row->editor, "notify::active", G_CALLBACK (pt_field_row_acted), row,
                           G_CONNECT_SWAPPED);
}

static void
show_bool (PtFieldRow *row)
{
  gtk_switch_set_active (GTK_SWITCH (row->editor),
                         pt_record_get_bool (row->record, row->field->id));
}

const PtFieldRowOps pt_field_row_bool_ops = {
  .make = make_bool,
  .show = show_bool,
  .read = read_bool,
  .beside = TRUE,
};
