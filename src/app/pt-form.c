/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving for all rows of a form: one edit per field, handed to the writer thread. A new record is
 * made by the first thing that is typed; what is typed while it is being made waits for its answer,
 * so that it is known to come after. */
#include "pt-form-private.h"

#include "pt-link-row.h"
#include "pt-sensitive-help.h"

enum
{
  SAVED,
  FAILED,
  STAYS_SHARED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtForm, pt_form, GTK_TYPE_BOX)

/* A save under way, or one that waits. */
typedef struct
{
  PtForm *form;
  PtFieldRow *row;
  PtEdit *edit; /* only while it waits */
} Commit;

static Commit *
commit_new (PtForm *form, PtFieldRow *row, PtEdit *edit)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->form = g_object_ref (form);
  commit->row = g_object_ref (row);
  commit->edit = edit;
  return commit;
}

static void
commit_free (Commit *commit)
{
  g_clear_pointer (&commit->edit, pt_edit_free);
  g_object_unref (commit->form);
  g_object_unref (commit->row);
  g_free (commit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Commit, commit_free)

/* ── Saving ── */

static void
show_rows (PtForm *self)
{
  if (self->title != NULL)
    {
      g_autofree char *title = self->around != NULL
                                   ? pt_dataset_dup_title (self->around, self->record)
                                   : pt_record_dup_title (self->record);
      gtk_label_set_label (GTK_LABEL (self->title), title);
    }
  for (guint i = 0; i < self->rows->len; i++)
    pt_field_row_show (g_ptr_array_index (self->rows, i), self->record, self->around);
  for (guint i = 0; i < self->links->len; i++)
    pt_link_row_show (g_ptr_array_index (self->links, i), self->draft == NULL ? self->record : NULL,
                      self->around);
}

static void
take_record (PtForm *self, PtRecord *record)
{
  pt_record_ref (record);
  g_clear_pointer (&self->record, pt_record_unref);
  self->record = record;
}

static void save (PtForm *self, PtFieldRow *row, PtEdit *edit);

/* An edit that began on the draft: its author made the record, and so has seen it. */
static void
rebase (PtForm *self, PtEdit *edit)
{
  if (edit->base == NULL || edit->base != self->blank || self->draft != NULL)
    return;
  g_clear_pointer (&edit->seen, pt_vector_free);
  edit->seen = pt_state_dup_seen (pt_record_get_state (self->record));
}

static void
settle_draft (PtForm *self, PtRecord *record)
{
  if (self->draft == NULL)
    return;
  g_clear_pointer (&self->draft, pt_edit_free);
  self->creating = FALSE;
  take_record (self, record);
  for (Commit *next; (next = g_queue_pop_head (&self->waiting)) != NULL; commit_free (next))
    save (self, next->row, g_steal_pointer (&next->edit));
}

/* Every row keeps what was typed, and tries again when it is left or typed in; but for what can never
 * be. */
static void
refuse (PtForm *self, PtFieldRow *row, const GError *error)
{
  if (g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_SHARED))
    {
      pt_field_row_take_back (row);
      g_signal_emit (self, signals[STAYS_SHARED], 0, error->message);
      return;
    }
  self->creating = FALSE;
  pt_field_row_saved (row, NULL, error);
  for (Commit *next; (next = g_queue_pop_head (&self->waiting)) != NULL; commit_free (next))
    pt_field_row_saved (next->row, NULL, error);
  g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Commit) commit = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);
  PtForm *self = commit->form;

  if (record == NULL)
    {
      refuse (self, commit->row, error);
      return;
    }
  if (self->record != NULL
      && strcmp (pt_record_get_id (record), pt_record_get_id (self->record)) == 0)
    {
      settle_draft (self, record);
      take_record (self, record);
    }
  pt_field_row_saved (commit->row, record, NULL);
  if (g_strcmp0 (pt_field_row_get_field (commit->row)->id, "sensitive") == 0
      && pt_record_get_bool (record, "sensitive"))
    pt_sensitive_help_offer (GTK_WIDGET (self), self->logbook);
  g_signal_emit (self, signals[SAVED], 0, record);
}

static void
save (PtForm *self, PtFieldRow *row, PtEdit *edit)
{
  rebase (self, edit);
  pt_logbook_save_async (self->logbook, edit, NULL, saved_cb, commit_new (self, row, NULL));
}

/* The draft goes as a copy: were the save refused, it is still here for the next try. */
static PtEdit *
copy_draft (PtForm *self)
{
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  PtEdit *copy = pt_edit_new (world, self->draft->kind, self->draft->id);

  copy->asks_names = true; /* each row does */
  for (guint i = 0; i < self->draft->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (self->draft->set, i);
      pt_edit_set_register (copy, setting->name, setting->value);
    }
  return copy;
}

static void
create (PtForm *self, PtFieldRow *row, PtEdit *edit)
{
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      pt_edit_set_register (self->draft, setting->name, setting->value);
    }
  pt_edit_free (edit);
  self->creating = TRUE;
  pt_logbook_save_async (self->logbook, copy_draft (self), NULL, saved_cb,
                         commit_new (self, row, NULL));
}

static void
commit_cb (PtFieldRow *row, PtEdit *edit, PtForm *self)
{
  if (self->creating)
    g_queue_push_tail (&self->waiting, commit_new (self, row, edit));
  else if (self->draft != NULL)
    create (self, row, edit);
  else
    save (self, row, edit);
}

