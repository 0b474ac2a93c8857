/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread with its own connection to the logbook and to the hub. It never polls: it sleeps in the
 * hub's long poll or on a condition, and is woken from both. */
#include "pt-sync-loop.h"

#define SAVE_DELAY_MS 1500 /* typing makes several saves: one errand for all */
#define FIRST_RETRY_S 5
#define MAX_RETRY_S 300
#define STOP_MS 1000

struct _PtSyncLoop
{
  char *folder;
  PtWorld *world;
  GMutex lock;
  GCond changed;
  GCancellable *stop;   /* the loop ends */
  GCancellable *listen; /* the long poll that runs now; or NULL */
  gboolean stopping, ended, wanted, eager;
  guint failures;
  PtSyncView view;
  PtSyncLoopNews news; /* NULL after the end */
  gpointer news_data;
  /* Only the thread's own: */
  PtStore *store;
  PtTransport *transport;
  char *url, *pin; /* of the transport */
};

static void
loop_clear (gpointer data)
{
  PtSyncLoop *self = data;

  g_free (self->folder);
  g_free (self->view.problem);
  g_object_unref (self->stop);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

static void
loop_unref (PtSyncLoop *self)
{
  g_atomic_rc_box_release_full (self, loop_clear);
}

static void
tell (PtSyncLoop *self, const char *const *changed)
{
  g_mutex_lock (&self->lock);
  if (self->news != NULL)
    self->news (changed, self->news_data);
  g_mutex_unlock (&self->lock);
}

static void
show (PtSyncLoop *self, PtSyncState state, const char *problem, int64_t next_try)
{
  g_mutex_lock (&self->lock);
  self->view.state = state;
  self->view.done = self->view.total = 0;
  self->view.next_try = next_try;
  g_free (self->view.problem);
  self->view.problem = g_strdup (problem);
  g_mutex_unlock (&self->lock);
  tell (self, NULL);
}

static void
progress_cb (PtSyncStep step, guint done, guint total, gpointer data)
{
  PtSyncLoop *self = data;

  g_mutex_lock (&self->lock);
  self->view.done = done;
  self->view.total = total;
  g_mutex_unlock (&self->lock);
  tell (self, NULL);
}

/* The same connection as long as it is the same hub. */
static void
prepare_transport (PtSyncLoop *self, const PtHubLink *link)
{
  if (self->transport != NULL && g_strcmp0 (self->url, link->url) == 0
      && g_strcmp0 (self->pin, link->pin) == 0)
    return;
  g_clear_object (&self->transport);
  g_free (self->url);
  g_free (self->pin);
  self->url = g_strdup (link->url);
  self->pin = g_strdup (link->pin);
  self->transport = pt_curl_transport_new (link->url, link->pin);
}

static gboolean
run_errand (PtSyncLoop *self, GError **error)
{
  g_autoptr (PtHubLink) link = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  if (self->store == NULL)
    self->store = pt_store_open (self->folder, PT_STORE_READ_WRITE, self->world, error);
  link = self->store != NULL ? pt_store_get_hub (self->store) : NULL;
  if (link == NULL)
    {
      if (self->store != NULL)
        g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NO_HUB));
      return FALSE;
    }
  prepare_transport (self, link);
  show (self, PT_SYNC_STATE_BUSY, NULL, 0);
  report = pt_sync_run (self->store, self->transport, progress_cb, self, self->stop, error);
  if (report == NULL)
    return FALSE;
  if (report->changed->len > 0)
    {
      g_ptr_array_add (report->changed, NULL);
      tell (self, (const char *const *)report->changed->pdata);
    }
  return TRUE;
}

static void
keep_contact (PtSyncLoop *self)
{
  g_autoptr (PtHubLink) link = self->store != NULL ? pt_store_get_hub (self->store) : NULL;

  g_mutex_lock (&self->lock);
  self->view.last_contact = link != NULL ? link->last_contact : 0;
  g_mutex_unlock (&self->lock);
}

/* TRUE: something came; FALSE: time is up, woken by saves, or failed with @error. */
static gboolean
listen (PtSyncLoop *self, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean news = FALSE;

  g_mutex_lock (&self->lock);
  if (self->wanted || self->stopping)
    {
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  self->listen = cancellable;
  g_mutex_unlock (&self->lock);
  while (!news)
    {
      g_autoptr (GError) local = NULL;

      news = pt_sync_wait (self->store, self->transport, cancellable, &local);
      if (local == NULL)
        continue;
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local));
      break;
    }
  g_mutex_lock (&self->lock);
  self->listen = NULL;
  g_mutex_unlock (&self->lock);
  return news;
}

