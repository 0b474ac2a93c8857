/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-consent-words.h"

#include "pt-story-consent.h"
#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EVERYBODY "team|participants|funder|network|public"

const PtConsentAct pt_consent_acts[] = {
  { "retell", NC_ ("consent act", "May be retold in the team"), "given", "retell", "team" },
  { "quote", NC_ ("consent act", "Anonymous quote, the funder too"), "given",
    "retell|anonymous_quote", "team|participants|funder" },
  { "photo", NC_ ("consent act", "Anonymous quote and photo, for everybody"), "given",
    "retell|anonymous_quote|photo", EVERYBODY },
  { "named", NC_ ("consent act", "By name, for everybody"), "given",
    "retell|anonymous_quote|named|photo|voice", EVERYBODY },
  { "withdrawn", NC_ ("consent act", "Takes everything back"), "withdrawn", "", "" },
};
const guint pt_n_consent_acts = G_N_ELEMENTS (pt_consent_acts);

const char *
pt_consent_act_label (const PtConsentAct *act)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "consent act", act->label);
}

/* ── Who ── */

static gboolean
is_living_person (PtRecord *record)
{
  return record && !pt_record_is_archived (record)
         && strcmp (pt_record_get_kind_id (record), "stakeholder") == 0
         && g_strcmp0 (pt_record_get_text (record, "kind"), "person") == 0;
}

static void
add_linked (PtDataset *around, const char *id, const char *kind, GPtrArray *people)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_from (around, id, kind);
  for (guint i = 0; i < links->len; i++)
    {
      const char *to = pt_record_get_text (g_ptr_array_index (links, i), "to");
      if (to && is_living_person (pt_dataset_get (around, to))
          && !g_ptr_array_find_with_equal_func (people, to, g_str_equal, NULL))
        g_ptr_array_add (people, g_strdup (to));
    }
}

GPtrArray *
pt_consent_people (PtDataset *around, PtRecord *record)
{
  static const char *const kinds[] = { "speaker", "depicts", "present" };
  GPtrArray *people = g_ptr_array_new_with_free_func (g_free);
  if (is_living_person (record))
    g_ptr_array_add (people, g_strdup (pt_record_get_id (record)));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_linked (around, pt_record_get_id (record), kinds[i], people);
  return people;
}

/* ── Acts ── */

static void
set_keys (PtEdit *edit, const char *field, const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, "|", -1);
  for (guint i = 0; parts[i]; i++)
    if (*parts[i])
      pt_edit_set_key (edit, field, parts[i], true);
}

PtEdit *
pt_consent_act_make (const char *id, PtWorld *world, const char *stakeholder, const char *member)
{
  for (guint i = 0; i < pt_n_consent_acts; i++)
    {
      const PtConsentAct *act = &pt_consent_acts[i];
      if (!g_str_equal (act->id, id))
        continue;
      g_autofree char *today = pt_world_today (world);
      PtEdit *edit = pt_edit_new (world, "consent", NULL);
      pt_edit_set_text (edit, "stakeholder", stakeholder);
      pt_edit_set_text (edit, "act", act->act);
      pt_edit_set_text (edit, "form", "oral");
      pt_edit_set_text (edit, "given_on", today);
      pt_edit_set_text (edit, "asked_by", member);
      set_keys (edit, "uses", act->uses);
      set_keys (edit, "reach", act->reach);
      return edit;
    }
  return NULL;
}

/* ── In words ── */

/* The last in the order of the vocabulary: who hears it furthest away. */
static const char *
find_widest (PtDataset *data, const char *stakeholder, const char *use, const char *item,
             const char *today)
{
  const PtVocabulary *reach = &pt_vocabulary_consent_reach;
  for (guint i = reach->n_terms; i > 0; i--)
    if (pt_consent_covers (data, stakeholder, use, reach->terms[i - 1].key, item, today))
      return pt_term_label (reach, reach->terms[i - 1].key);
  return NULL;
}

