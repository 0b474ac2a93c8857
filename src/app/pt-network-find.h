/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of other field labs shows: found among what is kept on this laptop, on a worker. Only
 * the second job asks the team server, and only when somebody wants to. */
#pragma once

#include "pt-network.h"
#include "pt-store.h"

G_BEGIN_DECLS

/* One of our challenges and what is like it. */
typedef struct
{
  char *title;
  GPtrArray *similar; /* PtSimilar; of the network of the finding; never empty */
} PtNetworkAlike;

typedef struct
{
  PtNetwork *network;
  int64_t asked_at;     /* when the team server was asked last, microseconds UTC; 0 = never */
  guint n_challenges;   /* of our own */
  GPtrArray *alike;     /* PtNetworkAlike */
  GHashTable *borrowed; /* item → id of the learning moment here that was borrowed from it */
} PtNetworkFinding;

void pt_network_finding_free (PtNetworkFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNetworkFinding, pt_network_finding_free)

/* For a PtReader: (transfer full) a PtNetworkFinding of what is kept. */
gpointer pt_network_find_job (PtStore *store, gpointer none, GCancellable *cancellable,
                              GError **error);
/* For pt_team_task(): asks the team server and keeps what it says; anything but %NULL is success. */
gpointer pt_network_ask_job (PtStore *store, gpointer none, GError **error);

G_END_DECLS
