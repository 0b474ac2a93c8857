/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a narrative before it leaves: names, passages, releases, and the next edition. */
#include "fixture.h"

#include "pt-story-passage.h"
#include "pt-story-plain.h"
#include "pt-story-release.h"

#include <glib/gstdio.h>
#include <string.h>

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Lab", "reporting_period", "half_year", NULL);
  fixture_add (f, "stakeholder", "rose", "name", "Resident 1", "kind", "person", "helix",
               "citizens", NULL);
  fixture_add (f, "narrative", "n", "title", "Ours", "audience", "internal", "from_on",
               "2017-01-01", "to_on", "2017-06-30", NULL);
  fixture_add (f, "entry", "pan", "body", "The pan was ready.", "occurred_on", "2017-03-01",
               "story_use", "yes", NULL);
  return f;
}

static PtNarrativeOptions
options_for (Fixture *f)
{
  PtNarrativeOptions options = fixture_options (f, NULL, "en");

  options.narrative = "n";
  return options;
}

static void
test_names (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = NULL;
  g_autoptr (PtEdition) edition = NULL;
  PtNarrativeOptions options = options_for (f);

  g_test_summary ("Every name that appears is listed once; what was ticked stays ticked");
  fixture_add (f, "stakeholder", "hall", "name", "The hall", "kind", "organisation", NULL);
  fixture_add (f, "stakeholder", "unseen", "name", "Resident 9", "kind", "person", NULL);
  fixture_add (f, "entry", "told", "body", "[@Resident 1](pt:rose) was in [@The hall](pt:hall).",
               "occurred_on", "2017-03-02", "story_use", "yes", NULL);
  fixture_add (f, "narrative", "ticked", "title", "Ours", "audience", "internal",
               "names_ticked/rose", "x", NULL);
  data = fixture_dataset (f, false);
  options.narrative = "ticked";
  options.from_on = "2017-01-01";
  edition = pt_edition_compose (data, &options, NULL);
  g_assert_cmpuint (edition->names->len, >=, 2);

  const PtNameUse *first = edition->names->pdata[0];

  g_assert_cmpstr (first->stakeholder, ==, "rose");
  g_assert_true (first->person && first->pseudonym && first->ticked);
  g_assert_false (pt_edition_is_ticked (edition));
  g_assert_true (g_strv_contains ((const char *const *)edition->persons, "rose"));
}

static void
test_roles_are_no_names (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = NULL;
  PtNarrativeOptions options = fixture_options (f, "public", "en");

  g_test_summary ("Who is called by a role is in it all the same, for a withdrawal");
  fixture_add (f, "entry", "told", "body", "[@Resident 1](pt:rose) cooked.", "occurred_on",
               "2017-03-02", "story_use", "yes", NULL);
  data = fixture_dataset (f, false);

  g_autoptr (PtEdition) edition = pt_edition_compose (data, &options, NULL);

  g_assert_cmpuint (edition->names->len, ==, 0);
  g_assert_true (g_strv_contains ((const char *const *)edition->persons, "rose"));
}

static const struct
{
  const char *name, *text;
  guint n;
} sentences[] = {
  { "two", "The pan was ready. We ate.", 2 },
  { "abbreviation", "We saw dr. de wit at 3.5 metres.", 1 },
  { "quoted", "She said: “Come in.” We did.", 3 },
  { "question", "Who cooks? We do!", 2 },
  { "none", "  ", 0 },
};

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (GPtrArray) found = pt_plain_sentences (sentences[i].text);

      if (found->len != sentences[i].n)
        g_test_message ("%s", sentences[i].name);
      g_assert_cmpuint (found->len, ==, sentences[i].n);
    }
}

/* The place where the note is told. */
static const PtPassagePlace *
find_place (GPtrArray *places, const char *name)
{
  for (guint i = 0; i < places->len; i++)
    if (strcmp (((PtPassagePlace *)places->pdata[i])->place, name) == 0)
      return places->pdata[i];
  g_assert_not_reached ();
}

static char *
tell (Fixture *f, const char *narrative)
{
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = options_for (f);

  options.narrative = narrative;

  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);

  return pt_document_dup_text (document);
}

static char *
rewrite (Fixture *f, const char *text)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, 1500000000000000);
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = options_for (f);
  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);
  g_autoptr (GPtrArray) places = pt_passage_places (data, document);
  const PtPassagePlace *place = find_place (places, "text:pan");
  g_autoptr (PtEdit) edit = pt_passage_edit (world, data, "n", place, text);

  g_assert_cmpstr (place->text, ==, "The pan was ready.");
  g_assert_cmpstr (place->sources[0], ==, "pan");
  fixture_add_edit (f, edit);
  return g_strdup (edit->id);
}

