/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures made from records: what holds for each of them at every width, and what each says. */
#include "fixture.h"

#include "pt-company.h"
#include "pt-layers.h"
#include "pt-pictures.h"

#include <math.h>
#include <string.h>

#define TODAY "2017-07-01"

static PtFigure *
make_staircase (const PtLens *lens)
{
  return pt_figure_staircase (lens, NULL);
}

static PtFigure *
make_indicator (const PtLens *lens)
{
  PtRecord *outcome = pt_dataset_get (lens->data, "o-visit");

  return outcome != NULL ? pt_figure_indicator (lens, outcome) : NULL;
}

static const struct
{
  const char *name;
  PtFigure *(*make) (const PtLens *lens);
  const char *description; /* of the laboratory below, at any width */
  const char *row;         /* of its table: the first, cells parted by | */
} pictures[] = {
  { "rings", pt_figure_rings,
    "Rings with the fellow travellers per kind of party: Citizens 5, Civil society 1, Government "
    "nobody yet, Knowledge institution nobody yet, Business nobody yet, Funder nobody yet and "
    "Natural environment nobody yet.",
    "1|Bewoner 0|Citizens|Inform → Co-decide" },
  { "ladder", pt_figure_ladder,
    "Citizens: Co-decide 1, Consult 3 and Inform 1. Civil society: not yet said. Government: "
    "nobody yet. Knowledge institution: nobody yet. Business: nobody yet. Funder: nobody yet. "
    "Natural environment: nobody yet.",
    "Citizens|0|1|3|0|0|1|0|5" },
  { "staircase", make_staircase,
    "January – May 2017: 1 went up the ladder, 0 went down, 4 stayed on the same step.",
    "Bewoner 0|Inform (January 2017) → Co-decide (May 2017)" },
  { "agenda", pt_figure_agenda,
    "January – June 2017: 3 questions: Open 1, Answered 1 and Dropped 1. 1 review.",
    "A|Wie komt er?|January – March 2017|Answered" },
  { "effects", pt_figure_effects,
    "Individual 1, Relational 1, Organisational 0, Neighbourhood 0, Societal 1 and not yet said 1. "
    "Confirmed 1, Observed 1, Intended 1 and Did not occur 1.",
    "Individual|Bewoners komen vaker langs|Confirmed|Positive" },
  { "indicator", make_indicator,
    "Bezoekers per week: 5\302\240mensen (15 January 2017), 7\302\240mensen (15 March 2017), "
    "11\302\240mensen (15 June "
    "2017), Baseline 4 and Target 12.",
    "15 January 2017|5\302\240mensen|" },
  { "theory", pt_figure_theory, "4 effects, 3 arrows: Assumed 1, Supported 1 and Disputed 1.",
    "1|Bewoners komen vaker langs|De gemeente betaalt de zaal|Een volle zaal overtuigt|Assumed" },
  { "resources", pt_figure_resources, "Financial: Have € 12,500. Space & materials: Need 1 ×.",
    "Financial|€ 12,500|€ 4000||" },
  { "embedding", pt_figure_embedding,
    "Technology: In place 1, Barrier 0, Unknown 0. Money: In place 0, Barrier 1, Unknown 0. "
    "Habits: In place 0, Barrier 0, Unknown 1. Rules: In place 0, Barrier 0, Unknown 1.",
    "Een tafel in de hal|In place|Barrier|Unknown|Unknown" },
  { "density", pt_figure_density, "1 March 2017: 1 note, on 1 day.", "March 2017|1|1" },
};

static void
add_people (Fixture *f)
{
  static const char *const levels[] = { "inform", "consult", "consult", "consult", "inform" };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *id = g_strdup_printf ("who-%u", i);
      g_autofree char *name = g_strdup_printf ("Bewoner %u", i);
      g_autofree char *row = g_strdup_printf ("row-%u", i);

      fixture_add (f, "stakeholder", id, "name", name, "kind", "person", "helix", "citizens", NULL);
      fixture_add (f, "involvement", row, "stakeholder", id, "level", levels[i], "from_on",
                   "2017-01-10", i == 0 ? "to_on" : "contribution", "2017-05-01", NULL);
    }
  fixture_add (f, "involvement", "row-up", "stakeholder", "who-0", "level", "co_decide", "from_on",
               "2017-05-01", NULL);
  fixture_add (f, "stakeholder", "club", "name", "Buurtclub", "kind", "organisation", "helix",
               "civil_society", NULL);
  fixture_add (f, "stakeholder", "made-up", "name", "Truus", "kind", "persona", "helix", "citizens",
               NULL);
}

