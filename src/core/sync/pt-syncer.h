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

#define PT_TYPE_SYNCER (pt_syncer_get_type ())
G_DECLARE_FINAL_TYPE (PtSyncer, pt_syncer, PT, SYNCER, GObject)

/* Signal state-changed () on the main context of the maker. */
PtSyncer *pt_syncer_new (PtLogbook *logbook);
void pt_syncer_start (PtSyncer *self);
/* Asks the running step to end and waits at most a second; done by dispose. */
void pt_syncer_stop (PtSyncer *self);
void pt_syncer_sync_now (PtSyncer *self);

PtSyncState pt_syncer_get_state (PtSyncer *self);
void pt_syncer_get_progress (PtSyncer *self, guint *done, guint *total);
/* For the files on their way; -1 = none, or not known. */
int pt_syncer_get_seconds_left (PtSyncer *self);
int64_t pt_syncer_get_last_contact (PtSyncer *self); /* microseconds UTC; 0 = never */
int64_t pt_syncer_get_next_try (PtSyncer *self);     /* microseconds UTC; 0 = not planned */
char *pt_syncer_dup_problem (PtSyncer *self);        /* sentence or NULL */

G_END_DECLS
