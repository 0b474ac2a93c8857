/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was agreed and what came of it: each promised effect in the words in which it was agreed,
 * then how far it got, also when it did not come about. */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *status;
  const char *lead; /* before the effect's own words; ends in a colon */
  bool achieved;
} Standing;

static const Standing standings[] = {
  { "confirmed", NC_ ("story", "It came about, and others confirm it:"), true },
  { "substantiated", NC_ ("story", "It came about, and we had a part in it:"), true },
  { "observed", NC_ ("story", "We saw it come about:"), true },
  { "faded", NC_ ("story", "It came about, and went away again:"), false },
  { "did_not_occur", NC_ ("story", "It did not come about:"), false },
};

static const Standing *
standing_of (const PtRecord *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    if (pt_is (outcome, "status", standings[i].status))
      return &standings[i];
  return NULL;
}

/* What was promised to one person is told to that person, not to who pays. */
static bool
is_agreement (PtTeller *self, PtRecord *outcome)
{
  const char *text = pt_record_get_text (outcome, "promised_text");
  const char *whom = pt_record_get_text (outcome, "promised_to");
  PtRecord *record = whom != NULL ? pt_dataset_get (self->data, whom) : NULL;

  return text != NULL && *text != '\0' && pt_gate_is_shared (self->gate, outcome)
         && (!self->audience->outside || record == NULL || !pt_names_is_person (record));
}

static bool
same_party (const PtRecord *one, const PtRecord *other)
{
  return g_strcmp0 (pt_record_get_text (one, "promised_to"),
                    pt_record_get_text (other, "promised_to"))
         == 0;
}

/* By whom they were made with, then by day. */
static int
compare_parties (gconstpointer a, gconstpointer b)
{
  const PtRecord *one = *(PtRecord **)a;
  const PtRecord *other = *(PtRecord **)b;

  return same_party (one, other) ? pt_gate_compare_moments (a, b)
                                 : g_strcmp0 (pt_record_get_text (one, "promised_to"),
                                              pt_record_get_text (other, "promised_to"));
}

/* (transfer container) */
static GPtrArray *
list_agreements (PtTeller *self)
{
  GPtrArray *all = pt_dataset_list (self->data, "outcome");
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (is_agreement (self, all->pdata[i]))
      g_ptr_array_add (found, all->pdata[i]);
  g_ptr_array_sort (found, compare_parties);
  return found;
}

/* (transfer full): "Agreed with the province:" */
static char *
lead_of (PtTeller *self, PtRecord *outcome)
{
  const char *whom = pt_record_get_text (outcome, "promised_to");

  if (whom == NULL)
    return g_strdup (pt_teller_say (self, NC_ ("story", "Agreed:")));
  pt_names_begin (self->names);
  g_autofree char *name = pt_names_call (self->names, whom);

  /* Translators: %s is who, within a sentence. */
  return pt_teller_say_with (self, NC_ ("story", "Agreed with %s:"), name);
}

/* (transfer full) (nullable): "100 households (who took part)" */
static char *
say_target (PtTeller *self, PtRecord *outcome)
{
  g_autofree char *indicator = pt_gate_line (self->gate, outcome, "indicator");
  const PtField *field = pt_record_kind_field (pt_record_get_kind (outcome), "target");
  const PtValue *value = pt_record_get_value (outcome, "target");
  const char *unit = pt_record_get_text (outcome, "unit");

  if (pt_value_is_empty (value))
    return NULL;
  g_autofree char *text = pt_value_format (field, value, self->lang);

  return g_strconcat (text, unit != NULL ? "\302\240" : "", unit != NULL ? unit : "",
                      indicator != NULL ? " (" : "", indicator != NULL ? indicator : "",
                      indicator != NULL ? ")" : "", NULL);
}

/* One day may have counted more than one thing, and none of them alone is the state of it. */
static guint
first_of_last_day (GPtrArray *measurements)
{
  g_autofree char *last = measurements->len > 0
                              ? pt_record_dup_date (measurements->pdata[measurements->len - 1])
                              : NULL;

  for (guint i = 0; i < measurements->len; i++)
    {
      g_autofree char *day = pt_record_dup_date (measurements->pdata[i]);

      if (g_str_equal (day, last))
        return i;
    }
  return 0;
}