static void
add_questions (Fixture *f)
{
  fixture_add (f, "question", "q-who", "text", "Wie komt er?", "status", "answered", "opened_on",
               "2017-01-20", "closed_on", "2017-03-10", NULL);
  fixture_add (f, "question", "q-late", "text", "Wie mist er?", "status", "open", "opened_on",
               "2017-03-10", "parent", "q-who", NULL);
  fixture_add (f, "question", "q-away", "text", "Waar laten we de fietsen?", "status", "dropped",
               "opened_on", "2017-02-01", "closed_on", "2017-06-02", NULL);
  fixture_add (f, "entry", "review", "body", "We keken terug.", "kind", "review", "occurred_on",
               "2017-03-01", NULL);
}

static void
add_effects (Fixture *f)
{
  fixture_add (f, "outcome", "o-visit", "statement", "Bewoners komen vaker langs", "status",
               "confirmed", "level", "individual", "direction", "positive", "horizon", "direct",
               "observed_on", "2017-03-01", "indicator", "bezoekers per week", "unit", "mensen",
               "baseline", "#4", "target", "#12", "target_on", "2017-12-31", NULL);
  fixture_add (f, "outcome", "o-help", "statement", "Buren helpen elkaar met de post", "status",
               "observed", "level", "relational", "direction", "mixed", "horizon", "short",
               "observed_on", "2017-04-01", NULL);
  fixture_add (f, "outcome", "o-rule", "statement", "De gemeente betaalt de zaal", "status",
               "intended", "level", "societal", "horizon", "long", NULL);
  fixture_add (f, "outcome", "o-quiet", "statement", "De hal is rustiger", "status",
               "did_not_occur", "observed_on", "2017-05-01", NULL);
  fixture_add (f, "measurement", "m1", "outcome", "o-visit", "measured_on", "2017-01-15", "value",
               "#5", NULL);
  fixture_add (f, "measurement", "m2", "outcome", "o-visit", "measured_on", "2017-03-15", "value",
               "#7", NULL);
  fixture_add (f, "measurement", "m3", "outcome", "o-visit", "measured_on", "2017-06-15", "value",
               "#11", "population", "alle dinsdagen", NULL);
}

static void
add_work (Fixture *f)
{
  fixture_add (f, "experiment", "e-table", "title", "Een tafel in de hal", "status", "running",
               "start_on", "2017-01-02", "embedding_technological", "in_place",
               "embedding_economic", "barrier", NULL);
  fixture_add (f, "experiment", "e-idea", "title", "Iets met post", "status", "idea", NULL);
  fixture_add (f, "mechanism", "w1", "statement", "Omdat er koffie is, blijven ze zitten", "status",
               "supported", "from_experiment", "e-table", "to_outcome", "o-visit", NULL);
  fixture_add (f, "mechanism", "w2", "statement", "Wie blijft zitten, leert iemand kennen",
               "status", "disputed", "from_outcome", "o-visit", "to_outcome", "o-help", NULL);
  fixture_add (f, "mechanism", "w3", "statement", "Een volle zaal overtuigt", "from_outcome",
               "o-visit", "to_outcome", "o-rule", NULL);
  fixture_add (f, "resource", "r1", "title", "Subsidie", "direction", "have", "kind", "financial",
               "amount", "#12500", "unit", "eur", "used", "#4000", "from_on", "2017-01-01", NULL);
  fixture_add (f, "resource", "r2", "title", "Stoelen", "direction", "need", "kind",
               "space_materials", "from_on", "2017-02-01", NULL);
}

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin", "start_on", "2017-01-01", NULL);
  add_people (f);
  add_questions (f);
  add_effects (f);
  add_work (f);
  return f;
}

static PtLens
lens_on (PtDataset *data)
{
  return (PtLens){ .data = data, .lang = "en", .today = TODAY };
}

/* ── What holds for all ── */

static void
assert_inside (PtPicture *picture)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *mark = pt_picture_nth (picture, i);
      double x, y, width, height;

      pt_mark_bounds (mark, &x, &y, &width, &height);
      if (x < -1 || y < -1 || x + width > pt_picture_get_width (picture) + 1
          || y + height > pt_picture_get_height (picture) + 1)
        g_error ("Mark %u (%s) is outside: %.1f %.1f %.1f %.1f", i,
                 mark->text != NULL ? mark->text : "shape", x, y, width, height);
    }
}

