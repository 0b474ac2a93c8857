/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawings on a printer without colour: what a colour says is said by a shape, a pattern or a
 * difference in lightness too. Measured on grey renderings of the drawings of the example logbook. */
#include "fixture.h"

#include "pt-contrast.h"
#include "pt-example.h"
#include "pt-picture-cairo.h"
#include "pt-picture-timeline.h"
#include "pt-pictures.h"

#include <stdlib.h>
#include <string.h>

#define TODAY "2017-07-01"
#define SCALE 4            /* pixels in one unit of a drawing, each way */
#define APART 48           /* grey levels of 255 that are seen beside each other on cheap paper */
#define LEAST_AREA 5.0     /* square units in which two signs differ by that much */
#define SEEN 148           /* the lightest grey that is 3:1 on paper (WCAG 2.1, 1.4.11) */
#define LEGEND_REACH 22.0  /* from the words of a legend to the left edge of their sign */
#define LEGEND_HEIGHT 18.0 /* of a line of it */
#define LEGEND_MIDDLE 4.1  /* over the baseline of its words */

/* ── Grey ── */

typedef struct
{
  int width, height;
  guchar *levels;
} Grey;

static void
grey_free (Grey *self)
{
  g_free (self->levels);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Grey, grey_free)

/* What a printer makes of a colour (ITU-R BT.601). */
static guchar
level_of (guint32 rgb)
{
  return (guchar)((299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1000);
}

static Grey *
render (PtPicture *picture)
{
  const int width = (int)(pt_picture_get_width (picture) * SCALE);
  const int height = (int)(pt_picture_get_height (picture) * SCALE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  Grey *self = g_new0 (Grey, 1);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SCALE, SCALE);
  pt_picture_paint (picture, cr, PT_PAINT_LIGHT, NULL);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  *self = (Grey){ width, height, g_malloc ((gsize)width * (gsize)height) };
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *)(const void *)(cairo_image_surface_get_data (surface)
                                                           + y
                                                                 * cairo_image_surface_get_stride (
                                                                     surface));

      for (int x = 0; x < width; x++)
        self->levels[y * width + x] = level_of (row[x]);
    }
  cairo_surface_destroy (surface);
  return self;
}

static guchar
level_at (const Grey *self, int x, int y)
{
  return x < 0 || y < 0 || x >= self->width || y >= self->height
             ? 255
             : self->levels[y * self->width + x];
}

typedef struct
{
  double x, y; /* its upper left corner */
} Place;

/* In square units: where two pieces of paper of @width by @height are seen to differ. */
static double
area_apart (const Grey *a, Place at, const Grey *b, Place bt, double width, double height)
{
  guint apart = 0;

  for (int y = 0; y < height * SCALE; y++)
    for (int x = 0; x < width * SCALE; x++)
      apart += abs (level_at (a, (int)(at.x * SCALE) + x, (int)(at.y * SCALE) + y)
                    - level_at (b, (int)(bt.x * SCALE) + x, (int)(bt.y * SCALE) + y))
               >= APART;
  return (double)apart / (SCALE * SCALE);
}

/* In square units: how much of it is dark enough to be seen on paper. */
static double
area_seen (const Grey *self, Place at, double width, double height)
{
  guint seen = 0;

  for (int y = 0; y < height * SCALE; y++)
    for (int x = 0; x < width * SCALE; x++)
      seen += level_at (self, (int)(at.x * SCALE) + x, (int)(at.y * SCALE) + y) <= SEEN;
  return (double)seen / (SCALE * SCALE);
}

/* ── The inks ── */

/* What an ink does on its grounds, and what it needs there: text 4.5:1 (WCAG 1.4.3), what has a meaning
 * 3:1 on paper (1.4.11). Bands lie behind the bars of a timeline only, each of which has words. */
