/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub's own copy of one logbook, from which its pages are made: a logbook's folder as on a laptop,
 * fed from the journal by the code that feeds laptops. All of it is derived: whatever is wrong with
 * it, it is thrown away and made anew. Nothing is ever saved in it; what people write in a page goes
 * through the journal (pt-web-page-save.h). */
#pragma once

#include "pt-hub.h"
#include "pt-view.h"

G_BEGIN_DECLS

#define PT_REPLICAS_FOLDER "replicas" /* in the hub's folder, one below it per logbook */

typedef struct _PtReplica PtReplica;

/* Does not touch the disk. */
PtReplica *pt_replica_new (PtHub *hub, const char *logbook);
void pt_replica_free (PtReplica *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtReplica, pt_replica_free)

/* What it holds at one moment. Immutable; any thread. */
typedef struct
{
  gatomicrefcount refs;
  PtDataset *data;
  GPtrArray *members; /* PtMember */
  int64_t seq;        /* of the journal's last change that is in it */
  int64_t era;        /* of the last erasure */
  GMutex lock;        /* of what follows */
  PtDataset *views[PT_N_VIEWS];
} PtSnapshot;

PtSnapshot *pt_snapshot_ref (PtSnapshot *self);
void pt_snapshot_unref (PtSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSnapshot, pt_snapshot_unref)
/* (transfer none): what those roles may see of it; made at the first question. */
PtDataset *pt_snapshot_get_view (PtSnapshot *self, PtViewClass class);

/**
 * pt_replica_look:
 * @journal: of the running thread
 *
 * Brings the replica up to date with all that was committed before the call. Any thread; several take
 * turns, also those of other hub programs on the same folder.
 *
 * Returns: (transfer full) (nullable): what it holds now; %NULL without @error when the hub has no
 *   such logbook
 */
PtSnapshot *pt_replica_look (PtReplica *self, PtJournal *journal, GError **error);

/* Runs @job with the logbook, which is as it was at the last pt_replica_look(); one thread at a time. */
typedef gboolean (*PtReplicaJob) (PtStore *store, gpointer data, GError **error);
gboolean pt_replica_run (PtReplica *self, PtReplicaJob job, gpointer data, GError **error);

G_END_DECLS
