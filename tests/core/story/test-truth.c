/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a critical reader of a narrative checks: the order of a day, what was done and what was only
 * planned, what stays open, who got less of a say, and that no made sentence claims more than the
 * records say. */
#include "fixture.h"

#include <string.h>

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin Proef", NULL);
  fixture_add (f, "challenge", "lead", "title", "Samen eten", NULL);
  return f;
}

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
test_order_of_day (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Two notes of one day are told in the order of the clock");
  add_note (f, "a", "2017-05-17T15:40", "Zes uur later belde de tweede.", NULL, NULL);
  add_note (f, "b", "2017-05-17T10:10", "Om tien over tien belde de eerste.", NULL, NULL);
  add_note (f, "c", "2017-05-18", "De dag erna was het stil.", NULL, NULL);
  assert_order (f, "internal",
                (const char *[]){ "belde de eerste", "belde de tweede", "was het stil", NULL });
}

static void
add_three_days (Fixture *f)
{
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  add_note (f, "b", "2017-03-05", "De pan was leeg.", NULL, NULL);
  add_note (f, "c", "2017-03-20", "De pan ging mee naar huis.", NULL, NULL);
}

static void
test_planned (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What is only being prepared is not told as tried, nor drawn as done");
  add_three_days (f);
  fixture_add (f, "experiment", "e", "title", "Soepdag", "start_on", "2017-03-02", "status",
               "running", NULL);
  fixture_add (f, "experiment", "p", "title", "Broodweek", "start_on", "2017-09-05", "status",
               "preparing", NULL);
  assert_order (f, "public",
                (const char *[]){ "Soepdag.", "De pan ging mee naar huis.",
                                  "Dit is nog in voorbereiding:", "Broodweek.", NULL });
  assert_tells (f, "internal", "Experiment\tBroodweek", false);
  assert_tells (f, "internal", "sinds maart 2017\tExperiment\tSoepdag", true);
}

static void
test_some_open (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary (
      "Of two questions one was answered: the other one stays open, not “the question”");
  add_three_days (f);
  fixture_add (f, "question", "q", "text", "Wie kookt er?", "opened_on", "2017-03-01", "status",
               "open", NULL);
  fixture_add (f, "question", "r", "text", "Wie eet er mee?", "opened_on", "2017-03-02", "status",
               "answered", "answer", "Iedereen.", "closed_on", "2017-03-20", NULL);
  assert_tells (f, "public", "Eén van deze vragen bleef voorlopig open.", true);
}

static void
test_passed_on (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A question that was passed on says to whom");
  fixture_add (f, "question", "q", "text", "Wie betaalt?", "status", "passed_on", "passed_to",
               "de programmatafel", "status_why", "Dit kunnen wij niet oplossen.", NULL);
  assert_order (f, "public",
                (const char *[]){ "Deze vraag gaven we door aan: de programmatafel",
                                  "Dit kunnen wij niet oplossen.", NULL });
}

static void
test_date_said_once (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("The date above a scene is not said once more in a sentence");
  for (guint i = 1; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-03-%02u", i * 3);

      add_note (f, id, on, "Iets.", "kind", i % 2 == 0 ? "quote" : "note");
    }
  assert_tells (f, "internal", "Op 9 maart 2017", false);
  assert_tells (f, "internal", "Op 21 maart 2017", false);
}

static void
test_high_points (void)
{
  static const char *const claims[] = { "iets te vieren", "de wind mee", "hadden we het moeilijk",
                                        "was het zover", NULL };
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A mark of high or low is no licence to say how people felt");
  for (guint i = 1; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-0%u-10", i);

      add_note (f, id, on, "Iets.", "valence", i % 2 == 0 ? "high_point" : "low_point");
    }
  for (guint i = 0; claims[i] != NULL; i++)
    assert_tells (f, "internal", claims[i], false);
}

