/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of the benchmarks: everyday words, so that they shrink on the wire as notes do. */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

/* Of a record's fields as JSON; the size at which the peers were first measured. */
#define BENCH_RECORD_BYTES 483

/* (transfer full): the @i-th of them, not saved. */
PtEdit *bench_make_entry (PtWorld *world, GRand *random, guint i);
/* Saves @n records in one transaction; their texts are added to @texts. */
void bench_fill (Laptop *laptop, guint n, GPtrArray *texts);
/* (transfer full): as whom the hub's handlers see a coordinator's @laptop. */
PtCaller *bench_make_caller (const Laptop *laptop);

G_END_DECLS
