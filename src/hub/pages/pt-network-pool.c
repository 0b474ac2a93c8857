/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry per logbook, known to be fresh by the head of its feed. */
#include "pt-network-pool.h"

#include "pt-network-gather.h"
#include "pt-replicas.h"

static const struct
{
  PtViewClass view;
  const char *audience; /* whose gate */
} reaches[PT_N_REACHES] = {
  [PT_REACH_NETWORK] = { PT_VIEW_NETWORK, "learning_network" },
  [PT_REACH_PUBLIC] = { PT_VIEW_PUBLIC, "public" },
};

typedef struct
{
  char *epoch, *day;
  int64_t seq, era;
  PtNetwork *shares[PT_N_REACHES];
} Entry;

struct _PtNetworkPool
{
  PtHub *hub;
  GMutex mutex;
  GHashTable *entries; /* logbook → Entry */
};

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->epoch);
  g_free (self->day);
  for (guint i = 0; i < PT_N_REACHES; i++)
    g_clear_pointer (&self->shares[i], pt_network_unref);
  g_free (self);
}

PtNetworkPool *
pt_network_pool_new (PtHub *hub)
{
  PtNetworkPool *self = g_new0 (PtNetworkPool, 1);

  self->hub = hub;
  g_mutex_init (&self->mutex);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return self;
}

void
pt_network_pool_free (PtNetworkPool *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_fresh (const Entry *entry, const PtHead *head, const char *day)
{
  return entry != NULL && entry->seq == head->seq && entry->era == head->erasure
         && g_strcmp0 (entry->epoch, head->epoch) == 0 && strcmp (entry->day, day) == 0;
}

static void
add_entry (PtNetworkPool *self, const char *logbook, PtReach reach, PtNetwork *all)
{
  const Entry *entry = g_hash_table_lookup (self->entries, logbook);

  pt_network_add_all (all, entry->shares[reach]);
}

/* FALSE: it has to be gathered first. */
static gboolean
add_if_fresh (PtNetworkPool *self, const char *logbook, const PtHead *head, const char *day,
              PtReach reach, PtNetwork *all)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!is_fresh (g_hash_table_lookup (self->entries, logbook), head, day))
    return FALSE;
  add_entry (self, logbook, reach, all);
  return TRUE;
}

static Entry *
gather (PtSnapshot *snapshot, const PtHead *head, const char *day)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->epoch = g_strdup (head->epoch);
  entry->day = g_strdup (day);
  entry->seq = snapshot->seq;
  entry->era = snapshot->era;
  for (guint i = 0; i < PT_N_REACHES; i++)
    entry->shares[i] = pt_network_gather (
        snapshot->data, pt_snapshot_get_view (snapshot, reaches[i].view), reaches[i].audience, day);
  return entry;
}

static gboolean
add_logbook (PtNetworkPool *self, PtJournal *journal, const char *logbook, const char *day,
             PtReach reach, PtNetwork *all, GError **error)
{
  g_autoptr (PtHead) head = NULL;
  g_autoptr (PtSnapshot) snapshot = NULL;
  Entry *entry;

  if (!journal->ops->get_head (journal, logbook, &head, error))
    return FALSE;
  if (head == NULL || add_if_fresh (self, logbook, head, day, reach, all))
    return TRUE;
  snapshot = pt_replica_look (pt_replicas_get (self->hub->replicas, logbook), journal, error);
  if (snapshot == NULL)
    return *error == NULL; /* it went meanwhile */
  entry = gather (snapshot, head, day);
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->entries, g_strdup (logbook), entry);
  add_entry (self, logbook, reach, all);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

PtNetwork *
pt_network_pool_look (PtNetworkPool *self, PtJournal *journal, PtReach reach, GError **error)
{
  g_autoptr (PtNetwork) all = pt_network_new ();
  g_autofree char *day = pt_world_today (self->hub->world);
  g_autoptr (GPtrArray) logbooks = NULL;

  if (!journal->ops->list_logbooks (journal, &logbooks, error))
    return NULL;
  for (guint i = 0; i < logbooks->len; i++)
    if (!add_logbook (self, journal, logbooks->pdata[i], day, reach, all, error))
      return NULL;
  return g_steal_pointer (&all);
}
