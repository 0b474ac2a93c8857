/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate: consent acts in every order, story use, sharing, photos, names. A secret is planted in
 * each case and looked for in the whole document. */
#include "fixture.h"

#include "pt-story-consent.h"
#include "pt-story-gate.h"
#include "pt-story-quote.h"
#include "pt-story-words.h"

#include <string.h>

#define QUOTE "Ik durf hier sinds de verbouwing niet meer alleen te komen."

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin Proef", "start_on", "2017-01-01", NULL);
  fixture_add (f, "stakeholder", "rose", "name", "Bewoonster 3", "kind", "person", "helix",
               "citizens", NULL);
  fixture_add (f, "stakeholder", "piet", "name", "Bewoner 4", "kind", "person", "helix", "citizens",
               NULL);
  fixture_add (f, "stakeholder", "koen", "name", "Koen Jansen", "kind", "person", "helix",
               "government", NULL);
  return f;
}

static void
add_note (Fixture *f, const char *id, const char *text)
{
  fixture_add (f, "entry", id, "body", text, "occurred_on", "2017-02-03", "story_use", "yes",
               "place", "Wijkkamer", NULL);
}

static void
add_quote (Fixture *f)
{
  fixture_add (f, "entry", "quote", "body", QUOTE, "kind", "quote", "occurred_on", "2017-02-02",
               "story_use", "yes", NULL);
  fixture_link (f, "quote", "speaker", "rose");
}

static bool
tells (Fixture *f, const char *audience, const char *words)
{
  g_autofree char *text = fixture_tell (f, audience, "nl");

  return strstr (text, words) != NULL;
}

/* Acts on consent, in the order given; then whether public and internal may quote. */
static const struct
{
  const char *name;
  struct
  {
    const char *act, *use, *reach, *replaces;
  } acts[3];
  bool open, inside;
} consents[] = {
  { "never-asked", { { NULL } }, false, false },
  { "public-only", { { "given", "anonymous_quote", "public" } }, true, false },
  { "team-only", { { "given", "anonymous_quote", "team" } }, false, true },
  { "other-use", { { "given", "photo", "public" } }, false, false },
  { "named-is-quoting", { { "given", "named", "public" } }, true, false },
  { "withdrawn", { { "given", "anonymous_quote", "public" }, { "withdrawn" } }, false, false },
  { "withdrawn-first-arrives-last",
    { { "withdrawn" }, { "given", "anonymous_quote", "public" } },
    false,
    false },
  { "given-again-naming-it",
    { { "withdrawn" }, { "given", "anonymous_quote", "public", "act-0" } },
    true,
    false },
};

static void
test_consent (gconstpointer data)
{
  guint c = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = new_lab ();

  add_quote (f);
  for (guint i = 0; i < 3 && consents[c].acts[i].act != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("act-%u", i);

      fixture_consent (f, id, "rose", consents[c].acts[i].act, consents[c].acts[i].use,
                       consents[c].acts[i].reach, consents[c].acts[i].replaces);
    }
  g_assert_cmpint (tells (f, "public", QUOTE), ==, consents[c].open);
  g_assert_cmpint (tells (f, "internal", QUOTE), ==, consents[c].inside);
}

static void
test_expired (void)
{
  g_autoptr (Fixture) f = new_lab ();

  add_quote (f);
  fixture_add (f, "consent", "act", "stakeholder", "rose", "act", "given", "uses/anonymous_quote",
               "x", "reach/public", "x", "valid_until", "2017-06-30", NULL);
  g_assert_false (tells (f, "public", QUOTE));
}

static void
test_one_item (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("One quote can be withdrawn and the others stay");
  add_quote (f);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  fixture_add (f, "entry", "second", "body", "De koffie was dit keer eindelijk warm.", "kind",
               "quote", "occurred_on", "2017-02-04", "story_use", "yes", NULL);
  fixture_link (f, "second", "speaker", "rose");
  fixture_add (f, "consent", "no", "stakeholder", "rose", "act", "withdrawn", "items/quote", "x",
               NULL);
  g_assert_false (tells (f, "public", QUOTE));
  g_assert_true (tells (f, "public", "De koffie was dit keer eindelijk warm."));
}

