/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread with its own connection to the logbook and to the hub, and a listener beside it. It
 * never polls: it sleeps on a condition, and is woken by saves, by what was heard, by the network. */
#include "pt-sync-loop.h"

#include "pt-backoff.h"
#include "pt-sync-listener.h"
#include "pt-sync-network.h"

#define SAVE_GAP_MS 50 /* between two errands for saves: an undo may make several at once */
#define STOP_MS 1000

struct _PtSyncLoop
{
  char *folder;
  PtWorld *world;
  GMutex lock;
  GCond changed;
  GCancellable *stop; /* the loop ends */
  gboolean stopping, ended, wanted, eager;
  gboolean files_anyway; /* a person said so */
  int64_t heard;         /* newest number that the listener was told */
  gboolean other;        /* it was told of something else than a higher number */
  GError *deaf;          /* why it listens no more; or NULL */
  guint failures;
  PtSyncView view;
  PtSyncLoopNews news; /* NULL after the end */
  gpointer news_data;
  /* Only the thread's own: */
  PtStore *store;
  PtTransport *transport;
  char *url, *pin; /* of the transport */
  PtSyncListener *listener;
  int64_t seq;  /* the cursor */
  gint64 began; /* the last errand, on the monotonic clock */
};

static void
loop_clear (gpointer data)
{
  PtSyncLoop *self = data;

  g_free (self->folder);
  g_free (self->view.problem);
  g_clear_error (&self->deaf);
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
tell (PtSyncLoop *self, const PtSyncReport *report)
{
  g_mutex_lock (&self->lock);
  if (self->news != NULL)
    self->news (report, self->news_data);
  g_mutex_unlock (&self->lock);
}

static void
show (PtSyncLoop *self, PtSyncState state, const char *problem, int64_t next_try)
{
  g_mutex_lock (&self->lock);
  self->view.state = state;
  self->view.done = self->view.total = 0;
  self->view.files = FALSE;
  self->view.seconds_left = -1;
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
  self->view.files = step == PT_SYNC_STEP_ATTACHMENTS;
  g_mutex_unlock (&self->lock);
  tell (self, NULL);
}

static void
estimate_cb (int seconds, gpointer data)
{
  PtSyncLoop *self = data;

  g_mutex_lock (&self->lock);
  self->view.seconds_left = seconds;
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
  PtSyncOptions options = { .progress = progress_cb, .estimate = estimate_cb, .data = self };
  g_autoptr (PtHubLink) link = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  self->began = g_get_monotonic_time ();
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
  options.transport = self->transport;
  g_mutex_lock (&self->lock);
  options.files_anyway = self->files_anyway;
  g_mutex_unlock (&self->lock);
  report = pt_sync_run_with (self->store, &options, self->stop, error);
  if (report != NULL)
    {
      pt_sync_network_sometimes (self->store, self->transport);
      tell (self, report);
    }
  return report != NULL;
}

static void
keep_contact (PtSyncLoop *self, const PtHubLink *link)
{
  g_mutex_lock (&self->lock);
  self->view.last_contact = link != NULL ? link->last_contact : 0;
  g_mutex_unlock (&self->lock);
  self->seq = link != NULL ? link->seq : 0;
}

/* ── Listening ── */

/* With the lock held. */
static gboolean
has_news (PtSyncLoop *self)
{
  return self->other || self->heard > self->seq;
}

static void
heard_cb (int64_t newest, gboolean other, const GError *error, gpointer data)
{
  PtSyncLoop *self = data;

  g_mutex_lock (&self->lock);
  if (error == NULL)
    {
      self->other = self->other || other;
      self->heard = newest;
    }
  if (error != NULL && self->deaf == NULL)
    self->deaf = g_error_copy (error);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
stop_listening (PtSyncLoop *self)
{
  g_clear_pointer (&self->listener, pt_sync_listener_stop);
  g_mutex_lock (&self->lock);
  self->other = FALSE;
  g_clear_error (&self->deaf);
  g_mutex_unlock (&self->lock);
}

static gboolean
is_deaf (PtSyncLoop *self)
{
  gboolean deaf;

  g_mutex_lock (&self->lock);
  deaf = self->deaf != NULL;
  g_mutex_unlock (&self->lock);
  return deaf;
}

/* One that ended while the hub was out of reach begins again. */
static gboolean
keep_listening (PtSyncLoop *self, const PtHubLink *link, GError **error)
{
  if (self->listener != NULL && (is_deaf (self) || !pt_sync_listener_is_at (self->listener, link)))
    stop_listening (self);
  if (self->listener != NULL)
    return TRUE;
  self->heard = link->seq;
  self->listener = pt_sync_listener_start (self->store, heard_cb, self, error);
  return self->listener != NULL;
}

/* Until there is something to do. FALSE: the hub cannot be listened to, for @error. */
static gboolean
wait_for_work (PtSyncLoop *self, GError **error)
{
  g_autoptr (GError) deaf = NULL;

  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->wanted && !has_news (self) && self->deaf == NULL)
    g_cond_wait (&self->changed, &self->lock);
  deaf = g_steal_pointer (&self->deaf);
  g_mutex_unlock (&self->lock);
  if (deaf == NULL)
    return TRUE;
  stop_listening (self);
  if (g_error_matches (deaf, PT_SYNC_ERROR, PT_SYNC_ERROR_UNAUTHORIZED))
    return TRUE; /* another program of this laptop may have got another token: an errand finds out */
  g_propagate_error (error, g_steal_pointer (&deaf));
  return FALSE;
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

/* Lets a burst of saves become one errand; the first of them does not wait. */
static void
settle (PtSyncLoop *self)
{
  gint64 deadline = self->began + SAVE_GAP_MS * 1000;

  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->eager && !has_news (self) && self->wanted)
    if (!g_cond_wait_until (&self->changed, &self->lock, deadline))
      break;
  self->wanted = FALSE;
  self->eager = FALSE;
  self->other = FALSE;
  g_mutex_unlock (&self->lock);
}

static int64_t
draw_delay (PtSyncLoop *self, const GError *error)
{
  guint failures;
  guint8 draw;

  self->world->fill (self->world, &draw, 1);
  g_mutex_lock (&self->lock);
  failures = self->failures++;
  g_mutex_unlock (&self->lock);
  return pt_backoff_us (failures, pt_sync_error_get_retry_after (error), draw);
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

/* After an errand that went well. */
static void
rest (PtSyncLoop *self, const PtHubLink *link, GError **error)
{
  g_mutex_lock (&self->lock);
  self->failures = 0;
  g_mutex_unlock (&self->lock);
  show (self, PT_SYNC_STATE_IDLE, NULL, 0);
  if (keep_listening (self, link, error))
    wait_for_work (self, error);
}

static void
take_turn (PtSyncLoop *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHubLink) link = NULL;
  gboolean done;

  settle (self);
  done = run_errand (self, &error);
  link = self->store != NULL ? pt_store_get_hub (self->store) : NULL;
  keep_contact (self, link);
  if (done && link != NULL)
    rest (self, link, &error);
  if (error != NULL)
    handle_failure (self, error);
}

static gpointer
run (gpointer data)
{
  PtSyncLoop *self = data;

  while (!is_stopping (self))
    take_turn (self);
  stop_listening (self);
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
  self->view.seconds_left = -1;
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
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
pt_sync_loop_let_files_go (PtSyncLoop *self, gboolean anyway)
{
  g_mutex_lock (&self->lock);
  self->files_anyway = anyway;
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