static const struct
{
  PtInk ink, ground;
  double least;
} needs[] = {
  { PT_INK_TEXT, PT_INK_PAPER, 7 },       { PT_INK_TEXT, PT_INK_BAND_ALT, 7 },
  { PT_INK_TEXT, PT_INK_BAR, 4.5 },       { PT_INK_TEXT, PT_INK_BAR_END, 4.5 },
  { PT_INK_MUTED, PT_INK_PAPER, 4.5 },    { PT_INK_MUTED, PT_INK_BAND, 4.5 },
  { PT_INK_MUTED, PT_INK_BAND_ALT, 4.5 }, { PT_INK_PAPER, PT_INK_TURN, 4.5 },
  { PT_INK_HIGH, PT_INK_PAPER, 3 },       { PT_INK_HIGH, PT_INK_BAND_ALT, 3 },
  { PT_INK_LOW, PT_INK_PAPER, 3 },        { PT_INK_LOW, PT_INK_BAND_ALT, 3 },
  { PT_INK_TURN, PT_INK_PAPER, 3 },       { PT_INK_TURN, PT_INK_BAND_ALT, 3 },
  { PT_INK_LOW, PT_INK_BAR_END, 3 },      { PT_INK_BAR, PT_INK_PAPER, 3 },
  { PT_INK_BAR, PT_INK_BAND_ALT, 2.5 },   { PT_INK_BAR_END, PT_INK_BAR, 1.8 },
};

static guint32
rgb_of (const char *colour)
{
  return (guint32)g_ascii_strtoull (colour + 1, NULL, 16);
}

static void
test_inks (void)
{
  g_test_summary ("On paper every ink stands off from what it is drawn on");
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      const double found = pt_contrast (rgb_of (pt_ink_colour (needs[i].ink)),
                                        rgb_of (pt_ink_colour (needs[i].ground)));

      if (found < needs[i].least)
        g_error ("%s on %s: %.2f, less than %.1f", pt_ink_name (needs[i].ink),
                 pt_ink_name (needs[i].ground), found, needs[i].least);
    }
}

/* ── Legends ── */

static PtDataset *
new_sample (Fixture *f)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (7, 1500000000000000);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) logbook = NULL;
  g_autoptr (PtBatch) batch = NULL;

  g_assert_true (pt_example_make (world, &logbook, &batch, &error));
  g_assert_no_error (error);
  fixture_add_batch (f, logbook, batch);
  return fixture_dataset (f, false);
}

static const struct
{
  const char *name;
  PtFigure *(*make) (const PtLens *lens);
  const char *words[10]; /* all of its legend */
} legends[] = {
  { "agenda", pt_figure_agenda, { "Answered", "Passed on", "Dropped", "Review" } },
  { "effects",
    pt_figure_effects,
    { "Confirmed", "Substantiated", "Observed", "Intended", "Faded", "Did not occur", "Positive",
      "Negative", "Mixed" } },
  { "theory",
    pt_figure_theory,
    { "Assumed", "Some evidence", "Supported", "Disputed", "Refuted" } },
  { "resources", pt_figure_resources, { "Have", "Need", "Offer", "used" } },
  { "embedding", pt_figure_embedding, { "In place", "Barrier", "Unknown" } },
};

/* Where the sign of @word stands; a legend is drawn last. */
static Place
place_of (PtPicture *picture, const char *word)
{
  for (guint i = pt_picture_length (picture); i-- > 0;)
    {
      const PtMark *mark = pt_picture_nth (picture, i);

      if (g_strcmp0 (mark->text, word) == 0)
        return (Place){ mark->x - LEGEND_REACH, mark->y - LEGEND_MIDDLE - LEGEND_HEIGHT / 2 };
    }
  g_error ("No “%s” in the legend", word);
}

static void
see_signs (PtPicture *picture, const Grey *grey, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      const double seen = area_seen (grey, place_of (picture, words[i]), LEGEND_REACH - 4,
                                     LEGEND_HEIGHT);

      g_test_message ("%s: %.1f", words[i], seen);
      if (seen < LEAST_AREA)
        g_error ("Of “%s” no more than %.1f square units are seen", words[i], seen);
    }
}

static void
compare_signs (PtPicture *picture, const Grey *grey, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = i + 1; words[j] != NULL; j++)
      {
        const double apart = area_apart (grey, place_of (picture, words[i]), grey,
                                         place_of (picture, words[j]), LEGEND_REACH - 4,
                                         LEGEND_HEIGHT);

        g_test_message ("%s, %s: %.1f", words[i], words[j], apart);
        if (apart < LEAST_AREA)
          g_error ("In grey “%s” and “%s” differ in %.1f square units only", words[i], words[j],
                   apart);
      }
}