static void
test_given_for_one_item (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Consent to one quote is consent to no other one");
  add_quote (f);
  fixture_add (f, "entry", "second", "body", "De koffie was dit keer eindelijk warm.", "kind",
               "quote", "occurred_on", "2017-02-04", "story_use", "yes", NULL);
  fixture_link (f, "second", "speaker", "rose");
  fixture_add (f, "consent", "yes", "stakeholder", "rose", "act", "given", "uses/anonymous_quote",
               "x", "reach/public", "x", "items/quote", "x", NULL);
  g_assert_true (tells (f, "public", QUOTE));
  g_assert_false (tells (f, "public", "De koffie was dit keer eindelijk warm."));
}

/* (transfer full): the story in which somebody wrote a paragraph anew. */
static char *
tell_rewritten (Fixture *f)
{
  PtNarrativeOptions options = fixture_options (f, NULL, NULL);
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autoptr (PtDocument) document = NULL;

  options.narrative = "n";
  document = pt_narrative_compose (data, &options, NULL);
  return pt_document_dup_text (document);
}

static void
test_item_is_no_passage (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *one = NULL;
  g_autofree char *all = NULL;

  g_test_summary ("Consent to one quote is none to other words in what a person rewrites");
  add_note (f, "note", "We zaten buiten in de zon.");
  fixture_add (f, "narrative", "n", "title", "Ons verhaal", "audience", "public", NULL);
  fixture_add (f, "passage", "p", "narrative", "n", "section", "5", "place", "text:note", "basis",
               "own", "text", "Zomer.\n\n[@Bewoonster 3](pt:rose) zei: „Nooit meer.”", NULL);
  fixture_add (f, "consent", "yes", "stakeholder", "rose", "act", "given", "uses/anonymous_quote",
               "x", "reach/public", "x", "items/quote", "x", NULL);
  one = tell_rewritten (f);
  fixture_consent (f, "more", "rose", "given", "anonymous_quote", "public", NULL);
  all = tell_rewritten (f);
  g_assert_null (strstr (one, "Nooit meer"));
  g_assert_nonnull (strstr (all, "Nooit meer"));
}

static void
test_withdrawn_one_use (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Who may be named but took quoting back is not quoted");
  add_quote (f);
  fixture_consent (f, "named", "rose", "given", "named", "public", NULL);
  g_assert_true (tells (f, "public", QUOTE));
  fixture_add (f, "consent", "no", "stakeholder", "rose", "act", "withdrawn",
               "uses/anonymous_quote", "x", NULL);
  g_assert_false (tells (f, "public", QUOTE));
}

/* Two laptops wrote on one act without a connection; the stricter of what they say counts. */
static const struct
{
  const char *name, *field, *text;
} doubts[] = {
  { "act", "act", "withdrawn" },
  { "use", "uses/anonymous_quote", "no!" },
  { "reach", "reach/public", "no!" },
};

static void
test_doubt (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("An act of which there are two versions allows what both allow");
  add_quote (f);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  g_assert_true (tells (f, "public", QUOTE));
  fixture_also (f, "yes", doubts[i].field, doubts[i].text);
  g_assert_false (tells (f, "public", QUOTE));
}

/* Fields that are read strictest, in both orders of arriving. */
static const struct
{
  const char *name, *kind, *field, *open, *shut;
} strict[] = {
  { "story-use", "entry", "story_use", "yes", "no" },
  { "sharing", "entry", "sharing", "team", "private" },
  { "sensitive", "entry", "sensitive", "no!", "yes!" },
};

static void
test_strictest (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);

  g_test_summary ("Of two versions of a note the stricter one counts, whichever came first");
  for (guint order = 0; order < 2; order++)
    {
      g_autoptr (Fixture) f = new_lab ();
      const bool use = g_str_equal (strict[i].field, "story_use");

      fixture_add (f, "entry", "e", "body", "De deur ging open.", "occurred_on", "2017-02-03",
                   strict[i].field, order == 0 ? strict[i].open : strict[i].shut,
                   use ? NULL : "story_use", "yes", NULL);
      fixture_also (f, "e", strict[i].field, order == 0 ? strict[i].shut : strict[i].open);
      g_assert_false (tells (f, "public", "De deur ging open."));
    }
}

static void
test_archived (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What was put away is not told");
  fixture_add (f, "entry", "gone", "body", "De deur ging open.", "occurred_on", "2017-02-03",
               "story_use", "yes", "archived", "yes!", NULL);
  g_assert_false (tells (f, "public", "De deur ging open."));
  g_assert_false (tells (f, "internal", "De deur ging open."));
}

