/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap check (domain.md section 6): for each item the smallest logbook that lacks exactly that gets exactly
 * that line, with the record that it opens; what is whole, elsewhere or private gets none. */
#include "fixture.h"

#include "pt-story-gaps.h"
#include "pt-story-passage.h"

#include <string.h>

#define LONG_SENTENCE                                                                              \
  "We stood around the big pan in the hall and told each other what we would cook the next time."

/* A story of one month with one note that lacks nothing. */
static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Lab", NULL);
  fixture_add (f, "stakeholder", "rose", "name", "Resident 1", "kind", "person", "helix",
               "citizens", NULL);
  fixture_add (f, "narrative", "n", "title", "Ours", "audience", "public", "from_on", "2017-03-01",
               "to_on", "2017-03-31", NULL);
  fixture_add (f, "entry", "pan", "body", "The pan was ready.", "occurred_on", "2017-03-01",
               "story_use", "yes", NULL);
  return f;
}

typedef struct
{
  const char *name;
  void (*plant) (Fixture *f, PtNarrativeOptions *options);
  const char *gaps; /* "type record: line" of each */
} Case;

static const char *const waiting[] = { "pan", "gone", NULL };

/* (transfer full): all lines of @one. */
static char *
list_gaps (const Case *one)
{
  g_autoptr (Fixture) f = new_lab ();
  PtNarrativeOptions options = fixture_options (f, NULL, "en");
  GString *text = g_string_new (NULL);

  options.narrative = "n";
  if (one->plant != NULL)
    one->plant (f, &options);

  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autoptr (PtEdition) edition = pt_edition_compose (data, &options, NULL);
  g_autoptr (GPtrArray) gaps = pt_gaps_find (
      data, &options, edition, g_str_equal (one->name, "waiting") ? waiting : NULL, NULL);

  for (guint i = 0; i < gaps->len; i++)
    {
      const PtGap *gap = gaps->pdata[i];

      g_assert_nonnull (pt_dataset_get (data, gap->record));
      g_string_append_printf (text, "%s%s %s: %s", i > 0 ? "\n" : "", pt_gap_id (gap->type),
                              gap->record, gap->what);
    }
  return g_string_free (text, FALSE);
}

/* ── What is missing ── */

static void
plant_unsearched (Fixture *f, PtNarrativeOptions *options)
{
  options->unsearched = "They are locked.";
}

static PtOp *
new_op (guchar device, const char *title)
{
  PtDot dot = { .counter = 1 };
  PtOp *op;

  memset (&dot.incarnation, device, sizeof dot.incarnation);
  op = pt_op_new (device == 1 ? "one" : "two", &dot, "x", "experiment");
  op->at = 1500000000000000;
  op->member = g_strdup ("member");
  op->device = g_strdup ("device");
  op->seen = op->seen != NULL ? op->seen : pt_vector_new ();

  g_autoptr (PtValue) value = pt_value_new_text (title);

  pt_op_set (op, "title", value);
  return op;
}

/* Two laptops called it differently, and neither had seen the other. */
static void
plant_conflict (Fixture *f, PtNarrativeOptions *options)
{
  PtState *state = pt_state_new ();
  g_autoptr (PtOp) one = new_op (1, "Soup");
  g_autoptr (PtOp) other = new_op (2, "Bread");

  pt_state_apply (state, one);
  pt_state_apply (state, other);
  g_ptr_array_add (f->records, pt_record_new ("x", "experiment", state));
}

static void
plant_required (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "status", "running", NULL);
}

static void
plant_result (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "title", "Soup", "status",
               "completed", "decision", "broaden", "decision_why", "They liked it", NULL);
}

static void
plant_decision (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "title", "Soup", "status",
               "completed", "result", "Eaten", NULL);
}

static void
plant_why (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "title", "Soup", "status", "stopped",
               "result", "Eaten", NULL);
}

static void
plant_contribution (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "outcome", "x", "observed_on", "2017-03-05", "statement", "They eat", "status",
               "observed", "level", "individual", "direction", "mixed", NULL);
}

