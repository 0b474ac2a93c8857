/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composition rules of a narrative, each on the smallest logbook that can break it. */
#include "fixture.h"

#include "pt-story-audience.h"
#include "pt-story-edition.h"
#include "pt-story-scene.h"

#include <string.h>

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin Proef", "start_on", "2017-01-01", "mission",
               "Samen leren wat helpt.", NULL);
  fixture_add (f, "challenge", "lead", "title", "Samen eten", NULL);
  return f;
}

/* A note for the story with one more field. */
static void
add_note (Fixture *f, const char *id, const char *on, const char *text, const char *field,
          const char *value)
{
  fixture_add (f, "entry", id, "body", text, "occurred_on", on, "story_use", "yes", field, value,
               NULL);
}

static void
assert_tells (Fixture *f, const char *audience, const char *words, bool told)
{
  g_autofree char *text = fixture_tell (f, audience, "nl");

  if ((strstr (text, words) != NULL) != told)
    g_test_message ("%s", text);
  g_assert_cmpint (strstr (text, words) != NULL, ==, told);
}

static void
assert_order (Fixture *f, const char *audience, const char *const *words)
{
  g_autofree char *text = fixture_tell (f, audience, "nl");
  const char *at = text;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (at, words[i]);

      if (found == NULL)
        g_test_message ("“%s” is not after what goes before it in:\n%s", words[i], text);
      g_assert_nonnull (found);
      at = found;
    }
}

static void
test_opening (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary (
      "Rule 1: the highest score with a place and day comes first, never a sensitive one");
  add_note (f, "plain", "2017-02-01", "Een gewone dag.", "place", "Wijkkamer");
  fixture_add (f, "entry", "best", "body", "ruw", "story_text", "De dag dat de soep overkookte.",
               "occurred_on", "2017-03-01", "story_use", "yes", "place", "Keuken", "turning_point",
               "yes!", NULL);
  fixture_add (f, "entry", "secret", "body", "ruw", "story_text", "Een zware dag, verteld.",
               "occurred_on", "2017-03-02", "story_use", "yes", "place", "Keuken", "turning_point",
               "yes!", "valence", "low_point", "sensitive", "yes!", NULL);
  assert_order (f, "public",
                (const char *[]){ "1 maart 2017 · Keuken", "De dag dat de soep overkookte.",
                                  "Waar het begon", "Een gewone dag.",
                                  "Met wat er op 1 maart 2017 gebeurde, begon dit verhaal.",
                                  NULL });
}

/* A turning point would score more, but nobody said where it was. */
static void
test_opening_with_place (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 1: a scene with a place opens before one that scores more without");
  add_note (f, "more", "2017-02-01", "Het bestuur stapte op.", "turning_point", "yes!");
  add_note (f, "place", "2017-03-01", "De pan stond klaar.", "place", "Keuken");
  assert_order (f, "public",
                (const char *[]){ "De pan stond klaar.", "Het bestuur stapte op.", NULL });
}

/* Nobody said where it was. */
static void
test_opening_without_place (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 1: without a place too, what is sensitive opens nothing");
  fixture_add (f, "entry", "s", "body", "Zijn diagnose.", "story_text", "Hij bleef die dag thuis.",
               "occurred_on", "2017-03-01", "story_use", "yes", "sensitive", "yes!",
               "turning_point", "yes!", NULL);
  add_note (f, "n", "2017-03-05", "De pan stond klaar.", NULL, NULL);
  assert_order (f, "public",
                (const char *[]){ "De pan stond klaar.", "Hij bleef die dag thuis.", NULL });
}

static void
test_choice (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 2: three scenes a stage in public, with a low point among them");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("high-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-03-0%u", i + 1);
      g_autofree char *text = g_strdup_printf ("Feest nummer %u.", i);

      fixture_add (f, "entry", id, "body", text, "occurred_on", on, "story_use", "yes", "valence",
                   "high_point", "story_text", text, NULL);
    }
  add_note (f, "low", "2017-03-09", "De soep was op.", "valence", "low_point");
  assert_tells (f, "public", "De soep was op.", true);
  assert_tells (f, "public", "Feest nummer 0.", true);
  assert_tells (f, "public", "Feest nummer 5.", false);
  assert_tells (f, "internal", "Feest nummer 5.", true);
}

/* What a note has beyond its words, and what that is worth. */
static const struct
{
  const char *name, *field, *value;
  int score;
} weights[] = {
  { "words", NULL, NULL, 0 },
  { "turning-point", "turning_point", "yes!", 4 },
  { "told", "story_text", "Zo vertellen we het.", 3 },
  { "high", "valence", "high_point", 2 },
  { "low", "valence", "low_point", 2 },
  { "source", NULL, NULL, 2 },
  { "quote", "kind", "quote", 1 },
  { "photo", NULL, NULL, 1 },
};

/* (transfer full): the gate of an outside reader. */
static PtGate *
open_gate (PtDataset *data)
{
  const PtAudience *audience = pt_audience_find ("public");
  g_autoptr (PtNames) names = pt_names_new (data, audience, NULL, "nl", "2017-07-01", NULL, NULL);

  return pt_gate_new (data, audience, g_steal_pointer (&names), NULL, NULL, "2017-07-01");
}

static void
test_score (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  g_test_summary ("Rule 2: what each thing is worth");
  add_note (f, "n", "2017-03-01", "De pan stond klaar.", weights[i].field, weights[i].value);
  fixture_add (f, "stakeholder", "rose", "name", "Bewoonster 3", "kind", "person", "helix",
               "citizens", NULL);
  fixture_link (f, "n", "speaker", "rose");
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  fixture_add (f, "learning", "l", "headline", "Soep helpt", NULL);
  if (g_str_equal (weights[i].name, "source"))
    fixture_link (f, "l", "source", "n");
  fixture_add (f, "attachment", "p", "owner",
               g_str_equal (weights[i].name, "photo") ? "n" : "elsewhere", "type", "photo", "mime",
               "image/png", "alt_text", "Een pan", "shows/nobody", "x", NULL);
  g_hash_table_add (used, (gpointer) "l");

  g_autoptr (PtDataset) all = fixture_dataset (f, false);
  g_autoptr (PtGate) gate = open_gate (all);
  g_autoptr (GPtrArray) scenes = pt_scenes_collect (gate, used);

  g_assert_cmpuint (scenes->len, ==, 1);
  g_assert_cmpint (((PtScene *)scenes->pdata[0])->score, ==, weights[i].score);
  pt_names_free (pt_gate_get_names (gate));
}

