/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of rows that open the records, and a button that makes one; see the header. Long lists are
 * cut, and opened by a last row. */
#include "pt-detail-children.h"

#include <glib/gi18n-lib.h>

#include "pt-catalog.h"
#include "pt-time.h"
#include "pt-validate.h"

#define FIRST_ROWS 6

struct _PtDetailChildren
{
  AdwBin parent_instance;

  const PtChildList *list;
  GtkWidget *group;
  GtkWidget *add;
  GPtrArray *rows; /* borrowed from the group */
  PtRecord *record;
  PtDataset *around;
  char *shown;
  gboolean all;
};

G_DEFINE_FINAL_TYPE (PtDetailChildren, pt_detail_children, ADW_TYPE_BIN)

/* ── What a row says ── */

static void
add_part (GString *line, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

/* The fields that tell one from another: the listed enums, in words. */
static void
add_terms (GString *line, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    {
      const PtField *field = &kind->fields[i];
      const char *key;
      if (field->kind != PT_KIND_ENUM || (field->flags & PT_FIELD_LISTED) == 0
          || g_strcmp0 (field->id, kind->title_field) == 0)
        continue;
      key = pt_record_get_text (record, field->id);
      if (key != NULL && key[0] != '\0')
        add_part (line, pt_term_label (field->vocabulary, key));
    }
}

char *
pt_detail_dup_line (PtRecord *record)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *civil = pt_record_dup_date (record);
  g_autofree char *date = pt_date_format (civil, pt_catalog_current ());

  if (pt_record_get_kind (record) != NULL && pt_record_get_kind (record)->date_field != NULL)
    add_part (line, date);
  add_terms (line, record);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Where the row belongs to two records, the other one is its name: the person of an involvement. */
static char *
dup_title (PtDetailChildren *self, PtRecord *child)
{
  const PtRecordKind *kind = pt_record_get_kind (child);

  for (guint i = 0; kind != NULL && (kind->flags & PT_RECORD_AUXILIARY) != 0 && i < kind->n_fields;
       i++)
    {
      const PtField *field = &kind->fields[i];
      const char *id;
      PtRecord *other;
      if (field->kind != PT_KIND_REF || strcmp (field->id, self->list->field) == 0
          || strcmp (field->id, "replaces") == 0)
        continue;
      id = pt_record_get_text (child, field->id);
      other = id != NULL ? pt_dataset_get (self->around, id) : NULL;
      if (other != NULL)
        return pt_record_dup_title (other);
    }
  return pt_record_dup_title_of (child, NULL,
                                 false); /* whose it is, and its day, stand beside it */
}

static void
open_cb (GtkWidget *row)
{
  gtk_widget_activate_action (row, "detail.open", "s", g_object_get_data (G_OBJECT (row), "id"));
}

static GtkWidget *
make_row (PtDetailChildren *self, PtRecord *child)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = dup_title (self, child);
  g_autofree char *line = pt_detail_dup_line (child);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (pt_record_get_id (child)), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), NULL);
  return row;
}

/* ── Filling ── */

static void fill (PtDetailChildren *self, GPtrArray *children);

static void
show_all_cb (PtDetailChildren *self)
{
  g_autoptr (GPtrArray)
      children = pt_child_list_records (self->list, self->around, pt_record_get_id (self->record));

  self->all = TRUE;
  fill (self, children);
}

static void
append (PtDetailChildren *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

static void
append_rest (PtDetailChildren *self, guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (show_all_cb), self, G_CONNECT_SWAPPED);
  append (self, row);
}

static void
fill (PtDetailChildren *self, GPtrArray *children)
{
  const guint n = self->all ? children->len : MIN (children->len, FIRST_ROWS);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    append (self, make_row (self, g_ptr_array_index (children, i)));
  if (n < children->len)
    append_rest (self, children->len - n);
  gtk_widget_set_visible (GTK_WIDGET (self), children->len > 0 || self->list->always);
}

static char *
describe (PtDetailChildren *self, GPtrArray *children)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < children->len; i++)
    {
      g_autofree char *title = dup_title (self, g_ptr_array_index (children, i));
      g_autofree char *line = pt_detail_dup_line (g_ptr_array_index (children, i));
      g_string_append_printf (text, "%s %s %s\n",
                              pt_record_get_id (g_ptr_array_index (children, i)), title, line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
pt_detail_children_show (PtDetailChildren *self, PtRecord *record, PtDataset *around)
{
  g_autoptr (GPtrArray) children = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (PT_IS_DETAIL_CHILDREN (self));

  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  self->record = pt_record_ref (record);
  self->around = pt_dataset_ref (around);
  children = pt_child_list_records (self->list, around, pt_record_get_id (record));
  shown = describe (self, children);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  fill (self, children);
}

/* ── Making ── */

static GtkWidget *
make_add (const PtChildList *list, const PtRecordKind *kind)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  /* Translators: the button that makes a measurement, a consent, … ; the kind follows the colon */
  g_autofree char *spoken = g_strdup_printf (_ ("New: %s"), pt_record_kind_label (kind));

  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "detail.new-child");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", list->kind, list->field);
  return button;
}

static void
pt_detail_children_finalize (GObject *object)
{
  PtDetailChildren *self = PT_DETAIL_CHILDREN (object);

  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (pt_detail_children_parent_class)->finalize (object);
}

static void
pt_detail_children_class_init (PtDetailChildrenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_detail_children_finalize;
}

static void
pt_detail_children_init (PtDetailChildren *self)
{
  self->rows = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  adw_bin_set_child (ADW_BIN (self), self->group);
}

GtkWidget *
pt_detail_children_new (const PtChildList *list)
{
  PtDetailChildren *self = g_object_new (PT_TYPE_DETAIL_CHILDREN, NULL);
  const PtRecordKind *kind = pt_record_kind_find (list->kind);

  self->list = list;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group),
                                   strcmp (list->field, "parent") == 0
                                       ? _ ("Later Versions")
                                       : pt_record_kind_label_plural (kind));
  if (list->made)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group),
                                             make_add (list, kind));
  return GTK_WIDGET (self);
}
