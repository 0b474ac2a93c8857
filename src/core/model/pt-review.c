/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a review handles. Days are those that people wrote down, not when a laptop heard of it, so that
 * an import makes nothing new. */
#include "pt-review.h"

#include "pt-agenda.h"
#include "pt-catalog.h"
#include "pt-life.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEWS_DAYS                                                                                  \
  90 /* without a measurement or a note about it, an intended effect is asked after */

void
pt_review_item_free (PtReviewItem *self)
{
  pt_record_unref (self->record);
  g_free (self);
}

static const char *const labels[] = {
  [PT_REVIEW_OBJECTION] = N_ ("Somebody objects"),
  [PT_REVIEW_LEARNING] = N_ ("Learning moments for review"),
  [PT_REVIEW_QUESTION] = N_ ("Questions that are open for long"),
  [PT_REVIEW_EFFECT] = N_ ("Intended effects without news"),
  [PT_REVIEW_ACTION] = N_ ("Actions that are due"),
  [PT_REVIEW_ABSENT] = N_ ("Who was missing last time"),
};

const char *
pt_review_part_label (PtReviewPart part)
{
  g_return_val_if_fail (part < PT_N_REVIEW_PARTS, "");
  return _ (labels[part]);
}

const char *
pt_review_part_label_in (PtReviewPart part, const char *lang)
{
  g_return_val_if_fail (part < PT_N_REVIEW_PARTS, "");
  return pt_catalog_text (lang, NULL, labels[part]);
}

static bool
has_status (PtRecord *record, const char *status)
{
  return g_strcmp0 (pt_record_get_text (record, "status"), status) == 0;
}

static void
add (GPtrArray *items, PtReviewPart part, PtRecord *record)
{
  PtReviewItem *item = g_new (PtReviewItem, 1);

  *item = (PtReviewItem){ part, pt_record_ref (record) };
  g_ptr_array_add (items, item);
}

/* ── Learning moments ── */

static bool
is_established (PtRecord *learning)
{
  return has_status (learning, "established") || has_status (learning, "applied");
}

static bool
is_objected (PtDataset *data, PtRecord *learning)
{
  g_autoptr (GPtrArray) missing = is_established (learning)
                                      ? pt_life_attention (data, learning)
                                      : pt_life_missing (data, learning, "established");

  return !has_status (learning, "withdrawn") && pt_missing_find_block (missing) != NULL;
}

static void
add_objections (PtDataset *data, GPtrArray *items, bool established)
{
  GPtrArray *learnings = pt_dataset_list (data, "learning");

  for (guint i = 0; i < learnings->len; i++)
    if (is_established (learnings->pdata[i]) == established
        && is_objected (data, learnings->pdata[i]))
      add (items, PT_REVIEW_OBJECTION, learnings->pdata[i]);
}

static void
add_learnings (PtDataset *data, GPtrArray *items)
{
  GPtrArray *learnings = pt_dataset_list (data, "learning");

  for (guint i = 0; i < learnings->len; i++)
    if (has_status (learnings->pdata[i], "for_review") && !is_objected (data, learnings->pdata[i]))
      add (items, PT_REVIEW_LEARNING, learnings->pdata[i]);
}

/* ── Questions and actions ── */

static void
add_questions (PtDataset *data, GPtrArray *items, const char *today)
{
  g_autoptr (GPtrArray) agenda = pt_agenda_make (data, today);

  for (guint i = 0; i < agenda->len; i++)
    if (((PtAgendaItem *)agenda->pdata[i])->is_old)
      add (items, PT_REVIEW_QUESTION, ((PtAgendaItem *)agenda->pdata[i])->question);
}

static void
add_actions (PtDataset *data, GPtrArray *items, const char *today)
{
  GPtrArray *actions = pt_dataset_list (data, "action");

  for (guint i = 0; i < actions->len; i++)
    {
      const char *due = pt_record_get_text (actions->pdata[i], "due_on");
      if (has_status (actions->pdata[i], "open") && due != NULL
          && pt_date_to_days (due) <= pt_date_to_days (today))
        add (items, PT_REVIEW_ACTION, actions->pdata[i]);
    }
}

