/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a narrative one by one, the order in which each audience gets them, and the trail
 * from every statement to its sources. */
#include "fixture.h"

#include "pt-story-audience.h"
#include "pt-story-edition.h"

#include <string.h>

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Lab", "controller", "The university",
               "funding_statement", "Paid by the province.", NULL);
  fixture_add (f, "challenge", "lead", "title", "Eating together", "contact_route", "door", NULL);
  fixture_add (f, "stakeholder", "door", "name", "The neighbourhood centre", "kind", "organisation",
               "contact", "Main street 1", NULL);
  fixture_add (f, "stakeholder", "rose", "name", "Resident 1", "kind", "person", "helix",
               "citizens", NULL);
  fixture_consent (f, "yes", "rose", "given", "anonymous_quote", "participants", NULL);
  fixture_consent (f, "yes-team", "rose", "given", "anonymous_quote", "team", NULL);
  return f;
}

static void
assert_tells (Fixture *f, const char *audience, const char *words, bool told)
{
  g_autofree char *text = fixture_tell (f, audience, "en");

  if ((strstr (text, words) != NULL) != told)
    g_test_message ("%s", text);
  g_assert_cmpint (strstr (text, words) != NULL, ==, told);
}

static void
assert_order (Fixture *f, const char *audience, const char *const *words)
{
  g_autofree char *text = fixture_tell (f, audience, "en");
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

/* The table of domain.md §7, as it stands there. */
static const struct
{
  const char *audience, *order;
  guint pages;
} orders[] = {
  { "public", "opening, 2, 5, 6, 8, 11", 8 },
  { "participants", "1, returned, 5, 12, requests", 4 },
  { "funder", "0, 1, promised, 2, 3, 5, 6, 8, 9, 10, 7, 11, 13, 14", 12 },
  { "board", "1, requests, 6, 8, 11", 4 },
  { "learning_network", "2, 4, 6, 7, 9", 12 },
  { "internal", "0, 1, promised, returned, requests, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14",
    0 },
};

static void
test_orders (void)
{
  g_test_summary ("Each audience gets its sections in the order and with the pages of the table");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const PtAudience *audience = pt_audience_find (orders[i].audience);
      g_autoptr (GString) order = g_string_new (NULL);

      g_assert_nonnull (audience);
      for (const PtAudienceSection *s = audience->sections; s->section != NULL; s++)
        g_string_append_printf (order, "%s%s", order->len > 0 ? ", " : "", s->section);
      g_assert_cmpstr (order->str, ==, orders[i].order);
      g_assert_cmpuint (audience->pages, ==, orders[i].pages);
    }
}

static void
test_cover (void)
{
  g_autoptr (Fixture) f = new_lab ();

  assert_order (f, "funder",
                (const char *[]){ "Lab", "Written for: Funder", "Responsible: The university",
                                  "Paid by the province.", NULL });
}

static void
add_promise (Fixture *f, const char *id, const char *text, const char *status, const char *whom)
{
  fixture_add (f, "outcome", id, "statement", "Neighbours eat together", "status", status,
               "promised_text", text, "promised_to", whom, "target", "#20", "unit", "people",
               "observed_on", "2017-03-01", NULL);
}

static void
test_promised (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What was agreed stands beside what came of it, also what did not come about");
  fixture_add (f, "stakeholder", "payer", "name", "The province", "kind", "organisation", NULL);
  add_promise (f, "a", "Twenty at the table", "observed", "payer");
  add_promise (f, "b", "A kitchen", "did_not_occur", "payer");
  add_promise (f, "c", "A garden", "intended", "payer");
  add_promise (f, "d", "A word to Rose", "observed", "rose");
  fixture_add (f, "measurement", "m", "outcome", "a", "measured_on", "2017-03-02", "value", "#12",
               NULL);
  assert_order (f, "funder",
                (const char *[]){
                    "Achieved so far: one of the three agreements.",
                    "Agreed with the province:", "Twenty at the table.",
                    "We saw it come about: Neighbours eat together.", "The aim: 20\302\240people.",
                    "Last measured on 2 March 2017: 12\302\240people", "A kitchen.",
                    "It did not come about:", "A garden.", "This we have not seen yet.", NULL });
  fixture_add (f, "measurement", "n", "outcome", "a", "measured_on", "2017-03-02", "value", "#3",
               "n", "#9", "population", "who came twice", NULL);
  assert_tells (f, "funder", "On the same day: 3 of 9 (33\302\240%), who came twice.", true);
  assert_tells (f, "funder", "A word to Rose", false);
  assert_tells (f, "internal", "A word to Rose", true);
}

