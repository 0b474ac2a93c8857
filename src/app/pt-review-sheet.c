/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of paper that lay on the table has a code; typed or scanned, it puts its record on the table,
 * also when it was not on the agenda. */
#include "pt-review-private.h"

#include "pt-window.h"

static int
find_place (PtReviewPage *self, const char *id)
{
  for (guint i = 0; i < self->data->items->len; i++)
    if (g_str_equal (pt_record_get_id (((PtReviewItem *)self->data->items->pdata[i])->record), id))
      return (int)i;
  return -1;
}

/* What was not on the agenda comes on the table now. */
static void
put_on_table (PtReviewPage *self, const char *id)
{
  g_autoptr (PtRecord)
      record = pt_store_get_record (pt_logbook_get_reader (self->logbook), id, NULL);
  int at = find_place (self, id);

  if (record == NULL)
    return;
  if (at < 0)
    {
      PtReviewItem *item = g_new (PtReviewItem, 1);
      *item = (PtReviewItem){ PT_REVIEW_LEARNING, pt_record_ref (record) };
      at = (int)MIN (self->at + 1, self->data->items->len);
      g_ptr_array_insert (self->data->items, at, item);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->sheet), "");
  gtk_menu_button_popdown (self->sheet_button);
  pt_review_page_go_to (self, (guint)at);
}

static gpointer
sheet_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_review_find_sheet (store, data, error);
}

static void
sheet_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtReviewPage *self = user_data;
  if (id == NULL)
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else if (self->data != NULL)
    put_on_table (self, id);
}

void
pt_review_sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;
  const char *code = g_variant_get_string (parameter, NULL);

  if (*code != '\0')
    pt_logbook_read_async (self->logbook, sheet_job, g_strdup (code), g_free, g_free,
                           self->cancellable, sheet_found_cb, self);
}