static void
test_persona (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A persona says nothing: nobody gave consent for its words");
  fixture_add (f, "stakeholder", "mien", "name", "Mien", "kind", "persona", "helix", "citizens",
               NULL);
  fixture_add (f, "entry", "said", "body", "Ik ben verzonnen en zeg dit toch.", "kind", "quote",
               "occurred_on", "2017-02-02", "story_use", "yes", NULL);
  fixture_link (f, "said", "speaker", "mien");
  fixture_consent (f, "yes", "mien", "given", "anonymous_quote", "public", NULL);
  fixture_consent (f, "team", "mien", "given", "anonymous_quote", "team", NULL);
  g_assert_false (tells (f, "public", "verzonnen"));
  g_assert_false (tells (f, "internal", "verzonnen"));
}

static void
test_minor (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const char *const by[] = { "self", "parent" };

  g_test_summary ("For a picture of somebody who is under age a parent agrees");
  fixture_add (f, "stakeholder", "kid", "name", "Bewoner 9", "kind", "person", "helix", "citizens",
               "minor", "yes!", NULL);
  add_note (f, "note", "Een mooie dag.");
  fixture_add (f, "attachment", "photo", "owner", "note", "type", "photo", "mime", "image/png",
               "alt_text", "Een meisje op de schommel", "caption", "Op de schommel",
               "shows/recognisable", "x", NULL);
  fixture_link (f, "photo", "depicts", "kid");
  g_hash_table_insert (f->files, g_strdup ("photo"), g_bytes_new_static ("PNG", 3));
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    {
      fixture_add (f, "consent", by[i], "stakeholder", "kid", "act", "given", "uses/photo", "x",
                   "reach/public", "x", "given_by", by[i], NULL);
      g_assert_cmpint (tells (f, "public", "Op de schommel"), ==, i == 1);
    }
}

/* The words themselves were erased, their traces stand with the withdrawal. */
static void
test_traces (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *traces = NULL;
  g_autoptr (PtQuoteSet) words = pt_quote_set_new ();

  g_test_summary (
      "Words that were erased are known again by their traces where somebody copied them");
  fixture_add (f, "learning", "copy", "headline", "Verbouwen maakt onveilig", "so_what",
               "Zij durft hier sinds de verbouwing niet meer alleen te komen.", "status",
               "established", "learned_on", "2017-03-01", NULL);
  g_assert_true (tells (f, "public", "sinds de verbouwing"));
  pt_quote_set_add (words, QUOTE);
  traces = pt_quote_set_dup_traces (words);
  fixture_add (f, "consent", "no", "stakeholder", "rose", "act", "withdrawn", "traces", traces,
               NULL);
  g_assert_false (tells (f, "public", "sinds de verbouwing"));
  g_assert_true (tells (f, "public", "Verbouwen maakt onveilig"));
}

/* The title of a quote is as much somebody's as its words, and what was said on somebody's behalf. */
static void
test_copied_title (void)
{
  g_autoptr (Fixture) f = new_lab ();

  fixture_add (f, "entry", "quote", "body", "Kort.", "title",
               "Ik durf hier sinds de verbouwing niet meer", "kind", "quote", "occurred_on",
               "2017-02-02", "story_use", "yes", NULL);
  fixture_link (f, "quote", "speaker", "rose");
  add_note (f, "copy", "Zij durft hier sinds de verbouwing niet meer alleen te komen.");
  g_assert_false (tells (f, "public", "sinds de verbouwing"));
}

static void
test_passage_on_behalf (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Quoted words in a remark for somebody are theirs");
  fixture_add (f, "learning", "l", "headline", "Geur werft", "status", "established", "learned_on",
               "2017-02-03", NULL);
  fixture_add (f, "comment", "k", "target", "l", "kind", "other_view", "voice", "buurvrouw",
               "on_behalf_of", "rose", "body", "Zij zei: „Ik ruik hier nooit iets.”", NULL);
  g_assert_false (tells (f, "public", "ruik hier nooit"));
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  g_assert_true (tells (f, "public", "ruik hier nooit"));
}

static void
test_roles_begin_anew (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("In the next scene she is a resident again");
  add_note (f, "one", "Toen kwam [@Bewoonster 3](pt:rose) binnen.");
  fixture_add (f, "entry", "two", "body", "Daar zat [@Bewoonster 3](pt:rose) weer.", "occurred_on",
               "2017-02-09", "story_use", "yes", NULL);
  g_assert_true (tells (f, "public", "Toen kwam een bewoonster binnen."));
  g_assert_true (tells (f, "public", "Daar zat een bewoonster weer."));
}