static void
add_said (Fixture *f)
{
  fixture_add (f, "entry", "said", "body", "Cook with us, not for us.", "kind", "quote",
               "occurred_on", "2017-02-01", "story_use", "yes", NULL);
  fixture_link (f, "said", "speaker", "rose");
}

static void
add_action (Fixture *f, const char *id, const char *about, const char *text, const char *status)
{
  fixture_add (f, "action", id, "text", text, "about", about, "status", status, "result",
               "Went well", "done_on", "2017-03-01", NULL);
}

static void
test_returned (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What citizens said comes back with what was done, and with what was not");
  add_said (f);
  fixture_add (f, "learning", "l", "headline", "Cooking is theirs", "status", "discussed",
               "learned_on", "2017-02-01", NULL);
  fixture_link (f, "said", "source", "l");
  fixture_add (f, "learning", "m", "headline", "The board is slow", "status", "discussed",
               "learned_on", "2017-02-01", NULL);
  add_action (f, "1", "l", "Two residents cook on Tuesdays", "done");
  add_action (f, "2", "said", "Ask for a bigger stove", "dropped");
  add_action (f, "3", "m", "Write to the board", "done");
  assert_order (f, "participants",
                (const char *[]){ "What we did with what you said",
                                  "This is what we did with it: Two residents cook on Tuesdays. "
                                  "Went well.",
                                  "This we did not do: Ask for a bigger stove.", NULL });
  assert_tells (f, "participants", "Write to the board", false);
}

static void
test_requests (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A board is asked for what is needed; participants are not asked for money");
  fixture_add (f, "resource", "money", "title", "Money for soup", "direction", "need", "kind",
               "financial", "amount", "#4000", "unit", "eur", NULL);
  fixture_add (f, "resource", "hands", "title", "Hands on Tuesday", "direction", "need", "kind",
               "social", "apply_by", "2017-09-01", NULL);
  fixture_add (f, "question", "q", "text", "Who pays?", "status", "passed_on", "passed_to",
               "The council", NULL);
  fixture_add (f, "action", "meet", "text", "Soup in the hall", "type", "appointment", "status",
               "open", "due_on", "2017-07-04", NULL);
  fixture_add (f, "action", "past", "text", "Soup of long ago", "type", "appointment", "status",
               "open", "due_on", "2017-01-04", NULL);
  assert_order (f, "board",
                (const char *[]){ "What we ask", "Hands on Tuesday. Until 1 September 2017.",
                                  "Money for soup. €4,000.", "Who pays?",
                                  "It lies with: The council.", NULL });
  assert_order (f, "participants",
                (const char *[]){ "Hands on Tuesday.", "4 July 2017: Soup in the hall.",
                                  "How to join", "Do you want to join?",
                                  "You find us through: The neighbourhood centre, Main street 1.",
                                  NULL });
  assert_tells (f, "participants", "Money for soup", false);
  assert_tells (f, "participants", "Soup of long ago", false);
}

static void
add_mechanism (Fixture *f, const char *id, const char *statement, const char *status)
{
  fixture_add (f, "mechanism", id, "statement", statement, "status", status, "context",
               "A small street", "reasoning", "Smell is an invitation", NULL);
}

static void
test_mechanisms (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("How and why: at least three mechanisms, by how well they held");
  add_mechanism (f, "a", "Because of the smell, people come", "assumed");
  add_mechanism (f, "b", "Because of the pan, people stay", "refuted");
  assert_tells (f, "funder", "Smell is an invitation", false);
  add_mechanism (f, "c", "Because of the table, people talk", "supported");
  fixture_add (f, "learning", "l", "headline", "A table has no head", "status", "discussed", NULL);
  fixture_link (f, "l", "supports", "c");
  assert_order (f, "funder",
                (const char *[]){ "How it worked, and why", "This held, more than once:",
                                  "Because of the table, people talk.", "Smell is an invitation",
                                  "Where it was so: A small street",
                                  "What speaks for it: A table has no head.",
                                  "This we assume:", "Because of the smell", "This we thought",
                                  "Because of the pan", NULL });
  assert_tells (f, "board", "How it worked, and why", false);
}

