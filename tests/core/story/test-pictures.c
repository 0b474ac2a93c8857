/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures made from records: what holds for each of them at every width, and what each says. */
#include "fixture.h"

#include "pt-company.h"
#include "pt-pictures.h"

#include <math.h>
#include <string.h>

#define TODAY "2017-07-01"

static PtFigure *
make_staircase (const PtLens *lens)
{
  return pt_figure_staircase (lens, NULL);
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
    "1|Bewoner 0|Citizens|Inform → Co-decide" },
  { "staircase", make_staircase,
    "January – May 2017: 1 went up the ladder, 0 went down, 4 stayed on the same step.",
    "Bewoner 0|Inform|January – May 2017" },
  { "agenda", pt_figure_agenda,
    "January – June 2017: 3 questions: Open 1, Answered 1 and Dropped 1. 1 review.",
    "A|Wie komt er?|January – March 2017|Answered" },
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

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin", "start_on", "2017-01-01", NULL);
  add_people (f);
  add_questions (f);
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

  return pt_picture_to_svg (picture, true);
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
  g_assert_cmpstr (row, ==, "Anneke|Co-decide|since January 2017");
  g_assert_cmpstr (pt_figure_get_sentence (figure), ==, "Nobody has moved on the ladder yet.");
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
  g_test_add_func ("/pictures/rings/many", test_many);
  g_test_add_func ("/pictures/staircase/side-by-side", test_side_by_side);
  return g_test_run ();
}
