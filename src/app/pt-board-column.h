/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One status of the board, with its cards. A card that is dropped here takes that status. */
#pragma once

#include "pt-board-card.h"

G_BEGIN_DECLS

#define PT_TYPE_BOARD_COLUMN (pt_board_column_get_type ())
G_DECLARE_FINAL_TYPE (PtBoardColumn, pt_board_column, PT, BOARD_COLUMN, GtkBox)

/* Signal open-record (const char *id): a card was chosen. */
GtkWidget *pt_board_column_new (const char *status);
const char *pt_board_column_get_status (PtBoardColumn *self);
void pt_board_column_show (PtBoardColumn *self, const PtBoardPile *pile, PtDataset *data);
guint pt_board_column_count (PtBoardColumn *self); /* its cards */
/* The card at @place, or the last one; NULL = it is empty. */
GtkWidget *pt_board_column_nth (PtBoardColumn *self, guint place);
GtkWidget *pt_board_column_find (PtBoardColumn *self, const char *id); /* (nullable) */
/* A column alone says its name elsewhere. */
void pt_board_column_set_alone (PtBoardColumn *self, gboolean alone);

G_END_DECLS
