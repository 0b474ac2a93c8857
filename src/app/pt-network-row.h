/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that another field lab shares, as a row that opens: whose it is, what it says, whom to
 * ask. */
#pragma once

#include "pt-network.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * pt_network_row_new:
 * @about: (nullable): a sentence on why it is here
 * @fields: what is shown of it when it is open, ended by %NULL
 *
 * Returns: (transfer floating): the row; pt_network_row_get_item() knows what it shows
 */
GtkWidget *pt_network_row_new (PtNetwork *network, const PtNetworkItem *item, const char *about,
                               const char *const *fields);
/* (nullable): the id of the item of the row that @widget is, or is in. */
const char *pt_network_row_get_item (GtkWidget *widget);
/* A learning moment: @own (nullable) is the id of the one here that was borrowed from it. */
void pt_network_row_add_borrow (GtkWidget *row, const PtNetworkItem *item, const char *own);

G_END_DECLS
