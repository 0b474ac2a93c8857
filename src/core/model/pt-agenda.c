/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-agenda.h. A version is a question that names the one before it; who was reformulated is
 * history and stands under the newest. */
#include "pt-agenda.h"

#include "pt-time.h"

#include <string.h>

#define VERSIONS_MOST 100 /* also where two laptops made a circle of them */

void
pt_agenda_item_free (PtAgendaItem *self)
{
  pt_record_unref (self->question);
  g_ptr_array_unref (self->earlier);
  g_ptr_array_unref (self->learnings);
  g_free (self);
}

bool
pt_question_is_open (const PtRecord *question)
{
  const char *status = pt_record_get_text (question, "status");

  return g_strcmp0 (status, "open") == 0 || g_strcmp0 (status, "exploring") == 0;
}

int
pt_question_days (const PtRecord *question, const char *today)
{
  const char *closed = pt_record_get_text (question, "closed_on");
  g_autofree char *asked = pt_record_dup_date (question);
  const char *until = !pt_question_is_open (question) && closed != NULL ? closed : today;

  return MAX (pt_date_to_days (until) - pt_date_to_days (asked), 0);
}

/* ── Versions ── */

static bool
was_reformulated (PtDataset *data, PtRecord *question)
{
  g_autoptr (GPtrArray)
      later = pt_dataset_children (data, "question", "parent", pt_record_get_id (question));

  for (guint i = 0; i < later->len; i++)
    if (!pt_record_is_archived (later->pdata[i]))
      return true;
  return false;
}

static GPtrArray *
find_earlier (PtDataset *data, PtRecord *question)
{
  GPtrArray *earlier = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  const char *parent = pt_record_get_text (question, "parent");
  PtRecord *at;

  while (parent != NULL && earlier->len < VERSIONS_MOST
         && (at = pt_dataset_get (data, parent)) != NULL
         && strcmp (pt_record_get_kind_id (at), "question") == 0)
    {
      g_ptr_array_add (earlier, pt_record_ref (at));
      parent = pt_record_get_text (at, "parent");
    }
  return earlier;
}

/* ── What answers it ── */

static void
add_learnings (PtDataset *data, PtRecord *question, GPtrArray *learnings)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_to (data, pt_record_get_id (question), "answers");

  for (guint i = 0; i < links->len; i++)
    {
      PtRecord *from = pt_dataset_get (data, pt_record_get_text (links->pdata[i], "from"));
      if (from != NULL && strcmp (pt_record_get_kind_id (from), "learning") == 0
          && !pt_record_is_archived (from) && !g_ptr_array_find (learnings, from, NULL))
        g_ptr_array_add (learnings, pt_record_ref (from));
    }
}

static PtAgendaItem *
make_item (PtDataset *data, PtRecord *question, const char *today)
{
  PtAgendaItem *item = g_new0 (PtAgendaItem, 1);

  item->question = pt_record_ref (question);
  item->earlier = find_earlier (data, question);
  item->learnings = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  add_learnings (data, question, item->learnings);
  for (guint i = 0; i < item->earlier->len; i++)
    add_learnings (data, item->earlier->pdata[i], item->learnings);
  item->days = pt_question_days (question, today);
  item->is_open = pt_question_is_open (question);
  item->is_old = item->is_open && item->days > PT_QUESTION_OLD_DAYS;
  return item;
}

/* A question that the hub has not numbered yet has no letter, and comes last. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PtAgendaItem *one = *(PtAgendaItem *const *)a;
  const PtAgendaItem *other = *(PtAgendaItem *const *)b;
  const uint64_t no = (uint64_t)pt_record_get_no (one->question) - 1;
  const uint64_t other_no = (uint64_t)pt_record_get_no (other->question) - 1;

  if (one->is_open != other->is_open)
    return one->is_open ? -1 : 1;
  if (no != other_no)
    return no < other_no ? -1 : 1;
  return strcmp (pt_record_get_id (one->question), pt_record_get_id (other->question));
}

GPtrArray *
pt_agenda_make (PtDataset *data, const char *today)
{
  GPtrArray *questions = pt_dataset_list (data, "question");
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_agenda_item_free);

  for (guint i = 0; i < questions->len; i++)
    if (!was_reformulated (data, questions->pdata[i]))
      g_ptr_array_add (items, make_item (data, questions->pdata[i], today));
  g_ptr_array_sort (items, compare_items);
  return items;
}
