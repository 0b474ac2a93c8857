/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-set.h. */
#include "sim-set.h"

#define BITS 64

struct _SimSet
{
  guint n_words;
  guint64 *words;
};

SimSet *
sim_set_new (void)
{
  return g_new0 (SimSet, 1);
}

SimSet *
sim_set_copy (const SimSet *self)
{
  SimSet *copy = sim_set_new ();

  sim_set_join (copy, self);
  return copy;
}

void
sim_set_free (SimSet *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self);
}

static void
make_room (SimSet *self, guint n_words)
{
  if (n_words <= self->n_words)
    return;
  self->words = g_renew (guint64, self->words, n_words);
  for (guint i = self->n_words; i < n_words; i++)
    self->words[i] = 0;
  self->n_words = n_words;
}

void
sim_set_add (SimSet *self, guint i)
{
  make_room (self, i / BITS + 1);
  self->words[i / BITS] |= (guint64)1 << (i % BITS);
}

void
sim_set_join (SimSet *self, const SimSet *other)
{
  make_room (self, other->n_words);
  for (guint i = 0; i < other->n_words; i++)
    self->words[i] |= other->words[i];
}

gboolean
sim_set_has (const SimSet *self, guint i)
{
  return i / BITS < self->n_words && (self->words[i / BITS] >> (i % BITS) & 1) != 0;
}

guint
sim_set_size (const SimSet *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_words; i++)
    n += (guint)__builtin_popcountll (self->words[i]);
  return n;
}