static void
test_resources (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A pledge is not there yet: it counts for no giver and no euro");
  fixture_add (f, "resource", "a", "title", "Grant", "direction", "have", "provider", "door",
               "amount", "#12500", "used", "#400", "unit", "eur", "status", "available", NULL);
  fixture_add (f, "resource", "b", "title", "Chairs", "direction", "have", "provider", "rose",
               "amount", "#12", "unit", "h", "status", "available", NULL);
  fixture_add (f, "resource", "c", "title", "More money", "direction", "have", "provider", "lab",
               "amount", "#9000", "unit", "eur", "status", "pledged", NULL);
  fixture_add (f, "resource", "d", "title", "A recipe", "direction", "offer", NULL);
  assert_order (f, "funder",
                (const char *[]){ "What it took",
                                  "Two people and parties put something into the field lab: two "
                                  "things in all.",
                                  "Of the €12,500 that was available, €400 was spent so far.",
                                  "Grant\tThe neighbourhood centre\t€12,500",
                                  "Chairs\tResident 1\t12\302\240hours",
                                  "This others may have from us:", "A recipe.", NULL });
}

static void
add_effect (Fixture *f, const char *id, const char *statement, const char *status,
            const char *direction)
{
  fixture_add (f, "outcome", id, "statement", statement, "status", status, "direction", direction,
               "observed_on", "2017-03-01", NULL);
}

static void
test_effects (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("The best known effects, of the good and of the bad at least one");
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("bad-%u", i);
      g_autofree char *statement = g_strdup_printf ("Quarrel number %u", i);

      add_effect (f, id, statement, "confirmed", "negative");
    }
  assert_order (f, "public", (const char *[]){ "We saw what we had not wanted:", "Quarrel", NULL });

  add_effect (f, "good", "Neighbours greet each other", "observed", "positive");

  assert_order (f, "public",
                (const char *[]){ "We saw:", "Neighbours greet each other.",
                                  "We also saw what we had not wanted:", "Quarrel", NULL });
}

static void
test_voices (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Voices: what a citizen told, once; for participants only their own");
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", i);
      g_autofree char *text = g_strdup_printf ("Turn %u.", i);

      fixture_add (f, "entry", id, "body", text, "occurred_on", "2017-02-01", "story_use", "yes",
                   "turning_point", "yes!", NULL);
    }
  fixture_add (f, "entry", "story", "body", "My soup has a history.", "kind", "story",
               "occurred_on", "2017-02-02", "story_use", "yes", NULL);
  fixture_link (f, "story", "speaker", "rose");
  fixture_add (f, "entry", "story-2", "body", "My bread has a history.", "kind", "story",
               "occurred_on", "2017-02-02", "story_use", "yes", NULL);
  fixture_link (f, "story-2", "speaker", "rose");
  fixture_add (f, "entry", "pro", "body", "Our policy has a history.", "kind", "interview",
               "occurred_on", "2017-02-02", "story_use", "yes", NULL);
  assert_order (f, "participants",
                (const char *[]){ "The journey", "My soup has a history.", "In your own words",
                                  "My bread has a history.", NULL });
  assert_tells (f, "participants", "Our policy has a history.", false);
}

static void
test_annex (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("Annexes: numbers, measurements, literature; nothing that nobody looked at");
  fixture_add (f, "outcome", "o", "statement", "People eat", "status", "observed", NULL);
  fixture_add (f, "measurement", "m", "outcome", "o", "measured_on", "2017-03-02", "value", "#12",
               "source", "Counted", NULL);
  fixture_add (f, "attachment", "book", "owner", "lab", "type", "literature", "citation",
               "A book on soup", "url", "https://example.org/soup", NULL);
  fixture_add (f, "attachment", "poster", "owner", "lab", "type", "product", "caption",
               "A poster with faces", NULL);
  fixture_add (f, "attachment", "card", "owner", "lab", "type", "product", "caption",
               "A card of the pan", "shows/nobody", "x", NULL);
  assert_order (f, "funder",
                (const char *[]){ "Annexes", "The logbook in numbers", "Effects\t1",
                                  "People eat\t2\302\240March 2017\t12\tCounted", "A book on soup.",
                                  "https://example.org/soup", "A card of the pan.", NULL });
  assert_tells (f, "funder", "A poster with faces", false);
}

