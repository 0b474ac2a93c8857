/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast files go: chunks of about a second, so that a cut costs little and text does not wait
 * long; a budget; and how long it will take. Pure: time is told. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

#define PT_PACE_MIN_BYTES (16 * 1024)
#define PT_PACE_FIRST_BYTES (64 * 1024)

typedef struct
{
  size_t max;     /* bytes of a chunk, at most */
  int64_t budget; /* bytes a second; 0 = as many as go */
  size_t chunk;   /* bytes of the next one */
  double rate;    /* bytes a second that the connection carried, smoothed; 0 = not known */
} PtPace;

void pt_pace_init (PtPace *self, size_t max, int64_t budget);

/**
 * pt_pace_note:
 * @bytes: of a chunk that arrived
 * @us: microseconds that it took
 *
 * Returns: microseconds to wait before the next one, for the budget's sake
 */
int64_t pt_pace_note (PtPace *self, size_t bytes, int64_t us);
/* Seconds for @bytes more; -1 = nobody knows yet. */
int pt_pace_estimate (const PtPace *self, int64_t bytes);

G_END_DECLS
