/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the board of learning moments: for each status the newest of them, ready to be shown.
 * Read on a worker thread, a plain value afterwards. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

#define PT_BOARD_MOST 40 /* cards in a column; a board is for what moves, the list for all */

typedef struct
{
  char *id;
  char *title;
  char *line;      /* dim: date and experiment */
  char *attention; /* what stands in the way or is missing, in sentences; "" = nothing */
  guint n_comments;
} PtBoardItem;

typedef struct
{
  const char *status; /* key */
  GPtrArray *items;   /* PtBoardItem */
  guint n_all;
} PtBoardPile;

typedef struct
{
  GPtrArray *piles; /* PtBoardPile, in the order of the statuses */
  PtDataset *data;  /* the records of the items with their neighbours */
} PtBoard;

void pt_board_free (PtBoard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtBoard, pt_board_free)

/* Returns: (transfer full) (nullable): the board; blocking, not for the main thread */
PtBoard *pt_board_load (PtStore *store, GError **error);
/* Whether both look the same. */
gboolean pt_board_is_same (const PtBoard *self, const PtBoard *other);
guint pt_board_count (const PtBoard *self);
/* The statuses of learning moments: the columns. */
const PtVocabulary *pt_board_statuses (void);

G_END_DECLS
