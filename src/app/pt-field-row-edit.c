/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a row's edit, the same for every editor: opened, typed in, committed after a pause or
 * on leaving, answered. What its author had seen when the editor opened is kept over the pauses, so
 * that what others save meanwhile becomes a second version and is never overwritten unseen. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

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

/* Texts also show their hint where the words will come; other editors have no such place. */
static gboolean
is_words (PtFieldRow *self)
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
  else if (unset && self->field->hint != NULL && !is_words (self))
    sentence = g_dgettext (GETTEXT_PACKAGE, self->field->hint);
  pt_field_row_say (self, sentence, FALSE);
}

/* ── The life of an edit ── */

void
pt_field_row_drop_edit (PtFieldRow *self)
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
  pt_field_row_drop_edit (self);
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

/* In a text not for ever: a crash takes two seconds of typing at most. A date or a number is nothing until
 * it is typed. */
static void
wait_for_pause (PtFieldRow *self)
{
  const int64_t typing = (g_get_monotonic_time () - self->typed_at) / G_TIME_SPAN_MILLISECOND;
  const int64_t left = is_words (self) ? PT_FIELD_ROW_SAVE_MOST_MS - typing : G_MAXINT;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (CLAMP (left, 0, PT_FIELD_ROW_SAVE_DELAY_MS), pause_over_cb,
                                     self);
}

void
pt_field_row_touched (PtFieldRow *self)
{
  if (self->showing)
    return;
  pt_field_row_opened (self);
  if (!self->dirty)
    self->typed_at = g_get_monotonic_time ();
  self->dirty = TRUE;
  wait_for_pause (self);
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
  pt_field_row_emit_commit (self, edit);
}

void
pt_field_row_commit (PtFieldRow *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->typed_at = g_get_monotonic_time ();
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
    pt_field_row_drop_edit (self);
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
    wait_for_pause (self);
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

void
pt_field_row_take_back (PtFieldRow *self)
{
  g_return_if_fail (PT_IS_FIELD_ROW (self));

  self->saving = self->dirty = FALSE;
  close_edit (self);
}

void
pt_field_row_close (PtFieldRow *self)
{
  self->inside = FALSE;
  pt_field_row_commit (self);
  if (!self->dirty && !self->saving && self->edit != NULL && !self->wrong)
    close_edit (self);
}

/* ── News ── */

/* The cursor stands in it, and nothing was typed since: news may come, and is then what was seen. */
static gboolean
is_only_open (PtFieldRow *self)
{
  return !self->dirty && !self->saving && !self->wrong && self->sent == NULL;
}

static void
show_news (PtFieldRow *self)
{
  const gboolean open = self->edit != NULL;

  pt_field_row_drop_edit (self);
  take_news (self);
  show_now (self);
  if (open)
    pt_field_row_opened (self);
}

void
pt_field_row_show (PtFieldRow *self, PtRecord *record, PtDataset *around)
{
  g_return_if_fail (PT_IS_FIELD_ROW (self));

  g_clear_pointer (&self->newer, pt_record_unref);
  g_clear_pointer (&self->newer_around, pt_dataset_unref);
  self->newer = pt_record_ref (record);
  self->newer_around = around != NULL ? pt_dataset_ref (around) : NULL;
  if (!pt_field_row_is_editing (self) || is_only_open (self))
    show_news (self);
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