/* (transfer full): the ids of the two best scenes. */
static char *
choose_two (Fixture *f)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PtDataset) all = fixture_dataset (f, false);
  g_autoptr (PtGate) gate = open_gate (all);
  g_autoptr (GPtrArray) scenes = pt_scenes_collect (gate, used);
  g_autoptr (GPtrArray) chosen = pt_scenes_choose (scenes, 2);
  const PtScene *one = chosen->pdata[0];
  const PtScene *other = chosen->pdata[1];
  char *ids = g_strdup_printf ("%s %s", pt_record_get_id (one->entry),
                               pt_record_get_id (other->entry));

  pt_names_free (pt_gate_get_names (gate));
  return ids;
}

static void
test_same_experiment (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *ids = NULL;

  g_test_summary ("Rule 2: a scene of the same experiment as the one before loses two points");
  fixture_add (f, "experiment", "soup", "title", "Soepdag", NULL);
  fixture_add (f, "entry", "a", "body", "De pan.", "occurred_on", "2017-03-01", "story_use", "yes",
               "experiment", "soup", "turning_point", "yes!", NULL);
  fixture_add (f, "entry", "b", "body", "De lepel.", "occurred_on", "2017-03-02", "story_use",
               "yes", "experiment", "soup", "story_text", "De lepel.", NULL);
  add_note (f, "c", "2017-03-03", "De kom.", "valence", "high_point");
  ids = choose_two (f);
  g_assert_cmpstr (ids, ==, "a c");
}

static void
test_ties (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *ids = NULL;

  g_test_summary ("Rule 2: of equals the oldest, and of one day the first that was written");
  add_note (f, "d", "2017-03-02", "De kom.", NULL, NULL);
  add_note (f, "c", "2017-03-01", "De lepel.", NULL, NULL);
  add_note (f, "b", "2017-03-01", "De pan.", NULL, NULL);
  ids = choose_two (f);
  g_assert_cmpstr (ids, ==, "b c");
}

/* A quote of @who, as high as everything else. */
static void
add_said (Fixture *f, const char *id, const char *on, const char *text, const char *who)
{
  fixture_add (f, "entry", id, "body", text, "kind", "quote", "occurred_on", on, "story_use", "yes",
               NULL);
  fixture_link (f, id, "speaker", who);
}

static void
test_voice_beside_low (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *ids = NULL;

  g_test_summary ("Rule 2: the voice of a citizen does not push out the one low point");
  fixture_add (f, "stakeholder", "rose", "name", "Bewoonster 3", "kind", "person", "helix",
               "citizens", NULL);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  fixture_add (f, "entry", "high", "body", "Feest.", "occurred_on", "2017-03-01", "story_use",
               "yes", "valence", "high_point", "story_text", "Feest.", NULL);
  add_note (f, "low", "2017-03-02", "De soep was op.", "valence", "low_point");
  add_said (f, "said", "2017-03-03", "Kook met ons.", "rose");
  ids = choose_two (f);
  g_assert_cmpstr (ids, ==, "low said");
}

static void
test_told_once (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *ids = NULL;

  g_test_summary ("Rule 2: words that stand in two notes are one scene");
  fixture_add (f, "stakeholder", "rose", "name", "Bewoonster 3", "kind", "person", "helix",
               "citizens", NULL);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  add_said (f, "said", "2017-03-01", "Ik kom hier nu elke dinsdag met mijn zus eten.", "rose");
  fixture_add (f, "entry", "told", "body",
               "Ze zei het zo: ik kom hier nu elke dinsdag met mijn zus eten.", "occurred_on",
               "2017-03-02", "story_use", "yes", "valence", "high_point", NULL);
  add_note (f, "other", "2017-03-03", "De kom was leeg.", NULL, NULL);
  ids = choose_two (f);
  g_assert_cmpstr (ids, ==, "told other");
}

/* A page for each scene. */
static guint
count_scenes (PtDocument *document, gpointer data)
{
  guint n = 0;

  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const char *place = pt_document_nth (document, i)->place;

      n += place != NULL && g_str_has_prefix (place, "text:");
    }
  return n;
}

static void
test_fewer_pages (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = NULL;
  PtNarrativeOptions options = fixture_options (f, NULL, NULL);

  g_test_summary ("Fewer pages are kept by fewer scenes, the best first, never by cutting one off");
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  add_note (f, "b", "2017-03-02", "De pan was leeg.", "valence", "high_point");
  add_note (f, "c", "2017-03-03", "De pan was schoon.", NULL, NULL);
  fixture_add (f, "narrative", "n", "title", "Kort", "audience", "board", "max_pages", "#1", NULL);
  data = fixture_dataset (f, false);
  options.narrative = "n";
  options.audience = "funder";
  options.count_pages = count_scenes;

  g_autoptr (PtEdition) edition = pt_edition_compose (data, &options, NULL);
  g_autofree char *text = pt_document_dup_text (edition->document);

  g_assert_cmpuint (edition->pages, ==, 1);
  g_assert_cmpuint (edition->cut, >, 0);
  g_assert_nonnull (strstr (text, "De pan was leeg."));
  g_assert_null (strstr (text, "De pan stond klaar."));
  g_assert_null (strstr (text, "De pan was schoon."));
}

