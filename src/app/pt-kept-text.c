/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Words are read at each key, since a view that goes has none any more. */
#include "pt-kept-text.h"

#include "pt-mention-text.h"

#define KEEP_DELAY_MS 1000
#define DATA_KEY "pt-kept-text"

typedef struct
{
  PtLogbook *logbook;
  char *place;
  char *words;
  int64_t n_erased; /* of what it is about, when it was opened */
  guint source;     /* 0 = nothing to keep */
} Kept;

typedef struct
{
  char *place;
  char *words; /* NULL = forget them */
  int64_t n_erased;
} Job;

/* ── On disk ── */

static void
job_free (Job *job)
{
  g_free (job->place);
  g_free (job->words);
  g_free (job);
}

static gpointer
keep_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (
      pt_store_keep_writing (store, job->place, job->words, job->n_erased, error));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pt_logbook_run_finish (PT_LOGBOOK (source), result, &error) && error != NULL)
    g_warning ("What is being written could not be kept: %s", error->message);
}

static void
write_words (Kept *kept)
{
  Job *job = g_new0 (Job, 1);

  g_clear_handle_id (&kept->source, g_source_remove);
  job->place = g_strdup (kept->place);
  job->n_erased = kept->n_erased;
  job->words = kept->words != NULL && *kept->words != '\0' ? g_strdup (kept->words) : NULL;
  pt_logbook_run_async (kept->logbook, keep_job, job, (GDestroyNotify)job_free, NULL, NULL, kept_cb,
                        NULL);
}

static gboolean
write_cb (gpointer data)
{
  write_words (data);
  return G_SOURCE_REMOVE;
}

/* ── One place ── */

static Kept *
get_kept (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), DATA_KEY);
}

/* The window closes, or another page comes. */
static void
unmap_cb (GtkWidget *widget)
{
  Kept *kept = get_kept (widget);

  if (kept->source != 0)
    write_words (kept);
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  if (kept->source != 0)
    write_words (kept);
  g_object_unref (kept->logbook);
  g_free (kept->place);
  g_free (kept->words);
  g_free (kept);
}

static void
leave (GtkWidget *widget)
{
  if (get_kept (widget) == NULL)
    return;
  g_signal_handlers_disconnect_by_func (widget, unmap_cb, NULL);
  g_object_set_data (G_OBJECT (widget), DATA_KEY, NULL);
}

char *
pt_kept_words_begin (GtkWidget *widget, PtLogbook *logbook, const char *place)
{
  Kept *kept = g_new0 (Kept, 1);

  leave (widget);
  kept->logbook = g_object_ref (logbook);
  kept->place = g_strdup (place);
  kept->n_erased = pt_store_count_erased (pt_logbook_get_reader (logbook), place);
  g_object_set_data_full (G_OBJECT (widget), DATA_KEY, kept, kept_free);
  g_signal_connect (widget, "unmap", G_CALLBACK (unmap_cb), NULL);
  return pt_store_dup_writing (pt_logbook_get_reader (logbook), place);
}

/* Not put off by the next key: somebody who types on without a pause has them kept too. */
void
pt_kept_words_set (GtkWidget *widget, const char *words)
{
  Kept *kept = get_kept (widget);

  if (kept == NULL)
    return;
  g_free (kept->words);
  kept->words = g_strdup (words);
  if (kept->source == 0)
    kept->source = g_timeout_add (KEEP_DELAY_MS, write_cb, kept);
}

void
pt_kept_words_clear (GtkWidget *widget)
{
  Kept *kept = get_kept (widget);

  if (kept == NULL)
    return;
  g_clear_pointer (&kept->words, g_free);
  write_words (kept);
}

/* ── A text ── */

static void
changed_cb (GtkTextView *view)
{
  g_autofree char *words = pt_mention_text_dup (gtk_text_view_get_buffer (view));

  pt_kept_words_set (GTK_WIDGET (view), words);
}

gboolean
pt_kept_text_has (PtLogbook *logbook, const char *place)
{
  g_autofree char *words = pt_store_dup_writing (pt_logbook_get_reader (logbook), place);

  return words != NULL;
}

void
pt_kept_text_begin (GtkTextView *view, PtLogbook *logbook, const char *place, const char *otherwise)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *words = NULL;

  g_signal_handlers_disconnect_by_func (buffer, changed_cb, view);
  words = pt_kept_words_begin (GTK_WIDGET (view), logbook, place);
  pt_mention_text_load (buffer, words != NULL ? words : otherwise);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), view, G_CONNECT_SWAPPED);
}

void
pt_kept_text_end (GtkTextView *view)
{
  if (get_kept (GTK_WIDGET (view)) == NULL)
    return;
  pt_kept_words_clear (GTK_WIDGET (view));
  g_signal_handlers_disconnect_by_func (gtk_text_view_get_buffer (view), changed_cb, view);
  leave (GTK_WIDGET (view));
}
