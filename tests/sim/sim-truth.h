/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What really happened: every save that anybody made, and which saves its author truly had on the
 * screen, known by bookkeeping and not by dots and vectors. From that follows which values must
 * survive: those that nobody who had seen them has replaced. Stores and hub are compared with it. */
#pragma once

#include "pt-state.h"
#include "sim-set.h"

G_BEGIN_DECLS

typedef struct
{
  PtOp *op;     /* as first made; dots may be renumbered later, the rest not */
  SimSet *seen; /* on the same record; closed: with a save also what its author had seen */
  gboolean queued;
  gboolean held;   /* waits for the coordinator, or was declined: counts where it was made */
  gboolean forked; /* got new numbers, perhaps other ones on every copy of a disk: who had seen it,
                    * and whom it had seen, may be forgotten with the old ones (sync.md §3): a
                    * conflict too many, never one too few */
  gboolean
      declined; /* once, as its author's laptop knows: not shown there any more, but perhaps among the
                      * numbers that later saves have seen. A hub that was put back may ask again. */
} SimSave;

typedef struct _SimTruth SimTruth;

SimTruth *sim_truth_new (void);
void sim_truth_free (SimTruth *self);

guint sim_truth_add (SimTruth *self, PtOp *op, gboolean queued, const SimSet *seen);
guint sim_truth_size (const SimTruth *self);
const SimSave *sim_truth_get (const SimTruth *self, guint i);
void sim_truth_mark_forked (SimTruth *self, guint i);
void sim_truth_mark_declined (SimTruth *self, guint i);
void sim_truth_mark_held (SimTruth *self, guint i, gboolean held);
gboolean sim_truth_find (const SimTruth *self, const char *op, guint *out);
/* Borrowed, of guint: the saves on a record; NULL = none. */
const GArray *sim_truth_saves (const SimTruth *self, const char *record);
/* Adds the saves on @record in @from; what their authors had seen may be gone with a hub that was put
 * back. */
void sim_truth_learn_record (const SimTruth *self, SimSet *known, const SimSet *from,
                             const char *record);
/* Whether @known has a save on @record that is for the hub. */
gboolean sim_truth_is_sent (const SimTruth *self, const SimSet *known, const char *record);

/* An order to erase that the hub has given. */
void sim_truth_add_order (SimTruth *self, int64_t number, const char *record,
                          const char *const *fields);

/* What a place knows. */
typedef struct
{
  const SimSet *known;    /* saves that it has heard of */
  const SimSet *own;      /* saves made there, of which also the private ones count; NULL = none */
  const SimSet *received; /* saves that pages brought, and so count; NULL = none */
  const SimSet *declined; /* saves that do not count; NULL = none */
  int64_t era;            /* the last order that it has carried out */
} SimView;

typedef enum
{
  SIM_IS_KEPT,
  SIM_MAY_BE_ERASED, /* it is private, or the order is not known there yet */
  SIM_IS_ERASED,
} SimErased;

/* Whether the value that save @i gave to @name was erased, as far as orders go up to @era. */
SimErased sim_truth_find_erased (const SimTruth *self, guint i, const char *name, int64_t era);

/* Whether the whole record was erased, or what it belongs to. */
gboolean sim_truth_is_erased (const SimTruth *self, const char *record);

/* Whether a value of save @i is still there, in some register. */
gboolean sim_truth_survives (const SimTruth *self, guint i, const SimView *view);

/**
 * sim_truth_compare:
 *
 * Returns: (transfer full) (nullable): NULL = @state holds what survives of what @view knows, in
 *   every register; else what differs
 */
char *sim_truth_compare (const SimTruth *self, const char *record, const SimView *view,
                         const PtState *state);

G_END_DECLS