static void
test_since (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What is new since the last story that was shared");
  fixture_add (f, "entry", "n", "body", "Soup.", "occurred_on", "2017-06-01", "story_use", "yes",
               NULL);
  fixture_add (f, "narrative", "before", "title", "Before", "status", "shared", "to_on",
               "2017-01-31", NULL);
  fixture_add (f, "learning", "l", "headline", "Old", "learned_on", "2017-01-01", "status",
               "discussed", NULL);
  fixture_add (f, "learning", "m", "headline", "New", "learned_on", "2017-03-01", "status",
               "discussed", NULL);
  fixture_add (f, "question", "q", "text", "Who?", "status", "answered", "answer", "We.",
               "closed_on", "2017-03-01", NULL);
  assert_tells (f, "internal",
                "New since the last story, of 31 January 2017: one learning moment and one "
                "question closed.",
                true);
}

static char *
tell_narrative (Fixture *f, const char *narrative)
{
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, NULL, "en");

  options.narrative = narrative;

  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);

  return pt_document_dup_text (document);
}

static void
test_own_passages (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("What people wrote stands at the beginning and at the end of its section");
  fixture_add (f, "learning", "l", "headline", "Smell", "now_what", "Cook first", "learned_on",
               "2017-01-01", "status", "established", "reach", "general", NULL);
  fixture_add (f, "narrative", "n", "title", "Ours", "audience", "public", NULL);
  fixture_add (f, "passage", "p", "narrative", "n", "section", "11", "place", "intro", "basis",
               "own", "text", "Before you copy us, read this.", NULL);
  fixture_add (f, "passage", "q", "narrative", "n", "section", "11", "place", "end", "basis", "own",
               "text", "That is all we know.", "sources/l", "x", NULL);

  g_autofree char *text = tell_narrative (f, "n");
  const char *intro = strstr (text, "Before you copy us");
  const char *advice = strstr (text, "Cook first");
  const char *end = strstr (text, "That is all we know.");

  g_assert_nonnull (intro);
  g_assert_true (advice > intro);
  g_assert_true (end > advice);
}

static void
test_sections_out (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary ("A section that a person left out is not told, and not said to be missing");
  fixture_add (f, "learning", "l", "headline", "Smell", "now_what", "Cook first", "learned_on",
               "2017-01-01", "status", "established", "reach", "general", NULL);
  fixture_add (f, "narrative", "n", "title", "Ours", "audience", "internal", "sections_out/11", "x",
               "sections_out/9", "x", NULL);

  g_autofree char *text = tell_narrative (f, "n");

  g_assert_null (strstr (text, "Signposts for others"));
  g_assert_null (strstr (text, "How it worked, and why"));
}

/* Every mark in @inlines leads to a note. */
static guint
check_marks (GPtrArray *inlines, GHashTable *notes)
{
  guint n = 0;

  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    {
      const PtInline *item = inlines->pdata[i];

      if (item->type != PT_INLINE_REFERENCE)
        continue;
      g_assert_true (*item->href == '#');
      g_assert_true (g_hash_table_contains (notes, item->href + 1));
      n++;
    }
  return n;
}

static guint
count_marks (const PtBlock *block, GHashTable *notes)
{
  guint n = check_marks (block->inlines, notes) + check_marks (block->attribution, notes);

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    n += count_marks (block->children->pdata[i], notes);
  return n;
}

static bool
shares_sources (const PtBlock *one, const PtBlock *other)
{
  bool same = one->sources->len == other->sources->len;

  for (guint i = 0; same && i < one->sources->len; i++)
    same = strcmp (one->sources->pdata[i], other->sources->pdata[i]) == 0;
  return same;
}

static void
test_trail (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (GHashTable) notes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PtDocument) document = NULL;

  g_test_summary ("Rule 15: every statement from records leads to its sources");
  add_said (f);
  fixture_add (f, "learning", "l", "headline", "Cooking is theirs", "status", "discussed",
               "learned_on", "2017-02-01", NULL);
  fixture_add (f, "comment", "c", "target", "l", "kind", "other_view", "voice", "a neighbour",
               "body", "I like being cooked for.", NULL);
  document = fixture_compose (f, "internal", "en");
  for (guint i = 0; i < pt_document_length (document); i++)
    if (pt_document_nth (document, i)->id != NULL)
      g_hash_table_add (notes, pt_document_nth (document, i)->id);
  g_assert_cmpuint (g_hash_table_size (notes), >=, 3);
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);
      const PtBlock *next = i + 1 < pt_document_length (document)
                                ? pt_document_nth (document, i + 1)
                                : NULL;
      bool runs_on = next != NULL && shares_sources (block, next);

      if (block->sources->len == 0 || runs_on)
        continue;
      if (count_marks (block, notes) == 0)
        g_test_message ("no mark on block %u of %s", i, block->place);
      g_assert_cmpuint (count_marks (block, notes), >, 0);
    }
  assert_order (f, "internal",
                (const char *[]){ "Sources", "Quote, 1 February 2017 pt:said", NULL });
  assert_order (
      f, "internal",
      (const char *[]){ "3 Learning Moment, 1 February 2017", "5 Other view on 3", NULL });
  assert_tells (f, "participants", "pt:said", false);
}