/* Until @deadline on the monotonic clock, or woken; saves alone do not end a back-off. */
static void
sleep_until (PtSyncLoop *self, gint64 deadline, gboolean saves_wake)
{
  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->eager && !(saves_wake && self->wanted))
    if (deadline == 0)
      g_cond_wait (&self->changed, &self->lock);
    else if (!g_cond_wait_until (&self->changed, &self->lock, deadline))
      break;
  g_mutex_unlock (&self->lock);
}

/* Lets a burst of saves become one errand. */
static void
settle (PtSyncLoop *self)
{
  gint64 deadline = g_get_monotonic_time () + SAVE_DELAY_MS * 1000;

  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->eager && self->wanted)
    if (!g_cond_wait_until (&self->changed, &self->lock, deadline))
      break;
  self->wanted = FALSE;
  self->eager = FALSE;
  g_mutex_unlock (&self->lock);
}

/* Doubling, with a quarter of jitter, so that a hub that comes back is not stormed. */
static int64_t
draw_delay (PtSyncLoop *self, const GError *error)
{
  guint asked = (guint)pt_sync_error_get_retry_after (error);
  guint seconds;
  guint8 byte;

  self->world->fill (self->world, &byte, 1);
  g_mutex_lock (&self->lock);
  seconds = MIN (FIRST_RETRY_S << MIN (self->failures, 10), MAX_RETRY_S);
  self->failures++;
  g_mutex_unlock (&self->lock);
  return (int64_t)MAX (seconds, asked) * (G_USEC_PER_SEC * 3 / 4 + byte * G_USEC_PER_SEC / 512);
}

static void
back_off (PtSyncLoop *self, const GError *error)
{
  g_autofree char *sentence = pt_sync_error_sentence (error);
  int64_t delay = draw_delay (self, error);
  PtSyncState state = pt_sync_error_is_unreachable (error) ? PT_SYNC_STATE_OFFLINE
                                                           : PT_SYNC_STATE_PROBLEM;

  show (self, state, sentence, self->world->now (self->world) + delay);
  sleep_until (self, g_get_monotonic_time () + delay, FALSE);
}

static void
handle_failure (PtSyncLoop *self, const GError *error)
{
  if (g_error_matches (error, PT_SYNC_ERROR, PT_SYNC_ERROR_NO_HUB))
    {
      show (self, PT_SYNC_STATE_NO_HUB, NULL, 0);
      sleep_until (self, 0, TRUE);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    back_off (self, error);
}

static gboolean
is_stopping (PtSyncLoop *self)
{
  gboolean stopping;

  g_mutex_lock (&self->lock);
  stopping = self->stopping;
  g_mutex_unlock (&self->lock);
  return stopping;
}

static void
take_turn (PtSyncLoop *self)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  settle (self);
  done = run_errand (self, &error);
  keep_contact (self);
  if (done)
    {
      g_mutex_lock (&self->lock);
      self->failures = 0;
      g_mutex_unlock (&self->lock);
      show (self, PT_SYNC_STATE_IDLE, NULL, 0);
      listen (self, &error);
    }
  if (error != NULL)
    handle_failure (self, error);
}

static gpointer
run (gpointer data)
{
  PtSyncLoop *self = data;

  while (!is_stopping (self))
    take_turn (self);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->store, pt_store_close);
  g_free (self->url);
  g_free (self->pin);
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  loop_unref (self);
  return NULL;
}

PtSyncLoop *
pt_sync_loop_start (const char *folder, PtWorld *world, PtSyncLoopNews news, gpointer data)
{
  PtSyncLoop *self = g_atomic_rc_box_new0 (PtSyncLoop);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->folder = g_strdup (folder);
  self->world = world;
  self->stop = g_cancellable_new ();
  self->news = news;
  self->news_data = data;
  g_thread_unref (g_thread_new ("sync", run, g_atomic_rc_box_acquire (self)));
  return self;
}

void
pt_sync_loop_end (PtSyncLoop *self)
{
  gint64 deadline = g_get_monotonic_time () + STOP_MS * 1000;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  self->news = NULL;
  if (self->listen != NULL)
    g_cancellable_cancel (self->listen);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->stop);
  g_mutex_lock (&self->lock);
  while (!self->ended && g_cond_wait_until (&self->changed, &self->lock, deadline))
    ;
  g_mutex_unlock (&self->lock);
  loop_unref (self);
}

void
pt_sync_loop_wake (PtSyncLoop *self, PtSyncWake why)
{
  g_mutex_lock (&self->lock);
  self->wanted = TRUE;
  self->eager = self->eager || why == PT_SYNC_WAKE_NETWORK;
  if (why == PT_SYNC_WAKE_NETWORK)
    self->failures = 0;
  if (self->listen != NULL)
    g_cancellable_cancel (self->listen);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
pt_sync_loop_get_view (PtSyncLoop *self, PtSyncView *out)
{
  g_mutex_lock (&self->lock);
  *out = self->view;
  out->problem = g_strdup (self->view.problem);
  g_mutex_unlock (&self->lock);
}