static void
tell_last (PtTeller *self, PtRecord *outcome, PtRecord *measurement, bool first)
{
  g_autofree char *on = pt_record_dup_date (measurement);
  g_autofree char *day = pt_date_format (on, self->lang);
  g_autofree char *text = pt_teller_counted (self, outcome, measurement);
  /* Translators: %s is a date. */
  g_autofree char *lead = first
                              ? pt_teller_say_with (self, NC_ ("story", "Last measured on %s:"),
                                                    day)
                              : g_strdup (pt_teller_say (self, NC_ ("story", "On the same day:")));

  if (text != NULL)
    pt_teller_line (self, NULL, measurement, lead, text);
}

static void
tell_measured (PtTeller *self, PtRecord *outcome)
{
  g_autoptr (GPtrArray) measurements = pt_teller_measurements (self, outcome);
  g_autofree char *target = say_target (self, outcome);

  if (target != NULL)
    {
      g_autofree char *sentence = pt_teller_sentence (target);

      pt_teller_line (self, NULL, outcome, pt_teller_say (self, NC_ ("story", "The aim:")),
                      sentence);
    }
  for (guint i = first_of_last_day (measurements); i < measurements->len; i++)
    tell_last (self, outcome, measurements->pdata[i], i == first_of_last_day (measurements));
}

static void
tell_achieved (PtTeller *self, PtRecord *outcome)
{
  const Standing *standing = standing_of (outcome);
  g_autofree char *statement = pt_gate_line (self->gate, outcome, "statement");
  g_autofree char *place = g_strdup_printf ("achieved:%s", pt_record_get_id (outcome));

  if (standing == NULL || statement == NULL)
    {
      pt_teller_made (self, PT_STYLE_LEAD, place, outcome,
                      pt_teller_say (self, NC_ ("story", "This we have not seen yet.")));
      return;
    }
  g_autofree char *sentence = pt_teller_sentence (statement);

  pt_teller_line (self, place, outcome, pt_teller_say (self, standing->lead), sentence);
}

static void
tell_agreement (PtTeller *self, PtRecord *outcome, bool same)
{
  g_autofree char *text = pt_gate_line (self->gate, outcome, "promised_text");
  g_autofree char *place = g_strdup_printf ("agreed:%s", pt_record_get_id (outcome));
  g_autofree char *lead = NULL;
  g_autofree char *sentence = NULL;

  if (text == NULL)
    return;
  lead = lead_of (self, outcome);
  sentence = pt_teller_sentence (text);
  if (!same)
    pt_teller_made (self, PT_STYLE_LEAD, NULL, outcome, lead);
  pt_teller_people (self, PT_STYLE_QUESTION, place, outcome, sentence);
  tell_achieved (self, outcome);
  tell_measured (self, outcome);
}

static void
tell_score (PtTeller *self, GPtrArray *agreements)
{
  guint achieved = 0;

  for (guint i = 0; i < agreements->len; i++)
    achieved += standing_of (agreements->pdata[i]) != NULL
                && standing_of (agreements->pdata[i])->achieved;
  g_autofree char *some = pt_words_number (self->lang, achieved);
  g_autofree char *all = pt_words_number (self->lang, agreements->len);
  /* Translators: two numbers in words; the first may be “none”. */
  g_autofree char *text = pt_teller_say_two (
      self, NC_ ("story", "Achieved so far: %1$s of the %2$s agreements."), some, all);

  if (agreements->len > 1)
    pt_teller_made (self, PT_STYLE_PLAIN, "score", NULL, text);
}

void
pt_section_promised (PtTeller *self)
{
  g_autoptr (GPtrArray) agreements = list_agreements (self);

  if (agreements->len == 0)
    return;
  tell_score (self, agreements);
  for (guint i = 0; i < agreements->len; i++)
    tell_agreement (self, agreements->pdata[i],
                    i > 0 && same_party (agreements->pdata[i - 1], agreements->pdata[i]));
}
