/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library to be preloaded: the clock of this computer is PT_CLOCK seconds ahead, or behind. Only the
 * time of day; what waits still waits as long as it should. */
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t
ahead (void)
{
  const char *text = getenv ("PT_CLOCK");

  return text != NULL ? (time_t)strtoll (text, NULL, 10) : 0;
}

int
clock_gettime (clockid_t id, struct timespec *out)
{
  static int (*real) (clockid_t, struct timespec *);
  int rc;

  if (real == NULL)
    real = (int (*) (clockid_t, struct timespec *))dlsym (RTLD_NEXT, "clock_gettime");
  rc = real (id, out);
  if (rc == 0 && id == CLOCK_REALTIME)
    out->tv_sec += ahead ();
  return rc;
}

int
gettimeofday (struct timeval *restrict out, void *restrict zone __attribute__ ((unused)))
{
  struct timespec now;

  if (clock_gettime (CLOCK_REALTIME, &now) != 0)
    return -1;
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t
time (time_t *out)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (out != NULL)
    *out = now.tv_sec;
  return now.tv_sec;
}
