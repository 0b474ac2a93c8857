/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of what stands first, and all kinds and themes of which one of the two has enough. */
#include "pt-compare.h"

#include "pt-dossier.h"
#include "pt-story-words.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const PtNetworkLab *labs[2];
  const char *lang, *today;
} Reader;

static const char *
say (const Reader *self, const char *msgid)
{
  return pt_words (self->lang, msgid);
}

/* ── Cells; all (transfer full) ── */

static char *
band (const Reader *self, guint first)
{
  g_autofree char *from = pt_words_figure (self->lang, first);
  g_autofree char *to = pt_words_figure (self->lang, first + PT_LAB_BAND - 1);

  return first > 0 ? g_strdup_printf ("%s–%s", from, to)
                   : g_strdup (say (self, NC_ ("story", "fewer than 5")));
}

static char *
say_number (const Reader *self, const PtLabFacts *facts, PtLabPart part, const char *key)
{
  return band (self, pt_lab_facts_get (facts, part, key));
}

static char *
say_period (const Reader *self, const PtLabFacts *facts, const char *none)
{
  g_autofree char *from = facts->from != NULL ? g_strconcat (facts->from, "-01", NULL) : NULL;
  g_autofree char *to = facts->to != NULL ? g_strconcat (facts->to, "-28", NULL) : NULL;
  g_autofree char *month = NULL;

  if (from == NULL)
    return g_strdup (say (self, NC_ ("story", "not said")));
  if (to != NULL && strcmp (from, to) < 0)
    return pt_words_period (self->lang, from, to);
  month = pt_month_format (from, self->lang);
  /* Translators: %s is a month and a year */
  return pt_words_with (self->lang, NC_ ("story", "since %s"), month);
}

static char *
say_months (const Reader *self, const PtLabFacts *facts, const char *none)
{
  const guint months = pt_lab_facts_months (facts, self->today);

  return months > 0 ? pt_words_figure (self->lang, months)
                    : g_strdup (say (self, NC_ ("story", "not said")));
}

static char *
say_kind (const Reader *self, const PtLabFacts *facts, const char *kind)
{
  return say_number (self, facts, PT_LAB_KINDS, kind);
}

/* With one decimal below ten. */
static char *
say_rate (const Reader *self, double rate)
{
  const double rounded = rate < 10 ? MAX (round (rate * 10) / 10, 0.1) : round (rate);
  char *figure = pt_words_figure (self->lang, rounded);

  if (rounded > floor (rounded))
    figure[strlen (figure) - 1] = '\0';
  return figure;
}

/* Of the middle of the band: as rough as the number of notes itself. */
static char *
say_density (const Reader *self, const PtLabFacts *facts, const char *kind)
{
  const guint notes = pt_lab_facts_get (facts, PT_LAB_KINDS, kind);
  const guint months = pt_lab_facts_months (facts, self->today);
  g_autofree char *rate = months > 0 ? say_rate (self, (notes + PT_LAB_BAND / 2) / (double)months)
                                     : NULL;

  if (notes == 0 || rate == NULL)
    return g_strdup (say (self, NC_ ("story", "too little to say")));
  /* Translators: %s is a number */
  return pt_words_with (self->lang, NC_ ("story", "about %s"), rate);
}

/* ── Rows ── */

typedef char *(*Say) (const Reader *self, const PtLabFacts *facts, const char *key);

static void
row_free (gpointer data)
{
  PtCompareRow *self = data;

  g_free (self->label);
  g_free (self->cells[0]);
  g_free (self->cells[1]);
  g_free (self);
}

static void
add_row (const Reader *self, PtCompareBlock *block, const char *label, Say cell, const char *key)
{
  PtCompareRow *row = g_new0 (PtCompareRow, 1);

  row->label = g_strdup (label);
  for (guint i = 0; i < 2; i++)
    row->cells[i] = self->labs[i]->facts != NULL ? cell (self, self->labs[i]->facts, key)
                                                 : g_strdup (say (self, NC_ ("story", "not told")));
  g_ptr_array_add (block->rows, row);
}