static void
assert_texts_apart (PtPicture *picture)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    for (guint j = i + 1; j < pt_picture_length (picture); j++)
      {
        const PtMark *a = pt_picture_nth (picture, i);
        const PtMark *b = pt_picture_nth (picture, j);
        double ax, ay, aw, ah, bx, by, bw, bh;

        if (a->type != PT_MARK_TEXT || b->type != PT_MARK_TEXT)
          continue;
        pt_mark_bounds (a, &ax, &ay, &aw, &ah);
        pt_mark_bounds (b, &bx, &by, &bw, &bh);
        ah = a->size;
        bh = b->size;
        if (ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah)
          g_error ("“%s” and “%s” stand on each other", a->text, b->text);
      }
}

static void
assert_named (PtFigure *figure, PtPicture *picture)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *mark = pt_picture_nth (picture, i);

      if (mark->record != NULL)
        g_assert_nonnull (pt_figure_get_name (figure, mark->record));
    }
}

static char *
join_row (const PtBlock *table, guint row)
{
  return g_strjoinv ("|", table->rows->pdata[row]);
}

static void
test_picture (gconstpointer data)
{
  static const double widths[] = { 320, 480, 640, 800, 1200 };
  const guint at = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  g_autoptr (PtFigure) figure = pictures[at].make (&lens);
  g_autoptr (PtBlock) table = pt_figure_table (figure);
  g_autofree char *row = join_row (table, 0);

  g_test_summary ("At every width inside its edges, no text on another, each mark named; alt text "
                  "and table from the data");
  g_assert_null (pt_figure_get_sentence (figure));
  g_assert_cmpstr (row, ==, pictures[at].row);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (PtPicture) picture = pt_figure_draw (figure, widths[i]);

      g_test_message ("%.0f wide", widths[i]);
      g_assert_cmpstr (pt_picture_get_description (picture), ==, pictures[at].description);
      assert_inside (picture);
      assert_texts_apart (picture);
      assert_named (figure, picture);
    }
}

/* (transfer full): as SVG, from records that came in one order or the other. */
static char *
draw_svg (Fixture *f, guint at, bool backwards)
{
  g_autoptr (PtDataset) dataset = fixture_dataset (f, backwards);
  const PtLens lens = lens_on (dataset);
  g_autoptr (PtFigure) figure = pictures[at].make (&lens);
  g_autoptr (PtPicture) picture = pt_figure_draw (figure, PT_FIGURE_PAGE_WIDTH);

  return pt_picture_to_svg (picture, true, NULL);
}

static void
test_order (gconstpointer data)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *forwards = draw_svg (f, GPOINTER_TO_UINT (data), false);
  g_autofree char *backwards = draw_svg (f, GPOINTER_TO_UINT (data), true);

  g_test_summary ("Two laptops that got the same records in another order draw the same");
  g_assert_cmpstr (forwards, ==, backwards);
}

static void
test_nothing (gconstpointer data)
{
  const guint at = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);

  g_assert_null (pictures[at].make (&lens));
}

/* ── What each says ── */

static void
test_few (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtFigure) figure = NULL;
  g_autoptr (PtPicture) picture = NULL;

  g_test_summary ("Rule 11: a ring of fewer than five is a sentence");
  fixture_add (f, "stakeholder", "a", "name", "Anneke", "helix", "citizens", NULL);
  fixture_add (f, "stakeholder", "b", "name", "De gemeente", "helix", "government", NULL);
  dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  figure = pt_figure_rings (&lens);
  picture = pt_figure_draw (figure, 800);

  g_assert_null (picture);
  g_assert_cmpstr (pt_figure_get_sentence (figure), ==,
                   "So far these travel along: Anneke and De gemeente.");
}

/* A ring's name that ends in a full stop had two of them. */
static void
test_few_stop (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtFigure) figure = NULL;

  fixture_add (f, "stakeholder", "a", "name", "Bouwbedrijf Jansen B.V.", "helix", "business", NULL);
  dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  figure = pt_figure_rings (&lens);

  g_assert_cmpstr (pt_figure_get_sentence (figure), ==,
                   "So far these travel along: Bouwbedrijf Jansen B.V.");
}

static void
test_many (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtFigure) figure = NULL;
  g_autoptr (PtPicture) picture = NULL;
  guint dots = 0;

  g_test_summary ("Three hundred of one kind: everybody has a dot of their own, none on another");
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("who-%03u", i);

      fixture_add (f, "stakeholder", id, "name", id, "helix", "citizens", NULL);
    }
  dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  figure = pt_figure_rings (&lens);
  picture = pt_figure_draw (figure, 800);
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *a = pt_picture_nth (picture, i);

      dots += a->record != NULL;
      for (guint j = i + 1; a->record != NULL && j < pt_picture_length (picture); j++)
        {
          const PtMark *b = pt_picture_nth (picture, j);

          g_assert_true (b->record == NULL || hypot (a->x - b->x, a->y - b->y) > a->r + b->r);
        }
    }

  g_assert_cmpuint (dots, ==, 300);
}

