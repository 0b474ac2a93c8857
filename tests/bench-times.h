/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benchmarks do with times. */
#pragma once

#include <glib.h>
#include <time.h>

/* Processor time of this thread, in seconds: the same on a busy machine. */
static inline double
bench_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Of two double, for qsort() and g_array_sort(). */
static inline int
bench_compare (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *)a;
  const double other = *(const double *)b;

  return one < other ? -1 : one > other;
}
