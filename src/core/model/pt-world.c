/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's clock and random source, and a seeded pair for tests. */
#include "pt-world.h"

#include "pt-time.h"

#include <errno.h>
#include <sys/random.h>

#define USEC_PER_DAY (86400 * PT_USEC_PER_SECOND)
#define USEC_PER_MINUTE (60 * PT_USEC_PER_SECOND)

/* Minutes east of UTC in a seeded world: winter in Amsterdam. */
#define SEEDED_OFFSET 60

typedef struct
{
  PtWorld base;
  uint64_t random;
  int64_t clock;
} SeededWorld;

static int64_t
read_system_clock (PtWorld *self)
{
  return g_get_real_time ();
}

static int
read_system_offset (PtWorld *self, int64_t at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / PT_USEC_PER_SECOND);
  if (utc == NULL)
    return 0;

  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  return local == NULL ? 0 : (int)(g_date_time_get_utc_offset (local) / USEC_PER_MINUTE);
}

static void
fill_from_system (PtWorld *self, void *bytes, size_t size)
{
  char *at = bytes;

  while (size > 0)
    {
      ssize_t got = getrandom (at, size, 0);
      if (got < 0 && errno != EINTR)
        g_error ("The system gives no random bytes: %s", g_strerror (errno));
      if (got > 0)
        {
          at += got;
          size -= (size_t)got;
        }
    }
}

PtWorld *
pt_world_system (void)
{
  static PtWorld world = { read_system_clock, read_system_offset, fill_from_system, NULL };
  return &world;
}

static int64_t
read_seeded_clock (PtWorld *self)
{
  SeededWorld *seeded = self->data;
  int64_t now = seeded->clock;
  seeded->clock += PT_USEC_PER_SECOND;
  return now;
}

static int
read_seeded_offset (PtWorld *self, int64_t at)
{
  return SEEDED_OFFSET;
}

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, and every seed gives a good sequence. */
static uint64_t
next_random (uint64_t *state)
{
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static void
fill_from_seed (PtWorld *self, void *bytes, size_t size)
{
  SeededWorld *seeded = self->data;
  uint8_t *at = bytes;

  for (size_t i = 0; i < size; i++)
    at[i] = (uint8_t)(next_random (&seeded->random) >> 56);
}

PtWorld *
pt_world_new_seeded (uint64_t seed, int64_t start)
{
  SeededWorld *self = g_new0 (SeededWorld, 1);

  self->base = (PtWorld){ read_seeded_clock, read_seeded_offset, fill_from_seed, self };
  self->random = seed;
  self->clock = start;
  return &self->base;
}

void
pt_world_free (PtWorld *self)
{
  if (self != NULL && self->now == read_seeded_clock)
    g_free (self->data);
}

/* Microseconds since 1970-01-01T00:00 as the local calendar counts them. */
static int64_t
read_local (PtWorld *self)
{
  int64_t now = self->now (self);
  return now + self->offset (self, now) * USEC_PER_MINUTE;
}

static int
floor_days (int64_t usec)
{
  int64_t days = usec / USEC_PER_DAY;
  return (int)(usec % USEC_PER_DAY < 0 ? days - 1 : days);
}

char *
pt_world_today (PtWorld *self)
{
  return pt_date_from_days (floor_days (read_local (self)));
}

char *
pt_world_moment (PtWorld *self)
{
  int64_t local = read_local (self);
  int days = floor_days (local);
  int minutes = (int)((local - days * USEC_PER_DAY) / USEC_PER_MINUTE);
  g_autofree char *date = pt_date_from_days (days);

  return g_strdup_printf ("%sT%02d:%02d", date, minutes / 60, minutes % 60);
}
