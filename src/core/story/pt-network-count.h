/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a logbook is, since when and how dense, for who compares two field labs: numbers of what
 * was written down, of which not a word leaves. */
#pragma once

#include "pt-dataset.h"
#include "pt-lab-facts.h"

G_BEGIN_DECLS

/**
 * pt_network_count:
 * @all: the whole logbook
 * @today: civil date; what ends later still runs
 *
 * It begins when the logbook says, or in the month in which it had five notes if that was before: fewer
 * are not told by their month either.
 *
 * Returns: (transfer full): for field labs of the network alone
 */
PtLabFacts *pt_network_count (PtDataset *all, const char *today);

G_END_DECLS
