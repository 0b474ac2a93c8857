/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-company.h. */
#include "pt-company.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
clear_traveller (gpointer data)
{
  PtTraveller *self = data;

  g_free (self->name);
  g_free (self->record);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PtTraveller *one = a;
  const PtTraveller *other = b;
  int order = one->group - other->group;

  if (order == 0)
    order = other->level - one->level;
  if (order == 0)
    order = strcmp (one->name, other->name);
  return order != 0 ? order : strcmp (one->record, other->record);
}

GPtrArray *
pt_company_involvements (const PtLens *lens, const char *stakeholder, const char *experiment)
{
  GPtrArray *all = pt_lens_children (lens, "involvement", "stakeholder", stakeholder);

  for (guint i = all->len; experiment != NULL && i > 0; i--)
    if (g_strcmp0 (pt_record_get_text (all->pdata[i - 1], "experiment"), experiment) != 0)
      g_ptr_array_remove_index (all, i - 1);
  return all;
}

bool
pt_company_has (const PtLens *lens, PtRecord *who)
{
  return (lens->gate == NULL || pt_gate_is_open (lens->gate, who))
         && g_strcmp0 (pt_record_get_text (who, "kind"), "persona") != 0
         && !pt_record_get_bool (who, "do_not_record");
}

static const char *
start_of (const PtRecord *involvement)
{
  const char *from = pt_lens_date (involvement, "from_on");

  return from != NULL ? from : "";
}

/* The youngest level that was said, and the oldest. */
static int
present_level (GPtrArray *involvements, int *began)
{
  const PtRecord *oldest = NULL;
  const PtRecord *newest = NULL;

  for (guint i = 0; i < involvements->len; i++)
    {
      const PtRecord *one = involvements->pdata[i];

      if (pt_lens_index (one, "level") < 0)
        continue;
      if (oldest == NULL || strcmp (start_of (one), start_of (oldest)) < 0)
        oldest = one;
      if (newest == NULL || strcmp (start_of (one), start_of (newest)) >= 0)
        newest = one;
    }
  *began = oldest != NULL ? pt_lens_index (oldest, "level") : -1;
  return newest != NULL ? pt_lens_index (newest, "level") : -1;
}

static void
add_traveller (const PtLens *lens, PtCompany *self, PtRecord *who)
{
  const char *id = pt_record_get_id (who);
  g_autoptr (GPtrArray) involvements = pt_company_involvements (lens, id, NULL);
  PtTraveller traveller = { .group = pt_lens_index (who, "helix") };

  traveller.level = present_level (involvements, &traveller.began);
  traveller.name = pt_lens_call (lens, id);
  traveller.record = g_strdup (id);
  if (traveller.group < 0)
    traveller.group = (int)self->n_groups - 1;
  self->rose += traveller.began >= 0 && traveller.level > traveller.began;
  self->fell += traveller.level < traveller.began;
  g_array_append_val (self->travellers, traveller);
}

PtCompany *
pt_company_new (const PtLens *lens)
{
  PtCompany *self = g_new0 (PtCompany, 1);
  GPtrArray *all = pt_dataset_list (lens->data, "stakeholder");

  self->lang = g_strdup (lens->lang);
  self->groups = pt_lens_terms (lens, pt_vocabulary_get ("stakeholder.helix"));
  self->levels = pt_lens_terms (lens, pt_vocabulary_get ("involvement.level"));
  self->n_groups = g_strv_length (self->groups);
  self->n_levels = g_strv_length (self->levels);
  self->travellers = g_array_new (FALSE, FALSE, sizeof (PtTraveller));
  g_array_set_clear_func (self->travellers, clear_traveller);
  for (guint i = 0; i < all->len; i++)
    if (pt_company_has (lens, all->pdata[i]))
      add_traveller (lens, self, all->pdata[i]);
  g_array_sort (self->travellers, compare);
  return self;
}

void
pt_company_free (PtCompany *self)
{
  g_free (self->lang);
  g_array_unref (self->travellers);
  g_strfreev (self->groups);
  g_strfreev (self->levels);
  g_free (self);
}

const PtTraveller *
pt_company_nth (const PtCompany *self, guint i)
{
  return &g_array_index (self->travellers, PtTraveller, i);
}

guint
pt_company_count (const PtCompany *self, int group, int level)
{
  guint n = 0;

  for (guint i = 0; i < self->travellers->len; i++)
    n += pt_company_nth (self, i)->group == group
         && (level == -2 || pt_company_nth (self, i)->level == level);
  return n;
}

guint
pt_company_count_groups (const PtCompany *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_groups; i++)
    n += pt_company_count (self, (int)i, -2) > 0;
  return n;
}

bool
pt_company_has_place (const PtCompany *self, int group)
{
  return group + 1 < (int)self->n_groups || pt_company_count (self, group, -2) > 0;
}

char *
pt_company_say_level (const PtCompany *self, const PtTraveller *who)
{
  if (who->level < 0)
    return g_strdup (pt_words (self->lang, NC_ ("story", "not yet said")));
  if (who->began < 0 || who->began == who->level)
    return g_strdup (self->levels[who->level]);
  return g_strdup_printf ("%s → %s", self->levels[who->began], self->levels[who->level]);
}

PtBlock *
pt_company_table (const PtCompany *self)
{
  const char *header[] = { pt_words (self->lang, NC_ ("story", "No.")),
                           pt_words (self->lang, NC_ ("story", "Who")),
                           pt_words (self->lang, NC_ ("story", "Kind of party")),
                           pt_words (self->lang, NC_ ("story", "Participation")), NULL };
  PtBlock *table = pt_block_new_table (
      pt_words (self->lang, NC_ ("story", "The fellow travellers")), header);

  for (guint i = 0; i < self->travellers->len; i++)
    {
      const PtTraveller *one = pt_company_nth (self, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *level = pt_company_say_level (self, one);
      const char *cells[] = { number, one->name, self->groups[one->group], level };

      pt_block_add_row (table, cells);
      pt_block_add_source (table, one->record);
    }
  return table;
}

const char *
pt_company_row (gconstpointer company, guint i)
{
  return pt_company_nth (company, i)->record;
}

char *
pt_company_say_few (const PtCompany *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (self->travellers->len >= PT_COMPANY_LEAST)
    return NULL;
  for (guint i = 0; i < self->travellers->len; i++)
    g_ptr_array_add (names, pt_company_nth (self, i)->name);
  g_autofree char *list = pt_words_list (self->lang, names);

  /* The sentence's full stop is the name's as well: "Bouwbedrijf Jansen B.V." */
  if (g_str_has_suffix (list, "."))
    list[strlen (list) - 1] = '\0';
  /* Translators: %s is who. Too few for a picture. */
  return pt_words_with (self->lang, NC_ ("story", "So far these travel along: %s."), list);
}

PtFigure *
pt_company_figure (PtCompany *self, const PtFigureType *type)
{
  PtFigure *figure = pt_figure_new (type, self);

  pt_figure_say (figure, pt_company_say_few (self));
  for (guint i = 0; i < self->travellers->len; i++)
    {
      const PtTraveller *one = pt_company_nth (self, i);
      g_autofree char *level = pt_company_say_level (self, one);

      pt_figure_call (figure, one->record,
                      g_strjoin (" · ", one->name, self->groups[one->group], level, NULL));
    }
  if (self->travellers->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
