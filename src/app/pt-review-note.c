/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last stage: what was decided, and the note that is made of the review. */
#include "pt-review-private.h"

#include "pt-choice-button.h"
#include "pt-kept-text.h"
#include "pt-mention-text.h"
#include "pt-review-item.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

void
pt_review_note_show (PtReviewPage *self)
{
  const guint n = self->order->len;
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u thing was on the table.", "%u things were on the table.", n), n);

  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
  gtk_label_set_text (self->handled, text);
  pt_review_page_show_stage (self, "note");
  gtk_widget_grab_focus (GTK_WIDGET (self->decided));
}

/* ── Writing it ── */

static void
note_statuses (PtReviewPage *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);

  for (guint i = 0; i < self->order->len; i++)
    {
      PtReviewResult *result = self->order->pdata[i];
      g_autoptr (PtRecord)
          now = pt_store_get_record (reader, pt_record_get_id (result->record), NULL);
      const PtRecordKind *kind = pt_record_get_kind (result->record);
      if (now == NULL || kind->status_field == NULL)
        continue;
      const char *status = pt_record_get_text (now, kind->status_field);
      g_clear_pointer (&result->status, g_free);
      if (g_strcmp0 (status, pt_record_get_text (result->record, kind->status_field)) != 0)
        result->status = g_strdup (status);
    }
}

typedef struct
{
  PtBatch *batch;
  char *id;
} NoteJob;

static void
note_job_free (NoteJob *job)
{
  pt_batch_free (job->batch);
  g_free (job->id);
  g_free (job);
}

static gpointer
note_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const NoteJob *job = data;
  g_autofree char *group = NULL;

  return pt_store_save_batch (store, job->batch, &group, error)
             ? g_strdup_printf ("%s %s", job->id, group)
             : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtReviewPage *self = user_data;
  if (written == NULL)
    {
      pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  g_auto (GStrv) parts = g_strsplit (written, " ", 2);
  pt_kept_text_end (self->decided);
  pt_window_toast (GTK_WIDGET (self), _ ("The review is in the logbook"), _ ("Undo"),
                   "win.undo-group", g_variant_new_string (parts[1]));
  pt_review_page_emit_left (self, parts[0]);
}

void
pt_review_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  g_autofree char *today = pt_world_today (world);
  g_auto (GStrv) people = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->people));
  NoteJob *job = g_new0 (NoteJob, 1);

  g_autofree char *decided = pt_mention_text_dup (gtk_text_view_get_buffer (self->decided));
  note_statuses (self);
  pt_review_page_set_enabled (self, "write", FALSE);
  job->batch = pt_review_note_new (world, today, people, self->order, g_strstrip (decided),
                                   &job->id);
  pt_logbook_run_async (self->logbook, note_job, job, (GDestroyNotify)note_job_free, g_free,
                        self->cancellable, written_cb, self);
}
