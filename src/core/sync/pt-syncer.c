/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app's side of background sync: what to show, and the three things that wake the thread: saves
 * that wait, the network coming back, and a person's click. */
#include "pt-syncer.h"

#include "pt-sync-loop.h"

#define LONG_AWAY_US (7 * 24 * 3600 * (int64_t)G_USEC_PER_SEC)
#define MUCH_AT_ONCE 50 /* records */

struct _PtSyncer
{
  GObject parent;
  PtLogbook *logbook;
  GMainContext *context; /* of the maker */
  PtSyncLoop *loop;      /* NULL = not started */
  PtSyncView view;       /* as last announced */
  PtSyncMetered metered;
  guint n_homecoming; /* records that changed meanwhile; 0 = nothing to say */
};

typedef struct
{
  GWeakRef syncer;
  GStrv changed; /* or NULL */
  gboolean is_homecoming;
} News;

enum
{
  STATE_CHANGED,
  PULLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtSyncer, pt_syncer, G_TYPE_OBJECT)

static void
news_free (News *news)
{
  g_weak_ref_clear (&news->syncer);
  g_strfreev (news->changed);
  g_free (news);
}

static void
refresh_view (PtSyncer *self)
{
  g_clear_pointer (&self->view.problem, g_free);
  if (self->loop != NULL)
    pt_sync_loop_get_view (self->loop, &self->view);
}

static gboolean
announce_cb (gpointer data)
{
  News *news = data;
  g_autoptr (PtSyncer) self = g_weak_ref_get (&news->syncer);

  if (self == NULL || self->loop == NULL)
    return G_SOURCE_REMOVE;
  refresh_view (self);
  if (news->is_homecoming)
    self->n_homecoming += g_strv_length (news->changed);
  if (news->changed != NULL)
    {
      pt_logbook_notify_changed (self->logbook, (const char *const *)news->changed);
      g_signal_emit (self, signals[PULLED], 0);
    }
  g_signal_emit (self, signals[STATE_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static GStrv
dup_ids (GPtrArray *ids)
{
  GStrv copy = g_new0 (char *, ids->len + 1);

  for (guint i = 0; i < ids->len; i++)
    copy[i] = g_strdup (g_ptr_array_index (ids, i));
  return copy;
}

/* Of one who joins everything is new: that is no homecoming. */
static gboolean
is_homecoming (PtSyncer *self, const PtSyncReport *report)
{
  PtWorld *world = pt_logbook_get_world (self->logbook);

  return report->changed->len > 0 && report->contact_before > 0
         && (report->changed->len >= MUCH_AT_ONCE
             || world->now (world) - report->contact_before >= LONG_AWAY_US);
}

/* On the loop's thread. */
static void
news_cb (const PtSyncReport *report, gpointer data)
{
  PtSyncer *self = data;
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&news->syncer, self);
  news->changed = report != NULL && report->changed->len > 0 ? dup_ids (report->changed) : NULL;
  news->is_homecoming = report != NULL && is_homecoming (self, report);
  g_source_set_callback (source, announce_cb, news, (GDestroyNotify)news_free);
  g_source_attach (source, self->context);
}

static void
logbook_changed_cb (PtSyncer *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);

  if (self->loop == NULL)
    return;
  if (self->view.state == PT_SYNC_STATE_NO_HUB)
    {
      g_autoptr (PtHubLink) link = pt_store_get_hub (reader);

      if (link != NULL)
        pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_NETWORK);
    }
  else if (pt_store_count_pending (reader) > 0)
    pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_SAVES);
}

static void
network_changed_cb (PtSyncer *self, gboolean available)
{
  pt_syncer_set_metered (self, PT_SYNC_METERED_ASK);
  if (self->loop != NULL && available && self->view.state != PT_SYNC_STATE_BUSY)
    pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_NETWORK);
}

static void
pt_syncer_dispose (GObject *object)
{
  PtSyncer *self = PT_SYNCER (object);

  pt_syncer_stop (self);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_syncer_parent_class)->dispose (object);
}