static void
block_free (gpointer data)
{
  PtCompareBlock *self = data;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

static PtCompareBlock *
add_block (const Reader *self, GPtrArray *blocks, const char *title)
{
  PtCompareBlock *block = g_new0 (PtCompareBlock, 1);

  block->title = say (self, title);
  block->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (blocks, block);
  return block;
}

/* ── Blocks ── */

static const struct
{
  const char *label; /* NULL = that of the kind */
  const char *kind;
  Say say;
} first[] = {
  { NC_ ("story", "Period"), NULL, say_period },
  { NC_ ("story", "Months"), NULL, say_months },
  { NULL, "stakeholder", say_kind },
  { NULL, "entry", say_kind },
  { NC_ ("story", "Notes per month"), "entry", say_density },
};

static void
add_first (const Reader *self, GPtrArray *blocks)
{
  PtCompareBlock *block = add_block (self, blocks, NC_ ("story", "Size, period and density"));

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    add_row (self, block,
             first[i].label != NULL
                 ? say (self, first[i].label)
                 : pt_record_kind_label_in (pt_record_kind_find (first[i].kind), TRUE, self->lang),
             first[i].say, first[i].kind);
}

static bool
stands_first (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (g_strcmp0 (first[i].kind, kind) == 0)
      return true;
  return false;
}

static bool
is_told (const Reader *self, PtLabPart part, const char *key)
{
  for (guint i = 0; i < 2; i++)
    if (self->labs[i]->facts != NULL && pt_lab_facts_get (self->labs[i]->facts, part, key) > 0)
      return true;
  return false;
}

/* Where a lab has nothing to tell, what is not in the list is not known to be little. */
static void
end_block (const Reader *self, PtCompareBlock *block, const char *note)
{
  if (self->labs[0]->facts == NULL || self->labs[1]->facts == NULL)
    block->note = say (self, NC_ ("story", "The team server did not tell this of both."));
  else if (block->rows->len == 0)
    block->note = say (self, NC_ ("story", "Both have fewer than 5 of everything here."));
  else
    block->note = say (self, note);
}

static void
add_kinds (const Reader *self, GPtrArray *blocks)
{
  PtCompareBlock *block = add_block (self, blocks, NC_ ("story", "By kind"));

  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const PtRecordKind *kind = pt_record_kinds[i];

      if (!stands_first (kind->id) && is_told (self, PT_LAB_KINDS, kind->id))
        add_row (self, block, pt_record_kind_label_in (kind, TRUE, self->lang), say_kind, kind->id);
    }
  end_block (self, block, NC_ ("story", "Of what is not in this list both have fewer than 5."));
}

static char *
say_theme (const Reader *self, const PtLabFacts *facts, const char *theme)
{
  return say_number (self, facts, PT_LAB_THEMES, theme);
}

/* (transfer full): keys that either has, by label. */
static GPtrArray *
list_themes (const Reader *self)
{
  GPtrArray *themes = g_ptr_array_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GList)
          keys = self->labs[i]->facts != NULL
                     ? g_hash_table_get_keys (self->labs[i]->facts->numbers[PT_LAB_THEMES])
                     : NULL;

      for (GList *l = keys; l != NULL; l = l->next)
        if (!g_ptr_array_find_with_equal_func (themes, l->data, g_str_equal, NULL))
          g_ptr_array_add (themes, l->data);
    }
  return themes;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const PtCompareRow *one = *(PtCompareRow *const *)a, *other = *(PtCompareRow *const *)b;
  int order = g_utf8_collate (one->label, other->label);

  return order != 0 ? order : strcmp (one->label, other->label);
}

static void
add_themes (const Reader *self, GPtrArray *blocks)
{
  PtCompareBlock *block = add_block (self, blocks, NC_ ("story", "By theme"));
  g_autoptr (GPtrArray) themes = list_themes (self);

  for (guint i = 0; i < themes->len; i++)
    {
      g_autofree char *label = pt_dossier_dup_theme (themes->pdata[i], self->lang);

      add_row (self, block, label, say_theme, themes->pdata[i]);
    }
  g_ptr_array_sort (block->rows, compare_labels);
  end_block (self, block,
             NC_ ("story",
                  "Questions, experiments, learning moments and effects together, each kind "
                  "from 5 on; one may be about several themes. Of other themes both have "
                  "fewer than 5."));
}

GPtrArray *
pt_compare_labs (const PtNetworkLab *one, const PtNetworkLab *other, const char *lang,
                 const char *today)
{
  const Reader self = { .labs = { one, other }, .lang = lang, .today = today };
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free);

  add_first (&self, blocks);
  add_kinds (&self, blocks);
  add_themes (&self, blocks);
  return blocks;
}

const char *
pt_compare_lead (const char *lang)
{
  return pt_words (lang,
                   NC_ ("story",
                        "How two field labs differ, not which does better. Numbers stand in groups "
                        "of five, so that nobody can be found in them."));
}
