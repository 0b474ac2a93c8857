/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "long-journey.h"

#include "pt-time.h"

#define NOTES 10000

PtTimeline *
long_journey_new (void)
{
  const int first = pt_date_to_days ("2022-01-01");
  PtTimeline *line = pt_timeline_new ("2022-01-01", "2026-01-01", "nl");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < NOTES; i++)
    {
      const int kind = g_rand_int_range (random, 0, 20);
      PtMoment moment = { .type = kind == 0   ? PT_MOMENT_TURN
                                  : kind <= 3 ? PT_MOMENT_HIGH
                                  : kind <= 6 ? PT_MOMENT_LOW
                                              : PT_MOMENT_NOTE,
                          .date = pt_date_from_days (first + (int)(i * LONG_JOURNEY_DAYS / NOTES)),
                          .label = g_strdup_printf ("Koffie met de buren, dag %u", i),
                          .record = g_strdup_printf ("note-%05u", i),
                          .weight = g_rand_int_range (random, 0, 9) };

      g_array_append_val (line->moments, moment);
    }
  return line;
}
