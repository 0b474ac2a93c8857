/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread with a journal of its own and a set of logbooks that have news. */
#include "pt-replicas.h"

#include "pt-hub-folder.h"
#include "pt-id.h"

#include <string.h>

#define RETRY_S 60 /* after a failure, such as a full disk or a database that is away */

struct _PtReplicas
{
  PtHub *hub;
  PtNetworkPool *pool;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  GHashTable *replicas; /* logbook → PtReplica */
  GHashTable *news;     /* logbooks to look at */
  gboolean stopping;
};

/* With the lock. */
static PtReplica *
get_locked (PtReplicas *self, const char *logbook)
{
  PtReplica *replica = g_hash_table_lookup (self->replicas, logbook);

  if (replica != NULL)
    return replica;
  replica = pt_replica_new (self->hub, logbook);
  g_hash_table_insert (self->replicas, g_strdup (logbook), replica);
  return replica;
}

PtReplica *
pt_replicas_get (PtReplicas *self, const char *logbook)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return get_locked (self, logbook);
}

PtNetworkPool *
pt_replicas_get_pool (PtReplicas *self)
{
  return self->pool;
}

/* Those on disk were asked for once, maybe by another program. */
static void
find_replicas (PtReplicas *self)
{
  g_autofree char *path = pt_hub_folder_path (self->hub->folder, PT_REPLICAS_FOLDER);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (pt_id_is_valid (name))
      {
        get_locked (self, name);
        g_hash_table_add (self->news, g_strdup (name));
      }
}

/* ── The thread ── */

/* (transfer full) (nullable): the next logbook; waits for one. NULL = stop. */
static char *
next_news (PtReplicas *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer logbook;

  while (!self->stopping)
    {
      g_hash_table_iter_init (&iter, self->news);
      if (g_hash_table_iter_next (&iter, &logbook, NULL))
        {
          g_hash_table_iter_steal (&iter);
          return logbook;
        }
      g_cond_wait (&self->cond, &self->mutex);
    }
  return NULL;
}

/* FALSE: stop. */
static gboolean
rest (PtReplicas *self)
{
  const gint64 end = g_get_monotonic_time () + RETRY_S * G_USEC_PER_SEC;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->stopping && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  return !self->stopping;
}

static gboolean
look (PtReplicas *self, PtJournal **journal, const char *logbook, GError **error)
{
  g_autoptr (PtSnapshot) snapshot = NULL;

  if (*journal == NULL)
    *journal = pt_hub_folder_open_journal (self->hub->folder, error);
  if (*journal == NULL)
    return FALSE;
  snapshot = pt_replica_look (pt_replicas_get (self, logbook), *journal, error);
  return snapshot != NULL || *error == NULL;
}

static gpointer
run (gpointer data)
{
  PtReplicas *self = data;
  g_autoptr (PtJournal) journal = NULL;
  g_autofree char *logbook = NULL;

  while ((logbook = next_news (self)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      if (!look (self, &journal, logbook, &error))
        {
          g_warning ("replica: %s", error->message);
          pt_replicas_tell (self, logbook);
          if (!rest (self))
            return NULL;
        }
      g_clear_pointer (&logbook, g_free);
    }
  return NULL;
}

/* ── From elsewhere ── */

PtReplicas *
pt_replicas_start (PtHub *hub)
{
  PtReplicas *self = g_new0 (PtReplicas, 1);

  self->hub = hub;
  self->pool = pt_network_pool_new (hub);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->replicas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)pt_replica_free);
  self->news = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  find_replicas (self);
  self->thread = g_thread_new ("replicas", run, self);
  return self;
}

void
pt_replicas_stop (PtReplicas *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_hash_table_unref (self->replicas);
  g_hash_table_unref (self->news);
  pt_network_pool_free (self->pool);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
pt_replicas_tell (PtReplicas *self, const char *logbook)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->replicas);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (logbook == NULL || strcmp (logbook, name) == 0)
      g_hash_table_add (self->news, g_strdup (name));
  g_cond_signal (&self->cond);
}
