/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next chunk is what the connection carries in a second, at most twice the last one: one lucky
 * buffer says little about a line. */
#include "pt-pace.h"

#define USEC_PER_SEC 1000000
#define SMOOTH 0.5 /* weight of the newest measurement */

void
pt_pace_init (PtPace *self, size_t max, int64_t budget)
{
  *self = (PtPace){ .max = max, .budget = budget };
  self->chunk = MIN (max, PT_PACE_FIRST_BYTES);
  if (budget > 0)
    self->chunk = CLAMP ((size_t)budget, PT_PACE_MIN_BYTES, self->chunk);
}

/* What a second carries, within the budget. */
static double
useful_rate (const PtPace *self)
{
  return self->budget > 0 ? MIN (self->rate, (double)self->budget) : self->rate;
}

int64_t
pt_pace_note (PtPace *self, size_t bytes, int64_t us)
{
  double measured = (double)bytes * USEC_PER_SEC / (double)MAX (us, 1);
  int64_t due;

  self->rate = self->rate > 0 ? self->rate + SMOOTH * (measured - self->rate) : measured;
  self->chunk = (size_t)CLAMP (useful_rate (self), PT_PACE_MIN_BYTES,
                               (double)MIN (self->max, self->chunk * 2));
  if (self->budget == 0)
    return 0;
  due = (int64_t)((double)bytes * USEC_PER_SEC / (double)self->budget);
  return MAX (0, due - us);
}

int
pt_pace_estimate (const PtPace *self, int64_t bytes)
{
  if (self->rate <= 0)
    return -1;
  return (int)MIN (G_MAXINT, (double)bytes / useful_rate (self) + 0.5);
}
