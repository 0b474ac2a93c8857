/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things in columns, tied to things in the next column: in which order and how high they stand so that
 * few ties cross and most are level. Barycentres from both sides in turn, the order with the fewest
 * crossings is kept (Sugiyama, Tagawa and Toda 1981); heights by pooling adjacent violators. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint column;
  double height;
  guint place; /* in its column, from 0: given is the first order, changed is the best */
  double y;    /* of its upper side: found */
} PtLayerNode;

typedef struct
{
  guint from, to; /* nodes in neighbouring columns, @from in the left one */
} PtLayerTie;

/* How many pairs of ties cross. */
guint pt_layers_count_crossings (GArray *nodes, GArray *ties);
void pt_layers_order (GArray *nodes, GArray *ties, guint n_columns);
/* @gap: at least between two of a column. The highest one is at 0. Returns: the height of all */
double pt_layers_place (GArray *nodes, GArray *ties, guint n_columns, double gap);

G_END_DECLS
