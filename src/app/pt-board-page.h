/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of learning moments: a column for each status, one at a time where it is narrow. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_BOARD_PAGE (pt_board_page_get_type ())
G_DECLARE_FINAL_TYPE (PtBoardPage, pt_board_page, PT, BOARD_PAGE, GtkBox)

/* Signal open-record (const char *id): a card was chosen. Its actions:
 *   board.move (s)        the card that has the focus takes this status
 *   board.move-on, -back  likewise the next status, the one before
 *   board.move-card (ss)  a card by its id
 *   board.column (s)      which one is shown where there is room for one
 */
GtkWidget *pt_board_page_new (PtLogbook *logbook);
/* Moves the card that has the focus to the status before; FALSE = none has it. The keys of this are
 * also those of going back. */
gboolean pt_board_page_move_back (PtBoardPage *self);

G_END_DECLS