static gboolean
has_acts (PtDataset *data, const char *stakeholder)
{
  g_autoptr (GPtrArray) acts = pt_dataset_children (data, "consent", "stakeholder", stakeholder);
  return acts->len > 0;
}

char *
pt_consent_words_dup (PtDataset *data, const char *stakeholder, const char *item, const char *today)
{
  const PtVocabulary *uses = &pt_vocabulary_consent_uses;
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < uses->n_terms; i++)
    {
      const char *use = uses->terms[i].key;
      const char *widest = find_widest (data, stakeholder, use, item, today);
      if (widest)
        g_string_append_printf (words, "%s%s (%s)", words->len > 0 ? ", " : "",
                                pt_term_label (uses, use), widest);
    }
  if (words->len > 0)
    return g_string_free (g_steal_pointer (&words), FALSE);
  if (pt_consent_is_withdrawn (data, stakeholder, NULL, item))
    return g_strdup (_ ("Taken back: nothing may be used"));
  return g_strdup (has_acts (data, stakeholder) ? _ ("Nothing is agreed any more")
                                                : _ ("Nothing is agreed yet"));
}

/* ── In one line ── */

/* What is asked of people by their link to the record; the first that there is. */
static const struct
{
  const char *link;
  const char *use;
} asked[] = {
  { "depicts", "photo" },
  { "speaker", "anonymous_quote" },
  { "present", "retell" },
};

static gboolean
all_cover (PtDataset *around, GPtrArray *people, const char *use, const char *reach,
           const char *item, const char *today)
{
  for (guint i = 0; i < people->len; i++)
    if (!pt_consent_covers (around, people->pdata[i], use, reach, item, today))
      return FALSE;
  return TRUE;
}

static gboolean
any_withdrawn (PtDataset *around, GPtrArray *people, const char *use, const char *item)
{
  for (guint i = 0; i < people->len; i++)
    if (pt_consent_is_withdrawn (around, people->pdata[i], use, item))
      return TRUE;
  return FALSE;
}

/* How far something may go: the place of a reach in its vocabulary. */
enum
{
  REACH_TAKEN_BACK = -2,
  REACH_NONE = -1,
  REACH_ABOUT_NOBODY = G_MAXINT,
};

static int
find_reach (PtDataset *around, GPtrArray *people, const char *use, const char *item,
            const char *today)
{
  const PtVocabulary *reach = &pt_vocabulary_consent_reach;

  for (guint i = reach->n_terms; i > 0; i--)
    if (all_cover (around, people, use, reach->terms[i - 1].key, item, today))
      return (int)i - 1;
  return any_withdrawn (around, people, use, item) ? REACH_TAKEN_BACK : REACH_NONE;
}

static int
reach_of (PtDataset *around, PtRecord *record, const char *today)
{
  const char *id = pt_record_get_id (record);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
      add_linked (around, id, asked[i].link, people);
      if (people->len > 0)
        return find_reach (around, people, asked[i].use, id, today);
    }
  return REACH_ABOUT_NOBODY;
}

static char *
say_reach (int reach)
{
  const PtVocabulary *words = &pt_vocabulary_consent_reach;

  if (reach == REACH_ABOUT_NOBODY)
    return NULL;
  if (reach >= 0)
    /* Translators: the placeholder is for whom it may be used: Team, Funder, Everybody, … */
    return g_strdup_printf (_ ("Consent: %s"), pt_term_label (words, words->terms[reach].key));
  return g_strdup (reach == REACH_TAKEN_BACK ? _ ("Consent taken back") : _ ("No consent yet"));
}

char *
pt_consent_line_dup (PtDataset *around, PtRecord *record, const char *today)
{
  return say_reach (reach_of (around, record, today));
}

char *
pt_consent_line_dup_with_files (PtDataset *around, PtRecord *record, const char *today)
{
  g_autoptr (GPtrArray)
      files = pt_dataset_children (around, "attachment", "owner", pt_record_get_id (record));
  int reach = reach_of (around, record, today);

  for (guint i = 0; i < files->len; i++)
    reach = MIN (reach, reach_of (around, files->pdata[i], today));
  return say_reach (reach);
}
