/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row and the life of its edit. What an editor looks like and how it reads is in the files
 * behind the table of operations; here is when an edit begins, waits, is committed and ends. */
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

/* ── What stands under the editor ── */

static gboolean
is_unset (PtFieldRow *self)
{
  if (pt_field_is_set (self->field))
    {
      g_auto (GStrv) keys = pt_record_dup_keys (self->record, self->field->id);
      return keys == NULL || keys[0] == NULL;
    }
  const PtValue *value = pt_record_get_value (self->record, self->field->id);
  return value == NULL || value->type == PT_VALUE_NULL
         || (value->type == PT_VALUE_TEXT && value->text[0] == '\0');
}

void
pt_field_row_say (PtFieldRow *self, const char *sentence, gboolean wrong)
{
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->sentence, sentence != NULL);
  if (wrong)
    gtk_widget_add_css_class (self->sentence, "error");
  else
    gtk_widget_remove_css_class (self->sentence, "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Texts show their hint where the words will come; other editors have no such place. */
static gboolean
shows_own_hint (PtFieldRow *self)
{
  return self->ops == &pt_field_row_text_ops || self->ops == &pt_field_row_long_ops;
}

static void
say_state (PtFieldRow *self)
{
  const gboolean unset = is_unset (self);
  const char *sentence = NULL;

  if (pt_record_has_conflict (self->record, self->field->id))
    sentence = _ ("There are two versions of this. One of them is shown.");
  else if (unset && (self->field->flags & PT_FIELD_REQUIRED) != 0)
    sentence = _ ("Still to be filled in");
  else if (unset && self->field->hint != NULL && !shows_own_hint (self))
    sentence = g_dgettext (GETTEXT_PACKAGE, self->field->hint);
  pt_field_row_say (self, sentence, FALSE);
}

/* ── The life of an edit ── */

static void
drop_edit (PtFieldRow *self)
{
  g_clear_pointer (&self->edit, pt_edit_free);
  g_clear_pointer (&self->seen, pt_vector_free);
  g_clear_pointer (&self->sent, pt_value_free);
}

static void
take_news (PtFieldRow *self)
{
  if (self->newer == NULL)
    return;
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  self->record = g_steal_pointer (&self->newer);
  self->around = g_steal_pointer (&self->newer_around);
}

static void
show_now (PtFieldRow *self)
{
  self->showing = TRUE;
  self->ops->show (self);
  self->showing = FALSE;
  self->wrong = FALSE;
  say_state (self);
}

static void
close_edit (PtFieldRow *self)
{
  drop_edit (self);
  take_news (self);
  show_now (self);
  if (self->ops->left != NULL)
    self->ops->left (self);
}

void
pt_field_row_opened (PtFieldRow *self)
{
  if (self->showing || self->record == NULL)
    return;
  self->inside = TRUE;
  if (self->edit != NULL || self->saving)
    return;
  self->edit = pt_edit_new_for (self->record);
  g_clear_pointer (&self->seen, pt_vector_free);
  self->seen = pt_vector_copy (self->edit->seen);
}

static gboolean
pause_over_cb (gpointer data)
{
  PtFieldRow *self = data;

  self->save_source = 0;
  pt_field_row_commit (self);
  return G_SOURCE_REMOVE;
}

void
pt_field_row_touched (PtFieldRow *self)
{
  if (self->showing)
    return;
  pt_field_row_opened (self);
  self->dirty = TRUE;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (PT_FIELD_ROW_SAVE_DELAY_MS, pause_over_cb, self);
}

static void
remember_sent (PtFieldRow *self, const PtEdit *edit)
{
  const PtValue *value = pt_edit_get (edit, self->field->id);

  g_clear_pointer (&self->sent, pt_value_free);
  if (value != NULL)
    self->sent = pt_value_copy (value);
}

static void
send (PtFieldRow *self, PtEdit *edit)
{
  self->saving = TRUE;
  remember_sent (self, edit);
  g_signal_emit (self, signals[COMMIT], 0, edit);
}

void
pt_field_row_commit (PtFieldRow *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  /* One commit at a time: the next one must have seen the one before. */
  if (!self->dirty || self->saving || self->edit == NULL)
    return;
  if (!self->ops->read (self, self->edit, &error))
    {
      self->wrong = TRUE;
      pt_field_row_say (self, error->message, TRUE);
      return;
    }
  self->dirty = self->wrong = FALSE;
  if (pt_edit_is_empty (self->edit))
    say_state (self);
  else
    send (self, g_steal_pointer (&self->edit));
}

void
pt_field_row_acted (PtFieldRow *self)
{
  if (self->showing)
    return;
  pt_field_row_opened (self);
  self->inside = FALSE;
  self->dirty = TRUE;
  pt_field_row_commit (self);
  if (self->edit != NULL && !self->dirty && !self->wrong)
    drop_edit (self);
}

/* What this row's author has seen after a save of their own: what stood there when the editor
 * opened, and that save; not what others sent meanwhile. */
static PtEdit *
make_next_edit (PtFieldRow *self)
{
  PtEdit *edit = pt_edit_new_for (self->record);
  const PtState *state = pt_record_get_state (self->record);
  const guint n = pt_state_n_versions (state, self->field->id);

  if (self->seen == NULL || self->sent == NULL)
    return edit;
  for (guint i = 0; i < n; i++)
    {
      const PtVersion *version = pt_state_nth_version (state, self->field->id, i);
      if (!pt_value_equal (version->value, self->sent))
        continue;
      for (guint j = 0; j < version->stamp->n_dots; j++)
        pt_vector_add (self->seen, &version->stamp->dots[j]);
    }
  pt_vector_free (edit->seen);
  edit->seen = pt_vector_copy (self->seen);
  return edit;
}

/* The commit failed: what was typed stays, and is tried again with the next key or on leaving. */
static void
refuse (PtFieldRow *self, const GError *error)
{
  if (self->edit == NULL)
    self->edit = pt_edit_new_for (self->record);
  if (self->seen != NULL)
    {
      pt_vector_free (self->edit->seen);
      self->edit->seen = pt_vector_copy (self->seen);
    }
  self->dirty = TRUE;
  pt_field_row_say (self, error->message, TRUE);
}

static void
accept (PtFieldRow *self, PtRecord *record)
{
  g_clear_pointer (&self->newer, pt_record_unref);
  g_clear_pointer (&self->newer_around, pt_dataset_unref);
  g_clear_pointer (&self->record, pt_record_unref);
  self->record = pt_record_ref (record);
  if (self->dirty || self->inside)
    {
      self->edit = make_next_edit (self);
      say_state (self);
    }
  else
    close_edit (self);
  if (self->dirty)
    pt_field_row_touched (self);
}

void
pt_field_row_saved (PtFieldRow *self, PtRecord *record, const GError *error)
{
  g_return_if_fail (PT_IS_FIELD_ROW (self));

  if (!self->saving)
    return;
  self->saving = FALSE;
  if (error != NULL)
    refuse (self, error);
  else
    accept (self, record);
  if (self->dirty && !self->inside && error == NULL)
    pt_field_row_commit (self);
}

/* ── Focus ── */

void
pt_field_row_close (PtFieldRow *self)
{
  self->inside = FALSE;
  pt_field_row_commit (self);
  if (!self->dirty && !self->saving && self->edit != NULL && !self->wrong)
    close_edit (self);
}

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
  gtk_widget_set_visible (label, self->look != PT_FIELD_ROW_HEADING);
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

  drop_edit (self);
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

  return record != NULL ? pt_record_dup_title (record) : NULL;
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
      title = record != NULL ? pt_record_dup_title (record)
                             : g_strdup (_ ("Not on this laptop yet"));
    }
  return g_steal_pointer (&title);
}

