/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-layers.h. */
#include "pt-layers.h"

#define SWEEPS 16
#define ROUNDS 24

static PtLayerNode *
node_at (GArray *nodes, guint i)
{
  return &g_array_index (nodes, PtLayerNode, i);
}

static const PtLayerTie *
tie_at (GArray *ties, guint i)
{
  return &g_array_index (ties, PtLayerTie, i);
}

guint
pt_layers_count_crossings (GArray *nodes, GArray *ties)
{
  guint n = 0;

  for (guint i = 0; i < ties->len; i++)
    for (guint j = i + 1; j < ties->len; j++)
      {
        const PtLayerNode *a = node_at (nodes, tie_at (ties, i)->from);
        const PtLayerNode *b = node_at (nodes, tie_at (ties, i)->to);
        const PtLayerNode *c = node_at (nodes, tie_at (ties, j)->from);
        const PtLayerNode *d = node_at (nodes, tie_at (ties, j)->to);

        if (a->column == c->column)
          n += (a->place < c->place && b->place > d->place)
               || (a->place > c->place && b->place < d->place);
      }
  return n;
}

/* ── Order ── */

typedef struct
{
  guint node;
  double middle; /* of what it is tied to; its own place where it is not */
  guint place;
} Seat;

/* Of the neighbours on one side; -1 = there are none. */
static double
find_middle (GArray *nodes, GArray *ties, guint node, gboolean from_left)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < ties->len; i++)
    {
      const PtLayerTie *tie = tie_at (ties, i);

      if ((from_left ? tie->to : tie->from) != node)
        continue;
      sum += node_at (nodes, from_left ? tie->from : tie->to)->place;
      n++;
    }
  return n > 0 ? sum / n : -1;
}

static int
compare_seats (gconstpointer a, gconstpointer b)
{
  const Seat *one = a;
  const Seat *other = b;

  if (one->middle != other->middle)
    return one->middle < other->middle ? -1 : 1;
  return one->place < other->place ? -1 : one->place > other->place;
}

static void
seat_column (GArray *nodes, GArray *ties, guint column, gboolean from_left)
{
  g_autoptr (GArray) seats = g_array_new (FALSE, FALSE, sizeof (Seat));

  for (guint i = 0; i < nodes->len; i++)
    {
      Seat seat = { i, find_middle (nodes, ties, i, from_left), node_at (nodes, i)->place };

      if (seat.middle < 0)
        seat.middle = seat.place;
      if (node_at (nodes, i)->column == column)
        g_array_append_val (seats, seat);
    }
  g_array_sort (seats, compare_seats);
  for (guint i = 0; i < seats->len; i++)
    node_at (nodes, g_array_index (seats, Seat, i).node)->place = i;
}

static void
copy_places (GArray *from, GArray *to)
{
  for (guint i = 0; i < from->len; i++)
    node_at (to, i)->place = node_at (from, i)->place;
}

void
pt_layers_order (GArray *nodes, GArray *ties, guint n_columns)
{
  g_autoptr (GArray) best = g_array_copy (nodes);
  guint fewest = pt_layers_count_crossings (nodes, ties);

  for (guint sweep = 0; sweep < SWEEPS && fewest > 0; sweep++)
    {
      const gboolean from_left = sweep % 2 == 0;
      guint crossings;

      for (guint i = 0; i < n_columns; i++)
        seat_column (nodes, ties, from_left ? i : n_columns - 1 - i, from_left);
      crossings = pt_layers_count_crossings (nodes, ties);
      if (crossings >= fewest)
        continue;
      fewest = crossings;
      copy_places (nodes, best);
    }
  copy_places (best, nodes);
}

/* ── Heights ── */

/* Nodes of a column that touch are one pool, which stands where they want to on average. */
typedef struct
{
  guint first, n;
  double sum; /* of what they want */
} Pool;

/* (transfer full): guint, in their order. */
static GArray *
list_column (GArray *nodes, guint column)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (guint));

  for (guint i = 0; i < nodes->len; i++)
    {
      const PtLayerNode *node = node_at (nodes, i);

      if (node->column != column)
        continue;
      if (node->place >= list->len)
        g_array_set_size (list, node->place + 1);
      g_array_index (list, guint, node->place) = i;
    }
  return list;
}

/* Where its middle wants to be: level with its neighbours. */
static double
find_level (GArray *nodes, GArray *ties, guint node)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < ties->len; i++)
    {
      const PtLayerTie *tie = tie_at (ties, i);
      const guint other = tie->from == node ? tie->to : tie->from;

      if (tie->from != node && tie->to != node)
        continue;
      sum += node_at (nodes, other)->y + node_at (nodes, other)->height / 2;
      n++;
    }
  if (n == 0)
    return node_at (nodes, node)->y + node_at (nodes, node)->height / 2;
  return sum / n;
}

static double
mean (const Pool *pool)
{
  return pool->sum / pool->n;
}

static void
place_column (GArray *nodes, GArray *ties, guint column, double gap)
{
  g_autoptr (GArray) list = list_column (nodes, column);
  g_autoptr (GArray) pools = g_array_new (FALSE, FALSE, sizeof (Pool));
  double before = 0; /* what the ones above take */

  for (guint i = 0; i < list->len; i++)
    {
      const guint at = g_array_index (list, guint, i);
      const double height = node_at (nodes, at)->height;
      Pool pool = { i, 1, find_level (nodes, ties, at) - height / 2 - before };

      before += height + gap;
      while (pools->len > 0 && mean (&g_array_index (pools, Pool, pools->len - 1)) > mean (&pool))
        {
          const Pool *last = &g_array_index (pools, Pool, pools->len - 1);

          pool = (Pool){ last->first, last->n + pool.n, last->sum + pool.sum };
          g_array_set_size (pools, pools->len - 1);
        }
      g_array_append_val (pools, pool);
    }
  before = 0;
  for (guint p = 0; p < pools->len; p++)
    for (guint i = 0; i < g_array_index (pools, Pool, p).n; i++)
      {
        const Pool *pool = &g_array_index (pools, Pool, p);
        PtLayerNode *node = node_at (nodes, g_array_index (list, guint, pool->first + i));

        node->y = mean (pool) + before;
        before += node->height + gap;
      }
}

static void
stack_column (GArray *nodes, guint column, double gap)
{
  g_autoptr (GArray) list = list_column (nodes, column);
  double y = 0;

  for (guint i = 0; i < list->len; i++)
    {
      PtLayerNode *node = node_at (nodes, g_array_index (list, guint, i));

      node->y = y;
      y += node->height + gap;
    }
}

double
pt_layers_place (GArray *nodes, GArray *ties, guint n_columns, double gap)
{
  double top = G_MAXDOUBLE;
  double bottom = 0;

  for (guint column = 0; column < n_columns; column++)
    stack_column (nodes, column, gap);
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n_columns; i++)
      place_column (nodes, ties, round % 2 == 0 ? i : n_columns - 1 - i, gap);
  for (guint i = 0; i < nodes->len; i++)
    top = MIN (top, node_at (nodes, i)->y);
  for (guint i = 0; i < nodes->len; i++)
    {
      node_at (nodes, i)->y -= top;
      bottom = MAX (bottom, node_at (nodes, i)->y + node_at (nodes, i)->height);
    }
  return bottom;
}
