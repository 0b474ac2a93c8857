/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeding: erasures, then the pages of the feed, then the directory, until nothing is new. The records
 * are also kept in memory, so that the next snapshot costs what has changed. */
#include "pt-replica.h"

#include "pt-durable.h"
#include "pt-folder.h"
#include "pt-hub-folder.h"
#include "pt-json.h"
#include "pt-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK "feeding"
#define MAX_ROUNDS 100 /* pages and erasures that come while it is fed are seen in the next round */

struct _PtReplica
{
  PtHub *hub;
  char *logbook;
  char *folder; /* of the store */
  char *home;   /* the folder around it, with the lock */
  GMutex mutex;
  PtStore *store; /* NULL = not open */
  ino_t inode;    /* of its database: another process may have made it anew */
  GHashTable *records;
  PtSnapshot *snapshot; /* NULL = none yet */
  char *epoch;          /* of the feed in it */
  int64_t members;      /* the directory's version in it */
};

PtSnapshot *
pt_snapshot_ref (PtSnapshot *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_snapshot_unref (PtSnapshot *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  pt_dataset_unref (self->data);
  g_ptr_array_unref (self->members);
  for (guint i = 0; i < PT_N_VIEWS; i++)
    g_clear_pointer (&self->views[i], pt_dataset_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

PtDataset *
pt_snapshot_get_view (PtSnapshot *self, PtViewClass class)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->views[class] == NULL)
    self->views[class] = pt_view_new (self->data, class);
  return self->views[class];
}

PtReplica *
pt_replica_new (PtHub *hub, const char *logbook)
{
  PtReplica *self = g_new0 (PtReplica, 1);

  self->hub = hub;
  self->logbook = g_strdup (logbook);
  self->home = g_build_filename (hub->folder, PT_REPLICAS_FOLDER, logbook, NULL);
  self->folder = g_build_filename (self->home, "logbook", NULL);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)pt_record_unref);
  g_mutex_init (&self->mutex);
  return self;
}

void
pt_replica_free (PtReplica *self)
{
  if (self == NULL)
    return;
  if (self->store != NULL)
    pt_store_adopt (self->store);
  g_clear_pointer (&self->store, pt_store_close);
  g_clear_pointer (&self->snapshot, pt_snapshot_unref);
  g_hash_table_unref (self->records);
  g_mutex_clear (&self->mutex);
  g_free (self->logbook);
  g_free (self->epoch);
  g_free (self->folder);
  g_free (self->home);
  g_free (self);
}

/* ── The store ── */

static void
close_store (PtReplica *self)
{
  g_clear_pointer (&self->store, pt_store_close);
  g_clear_pointer (&self->snapshot, pt_snapshot_unref);
  g_hash_table_remove_all (self->records);
}

static ino_t
find_inode (PtReplica *self)
{
  g_autofree char *path = g_build_filename (self->folder, "logbook.db", NULL);
  struct stat info;

  return stat (path, &info) == 0 ? info.st_ino : 0;
}

/* Who it is at this hub: nobody's laptop. */
static gboolean
enrol (PtReplica *self, GError **error)
{
  const PtHubLink link = {
    .url = (char *)"replica:", .hub_id = self->hub->id, .device = self->hub->id
  };

  return pt_store_set_hub (self->store, &link, self->logbook, self->hub->id, self->hub->name,
                           "reader", error);
}

static gboolean
make_store (PtReplica *self, GError **error)
{
  pt_folder_delete (self->folder, NULL); /* making it says what is in the way */
  self->store = pt_store_create (self->folder, self->hub->world, NULL, NULL, error);
  return self->store != NULL && enrol (self, error);
}

static gboolean
make_anew (PtReplica *self, GError **error)
{
  g_info ("replica made anew");
  close_store (self);
  if (!make_store (self, error))
    return FALSE;
  self->inode = find_inode (self);
  return TRUE;
}

/* A store that cannot be opened, whatever the reason, is made anew. */
static gboolean
open_store (PtReplica *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->store != NULL && self->inode == find_inode (self))
    return TRUE;
  close_store (self);
  self->store = pt_store_open (self->folder, PT_STORE_READ_WRITE, self->hub->world, &local);
  if (self->store == NULL)
    return make_anew (self, error);
  self->inode = find_inode (self);
  return TRUE;
}

/* ── What is in memory ── */

