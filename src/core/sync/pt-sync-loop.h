/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread behind PtSyncer and `sync --watch`: sync, listen for news, back off, again. */
#pragma once

#include "pt-syncer.h"

G_BEGIN_DECLS

/* What the app shows. */
typedef struct
{
  PtSyncState state;
  guint done, total;
  gboolean files;                 /* those count files */
  int seconds_left;               /* for the files on their way; -1 = none, or not known */
  int64_t last_contact, next_try; /* microseconds UTC; 0 = none */
  char *problem;                  /* sentence or NULL */
} PtSyncView;

typedef struct _PtSyncLoop PtSyncLoop;

/* Called on the loop's thread: the view changed, or (@report not NULL) an errand went well. Not the
 * place to call the loop. */
typedef void (*PtSyncLoopNews) (const PtSyncReport *report, gpointer data);

/* Starts a thread. @data must stay valid until pt_sync_loop_end() returned; @news is not called any
 * more then. */
PtSyncLoop *pt_sync_loop_start (const char *folder, PtWorld *world, PtSyncLoopNews news,
                                gpointer data);
/* Cancels what runs and waits at most a second; a thread that is in the middle of a transaction ends
 * by itself. */
void pt_sync_loop_end (PtSyncLoop *self);

typedef enum
{
  PT_SYNC_WAKE_SAVES,   /* ops wait: shortly, unless the hub is out of reach */
  PT_SYNC_WAKE_NETWORK, /* at once, with fresh courage */
} PtSyncWake;

void pt_sync_loop_wake (PtSyncLoop *self, PtSyncWake why);
/* Whether files may go over the present connection although it is metered; from the next errand on. */
void pt_sync_loop_let_files_go (PtSyncLoop *self, gboolean anyway);
/* @out's problem is a copy. */
void pt_sync_loop_get_view (PtSyncLoop *self, PtSyncView *out);

G_END_DECLS
