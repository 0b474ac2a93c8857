/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sync as a background errand of the app: a thread of its own with its own connection to the
 * logbook, woken by saves, the network monitor and the hub's long poll; back-off with jitter. */
#pragma once

#include "pt-logbook.h"
#include "pt-sync.h"

G_BEGIN_DECLS

typedef enum
{
  PT_SYNC_STATE_NO_HUB,  /* this logbook has none: everything stays on this laptop */
  PT_SYNC_STATE_IDLE,    /* nothing waits, last contact known */
  PT_SYNC_STATE_OFFLINE, /* no network, or the hub is silent */
  PT_SYNC_STATE_BUSY,
  PT_SYNC_STATE_PROBLEM, /* something needs a person; see the problem's sentence */
} PtSyncState;

/* What a person decided about files over the present connection, which is metered. Another connection
 * asks again. */
typedef enum
{
  PT_SYNC_METERED_ASK,
  PT_SYNC_METERED_SEND,
  PT_SYNC_METERED_WAIT,
} PtSyncMetered;

#define PT_TYPE_SYNCER (pt_syncer_get_type ())
G_DECLARE_FINAL_TYPE (PtSyncer, pt_syncer, PT, SYNCER, GObject)

/* Signals, on the main context of the maker:
 *   state-changed ()
 *   pulled (): an errand brought changes; they are announced by the logbook too
 */
PtSyncer *pt_syncer_new (PtLogbook *logbook);
void pt_syncer_start (PtSyncer *self);
/* Asks the running step to end and waits at most a second; done by dispose. */
void pt_syncer_stop (PtSyncer *self);
void pt_syncer_sync_now (PtSyncer *self);

PtSyncState pt_syncer_get_state (PtSyncer *self);
void pt_syncer_get_progress (PtSyncer *self, guint *done, guint *total);
/* Whether that counts files, which go after everything else. */
gboolean pt_syncer_is_moving_files (PtSyncer *self);
/* For the files on their way; -1 = none, or not known. */
int pt_syncer_get_seconds_left (PtSyncer *self);
int64_t pt_syncer_get_last_contact (PtSyncer *self); /* microseconds UTC; 0 = never */
int64_t pt_syncer_get_next_try (PtSyncer *self);     /* microseconds UTC; 0 = not planned */
char *pt_syncer_dup_problem (PtSyncer *self);        /* sentence or NULL */

PtSyncMetered pt_syncer_get_metered (PtSyncer *self);
void pt_syncer_set_metered (PtSyncer *self, PtSyncMetered decision);

/**
 * pt_syncer_get_homecoming:
 * @n_changed: (out): records that changed
 *
 * Whether an errand brought much at once, or ended a week or more without contact, and nobody has
 * said yet to have seen it.
 */
gboolean pt_syncer_get_homecoming (PtSyncer *self, guint *n_changed);
void pt_syncer_forget_homecoming (PtSyncer *self);

G_END_DECLS