static void
test_stage (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 3: what chafed, tried, seen, decided, learned, what stays open");
  fixture_add (f, "question", "q", "text", "Wie kookt er?", "opened_on", "2017-03-01", "status",
               "open", NULL);
  fixture_add (f, "experiment", "e", "title", "Soepdag", "hypothesis", "Eten verbindt.", "start_on",
               "2017-03-02", "end_on", "2017-03-20", "status", "completed", "result",
               "Twaalf kommen.", "decision", "broaden", "decision_why", "Er kwamen buren bij.",
               NULL);
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  add_note (f, "b", "2017-03-05", "De pan was leeg.", NULL, NULL);
  add_note (f, "c", "2017-03-20", "De pan ging mee naar huis.", NULL, NULL);
  fixture_add (f, "learning", "l", "headline", "Geur werft beter dan een folder", "status",
               "established", "learned_on", "2017-03-20", "strength", "tested", NULL);
  assert_order (f, "public",
                (const char *[]){ "Etappe 1", "Er schuurde iets:", "Wie kookt er?",
                                  "We probeerden iets uit.", "Soepdag. Eten verbindt.",
                                  "De pan was leeg.", "Twaalf kommen.",
                                  "We besloten het te verbreden.", "Er kwamen buren bij.",
                                  "We toetsten het:", "Geur werft beter dan een folder.",
                                  "De vraag van deze etappe was nog niet beantwoord.", NULL });
}

/* Notes on days 3 to 5 of the first month of each stretch; fields of the first one by @field, if any. */
static void
add_stretches (Fixture *f, const guint *months, guint n, const char *field,
               const char *const *values)
{
  for (guint i = 0; i < n * 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%02u", i);
      g_autofree char *on = g_strdup_printf ("2017-%02u-%02u", months[i / 3], i % 3 + 3);

      add_note (f, id, on, "Iets.", field, values[i / 3]);
    }
}

static void
test_answered_later (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 3, 5 };
  const char *phases[] = { "awareness", "insight", "network" };

  g_test_summary ("Rule 3: what was answered in a later stage stayed open in this one");
  add_stretches (f, months, 3, "phase_then", phases);
  fixture_add (f, "question", "q", "text", "Wie kookt er?", "opened_on", "2017-01-03", "closed_on",
               "2017-03-20", "status", "answered", NULL);
  assert_order (f, "internal",
                (const char *[]){ "Etappe 1", "De vraag van deze etappe was nog niet beantwoord.",
                                  "Etappe 2", NULL });
}

static void
test_one_boundary (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 4 };
  const char *phases[] = { "awareness", "insight" };

  g_test_summary ("Rule 4: one change of phase is too few, and the seasons part the stages");
  add_stretches (f, months, 2, "phase_then", phases);
  assert_order (
      f, "internal",
      (const char *[]){ "Etappe 1 · Winter 2016–2017", "Etappe 2 · Voorjaar 2017", NULL });
}

static void
test_late_stamp (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 3, 5 };
  const char *phases[] = { "awareness", "insight", "network" };

  g_test_summary ("Rule 4: one note with the stamp of a later phase begins no stage");
  add_stretches (f, months, 3, "phase_then", phases);
  add_note (f, "late", "2017-01-20", "Later opgeschreven.", "phase_then", "scaling");
  add_note (f, "bare-1", "2017-02-10", "Zonder stempel.", NULL, NULL);
  add_note (f, "bare-2", "2017-02-11", "Nog een zonder stempel.", NULL, NULL);
  assert_tells (f, "internal", "Opschalen", false);
  assert_tells (f, "internal", "Etappe 4", false);
}

static void
test_lead_challenge (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 3, 5 };
  const char *phases[] = { "awareness", "insight", "network" };

  g_test_summary ("Rule 4: the phase of another challenge begins no stage");
  add_stretches (f, months, 3, "phase_then", phases);
  fixture_add (f, "challenge", "other", "title", "Samen wonen", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("other-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-02-1%u", i);

      fixture_add (f, "entry", id, "body", "Iets.", "occurred_on", on, "story_use", "yes",
                   "challenge", "other", "phase_then", "scaling", NULL);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("lead-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-05-2%u", i);

      fixture_add (f, "entry", id, "body", "Iets.", "occurred_on", on, "story_use", "yes",
                   "challenge", "lead", "phase_then", "network", NULL);
    }
  assert_tells (f, "internal", "Opschalen", false);
  assert_tells (f, "internal", "Etappe 4", false);
}

static void
test_turns_of_a_day (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 3, 5 };
  const char *turns[] = { "no!", "no!", "no!" };

  g_test_summary (
      "Rule 4: two turning points on one day are one boundary, however long the next is");
  add_stretches (f, months, 3, "turning_point", turns);
  add_note (f, "t1", "2017-03-01T09:00", "Een telefoontje.", "turning_point", "yes!");
  add_note (f, "t2", "2017-03-01T15:00", "Nog een telefoontje.", "turning_point", "yes!");
  add_note (f, "t3", "2017-05-01", "Een brief.", "turning_point", "yes!");
  assert_tells (f, "internal", "Etappe 3", true);
  assert_tells (f, "internal", "Etappe 4", false);
}

static void
test_one_day_of_turns (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 4 };
  const char *turns[] = { "no!", "no!" };

  g_test_summary ("Rule 4: two turning points on one day are too few to part the stages");
  add_stretches (f, months, 2, "turning_point", turns);
  add_note (f, "t1", "2017-04-01T09:00", "Een telefoontje.", "turning_point", "yes!");
  add_note (f, "t2", "2017-04-01T15:00", "Nog een telefoontje.", "turning_point", "yes!");
  assert_order (
      f, "internal",
      (const char *[]){ "Etappe 1 · Winter 2016–2017", "Etappe 2 · Voorjaar 2017", NULL });
}

static void
test_short_stretch (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const guint months[] = { 1, 3, 5 };
  const char *phases[] = { "awareness", "insight", "network" };

  g_test_summary ("Rule 4: a turning point days before a change of phase is one boundary with it");
  add_stretches (f, months, 3, "phase_then", phases);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("turn-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-02-2%u", 5 + i);

      fixture_add (f, "entry", id, "body", "Iets.", "occurred_on", on, "story_use", "yes",
                   "phase_then", "awareness", "turning_point", i == 0 ? "yes!" : "no!", NULL);
    }
  assert_tells (f, "internal", "Etappe 3", true);
  assert_tells (f, "internal", "Etappe 4", false);
}

