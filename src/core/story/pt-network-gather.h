/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one logbook shares with other field labs, and the one door through which it leaves: only
 * records of the view that others may have, only fields that are meant for them, every text through
 * the gate of a story (consent, withdrawals, names by role). Nothing of a note is among it, but how many
 * there are (pt-network-count.h). */
#pragma once

#include "pt-dataset.h"
#include "pt-network.h"

G_BEGIN_DECLS

/**
 * pt_network_gather:
 * @all: the whole logbook: who agreed to what, and whose words are whose
 * @view: of it, what is shared with network or public and not sensitive
 * @audience: "learning_network" or "public"
 * @today: civil date
 *
 * Returns: (transfer full): one lab at most; to "learning_network" with what is counted of it
 */
PtNetwork *pt_network_gather (PtDataset *all, PtDataset *view, const char *audience,
                              const char *today);

/* (transfer none) (nullable): the challenge that @record names, straight or through others; else the only
 * one that there is in @view. */
PtRecord *pt_network_find_challenge (PtDataset *view, PtRecord *record);

G_END_DECLS