char *
pt_field_row_dup_today (PtFieldRow *self)
{
  return pt_world_today (pt_store_get_world (pt_logbook_get_reader (self->logbook)));
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
pt_field_row_show (PtFieldRow *self, PtRecord *record, PtDataset *around)
{
  g_return_if_fail (PT_IS_FIELD_ROW (self));

  g_clear_pointer (&self->newer, pt_record_unref);
  g_clear_pointer (&self->newer_around, pt_dataset_unref);
  self->newer = pt_record_ref (record);
  self->newer_around = around != NULL ? pt_dataset_ref (around) : NULL;
  if (pt_field_row_is_editing (self))
    return;
  take_news (self);
  show_now (self);
}

gboolean
pt_field_row_is_editing (PtFieldRow *self)
{
  g_return_val_if_fail (PT_IS_FIELD_ROW (self), FALSE);
  return self->edit != NULL || self->saving || self->dirty;
}

gboolean
pt_field_row_is_saving (PtFieldRow *self)
{
  g_return_val_if_fail (PT_IS_FIELD_ROW (self), FALSE);
  return self->saving;
}

void
pt_field_row_flush (PtFieldRow *self)
{
  g_return_if_fail (PT_IS_FIELD_ROW (self));
  pt_field_row_commit (self);
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