static void
test_boundaries (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const char *phases[] = { "awareness", "awareness", "awareness", "insight", "insight",
                           "insight",   "network",   "network",   "network" };

  g_test_summary ("Rule 4: a stage begins where the phase changes");
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-0%u-%02u", i / 3 * 2 + 1, i % 3 + 3);

      add_note (f, id, on, "Iets.", "phase_then", phases[i]);
    }
  assert_order (f, "internal",
                (const char *[]){ "Etappe 1 · Bewustwording", "Etappe 2 · Inzicht",
                                  "Etappe 3 · Netwerk en ecosysteem", NULL });
}

static void
test_turning_points (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 4: a stage begins at a turning point, whatever the season");
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-0%u-%02u", i / 3 + 1, i % 3 + 3);
      const bool turn = i == 3 || i == 6;

      add_note (f, id, on, "Iets.", turn ? "turning_point" : NULL, "yes!");
    }
  assert_order (f, "internal",
                (const char *[]){ "Etappe 1", "Januari 2017", "Etappe 2", "Februari 2017",
                                  "Etappe 3", "Maart 2017", NULL });
}

static void
test_seasons (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const char *days[] = { "2017-01-10", "2017-01-11", "2017-01-12",
                         "2017-04-10", "2017-04-11", "2017-04-12" };

  g_test_summary ("Rule 4: without two boundaries the seasons part the stages");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);

      add_note (f, id, days[i], "Iets.", NULL, NULL);
    }
  assert_order (
      f, "public",
      (const char *[]){ "Etappe 1 · Winter 2016–2017", "Etappe 2 · Voorjaar 2017", NULL });
}

/* People's words never share a paragraph with a made sentence, but after its colon. */
static void
test_own_words (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDocument) document = NULL;
  bool found = false;

  g_test_summary ("Rule 5: people's text stands on its own; rule 15: and knows its source");
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  document = fixture_compose (f, "public", "nl");
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);
      g_autofree char *text = block->inlines != NULL ? pt_inlines_dup_text (block->inlines)
                                                     : g_strdup ("");

      if (strstr (text, "De pan stond klaar.") == NULL)
        continue;
      g_assert_cmpstr (text, ==, "De pan stond klaar.");
      g_assert_cmpuint (block->sources->len, ==, 1);
      g_assert_cmpstr (block->sources->pdata[0], ==, "a");
      found = true;
    }
  g_assert_true (found);
}

/* Days apart in February and March, each with what the distance says. */
static const struct
{
  const char *on, *words;
} distances[] = {
  { "2017-02-01", NULL },
  { "2017-02-01T15:00", "Diezelfde dag" },
  { "2017-02-02", "De dag erna" },
  { "2017-02-06", "Enkele dagen later" },
  { "2017-02-14", "Een week later" },
  { "2017-03-08", "Drie weken later" },
  { "2017-05-30", "In mei 2017" },
};

static void
test_time_words (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 6: time words follow from the distance in days");
  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);

      fixture_add (f, "entry", id, "body", "Iets.", "occurred_on", distances[i].on, "story_use",
                   "yes", "phase_then", "awareness", NULL);
    }
  for (guint i = 1; i < G_N_ELEMENTS (distances); i++)
    assert_tells (f, "internal", distances[i].words, true);
}