static void
test_twin (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A twin of a person withdraws for both");
  add_quote (f);
  fixture_add (f, "stakeholder", "rose-2", "name", "Bewoonster 9", "same_as", "rose", NULL);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  g_assert_true (tells (f, "public", QUOTE));
  fixture_consent (f, "no", "rose-2", "withdrawn", NULL, NULL, NULL);
  g_assert_false (tells (f, "public", QUOTE));
}

static void
test_passage_in_note (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A quoted passage in an ordinary note counts as a quote; the rest is told");
  add_note (f, "note", "We zaten buiten in de zon.\n\n[@Bewoonster 3](pt:rose) zei: „Nooit meer.”");
  g_assert_true (tells (f, "public", "in de zon"));
  g_assert_false (tells (f, "public", "Nooit meer"));
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "public", NULL);
  g_assert_true (tells (f, "public", "Nooit meer"));
}

static void
test_copied_quote (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Words of an uncovered quote are found again in a learning moment");
  add_quote (f);
  fixture_add (f, "learning", "lesson", "headline", "Verbouwen maakt onveilig", "so_what",
               "Zij durft hier sinds de verbouwing niet meer alleen te komen.", "status",
               "established", "learned_on", "2017-03-01", NULL);
  g_assert_true (tells (f, "public", "Verbouwen maakt onveilig"));
  g_assert_false (tells (f, "public", "sinds de verbouwing niet meer alleen"));
}

static void
test_story_use (void)
{
  g_autoptr (Fixture) f = new_lab ();

  fixture_add (f, "entry", "a", "body", "Nog niet beslist hierover.", "occurred_on", "2017-02-01",
               NULL);
  fixture_add (f, "entry", "b", "body", "Nooit voor buiten bedoeld.", "occurred_on", "2017-02-02",
               "story_use", "no", NULL);
  fixture_add (f, "entry", "c", "body", "Ruwe tekst van de dag.", "story_text",
               "Zo vertellen wij het.", "occurred_on", "2017-02-03", "story_use", "yes", NULL);
  g_assert_false (tells (f, "public", "Nog niet beslist"));
  g_assert_true (tells (f, "internal", "Nog niet beslist"));
  g_assert_false (tells (f, "public", "Nooit voor buiten"));
  g_assert_true (tells (f, "public", "Zo vertellen wij het."));
  g_assert_false (tells (f, "public", "Ruwe tekst"));
}

static void
test_private_and_sensitive (void)
{
  g_autoptr (Fixture) f = new_lab ();

  fixture_add (f, "entry", "p", "body", "Geheim van deze laptop.", "occurred_on", "2017-02-01",
               "story_use", "yes", "sharing", "private", NULL);
  fixture_add (f, "entry", "s", "body", "Zijn diagnose in ruwe woorden.", "occurred_on",
               "2017-02-02", "story_use", "yes", "sensitive", "yes!", NULL);
  g_assert_false (tells (f, "public", "Geheim van deze laptop"));
  g_assert_false (tells (f, "internal", "Geheim van deze laptop"));
  g_assert_false (tells (f, "public", "diagnose"));
  g_assert_false (tells (f, "internal", "diagnose"));
}

static void
test_withdrawn_person (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Who withdrew everything is not told about any more; the lesson stays");
  add_note (f, "note", "[@Bewoner 4](pt:piet) kwam te laat.\n\nDaarna werd het gezellig.");
  fixture_consent (f, "no", "piet", "withdrawn", NULL, NULL, NULL);
  g_assert_false (tells (f, "public", "kwam te laat"));
  g_assert_true (tells (f, "public", "Daarna werd het gezellig."));
}

static void
test_retold_story (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Somebody's story needs consent to retell it, and ends with a withdrawal");
  fixture_add (f, "entry", "story", "body", "Vroeger stond hier een boomgaard.", "kind", "story",
               "occurred_on", "2017-02-02", "story_use", "yes", NULL);
  fixture_link (f, "story", "speaker", "rose");
  g_assert_false (tells (f, "public", "boomgaard"));
  fixture_consent (f, "yes", "rose", "given", "retell", "public", NULL);
  g_assert_true (tells (f, "public", "boomgaard"));
  fixture_consent (f, "no", "rose", "withdrawn", NULL, NULL, NULL);
  g_assert_false (tells (f, "public", "boomgaard"));
  g_assert_false (tells (f, "internal", "boomgaard"));
}

