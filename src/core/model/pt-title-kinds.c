/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record is called that nobody gave a name: consents, involvements, measurements, passages and
 * releases say what they are, and whose. Names that people gave are in pt-title.c. */
#include "pt-record-private.h"

#include "pt-catalog.h"
#include "pt-time.h"
#include "pt-validate.h"
#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *kind;
  /* (transfer full) (nullable): what it says; NULL = nothing yet. @owner (nullable): whose it is. */
  char *(*say) (const PtRecord *self, const PtRecord *owner);
  bool says_owner; /* already */
} Saying;

/* ── Consent ── */

static const struct
{
  const char *act;
  const char *uses; /* N_(): %s = what for */
  const char *all;  /* N_(): where no use is named */
} consent_words[] = {
  /* Translators: what somebody agreed to: "retell in our own words, photo" */
  { "given", N_ ("Agreed: %s"), N_ ("Agreed") },
  { "renewed", N_ ("Agreed again: %s"), N_ ("Agreed again") },
  { "withdrawn", N_ ("Taken back: %s"), N_ ("Everything taken back") },
};

/* "retell in our own words, photo": labels, as they stand within a sentence; NULL = none. */
static char *
list_uses (const PtRecord *self)
{
  g_auto (GStrv) keys = pt_record_dup_keys (self, "uses");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *label = pt_term_label (&pt_vocabulary_consent_uses, keys[i]);
      g_autofree char *first = g_utf8_substring (label, 0, 1);
      g_autofree char *small = g_utf8_strdown (first, -1);
      g_string_append_printf (list, "%s%s%s", i > 0 ? ", " : "", small, label + strlen (first));
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

static char *
fill (const char *sentence, const char *words)
{
  g_autoptr (GString) filled = g_string_new (sentence);

  g_string_replace (filled, "%s", words, 1);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static char *
say_consent (const PtRecord *self, const PtRecord *owner)
{
  const char *act = pt_record_get_text (self, "act");
  g_autofree char *uses = list_uses (self);

  for (guint i = 0; i < G_N_ELEMENTS (consent_words); i++)
    if (g_strcmp0 (consent_words[i].act, act) == 0)
      return uses != NULL ? fill (_ (consent_words[i].uses), uses)
                          : g_strdup (_ (consent_words[i].all));
  return act != NULL ? g_strdup (pt_term_label (&pt_vocabulary_consent_act, act))
                     : g_steal_pointer (&uses);
}

/* ── Involvement ── */

static char *
say_involvement (const PtRecord *self, const PtRecord *owner)
{
  const char *level = pt_record_get_text (self, "level");
  const char *role = pt_term_label (&pt_vocabulary_involvement_role,
                                    pt_record_get_text (self, "role"));

  if (level == NULL)
    return g_strdup (role);
  /* Translators: a role and a step of the ladder, or a form and an audience: "PDF (Funder)" */
  return g_strdup_printf (_ ("%1$s (%2$s)"), role,
                          pt_term_label (&pt_vocabulary_involvement_level, level));
}

/* ── Measurement ── */

/* Nothing where a newer version, or a mistake, gave it an owner of another kind. */
static const char *
text_of (const PtRecord *owner, const char *field)
{
  const PtRecordKind *kind = pt_record_get_kind (owner);

  return kind != NULL && pt_record_kind_field (kind, field) != NULL
             ? pt_record_get_text (owner, field)
             : NULL;
}

/* The indicator is shorter than the effect that it measures. */
static char *
name_measured (const PtRecord *outcome)
{
  const char *indicator = text_of (outcome, "indicator");

  return indicator != NULL && indicator[0] != '\0' ? pt_title_from_text (indicator)
                                                   : pt_record_dup_title (outcome);
}

static char *
say_measurement (const PtRecord *self, const PtRecord *owner)
{
  const PtValue *value = pt_record_get_value (self, "value");
  const PtField *field = pt_record_kind_field (pt_record_get_kind (self), "value");
  const char *unit = owner != NULL ? text_of (owner, "unit") : NULL;
  g_autofree char *number = value != NULL ? pt_value_format (field, value, NULL) : NULL;
  g_autofree char *measured = owner != NULL ? name_measured (owner) : NULL;

  if (number == NULL || number[0] == '\0')
    return g_strdup (measured);
  if (value->type != PT_VALUE_TEXT && unit != NULL && unit[0] != '\0')
    {
      g_autofree char *bare = g_steal_pointer (&number);
      number = g_strdup_printf ("%s\u00a0%s", bare, unit);
    }
  /* Translators: what was measured, and the value */
  return measured != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), measured, number)
                          : g_steal_pointer (&number);
}

/* ── Passage and release ── */

static char *
say_passage (const PtRecord *self, const PtRecord *owner)
{
  const char *text = pt_record_get_text (self, "text");

  return text != NULL ? pt_title_from_text (text) : NULL;
}

static char *
say_release (const PtRecord *self, const PtRecord *owner)
{
  const char *format = pt_record_get_text (self, "format");
  const char *audience = pt_record_get_text (self, "audience");

  if (format == NULL || format[0] == '\0')
    return NULL;
  g_autofree char *form = g_utf8_strup (format, -1);
  if (audience == NULL)
    return g_steal_pointer (&form);
  return g_strdup_printf (_ ("%1$s (%2$s)"), form,
                          pt_term_label (&pt_vocabulary_narrative_audience, audience));
}

/* ── All ── */

static const Saying sayings[] = {
  { "consent", say_consent },
  { "involvement", say_involvement },
  { "measurement", say_measurement, .says_owner = true },
  { "passage", say_passage },
  { "release", say_release },
};

static const Saying *
find_saying (const PtRecordKind *kind)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (sayings); i++)
    if (strcmp (sayings[i].kind, kind->id) == 0)
      return &sayings[i];
  return NULL;
}

/* (transfer full) (nullable): its day in words, where it was given. */
static char *
dup_day (const PtRecord *self)
{
  const char *field = pt_record_get_kind (self)->date_field;

  if (field == NULL || pt_record_get_value (self, field) == NULL)
    return NULL;
  g_autofree char *date = pt_record_dup_date (self);
  return pt_date_format (date, pt_catalog_current ());
}

static char *
dup_name_or_none (const PtRecord *self)
{
  char *name = pt_record_dup_name (self);

  return name != NULL ? name : g_strdup (_ ("Untitled"));
}

bool
pt_record_kind_is_unnamed (const PtRecordKind *kind)
{
  return find_saying (kind) != NULL;
}

char *
pt_record_dup_title_of (const PtRecord *self, const PtRecord *owner, bool with_day)
{
  const Saying *saying = find_saying (pt_record_get_kind (self));
  g_autofree char *said = saying != NULL ? saying->say (self, owner) : NULL;

  if (said == NULL)
    return dup_name_or_none (self);
  if (owner != NULL && !saying->says_owner)
    {
      g_autofree char *whose = pt_record_dup_title (owner);
      g_autofree char *bare = g_steal_pointer (&said);
      /* Translators: what it is, and whose: "Agreed: photo – Resident 3" */
      said = g_strdup_printf (_ ("%1$s – %2$s"), bare, whose);
    }
  g_autofree char *day = with_day ? dup_day (self) : NULL;
  g_autofree char *whole = day != NULL
                               /* Translators: what it is, and its day */
                               ? g_strdup_printf (_ ("%1$s, %2$s"), said, day)
                               : g_steal_pointer (&said);
  return pt_title_shorten (whole);
}

char *
pt_record_dup_title (const PtRecord *self)
{
  return pt_record_dup_title_of (self, NULL, true);
}