static gboolean
load_all (PtReplica *self, GError **error)
{
  g_autoptr (PtDataset) all = pt_store_load_all (self->store, error);
  GPtrArray *list;

  if (all == NULL)
    return FALSE;
  list = pt_dataset_list_all (all);
  g_hash_table_remove_all (self->records);
  for (guint i = 0; i < list->len; i++)
    {
      PtRecord *record = g_ptr_array_index (list, i);

      g_hash_table_replace (self->records, g_strdup (pt_record_get_id (record)),
                            pt_record_ref (record));
    }
  return TRUE;
}

static gboolean
load_one (PtReplica *self, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  PtRecord *record = pt_store_get_record (self->store, id, &local);

  if (record != NULL)
    g_hash_table_replace (self->records, g_strdup (id), record);
  else if (g_error_matches (local, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND))
    g_hash_table_remove (self->records, id);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static PtSnapshot *
make_snapshot (PtReplica *self, const PtHubLink *link, GError **error)
{
  g_autoptr (GPtrArray) members = pt_store_list_members (self->store, error);
  PtSnapshot *snapshot;
  GHashTableIter iter;
  gpointer record;

  if (members == NULL)
    return NULL;
  snapshot = g_new0 (PtSnapshot, 1);
  g_atomic_ref_count_init (&snapshot->refs);
  g_mutex_init (&snapshot->lock);
  snapshot->data = pt_dataset_new ();
  snapshot->members = g_steal_pointer (&members);
  snapshot->seq = link->seq;
  snapshot->era = pt_store_get_era (self->store);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    pt_dataset_add (snapshot->data, record);
  return snapshot;
}

/* @changed: ids, as read by this process; what others fed is found by the cursor. */
static gboolean
refresh (PtReplica *self, const PtHubLink *before, GPtrArray *changed, GError **error)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->store);
  const int64_t members = pt_store_get_members_version (self->store);
  const PtSnapshot *had = self->snapshot;
  gboolean known = had != NULL && had->seq == before->seq;

  if (known && changed->len == 0 && had->seq == link->seq && self->members == members
      && had->era == pt_store_get_era (self->store))
    return TRUE;
  if (!known && !load_all (self, error))
    return FALSE;
  for (guint i = 0; known && i < changed->len; i++)
    if (!load_one (self, g_ptr_array_index (changed, i), error))
      return FALSE;
  g_clear_pointer (&self->snapshot, pt_snapshot_unref);
  self->members = members;
  g_free (self->epoch);
  self->epoch = g_strdup (link->epoch);
  self->snapshot = make_snapshot (self, link, error);
  return self->snapshot != NULL;
}

/* ── Feeding ── */

static void
note_changed (GPtrArray *changed, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (changed, g_strdup (pt_record_get_id (g_ptr_array_index (records, i))));
}

static gboolean
feed_erasures (PtReplica *self, PtJournal *journal, GPtrArray *changed, GError **error)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GPtrArray) orders = NULL;

      if (!journal->ops->list_erasures (journal, self->logbook, pt_store_get_era (self->store),
                                        PT_WIRE_PAGE_ERASURES, &orders, error)
          || (orders->len > 0
              && !pt_store_apply_erasures (self->store, orders, changed, lost, error)))
        return FALSE;
      more = orders->len == PT_WIRE_PAGE_ERASURES;
    }
  return TRUE;
}

static PtHubRequest *
ask_page (PtReplica *self, const PtHubLink *link)
{
  PtHubRequest *request = pt_hub_request_new ();

  request->logbook = g_strdup (self->logbook);
  if (link->epoch == NULL)
    return request;
  g_hash_table_insert (request->query, g_strdup ("epoch"), g_strdup (link->epoch));
  g_hash_table_insert (request->query, g_strdup ("after"),
                       g_strdup_printf ("%" G_GINT64_FORMAT, link->seq));
  g_hash_table_insert (request->query, g_strdup ("chain"), g_strdup (link->chain));
  return request;
}

static PtWirePage *
read_page (PtReplica *self, PtJournal *journal, const PtHubLink *link, GError **error)
{
  g_autoptr (PtHubRequest) request = ask_page (self, link);
  g_autoptr (PtHubResponse) response = pt_handle_pull (self->hub, journal, request);
  const char *data;
  gsize size;

  if (response->status != 200)
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED, "the feed answers %u",
                   response->status);
      return NULL;
    }
  data = g_bytes_get_data (response->body, &size);
  return pt_wire_page_parse (data, size, error);
}

