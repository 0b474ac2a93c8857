/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets planted in a small logbook, looked for in every byte of both formats, for every audience. */
#include "fixture.h"

#include "pt-story-audience.h"

#include <string.h>

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin Proef", NULL);
  fixture_add (f, "challenge", "lead", "title", "Samen eten", NULL);
  fixture_add (f, "entry", "zero", "body", "De pan stond klaar.", "occurred_on", "2017-03-01",
               "story_use", "yes", NULL);
  fixture_add (f, "entry", "one", "body", "De pan was leeg.", "occurred_on", "2017-03-02",
               "story_use", "yes", NULL);
  return f;
}

static void
assert_never (Fixture *f, const char *secret)
{
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  const PtAudience *audience;

  for (guint i = 0; (audience = pt_audience_nth (i)) != NULL; i++)
    {
      g_autofree char *all = fixture_write_all (f, data, audience->key, "nl");
      const char *found = strstr (all, secret);

      if (found != NULL)
        g_test_message ("%s: …%.200s", audience->key, found - MIN (80, found - all));
      g_assert_null (found);
    }
}

static void
add_person (Fixture *f, const char *id, const char *name, const char *protected)
{
  fixture_add (f, "stakeholder", id, "name", name, "kind", "person", "helix", "citizens",
               "protected", protected, NULL);
}

static void
test_real_name (void)
{
  static const char *const texts[] = { "Fatima El Amrani kookte.", "En Fatima lachte.",
                                       "Dag mevrouw Amrani!",      "FATIMA EL AMRANI at mee.",
                                       "Dat was Fatima’s pan.",    "Fatimas pan was leeg." };
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A real name that this laptop knows is taken out wherever it was typed");
  add_person (f, "r", "Bewoonster 1", "yes!");
  g_hash_table_insert (f->names, g_strdup ("r"), g_strdup ("Fatima El Amrani"));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *on = g_strdup_printf ("2017-03-1%u", i);

      fixture_add (f, "entry", id, "body", texts[i], "title", texts[i], "occurred_on", on,
                   "story_use", "yes", "place", texts[i], "turning_point", "yes!", NULL);
    }
  fixture_add (f, "attachment", "p", "owner", "n-0", "type", "photo", "mime", "image/png",
               "shows/nobody", "x", "caption", texts[0], "alt_text", texts[1], NULL);
  g_hash_table_insert (f->files, g_strdup ("p"), g_bytes_new_static ("x", 1));
  assert_never (f, "Fatima");
  assert_never (f, "FATIMA");
  assert_never (f, "Amrani");
}

static void
test_part_of_name (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *public = NULL;
  g_autofree char *inside = NULL;

  g_test_summary ("Half of a name is a name too, outside of the team");
  fixture_add (f, "stakeholder", "h", "name", "Hendrik Jansen", "kind", "person", "helix",
               "government", "protected", "no!", NULL);
  fixture_add (f, "entry", "a", "body", "Toen kwam Hendrik, en JANSEN at mee uit Hendriks pan.",
               "occurred_on", "2017-03-03", "story_use", "yes", NULL);
  public = fixture_tell (f, "public", "nl");
  inside = fixture_tell (f, "internal", "nl");
  g_assert_null (strstr (public, "Hendrik"));
  g_assert_null (strstr (public, "JANSEN"));
  g_assert_nonnull (strstr (public, "at mee uit"));
  g_assert_nonnull (strstr (inside, "Toen kwam Hendrik"));
}

static void
test_sensitive_title (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Of a sensitive note only the told text is printed: no title, no raw body");
  fixture_add (f, "entry", "s", "title", "Geheimtitel", "body", "Geheimtekst", "story_text",
               "Het was een zware dag.", "occurred_on", "2017-03-04", "story_use", "yes",
               "sensitive", "yes!", "turning_point", "yes!", "valence", "low_point", NULL);
  fixture_add (f, "entry", "t", "title", "Geheimtitel twee", "body", "Geheimtekst twee",
               "occurred_on", "2017-03-05", "story_use", "yes", "sensitive", "yes!", NULL);
  assert_never (f, "Geheimt");
  assert_never (f, "geheimt");
}

