/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing on the table: large, with what it comes from at the left and the boxes to write in at the
 * right. */
#pragma once

#include "pt-logbook.h"
#include "pt-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_REVIEW_ITEM_VIEW (pt_review_item_view_get_type ())
G_DECLARE_FINAL_TYPE (PtReviewItemView, pt_review_item_view, PT, REVIEW_ITEM_VIEW, GtkBox)

GtkWidget *pt_review_item_view_new (PtLogbook *logbook);
/* @data: the record as it stands now, with its neighbours. What somebody is typing stays. */
void pt_review_item_view_show (PtReviewItemView *self, const PtReviewItem *item, PtDataset *data);
/* Saves what is being typed. */
void pt_review_item_view_flush (PtReviewItemView *self);
/* Sources above the boxes instead of beside them. */
void pt_review_item_view_set_narrow (PtReviewItemView *self, gboolean narrow);

G_END_DECLS