/* ── Flushing ── */

static gboolean
must_wait (PtForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (pt_field_row_is_saving (g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

static void
flush_rows (PtForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    pt_field_row_flush (g_ptr_array_index (self->rows, i));
}

/* What the writer has done is taken from the database, since its answers are still on their way. */
static void
take_answers (PtForm *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  g_autoptr (PtRecord) record = NULL;

  pt_logbook_flush (self->logbook);
  record = pt_store_get_record (reader, pt_record_get_id (self->record), NULL);
  if (record == NULL)
    return;
  settle_draft (self, record);
  take_record (self, record);
  for (guint i = 0; i < self->rows->len; i++)
    pt_field_row_saved (g_ptr_array_index (self->rows, i), record, NULL);
}

void
pt_form_flush (PtForm *self)
{
  g_return_if_fail (PT_IS_FORM (self));

  const gboolean under_way = self->record != NULL && must_wait (self);
  flush_rows (self);
  if (!under_way && g_queue_is_empty (&self->waiting))
    return;
  take_answers (self);
  flush_rows (self);
}

/* ── Showing ── */

static void
connect_rows (PtForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_connect_object (g_ptr_array_index (self->rows, i), "commit", G_CALLBACK (commit_cb),
                             self, 0);
}

static void
begin (PtForm *self, PtRecord *record, guint flags)
{
  pt_form_flush (self);
  g_clear_pointer (&self->draft, pt_edit_free);
  g_clear_pointer (&self->blank, pt_record_unref);
  self->creating = FALSE;
  self->kind = pt_record_get_kind (record);
  take_record (self, record);
  pt_form_build (self, flags);
  connect_rows (self);
}

static gboolean
shows (PtForm *self, PtRecord *record)
{
  return self->record != NULL
         && strcmp (pt_record_get_id (self->record), pt_record_get_id (record)) == 0;
}

void
pt_form_show (PtForm *self, PtRecord *record, PtDataset *around, guint flags)
{
  g_return_if_fail (PT_IS_FORM (self));

  if (!shows (self, record))
    begin (self, record, flags);
  else if (self->draft == NULL)
    take_record (self, record);
  else
    return;
  if (around != NULL)
    pt_dataset_ref (around);
  g_clear_pointer (&self->around, pt_dataset_unref);
  self->around = around;
  show_rows (self);
}

/* The draft as a record to look at; its dot is of no device and is never sent. */
static PtRecord *
make_blank (PtEdit *draft)
{
  const PtDot dot = { .counter = 1 };
  g_autoptr (PtOp) op = pt_op_new (draft->id, &dot, draft->id, draft->kind);
  PtState *state = pt_state_new ();

  op->seen = op->seen != NULL ? op->seen : pt_vector_new ();
  for (guint i = 0; i < draft->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (draft->set, i);
      pt_op_set (op, setting->name, setting->value);
    }
  pt_state_apply (state, op);
  return pt_record_new (draft->id, draft->kind, state);
}

void
pt_form_show_draft (PtForm *self, PtEdit *draft, guint flags)
{
  g_autoptr (PtRecord) blank = make_blank (draft);

  g_return_if_fail (PT_IS_FORM (self));

  begin (self, blank, flags);
  self->draft = draft;
  self->blank = g_steal_pointer (&blank);
  g_clear_pointer (&self->around, pt_dataset_unref);
  show_rows (self);
}

gboolean
pt_form_is_draft (PtForm *self)
{
  g_return_val_if_fail (PT_IS_FORM (self), FALSE);
  return self->draft != NULL;
}

GtkWidget *
pt_form_get_head (PtForm *self)
{
  g_return_val_if_fail (PT_IS_FORM (self), NULL);
  return self->head;
}

PtFieldRow *
pt_form_get_row (PtForm *self, const char *field)
{
  g_return_val_if_fail (PT_IS_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (strcmp (pt_field_row_get_field (g_ptr_array_index (self->rows, i))->id, field) == 0)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

gboolean
pt_form_open_field (PtForm *self, const char *field)
{
  PtFieldRow *row = pt_form_get_row (self, field);

  if (row == NULL)
    return FALSE;
  if (self->more != NULL && gtk_widget_is_ancestor (GTK_WIDGET (row), self->more))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->more), TRUE);
  pt_field_row_open (row);
  return TRUE;
}

char *
pt_form_dup_more_setting (const char *kind)
{
  return g_strconcat ("form.more.", kind, NULL);
}

/* ── Type ── */

static void
pt_form_finalize (GObject *object)
{
  PtForm *self = PT_FORM (object);

  g_queue_clear_full (&self->waiting, (GDestroyNotify)commit_free);
  g_clear_pointer (&self->draft, pt_edit_free);
  g_clear_pointer (&self->blank, pt_record_unref);
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_object (&self->head);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_form_parent_class)->finalize (object);
}

static void
pt_form_class_init (PtFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_form_finalize;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[STAYS_SHARED] = g_signal_new ("stays-shared", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
}

static void
pt_form_init (PtForm *self)
{
  g_queue_init (&self->waiting);
  self->rows = g_ptr_array_new ();
  self->links = g_ptr_array_new ();
  self->head = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

GtkWidget *
pt_form_new (PtLogbook *logbook)
{
  PtForm *self = g_object_new (PT_TYPE_FORM, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}
