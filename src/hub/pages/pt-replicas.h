/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replicas of all logbooks of a hub, made when a page first asks. One thread brings those that
 * there are up to date after each news, so that an erasure reaches their bytes also when nobody looks,
 * and a page seldom waits. */
#pragma once

#include "pt-network-pool.h"
#include "pt-replica.h"

G_BEGIN_DECLS

/* (transfer full): begins with those that are on disk. */
PtReplicas *pt_replicas_start (PtHub *hub);
void pt_replicas_stop (PtReplicas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtReplicas, pt_replicas_stop)

/* Something was committed to @logbook; %NULL = to any. Does not wait. */
void pt_replicas_tell (PtReplicas *self, const char *logbook);

/* (transfer none): what all of them share. */
PtNetworkPool *pt_replicas_get_pool (PtReplicas *self);

/* (transfer none): of @logbook, which need not exist; lives as long as @self. */
PtReplica *pt_replicas_get (PtReplicas *self, const char *logbook);

G_END_DECLS