/* ── Effects ── */

static int
day_of (PtRecord *record)
{
  g_autofree char *date = pt_record_dup_date (record);

  return pt_date_to_days (date);
}

static int
last_day_of (GPtrArray *links, PtDataset *data, const char *end)
{
  int last = G_MININT;

  for (guint i = 0; i < links->len; i++)
    {
      PtRecord *record = pt_dataset_get (data, pt_record_get_text (links->pdata[i], end));
      if (record != NULL)
        last = MAX (last, day_of (record));
    }
  return last;
}

static int
find_news (PtDataset *data, PtRecord *outcome)
{
  const char *id = pt_record_get_id (outcome);
  g_autoptr (GPtrArray) measurements = pt_dataset_children (data, "measurement", "outcome", id);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (data, id, NULL);
  g_autoptr (GPtrArray) from = pt_dataset_links_from (data, id, NULL);
  int last = MAX (last_day_of (to, data, "from"), last_day_of (from, data, "to"));

  for (guint i = 0; i < measurements->len; i++)
    last = MAX (last, day_of (measurements->pdata[i]));
  return last;
}

static void
add_effects (PtDataset *data, GPtrArray *items, const char *today)
{
  GPtrArray *outcomes = pt_dataset_list (data, "outcome");

  for (guint i = 0; i < outcomes->len; i++)
    if (has_status (outcomes->pdata[i], "intended")
        && find_news (data, outcomes->pdata[i]) < pt_date_to_days (today) - NEWS_DAYS)
      add (items, PT_REVIEW_EFFECT, outcomes->pdata[i]);
}

/* ── Who was missing ── */

PtRecord *
pt_review_find_last (PtDataset *data)
{
  GPtrArray *entries = pt_dataset_list (data, "entry"); /* the newest first */

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (pt_record_get_text (entries->pdata[i], "kind"), "review") == 0)
      return entries->pdata[i];
  return NULL;
}

static bool
was_there (PtDataset *data, PtRecord *review, const char *person)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_from (data, pt_record_get_id (review), "present");

  for (guint i = 0; i < links->len; i++)
    if (g_strcmp0 (pt_record_get_text (links->pdata[i], "to"), person) == 0)
      return true;
  return false;
}

static bool
takes_part (PtDataset *data, PtRecord *person, const char *today)
{
  g_autoptr (GPtrArray)
      rows = pt_dataset_children (data, "involvement", "stakeholder", pt_record_get_id (person));

  for (guint i = 0; i < rows->len; i++)
    {
      const char *to = pt_record_get_text (rows->pdata[i], "to_on");
      if (!pt_record_is_archived (rows->pdata[i])
          && (to == NULL || pt_date_to_days (to) >= pt_date_to_days (today)))
        return true;
    }
  return false;
}

static void
add_absent (PtDataset *data, GPtrArray *items, const char *today)
{
  GPtrArray *people = pt_dataset_list (data, "stakeholder");
  PtRecord *review = pt_review_find_last (data);

  for (guint i = 0; review != NULL && i < people->len; i++)
    if (g_strcmp0 (pt_record_get_text (people->pdata[i], "kind"), "persona") != 0
        && takes_part (data, people->pdata[i], today)
        && !was_there (data, review, pt_record_get_id (people->pdata[i])))
      add (items, PT_REVIEW_ABSENT, people->pdata[i]);
}

GPtrArray *
pt_review_agenda (PtDataset *data, const char *today)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_review_item_free);

  add_objections (data, items, true);
  add_objections (data, items, false);
  add_learnings (data, items);
  add_questions (data, items, today);
  add_effects (data, items, today);
  add_actions (data, items, today);
  add_absent (data, items, today);
  return items;
}
