/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of the review room (domain.md §6): what the table of the app handles too, and what was
 * discussed and waits for somebody to establish it. Who was missing is told to those who invite. */
#include "pt-review.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* (transfer container) */
static GPtrArray *
list_part (GPtrArray *items, PtReviewPart part)
{
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      const PtReviewItem *item = g_ptr_array_index (items, i);

      if (item->part == part)
        g_ptr_array_add (some, item->record);
    }
  return some;
}

static gboolean
is_on (GPtrArray *items, PtRecord *record)
{
  for (guint i = 0; i < items->len; i++)
    if (((PtReviewItem *)g_ptr_array_index (items, i))->record == record)
      return TRUE;
  return FALSE;
}

/* (transfer container) */
static GPtrArray *
list_discussed (PtWebPage *self, GPtrArray *items)
{
  GPtrArray *all = pt_dataset_list (self->data, "learning");
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (pt_record_get_text (all->pdata[i], "status"), "discussed") == 0
        && !is_on (items, all->pdata[i]))
      g_ptr_array_add (some, all->pdata[i]);
  return some;
}

GPtrArray *
pt_web_page_list_agenda (PtWebPage *self)
{
  g_autoptr (GPtrArray) items = pt_review_agenda (self->data, self->today);
  g_autoptr (GPtrArray) reviewed = list_part (items, PT_REVIEW_LEARNING);
  g_autoptr (GPtrArray) discussed = list_discussed (self, items);
  GPtrArray *all = list_part (items, PT_REVIEW_OBJECTION);

  g_ptr_array_extend (all, reviewed, NULL, NULL);
  g_ptr_array_extend (all, discussed, NULL, NULL);
  return all;
}

static void
put_point (PtWebPage *self, const char *title, GPtrArray *records)
{
  PtMarkup *m = &self->markup;

  if (records->len == 0)
    return;
  pt_markup_put (m, "h2", title, NULL);
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);
      const gboolean is_learning = strcmp (pt_record_get_kind_id (record), "learning") == 0;
      g_autofree char *name = pt_record_dup_title (record);
      g_autofree char *path = pt_web_page_path (self, is_learning ? "review/%s" : "r/%s",
                                                pt_record_get_id (record));

      pt_markup_open (m, "li", NULL);
      pt_markup_put (m, "a", name, "href", path, "class", "title", NULL);
      pt_markup_close (m, "li");
    }
  pt_markup_close (m, "ul");
}

/* Who does not see all people and all reviews would be told that somebody was missing who was there. */
static gboolean
is_told (PtWebPage *self, PtReviewPart part)
{
  return part != PT_REVIEW_ABSENT || self->class == PT_VIEW_CORE;
}

static void
put_agenda (PtWebPage *self)
{
  g_autoptr (GPtrArray) items = pt_review_agenda (self->data, self->today);
  g_autoptr (GPtrArray) discussed = list_discussed (self, items);
  const gsize before = self->markup.out->len;

  for (PtReviewPart part = 0; part < PT_N_REVIEW_PARTS; part++)
    {
      g_autoptr (GPtrArray) records = list_part (items, part);

      if (is_told (self, part))
        put_point (self, pt_review_part_label_in (part, self->lang), records);
      if (part == PT_REVIEW_LEARNING)
        put_point (self, pt_web_page_say (self, N_ ("Discussed, to be established")), discussed);
    }
  if (self->markup.out->len == before)
    pt_markup_put (&self->markup, "p", pt_web_page_say (self, N_ ("Nothing is on the agenda.")),
                   "class", "empty", NULL);
}

PtHubResponse *
pt_web_page_review (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *title;

  if (page == NULL)
    return refusal;
  page->live = TRUE;
  title = pt_web_page_say (page, N_ ("Review"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  put_agenda (page);
  return pt_web_page_finish (page, 200, title);
}
