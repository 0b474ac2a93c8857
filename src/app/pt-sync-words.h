/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sidebar says about sharing: one sentence in plain words for each situation. Pure; the
 * sentences never hold a code, and a problem's own sentence comes from core/sync. */
#pragma once

#include "pt-sync-waiting.h"
#include "pt-syncer.h"

G_BEGIN_DECLS

typedef struct
{
  PtSyncState state;
  bool example;         /* the example logbook is never shared */
  int64_t pending;      /* changes that wait for the hub */
  int64_t conflicts;    /* fields with two versions */
  guint done, total;    /* of the running errand; total 0 = not known */
  bool files;           /* those count files */
  int seconds_left;     /* for files; below 0 = not known */
  int64_t last_contact; /* microseconds UTC; 0 = never */
  int64_t next_try;     /* microseconds UTC; 0 = not planned */
  int64_t now;          /* microseconds UTC */
  const char *problem;  /* (nullable): a sentence */
} PtSyncFacts;

/* The logbook's present facts; free @problem with g_free. Main thread. */
void pt_sync_facts_read (PtLogbook *logbook, PtSyncer *syncer, PtSyncFacts *facts, char **problem);

/* (transfer full): the sentence of the sidebar. */
char *pt_sync_words (const PtSyncFacts *facts);
/* (transfer full) (nullable): what a person may want to know beside it, in the dialog. */
char *pt_sync_explain (const PtSyncFacts *facts);
/* The icon that goes with the sentence; never its only carrier. */
const char *pt_sync_icon (const PtSyncFacts *facts);

/* (transfer full) (nullable): which files wait, and what for; NULL = none. */
char *pt_files_words (const PtSyncWaiting *waiting);

/* (transfer full): how much of the logbook the hub's last backup has; @counts as of
 * pt_store_count_safe(). */
char *pt_safe_words (const int64_t *counts);

/* (transfer full): the local clock time of an instant, with the day when it is another one. */
char *pt_clock_format (int64_t at, int64_t now);

G_END_DECLS
