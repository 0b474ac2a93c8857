/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logbook of a window: a writer thread and a reader thread, each with a connection of its own
 * and a queue of jobs, and one bounded reader on the main thread. What is written here is announced
 * by the rows that SQLite saw change; what other connections write is noticed at the WAL file. */
#include "pt-logbook.h"

#include "pt-named.h"
#include "pt-turn.h"

#define ANNOUNCED_ROWS_MAX 500
#define FOREIGN_CHANGE_DELAY_MS 150
#define STEPS_BETWEEN_LOOKS 1000 /* of SQLite, at whether somebody still waits for what is read */

typedef struct
{
  PtStoreJob job;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Work;

/* What stands in a queue; without anything it is the end. */
typedef struct
{
  GTask *task;
  GAsyncQueue *done; /* somebody who waits for his turn */
} Item;

/* One connection and the thread that owns it. */
typedef struct
{
  GThread *thread;
  GAsyncQueue *queue; /* Item */
  PtStoreMode mode;
  PtLogbook *logbook; /* not a reference: the logbook joins the thread before it goes */
  GArray *rows;       /* int64_t: listing rows touched by the running job */
  gboolean all;       /* more than could be listed */
  GMutex lock;
  GCond opened;
  gboolean is_open;
  GError *error;
} Worker;

struct _PtLogbook
{
  GObject parent_instance;

  char *folder;
  PtWorld *world;
  GMainContext *context;
  PtStore *reader;
  Worker *writer;
  Worker *searcher;
  GFileMonitor *monitor;
  guint foreign_source;
  int64_t known_version;
};

enum
{
  CHANGED,
  STATE_CHANGED,
  NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtLogbook, pt_logbook, G_TYPE_OBJECT)

static void
work_free (Work *work)
{
  if (work->free_data != NULL)
    g_clear_pointer (&work->data, work->free_data);
  g_free (work);
}

/* ── Announcing ── */

typedef struct
{
  GWeakRef logbook;
  GStrv ids;
} Announcement;

static void
announcement_free (Announcement *self)
{
  g_weak_ref_clear (&self->logbook);
  g_strfreev (self->ids);
  g_free (self);
}

typedef struct
{
  GWeakRef logbook;
  GPtrArray *texts; /* PtNamedText */
} NamedNews;

static void
named_news_free (NamedNews *self)
{
  g_weak_ref_clear (&self->logbook);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static gboolean
announce_cb (gpointer data)
{
  Announcement *self = data;
  g_autoptr (PtLogbook) logbook = g_weak_ref_get (&self->logbook);

  if (logbook == NULL || logbook->reader == NULL)
    return G_SOURCE_REMOVE;
  logbook->known_version = pt_store_data_version (logbook->reader);
  g_signal_emit (logbook, signals[CHANGED], 0, self->ids);
  g_signal_emit (logbook, signals[STATE_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

void
pt_logbook_notify_changed (PtLogbook *self, const char *const *ids)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_return_if_fail (PT_IS_LOGBOOK (self));

  g_weak_ref_init (&announcement->logbook, self);
  announcement->ids = g_strdupv ((char **)ids);
  /* Not g_main_context_invoke(), which would run it here while nobody iterates the context. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, announce_cb, announcement, (GDestroyNotify)announcement_free);
  g_source_attach (source, self->context);
}

static void
row_touched_cb (void *data, int operation, const char *database, const char *table,
                sqlite3_int64 row)
{
  Worker *self = data;

  if (g_strcmp0 (table, "listing") != 0 || self->all)
    return;
  if (self->rows->len < ANNOUNCED_ROWS_MAX)
    g_array_append_val (self->rows, row);
  else
    self->all = TRUE;
}

/* The ids behind the touched rows; a row that is gone has none, and everybody looks again. */
static GStrv
dup_touched_ids (Worker *self, PtStore *store)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (self->all)
    return NULL;
  for (guint at = 0; at < self->rows->len; at += 64)
    {
      const guint n = MIN (64, self->rows->len - at);
      g_clear_pointer (&rows, g_ptr_array_unref);
      rows = pt_store_load_rows (store, &g_array_index (self->rows, int64_t, at), n, NULL);
      if (rows == NULL)
        return NULL;
      for (guint i = 0; i < rows->len; i++)
        {
          PtRow *row = g_ptr_array_index (rows, i);
          if (row == NULL)
            return NULL;
          g_strv_builder_add (ids, row->id);
        }
    }
  return g_strv_builder_end (ids);
}

static void
announce_touched (Worker *self, PtStore *store)
{
  g_auto (GStrv) ids = NULL;

  if (self->rows->len > 0 || self->all)
    {
      ids = dup_touched_ids (self, store);
      pt_logbook_notify_changed (self->logbook, (const char *const *)ids);
    }
  g_array_set_size (self->rows, 0);
  self->all = FALSE;
}

/* ── Names that nobody asked about ── */

static gboolean
announce_named_cb (gpointer data)
{
  NamedNews *self = data;
  g_autoptr (PtLogbook) logbook = g_weak_ref_get (&self->logbook);

  for (guint i = 0; logbook != NULL && logbook->reader != NULL && i < self->texts->len; i++)
    g_signal_emit (logbook, signals[NAMED], 0, g_ptr_array_index (self->texts, i));
  return G_SOURCE_REMOVE;
}

/* Every save by hand comes past here, whatever wrote it: no box can forget to ask. */
static void
look_for_names (Worker *self, PtStore *store)
{
  g_autoptr (GPtrArray) texts = pt_named_take (store);
  g_autoptr (GSource) source = NULL;
  NamedNews *news;

  if (texts->len == 0)
    return;
  source = g_idle_source_new ();
  news = g_new0 (NamedNews, 1);
  g_weak_ref_init (&news->logbook, self->logbook);
  news->texts = g_steal_pointer (&texts);
  g_source_set_callback (source, announce_named_cb, news, (GDestroyNotify)named_news_free);
  g_source_attach (source, self->logbook->context);
}

/* ── Workers ── */

static gboolean
released_cb (gpointer task)
{
  return G_SOURCE_REMOVE;
}

/* The last reference must not go here: a logbook that is disposed on its own worker would wait for
 * itself. The task goes where its maker lives. */
static void
release_on_context (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, G_SOURCE_FUNC (released_cb), task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static int
is_cancelled_cb (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* (transfer full): what @work gives. Programs that it has do something die when it is cancelled, and nobody waits
 * behind the rest of a search that has other words by now. */
static gpointer
do_work (Worker *self, const Work *work, PtStore *store, GCancellable *cancellable, GError **error)
{
  sqlite3 *handle = pt_db_handle (pt_store_get_db (store));
  gpointer result;

  if (cancellable == NULL)
    return work->job (store, work->data, NULL, error);
  g_cancellable_push_current (cancellable);
  if (self->mode == PT_STORE_READ_ONLY)
    sqlite3_progress_handler (handle, STEPS_BETWEEN_LOOKS, is_cancelled_cb, cancellable);
  result = work->job (store, work->data, cancellable, error);
  sqlite3_progress_handler (handle, 0, NULL, NULL);
  g_cancellable_pop_current (cancellable);
  return result;
}

static void
run_work (Worker *self, PtStore *store, GTask *task)
{
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (task))
    return;
  result = do_work (self, work, store, g_task_get_cancellable (task), &error);
  if (self->mode == PT_STORE_READ_WRITE)
    announce_touched (self, store);
  if (error != NULL)
    {
      if (result != NULL && work->free_result != NULL)
        work->free_result (result);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, result, work->free_result);
  if (self->mode == PT_STORE_READ_WRITE)
    look_for_names (self, store); /* after the answer: nobody waits for it */
}

static void
report_open (Worker *self, GError *error)
{
  g_mutex_lock (&self->lock);
  self->is_open = TRUE;
  self->error = error;
  g_cond_signal (&self->opened);
  g_mutex_unlock (&self->lock);
}

static gboolean
run_next (Worker *self, PtStore *store)
{
  g_autofree Item *item = g_async_queue_pop (self->queue);

  if (item->task != NULL)
    {
      run_work (self, store, item->task);
      release_on_context (item->task);
      if (self->mode == PT_STORE_READ_WRITE)
        pt_turn_end ();
    }
  else if (item->done != NULL)
    g_async_queue_push (item->done, item->done);
  return item->task != NULL || item->done != NULL;
}

static void
push_item (Worker *self, GTask *task, GAsyncQueue *done)
{
  const Item item = { task, done };

  g_async_queue_push (self->queue, g_memdup2 (&item, sizeof item));
}

static gpointer
worker_main (gpointer data)
{
  Worker *self = data;
  GError *error = NULL;
  PtStore *store = pt_store_open (self->logbook->folder, self->mode, self->logbook->world, &error);

  if (store != NULL && self->mode == PT_STORE_READ_WRITE)
    {
      sqlite3_update_hook (pt_db_handle (pt_store_get_db (store)), row_touched_cb, self);
      pt_named_begin (store);
    }
  report_open (self, error);
  if (store == NULL)
    return NULL;
  while (run_next (self, store))
    ;
  pt_store_close (store);
  return NULL;
}

static void
worker_free (Worker *self)
{
  push_item (self, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_array_unref (self->rows);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->opened);
  g_free (self);
}

static Worker *
worker_new (PtLogbook *logbook, PtStoreMode mode, const char *name, GError **error)
{
  Worker *self = g_new0 (Worker, 1);

  self->queue = g_async_queue_new_full (g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  self->mode = mode;
  self->logbook = logbook;
  g_mutex_init (&self->lock);
  g_cond_init (&self->opened);
  self->thread = g_thread_new (name, worker_main, self);
  g_mutex_lock (&self->lock);
  while (!self->is_open)
    g_cond_wait (&self->opened, &self->lock);
  g_mutex_unlock (&self->lock);
  if (self->error == NULL)
    return self;
  g_propagate_error (error, g_steal_pointer (&self->error));
  worker_free (self);
  return NULL;
}

static void
push_work (PtLogbook *self, Worker *worker, gpointer tag, const Work *work,
           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_memdup2 (work, sizeof *work), (GDestroyNotify)work_free);
  if (worker->mode == PT_STORE_READ_WRITE)
    pt_turn_begin ();
  push_item (worker, task, NULL);
}

void
pt_logbook_run_async (PtLogbook *self, PtStoreJob job, gpointer data, GDestroyNotify free_data,
                      GDestroyNotify free_result, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  const Work work = { job, data, free_data, free_result };

  g_return_if_fail (PT_IS_LOGBOOK (self));
  push_work (self, self->writer, pt_logbook_run_async, &work, cancellable, callback, user_data);
}

void
pt_logbook_read_async (PtLogbook *self, PtStoreJob job, gpointer data, GDestroyNotify free_data,
                       GDestroyNotify free_result, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  const Work work = { job, data, free_data, free_result };

  g_return_if_fail (PT_IS_LOGBOOK (self));
  push_work (self, self->searcher, pt_logbook_read_async, &work, cancellable, callback, user_data);
}

gpointer
pt_logbook_run_finish (PtLogbook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_store_save (store, data, error);
}

void
pt_logbook_save_async (PtLogbook *self, PtEdit *edit, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  pt_logbook_run_async (self, save_job, edit, (GDestroyNotify)pt_edit_free,
                        (GDestroyNotify)pt_record_unref, cancellable, callback, user_data);
}

PtRecord *
pt_logbook_save_finish (PtLogbook *self, GAsyncResult *result, GError **error)
{
  return pt_logbook_run_finish (self, result, error);
}

/* ── Flushing ── */

void
pt_logbook_flush (PtLogbook *self)
{
  g_autoptr (GAsyncQueue) done = g_async_queue_new ();

  g_return_if_fail (PT_IS_LOGBOOK (self));
  push_item (self->writer, NULL, done);
  g_async_queue_pop (done);
  push_item (self->searcher, NULL, done);
  g_async_queue_pop (done);
}

/* ── Changes by other connections ── */

static gboolean
foreign_change_cb (gpointer data)
{
  PtLogbook *self = data;

  self->foreign_source = 0;
  if (pt_store_data_version (self->reader) != self->known_version)
    pt_logbook_notify_changed (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
wal_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                PtLogbook *self)
{
  if (self->foreign_source == 0)
    self->foreign_source = g_timeout_add (FOREIGN_CHANGE_DELAY_MS, foreign_change_cb, self);
}

static void
watch_wal (PtLogbook *self)
{
  g_autofree char *path = g_build_filename (self->folder, "logbook.db-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (wal_changed_cb), self, 0);
  else
    g_message ("Other programs' changes are seen at the next look only: %s", error->message);
}

/* ── The object ── */

PtLogbook *
pt_logbook_open (const char *folder, PtWorld *world, GError **error)
{
  g_autoptr (PtLogbook) self = g_object_new (PT_TYPE_LOGBOOK, NULL);

  g_return_val_if_fail (folder != NULL && world != NULL, NULL);

  self->folder = g_strdup (folder);
  self->world = world;
  self->context = g_main_context_ref_thread_default ();
  /* The writer first: it may have to migrate or to make the derived tables. */
  self->writer = worker_new (self, PT_STORE_READ_WRITE, "logbook-writer", error);
  if (self->writer == NULL)
    return NULL;
  self->searcher = worker_new (self, PT_STORE_READ_ONLY, "logbook-reader", error);
  self->reader = self->searcher != NULL ? pt_store_open (folder, PT_STORE_READ_ONLY, world, error)
                                        : NULL;
  if (self->reader == NULL)
    return NULL;
  self->known_version = pt_store_data_version (self->reader);
  watch_wal (self);
  return g_steal_pointer (&self);
}

PtStore *
pt_logbook_get_reader (PtLogbook *self)
{
  g_return_val_if_fail (PT_IS_LOGBOOK (self), NULL);
  return self->reader;
}

const char *
pt_logbook_get_folder (PtLogbook *self)
{
  g_return_val_if_fail (PT_IS_LOGBOOK (self), NULL);
  return self->folder;
}

PtWorld *
pt_logbook_get_world (PtLogbook *self)
{
  g_return_val_if_fail (PT_IS_LOGBOOK (self), NULL);
  return self->world;
}

static void
pt_logbook_dispose (GObject *object)
{
  PtLogbook *self = PT_LOGBOOK (object);

  g_clear_handle_id (&self->foreign_source, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->searcher, worker_free);
  g_clear_pointer (&self->writer, worker_free);
  g_clear_pointer (&self->reader, pt_store_close);
  G_OBJECT_CLASS (pt_logbook_parent_class)->dispose (object);
}

static void
pt_logbook_finalize (GObject *object)
{
  PtLogbook *self = PT_LOGBOOK (object);

  g_free (self->folder);
  g_clear_pointer (&self->context, g_main_context_unref);
  G_OBJECT_CLASS (pt_logbook_parent_class)->finalize (object);
}

static void
pt_logbook_class_init (PtLogbookClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pt_logbook_dispose;
  object_class->finalize = pt_logbook_finalize;
  signals[CHANGED] = g_signal_new ("changed", PT_TYPE_LOGBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", PT_TYPE_LOGBOOK, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NAMED] = g_signal_new ("named", PT_TYPE_LOGBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
pt_logbook_init (PtLogbook *self)
{
}