static void
plant_negative (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "outcome", "x", "observed_on", "2017-03-05", "statement", "They eat", "status",
               "observed", "level", "individual", "direction", "positive", "contribution", "A pan",
               NULL);
}

/* Before the first note, between two, and behind the last; the month of today is not over. */
static void
plant_months (Fixture *f, PtNarrativeOptions *options)
{
  options->from_on = "2017-02-01";
  options->to_on = "2017-12-31";
  fixture_add (f, "entry", "later", "body", "Soup", "occurred_on", "2017-05-01", "story_use", "yes",
               NULL);
}

static void
plant_undecided (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "entry", "x", "body", "Soup", "occurred_on", "2017-03-02", NULL);
}

static void
plant_quote (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "entry", "x", "body", "Soup!", "kind", "quote", "story_use", "yes", "occurred_on",
               "2017-03-02", NULL);
}

static void
plant_photo (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "attachment", "x", "owner", "pan", "type", "photo", "mime", "image/png",
               "filename", "pan.png", "alt_text", "A pan", NULL);
}

static void
plant_face (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "attachment", "x", "owner", "pan", "type", "photo", "mime", "image/png",
               "filename", "her.png", "alt_text", "A woman", "shows/recognisable", "x", NULL);
  fixture_link (f, "x", "depicts", "rose");
}

static void
plant_alt (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "attachment", "x", "owner", "pan", "type", "photo", "mime", "image/png",
               "filename", "pan.png", "shows/nobody", "x", NULL);
}

static void
plant_passage (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "passage", "x", "narrative", "n", "section", "5", "place", "text:pan", "text",
               "A big pan.", "sources/pan", "x", "sources_hash", "another", NULL);
}

static void
plant_name (Fixture *f, PtNarrativeOptions *options)
{
  options->audience = "internal";
  fixture_add (f, "entry", "x", "body", "[@Resident 1](pt:rose) cooked.", "occurred_on",
               "2017-03-02", "story_use", "yes", NULL);
}

static void
plant_sentence (Fixture *f, PtNarrativeOptions *options)
{
  options->audience = "participants";
  fixture_add (f, "entry", "x", "body", LONG_SENTENCE, "occurred_on", "2017-03-02", "story_use",
               "yes", "turning_point", "yes!", NULL);
}

static guint
count_to_ninety (PtDocument *document, gpointer data)
{
  return 90;
}

static void
plant_pages (Fixture *f, PtNarrativeOptions *options)
{
  options->count_pages = count_to_ninety;
}

/* ── What lacks nothing ── */

static void
plant_running (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "title", "Soup", "status", "running",
               NULL);
}

static void
plant_hoped_for (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "outcome", "x", "observed_on", "2017-03-05", "statement", "They eat", "status",
               "intended", "level", "individual", "direction", "mixed", NULL);
}

static void
plant_decided (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "entry", "x", "body", "Soup", "occurred_on", "2017-03-02", "story_use", "no",
               NULL);
}

static void
plant_elsewhen (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "entry", "x", "body", "Soup", "occurred_on", "2016-03-02", NULL);
}

static void
plant_private (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "title", "Soup", "status",
               "completed", "sharing", "private", NULL);
}

static void
plant_agreed (Fixture *f, PtNarrativeOptions *options)
{
  plant_face (f, options);
  fixture_add (f, "entry", "quote", "body", "Soup!", "kind", "quote", "story_use", "yes",
               "occurred_on", "2017-03-02", NULL);
  fixture_link (f, "quote", "speaker", "rose");
  fixture_consent (f, "yes", "rose", "given", "photo", "public", NULL);
  fixture_consent (f, "yes-too", "rose", "given", "anonymous_quote", "public", NULL);
}

/* In a narrative in which somebody looked at her name before. */
static void
plant_ticked (Fixture *f, PtNarrativeOptions *options)
{
  plant_name (f, options);
  fixture_add (f, "narrative", "ours", "title", "Ours", "audience", "internal", "from_on",
               "2017-03-01", "to_on", "2017-03-31", "names_ticked/rose", "x", NULL);
  options->narrative = "ours";
}

