/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part of a logbook as one value: what a query finds, each with its neighbours. For pages that look at
 * a few dozen records together; whoever needs everything loads everything. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/**
 * pt_gather:
 * @store: a store, on a worker thread
 * @into: gets what is found and is not there yet
 * @query: which records
 *
 * Returns: (transfer full) (element-type PtRow) (nullable): the rows found, in order; %NULL with @error
 */
GPtrArray *pt_gather (PtStore *store, PtDataset *into, const PtQuery *query, GError **error);
/* One record with its neighbours; one that is gone meanwhile is no error. */
gboolean pt_gather_one (PtStore *store, PtDataset *into, const char *id, GError **error);

G_END_DECLS
