/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving what stands in the box: one batch, so that note, people and pictures arrive together or not
 * at all. A real name in it is asked about before it is saved, since history forgets nothing. */
#include "pt-capture-private.h"

#include "pt-mention-text.h"
#include "pt-name-notice.h"
#include "pt-named.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PtBatch *batch;
  char *names; /* what to look for names in; NULL = somebody has answered already */
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  pt_batch_free (job->batch);
  g_free (job->names);
  g_free (job);
}

typedef struct
{
  char *group;      /* by which the notes can be undone; NULL = not saved */
  GPtrArray *named; /* PtNamed: who is to be asked about first */
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->group);
  g_clear_pointer (&answer->named, g_ptr_array_unref);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  SaveJob *job = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  answer->named = job->names ? pt_named_find (store, job->names, error) : g_ptr_array_new ();
  if (answer->named == NULL)
    return NULL;
  if (answer->named->len > 0)
    return g_steal_pointer (&answer);
  if (!pt_store_save_batch (store, job->batch, &answer->group, error)
      || !pt_store_set_setting (store, PT_DRAFT_SETTING, NULL, error))
    return NULL;
  return g_steal_pointer (&answer);
}

typedef struct
{
  PtCapture *capture;
  char *id;
  guint n_notes;
  PtDraft *draft; /* to come back with when it could not be saved */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->capture);
  g_free (saving->id);
  pt_draft_free (saving->draft);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* ── A name ── */

void
pt_capture_drop_aside (PtCapture *self)
{
  GtkWidget *child;
  self->named = FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->asides))))
    gtk_box_remove (self->asides, child);
  gtk_widget_set_visible (GTK_WIDGET (self->asides), FALSE);
}

void
pt_capture_show_aside (PtCapture *self, GtkWidget *aside)
{
  pt_capture_drop_aside (self);
  gtk_box_append (self->asides, aside);
  gtk_widget_set_visible (GTK_WIDGET (self->asides), TRUE);
}

static void
replace_in_files (PtDraft *draft, const PtNamed *named)
{
  for (guint i = 0; i < draft->files->len; i++)
    {
      PtBatchFile *file = g_ptr_array_index (draft->files, i);
      char *filename = pt_named_replace (named, file->filename, named->title);
      g_free (file->filename);
      file->filename = filename;
    }
}

static void
replace_name_cb (PtCapture *self, PtNameNotice *notice)
{
  const PtNamed *named = pt_name_notice_get_named (notice);
  g_autoptr (PtDraft) draft = pt_capture_make_draft (self);
  char *body = pt_named_replace (named, draft->body, named->reference);
  g_free (draft->body);
  draft->body = body;
  replace_in_files (draft, named);
  pt_capture_draft_show (self, draft);
  pt_capture_drop_aside (self);
  pt_capture_save (self, self->each_line);
}

static void
keep_name_cb (PtCapture *self)
{
  self->named = TRUE;
  pt_capture_save (self, self->each_line);
}

static void
ask_about (PtCapture *self, PtNamed *named)
{
  GtkWidget *notice = pt_name_notice_new (named, _ ("_Save With the Name"));
  g_signal_connect_object (notice, "replace", G_CALLBACK (replace_name_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (notice, "keep", G_CALLBACK (keep_name_cb), self, G_CONNECT_SWAPPED);
  pt_capture_show_aside (self, notice);
  self->named = TRUE;
  pt_name_notice_focus (PT_NAME_NOTICE (notice));
}

/* ── The answer ── */

static void
come_back (Saving *saving, const GError *error, Answer *answer)
{
  PtCapture *self = saving->capture;
  pt_capture_draft_bring_back (self, saving->draft);
  if (error)
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else
    ask_about (self, g_ptr_array_steal_index (answer->named, 0));
}

static void
tell_saved (Saving *saving, const Answer *answer)
{
  PtCapture *self = saving->capture;
  self->saved = saving->draft;
  pt_capture_emit_saved (self, saving->id, answer->group, saving->n_notes);
  self->saved = NULL;
}

const PtDraft *
pt_capture_get_saved (PtCapture *self)
{
  g_return_val_if_fail (PT_IS_CAPTURE (self), NULL);
  return self->saved;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Saving) saving = user_data;
  g_autoptr (Answer) answer = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_cancellable_is_cancelled (saving->capture->cancellable))
    return;
  if (answer == NULL || answer->group == NULL)
    come_back (saving, error, answer);
  else
    tell_saved (saving, answer);
}

static char *
dup_names (const PtDraft *draft)
{
  GString *text = g_string_new (draft->body);
  for (guint i = 0; i < draft->files->len; i++)
    g_string_append_printf (text, "\n%s",
                            ((PtBatchFile *)g_ptr_array_index (draft->files, i))->filename);
  return g_string_free (text, FALSE);
}

/* The box is empty and ready at once; the words come back if the disk refuses them, or if there is
 * something to ask. */
void
pt_capture_save (PtCapture *self, gboolean each_line)
{
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  Saving *saving = g_new0 (Saving, 1);
  SaveJob *job = g_new0 (SaveJob, 1);

  saving->capture = g_object_ref (self);
  saving->draft = pt_capture_make_draft (self);
  saving->n_notes = 1;
  self->each_line = each_line;
  job->batch = each_line ? pt_draft_make_list (saving->draft, world, &saving->id, &saving->n_notes)
                         : pt_draft_make_batch (saving->draft, world, &saving->id);
  job->names = self->named ? NULL : dup_names (saving->draft);
  pt_capture_drop_aside (self);
  pt_capture_draft_clear (self);
  pt_logbook_run_async (self->logbook, save_job, job, (GDestroyNotify)save_job_free,
                        (GDestroyNotify)answer_free, NULL, saved_cb, saving);
}