/* What a photo shows, whether somebody is depicted and agreed → printed. */
static const struct
{
  const char *name, *shows, *alt, *use;
  bool depicted, printed;
} photos[] = {
  { "not-checked", NULL, "Een zaal", NULL, false, false },
  { "nobody", "nobody", "Een zaal", NULL, false, true },
  { "no-description", "nobody", NULL, NULL, false, false },
  { "recognisable-unknown", "recognisable", "Een vrouw", NULL, false, false },
  { "recognisable-without-consent", "recognisable", "Een vrouw", "anonymous_quote", true, false },
  { "recognisable-with-consent", "recognisable", "Een vrouw", "photo", true, true },
  { "depicted-though-nobody", "nobody", "Een vrouw", NULL, true, false },
  { "children", "children", "Een kind", "photo", true, false },
  { "addresses", "names_or_addresses", "Een deur", NULL, false, false },
};

static bool
prints_photo (guint i)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *shows = photos[i].shows != NULL ? g_strconcat ("shows/", photos[i].shows, NULL)
                                                   : NULL;
  g_autoptr (PtDocument) document = NULL;

  add_note (f, "note", "Een mooie dag.");
  fixture_add (f, "attachment", "photo", "owner", "note", "type", "photo", "mime", "image/png",
               photos[i].alt != NULL ? "alt_text" : "caption",
               photos[i].alt != NULL ? photos[i].alt : "Bijschrift", shows, "x", NULL);
  g_hash_table_insert (f->files, g_strdup ("photo"), g_bytes_new_static ("PNG", 3));
  if (photos[i].depicted)
    fixture_link (f, "photo", "depicts", "rose");
  if (photos[i].use != NULL)
    fixture_consent (f, "act", "rose", "given", photos[i].use, "public", NULL);
  document = fixture_compose (f, "public", "nl");
  for (guint b = 0; b < pt_document_length (document); b++)
    if (pt_document_nth (document, b)->image != NULL)
      return true;
  return false;
}

static void
test_photo (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpint (prints_photo (i), ==, photos[i].printed);
}

/* ── Why something was left out ── */

static void
add_dated_note (Fixture *f, const char *id, const char *body, const char *field, const char *value)
{
  fixture_add (f, "entry", id, "body", body, "occurred_on", "2017-02-03", field, value, NULL);
}

static void
leave_unchosen (Fixture *f, const char *id)
{
  add_dated_note (f, id, "Nog niet beslist.", NULL, NULL);
}

static void
leave_refused (Fixture *f, const char *id)
{
  add_dated_note (f, id, "Nooit voor buiten.", "story_use", "no");
}

static void
leave_sensitive (Fixture *f, const char *id)
{
  fixture_add (f, "entry", id, "body", "Zijn diagnose.", "occurred_on", "2017-02-03", "story_use",
               "yes", "sensitive", "yes!", "turning_point", "yes!", NULL);
}

static void
leave_quote (Fixture *f, const char *id)
{
  fixture_add (f, "entry", id, "body", "Het is hier koud.", "kind", "quote", "occurred_on",
               "2017-02-03", "story_use", "yes", NULL);
  fixture_link (f, id, "speaker", "rose");
}

static void
leave_story (Fixture *f, const char *id)
{
  fixture_add (f, "entry", id, "body", "Vroeger stond hier een boom.", "kind", "story",
               "occurred_on", "2017-02-03", "story_use", "yes", "turning_point", "yes!", NULL);
  fixture_link (f, id, "speaker", "rose");
}

static void
leave_withdrawn (Fixture *f, const char *id)
{
  g_autofree char *act = g_strconcat ("act-", id, NULL);

  add_dated_note (f, id, "[@Bewoner 4](pt:piet) kwam te laat.", "story_use", "yes");
  fixture_consent (f, act, "piet", "withdrawn", NULL, NULL, NULL);
}

static void
leave_photo_of (Fixture *f, const char *id, const char *shows, const char *alt)
{
  g_autofree char *note = g_strconcat ("note-", id, NULL);

  fixture_add (f, "entry", note, "body", "Een mooie dag.", "occurred_on", "2017-02-03", "story_use",
               "yes", "turning_point", "yes!", NULL);
  fixture_add (f, "attachment", id, "owner", note, "type", "photo", "mime", "image/png",
               alt != NULL ? "alt_text" : "filename", alt != NULL ? alt : "p.png", shows, "x",
               NULL);
  g_hash_table_insert (f->files, g_strdup (id), g_bytes_new_static ("PNG", 3));
}

