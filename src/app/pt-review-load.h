/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a review needs of a logbook: its agenda, and who was there last time. */
#pragma once

#include "pt-review.h"
#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  PtDataset *data;
  GPtrArray *items; /* PtReviewItem, in the order in which they are handled */
  GStrv last;       /* ids of those who were at the table last time */
} PtReviewData;

void pt_review_data_free (PtReviewData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtReviewData, pt_review_data_free)

/* (transfer full) (nullable): blocking, not for the main thread. */
PtReviewData *pt_review_load (PtStore *store, GError **error);

/**
 * pt_review_find_sheet:
 * @code: as it was read from a table sheet
 *
 * Blocking, not for the main thread.
 *
 * Returns: (transfer full) (nullable): the id of the learning moment, question or effect; %NULL with a
 *   sentence when there is none
 */
char *pt_review_find_sheet (PtStore *store, const char *code, GError **error);

G_END_DECLS