/* Anneke takes part in two experiments at once: what she may say in one of them does not go up and
 * down with the other. */
static void
test_side_by_side (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtFigure) figure = NULL;
  g_autoptr (PtBlock) table = NULL;

  fixture_add (f, "stakeholder", "a", "name", "Anneke", "helix", "citizens", NULL);
  fixture_add (f, "involvement", "i1", "stakeholder", "a", "level", "co_decide", "from_on",
               "2017-01-01", NULL);
  fixture_add (f, "involvement", "i2", "stakeholder", "a", "level", "inform", "from_on",
               "2017-02-01", "to_on", "2017-03-01", NULL);
  dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  figure = pt_figure_staircase (&lens, NULL);
  table = pt_figure_table (figure);
  g_autofree char *row = join_row (table, 0);

  g_assert_cmpuint (table->rows->len, ==, 1);
  g_assert_cmpstr (row, ==, "Anneke|Co-decide (January 2017)");
  g_assert_cmpstr (pt_figure_get_sentence (figure), ==, "Nobody has moved on the ladder yet.");
}

/* Seven of eleven, then of three: shares of three people are not drawn. */
static const struct
{
  const char *name;
  const char *n[3];
  const char *sentence; /* NULL = it is drawn */
  const char *label;    /* stands in the picture, if it is */
} groups[] = {
  { "one-size", { "#11", "#11", "#11" }, NULL, "7" },
  { "large", { "#11", "#20", "#28" }, NULL, "64" },
  { "small",
    { "#11", "#20", "#4" },
    "Measured: 7 of 11 (64\302\240%) (1 January 2017), 7 of 20 (35\302\240%) (1 February 2017) and "
    "7 of 4 (1 "
    "March 2017).",
    NULL },
};

static bool
has_text (PtPicture *picture, const char *text)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    if (g_strcmp0 (pt_picture_nth (picture, i)->text, text) == 0)
      return true;
  return false;
}

static void
test_groups (gconstpointer data)
{
  const guint at = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtFigure) figure = NULL;
  g_autoptr (PtPicture) picture = NULL;

  g_test_summary ("Rule 11: no percentage of fewer than five people, not in a picture either");
  fixture_add (f, "outcome", "o", "statement", "Men komt", NULL);
  fixture_add (f, "measurement", "a", "outcome", "o", "measured_on", "2017-01-01", "value", "#7",
               "n", groups[at].n[0], NULL);
  fixture_add (f, "measurement", "b", "outcome", "o", "measured_on", "2017-02-01", "value", "#7",
               "n", groups[at].n[1], NULL);
  fixture_add (f, "measurement", "c", "outcome", "o", "measured_on", "2017-03-01", "value", "#7",
               "n", groups[at].n[2], NULL);
  dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  figure = pt_figure_indicator (&lens, pt_dataset_get (dataset, "o"));
  picture = pt_figure_draw (figure, 800);

  g_assert_cmpstr (pt_figure_get_sentence (figure), ==, groups[at].sentence);
  if (picture != NULL)
    g_assert_true (has_text (picture, groups[at].label));
}

/* (nullable) */
static const PtMark *
find_text (PtPicture *picture, const char *text)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    if (g_strcmp0 (pt_picture_nth (picture, i)->text, text) == 0)
      return pt_picture_nth (picture, i);
  return NULL;
}

static void
test_level_names (void)
{
  static const double widths[] = { 280, 320, 360, 480 };
  static const char *const names[] = { "Target 15", "Baseline 3" };
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtFigure) figure = NULL;

  g_test_summary ("On a telephone the line runs through no name of a level, and no number either");
  fixture_add (f, "outcome", "o", "statement", "Men komt", "baseline", "#3", "target", "#15",
               "target_on", "2017-12-20", NULL);
  fixture_add (f, "measurement", "a", "outcome", "o", "measured_on", "2016-01-01", "value", "#3",
               NULL);
  fixture_add (f, "measurement", "b", "outcome", "o", "measured_on", "2017-09-01", "value", "#16",
               NULL);
  fixture_add (f, "measurement", "c", "outcome", "o", "measured_on", "2017-12-24", "value", "#19",
               NULL);
  dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  figure = pt_figure_indicator (&lens, pt_dataset_get (dataset, "o"));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      {
        g_autoptr (PtPicture) picture = pt_figure_draw (figure, widths[i]);
        const PtMark *name = find_text (picture, names[k]);

        g_assert_nonnull (name);
        g_test_message ("%s, %.0f wide", names[k], widths[i]);
        g_assert_cmpuint (pt_picture_count_in (picture, name->x, name->y - 8,
                                               pt_text_width (name->text, name->size), 8),
                          ==, 1);
      }
}