static void
test_time_words_once (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *text = NULL;
  guint n = 0;

  g_test_summary ("Rule 6: no time words twice on a page");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-02-%02u", 3 + 4 * i);

      add_note (f, id, on, "Iets.", NULL, NULL);
    }
  text = fixture_tell (f, "internal", "nl");
  for (const char *at = text; (at = strstr (at, "Enkele dagen later")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_causes (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 7: a cause only where somebody drew the link");
  add_note (f, "z", "2017-02-20", "De opening.", "place", "Zaal");
  add_note (f, "a", "2017-03-01", "De pan viel om.", NULL, NULL);
  add_note (f, "b", "2017-03-05", "De vloer werd geboend.", NULL, NULL);
  assert_tells (f, "public", "bleek wat dat in gang had gezet", false);
  fixture_link (f, "a", "leads_to", "b");
  assert_tells (f, "public", "bleek wat dat in gang had gezet", true);
}

static const struct
{
  const char *field, *key, *words;
} certainties[] = {
  { "strength", "hunch", "We vermoeden:" },
  { "strength", "repeated", "We zagen het meer dan eens:" },
  { "strength", "tested", "We toetsten het:" },
};

static void
test_certainty (void)
{
  g_test_summary ("Rule 8: certainty becomes a verb");
  for (guint i = 0; i < G_N_ELEMENTS (certainties); i++)
    {
      g_autoptr (Fixture) f = new_lab ();

      fixture_add (f, "learning", "l", "headline", "Geur werft", "status", "established",
                   "learned_on", "2017-03-01", certainties[i].field, certainties[i].key, NULL);
      assert_order (f, "public", (const char *[]){ certainties[i].words, "Geur werft.", NULL });
    }
}

static void
test_effects (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 8: effects by status, with the lab's part and what else may explain them");
  fixture_add (f, "stakeholder", "gp", "name", "Huisarts 1", "kind", "person", "helix",
               "civil_society", "protected", "yes!", NULL);
  fixture_add (f, "outcome", "o", "statement", "Buren eten samen.", "status", "confirmed",
               "contribution", "Wij zetten de pan neer.", "contribution_strength", "small",
               "other_explanations", "Het was een warme zomer.", NULL);
  fixture_link (f, "gp", "confirms", "o");
  fixture_add (f, "outcome", "p", "statement", "De eenzaamheid is gemeten.", "status",
               "did_not_occur", NULL);
  fixture_add (f, "outcome", "i", "statement", "Alleen een wens.", "status", "intended", NULL);
  assert_order (f, "public",
                (const char *[]){ "We zagen:", "Buren eten samen.", "Wij zetten de pan neer.",
                                  "De proeftuin droeg daar een beetje aan bij, naast: Het was een",
                                  "Een huisarts bevestigt dit.",
                                  "Dit bleef uit:", "De eenzaamheid is gemeten.", NULL });
  assert_tells (f, "public", "Alleen een wens.", false);
}

/* How much of it was the lab's, with what else may explain it and without. */
static const struct
{
  const char *strength, *beside, *words;
} shares[] = {
  { "small", "Het weer.", "De proeftuin droeg daar een beetje aan bij, naast: Het weer." },
  { "partial", "Het weer.", "De proeftuin droeg daar mede aan bij, naast: Het weer." },
  { "large", "Het weer.", "De proeftuin droeg daar sterk aan bij, naast: Het weer." },
  { "small", NULL, "De proeftuin droeg daar een beetje aan bij." },
  { "large", NULL, "De proeftuin droeg daar sterk aan bij." },
};

static void
test_shares (void)
{
  g_test_summary ("Rule 8: the lab's part is small, partial or large");
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (Fixture) f = new_lab ();

      fixture_add (f, "outcome", "o", "statement", "Buren eten samen.", "status", "substantiated",
                   "contribution", "Wij zetten de pan neer.", "contribution_strength",
                   shares[i].strength,
                   shares[i].beside != NULL ? "other_explanations" : "significance",
                   shares[i].beside != NULL ? shares[i].beside : "Dat telt.", NULL);
      assert_tells (f, "public", shares[i].words, true);
    }
}

static void
test_claim_too_early (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 8: what was only seen is nobody's doing yet");
  fixture_add (f, "outcome", "o", "statement", "Buren eten samen.", "status", "observed",
               "contribution", "Wij zetten de pan neer.", "contribution_strength", "large", NULL);
  assert_tells (f, "public", "Buren eten samen.", true);
  assert_tells (f, "public", "droeg daar", false);
  assert_tells (f, "public", "Wij zetten de pan neer.", false);
}

static void
test_hoped (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 8: what is hoped for is not told as seen, not to the team either");
  fixture_add (f, "outcome", "i", "statement", "Alleen een wens.", "status", "intended", NULL);
  assert_tells (f, "internal", "We zagen:", false);
  assert_order (f, "internal",
                (const char *[]){ "Een verandering kunnen we nog niet aantonen.",
                                  "Dit hopen we nog te zien:", "Alleen een wens.", NULL });
}

static void
test_provisional (void)
{
  g_autoptr (Fixture) f = new_lab ();

  fixture_add (f, "question", "q", "text", "Wie kookt er?", "status", "answered", "answer",
               "Wie honger heeft.", "answer_confidence", "provisional", NULL);
  assert_order (
      f, "public",
      (const char *[]){ "Wie kookt er?", "Ons voorlopige antwoord:", "Wie honger heeft.", NULL });
}

static void
test_dissent (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDocument) document = NULL;
  bool found = false;

  g_test_summary ("Rule 9: dissent is printed, as a quote of its own with its role");
  fixture_add (f, "learning", "l", "headline", "Geur werft", "status", "established", "learned_on",
               "2017-03-01", NULL);
  fixture_add (f, "comment", "c", "target", "l", "kind", "other_view", "voice", "huisarts", "body",
               "Ik ruik niets.", NULL);
  document = fixture_compose (f, "public", "nl");
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);
      g_autofree char *who = pt_inlines_dup_text (block->attribution);

      found = found || (block->type == PT_BLOCK_QUOTE && strcmp (who, "Een huisarts") == 0);
    }
  g_assert_true (found);
  assert_order (f, "public",
                (const char *[]){ "Niet iedereen zag het zo.", "Ik ruik niets.", NULL });
}

/* Of what else than a learning moment somebody can see otherwise. */
static void
test_dissent_elsewhere (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 9: dissent about an effect and about a decision is printed too");
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  fixture_add (f, "outcome", "o", "statement", "Buren eten samen.", "status", "observed", NULL);
  fixture_add (f, "experiment", "e", "title", "Soepdag", "start_on", "2017-03-01", "end_on",
               "2017-03-02", "status", "completed", "decision", "stop", NULL);
  fixture_add (f, "comment", "c", "target", "o", "kind", "other_view", "voice", "huisarts", "body",
               "Ik eet alleen.", NULL);
  fixture_add (f, "comment", "d", "target", "e", "kind", "objection", "voice", "buurman", "body",
               "Stoppen is laf.", NULL);
  assert_order (f, "public",
                (const char *[]){ "We besloten ermee te stoppen.", "Niet iedereen zag het zo.",
                                  "Stoppen is laf.", "Buren eten samen.",
                                  "Niet iedereen zag het zo.", "Ik eet alleen.", NULL });
}

static void
test_omissions (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 10: one sentence without numbers outside; counts from three inside");
  add_note (f, "a", "2017-03-01", "Een gewone dag.", NULL, NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("no-%u", i);

      fixture_add (f, "entry", id, "body", "Weg.", "occurred_on", "2017-03-01", "story_use", "no",
                   NULL);
    }
  fixture_add (f, "entry", "s", "body", "Zwaar.", "occurred_on", "2017-03-01", "story_use", "yes",
               "sensitive", "yes!", NULL);
  assert_tells (f, "public", "Niet alles wat is opgeschreven, staat erin.", true);
  assert_tells (f, "public", "minder dan drie", false);
  assert_tells (f, "internal", "Notities die niet voor het verhaal zijn gekozen\t4", true);
  assert_tells (f, "internal", "Gevoelige notities\tminder dan drie", true);
}

static void
test_gap (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 11: a stretch without notes is said");
  add_note (f, "a", "2017-07-12", "Een.", NULL, NULL);
  add_note (f, "b", "2017-07-12", "Twee.", NULL, NULL);
  add_note (f, "c", "2017-08-30", "Drie.", NULL, NULL);
  assert_tells (f, "public", "Tussen 12 juli en 30 augustus 2017 is niets genoteerd.", true);
}

/* In the story between the scenes, at its end, and once more where the team accounts for it. */
static void
test_gap_in_its_place (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 11: a stretch without notes is said where it was");
  add_note (f, "a", "2017-01-12", "Een.", NULL, NULL);
  add_note (f, "b", "2017-02-27", "Twee.", NULL, NULL);
  fixture_add (f, "entry", "c", "body", "Niet verteld.", "occurred_on", "2017-05-12", "story_use",
               "no", "phase_then", "awareness", NULL);
  assert_order (f, "internal",
                (const char *[]){ "Een.", "Tussen 12 januari en 27 februari 2017", "Twee.", NULL });
  assert_order (f, "internal",
                (const char *[]){ "Hoe dit verhaal tot stand kwam",
                                  "Tussen 12 januari en 27 februari 2017 is niets genoteerd.",
                                  "Tussen 27 februari en 12 mei 2017 is niets genoteerd.", NULL });
}

