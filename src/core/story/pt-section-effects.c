/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed (8): effects by how sure we are of them, good and bad, with what the lab did for it
 * and what else may have done it. Few data stay sentences; small groups get no percentage. */
#include "pt-measure.h"
#include "pt-pictures.h"
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_SIDES 2 /* the good and the bad */

typedef enum
{
  GROUP_SEEN,
  GROUP_UNWANTED,
  GROUP_ABSENT,
  GROUP_FADED,
  GROUP_HOPED,
  GROUP_LAST,
} Group;

static const char *const group_leads[] = {
  [GROUP_SEEN] = NC_ ("story", "We saw:"),
  [GROUP_UNWANTED] = NC_ ("story", "We also saw what we had not wanted:"),
  [GROUP_ABSENT] = NC_ ("story", "This did not come about:"),
  [GROUP_FADED] = NC_ ("story", "This we saw, and it went away again:"),
  [GROUP_HOPED] = NC_ ("story", "This we still hope to see:"),
};
/* Where nothing good comes before it. */
static const char *const unwanted_alone = NC_ ("story", "We saw what we had not wanted:");

static Group
group_of (const PtRecord *outcome)
{
  if (pt_is (outcome, "status", "did_not_occur"))
    return GROUP_ABSENT;
  if (pt_is (outcome, "status", "faded"))
    return GROUP_FADED;
  if (pt_is (outcome, "status", "intended"))
    return GROUP_HOPED;
  if (pt_is (outcome, "direction", "negative") || pt_is (outcome, "direction", "mixed"))
    return GROUP_UNWANTED;
  return GROUP_SEEN;
}

/* The lab's part is claimed only where it was written down (rules 7 and 8). */
typedef struct
{
  const char *key, *alone, *beside;
} Share;

static const Share shares[] = {
  { "small", NC_ ("story", "The field lab contributed a little to this."),
    NC_ ("story", "The field lab contributed a little to this, beside:") },
  { "partial", NC_ ("story", "The field lab contributed to this."),
    NC_ ("story", "The field lab contributed to this, beside:") },
  { "large", NC_ ("story", "The field lab contributed strongly to this."),
    NC_ ("story", "The field lab contributed strongly to this, beside:") },
};

static const Share *
share_of (const PtRecord *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    if (pt_is (outcome, "contribution_strength", shares[i].key))
      return &shares[i];
  return &shares[1];
}

static bool
is_substantiated (const PtRecord *outcome)
{
  return pt_is (outcome, "status", "substantiated") || pt_is (outcome, "status", "confirmed");
}

static void
tell_contribution (PtTeller *self, PtRecord *outcome)
{
  g_autofree char *beside = pt_gate_line (self->gate, outcome, "other_explanations");
  g_autofree char *part = pt_gate_line (self->gate, outcome, "contribution");
  g_autofree char *place = g_strdup_printf ("share:%s", pt_record_get_id (outcome));
  g_autofree char *own = g_strdup_printf ("part:%s", pt_record_get_id (outcome));
  const Share *share = share_of (outcome);

  if (!is_substantiated (outcome))
    return;
  if (part != NULL)
    pt_teller_line (self, own, outcome, pt_teller_say (self, NC_ ("story", "Our part in it:")),
                    part);
  if (beside != NULL)
    pt_teller_line (self, place, outcome, pt_teller_say (self, share->beside), beside);
  else if (part != NULL)
    pt_teller_made (self, PT_STYLE_LEAD, place, outcome, pt_teller_say (self, share->alone));
}

static void
tell_confirmation (PtTeller *self, PtRecord *outcome)
{
  g_autoptr (GPtrArray)
      people = pt_gate_linked (self->data, pt_record_get_id (outcome), "confirms", "stakeholder");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!pt_is (outcome, "status", "confirmed"))
    return;
  pt_names_begin (self->names);
  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (names, pt_names_call (self->names, pt_record_get_id (people->pdata[i])));
  if (names->len == 0)
    return;
  g_autofree char *list = pt_words_list (self->lang, names);
  g_autofree char *capital = pt_words_capital (list);
  /* Translators: %s is who, e.g. "A resident" or "A resident and a GP". */
  g_autofree char *text = pt_teller_say_with (self,
                                              names->len == 1 ? NC_ ("story", "%s confirms this.")
                                                              : NC_ ("story", "%s confirm this."),
                                              capital);

  pt_teller_made (self, PT_STYLE_LEAD, NULL, outcome, text);
}

char *
pt_teller_value (PtTeller *self, PtRecord *outcome, PtRecord *measurement)
{
  const PtLens lens = pt_teller_lens (self);

  return pt_measure_say (&lens, outcome, measurement);
}

char *
pt_teller_counted (PtTeller *self, PtRecord *outcome, PtRecord *measurement)
{
  g_autofree char *value = pt_teller_value (self, outcome, measurement);
  g_autofree char *population = pt_gate_line (self->gate, measurement, "population");
  const bool bracketed = value != NULL && g_str_has_suffix (value, ")");

  if (value == NULL || population == NULL)
    return value != NULL ? pt_teller_sentence (value) : NULL;
  g_autofree char *whole = g_strconcat (value, bracketed ? ", " : " (", population,
                                        bracketed ? "" : ")", NULL);
  return pt_teller_sentence (whole);
}

