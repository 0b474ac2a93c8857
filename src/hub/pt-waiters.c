/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suspended connections with their deadlines. News wakes those of one logbook; a counter of all
 * news closes the gap between looking at the logbook and being on the list. */
#include "pt-waiters.h"

#include <string.h>

typedef struct
{
  struct MHD_Connection *connection;
  char *logbook;
  gint64 deadline; /* g_get_monotonic_time() */
} Waiter;

struct _PtWaiters
{
  GMutex lock;
  GCond changed;
  GThread *thread;
  GPtrArray *list;
  guint64 generation;
  gboolean stopping;
};

static void
waiter_free (Waiter *self)
{
  g_free (self->logbook);
  g_free (self);
}

static gboolean
is_due (const Waiter *waiter, const char *logbook, gint64 now)
{
  return waiter->deadline <= now || (logbook != NULL && strcmp (waiter->logbook, logbook) == 0);
}

/* With the lock held. */
static void
resume_due (PtWaiters *self, const char *logbook, gint64 now)
{
  for (guint i = self->list->len; i > 0; i--)
    {
      Waiter *waiter = g_ptr_array_index (self->list, i - 1);

      if (is_due (waiter, logbook, now))
        {
          MHD_resume_connection (waiter->connection);
          g_ptr_array_remove_index_fast (self->list, i - 1);
        }
    }
}

static gint64
next_deadline (PtWaiters *self)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < self->list->len; i++)
    next = MIN (next, ((Waiter *)g_ptr_array_index (self->list, i))->deadline);
  return next;
}

static gpointer
watch (gpointer data)
{
  PtWaiters *self = data;

  g_mutex_lock (&self->lock);
  while (!self->stopping)
    {
      gint64 next = next_deadline (self);

      if (next == G_MAXINT64)
        g_cond_wait (&self->changed, &self->lock);
      else
        g_cond_wait_until (&self->changed, &self->lock, next);
      resume_due (self, NULL, g_get_monotonic_time ());
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

PtWaiters *
pt_waiters_new (void)
{
  PtWaiters *self = g_new0 (PtWaiters, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify)waiter_free);
  self->thread = g_thread_new ("waiters", watch, self);
  return self;
}

void
pt_waiters_stop (PtWaiters *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  resume_due (self, NULL, G_MAXINT64);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

void
pt_waiters_free (PtWaiters *self)
{
  if (self == NULL)
    return;
  pt_waiters_stop (self);
  g_ptr_array_unref (self->list);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

gint64
pt_waiters_span (guint seconds, guint16 draw)
{
  const gint64 shortest = seconds * G_USEC_PER_SEC;

  return shortest + shortest / 5 * draw / G_MAXUINT16;
}

void
pt_waiters_hold (PtWaiters *self, struct MHD_Connection *connection, const char *logbook,
                 gint64 span, guint64 generation)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  gboolean late;

  waiter->connection = connection;
  waiter->logbook = g_strdup (logbook);
  g_mutex_lock (&self->lock);
  late = self->stopping || generation != self->generation;
  waiter->deadline = late ? 0 : g_get_monotonic_time () + span;
  MHD_suspend_connection (connection);
  g_ptr_array_add (self->list, waiter);
  if (late)
    resume_due (self, NULL, 0);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

guint64
pt_waiters_generation (PtWaiters *self)
{
  guint64 generation;

  g_mutex_lock (&self->lock);
  generation = self->generation;
  g_mutex_unlock (&self->lock);
  return generation;
}

void
pt_waiters_wake (PtWaiters *self, const char *logbook)
{
  g_mutex_lock (&self->lock);
  self->generation++;
  resume_due (self, logbook, logbook != NULL ? g_get_monotonic_time () : G_MAXINT64);
  g_mutex_unlock (&self->lock);
}

guint
pt_waiters_count (PtWaiters *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->list->len;
  g_mutex_unlock (&self->lock);
  return count;
}
