/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The narrative of the example logbook: properties that hold whatever its authors still edit, with
 * secrets planted in every corner. */
#include "fixture.h"

#include "pt-example.h"
#include "pt-story-audience.h"
#include "pt-story-names.h"

#include <string.h>

#define SECRET "Kwartelvlinder"

static Fixture *
new_sample (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (7, 1500000000000000);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) logbook = NULL;
  g_autoptr (PtBatch) batch = NULL;
  Fixture *f = fixture_new ();

  g_assert_true (pt_example_make (world, &logbook, &batch, &error));
  g_assert_no_error (error);
  fixture_add_batch (f, logbook, batch);
  return f;
}

/* A word that nobody may read, where a careless writer would find it. */
static void
plant (Fixture *f)
{
  fixture_add (f, "stakeholder", "s-rose", "name", "Bewoonster 77", "kind", "person", "helix",
               "citizens", "contact", SECRET " 12", NULL);
  fixture_add (f, "stakeholder", "s-unprotected", "name", SECRET " Jansen", "kind", "person",
               "helix", "government", NULL);
  fixture_add (f, "entry", "s-typed", "body", "Die dag kwam " SECRET " Jansen langs met koek.",
               "occurred_on", "2016-12-01", "story_use", "yes", "turning_point", "yes!", "place",
               "Zaal", NULL);
  fixture_add (f, "entry", "s-private", "body", SECRET " privé", "occurred_on", "2016-12-01",
               "story_use", "yes", "sharing", "private", "turning_point", "yes!", NULL);
  fixture_add (f, "entry", "s-sensitive", "body", SECRET " gevoelig", "occurred_on", "2016-12-01",
               "story_use", "yes", "sensitive", "yes!", "turning_point", "yes!", NULL);
  fixture_add (f, "entry", "s-undecided", "body", SECRET " onbeslist", "occurred_on", "2016-12-01",
               "turning_point", "yes!", NULL);
  fixture_add (f, "entry", "s-quote", "body",
               "De " SECRET " vloog dwars door mijn keuken naar buiten.", "kind", "quote",
               "occurred_on", "2016-12-02", "story_use", "yes", "valence", "high_point", NULL);
  fixture_link (f, "s-quote", "speaker", "s-rose");
  fixture_add (f, "entry", "s-inside", "body",
               "[@Bewoonster 77](pt:s-rose) zei: ‘Een " SECRET ", dat was het.’", "occurred_on",
               "2016-12-03", "story_use", "yes", "valence", "low_point", NULL);
  fixture_add (f, "learning", "s-lesson", "headline", "Kijk eerst naar buiten", "so_what",
               "Zij zag het: de " SECRET " vloog dwars door mijn keuken naar buiten.", "status",
               "established", "learned_on", "2016-12-04", NULL);
  fixture_add (f, "attachment", "s-photo", "owner", "s-typed", "type", "photo", "mime", "image/png",
               "filename", SECRET ".png", "caption", SECRET, "alt_text", SECRET, NULL);
  g_hash_table_insert (f->files, g_strdup ("s-photo"),
                       g_bytes_new_static (SECRET, strlen (SECRET)));
  fixture_consent (f, "s-yes", "s-rose", "given", "anonymous_quote", "public", NULL);
  fixture_consent (f, "s-no", "s-rose", "withdrawn", NULL, NULL, NULL);
}

static void
test_secrets (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDataset) data = NULL;

  g_test_summary ("No planted secret in any output for an outside audience");
  plant (f);
  data = fixture_dataset (f, false);
  for (guint i = 0; pt_audience_nth (i) != NULL; i++)
    {
      const PtAudience *audience = pt_audience_nth (i);
      g_autofree char *all = fixture_write_all (f, data, audience->key, "nl");
      const char *found = strstr (all, SECRET);

      if (!audience->outside)
        continue;
      if (found != NULL)
        g_test_message ("%s: …%.200s", audience->key, MAX (all, found - 100));
      g_assert_null (found);
    }
}

static void
test_inside_secrets (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDataset) data = NULL;
  const char *const never[] = { SECRET " privé", SECRET " gevoelig", SECRET " vloog", "Een " SECRET,
                                SECRET " 12" };

  g_test_summary ("The team's own version has no private, sensitive or unconsented words either");
  plant (f);
  data = fixture_dataset (f, false);

  g_autofree char *all = fixture_write_all (f, data, "internal", "nl");

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_null (strstr (all, never[i]));
}

