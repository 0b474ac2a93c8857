/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes by the hundred thousand for benchmarks: forty words of a language on average, over two years, as a
 * hub sends them. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

#define BENCH_FEED_PAGE 2000
#define BENCH_EVERYWHERE "Bezoek" /* a word of every note */

/* A new logbook "Benchmark" of An in @folder. */
PtStore *bench_make_store (const char *folder, PtWorld *world);

/* (transfer full): the words of note @i: BENCH_EVERYWHERE, its number and others. */
char *bench_make_body (guint i);

/* (transfer full): note @i as the hub's change @seq. */
PtRecord *bench_make_note (PtWorld *world, guint i, int64_t seq);

/**
 * bench_pull:
 * @have: how many notes of the feed are there already
 * @n: and how many shall be
 * @page: records at a time
 *
 * Returns: the seconds that applying took, without making the records
 */
double bench_pull (PtStore *store, PtWorld *world, guint have, guint n, guint page);

G_END_DECLS
