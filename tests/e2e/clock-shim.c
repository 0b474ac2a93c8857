/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library to be preloaded: the clock of this computer is PT_CLOCK seconds ahead, or behind. Only the
 * time of day; what waits still waits as long as it should. With PT_CLOCK_FILE all clocks go on by the
 * seconds that another program counts there, so that a test has hours pass in a moment. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static time_t
ahead (void)
{
  const char *text = getenv ("PT_CLOCK");

  return text != NULL ? (time_t)strtoll (text, NULL, 10) : 0;
}

/* Seconds that passed in the test and not outside of it. */
static time_t
counted (void)
{
  static volatile int64_t *seconds;
  const char *path = getenv ("PT_CLOCK_FILE");
  int fd = path != NULL && seconds == NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;

  if (fd >= 0)
    seconds = mmap (NULL, sizeof *seconds, PROT_READ, MAP_SHARED, fd, 0);
  return seconds != NULL && seconds != MAP_FAILED ? (time_t)*seconds : 0;
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
  if (rc == 0 && id != CLOCK_PROCESS_CPUTIME_ID && id != CLOCK_THREAD_CPUTIME_ID)
    out->tv_sec += counted ();
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
