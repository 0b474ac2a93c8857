/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other field labs share, fetched from the hub and kept beside the logbook. */
#pragma once

#include "pt-network-shelf.h"
#include "pt-sync.h"

G_BEGIN_DECLS

/**
 * pt_sync_network:
 * @transport: (nullable): %NULL = libcurl to the logbook's hub
 *
 * Asks the hub now, keeps the answer, and makes an action of each borrowed learning moment that was
 * taken back.
 *
 * Returns: (transfer full) (nullable): what is shared
 */
PtNetwork *pt_sync_network (PtStore *store, PtTransport *transport, GError **error);

/* After an errand that went well: asks again where somebody wanted to know before, and not twice an
 * hour. What goes wrong waits for the next time. */
void pt_sync_network_sometimes (PtStore *store, PtTransport *transport);

G_END_DECLS
