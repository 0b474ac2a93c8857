/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: who cannot reach the hub waits longer each time, not all equally long, and never shorter than
 * the hub asked. */
#include "pt-backoff.h"

static double
seconds (guint failures, int asked, guint8 draw)
{
  return (double)pt_backoff_us (failures, asked, draw) / G_USEC_PER_SEC;
}

static void
test_doubles (void)
{
  static const double expected[] = { 5, 10, 20, 40, 80, 160, 300, 300 };

  g_test_summary ("Twice as long each time, up to five minutes, a quarter more or less.");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpfloat (seconds (i, 0, 0), ==, expected[i] * 0.75);
      g_assert_cmpfloat (seconds (i, 0, 255), >, expected[i] * 1.24);
      g_assert_cmpfloat (seconds (i, 0, 255), <, expected[i] * 1.25);
    }
  g_assert_cmpfloat (seconds (G_MAXUINT, 0, 0), ==, 225);
}

static void
test_jitter (void)
{
  g_test_summary ("No two draws wait equally long.");
  for (guint draw = 1; draw < 256; draw++)
    g_assert_cmpint (pt_backoff_us (0, 0, (guint8)draw), >,
                     pt_backoff_us (0, 0, (guint8)(draw - 1)));
}

static void
test_asked (void)
{
  static const int asked[] = { 6, 30, 3600, 24 * 3600 };

  g_test_summary (
      "Never shorter than the hub asked, nor much longer; less than its own is nothing.");
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_assert_cmpfloat (seconds (0, asked[i], 0), ==, asked[i]);
      g_assert_cmpfloat (seconds (0, asked[i], 255), >=, asked[i] * 1.03);
      g_assert_cmpfloat (seconds (0, asked[i], 255), <=, asked[i] * 1.25);
    }
  g_assert_cmpfloat (seconds (3, 1, 0), ==, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/backoff/doubles", test_doubles);
  g_test_add_func ("/sync/backoff/jitter", test_jitter);
  g_test_add_func ("/sync/backoff/asked", test_asked);
  return g_test_run ();
}
