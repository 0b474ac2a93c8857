/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row: which editor a kind of value has, and how caption, editor and sentence stand together.
 * Editors are in the files behind the table of operations, the life of an edit in -edit.c. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-validate.h"

enum
{
  COMMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtFieldRow, pt_field_row, ADW_TYPE_PREFERENCES_ROW)

/* The one place that says which editor a kind of value has. */
static const PtFieldRowOps *const ops_of_kind[] = {
  [PT_KIND_TEXT] = &pt_field_row_text_ops,       [PT_KIND_LONG] = &pt_field_row_long_ops,
  [PT_KIND_ENUM] = &pt_field_row_enum_ops,       [PT_KIND_REF] = &pt_field_row_ref_ops,
  [PT_KIND_BOOL] = &pt_field_row_bool_ops,       [PT_KIND_INT] = &pt_field_row_number_ops,
  [PT_KIND_REAL] = &pt_field_row_number_ops,     [PT_KIND_DATE] = &pt_field_row_date_ops,
  [PT_KIND_MOMENT] = &pt_field_row_date_ops,     [PT_KIND_INSTANT] = &pt_field_row_date_ops,
  [PT_KIND_QUANTITY] = &pt_field_row_number_ops, [PT_KIND_KEYS] = &pt_field_row_keys_ops,
  [PT_KIND_TAGS] = &pt_field_row_tags_ops,       [PT_KIND_REFS] = &pt_field_row_refs_ops,
};

/* ── Focus ── */

static gboolean
pt_field_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PtFieldRow *self = PT_FIELD_ROW (widget);

  return gtk_widget_child_focus (self->column, direction);
}

static gboolean
pt_field_row_grab_focus (GtkWidget *widget)
{
  PtFieldRow *self = PT_FIELD_ROW (widget);

  if (self->ops != NULL && self->ops->open != NULL)
    {
      self->ops->open (self);
      return TRUE;
    }
  return gtk_widget_grab_focus (self->editor);
}

/* ── Making ── */

static GtkWidget *
make_caption (PtFieldRow *self)
{
  GtkWidget *label = gtk_label_new (pt_field_label (self->field));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (!self->ops->beside)
    {
      gtk_widget_add_css_class (label, self->look == PT_FIELD_ROW_PROSE ? "heading" : "caption");
      if (self->look != PT_FIELD_ROW_PROSE)
        gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_widget_set_visible (label,
                          self->look != PT_FIELD_ROW_HEADING && self->look != PT_FIELD_ROW_BODY);
  return label;
}

static GtkWidget *
make_sentence (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
place (PtFieldRow *self)
{
  GtkWidget *line = self->column;

  if (self->ops->beside)
    {
      line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      gtk_box_append (GTK_BOX (self->column), line);
      gtk_widget_set_hexpand (self->caption, TRUE);
      gtk_widget_set_valign (self->editor, GTK_ALIGN_CENTER);
    }
  gtk_box_append (GTK_BOX (line), self->caption);
  gtk_box_append (GTK_BOX (line), self->editor);
  gtk_box_append (GTK_BOX (self->column), self->sentence);
}

static const char *const class_of_look[] = {
  [PT_FIELD_ROW_PLAIN] = "pt-field",
  [PT_FIELD_ROW_HEADING] = "pt-heading",
  [PT_FIELD_ROW_PROSE] = "pt-prose",
  [PT_FIELD_ROW_BODY] = "pt-prose",
};

static void
build (PtFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->ops = ops_of_kind[self->field->kind];
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->caption = make_caption (self);
  self->sentence = make_sentence ();
  self->ops->make (self);
  pt_field_row_label (self, self->editor);
  place (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), class_of_look[self->look]);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->column);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (pt_field_row_close), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
pt_field_row_dispose (GObject *object)
{
  PtFieldRow *self = PT_FIELD_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->save_source, g_source_remove);
  /* An answer that comes later finds nothing left to show it in. */
  self->saving = self->dirty = FALSE;
  G_OBJECT_CLASS (pt_field_row_parent_class)->dispose (object);
}

