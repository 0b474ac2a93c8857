/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of the benchmarks: everyday words, so that they shrink on the wire as notes do. */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

/* Of a record's fields as JSON; the size at which the peers were first measured. */
#define BENCH_RECORD_BYTES 483

/* Saves @n records in one transaction; their texts are added to @texts. */
void bench_fill (Laptop *laptop, guint n, GPtrArray *texts);

G_END_DECLS
