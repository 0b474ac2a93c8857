/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers are given where they are first needed, so that they rise with the text. What a person
 * rewrote rests on the records it was made from; the passage itself is no source. */
#include "pt-story-trail.h"

#include <string.h>

/* A narrow blank parts two numbers. */
#define GAP "\u2009"

struct _PtTrail
{
  PtDataset *data;
  GHashTable *numbers; /* id → number */
  GPtrArray *records;  /* ids in order; owned by numbers */
  PtBlock *last;       /* borrowed: not numbered yet; or NULL */
};

PtTrail *
pt_trail_new (PtDataset *data)
{
  PtTrail *self = g_new0 (PtTrail, 1);

  self->data = pt_dataset_ref (data);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->records = g_ptr_array_new ();
  return self;
}

void
pt_trail_free (PtTrail *self)
{
  pt_dataset_unref (self->data);
  g_ptr_array_unref (self->records);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

/* A drawing rests on what its table names. */
static GPtrArray *
sources_of (const PtBlock *block)
{
  return block->sources->len == 0 && block->twin != NULL ? block->twin->sources : block->sources;
}

static bool
is_source (PtTrail *self, const char *id)
{
  const PtRecord *record = pt_dataset_get (self->data, id);

  return record != NULL && strcmp (pt_record_get_kind_id (record), "passage") != 0;
}

/* The first of @sources from @at on that is one. */
static const char *
next_source (PtTrail *self, GPtrArray *sources, guint *at)
{
  while (*at < sources->len)
    {
      const char *id = sources->pdata[(*at)++];

      if (is_source (self, id))
        return id;
    }
  return NULL;
}

/* What a person rewrote stands among what it was made from. */
static bool
same_sources (PtTrail *self, const PtBlock *one, const PtBlock *other)
{
  const char *a, *b;
  guint at = 0, other_at = 0;

  do
    {
      a = next_source (self, sources_of (one), &at);
      b = next_source (self, sources_of (other), &other_at);
    }
  while (a != NULL && g_strcmp0 (a, b) == 0);
  return a == b;
}

/* The end of what a reader sees of a block: where its number stands. */
static GPtrArray *
tail_of (PtBlock *block)
{
  if (block->type == PT_BLOCK_HEADING)
    return NULL;
  if (block->attribution != NULL)
    return block->attribution;
  if (block->inlines != NULL && (block->type != PT_BLOCK_LIST))
    return block->inlines;
  if (block->children == NULL || block->children->len == 0)
    return NULL;
  return tail_of (block->children->pdata[block->children->len - 1]);
}

guint
pt_trail_find_number (PtTrail *self, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, id));
}

static guint
number_of (PtTrail *self, const char *id)
{
  guint number = pt_trail_find_number (self, id);

  if (number == 0)
    {
      char *own = g_strdup (id);

      g_ptr_array_add (self->records, own);
      number = self->records->len;
      g_hash_table_insert (self->numbers, own, GUINT_TO_POINTER (number));
    }
  return number;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return (int)*(const guint *)a - (int)*(const guint *)b;
}

/* (transfer full) */
static GArray *
number_all (PtTrail *self, GPtrArray *sources)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < sources->len; i++)
    if (is_source (self, sources->pdata[i]))
      {
        const guint number = number_of (self, sources->pdata[i]);

        g_array_append_val (numbers, number);
      }
  g_array_sort (numbers, compare_numbers);
  return numbers;
}

static void
add_mark (GPtrArray *tail, guint first, guint last, bool begins)
{
  g_autofree char *href = g_strdup_printf ("#source-%u", first);
  g_autofree char *range = last > first ? g_strdup_printf ("%u–%u", first, last)
                                        : g_strdup_printf ("%u", first);
  g_autofree char *text = g_strconcat (begins ? "" : GAP, range, NULL);

  pt_inlines_add_reference (tail, text, href);
}

/* Numbers in a row are one mark. */
static void
number_block (PtTrail *self, PtBlock *block)
{
  GPtrArray *tail = tail_of (block);
  g_autoptr (GArray) numbers = NULL;

  if (tail == NULL)
    return;
  numbers = number_all (self, sources_of (block));
  for (guint i = 0, end; i < numbers->len; i = end + 1)
    {
      const guint first = g_array_index (numbers, guint, i);

      end = i;
      while (end + 1 < numbers->len
             && g_array_index (numbers, guint, end + 1) == first + (end + 1 - i))
        end++;
      add_mark (tail, first, first + (end - i), i == 0);
    }
}

void
pt_trail_settle (PtTrail *self)
{
  if (self->last != NULL)
    number_block (self, self->last);
  self->last = NULL;
}

void
pt_trail_follow (PtTrail *self, PtBlock *block)
{
  if (self->last != NULL && !same_sources (self, self->last, block))
    pt_trail_settle (self);
  self->last = block;
}

GPtrArray *
pt_trail_get_records (PtTrail *self)
{
  return self->records;
}
