/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two things of the outside world that core code may ask for: the time and randomness.
 * Everything that needs one takes a PtWorld, so that tests and the simulator can supply their own. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

#define PT_USEC_PER_SECOND 1000000LL

typedef struct _PtWorld PtWorld;

struct _PtWorld
{
  /* microseconds since 1970-01-01T00:00Z; may jump in either direction, nothing is decided by it */
  int64_t (*now) (PtWorld *self);
  /* minutes east of UTC of the local time zone at @at */
  int (*offset) (PtWorld *self, int64_t at);
  /* cryptographically strong in the system's world, reproducible in a seeded one */
  void (*fill) (PtWorld *self, void *bytes, size_t size);
  void *data;
};

/**
 * pt_world_system:
 *
 * Returns: (transfer none): the real clock and random source; may be used from any thread
 */
PtWorld *pt_world_system (void);

/**
 * pt_world_new_seeded:
 * @seed: of the random sequence
 * @start: the clock's first reading, microseconds since 1970-01-01T00:00Z
 *
 * A world for tests: each reading of its clock is one second later than the one before.
 *
 * Returns: (transfer full): a world for one thread; free with pt_world_free()
 */
PtWorld *pt_world_new_seeded (uint64_t seed, int64_t start);
void pt_world_free (PtWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtWorld, pt_world_free)

/**
 * pt_world_today:
 * @self: a world
 *
 * Returns: (transfer full): the local civil date, `YYYY-MM-DD`
 */
char *pt_world_today (PtWorld *self);

/**
 * pt_world_moment:
 * @self: a world
 *
 * Returns: (transfer full): the local civil date and time, `YYYY-MM-DDTHH:MM`
 */
char *pt_world_moment (PtWorld *self);

G_END_DECLS