static void
test_gap_at_the_end (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 11: also where only what is not told comes after it");
  add_note (f, "a", "2017-03-03", "Een.", NULL, NULL);
  add_note (f, "b", "2017-03-04", "Twee.", NULL, NULL);
  fixture_add (f, "entry", "c", "body", "Niet verteld.", "occurred_on", "2017-05-12", "story_use",
               "no", NULL);
  assert_order (
      f, "public",
      (const char *[]){ "Twee.", "Tussen 4 maart en 12 mei 2017 is niets genoteerd.", NULL });
}

static void
test_thin_stage (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 11: fewer than three notes make no chapter");
  add_note (f, "a", "2017-07-12", "Een enkele dag.", NULL, NULL);
  assert_tells (f, "public", "Een enkele dag.", true);
  assert_tells (f, "public", "Etappe", false);
}

static void
test_no_effect (void)
{
  g_autoptr (Fixture) f = new_lab ();

  assert_tells (f, "public", "Een verandering kunnen we nog niet aantonen.", true);
}

static void
test_small_numbers (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 11: no percentage of fewer than five; few measurements are sentences");
  fixture_add (f, "outcome", "o", "statement", "Buren eten samen.", "status", "observed", NULL);
  fixture_add (f, "measurement", "m", "outcome", "o", "measured_on", "2017-03-01", "value", "#3",
               "n", "#4", NULL);
  fixture_add (f, "measurement", "k", "outcome", "o", "measured_on", "2017-04-01", "value", "#3",
               "n", "#12", NULL);
  assert_tells (f, "public", "1 maart 2017: 3 van de 4.", true);
  assert_tells (f, "public", "1 april 2017: 3 van de 12 (25\302\240%).", true);
}

static void
test_small_ring (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDocument) document = NULL;

  g_test_summary ("Rule 11: fewer than five travellers are a sentence, no picture");
  fixture_add (f, "stakeholder", "a", "name", "Bewoner 1", "helix", "citizens", NULL);
  fixture_add (f, "stakeholder", "b", "name", "De gemeente", "kind", "organisation", "helix",
               "government", NULL);
  assert_tells (f, "internal", "Twee mensen en partijen reisden mee, uit twee soorten partijen.",
                true);
  document = fixture_compose (f, "internal", "nl");
  for (guint i = 0; i < pt_document_length (document); i++)
    g_assert_null (pt_document_nth (document, i)->picture);
}

static void
test_empty_sections (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDocument) document = fixture_compose (f, "internal", "nl");
  guint last = pt_document_length (document) - 1;

  g_test_summary ("Rule 11: no empty heading; the accountability section says what there is not");
  for (guint i = 0; i <= last; i++)
    {
      const PtBlock *block = pt_document_nth (document, i);
      const PtBlock *next = i < last ? pt_document_nth (document, i + 1) : NULL;

      if (block->type != PT_BLOCK_HEADING || block->level == 1)
        continue;
      g_assert_nonnull (next);
      g_assert_true (next->type != PT_BLOCK_HEADING || next->level > block->level);
    }
  assert_tells (f, "internal", "Hierover is (nog) niets vastgelegd:", true);
}

static void
test_roles (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 12: a role at first, then the same one; never the name");
  fixture_add (f, "stakeholder", "b", "name", "Bewoonster 3", "kind", "person", "helix", "citizens",
               NULL);
  fixture_add (f, "stakeholder", "c", "name", "Bewoonster 4", "kind", "person", "helix", "citizens",
               NULL);
  add_note (f, "a", "2017-03-01",
            "Toen kwam [@Bewoonster 3](pt:b). Later vroeg [@Bewoonster 3](pt:b) het aan "
            "[@Bewoonster 4](pt:c).",
            NULL, NULL);
  assert_tells (f, "public",
                "Toen kwam een bewoonster. Later vroeg dezelfde bewoonster het aan een andere "
                "bewoonster.",
                true);
}

static Fixture *
new_participants (void)
{
  Fixture *f = new_lab ();

  fixture_add (f, "stakeholder", "rose", "name", "Bewoonster 1", "kind", "person", "helix",
               "citizens", NULL);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "participants", NULL);
  add_note (f, "said", "2017-03-01", "Kook met ons.", "kind", "quote");
  fixture_link (f, "said", "speaker", "rose");
  add_note (f, "long", "2017-03-02",
            "Een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
            "vijftien zestien. Kort.",
            NULL, NULL);
  fixture_add (f, "outcome", "o", "statement", "Buren eten samen", "status", "observed", NULL);
  for (guint i = 1; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-03-0%u", i);

      fixture_add (f, "measurement", id, "outcome", "o", "measured_on", on, "value", "#3", NULL);
    }
  return f;
}

static void
test_participants (void)
{
  g_autoptr (Fixture) f = new_participants ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, "participants", "en");
  g_autoptr (PtEdition) edition = pt_edition_compose (data, &options, NULL);
  const char *last = NULL;

  g_test_summary ("Rule 14: begins with what they said, no tables, ends with how to join");
  for (guint i = 0; i < pt_document_length (edition->document); i++)
    {
      const PtBlock *block = pt_document_nth (edition->document, i);

      g_assert_cmpint (block->type, !=, PT_BLOCK_TABLE);
      g_assert_null (block->twin);
      if (block->place != NULL && strcmp (block->section, "colophon") != 0)
        last = block->place;
    }
  g_assert_cmpstr (last, ==, "join");

  g_autofree char *text = pt_document_dup_text (edition->document);
  const char *first = strstr (text, "The journey on a page\nThis is what you said:\n");

  g_assert_nonnull (first);
  g_assert_nonnull (strstr (first, "Kook met ons."));
}

