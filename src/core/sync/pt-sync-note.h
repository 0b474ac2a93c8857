/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered of the last errand for those who look later: the code of what went wrong, and
 * whether the clock of this laptop is right and this program new enough, how much waits for a decision
 * here. Kept in the settings of the logbook on this laptop. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/* @failure (nullable): NULL = all went well. */
void pt_sync_note_problem (PtStore *store, const GError *failure);

/**
 * pt_sync_dup_problem_code:
 * @store: a store
 *
 * Returns: (transfer full) (nullable): the stable code of what the last errand failed with: one of
 *   pt_sync_error_name(), or "store" when the trouble was on this laptop; NULL when all is well
 */
char *pt_sync_dup_problem_code (PtStore *store);

/* @hub_time: microseconds UTC, as the hub said just now; 0 = it did not. Nothing is decided by it. */
void pt_sync_note_clock (PtStore *store, int64_t hub_time);

/**
 * pt_sync_get_clock_difference:
 * @store: a store
 *
 * Returns: seconds that this laptop was ahead of the hub at the last contact; differences below five
 *   minutes are 0
 */
int64_t pt_sync_get_clock_difference (PtStore *store);
/* (transfer full) (nullable): the sentence about it; NULL = the clock is right. */
char *pt_sync_dup_clock_sentence (PtStore *store);

/* @wanted: the oldest version of this program that the hub is content with, as it said just now. An older
 * one is never kept from sending: it is told to update. */
void pt_sync_note_program (PtStore *store, const char *wanted);
gboolean pt_sync_is_update_wanted (PtStore *store); /* at the last contact */
/* (transfer full) (nullable): the sentence about it; NULL = this program is new enough. */
char *pt_sync_dup_program_sentence (PtStore *store);

/* @n: changes that wait for this person's decision at the hub, as it said just now. */
void pt_sync_note_held (PtStore *store, int64_t n);
int64_t pt_sync_get_held (PtStore *store); /* at the last contact; 0 for all but coordinators */
/* (transfer full) (nullable): the sentence about it; NULL = nothing waits. */
char *pt_sync_dup_held_sentence (PtStore *store);

G_END_DECLS