static void
test_view_in_records (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A view for somebody who did not agree is in no file either");
  add_person (f, "c", "Corrie", "yes!");
  fixture_add (f, "comment", "k", "target", "one", "kind", "objection", "on_behalf_of", "c", "body",
               "Namenscorrie is tegen.", NULL);
  assert_never (f, "Namenscorrie");
}

static void
test_private_owner (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What hangs on a private record is as private");
  fixture_add (f, "learning", "l", "headline", "Stille les", "sharing", "private", NULL);
  fixture_add (f, "comment", "k", "target", "l", "kind", "remark", "body", "Stille opmerking",
               NULL);
  fixture_add (f, "outcome", "o", "statement", "Stil effect", "sharing", "private", NULL);
  fixture_add (f, "measurement", "m", "outcome", "o", "measured_on", "2017-03-01", "value", "#3",
               "population", "Stille groep", NULL);
  fixture_add (f, "attachment", "p", "owner", "l", "shows/nobody", "x", "caption", "Stille foto",
               "alt_text", "Stille foto", NULL);
  fixture_link (f, "one", "source", "l");
  assert_never (f, "Stil");
}

static void
test_not_in_story (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("“Not in the story” holds for the files beside the story too");
  fixture_add (f, "entry", "n", "body", "Nietinverhaal", "occurred_on", "2017-03-04", "story_use",
               "no", NULL);
  assert_never (f, "Nietinverhaal");
}

static void
test_withdrawn_pseudonym (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Who withdrew everything is not in a table under a pseudonym");
  add_person (f, "w", "Wilma", "yes!");
  fixture_consent (f, "c1", "w", "given", "named", "public", NULL);
  fixture_consent (f, "c2", "w", "withdrawn", NULL, NULL, NULL);
  assert_never (f, "Wilma");
}

/* What somebody said on one day, with consent for everybody, and copied into a lesson. */
static void
add_copied_quote (Fixture *f)
{
  static const char *const reach[] = { "team", "participants", "funder", "network", "public" };

  add_person (f, "q", "Bewoonster 9", "yes!");
  fixture_add (f, "entry", "said", "body", "Stilvogel zingt alleen als de koffie op is.", "kind",
               "quote", "occurred_on", "2017-03-04", "story_use", "yes", "valence", "high_point",
               NULL);
  fixture_link (f, "said", "speaker", "q");
  fixture_add (f, "learning", "copy", "headline", "Koffie werkt", "so_what",
               "Want: Stilvogel zingt alleen als de koffie op is.", "status", "established",
               "learned_on", "2017-03-05", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (reach); i++)
    {
      g_autofree char *id = g_strdup_printf ("given-%s", reach[i]);

      fixture_consent (f, id, "q", "given", "anonymous_quote", reach[i], NULL);
    }
}

/* The records of @f in the order in which another laptop got them. */
static char *
write_in_order (Fixture *f, const char *audience, bool backwards)
{
  g_autoptr (PtDataset) data = fixture_dataset (f, backwards);

  return fixture_write_all (f, data, audience, "nl");
}

/* One laptop asks for consent, another one hears the withdrawal; neither knows of the other. */
static void
test_two_laptops (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const PtAudience *audience;

  g_test_summary ("Given here and withdrawn there, offline: the withdrawal stands in both orders");
  add_copied_quote (f);
  for (guint i = 0; (audience = pt_audience_nth (i)) != NULL; i++)
    {
      g_autofree char *before = write_in_order (f, audience->key, false);

      g_assert_nonnull (strstr (before, "koffie op is"));
    }
  fixture_consent (f, "taken-back", "q", "withdrawn", NULL, NULL, NULL);
  for (guint i = 0; (audience = pt_audience_nth (i)) != NULL; i++)
    {
      g_autofree char *there = write_in_order (f, audience->key, false);
      g_autofree char *back = write_in_order (f, audience->key, true);

      g_assert_null (strstr (there, "koffie op is"));
      g_assert_cmpstr (there, ==, back);
    }
}

