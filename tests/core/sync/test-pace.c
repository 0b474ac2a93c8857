/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: chunks fit the line: about a second each, never beyond twice the last one, slower than a
 * budget, and the time left is what the line says. */
#include "pt-pace.h"

#define MAX_BYTES (1024 * 1024)
#define SECOND 1000000

static void
test_chunk (void)
{
  static const struct
  {
    int64_t rate; /* bytes a second */
    size_t settles;
  } lines[] = {
    { 1000, PT_PACE_MIN_BYTES },
    { 125000, 125000 }, /* 1 Mbit/s */
    { 50000000, MAX_BYTES },
  };

  g_test_summary ("The chunk settles at what a second carries.");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      PtPace pace;

      pt_pace_init (&pace, MAX_BYTES, 0);
      for (guint n = 0; n < 20; n++)
        {
          size_t before = pace.chunk;

          g_assert_cmpint (pt_pace_note (&pace, before, (int64_t)before * SECOND / lines[i].rate),
                           ==, 0);
          g_assert_cmpuint (pace.chunk, <=, before * 2);
        }
      g_assert_cmpuint (pace.chunk, >=, lines[i].settles * 99 / 100);
      g_assert_cmpuint (pace.chunk, <=, lines[i].settles);
    }
}

static void
test_budget (void)
{
  PtPace pace;
  int64_t pause;

  g_test_summary ("A fast line rests so long that the budget holds.");
  pt_pace_init (&pace, MAX_BYTES, 50000);
  g_assert_cmpuint (pace.chunk, ==, 50000);
  pause = pt_pace_note (&pace, 50000, 1000);

  g_assert_cmpint (pause, ==, SECOND - 1000);
  g_assert_cmpuint (pace.chunk, ==, 50000);
  g_assert_cmpint (pt_pace_estimate (&pace, 500000), ==, 10);
}

static void
test_estimate (void)
{
  PtPace pace;

  g_test_summary ("Nobody knows at first; then the line says.");
  pt_pace_init (&pace, MAX_BYTES, 0);
  g_assert_cmpint (pt_pace_estimate (&pace, 1), ==, -1);
  pt_pace_note (&pace, 100000, SECOND);

  g_assert_cmpint (pt_pace_estimate (&pace, 1000000), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/pace/chunk", test_chunk);
  g_test_add_func ("/sync/pace/budget", test_budget);
  g_test_add_func ("/sync/pace/estimate", test_estimate);
  return g_test_run ();
}