static void
test_rewrite (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *id = rewrite (f, "A big pan stood *ready*.");
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autofree char *text = tell (f, "n");
  g_test_summary ("A rewritten paragraph stands in its place and is not said to have changed");
  g_assert_nonnull (strstr (text, "A big pan stood ready."));
  g_assert_null (strstr (text, "The pan was ready."));
  g_assert_false (pt_passage_is_stale (data, pt_dataset_get (data, id)));
}

/* The same record with another text, as after an edit. */
static PtDataset *
change_pan (Fixture *f)
{
  PtDataset *data = pt_dataset_new ();
  Fixture *other = fixture_new ();

  fixture_add (other, "entry", "pan", "body", "The pan was NOT ready.", "occurred_on", "2017-03-01",
               "story_use", "yes", NULL);
  for (guint i = 0; i < f->records->len; i++)
    if (strcmp (pt_record_get_id (f->records->pdata[i]), "pan") != 0)
      pt_dataset_add (data, f->records->pdata[i]);
  pt_dataset_add (data, other->records->pdata[0]);
  fixture_free (other);
  return data;
}

static void
test_stale (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *id = rewrite (f, "A big pan stood ready.");
  g_autoptr (PtDataset) data = change_pan (f);
  PtRecord *passage = pt_dataset_get (data, id);
  g_autoptr (PtEdit) keep = NULL;
  g_autofree char *now = NULL;

  g_test_summary ("A source that changed flags the passage; nobody's words are overwritten");
  g_assert_true (pt_passage_is_stale (data, passage));
  keep = pt_passage_edit_keep (data, id);
  now = pt_passage_hash (data, (const char *[]){ "pan", NULL });
  g_assert_cmpstr (pt_edit_get (keep, "sources_hash")->text, ==, now);
  g_assert_cmpuint (keep->set->len, ==, 1);
}

static void
test_next_edition (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (2, 1500000000000000);
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *passage = rewrite (f, "A big pan stood ready.");
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autoptr (PtBatch)
      batch = pt_narrative_duplicate (world, data, pt_dataset_get (data, "n"), NULL);
  PtEdit *next = batch->edits->pdata[0];

  g_test_summary ("The next edition begins the day after, and passages come along");
  g_assert_cmpstr (pt_edit_get (next, "from_on")->text, ==, "2017-07-01");
  g_assert_cmpstr (pt_edit_get (next, "to_on")->text, ==, "2017-12-31");
  g_assert_null (pt_edit_get (next, "status"));
  g_assert_cmpuint (batch->edits->len, ==, 2);

  PtEdit *copy = batch->edits->pdata[1];

  g_assert_cmpstr (copy->id, !=, passage);
  g_assert_cmpstr (pt_edit_get (copy, "narrative")->text, ==, next->id);
  g_assert_cmpstr (pt_edit_get (copy, "text")->text, ==, "A big pan stood ready.");
  g_assert_nonnull (pt_edit_get (copy, "sources_hash"));
}

static void
test_release (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (3, 1500000000000000);
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = options_for (f);
  PtNarrativeOptions settled;
  g_autofree char *folder = g_dir_make_tmp ("release-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "story.html", NULL);

  g_test_summary ("A release says what was written, for whom, with whose words in it");
  g_assert_true (pt_narrative_settle (data, &options, &settled, NULL));

  g_autoptr (PtEdition) edition = pt_edition_compose (data, &options, NULL);

  g_assert_null (pt_release_edit (world, "n", edition, &settled, "html", path, NULL, NULL));
  g_assert_true (g_file_set_contents (path, "abc", 3, NULL));

  g_autoptr (PtEdit)
      release = pt_release_edit (world, "n", edition, &settled, "html", path, "The province", NULL);

  g_assert_cmpstr (pt_edit_get (release, "sha256")->text, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (pt_edit_get (release, "audience")->text, ==, "internal");
  g_assert_cmpstr (pt_edit_get (release, "given_to")->text, ==, "The province");
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/listed", test_names);
  g_test_add_func ("/names/roles", test_roles_are_no_names);
  g_test_add_func ("/plain/sentences", test_sentences);
  g_test_add_func ("/passages/rewrite", test_rewrite);
  g_test_add_func ("/passages/stale", test_stale);
  g_test_add_func ("/passages/next-edition", test_next_edition);
  g_test_add_func ("/release/made", test_release);
  return g_test_run ();
}
