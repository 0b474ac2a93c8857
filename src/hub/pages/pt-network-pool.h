/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the logbooks of this hub share with each other and with everybody, gathered from their replicas.
 * Each logbook is gathered again only after it changed, or on another day, since consent may end. */
#pragma once

#include "pt-hub.h"
#include "pt-network.h"

G_BEGIN_DECLS

/* For whom. */
typedef enum
{
  PT_REACH_NETWORK, /* people and laptops of any logbook of this hub */
  PT_REACH_PUBLIC,  /* everybody */
  PT_N_REACHES,
} PtReach;

typedef struct _PtNetworkPool PtNetworkPool;

PtNetworkPool *pt_network_pool_new (PtHub *hub);
void pt_network_pool_free (PtNetworkPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNetworkPool, pt_network_pool_free)

/**
 * pt_network_pool_look:
 * @journal: of the running thread
 *
 * All or nothing: a logbook that cannot be read now must not look like one that took back what it
 * shared. Any thread.
 *
 * Returns: (transfer full) (nullable): as of now
 */
PtNetwork *pt_network_pool_look (PtNetworkPool *self, PtJournal *journal, PtReach reach,
                                 GError **error);

G_END_DECLS
