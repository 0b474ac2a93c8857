/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which challenges of other field labs look like one of ours, and why: by themes, by words and by
 * phase. Without a connection, over what is kept (pt-network-shelf.h). */
#pragma once

#include "pt-network.h"
#include "pt-record.h"

G_BEGIN_DECLS

typedef struct
{
  PtNetworkItem *item; /* borrowed from the network */
  double score;
  char **themes; /* keys of those that both have */
  char **words;  /* that both use and few others do; as ours writes them, the most telling first */
  bool same_phase; /* both say the same */
} PtSimilar;
void pt_similar_free (PtSimilar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSimilar, pt_similar_free)

/**
 * pt_similar_find:
 * @network: what is shared
 * @challenge: ours
 * @logbook: (nullable): ours, whose own cards are passed over
 * @max: how many at most
 *
 * Returns: (transfer full) (nullable): PtSimilar, the most alike first; each has a reason
 */
GPtrArray *pt_similar_find (PtNetwork *network, PtRecord *challenge, const char *logbook, guint max,
                            GError **error);

/* (transfer full): the reasons as sentences in the program's language. */
char *pt_similar_dup_reason (const PtSimilar *self);

G_END_DECLS
