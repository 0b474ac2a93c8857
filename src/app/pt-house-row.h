/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for the look of the house (pt-house.h) that this logbook has on this laptop: logo, fonts, colour. Each
 * change is kept at once; what cannot be kept to is said. */
#pragma once

#include "pt-own-row.h"

G_BEGIN_DECLS

#define PT_TYPE_HOUSE_ROW (pt_house_row_get_type ())
G_DECLARE_FINAL_TYPE (PtHouseRow, pt_house_row, PT, HOUSE_ROW, PtOwnRow)

/**
 * pt_house_row_nth:
 *
 * It has a signal `changed`, without arguments: documents look otherwise now.
 *
 * Returns: (transfer floating) (nullable): the @i-th row; %NULL past the end
 */
GtkWidget *pt_house_row_nth (guint i, PtLogbook *logbook);

G_END_DECLS
