/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a review. The agenda is made once, so that nothing moves under the hands of the table;
 * the records on it are read again whenever something changes. */
#include "pt-review-private.h"

#include "pt-choice-button.h"
#include "pt-gather.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

/* ── Rows ── */

static GtkWidget *
make_row (const PtReviewItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = pt_record_dup_title (item->record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  g_object_set_data (G_OBJECT (row), "part", GINT_TO_POINTER (item->part));
  return row;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gpointer part = g_object_get_data (G_OBJECT (row), "part");

  if (before != NULL && g_object_get_data (G_OBJECT (before), "part") == part)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  GtkWidget *label = gtk_label_new (pt_review_part_label (GPOINTER_TO_INT (part)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "pt-rows-heading");
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "pt-learning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing Waits for a Review"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Learning moments for review, old questions and actions that are due stand here. You can "
         "still write down what you decided together."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
take_agenda (gpointer page, gpointer data)
{
  PtReviewPage *self = page;

  self->data = data;
  for (guint i = 0; i < self->data->items->len; i++)
    gtk_list_box_append (self->agenda, make_row (self->data->items->pdata[i]));
  pt_choice_button_set_ids (PT_CHOICE_BUTTON (self->people), (const char *const *)self->data->last);
  pt_review_page_show_stage (self, "agenda");
}

void
pt_review_agenda_init (PtReviewPage *self)
{
  gtk_list_box_set_header_func (self->agenda, header_cb, NULL, NULL);
  gtk_list_box_set_placeholder (self->agenda, make_nothing ());
}

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_review_load (store, error);
}

/* Without an agenda there is no review. */
static void
fail_agenda (gpointer page, const GError *error)
{
  pt_window_toast (page, error->message, NULL, NULL, NULL);
  pt_review_page_emit_left (page, "");
}

const PtReading pt_review_agenda_reading = { .job = load_job,
                                             .free_result = (GDestroyNotify)pt_review_data_free,
                                             .take = take_agenda,
                                             .fail = fail_agenda,
                                             .asked = TRUE };

/* ── The records ── */

/* The ids on the agenda; NULL before the review has begun. */
static gpointer
freeze_ids (gpointer page)
{
  PtReviewPage *self = page;
  GPtrArray *ids;

  if (!self->begun)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->data->items->len; i++)
    {
      const PtReviewItem *item = self->data->items->pdata[i];
      g_ptr_array_add (ids, g_strdup (pt_record_get_id (item->record)));
    }
  return ids;
}

static gpointer
again_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *ids = data;
  g_autoptr (PtDataset) fresh = pt_dataset_new ();

  for (guint i = 0; i < ids->len; i++)
    if (!pt_gather_one (store, fresh, ids->pdata[i], error))
      return NULL;
  return g_steal_pointer (&fresh);
}

static void
take_records (gpointer page, gpointer fresh)
{
  PtReviewPage *self = page;

  pt_dataset_unref (self->data->data);
  self->data->data = fresh;
  pt_review_table_show (self);
}

const PtReading pt_review_record_reading = { .job = again_job,
                                             .freeze = freeze_ids,
                                             .free_frozen = (GDestroyNotify)g_ptr_array_unref,
                                             .free_result = (GDestroyNotify)pt_dataset_unref,
                                             .take = take_records };