static void
pt_syncer_finalize (GObject *object)
{
  PtSyncer *self = PT_SYNCER (object);

  g_free (self->view.problem);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (pt_syncer_parent_class)->finalize (object);
}

static void
pt_syncer_class_init (PtSyncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_syncer_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_syncer_finalize;

  /**
   * PtSyncer::state-changed:
   *
   * State, progress, last contact, next try or problem changed; on the maker's main context.
   */
  signals[STATE_CHANGED] = g_signal_new ("state-changed", PT_TYPE_SYNCER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * PtSyncer::pulled:
   *
   * An errand brought changes, after they were announced by the logbook.
   */
  signals[PULLED] = g_signal_new ("pulled", PT_TYPE_SYNCER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
pt_syncer_init (PtSyncer *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->view.seconds_left = -1;
}

PtSyncer *
pt_syncer_new (PtLogbook *logbook)
{
  PtSyncer *self = g_object_new (PT_TYPE_SYNCER, NULL);
  g_autoptr (PtHubLink) link = pt_store_get_hub (pt_logbook_get_reader (logbook));

  self->logbook = g_object_ref (logbook);
  self->view.state = link != NULL ? PT_SYNC_STATE_IDLE : PT_SYNC_STATE_NO_HUB;
  self->view.last_contact = link != NULL ? link->last_contact : 0;
  g_signal_connect_object (logbook, "state-changed", G_CALLBACK (logbook_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
pt_syncer_start (PtSyncer *self)
{
  g_return_if_fail (PT_IS_SYNCER (self));

  if (self->loop == NULL)
    self->loop = pt_sync_loop_start (pt_logbook_get_folder (self->logbook),
                                     pt_logbook_get_world (self->logbook), news_cb, self);
}

void
pt_syncer_stop (PtSyncer *self)
{
  g_return_if_fail (PT_IS_SYNCER (self));

  g_clear_pointer (&self->loop, pt_sync_loop_end);
}

void
pt_syncer_sync_now (PtSyncer *self)
{
  g_return_if_fail (PT_IS_SYNCER (self));

  if (self->loop != NULL)
    pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_NETWORK);
}

PtSyncState
pt_syncer_get_state (PtSyncer *self)
{
  return self->view.state;
}

void
pt_syncer_get_progress (PtSyncer *self, guint *done, guint *total)
{
  *done = self->view.done;
  *total = self->view.total;
}

gboolean
pt_syncer_is_moving_files (PtSyncer *self)
{
  return self->view.files;
}

int
pt_syncer_get_seconds_left (PtSyncer *self)
{
  return self->view.seconds_left;
}

int64_t
pt_syncer_get_last_contact (PtSyncer *self)
{
  return self->view.last_contact;
}

int64_t
pt_syncer_get_next_try (PtSyncer *self)
{
  return self->view.next_try;
}

char *
pt_syncer_dup_problem (PtSyncer *self)
{
  return g_strdup (self->view.problem);
}

PtSyncMetered
pt_syncer_get_metered (PtSyncer *self)
{
  g_return_val_if_fail (PT_IS_SYNCER (self), PT_SYNC_METERED_ASK);
  return self->metered;
}

void
pt_syncer_set_metered (PtSyncer *self, PtSyncMetered decision)
{
  g_return_if_fail (PT_IS_SYNCER (self));

  if (self->metered == decision)
    return;
  self->metered = decision;
  if (self->loop != NULL)
    pt_sync_loop_let_files_go (self->loop, decision == PT_SYNC_METERED_SEND);
  if (self->loop != NULL && decision == PT_SYNC_METERED_SEND)
    pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_NETWORK);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

gboolean
pt_syncer_get_homecoming (PtSyncer *self, guint *n_changed)
{
  g_return_val_if_fail (PT_IS_SYNCER (self), FALSE);
  *n_changed = self->n_homecoming;
  return self->n_homecoming > 0;
}

void
pt_syncer_forget_homecoming (PtSyncer *self)
{
  g_return_if_fail (PT_IS_SYNCER (self));

  self->n_homecoming = 0;
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}
