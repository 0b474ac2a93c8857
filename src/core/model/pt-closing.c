/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-closing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Which statuses of which kind are open ends. */
static const struct
{
  PtClosingStep step;
  const char *kind;
  const char *statuses[5];
} unsettled[] = {
  { PT_CLOSING_QUESTIONS, "question", { "open", "exploring" } },
  { PT_CLOSING_ACTIONS, "action", { "open" } },
  { PT_CLOSING_EXPERIMENTS, "experiment", { "idea", "preparing", "running", "paused" } },
  { PT_CLOSING_STORY, "narrative", { "draft", "checking" } },
};

typedef struct
{
  PtDataset *data;
  const PtClosingFacts *facts;
} Search;

/* ── Looking ── */

static const char *const *
find_statuses (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (unsettled); i++)
    if (strcmp (unsettled[i].kind, kind) == 0)
      return unsettled[i].statuses;
  g_return_val_if_reached (NULL);
}

GPtrArray *
pt_closing_find_unsettled (PtDataset *data, const char *kind)
{
  const char *const *statuses = find_statuses (kind);
  GPtrArray *all = pt_dataset_list (data, kind);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const char *status = pt_record_get_text (all->pdata[i], "status");

      if (status != NULL && g_strv_contains (statuses, status))
        g_ptr_array_add (found, all->pdata[i]);
    }
  return found;
}

static void
note (PtClosingLine *line, const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (line->records, g_strdup (pt_record_get_id (records->pdata[i])));
  line->n = records->len;
}

static void
look_at_kind (const Search *self, PtClosingLine *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (unsettled); i++)
    if (unsettled[i].step == line->step)
      {
        g_autoptr (GPtrArray) open = pt_closing_find_unsettled (self->data, unsettled[i].kind);

        note (line, open);
      }
  line->is_done = line->n == 0;
}

/* Older drafts are no reason to wait; a story that nobody got is. */
static void
look_at_story (const Search *self, PtClosingLine *line)
{
  GPtrArray *all = pt_dataset_list (self->data, "narrative");
  g_autoptr (GPtrArray) open = pt_closing_find_unsettled (self->data, "narrative");

  line->is_done = all->len > open->len;
  if (!line->is_done)
    note (line, open);
}

/* What others see of this lab, and goes on to be seen. */
static void
look_at_cards (const Search *self, PtClosingLine *line)
{
  static const char *const kinds[] = { "challenge", "learning", "resource", "mechanism" };
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GPtrArray *all = pt_dataset_list (self->data, kinds[k]);

      for (guint i = 0; i < all->len; i++)
        if (pt_dataset_sharing (self->data, all->pdata[i]) >= PT_SHARING_NETWORK)
          g_ptr_array_add (cards, all->pdata[i]);
    }
  note (line, cards);
  line->is_done = cards->len == 0 || self->facts->cards_decided;
}

static void
look_at_facts (const Search *self, PtClosingLine *line)
{
  const PtClosingFacts *facts = self->facts;

  if (line->step == PT_CLOSING_DEPOSIT)
    {
      line->is_done = facts->deposited;
      return;
    }
  line->n = line->step == PT_CLOSING_WITHDRAWALS ? facts->n_due
            : line->step == PT_CLOSING_SENT      ? facts->n_unsent
                                                 : facts->n_names;
  line->is_done = line->n == 0;
}

/* ── The list ── */

static const struct
{
  const char *id, *label;
  void (*look) (const Search *self, PtClosingLine *line);
  bool by_hand;
} steps[PT_N_CLOSING] = {
  [PT_CLOSING_QUESTIONS] = { "questions", N_ ("Every question is answered, passed on or dropped"),
                             look_at_kind },
  [PT_CLOSING_ACTIONS] = { "actions", N_ ("Every action is done or let go"), look_at_kind },
  [PT_CLOSING_EXPERIMENTS] = { "experiments", N_ ("Every experiment has an end"), look_at_kind },
  [PT_CLOSING_STORY] = { "story", N_ ("The last story is shared"), look_at_story },
  [PT_CLOSING_CARDS] = { "cards", N_ ("It is decided which cards stay on the network"),
                         look_at_cards, .by_hand = true },
  [PT_CLOSING_WITHDRAWALS] = { "withdrawals", N_ ("What people took back is erased"),
                               look_at_facts },
  [PT_CLOSING_SENT] = { "sent", N_ ("Everything is with the team"), look_at_facts },
  [PT_CLOSING_DEPOSIT] = { "deposit", N_ ("The data are deposited where they will be kept"),
                           look_at_facts, .by_hand = true },
  [PT_CLOSING_NAMES] = { "names", N_ ("The real names are destroyed"), look_at_facts },
};

const char *
pt_closing_id (PtClosingStep step)
{
  return steps[step].id;
}

const char *
pt_closing_label (PtClosingStep step)
{
  return _ (steps[step].label);
}

bool
pt_closing_is_by_hand (PtClosingStep step)
{
  return steps[step].by_hand;
}

void
pt_closing_line_free (PtClosingLine *self)
{
  g_ptr_array_unref (self->records);
  g_free (self);
}

GPtrArray *
pt_closing_list (PtDataset *data, const PtClosingFacts *facts)
{
  const Search self = { data, facts };
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_closing_line_free);

  for (guint i = 0; i < PT_N_CLOSING; i++)
    {
      PtClosingLine *line = g_new0 (PtClosingLine, 1);

      line->step = i;
      line->records = g_ptr_array_new_with_free_func (g_free);
      steps[i].look (&self, line);
      g_ptr_array_add (lines, line);
    }
  return lines;
}

guint
pt_closing_count_open (const GPtrArray *lines)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const PtClosingLine *line = lines->pdata[i];

      n += !line->is_done && line->step != PT_CLOSING_NAMES;
    }
  return n;
}
