/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-reader.h. One reading at a time: a change that comes in the meantime waits for it, so that a
 * stream of changes cannot keep a slow page from ever being shown. */
#include "pt-reader.h"

#include "pt-window.h"

#define DELAY_MS 120

struct _PtReader
{
  gpointer owner; /* borrowed: it owns this */
  PtLogbook *logbook;
  const PtReading *reading;
  GCancellable *cancellable;
  gboolean stale; /* changed since the last reading began */
  gboolean busy;  /* one is under way that counts */
  guint source;
  guint generation;
  gulong changed, mapped;
};

typedef struct
{
  PtReader *reader;
  guint generation;
} Errand;

static gboolean
is_seen (PtReader *self)
{
  return !GTK_IS_WIDGET (self->owner) || gtk_widget_get_mapped (self->owner);
}

static void
fail (PtReader *self, const GError *error)
{
  if (self->reading->fail != NULL)
    self->reading->fail (self->owner, error);
  else
    pt_window_toast (self->owner, error->message, NULL, NULL, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (GError) error = NULL;
  gpointer read = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  PtReader *self = errand->reader;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (errand->generation != self->generation)
    {
      if (error == NULL)
        self->reading->free_result (read);
      return;
    }
  self->busy = FALSE;
  if (error != NULL)
    fail (self, error);
  else
    self->reading->take (self->owner, read);
  if (self->stale)
    pt_reader_soon (self);
}

static gboolean
read_now (gpointer data)
{
  PtReader *self = data;
  const PtReading *reading = self->reading;
  gpointer frozen = reading->freeze != NULL ? reading->freeze (self->owner) : NULL;
  Errand *errand;

  self->source = 0;
  self->stale = FALSE;
  if (reading->freeze != NULL && frozen == NULL)
    return G_SOURCE_REMOVE;
  errand = g_new0 (Errand, 1);
  *errand = (Errand){ self, ++self->generation };
  self->busy = TRUE;
  pt_logbook_read_async (self->logbook, reading->job, frozen, reading->free_frozen,
                         reading->free_result, self->cancellable, read_cb, errand);
  return G_SOURCE_REMOVE;
}

static void
mapped_cb (PtReader *self)
{
  if (self->stale && self->source == 0 && !self->busy)
    read_now (self);
}

PtReader *
pt_reader_new (gpointer owner, PtLogbook *logbook, const PtReading *reading)
{
  PtReader *self = g_new0 (PtReader, 1);

  *self = (PtReader){ .owner = owner,
                      .logbook = g_object_ref (logbook),
                      .reading = reading,
                      .cancellable = g_cancellable_new (),
                      .stale = TRUE };
  if (!reading->asked)
    self->changed = g_signal_connect_swapped (logbook, "changed", G_CALLBACK (pt_reader_soon),
                                              self);
  if (GTK_IS_WIDGET (owner))
    self->mapped = g_signal_connect_swapped (owner, "map", G_CALLBACK (mapped_cb), self);
  else
    pt_reader_soon (self);
  return self;
}

void
pt_reader_free (PtReader *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_signal_handler (&self->changed, self->logbook);
  g_clear_signal_handler (&self->mapped, self->owner);
  g_object_unref (self->cancellable);
  g_object_unref (self->logbook);
  g_free (self);
}

void
pt_reader_soon (PtReader *self)
{
  self->stale = TRUE;
  if (self->source == 0 && !self->busy && is_seen (self))
    self->source = g_timeout_add (DELAY_MS, read_now, self);
}

void
pt_reader_drop (PtReader *self)
{
  self->generation++;
  self->busy = FALSE;
}

void
pt_reader_again (PtReader *self)
{
  pt_reader_drop (self);
  self->stale = TRUE;
  g_clear_handle_id (&self->source, g_source_remove);
  if (is_seen (self))
    read_now (self);
}