static void
leave_unchecked_photo (Fixture *f, const char *id)
{
  leave_photo_of (f, id, NULL, "Een zaal");
}

static void
leave_face (Fixture *f, const char *id)
{
  leave_photo_of (f, id, "shows/recognisable", "Een vrouw");
  fixture_link (f, id, "depicts", "rose");
}

static void
leave_photo_without_alt (Fixture *f, const char *id)
{
  leave_photo_of (f, id, "shows/nobody", NULL);
}

static void
leave_draft (Fixture *f, const char *id)
{
  fixture_add (f, "learning", id, "headline", "Soep helpt", "learned_on", "2017-02-03", "status",
               "draft", NULL);
}

static const struct
{
  const char *name;
  void (*leave) (Fixture *f, const char *id);
  PtOmission reason;
} reasons[] = {
  { "not-decided", leave_unchosen, PT_OMIT_NOT_CHOSEN },
  { "not-chosen", leave_refused, PT_OMIT_NOT_CHOSEN },
  { "sensitive", leave_sensitive, PT_OMIT_SENSITIVE },
  { "quote", leave_quote, PT_OMIT_QUOTE },
  { "retold-story", leave_story, PT_OMIT_QUOTE },
  { "withdrawn", leave_withdrawn, PT_OMIT_WITHDRAWN },
  { "photo-not-checked", leave_unchecked_photo, PT_OMIT_PHOTO },
  { "photo-of-a-face", leave_face, PT_OMIT_PHOTO },
  { "photo-without-description", leave_photo_without_alt, PT_OMIT_NO_ALT },
  { "not-discussed", leave_draft, PT_OMIT_UNDISCUSSED },
};

/* (transfer full): the table of what was left out, "reason: how many" of each row; "" = there is none. */
static char *
list_reasons (Fixture *f, const char *audience)
{
  g_autoptr (PtDocument) document = fixture_compose (f, audience, "en");
  GString *text = g_string_new (NULL);

  for (guint b = 0; b < pt_document_length (document); b++)
    {
      const PtBlock *block = pt_document_nth (document, b);

      if (block->header == NULL || g_strcmp0 (block->header[0], "What was left out") != 0)
        continue;
      for (guint r = 0; r < block->rows->len; r++)
        {
          char **cells = block->rows->pdata[r];

          g_string_append_printf (text, "%s%s: %s", r > 0 ? "\n" : "", cells[0], cells[1]);
        }
    }
  return g_string_free (text, FALSE);
}

static void
test_reason (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  const char *label = pt_words ("en", pt_omission_label (reasons[i].reason));
  g_autofree char *few = g_strdup_printf ("%s: fewer than three", label);
  g_autofree char *three = g_strdup_printf ("%s: 3", label);
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *counted = NULL, *at_first = NULL, *told = NULL;

  g_test_summary (
      "One reason, alone, is counted in the accountability; from three on by its number");
  reasons[i].leave (f, "a");
  at_first = list_reasons (f, "funder");
  g_assert_cmpstr (at_first, ==, few);

  reasons[i].leave (f, "b");
  reasons[i].leave (f, "c");
  counted = list_reasons (f, "funder");
  g_assert_cmpstr (counted, ==, three);

  told = fixture_tell (f, "public", "en");
  g_assert_nonnull (strstr (told, "Not everything that was written down is in it."));
  g_assert_null (strstr (told, label));
}

/* What the reader may see is no reason. */
static void
test_no_reason (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *counted = NULL, *told = NULL;

  add_note (f, "note", "Een mooie dag.");
  counted = list_reasons (f, "funder");
  told = fixture_tell (f, "public", "en");
  g_assert_cmpstr (counted, ==, "");
  g_assert_null (strstr (told, "Not everything"));
}

static void
test_all_reasons (void)
{
  for (guint r = 0; r < PT_OMIT_LAST; r++)
    {
      bool found = false;

      for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
        found = found || reasons[i].reason == r;
      g_test_message ("%s", pt_omission_label (r));
      g_assert_true (found);
    }
}

