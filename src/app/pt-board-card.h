/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learning moment on the board: it is dragged to another column, or moved by its button. */
#pragma once

#include "pt-board.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_BOARD_CARD (pt_board_card_get_type ())
G_DECLARE_FINAL_TYPE (PtBoardCard, pt_board_card, PT, BOARD_CARD, GtkListBoxRow)

/* @data: knows the record of @item and its neighbours; kept. The button's steps activate `board.move-card`
 * with id and status. */
GtkWidget *pt_board_card_new (const PtBoardItem *item, PtDataset *data);
const char *pt_board_card_get_id (PtBoardCard *self);

G_END_DECLS