static void
test_given_again (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Only an act that names the withdrawal opens what it closed");
  add_copied_quote (f);
  fixture_consent (f, "taken-back", "q", "withdrawn", NULL, NULL, NULL);
  fixture_consent (f, "again", "q", "given", "anonymous_quote", "funder", NULL);
  assert_never (f, "koffie op is");
  fixture_consent (f, "named", "q", "renewed", "anonymous_quote", "funder", "taken-back");

  g_autofree char *text = fixture_tell (f, "funder", "nl");

  g_assert_nonnull (strstr (text, "koffie op is"));
}

static void
test_copied_quote (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A withdrawn quote is nowhere, also not in the lesson that it was copied into");
  add_copied_quote (f);
  fixture_consent (f, "taken-back", "q", "withdrawn", NULL, NULL, NULL);
  assert_never (f, "Stilvogel");
}

static void
test_in_new_sections (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Agreements, actions, reasons, means and passages go through the gate too");
  add_copied_quote (f);
  fixture_consent (f, "taken-back", "q", "withdrawn", NULL, NULL, NULL);
  fixture_add (f, "outcome", "o", "statement", "Stilvogel zingt alleen als de koffie op is.",
               "status", "observed", "promised_text", "Stilvogel zingt alleen als de koffie op is",
               NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("mech-%u", i);

      fixture_add (f, "mechanism", id, "statement", "Stilvogel zingt alleen als de koffie op is",
                   "context", "Stilvogel zingt alleen als de koffie op is", NULL);
    }
  fixture_add (f, "resource", "r", "title", "Stilvogel zingt alleen als de koffie op is",
               "direction", "need", "note", "Stilvogel zingt alleen als de koffie op is", NULL);
  fixture_add (f, "action", "a", "text", "Stilvogel zingt alleen als de koffie op is", "about",
               "copy", "to_whom", "q", "status", "done", NULL);
  fixture_add (f, "attachment", "b", "owner", "lab", "type", "literature", "citation",
               "Stilvogel zingt alleen als de koffie op is", NULL);
  assert_never (f, "Stilvogel");
}

static void
test_place_on_earth (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A position that hides in a file name or in an unknown field is printed nowhere");
  fixture_add (f, "attachment", "g", "owner", "zero", "type", "photo", "mime", "image/png",
               "filename", "51.8449,5.8428.png", "shows/nobody", "x", "alt_text", "Een pan", NULL);
  g_hash_table_insert (f->files, g_strdup ("g"), g_bytes_new_static ("x", 1));
  assert_never (f, "51.8449");
}

static void
test_photo_without_consent (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A photo of somebody who did not agree is not there, nor its caption");
  add_person (f, "p", "Bewoonster 5", "yes!");
  fixture_add (f, "attachment", "f", "owner", "zero", "type", "photo", "mime", "image/png",
               "shows/recognisable", "x", "alt_text", "Gezichtsbeeld", "caption", "Gezichtsbeeld",
               NULL);
  fixture_link (f, "f", "depicts", "p");
  g_hash_table_insert (f->files, g_strdup ("f"), g_bytes_new_static ("GEZICHT", 7));
  assert_never (f, "Gezichtsbeeld");
  assert_never (f, "GEZICHT");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leaks/real-name", test_real_name);
  g_test_add_func ("/leaks/part-of-a-name", test_part_of_name);
  g_test_add_func ("/leaks/sensitive-title", test_sensitive_title);
  g_test_add_func ("/leaks/view-in-records", test_view_in_records);
  g_test_add_func ("/leaks/private-owner", test_private_owner);
  g_test_add_func ("/leaks/not-in-story", test_not_in_story);
  g_test_add_func ("/leaks/withdrawn-pseudonym", test_withdrawn_pseudonym);
  g_test_add_func ("/leaks/two-laptops", test_two_laptops);
  g_test_add_func ("/leaks/given-again", test_given_again);
  g_test_add_func ("/leaks/copied-quote", test_copied_quote);
  g_test_add_func ("/leaks/new-sections", test_in_new_sections);
  g_test_add_func ("/leaks/place-on-earth", test_place_on_earth);
  g_test_add_func ("/leaks/photo-without-consent", test_photo_without_consent);
  return g_test_run ();
}
