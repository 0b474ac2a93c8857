/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a window waits for a picture while somebody pans and zooms: choosing what is seen, laying it
 * out and painting it, for a journey of 10,000 notes and rings of 1,000 people. The target is 16 ms for
 * 99 of 100 (one frame at 60 Hz). Run with `meson test --benchmark pictures -v`. */
#include "bench-times.h"
#include "fixture.h"
#include "long-journey.h"

#include "pt-picture-cairo.h"
#include "pt-pictures.h"

#include "pt-time.h"

#include <stdlib.h>

#define PEOPLE 1000
#define FRAMES 300
#define WIDTH 1200
#define HEIGHT 900
#define TARGET_MS 16.0

static void
tell (const char *what, double *times)
{
  qsort (times, FRAMES, sizeof *times, bench_compare);
  g_print ("# %-28s median %5.1f ms, p99 %5.1f ms, most %5.1f ms (target p99 %.0f ms)\n", what,
           times[FRAMES / 2], times[FRAMES * 99 / 100], times[FRAMES - 1], TARGET_MS);
  g_print ("%s - %s\n", times[FRAMES * 99 / 100] <= TARGET_MS ? "ok" : "not ok", what);
}

static double
paint (PtPicture *picture, cairo_t *cr, double start)
{
  pt_picture_paint (picture, cr, PT_PAINT_LIGHT, NULL);
  return (bench_now () - start) * 1e3;
}

/* From four years to a week, here and there. */
static void
measure_journey (cairo_t *cr)
{
  g_autoptr (PtTimeline) line = long_journey_new ();
  const int first = pt_date_to_days (line->from);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  double times[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      const int length = i < 30 ? LONG_JOURNEY_DAYS
                                : g_rand_int_range (random, 7, LONG_JOURNEY_DAYS);
      const int begin = first
                        + (length < LONG_JOURNEY_DAYS
                               ? g_rand_int_range (random, 0, LONG_JOURNEY_DAYS - length)
                               : 0);
      g_autofree char *from = pt_date_from_days (begin);
      g_autofree char *to = pt_date_from_days (begin + length);
      const double start = bench_now ();
      g_autoptr (PtTimeline) part = pt_timeline_part (line, from, to, WIDTH);
      g_autoptr (PtPicture) picture = pt_timeline_draw (part, 14);

      times[i] = paint (picture, cr, start);
    }
  tell ("timeline of 10,000 notes", times);
}

static PtDataset *
make_company (void)
{
  static const char *const groups[] = { "citizens", "civil_society",         "government",
                                        "business", "knowledge_institution", "funder" };
  static const char *const levels[] = { "inform", "consult", "advise", "co_produce", "co_decide" };
  g_autoptr (Fixture) f = fixture_new ();

  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("who-%04u", i);
      g_autofree char *row = g_strdup_printf ("row-%04u", i);

      fixture_add (f, "stakeholder", id, "name", id, "helix", groups[i % G_N_ELEMENTS (groups)],
                   NULL);
      fixture_add (f, "involvement", row, "stakeholder", id, "level",
                   levels[(i / 6) % G_N_ELEMENTS (levels)], "from_on", "2022-01-01", NULL);
    }
  return fixture_dataset (f, false);
}

static void
measure_people (cairo_t *cr, PtDataset *data, const char *what,
                PtFigure *(*make) (const PtLens *lens))
{
  const PtLens lens = { .data = data, .lang = "nl", .today = "2026-01-01" };
  g_autoptr (PtFigure) figure = make (&lens);
  double times[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      const double start = bench_now ();
      g_autoptr (PtPicture) picture = pt_figure_draw (figure, 700 + (i * 37) % 500);

      times[i] = paint (picture, cr, start);
    }
  tell (what, times);
}

int
main (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PtDataset) company = make_company ();

  g_print ("1..3\n");
  measure_journey (cr);
  measure_people (cr, company, "rings of 1,000 people", pt_figure_rings);
  measure_people (cr, company, "ladder of 1,000 people", pt_figure_ladder);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return EXIT_SUCCESS;
}
