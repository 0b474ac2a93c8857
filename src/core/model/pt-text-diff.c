/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-text-diff.h"

#include <stdbool.h>
#include <string.h>

/* The furthest that a search goes: 2 MAX_CHANGES² / 2 numbers are kept, 16 MB. */
#define MAX_CHANGES 2000

GArray *
pt_text_split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (PtWord));
  const char *p = text;

  while (*p)
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));
      const char *start = p;
      while (*p && g_unichar_isspace (g_utf8_get_char (p)) == space)
        p = g_utf8_next_char (p);
      PtWord word = { start, (size_t)(p - start) };
      g_array_append_val (words, word);
    }
  return words;
}

gboolean
pt_word_is_space (const PtWord *self)
{
  return g_unichar_isspace (g_utf8_get_char (self->start));
}

/* ── Matching ── */

/* Two stretches of words; @i and @j count from their beginnings. */
typedef struct
{
  const PtWord *a, *b;
  int n_a, n_b;
} Pair;

static bool
same_word (const Pair *pair, int i, int j)
{
  const PtWord *x = &pair->a[i], *y = &pair->b[j];

  return x->length == y->length && memcmp (x->start, y->start, x->length) == 0;
}

/* The furthest points in @a per diagonal, one row per number of changes; row d has 2d + 1. */
static int
row_get (const int *row, int d, int diagonal)
{
  return row[diagonal + d];
}

/* Whether the @d-th change on @diagonal is best a word of @b that came in; else one of @a went. */
static bool
comes_in (const int *before, int d, int diagonal)
{
  return diagonal == -d
         || (diagonal != d
             && row_get (before, d - 1, diagonal - 1) < row_get (before, d - 1, diagonal + 1));
}

/* Where a path with @d changes on @diagonal stands before it follows the common words. */
static int
step (const int *before, int d, int diagonal)
{
  return comes_in (before, d, diagonal) ? row_get (before, d - 1, diagonal + 1)
                                        : row_get (before, d - 1, diagonal - 1) + 1;
}

static int
slide (const Pair *pair, int i, int diagonal)
{
  while (i < pair->n_a && i - diagonal < pair->n_b && same_word (pair, i, i - diagonal))
    i++;
  return i;
}

/* A row has every second diagonal only; the places between are never read. */
static int *
make_row (const Pair *pair, const int *before, int d, bool *reached)
{
  int *row = g_new (int, 2 * d + 1);

  for (int diagonal = -d; diagonal <= d; diagonal += 2)
    {
      int start = d == 0 ? 0 : step (before, d, diagonal);
      int end = start - diagonal >= 0 && start <= pair->n_a && start - diagonal <= pair->n_b
                    ? slide (pair, start, diagonal)
                    : start;
      row[diagonal + d] = end;
      *reached = *reached || (end >= pair->n_a && end - diagonal >= pair->n_b);
    }
  return row;
}

/* FALSE: too different. */
static bool
search (const Pair *pair, GPtrArray *rows)
{
  bool reached = false;

  for (int d = 0; !reached && d <= MAX_CHANGES; d++)
    g_ptr_array_add (rows,
                     make_row (pair, d > 0 ? g_ptr_array_index (rows, d - 1) : NULL, d, &reached));
  return reached;
}

static void
walk_back (const Pair *pair, GPtrArray *rows, guint *match, guint from)
{
  int i = pair->n_a, j = pair->n_b;

  for (int d = (int)rows->len - 1; d >= 0; d--)
    {
      int diagonal = i - j;
      const int *before = d > 0 ? g_ptr_array_index (rows, d - 1) : NULL;
      int start = d > 0 ? step (before, d, diagonal) : 0;

      for (; i > start; i--, j--)
        match[from + i - 1] = from + (guint)j - 1;
      if (d == 0)
        return;
      if (comes_in (before, d, diagonal))
        j--;
      else
        i--;
    }
}

guint *
pt_text_match (GArray *a, GArray *b)
{
  guint *match = g_new (guint, a->len + 1);
  Pair pair = { (const PtWord *)(void *)a->data, (const PtWord *)(void *)b->data, (int)a->len,
                (int)b->len };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  guint from = 0;

  for (guint i = 0; i < a->len; i++)
    match[i] = PT_WORD_ALONE;
  for (; (int)from < pair.n_a && (int)from < pair.n_b && same_word (&pair, from, from); from++)
    match[from] = from;
  for (; pair.n_a > (int)from && pair.n_b > (int)from
         && same_word (&pair, pair.n_a - 1, pair.n_b - 1);
       pair.n_a--, pair.n_b--)
    match[pair.n_a - 1] = (guint)pair.n_b - 1;
  pair = (Pair){ pair.a + from, pair.b + from, pair.n_a - (int)from, pair.n_b - (int)from };
  if (search (&pair, rows))
    walk_back (&pair, rows, match, from);
  return match;
}

