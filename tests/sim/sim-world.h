/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chance and time of the simulator: everything is drawn from one seed, and every laptop has a clock
 * of its own that may jump. */
#pragma once

#include "pt-world.h"

G_BEGIN_DECLS

/* SplitMix64: the same numbers on every machine. */
typedef struct
{
  uint64_t state;
} SimDraw;

uint64_t sim_draw (SimDraw *self);
guint sim_draw_below (SimDraw *self, guint n); /* 0 … n - 1; 0 for n = 0 */
gboolean sim_draw_chance (SimDraw *self, guint percent);
/* A number that depends on both and on nothing else. */
uint64_t sim_mix (uint64_t a, uint64_t b);

PtWorld *sim_world_new (uint64_t seed);
void sim_world_free (PtWorld *self);
/* From now on its ids are those of @seed: what one step makes is called the same when other steps
 * are left out. */
void sim_world_reseed (PtWorld *self, uint64_t seed);
void sim_world_jump (PtWorld *self, int64_t seconds);

G_END_DECLS
