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
} SimSave;

typedef struct _SimTruth SimTruth;

SimTruth *sim_truth_new (void);
void sim_truth_free (SimTruth *self);

guint sim_truth_add (SimTruth *self, PtOp *op, gboolean queued, const SimSet *seen);
guint sim_truth_size (const SimTruth *self);
const SimSave *sim_truth_get (const SimTruth *self, guint i);
void sim_truth_mark_forked (SimTruth *self, guint i);
void sim_truth_mark_held (SimTruth *self, guint i, gboolean held);
gboolean sim_truth_find (const SimTruth *self, const char *op, guint *out);
/* Borrowed, of guint: the saves on a record; NULL = none. */
const GArray *sim_truth_saves (const SimTruth *self, const char *record);
/* Adds a save and what was seen by its author. */
void sim_truth_learn (const SimTruth *self, SimSet *known, guint i);
/* … of all saves on @record in @from. */
void sim_truth_learn_record (const SimTruth *self, SimSet *known, const SimSet *from,
                             const char *record);
/* Whether @known has a save on @record that is for the hub. */
gboolean sim_truth_is_sent (const SimTruth *self, const SimSet *known, const char *record);

/* Whether a value of save @i is still there, in some register. */
gboolean sim_truth_survives (const SimTruth *self, guint i, const SimSet *known, const SimSet *own,
                             const SimSet *declined);

/**
 * sim_truth_compare:
 * @known: what has been heard of
 * @own: (nullable): saves made there, of which also the private ones count
 * @declined: (nullable): saves that do not count
 *
 * Returns: (transfer full) (nullable): NULL = @state holds what survives of @known, in every
 *   register; else what differs
 */
char *sim_truth_compare (const SimTruth *self, const char *record, const SimSet *known,
                         const SimSet *own, const SimSet *declined, const PtState *state);

G_END_DECLS