/* *again: more is there, or an erasure came between, which is carried out first. */
static gboolean
feed_page (PtReplica *self, PtJournal *journal, GPtrArray *changed, gboolean *again, GError **error)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->store);
  g_autoptr (PtWirePage) page = read_page (self, journal, link, error);

  if (page == NULL)
    return FALSE;
  *again = page->erasure > pt_store_get_era (self->store);
  if (*again)
    return TRUE;
  *again = page->more;
  if (page->records->len == 0 && link->epoch != NULL && page->seq == link->seq)
    return TRUE;
  note_changed (changed, page->records);
  return pt_store_apply_page (self->store, page->records, page->epoch, link->seq, page->seq,
                              page->chain, NULL, error);
}

static gboolean
feed_members (PtReplica *self, PtJournal *journal, int64_t version, GError **error)
{
  g_autoptr (GPtrArray) members = NULL;

  if (version == pt_store_get_members_version (self->store))
    return TRUE;
  return journal->ops->list_members (journal, self->logbook, &members, error)
         && pt_store_set_members (self->store, members, version, error);
}

static gboolean
feed (PtReplica *self, PtJournal *journal, int64_t members, GPtrArray *changed, GError **error)
{
  gboolean again = TRUE;

  for (guint i = 0; again && i < MAX_ROUNDS; i++)
    if (!feed_erasures (self, journal, changed, error)
        || !feed_page (self, journal, changed, &again, error))
      return FALSE;
  return feed_members (self, journal, members, error);
}

/* Whether the store can be fed on: another life of the feed voids it. */
static gboolean
fits (PtReplica *self, const PtHead *head)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->store);

  return link != NULL && g_strcmp0 (pt_store_get_logbook_id (self->store), self->logbook) == 0
         && (link->epoch == NULL || strcmp (link->epoch, head->epoch) == 0)
         && link->seq <= head->seq && pt_store_get_era (self->store) <= head->erasure;
}

static gboolean
feed_open (PtReplica *self, PtJournal *journal, const PtHead *head, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PtHubLink) before = pt_store_get_hub (self->store);

  return feed (self, journal, head->members, changed, error)
         && refresh (self, before, changed, error);
}

/* What was erased leaves the files too; when somebody reads, at the next look. */
static void
purge (PtReplica *self)
{
  g_autoptr (GError) error = NULL;

  if (pt_store_is_erasing (self->store) && !pt_store_finish_erasing (self->store, &error))
    g_info ("replica not purged yet%s%s", error != NULL ? ": " : "",
            error != NULL ? error->message : "");
}

static gboolean
feed_or_make_anew (PtReplica *self, PtJournal *journal, const PtHead *head, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!open_store (self, error) || (!fits (self, head) && !make_anew (self, error)))
    return FALSE;
  if (feed_open (self, journal, head, &local))
    return TRUE;
  g_info ("replica: %s", local->message);
  return make_anew (self, error) && feed_open (self, journal, head, error);
}

/* One program of the hub feeds at a time. */
static int
lock_home (PtReplica *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->home, LOCK, NULL);
  int fd = pt_durable_make_folder (self->home) == 0
               ? open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)
               : -1;

  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return fd;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
               g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
is_current (PtReplica *self, const PtHead *head)
{
  return self->snapshot != NULL && self->snapshot->seq == head->seq
         && self->snapshot->era == head->erasure && self->members == head->members
         && g_strcmp0 (self->epoch, head->epoch) == 0 && self->inode == find_inode (self)
         && !pt_store_is_erasing (self->store);
}

static gboolean
catch_up (PtReplica *self, PtJournal *journal, const PtHead *head, GError **error)
{
  gboolean done;
  int lock;

  if (self->store != NULL)
    pt_store_adopt (self->store);
  if (is_current (self, head))
    return TRUE;
  lock = lock_home (self, error);
  if (lock < 0)
    return FALSE;
  done = feed_or_make_anew (self, journal, head, error);
  if (done)
    purge (self);
  close (lock);
  return done;
}

PtSnapshot *
pt_replica_look (PtReplica *self, PtJournal *journal, GError **error)
{
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!journal->ops->get_head (journal, self->logbook, &head, error) || head == NULL
      || !catch_up (self, journal, head, error))
    return NULL;
  return pt_snapshot_ref (self->snapshot);
}

gboolean
pt_replica_run (PtReplica *self, PtReplicaJob job, gpointer data, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_return_val_if_fail (self->store != NULL, FALSE);
  pt_store_adopt (self->store);
  return job (self->store, data, error);
}
