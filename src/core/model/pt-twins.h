/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that a person said are the same (`same_as`): two laptops, each without the other's news,
 * made one neighbour twice. Nothing is merged in what is kept, so saying that they are two again
 * brings everything back; readers fold. Pure. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

/**
 * pt_twins_find:
 * @data: a dataset
 *
 * Chains and circles count as one group; the smallest id stands for it, on every laptop the same.
 *
 * Returns: (transfer full): id → id that stands for it, for each record that is not the one itself.
 *   Ids are borrowed from @data
 */
GHashTable *pt_twins_find (PtDataset *data);

/**
 * pt_twins_fold:
 * @data: a dataset
 *
 * What names a twin names the record that stands for it, also in texts; a twin itself is left out,
 * and so is a link that came twice by it. The gates of the record that stays also see the
 * twin's values of strict fields, so that folding protects nobody less.
 *
 * Returns: (transfer full): @data itself when it has no twins
 */
PtDataset *pt_twins_fold (PtDataset *data);

G_END_DECLS