static void
test_answers_to_citizens (void)
{
  g_autoptr (Fixture) f = new_participants ();

  g_test_summary (
      "Rule 14: of what was done for them the newest four, and nothing done for others");
  fixture_add (f, "stakeholder", "gov", "name", "De gemeente", "kind", "organisation", "helix",
               "government", NULL);
  for (guint i = 1; i < 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("did-%u", i);
      g_autofree char *text = g_strdup_printf ("Bankje nummer %u", i);
      g_autofree char *on = g_strdup_printf ("2017-03-0%u", i);

      fixture_add (f, "action", id, "text", text, "to_whom", "rose", "status", "done", "done_on",
                   on, NULL);
    }
  fixture_add (f, "action", "report", "text", "Verslag sturen", "to_whom", "gov", "status", "done",
               "done_on", "2017-03-09", NULL);
  assert_tells (f, "participants", "Bankje nummer 2", false);
  assert_order (f, "participants", (const char *[]){ "Bankje nummer 3", "Bankje nummer 6", NULL });
  assert_tells (f, "participants", "Verslag sturen", false);
}

static void
test_long_sentences (void)
{
  g_autoptr (Fixture) f = new_participants ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, "participants", "nl");
  g_autoptr (PtEdition) edition = pt_edition_compose (data, &options, NULL);

  g_test_summary ("Rule 14: sentences of more than 15 words are pointed out, ours have none");
  g_assert_cmpuint (edition->long_sentences->len, ==, 1);

  const PtLongSentence *found = edition->long_sentences->pdata[0];

  g_assert_cmpuint (found->words, ==, 16);
  g_assert_true (g_str_has_suffix (found->sentence, "zestien."));
  g_assert_cmpstr (found->record, ==, "long");
  g_assert_cmpstr (found->section, ==, "5");

  options.audience = "funder";
  g_autoptr (PtEdition) other = pt_edition_compose (data, &options, NULL);

  g_assert_cmpuint (other->long_sentences->len, ==, 0);
}

static void
test_passage (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = NULL;
  PtNarrativeOptions options = fixture_options (f, NULL, NULL);

  g_test_summary ("Rule 13: a rewritten passage stands in its place and keeps its sources");
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  fixture_add (f, "narrative", "n", "title", "Ons verhaal", "audience", "internal", NULL);
  fixture_add (f, "passage", "p", "narrative", "n", "section", "5", "place", "text:a", "basis",
               "edited", "text", "De grote pan stond al een uur *klaar*.", "sources/kept", "x",
               NULL);
  fixture_add (f, "passage", "q", "narrative", "n", "section", "13", "place", "extent", "basis",
               "edited", "text", "We schreven niet zo veel op.", NULL);
  data = fixture_dataset (f, false);
  options.narrative = "n";

  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);
  g_autofree char *text = pt_document_dup_text (document);
  g_auto (GStrv) sources = pt_document_dup_sources (document);

  g_assert_nonnull (strstr (text, "De grote pan stond al een uur klaar."));
  g_assert_null (strstr (text, "De pan stond klaar."));
  g_assert_nonnull (strstr (text, "We schreven niet zo veel op."));
  g_assert_null (strstr (text, "Het logboek telt"));
  g_assert_true (g_str_has_prefix (text, "Ons verhaal\n"));
  g_assert_true (g_strv_contains ((const char *const *)sources, "a"));
  g_assert_true (g_strv_contains ((const char *const *)sources, "p"));
  g_assert_true (g_strv_contains ((const char *const *)sources, "kept"));
}

/* All words of @block. */
static char *
words_of (const PtBlock *block)
{
  GString *out = g_string_new (NULL);
  GPtrArray *const inlines[] = { block->inlines, block->attribution };

  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    {
      g_autofree char *text = inlines[i] != NULL ? pt_inlines_dup_text (inlines[i]) : NULL;

      g_string_append_printf (out, "%s ", text != NULL ? text : "");
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      g_autofree char *text = words_of (block->children->pdata[i]);

      g_string_append (out, text);
    }
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    {
      g_autofree char *text = g_strjoinv (" ", block->rows->pdata[i]);

      g_string_append (out, text);
    }
  return g_string_free (out, FALSE);
}

static bool
rests_on (const PtBlock *block, const char *id)
{
  for (guint i = 0; i < block->sources->len; i++)
    if (strcmp (block->sources->pdata[i], id) == 0)
      return true;
  return false;
}

/* One of each kind that a story prints, each with a word that nothing else has. */
static const struct
{
  const char *kind, *id, *word, *field, *text, *more, *value;
} PRINTED[] = {
  { "entry", "e1", "aalbes", "story_text", "Er stond aalbes op tafel.", "occurred_on",
    "2017-01-10" },
  { "entry", "e2", "braam", "body", "Daarna kwam de braam.", "occurred_on", "2017-02-10" },
  { "entry", "e3", "citroen", "body", "Toen ging de citroen mis.", "occurred_on", "2017-03-10" },
  { "question", "q", "druif", "text", "Wie plukt de druif?", "status", "answered" },
  { "experiment", "x", "granaatappel", "title", "Proef granaatappel", "start_on", "2017-02-11" },
  { "learning", "l", "kers", "headline", "De kers is van iedereen.", "status", "discussed" },
  { "outcome", "o", "limoen", "statement", "De limoen groeit in de buurt.", "status", "observed" },
  { "mechanism", "m", "mango", "statement", "Wie een mango krijgt, komt terug.", "to_outcome",
    "o" },
  { "resource", "r", "perzik", "title", "De perzik van de buren", "direction", "have" },
};

static void
plant (Fixture *f)
{
  for (guint i = 0; i < G_N_ELEMENTS (PRINTED); i++)
    fixture_add (f, PRINTED[i].kind, PRINTED[i].id, PRINTED[i].field, PRINTED[i].text,
                 PRINTED[i].more != NULL ? PRINTED[i].more : "story_use",
                 PRINTED[i].more != NULL ? PRINTED[i].value : "yes", "story_use", "yes", NULL);
  fixture_add (f, "mechanism", "m2", "statement", "Geur trekt mensen.", NULL);
  fixture_add (f, "mechanism", "m3", "statement", "Samen koken verbindt.", NULL);
  fixture_add (f, "entry", "e4", "body", "De proef begon.", "occurred_on", "2017-02-12",
               "experiment", "x", "story_use", "yes", NULL);
  fixture_link (f, "l", "supports", "m");
  fixture_link (f, "e2", "source", "l");
  fixture_link (f, "e3", "source", "o");
}

