/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory of change as a graph: experiments and effects in columns by horizon, tied by working
 * mechanisms. A tie over several columns has a bend in each of them. Drawn by pt-picture-theory. */
#pragma once

#include "pt-layers.h"
#include "pt-lens.h"

G_BEGIN_DECLS

typedef struct
{
  char *record; /* NULL = a bend */
  char *text;
  char *status;    /* of an effect; NULL = an experiment */
  char *direction; /* of an effect; or NULL */
} PtTheoryNode;

typedef struct
{
  char *record, *text, *status;
  guint from, to; /* nodes */
  GArray *way;    /* guint: nodes from @from to @to, bends between them */
} PtTheoryTie;

typedef struct
{
  char *lang;
  GArray *nodes;      /* PtTheoryNode */
  GArray *places;     /* PtLayerNode of each of them, in order but not yet placed */
  GArray *links;      /* PtLayerTie between neighbouring columns */
  GArray *ties;       /* PtTheoryTie, numbered from 1 */
  GPtrArray *columns; /* char *: their names */
} PtTheory;

PtTheory *pt_theory_new (const PtLens *lens);
void pt_theory_free (PtTheory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTheory, pt_theory_free)

const PtTheoryNode *pt_theory_node (const PtTheory *self, guint i);
const PtTheoryTie *pt_theory_tie (const PtTheory *self, guint i);

G_END_DECLS