static void
test_roles (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Rule 12: a resident first, then the same resident; no name, typed or mentioned");
  add_note (
      f, "note",
      "[@Bewoonster 3](pt:rose) kwam binnen. Later ging [@Bewoonster 3](pt:rose) weer weg, en "
      "Bewoner 4 ook. Daar stond Koen Jansen.");
  g_assert_true (
      tells (f, "public",
             "Een bewoonster kwam binnen. Later ging dezelfde bewoonster weer weg, en een "
             "bewoner ook. Daar stond een medewerker van de overheid."));
  g_assert_true (tells (f, "internal", "Bewoonster 3 kwam binnen."));
}

static void
test_roles_in_english (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *told = NULL;

  fixture_add (f, "stakeholder", "nr", "name", "Nr 12", "kind", "person", "helix", "citizens",
               NULL);
  add_note (f, "note", "[@Nr 12](pt:nr) came in. Later [@Nr 12](pt:nr) left.");
  told = fixture_tell (f, "public", "en");
  g_assert_nonnull (strstr (told, "A resident came in. Later the same resident left."));
}

static void
test_mentioned_things (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A mention of a thing says its title only where it names a thing of the lab");
  fixture_add (f, "experiment", "e", "title", "Soepdag met Koen Jansen", NULL);
  fixture_add (f, "learning", "l", "headline", "Nog geheim", NULL);
  fixture_add (f, "question", "q", "text", "Wie?", NULL);
  add_note (f, "note",
            "Bij [Soep](pt:e), [les](pt:l), [#A](pt:q) en [weg](pt:nergens) bleef het "
            "stil.");
  g_assert_true (
      tells (f, "public",
             "Bij Soepdag met een medewerker van de overheid, een andere notitie, kwestie "
             "A en iemand bleef het stil."));
}

static void
test_names_with_consent (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = NULL;
  PtNarrativeOptions options = fixture_options (f, "public", "nl");

  add_note (f, "note", "Daar stonden [@Koen](pt:koen) en [@B](pt:piet) te wachten.");
  fixture_consent (f, "act", "koen", "given", "named", "public", NULL);
  data = fixture_dataset (f, false);
  options.name_policy = "names_with_consent";

  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);
  g_autofree char *text = pt_document_dup_text (document);

  g_assert_nonnull (strstr (text, "Daar stonden Koen Jansen en een bewoner te wachten."));
}

static void
add_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/consent/", consents[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_consent);
    }
  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/photo/", photos[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_photo);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/reason/", reasons[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_reason);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_cases ();
  for (guint i = 0; i < G_N_ELEMENTS (doubts); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/two-versions/", doubts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_doubt);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strict); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/two-versions/", strict[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_strictest);
    }
  g_test_add_func ("/gate/consent/given-for-one-item", test_given_for_one_item);
  g_test_add_func ("/gate/consent/item-is-no-passage", test_item_is_no_passage);
  g_test_add_func ("/gate/consent/withdrawn-one-use", test_withdrawn_one_use);
  g_test_add_func ("/gate/archived", test_archived);
  g_test_add_func ("/gate/persona", test_persona);
  g_test_add_func ("/gate/photo/minor", test_minor);
  g_test_add_func ("/gate/quote/traces", test_traces);
  g_test_add_func ("/gate/quote/copied-title", test_copied_title);
  g_test_add_func ("/gate/quote/on-behalf", test_passage_on_behalf);
  g_test_add_func ("/names/begin-anew", test_roles_begin_anew);
  g_test_add_func ("/gate/consent/expired", test_expired);
  g_test_add_func ("/gate/consent/one-item", test_one_item);
  g_test_add_func ("/gate/consent/twin", test_twin);
  g_test_add_func ("/gate/quote/passage-in-note", test_passage_in_note);
  g_test_add_func ("/gate/quote/copied", test_copied_quote);
  g_test_add_func ("/gate/story-use", test_story_use);
  g_test_add_func ("/gate/private-and-sensitive", test_private_and_sensitive);
  g_test_add_func ("/gate/withdrawn-person", test_withdrawn_person);
  g_test_add_func ("/gate/retold-story", test_retold_story);
  g_test_add_func ("/gate/reason/none", test_no_reason);
  g_test_add_func ("/gate/reason/all", test_all_reasons);
  g_test_add_func ("/names/roles", test_roles);
  g_test_add_func ("/names/roles-in-english", test_roles_in_english);
  g_test_add_func ("/names/mentioned-things", test_mentioned_things);
  g_test_add_func ("/names/with-consent", test_names_with_consent);
  return g_test_run ();
}
