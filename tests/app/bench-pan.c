/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one frame costs while somebody drags and zooms a journey of 10,000 notes: our own measuring and
 * drawing, in processor time. First with the picture made anew for each frame, then as the page does it:
 * what was painted moves, and is made anew when it is still. `meson test --benchmark pan -v`. */
#include "bench-times.h"
#include "detail-fixture.h"

#include "long-journey.h"
#include "pt-picture-view.h"

#include "pt-time.h"

#include <stdlib.h>

#define FRAMES 200
#define WIDTH 1200
#define NAMES 14
#define TARGET_MS 16.0

typedef struct
{
  PtTimeline *line;
  int first;
} Journey;

static PtPicture *
make_cb (double width, gpointer data)
{
  const Journey *journey = data;
  g_autofree char *from = pt_date_from_days (journey->first);
  g_autofree char *to = pt_date_from_days (journey->first + LONG_JOURNEY_DAYS / 2);
  g_autoptr (PtTimeline) part = pt_timeline_part (journey->line, from, to, width);

  return pt_timeline_draw (part, NAMES);
}

static char *
name_cb (const char *record, gpointer data)
{
  return g_strdup (record);
}

static double
draw (GtkWidget *view)
{
  const double start = bench_now ();
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int least, natural;

  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (view), &least, &natural,
                      NULL, NULL);
  GTK_WIDGET_GET_CLASS (view)->snapshot (view, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_to_node (snapshot);
  return node != NULL ? (bench_now () - start) * 1e3 : G_MAXDOUBLE;
}

static void
tell (const char *what, double *times, gboolean judged)
{
  qsort (times, FRAMES, sizeof *times, bench_compare);
  g_print ("# %-32s median %5.2f ms, p99 %5.2f ms, most %5.2f ms (target p99 %.0f ms)\n", what,
           times[FRAMES / 2], times[FRAMES * 99 / 100], times[FRAMES - 1], TARGET_MS);
  if (judged)
    g_print ("%s 1 - %s\n", times[FRAMES * 99 / 100] <= TARGET_MS ? "ok" : "not ok", what);
}

int
main (int argc, char **argv)
{
  Journey journey = { .first = pt_date_to_days ("2022-01-01") };
  double anew[FRAMES], moved[FRAMES];

  lab_init (&argc, &argv);
  journey.line = long_journey_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = pt_picture_view_new (make_cb, name_cb, &journey);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, 800);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (view) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_print ("1..1\n");
  for (guint i = 0; i < FRAMES; i++)
    {
      journey.first++;
      pt_picture_view_redraw (PT_PICTURE_VIEW (view));
      anew[i] = draw (view);
    }
  tell ("made anew for each frame", anew, FALSE);
  for (guint i = 0; i < FRAMES; i++)
    {
      pt_picture_view_move (PT_PICTURE_VIEW (view), 1 + i / 1000.0, i);
      moved[i] = draw (view);
    }
  tell ("moved as it was painted", moved, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  pt_timeline_free (journey.line);
  return EXIT_SUCCESS;
}