/* Numbers that marks lead to, in the order of the text, and what is listed. */
static char *
tell_marks (Fixture *f, const char *narrative)
{
  PtNarrativeOptions options = fixture_options (f, narrative != NULL ? NULL : "internal", "en");
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autoptr (PtDocument) document = NULL;
  GString *out = g_string_new (NULL);

  options.narrative = narrative;
  document = pt_narrative_compose (data, &options, NULL);
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);

      for (guint m = 0; block->inlines != NULL && m < block->inlines->len; m++)
        {
          const PtInline *item = block->inlines->pdata[m];

          if (item->type == PT_INLINE_REFERENCE)
            g_string_append_printf (out, "%s ", item->href + strlen ("#source-"));
        }
      if (block->style == PT_STYLE_SOURCE)
        {
          g_autofree char *text = pt_inlines_dup_text (block->inlines);

          g_string_append_printf (out, "| %s ", strstr (text, "pt:"));
        }
    }
  return g_string_free (out, FALSE);
}

static void
test_marks (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autofree char *once = NULL;
  g_autofree char *rewritten = NULL;

  g_test_summary (
      "Paragraphs in a row from one record share a mark; a passage is no source itself");
  fixture_add (f, "entry", "pan", "body", "The pan.\n\nThe lid.\n\nThe spoon.", "occurred_on",
               "2017-03-01", "story_use", "yes", NULL);
  fixture_add (f, "resource", "last", "title", "A spoon", "direction", "offer", NULL);
  once = tell_marks (f, NULL);
  g_assert_cmpstr (once, ==, "1 2 2 | pt:pan | pt:last ");
  fixture_add (f, "narrative", "n", "title", "Ours", "audience", "internal", NULL);
  fixture_add (f, "passage", "mine", "narrative", "n", "section", "5", "place", "text:pan", "basis",
               "edited", "text", "A big pan.", "sources/pan", "x", NULL);
  rewritten = tell_marks (f, "n");
  g_assert_cmpstr (rewritten, ==, "1 2 2 | pt:pan | pt:last ");
}

/* Who gets no map sees the whole at a glance; who does, and two moments, do not. */
static void
test_strip (void)
{
  g_autoptr (Fixture) f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Lab", "start_on", "2017-01-01", NULL);
  fixture_add (f, "experiment", "e", "title", "Soup", "status", "running", "start_on", "2017-01-05",
               NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("high-%u", i);
      g_autofree char *at = g_strdup_printf ("2017-0%u-01", 2 + 2 * i);

      assert_tells (f, "funder", "The journey at a glance", false);
      fixture_add (f, "entry", id, "body", "The pan was empty.", "title", "An empty pan",
                   "occurred_on", at, "valence", "high_point", "story_use", "yes", NULL);
    }
  assert_tells (f, "funder", "The journey at a glance", true);
  assert_tells (f, "learning_network", "The journey at a glance", false);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sections/orders", test_orders);
  g_test_add_func ("/sections/cover", test_cover);
  g_test_add_func ("/sections/promised", test_promised);
  g_test_add_func ("/sections/returned", test_returned);
  g_test_add_func ("/sections/requests", test_requests);
  g_test_add_func ("/sections/mechanisms", test_mechanisms);
  g_test_add_func ("/sections/resources", test_resources);
  g_test_add_func ("/sections/effects", test_effects);
  g_test_add_func ("/sections/voices", test_voices);
  g_test_add_func ("/sections/annex", test_annex);
  g_test_add_func ("/sections/since", test_since);
  g_test_add_func ("/sections/own-passages", test_own_passages);
  g_test_add_func ("/sections/left-out", test_sections_out);
  g_test_add_func ("/sections/trail", test_trail);
  g_test_add_func ("/sections/marks", test_marks);
  g_test_add_func ("/sections/strip", test_strip);
  return g_test_run ();
}