static void
test_theory_list (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) dataset = fixture_dataset (f, false);
  const PtLens lens = lens_on (dataset);
  g_autoptr (PtFigure) figure = pt_figure_theory (&lens);
  g_autoptr (PtPicture) picture = pt_figure_draw (figure, PT_FIGURE_PHONE_WIDTH);
  guint boxes = 0, words = 0;

  g_test_summary ("An effect that an arrow leads to is told at the arrow, and its box is where the "
                  "keys stop");
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *mark = pt_picture_nth (picture, i);

      if (g_strcmp0 (mark->record, "o-visit") != 0)
        continue;
      words += mark->type == PT_MARK_TEXT;
      if (mark->type != PT_MARK_TEXT && boxes++ == 0)
        g_assert_cmpfloat (mark->x2, >, PT_FIGURE_PHONE_WIDTH / 2);
    }
  g_assert_cmpuint (boxes, >=, 1);
  g_assert_cmpuint (words, >=, 2);
}

/* Two rows of three that are tied crosswise; a third column keeps one of them. */
static void
test_layers (void)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, TRUE, sizeof (PtLayerNode));
  g_autoptr (GArray) ties = g_array_new (FALSE, TRUE, sizeof (PtLayerTie));

  g_test_summary ("Ties that need not cross do not, and nothing of a column touches");
  for (guint i = 0; i < 6; i++)
    {
      const PtLayerNode node = { .column = i / 3, .place = i % 3, .height = 10 + i };

      g_array_append_val (nodes, node);
    }
  for (guint i = 0; i < 3; i++)
    {
      const PtLayerTie tie = { i, 5 - i };

      g_array_append_val (ties, tie);
    }
  g_assert_cmpuint (pt_layers_count_crossings (nodes, ties), ==, 3);

  pt_layers_order (nodes, ties, 2);
  const double height = pt_layers_place (nodes, ties, 2, 8);

  g_assert_cmpuint (pt_layers_count_crossings (nodes, ties), ==, 0);
  for (guint i = 0; i < nodes->len; i++)
    for (guint j = 0; j < nodes->len; j++)
      {
        const PtLayerNode *a = &g_array_index (nodes, PtLayerNode, i);
        const PtLayerNode *b = &g_array_index (nodes, PtLayerNode, j);

        g_assert_cmpfloat (a->y + a->height, <=, height + 0.01);
        if (a->column == b->column && a->place < b->place)
          g_assert_cmpfloat (a->y + a->height + 8, <=, b->y + 0.01);
      }
}

/* The pointer is on an arrow where its line is, not anywhere in the box around it. */
static void
test_find_curve (void)
{
  g_autoptr (PtPicture) picture = pt_picture_new ("curve", 200, 200);
  PtMark *line = pt_picture_path (picture, PT_INK_NONE, PT_INK_TEXT);

  pt_mark_step (line, PT_STEP_MOVE, 0, 0);
  pt_mark_curve (line, 100, 0, 100, 200, 200, 200);
  line->record = g_strdup ("arrow");

  g_assert_cmpuint (pt_picture_find (picture, 100, 100, 3), ==, 0);
  g_assert_cmpuint (pt_picture_find (picture, 20, 180, 3), ==, G_MAXUINT);
}

static void
add_cases (const char *path, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *name = g_strdup_printf ("/pictures/%s/%s", path, pictures[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("drawn", test_picture);
  add_cases ("order", test_order);
  add_cases ("nothing", test_nothing);
  g_test_add_func ("/pictures/rings/few", test_few);
  g_test_add_func ("/pictures/rings/few-stop", test_few_stop);
  g_test_add_func ("/pictures/rings/many", test_many);
  g_test_add_func ("/pictures/staircase/side-by-side", test_side_by_side);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *name = g_strdup_printf ("/pictures/indicator/groups/%s", groups[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_groups);
    }
  g_test_add_func ("/pictures/indicator/level-names", test_level_names);
  g_test_add_func ("/pictures/theory/list", test_theory_list);
  g_test_add_func ("/pictures/theory/layers", test_layers);
  g_test_add_func ("/pictures/find/curve", test_find_curve);
  return g_test_run ();
}