static void
add_level (Fixture *f, const char *id, const char *who, const char *on, const char *level)
{
  fixture_add (f, "involvement", id, "stakeholder", who, "from_on", on, "level", level, NULL);
}

static void
test_less_say (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Who got less of a say is counted too");
  add_three_days (f);
  fixture_add (f, "stakeholder", "a", "name", "Bewoner 1", "helix", "citizens", NULL);
  fixture_add (f, "stakeholder", "b", "name", "De gemeente", "kind", "organisation", "helix",
               "government", NULL);
  add_level (f, "i1", "a", "2017-01-01", "consult");
  add_level (f, "i2", "a", "2017-03-01", "inform");
  add_level (f, "i3", "b", "2017-01-01", "inform");
  add_level (f, "i4", "b", "2017-03-01", "co_decide");
  assert_order (f, "internal",
                (const char *[]){ "Eén van hen kreeg onderweg meer te zeggen.",
                                  "Eén van hen kreeg minder te zeggen.", NULL });
}

/* Public shows five. */
static void
test_best_signposts (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("The signposts that a reader gets are the strongest, not the oldest");
  for (guint i = 1; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("l-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-0%u-10", i);
      g_autofree char *advice = g_strdup_printf ("Raad %u.", i);

      fixture_add (f, "learning", id, "headline", "Les", "now_what", advice, "learned_on", on,
                   "reach", "similar_settings", "status", i < 7 ? "established" : "applied", NULL);
    }
  assert_order (f, "public", (const char *[]){ "Wegwijzers", "Raad 4.", "Raad 7.", NULL });
}

static void
test_voice (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A voice that is one noun gets an article, in the language of the document");
  fixture_add (f, "learning", "l", "headline", "Geur werft", "status", "established", NULL);
  fixture_add (f, "comment", "c", "target", "l", "kind", "other_view", "voice", "ondernemer",
               "body", "Ik ruik niets.", NULL);
  fixture_add (f, "comment", "d", "target", "l", "kind", "other_view", "voice", "de buurt", "body",
               "Wij ruiken niets.", NULL);
  assert_order (f, "public",
                (const char *[]){ "Ik ruik niets.", "Een ondernemer", "De buurt", NULL });

  g_autofree char *english = fixture_tell (f, "public", "en");

  g_assert_nonnull (strstr (english, "An entrepreneur"));
}

static void
test_one_note (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("One note is one note");
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  assert_tells (f, "internal",
                "Het logboek telt één notitie over deze periode. Eén daarvan staat in dit verhaal.",
                true);
}

static void
test_undiscussed (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("The accountability section says what the group has not talked about yet");
  add_note (f, "a", "2017-03-01", "De pan stond klaar.", NULL, NULL);
  fixture_add (f, "learning", "l", "headline", "Geur werft", "status", "for_review", NULL);
  fixture_add (f, "learning", "m", "headline", "Soep verbindt", "status", "draft", NULL);
  fixture_add (f, "learning", "n", "headline", "Stoelen tellen", "status", "applied", NULL);
  assert_tells (f, "internal",
                "Twee van de drie leermomenten zijn nog niet met de groep besproken.", true);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth/order-of-a-day", test_order_of_day);
  g_test_add_func ("/truth/planned-is-not-tried", test_planned);
  g_test_add_func ("/truth/some-questions-open", test_some_open);
  g_test_add_func ("/truth/passed-on-to-whom", test_passed_on);
  g_test_add_func ("/truth/date-said-once", test_date_said_once);
  g_test_add_func ("/truth/no-feelings-made-up", test_high_points);
  g_test_add_func ("/truth/less-of-a-say", test_less_say);
  g_test_add_func ("/truth/best-signposts", test_best_signposts);
  g_test_add_func ("/truth/voices", test_voice);
  g_test_add_func ("/truth/one-note", test_one_note);
  g_test_add_func ("/truth/undiscussed", test_undiscussed);
  return g_test_run ();
}