static void
pt_field_row_finalize (GObject *object)
{
  PtFieldRow *self = PT_FIELD_ROW (object);

  pt_field_row_drop_edit (self);
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  g_clear_pointer (&self->newer, pt_record_unref);
  g_clear_pointer (&self->newer_around, pt_dataset_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_field_row_parent_class)->finalize (object);
}

static void
pt_field_row_class_init (PtFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pt_field_row_dispose;
  object_class->finalize = pt_field_row_finalize;
  widget_class->focus = pt_field_row_focus;
  widget_class->grab_focus = pt_field_row_grab_focus;
  signals[COMMIT] = g_signal_new ("commit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
pt_field_row_init (PtFieldRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* ── Helpers for the editors ── */

void
pt_field_row_label (PtFieldRow *self, GtkWidget *editor)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pt_field_label (self->field), -1);
}

char *
pt_field_row_dup_value (PtFieldRow *self)
{
  const PtValue *value = pt_record_get_value (self->record, self->field->id);

  if (value == NULL || value->type == PT_VALUE_NULL)
    return g_strdup ("");
  return pt_value_format (self->field, value, NULL);
}

static char *
dup_title_around (PtFieldRow *self, const char *id)
{
  PtRecord *record = self->around != NULL ? pt_dataset_get (self->around, id) : NULL;

  return record != NULL ? pt_dataset_dup_title (self->around, record) : NULL;
}

char *
pt_field_row_dup_name (PtFieldRow *self, const char *id)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  const char *picked = g_hash_table_lookup (self->names, id);
  g_autofree char *title = picked != NULL ? g_strdup (picked) : dup_title_around (self, id);

  if (title == NULL && (self->field->flags & PT_FIELD_MEMBER) != 0)
    {
      title = pt_store_dup_member_name (reader, id);
      if (title != NULL && title[0] == '\0')
        g_clear_pointer (&title, g_free);
    }
  if (title == NULL)
    {
      g_autoptr (PtRecord) record = pt_store_get_record (reader, id, NULL);
      title = record != NULL ? pt_store_dup_title (reader, record)
                             : g_strdup (_ ("Not on this laptop yet"));
    }
  return g_steal_pointer (&title);
}

char *
pt_field_row_dup_today (PtFieldRow *self)
{
  return pt_world_today (pt_store_get_world (pt_logbook_get_reader (self->logbook)));
}

void
pt_field_row_emit_commit (PtFieldRow *self, PtEdit *edit)
{
  g_signal_emit (self, signals[COMMIT], 0, edit);
}

/* ── Public ── */

GtkWidget *
pt_field_row_new (PtLogbook *logbook, const PtRecordKind *kind, const PtField *field,
                  PtFieldRowLook look)
{
  PtFieldRow *self = g_object_new (PT_TYPE_FIELD_ROW, NULL);

  g_return_val_if_fail (field->kind < G_N_ELEMENTS (ops_of_kind), NULL);

  self->logbook = g_object_ref (logbook);
  self->kind = kind;
  self->field = field;
  self->look = look;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), pt_field_label (field));
  build (self);
  return GTK_WIDGET (self);
}

const PtField *
pt_field_row_get_field (PtFieldRow *self)
{
  g_return_val_if_fail (PT_IS_FIELD_ROW (self), NULL);
  return self->field;
}

void
pt_field_row_open (PtFieldRow *self)
{
  g_return_if_fail (PT_IS_FIELD_ROW (self));
  pt_field_row_grab_focus (GTK_WIDGET (self));
}

const char *
pt_field_row_get_sentence (PtFieldRow *self)
{
  g_return_val_if_fail (PT_IS_FIELD_ROW (self), NULL);
  return gtk_widget_get_visible (self->sentence) ? gtk_label_get_label (GTK_LABEL (self->sentence))
                                                 : NULL;
}

GtkWidget *
pt_field_row_get_editor (PtFieldRow *self)
{
  g_return_val_if_fail (PT_IS_FIELD_ROW (self), NULL);
  return self->editor;
}
