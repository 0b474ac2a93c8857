/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on the table: one thing of the agenda, as it stands now. */
#include "pt-review-private.h"

#include "pt-review-item.h"

#include <glib/gi18n-lib.h>

const PtReviewItem *
pt_review_table_get_item (PtReviewPage *self)
{
  return self->begun && self->at < self->data->items->len ? self->data->items->pdata[self->at]
                                                          : NULL;
}

PtRecord *
pt_review_table_get_record (PtReviewPage *self)
{
  const PtReviewItem *item = pt_review_table_get_item (self);
  PtRecord *now = item != NULL ? pt_dataset_get (self->data->data, pt_record_get_id (item->record))
                               : NULL;

  return now != NULL || item == NULL ? now : item->record;
}

PtReviewResult *
pt_review_table_note_handled (PtReviewPage *self, PtRecord *record)
{
  PtReviewResult *result = g_hash_table_lookup (self->results, pt_record_get_id (record));

  if (result != NULL)
    return result;
  result = pt_review_result_new (record);
  g_hash_table_insert (self->results, (char *)pt_record_get_id (result->record), result);
  g_ptr_array_add (self->order, result);
  return result;
}

void
pt_review_table_show (PtReviewPage *self)
{
  const PtReviewItem *item = pt_review_table_get_item (self);
  const guint n = self->data->items->len;
  /* Translators: how far the review is, e.g. “3 of 7”. */
  g_autofree char *progress = g_strdup_printf (_ ("%u of %u"), self->at + 1, n);

  if (item == NULL)
    return;
  PtRecord *record = pt_review_table_get_record (self);
  pt_review_table_note_handled (self, item->record);
  pt_review_item_view_show (PT_REVIEW_ITEM_VIEW (self->item), item, self->data->data);
  pt_review_status_show (self, record);
  pt_review_said_show (self, record);
  gtk_label_set_text (self->progress, progress);
  adw_window_title_set_subtitle (self->title, progress);
  pt_review_page_set_enabled (self, "previous", self->at > 0);
}
