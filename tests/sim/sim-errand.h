/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errand of a laptop, with what its other program does meanwhile, and the bookkeeping of what came. */
#pragma once

#include "sim-device.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL when the errand failed. */
PtSyncReport *sim_errand_run (SimRun *run, SimDevice *self, guint which, const SimWeather *weather);

/* Has a record or some of its fields erased, as far as its owner may. */
void sim_errand_erase (SimRun *run, SimDevice *self, guint which, const PtErasure *order);

/* After an errand that brought @arrivals (of SimArrival); before it the count was @n_forked. */
void sim_errand_end (SimRun *run, SimDevice *self, GPtrArray *arrivals, guint n_forked);

G_END_DECLS
