/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: laptops that wait together come back one after the other, and none later than proxies allow. */
#include "pt-waiters.h"

#define SECONDS 25
#define LAPTOPS 2000
#define PARTS 50 /* of 100 ms */

static void
test_range (void)
{
  g_test_summary ("25 to 30 seconds, longer with each draw; a poll of tests has its jitter too.");
  g_assert_cmpint (pt_waiters_span (SECONDS, 0), ==, 25 * G_USEC_PER_SEC);
  g_assert_cmpint (pt_waiters_span (SECONDS, G_MAXUINT16), ==, 30 * G_USEC_PER_SEC);
  for (guint draw = 1; draw <= G_MAXUINT16; draw++)
    g_assert_cmpint (pt_waiters_span (SECONDS, (guint16)draw), >,
                     pt_waiters_span (SECONDS, (guint16)(draw - 1)));
  g_assert_cmpint (pt_waiters_span (1, G_MAXUINT16), ==, G_USEC_PER_SEC * 6 / 5);
}

static void
test_spread (void)
{
  guint parts[PARTS + 1] = { 0 };

  g_test_summary (
      "Of 2,000 that began at once, no tenth of a second sees more than twice its share.");
  for (guint i = 0; i < LAPTOPS; i++)
    {
      guint16 draw = (guint16)g_test_rand_int ();

      parts[(pt_waiters_span (SECONDS, draw) - 25 * G_USEC_PER_SEC) / (G_USEC_PER_SEC / 10)]++;
    }
  for (guint i = 0; i < PARTS; i++)
    g_assert_cmpuint (parts[i], <=, 2 * LAPTOPS / PARTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/waiters/range", test_range);
  g_test_add_func ("/hub/waiters/spread", test_spread);
  return g_test_run ();
}