/* A public story calls nobody by a name of the logbook. */
static void
test_no_person_named (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autofree char *text = fixture_tell (f, "public", "nl");

  for (guint i = 0; i < f->records->len; i++)
    {
      PtRecord *record = f->records->pdata[i];

      if (strcmp (pt_record_get_kind_id (record), "stakeholder") != 0
          || !pt_names_is_person (record)
          || g_strcmp0 (pt_record_get_text (record, "kind"), "persona") == 0
          || g_strcmp0 (pt_record_get_text (record, "kind"), "group") == 0)
        continue;
      g_autofree char *escaped = g_regex_escape_string (pt_record_get_text (record, "name"), -1);
      g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", escaped);

      if (g_regex_match_simple (pattern, text, 0, 0))
        g_test_message ("%s", pt_record_get_text (record, "name"));
      g_assert_false (g_regex_match_simple (pattern, text, 0, 0));
    }
}

static bool
prints_valence (Fixture *f, PtDocument *document, const char *valence)
{
  g_auto (GStrv) sources = pt_document_dup_sources (document);

  for (guint i = 0; i < f->records->len; i++)
    {
      PtRecord *record = f->records->pdata[i];

      if (strcmp (pt_record_get_kind_id (record), "entry") == 0
          && g_strcmp0 (pt_record_get_text (record, "valence"), valence) == 0
          && g_strv_contains ((const char *const *)sources, pt_record_get_id (record)))
        return true;
    }
  return false;
}

static void
test_both_sides (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDocument) document = fixture_compose (f, "public", "nl");
  g_autofree char *text = pt_document_dup_text (document);

  g_test_summary ("High and low points, dissent, and effects that were not wanted");
  g_assert_true (prints_valence (f, document, "high_point"));
  g_assert_true (prints_valence (f, document, "low_point"));
  g_assert_nonnull (strstr (text, "Niet iedereen zag het zo."));
  g_assert_nonnull (strstr (text, "We zagen ook wat we niet hadden gewild:"));
}

static void
test_words_never_used (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDocument) document = fixture_compose (f, "public", "nl");
  const char *const never[] = { "respondent", "cliënt", "n=",      "er gebeurde niets",
                                "(null)",     "%s",     "Untitled" };

  g_test_summary ("Rule 12: words that a story does not use, in the sentences that we make");
  for (guint b = 0; b < pt_document_length (document); b++)
    {
      const PtBlock *block = pt_document_nth (document, b);
      g_autofree char *text = block->inlines != NULL ? pt_inlines_dup_text (block->inlines)
                                                     : g_strdup ("");

      if (block->style != PT_STYLE_LEAD && block->type != PT_BLOCK_HEADING)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (never); i++)
        g_assert_null (strstr (text, never[i]));
    }
}

/* A page is about PT_PACE_PAGE_WORDS words; leads are the made sentences between people's text. */
static void
test_leads_differ (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDocument) document = fixture_compose (f, "internal", "nl");
  g_autofree char *last = g_strdup ("");

  g_test_summary ("No time words twice in a row of scenes");
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);

      if (block->style != PT_STYLE_LEAD || block->place == NULL
          || !g_str_has_prefix (block->place, "lead:"))
        continue;
      g_autofree char *text = pt_inlines_dup_text (block->inlines);

      g_assert_cmpstr (text, !=, last);
      g_free (last);
      last = g_steal_pointer (&text);
    }
}

static void
test_sources (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDocument) document = fixture_compose (f, "internal", "nl");

  g_test_summary ("Rule 15: what people wrote knows where it comes from");
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);

      if (block->place != NULL && strchr (block->place, ':') != NULL)
        g_assert_cmpuint (block->sources->len, >, 0);
    }
}

static void
test_same_bytes (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autoptr (PtDataset) there = fixture_dataset (f, false);
  g_autoptr (PtDataset) back = fixture_dataset (f, true);
  const char *const audiences[] = { "public", "internal" };

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autofree char *one = fixture_write_all (f, there, audiences[i], "nl");
      g_autofree char *two = fixture_write_all (f, back, audiences[i], "nl");

      g_assert_cmpstr (one, ==, two);
    }
}

static void
test_english (void)
{
  g_autoptr (Fixture) f = new_sample ();
  g_autofree char *text = fixture_tell (f, "public", "en");

  g_assert_nonnull (strstr (text, "Where it began"));
  g_assert_null (strstr (text, "Waar het begon"));
  g_assert_null (strstr (text, "Een reisverhaal"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/secrets", test_secrets);
  g_test_add_func ("/sample/secrets-inside", test_inside_secrets);
  g_test_add_func ("/sample/no-person-named", test_no_person_named);
  g_test_add_func ("/sample/both-sides", test_both_sides);
  g_test_add_func ("/sample/12-words-never-used", test_words_never_used);
  g_test_add_func ("/sample/leads-differ", test_leads_differ);
  g_test_add_func ("/sample/15-sources", test_sources);
  g_test_add_func ("/sample/same-bytes", test_same_bytes);
  g_test_add_func ("/sample/english", test_english);
  return g_test_run ();
}