/* ── Joining ── */

typedef struct
{
  GArray *words;
  guint *match; /* of the base's words */
  guint at;
} Side;

typedef enum
{
  BY_NOBODY,
  BY_ONE,
  BY_OTHER,
  BY_BOTH,
} Author;

typedef struct
{
  GArray *base;
  guint at;
  Side sides[2];
  GString *out;
  Author last;    /* of the change before */
  bool separated; /* a word that nobody changed lies between it and here */
} Merge;

static const PtWord *
nth (GArray *words, guint i)
{
  return &g_array_index (words, PtWord, i);
}

static bool
same_stretch (GArray *a, guint a_from, guint a_to, GArray *b, guint b_from, guint b_to)
{
  if (a_to - a_from != b_to - b_from)
    return false;
  for (guint i = 0; i < a_to - a_from; i++)
    if (nth (a, a_from + i)->length != nth (b, b_from + i)->length
        || memcmp (nth (a, a_from + i)->start, nth (b, b_from + i)->start,
                   nth (a, a_from + i)->length)
               != 0)
      return false;
  return true;
}

static void
append (GString *out, GArray *words, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_string_append_len (out, nth (words, i)->start, (gssize)nth (words, i)->length);
}

static bool
is_kept (const Merge *self, guint i)
{
  return self->sides[0].match[i] == self->sides[0].at
         && self->sides[1].match[i] == self->sides[1].at;
}

static void
take_kept (Merge *self)
{
  self->separated = self->separated || !pt_word_is_space (nth (self->base, self->at));
  append (self->out, self->base, self->at, self->at + 1);
  self->at++;
  self->sides[0].at++;
  self->sides[1].at++;
}

/* The next word of the base that both still have; the end when there is none. */
static guint
find_common (const Merge *self, guint ends[2])
{
  guint i = self->at;

  while (i < self->base->len
         && (self->sides[0].match[i] == PT_WORD_ALONE || self->sides[1].match[i] == PT_WORD_ALONE))
    i++;
  for (int s = 0; s < 2; s++)
    ends[s] = i < self->base->len ? self->sides[s].match[i] : self->sides[s].words->len;
  return i;
}

static Author
find_author (const Merge *self, guint to, const guint ends[2])
{
  const Side *one = &self->sides[0], *other = &self->sides[1];
  bool by_one = !same_stretch (self->base, self->at, to, one->words, one->at, ends[0]);
  bool by_other = !same_stretch (self->base, self->at, to, other->words, other->at, ends[1]);

  return by_one ? (by_other ? BY_BOTH : BY_ONE) : (by_other ? BY_OTHER : BY_NOBODY);
}

/* FALSE: two people changed the same, or neighbours. */
static bool
take_change (Merge *self)
{
  const Side *one = &self->sides[0], *other = &self->sides[1];
  guint ends[2];
  guint to = find_common (self, ends);
  Author author = find_author (self, to, ends);
  const Side *taken = author == BY_OTHER ? other : one;

  if (author == BY_BOTH
      && !same_stretch (one->words, one->at, ends[0], other->words, other->at, ends[1]))
    return false;
  if (self->last != BY_NOBODY && self->last != author && !self->separated)
    return false;
  append (self->out, taken->words, taken->at, ends[taken == one ? 0 : 1]);
  self->last = author;
  self->separated = false;
  self->at = to;
  self->sides[0].at = ends[0];
  self->sides[1].at = ends[1];
  return true;
}

static bool
is_done (const Merge *self)
{
  return self->at == self->base->len && self->sides[0].at == self->sides[0].words->len
         && self->sides[1].at == self->sides[1].words->len;
}

static bool
merge (Merge *self)
{
  while (!is_done (self))
    if (self->at < self->base->len && is_kept (self, self->at))
      take_kept (self);
    else if (!take_change (self))
      return false;
  return true;
}

char *
pt_text_merge (const char *base, const char *one, const char *other)
{
  g_autoptr (GArray) words = pt_text_split (base);
  g_autoptr (GArray) words_one = pt_text_split (one);
  g_autoptr (GArray) words_other = pt_text_split (other);
  g_autofree guint *match_one = pt_text_match (words, words_one);
  g_autofree guint *match_other = pt_text_match (words, words_other);
  g_autoptr (GString) out = g_string_new (NULL);
  Merge self = { .base = words,
                 .sides = { { words_one, match_one, 0 }, { words_other, match_other, 0 } },
                 .out = out };

  return merge (&self) ? g_strdup (out->str) : NULL;
}