/* @printed: bit @i is set when the word of the @i-th was found. */
static void
assert_known (const PtBlock *block, const char *audience, guint *printed)
{
  g_autofree char *words = words_of (block);

  if (block->style == PT_STYLE_SOURCE) /* is what others lead to */
    return;
  for (guint i = 0; i < G_N_ELEMENTS (PRINTED); i++)
    {
      if (strstr (words, PRINTED[i].word) == NULL)
        continue;
      *printed |= 1u << i;
      if (!rests_on (block, PRINTED[i].id))
        g_test_message ("%s does not know %s: %s", audience, PRINTED[i].id, words);
      g_assert_true (rests_on (block, PRINTED[i].id));
    }
}

static void
test_every_source (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const PtAudience *audience;
  guint printed = 0;

  g_test_summary ("Rule 15: every paragraph with words from a record knows the record");
  plant (f);
  for (guint i = 0; (audience = pt_audience_nth (i)) != NULL; i++)
    {
      g_autoptr (PtDocument) document = fixture_compose (f, audience->key, "nl");

      for (guint b = 0; b < pt_document_length (document); b++)
        assert_known (pt_document_nth (document, b), audience->key, &printed);
    }
  for (guint i = 0; i < G_N_ELEMENTS (PRINTED); i++)
    if ((printed & 1u << i) == 0)
      g_test_message ("%s is printed nowhere", PRINTED[i].id);
  g_assert_cmpuint (printed, ==, (1u << G_N_ELEMENTS (PRINTED)) - 1);
}

static void
test_unknown_audience (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, "everybody", "nl");
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_narrative_compose (data, &options, &error));
  g_assert_error (error, PT_STORY_ERROR, PT_STORY_ERROR_AUDIENCE);
}

static void
test_empty_logbook (void)
{
  g_autoptr (Fixture) f = fixture_new ();

  g_test_summary ("A logbook with nothing in it makes a short, honest document");
  assert_tells (f, "public", "Reisverhaal", true);
  assert_tells (f, "internal", "Hierover is (nog) niets vastgelegd:", true);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/01-opening-scene", test_opening);
  g_test_add_func ("/rules/01-opening-with-place", test_opening_with_place);
  g_test_add_func ("/rules/01-opening-without-place", test_opening_without_place);
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/02-score/", weights[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_score);
    }
  g_test_add_func ("/rules/02-same-experiment", test_same_experiment);
  g_test_add_func ("/rules/02-ties", test_ties);
  g_test_add_func ("/rules/02-choice-of-scenes", test_choice);
  g_test_add_func ("/rules/02-voice-beside-low", test_voice_beside_low);
  g_test_add_func ("/rules/02-told-once", test_told_once);
  g_test_add_func ("/rules/02-fewer-pages", test_fewer_pages);
  g_test_add_func ("/rules/03-parts-of-a-stage", test_stage);
  g_test_add_func ("/rules/03-answered-later", test_answered_later);
  g_test_add_func ("/rules/04-one-boundary", test_one_boundary);
  g_test_add_func ("/rules/04-late-stamp", test_late_stamp);
  g_test_add_func ("/rules/04-lead-challenge", test_lead_challenge);
  g_test_add_func ("/rules/04-turns-of-a-day", test_turns_of_a_day);
  g_test_add_func ("/rules/04-one-day-of-turns", test_one_day_of_turns);
  g_test_add_func ("/rules/04-short-stretch", test_short_stretch);
  g_test_add_func ("/rules/04-phases", test_boundaries);
  g_test_add_func ("/rules/04-turning-points", test_turning_points);
  g_test_add_func ("/rules/04-seasons", test_seasons);
  g_test_add_func ("/rules/05-own-words", test_own_words);
  g_test_add_func ("/rules/06-time-words", test_time_words);
  g_test_add_func ("/rules/06-time-words-once", test_time_words_once);
  g_test_add_func ("/rules/07-causes", test_causes);
  g_test_add_func ("/rules/08-certainty", test_certainty);
  g_test_add_func ("/rules/08-effects", test_effects);
  g_test_add_func ("/rules/08-shares", test_shares);
  g_test_add_func ("/rules/08-claim-too-early", test_claim_too_early);
  g_test_add_func ("/rules/08-hoped", test_hoped);
  g_test_add_func ("/rules/08-provisional-answer", test_provisional);
  g_test_add_func ("/rules/09-dissent", test_dissent);
  g_test_add_func ("/rules/09-dissent-elsewhere", test_dissent_elsewhere);
  g_test_add_func ("/rules/10-omissions", test_omissions);
  g_test_add_func ("/rules/11-gap", test_gap);
  g_test_add_func ("/rules/11-gap-in-its-place", test_gap_in_its_place);
  g_test_add_func ("/rules/11-gap-at-the-end", test_gap_at_the_end);
  g_test_add_func ("/rules/11-thin-stage", test_thin_stage);
  g_test_add_func ("/rules/11-no-effect", test_no_effect);
  g_test_add_func ("/rules/11-small-numbers", test_small_numbers);
  g_test_add_func ("/rules/11-small-ring", test_small_ring);
  g_test_add_func ("/rules/11-empty-sections", test_empty_sections);
  g_test_add_func ("/rules/12-roles", test_roles);
  g_test_add_func ("/rules/13-passages", test_passage);
  g_test_add_func ("/rules/14-participants", test_participants);
  g_test_add_func ("/rules/14-answers-to-citizens", test_answers_to_citizens);
  g_test_add_func ("/rules/14-long-sentences", test_long_sentences);
  g_test_add_func ("/rules/15-sources", test_every_source);
  g_test_add_func ("/compose/unknown-audience", test_unknown_audience);
  g_test_add_func ("/compose/empty-logbook", test_empty_logbook);
  return g_test_run ();
}
