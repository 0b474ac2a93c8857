/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-world.h. */
#include "sim-world.h"

#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */
#define OFFSET_MINUTES 60
#define GOLDEN 0x9e3779b97f4a7c15u

typedef struct
{
  PtWorld base;
  SimDraw draw;
  int64_t clock;
} SimWorld;

/* Steele, Lea and Flood, OOPSLA 2014. */
static uint64_t
scramble (uint64_t z)
{
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

uint64_t
sim_draw (SimDraw *self)
{
  return scramble (self->state += GOLDEN);
}

guint
sim_draw_below (SimDraw *self, guint n)
{
  return n == 0 ? 0 : (guint)(sim_draw (self) % n);
}

gboolean
sim_draw_chance (SimDraw *self, guint percent)
{
  return sim_draw_below (self, 100) < percent;
}

uint64_t
sim_mix (uint64_t a, uint64_t b)
{
  return scramble (scramble (a + GOLDEN) + b * GOLDEN);
}

static int64_t
read_clock (PtWorld *world)
{
  SimWorld *self = world->data;

  return self->clock += PT_USEC_PER_SECOND;
}

static int
read_offset (PtWorld *world, int64_t at)
{
  return OFFSET_MINUTES;
}

static void
fill (PtWorld *world, void *bytes, size_t size)
{
  SimWorld *self = world->data;
  uint8_t *at = bytes;

  for (size_t i = 0; i < size; i++)
    at[i] = (uint8_t)(sim_draw (&self->draw) >> 56);
}

PtWorld *
sim_world_new (uint64_t seed)
{
  SimWorld *self = g_new0 (SimWorld, 1);

  self->base = (PtWorld){ read_clock, read_offset, fill, self };
  self->draw.state = seed;
  self->clock = START;
  return &self->base;
}

void
sim_world_free (PtWorld *world)
{
  if (world != NULL)
    g_free (world->data);
}

void
sim_world_reseed (PtWorld *world, uint64_t seed)
{
  ((SimWorld *)world->data)->draw.state = seed;
}

/* Between 1990 and 2090: a clock before 1970 is not what this is about. */
void
sim_world_jump (PtWorld *world, int64_t seconds)
{
  SimWorld *self = world->data;

  self->clock = CLAMP (self->clock + seconds * PT_USEC_PER_SECOND, START / 3, START * 2);
}