static void
test_legend (gconstpointer data)
{
  static const double widths[] = { PT_FIGURE_PAGE_WIDTH, PT_FIGURE_PHONE_WIDTH };
  const guint at = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = new_sample (f);
  const PtLens lens = { .data = dataset, .lang = "en", .today = TODAY };
  g_autoptr (PtFigure) figure = legends[at].make (&lens);

  g_test_summary (
      "Every sign of a legend is seen in grey and told from each other one, wide and narrow");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (PtPicture) picture = pt_figure_draw (figure, widths[i]);

      g_assert_nonnull (picture);
      g_autoptr (Grey) grey = render (picture);
      see_signs (picture, grey, legends[at].words);
      compare_signs (picture, grey, legends[at].words);
    }
}

/* ── The timeline, which has no legend ── */

typedef struct
{
  const char *name;
  PtMomentType type; /* of a moment; a bar has none */
  bool bar, ended, goes_on;
} Sign;

static const Sign signs[] = {
  { "high point", PT_MOMENT_HIGH },
  { "low point", PT_MOMENT_LOW },
  { "turning point", PT_MOMENT_TURN },
  { "note", PT_MOMENT_NOTE },
  { "completed", .bar = true },
  { "stopped", .bar = true, .ended = true },
  { "going on", .bar = true, .goes_on = true },
};

/* (transfer full): a timeline with nothing but that sign, in the middle. */
static Grey *
render_sign (const Sign *sign)
{
  g_autoptr (PtTimeline) line = pt_timeline_new ("2017-01-01", "2017-12-31", "en");

  if (sign->bar)
    {
      const PtSpan bar = { .from = g_strdup ("2017-05-01"),
                           .to = sign->goes_on ? NULL : g_strdup ("2017-12-31"),
                           .label = g_strdup ("A table in the hall"),
                           .ended = sign->ended };
      g_array_append_val (line->bars, bar);
    }
  else
    {
      const PtMoment moment = { .type = sign->type, .date = g_strdup ("2017-06-15") };
      g_array_append_val (line->moments, moment);
    }
  g_autoptr (PtPicture) picture = pt_timeline_draw (line, 0);
  return render (picture);
}

static void
test_timeline (void)
{
  g_test_summary ("Moments and experiments of every kind can be told from each other in grey");
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (signs); j++)
      {
        g_autoptr (Grey) a = render_sign (&signs[i]);
        g_autoptr (Grey) b = render_sign (&signs[j]);
        const double apart = area_apart (a, (Place){ 0, 0 }, b, (Place){ 0, 0 },
                                         (double)a->width / SCALE, (double)a->height / SCALE);

        g_test_message ("%s, %s: %.1f", signs[i].name, signs[j].name, apart);
        if (signs[i].bar == signs[j].bar)
          g_assert_cmpfloat (apart, >=, 5 * LEAST_AREA);
      }
}

/* ── Discs: who has a say, and of whom nobody said it ── */

static void
test_unsaid (gconstpointer data)
{
  PtFigure *(*make) (const PtLens *) = data;
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = new_sample (f);
  const PtLens lens = { .data = dataset, .lang = "en", .today = TODAY };
  g_autoptr (PtFigure) figure = make (&lens);
  g_autoptr (PtPicture) picture = pt_figure_draw (figure, PT_FIGURE_PAGE_WIDTH);
  guint full = 0, hollow = 0;

  g_test_summary ("A disc is full or hollow, never one of two colours");
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *mark = pt_picture_nth (picture, i);

      if (mark->record == NULL || mark->type != PT_MARK_CIRCLE)
        continue;
      g_assert_true ((mark->fill == PT_INK_TURN) != (mark->fill == PT_INK_PAPER));
      g_assert_true (mark->fill == PT_INK_TURN || mark->stroke == PT_INK_TURN);
      full += mark->fill == PT_INK_TURN;
      hollow += mark->fill == PT_INK_PAPER;
    }
  g_assert_cmpuint (full, >, 0);
  g_assert_cmpuint (hollow, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grey/inks", test_inks);
  for (guint i = 0; i < G_N_ELEMENTS (legends); i++)
    {
      g_autofree char *name = g_strdup_printf ("/grey/legend/%s", legends[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_legend);
    }
  g_test_add_func ("/grey/timeline", test_timeline);
  g_test_add_data_func ("/grey/unsaid/rings", pt_figure_rings, test_unsaid);
  g_test_add_data_func ("/grey/unsaid/ladder", pt_figure_ladder, test_unsaid);
  return g_test_run ();
}
