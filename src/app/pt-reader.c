/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-reader.h. */
#include "pt-reader.h"

#include "pt-window.h"

#define DELAY_MS 300

struct _PtReader
{
  GtkWidget *page; /* borrowed: it owns this */
  PtLogbook *logbook;
  PtStoreJob job;
  gpointer (*freeze) (GtkWidget *page);
  GDestroyNotify free_frozen, free_result;
  PtReaderTake take;
  GCancellable *cancellable;
  gboolean stale;
  guint source;
  guint generation;
  gulong changed, mapped;
};

typedef struct
{
  PtReader *reader;
  guint generation;
} Errand;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (GError) error = NULL;
  gpointer read = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  PtReader *self = errand->reader;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    pt_window_toast (self->page, error->message, NULL, NULL, NULL);
  else if (errand->generation == self->generation)
    self->take (self->page, read);
  else
    self->free_result (read);
}

static gboolean
read_now (gpointer data)
{
  PtReader *self = data;
  Errand *errand = g_new0 (Errand, 1);

  self->source = 0;
  self->stale = FALSE;
  *errand = (Errand){ self, ++self->generation };
  pt_logbook_read_async (self->logbook, self->job,
                         self->freeze != NULL ? self->freeze (self->page) : NULL, self->free_frozen,
                         self->free_result, self->cancellable, read_cb, errand);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (PtReader *self)
{
  self->stale = TRUE;
  if (self->source == 0 && gtk_widget_get_mapped (self->page))
    self->source = g_timeout_add (DELAY_MS, read_now, self);
}

static void
mapped_cb (PtReader *self)
{
  if (self->stale && self->source == 0)
    read_now (self);
}

PtReader *
pt_reader_new (GtkWidget *page, PtLogbook *logbook, PtStoreJob job,
               gpointer (*freeze) (GtkWidget *page), GDestroyNotify free_frozen,
               GDestroyNotify free_result, PtReaderTake take)
{
  PtReader *self = g_new0 (PtReader, 1);

  *self = (PtReader){ .page = page,
                      .logbook = g_object_ref (logbook),
                      .job = job,
                      .freeze = freeze,
                      .free_frozen = free_frozen,
                      .free_result = free_result,
                      .take = take,
                      .cancellable = g_cancellable_new (),
                      .stale = TRUE };
  self->changed = g_signal_connect_swapped (logbook, "changed", G_CALLBACK (changed_cb), self);
  self->mapped = g_signal_connect_swapped (page, "map", G_CALLBACK (mapped_cb), self);
  return self;
}

void
pt_reader_free (PtReader *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_signal_handler_disconnect (self->logbook, self->changed);
  g_signal_handler_disconnect (self->page, self->mapped);
  g_object_unref (self->cancellable);
  g_object_unref (self->logbook);
  g_free (self);
}

void
pt_reader_again (PtReader *self)
{
  self->stale = TRUE;
  g_clear_handle_id (&self->source, g_source_remove);
  if (gtk_widget_get_mapped (self->page))
    read_now (self);
}