GPtrArray *
pt_teller_measurements (PtTeller *self, PtRecord *outcome)
{
  const PtLens lens = pt_teller_lens (self);

  return pt_measure_list (&lens, outcome);
}

static void
tell_few (PtTeller *self, PtRecord *outcome, GPtrArray *measurements)
{
  for (guint i = 0; i < measurements->len; i++)
    {
      PtRecord *one = measurements->pdata[i];
      g_autofree char *date = pt_record_dup_date (one);
      g_autofree char *day = pt_date_format (date, self->lang);
      g_autofree char *lead = g_strconcat (day, ":", NULL);
      g_autofree char *capital = pt_words_capital (lead);
      g_autofree char *text = pt_teller_counted (self, outcome, one);

      if (text != NULL)
        pt_teller_line (self, NULL, one, capital, text);
    }
}

/* A picture where there is enough for one; else a line for each. */
static void
tell_measurements (PtTeller *self, PtRecord *outcome)
{
  const PtLens lens = pt_teller_lens (self);
  g_autoptr (GPtrArray) measurements = pt_teller_measurements (self, outcome);
  g_autoptr (PtFigure) figure = pt_figure_indicator (&lens, outcome);
  g_autofree char *indicator = pt_gate_line (self->gate, outcome, "indicator");
  g_autofree char *caption = indicator != NULL ? pt_words_capital (indicator) : NULL;

  if (figure == NULL || pt_figure_get_sentence (figure) != NULL)
    tell_few (self, outcome, measurements);
  else
    pt_teller_figure (self, g_steal_pointer (&figure),
                      caption != NULL ? caption : pt_teller_say (self, NC_ ("story", "Measured")));
}

static void
tell_outcome (PtTeller *self, PtRecord *outcome)
{
  g_autofree char *statement = pt_gate_text (self->gate, outcome, "statement");
  g_autofree char *place = g_strdup_printf ("statement:%s", pt_record_get_id (outcome));

  if (statement == NULL)
    return;
  g_autofree char *sentence = pt_teller_sentence (statement);

  pt_teller_people (self, PT_STYLE_QUESTION, place, outcome, sentence);
  pt_teller_field (self, PT_STYLE_PLAIN, NULL, outcome, "significance");
  tell_contribution (self, outcome);
  tell_confirmation (self, outcome);
  tell_measurements (self, outcome);
  pt_teller_dissent (self, outcome);
}

static int
worth (const PtRecord *outcome)
{
  static const char *const statuses[] = { "intended",      "faded",         "observed",
                                          "did_not_occur", "substantiated", "confirmed" };
  int rank = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (pt_is (outcome, "status", statuses[i]))
      rank = i;
  return 2 * rank + (pt_record_get_text (outcome, "significance") != NULL);
}

/* Readers see both sides where there are two: the last of the good or of the bad stays. */
static bool
is_last_of_its_group (GPtrArray *outcomes, guint i)
{
  const Group group = group_of (outcomes->pdata[i]);
  guint n = 0;

  for (guint k = 0; k < outcomes->len; k++)
    n += group_of (outcomes->pdata[k]) == group;
  return group <= GROUP_UNWANTED && n == 1;
}

static guint
find_least (GPtrArray *outcomes)
{
  guint least = outcomes->len;

  for (guint i = 0; i < outcomes->len; i++)
    if (!is_last_of_its_group (outcomes, i)
        && (least == outcomes->len || worth (outcomes->pdata[i]) <= worth (outcomes->pdata[least])))
      least = i;
  return least;
}

/* (transfer container): the @top by worth, still by date; one of each side at least. */
static GPtrArray *
choose_outcomes (PtTeller *self)
{
  GPtrArray *chosen = g_ptr_array_copy (self->outcomes, NULL, NULL);

  while (self->top > 0 && chosen->len > MAX (self->top, N_SIDES))
    g_ptr_array_remove_index (chosen, find_least (chosen));
  return chosen;
}

static bool
has_group (GPtrArray *outcomes, Group group)
{
  for (guint i = 0; i < outcomes->len; i++)
    if (group_of (outcomes->pdata[i]) == group)
      return true;
  return false;
}

static void
tell_group (PtTeller *self, GPtrArray *outcomes, Group group)
{
  const char *lead = group == GROUP_UNWANTED && !has_group (outcomes, GROUP_SEEN)
                         ? unwanted_alone
                         : group_leads[group];
  bool first = true;

  for (guint i = 0; i < outcomes->len; i++)
    {
      if (group_of (outcomes->pdata[i]) != group)
        continue;
      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, outcomes->pdata[i], pt_teller_say (self, lead));
      tell_outcome (self, outcomes->pdata[i]);
      first = false;
    }
}

void
pt_section_effects (PtTeller *self)
{
  g_autoptr (GPtrArray) outcomes = choose_outcomes (self);
  const PtLens lens = pt_teller_lens (self);

  pt_teller_draw (self, self->audience->counts, pt_figure_effects (&lens),
                  NC_ ("story", "Effects by level; how full a square is says how sure we are."));
  if (!has_group (outcomes, GROUP_SEEN) && !has_group (outcomes, GROUP_UNWANTED))
    pt_teller_made (self, PT_STYLE_PLAIN, "none", NULL,
                    pt_teller_say (self, NC_ ("story", "We cannot show a change yet.")));
  for (Group group = 0; group < GROUP_LAST; group++)
    tell_group (self, outcomes, group);
}