static void
plant_why_said (Fixture *f, PtNarrativeOptions *options)
{
  fixture_add (f, "experiment", "x", "start_on", "2017-03-05", "title", "Soup", "status", "stopped",
               "result", "Eaten", "status_why", "Nobody came", NULL);
}

static void
plant_kept (Fixture *f, PtNarrativeOptions *options)
{
  static const char *const sources[] = { "pan", NULL };
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autofree char *hash = pt_passage_hash (data, sources);

  fixture_add (f, "passage", "x", "narrative", "n", "section", "5", "place", "text:pan", "text",
               "A big pan.", "sources/pan", "x", "sources_hash", hash, NULL);
}

static guint
count_to_eight (PtDocument *document, gpointer data)
{
  return 8;
}

static void
plant_just_fits (Fixture *f, PtNarrativeOptions *options)
{
  options->count_pages = count_to_eight;
}

static const Case cases[] = {
  { "nothing", NULL, "" },
  { "unsearched", plant_unsearched, "unsearched n: They are locked." },
  { "conflict", plant_conflict, "conflict x: Choose between two versions of “Soup”." },
  { "required", plant_required, "required x: “Title” is not filled in for “Experiment”." },
  { "result", plant_result, "result x: “Soup” has ended and has no result." },
  { "decision", plant_decision, "decision x: “Soup” has ended. What was decided?" },
  { "why-decided", plant_why, "decision x: “Soup”: why was it decided so?" },
  { "contribution", plant_contribution, "contribution x: “They eat”: what did you do for it?" },
  { "negative", plant_negative, "negative lab: There is no unwanted effect at all. Is that so?" },
  { "months", plant_months,
    "month pan: There are no notes of February 2017.\n"
    "month pan: There are no notes of April 2017.\n"
    "month later: There are no notes of June 2017." },
  { "undecided", plant_undecided, "undecided x: May “Soup” be told?" },
  { "quote", plant_quote,
    "quote x: Somebody’s words in “Soup!”: there is no consent for these readers." },
  { "photo-not-looked-at", plant_photo, "photo x: “pan.png”: who is in it, and did they agree?" },
  { "photo-without-consent", plant_face, "photo x: “her.png”: who is in it, and did they agree?" },
  { "alt", plant_alt, "alt x: “pan.png”: what does somebody who cannot see it need to know?" },
  { "waiting", NULL, "waiting pan: “The pan was ready.” is only on this laptop so far." },
  { "passage", plant_passage, "passage x: “A big pan.”: what it was made from has changed." },
  { "name", plant_name, "name rose: “Resident 1” appears by this name." },
  { "sentence", plant_sentence,
    "sentence x: 20 words: We stood around the big pan in the hall and told each other what we "
    "would "
    "cook the next ti…" },
  { "pages", plant_pages, "pages n: It takes 90 pages; leave a section out to have fewer." },
  { "running", plant_running, "" },
  { "hoped-for", plant_hoped_for, "" },
  { "decided", plant_decided, "" },
  { "before-the-period", plant_elsewhen, "" },
  { "private", plant_private, "" },
  { "agreed", plant_agreed, "" },
  { "ticked", plant_ticked, "" },
  { "why-said", plant_why_said, "" },
  { "just-fits", plant_just_fits, "" },
  { "passage-kept", plant_kept, "" },
};

static void
test_gap (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *gaps = list_gaps (&cases[i]);

  g_assert_cmpstr (gaps, ==, cases[i].gaps);
}

/* A new kind of gap without a case of its own is noticed here. */
static void
test_all_types (void)
{
  for (guint t = 0; t < PT_GAP_LAST; t++)
    {
      g_autofree char *begins = g_strconcat (pt_gap_id (t), " ", NULL);
      bool found = false;

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        found = found || g_str_has_prefix (cases[i].gaps, begins);
      g_test_message ("%s", begins);
      g_assert_true (found);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gaps/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_gap);
    }
  g_test_add_func ("/gaps/all-types", test_all_types);
  return g_test_run ();
}
