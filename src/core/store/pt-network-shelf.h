/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other field labs share, kept beside the logbook for when there is no connection. Derived: the
 * hub says all of it again, so a file that cannot be read counts as none. */
#pragma once

#include "pt-dataset.h"
#include "pt-network.h"
#include "pt-store.h"

G_BEGIN_DECLS

#define PT_NETWORK_SHELF "network.json" /* in the logbook's folder */

/**
 * pt_network_shelf_load:
 * @asked_at: (out): when the hub was asked last, microseconds UTC; 0 = never
 *
 * Returns: (transfer full) (nullable): %NULL = nothing is kept
 */
PtNetwork *pt_network_shelf_load (PtStore *store, int64_t *asked_at);

/* Keeps @network as what was there at @asked_at. */
gboolean pt_network_shelf_keep (PtStore *store, PtNetwork *network, int64_t asked_at,
                                GError **error);

/* ── Borrowing ── */

/**
 * pt_network_borrow:
 * @network: in which it is
 * @item: id of a learning moment there
 *
 * Makes a draft of it in this logbook, with an attachment that says where it comes from.
 *
 * Returns: (transfer full) (nullable): id of the learning moment here
 */
char *pt_network_borrow (PtStore *store, PtNetwork *network, const char *item, GError **error);

/* (transfer full): of each item from which a learning moment here was borrowed that is still kept, the
 * id of that one. */
GHashTable *pt_network_list_borrowed (PtDataset *data);

/**
 * pt_network_heed:
 *
 * What was borrowed by the person of this laptop and is not shared any more becomes an action: look
 * whether it still holds. Once for each.
 */
gboolean pt_network_heed (PtStore *store, PtNetwork *network, GError **error);

G_END_DECLS
