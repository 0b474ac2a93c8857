/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our program on a large logbook, for bench-app: bench-window start|capture|scroll FOLDER. */
#include "bench-frame.h"
#include "bench-times.h"
#include "detail-fixture.h"
#include "log-fixture.h"
#include "pt-application.h"
#include "pt-capture.h"
#include "pt-catalog.h"
#include "pt-quick-note.h"
#include "pt-row-widget.h"
#include "pt-workspace.h"

#include <stdlib.h>
#include <string.h>

#define JUMPS 400

static PtApplication *application;
static const char *mode;

/* ── Start, and quick capture while the program runs ── */

static int64_t asked;

static void
quick_drawn (GtkWindow *window, gpointer data)
{
  bench_say ("quick capture", (double)(g_get_monotonic_time () - asked) / 1000.0);
  gtk_window_destroy (window);
  g_application_quit (G_APPLICATION (application));
}

static gboolean
capture_cb (gpointer data)
{
  asked = g_get_monotonic_time ();
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-entry", NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
can_write (GtkWindow *window)
{
  GtkWidget *box = lab_find (GTK_WIDGET (window), PT_TYPE_CAPTURE, NULL);

  return box != NULL && gtk_widget_get_mapped (box);
}

/* ── Jumps through the list ── */

typedef struct
{
  GtkWidget *list;
  GtkAdjustment *where;
  guint32 random;
  guint n;
  gboolean jumped;
  double start;
  double times[JUMPS]; /* ms */
} Jumps;

static void
tell_jumps (Jumps *self)
{
  qsort (self->times, JUMPS, sizeof *self->times, bench_compare);
  bench_say ("jump median", self->times[JUMPS / 2]);
  bench_say ("jump p99", self->times[JUMPS * 99 / 100]);
  bench_say ("jump most", self->times[JUMPS - 1]);
  g_application_quit (G_APPLICATION (application));
}

static gboolean
jump_cb (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  Jumps *self = data;
  const double room = gtk_adjustment_get_upper (self->where)
                      - gtk_adjustment_get_page_size (self->where);

  self->random = self->random * 1664525 + 1013904223;
  self->jumped = TRUE;
  self->start = bench_now ();
  gtk_adjustment_set_value (self->where, room * self->random / G_MAXUINT32);
  return G_SOURCE_CONTINUE;
}

/* After GTK has measured and placed everything for this frame. */
static void
placed_cb (GdkFrameClock *clock, Jumps *self)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  if (!self->jumped || self->n == JUMPS)
    return;
  GTK_WIDGET_GET_CLASS (self->list)->snapshot (self->list, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  self->times[self->n++] = (bench_now () - self->start) * 1000.0;
  self->jumped = FALSE;
  if (self->n == JUMPS)
    tell_jumps (self);
}

/* The rows and nothing else: another list may be behind it. */
static GtkWidget *
find_list (GtkWindow *window)
{
  GtkWidget *row = lab_find (GTK_WIDGET (window), PT_TYPE_ROW_WIDGET, NULL);

  return row != NULL && gtk_widget_get_mapped (row)
             ? gtk_widget_get_ancestor (row, GTK_TYPE_LIST_VIEW)
             : NULL;
}

static gboolean
has_rows (GtkWindow *window)
{
  GtkWidget *workspace = lab_find (GTK_WIDGET (window), PT_TYPE_WORKSPACE, NULL);

  if (workspace == NULL)
    return FALSE;
  if (strcmp (pt_workspace_get_place (PT_WORKSPACE (workspace)), "entry") != 0)
    pt_workspace_go (PT_WORKSPACE (workspace), "entry");
  return find_list (window) != NULL;
}

static void
begin_jumps (GtkWindow *window, gpointer data)
{
  Jumps *self = g_new0 (Jumps, 1); /* as long as the process */

  self->list = find_list (window);
  self->where = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  bench_say ("rows", g_list_model_get_n_items (
                         G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->list)))));
  g_signal_connect (gtk_widget_get_frame_clock (self->list), "layout", G_CALLBACK (placed_cb),
                    self);
  gtk_widget_add_tick_callback (self->list, jump_cb, self, NULL);
}

/* ── Windows as they come ── */

static void
started (GtkWindow *window, gpointer data)
{
  bench_say_since_start ("first frame");
  if (strcmp (mode, "start") == 0)
    bench_say_memory_later (G_APPLICATION (application));
  else
    g_timeout_add_seconds (1, capture_cb, NULL);
}

static void
quick_started (GtkWindow *window, gpointer data)
{
  bench_say_since_start ("first frame");
  gtk_window_destroy (window);
  g_application_quit (G_APPLICATION (application));
}

static void
window_cb (GtkApplication *app, GtkWindow *window, gpointer data)
{
  const gboolean quick = PT_IS_QUICK_NOTE (window);

  if (strcmp (mode, "scroll") == 0)
    bench_when_drawn (window, has_rows, begin_jumps, NULL);
  else if (strcmp (mode, "quick") == 0)
    bench_when_drawn (window, NULL, quick_started, NULL);
  else
    bench_when_drawn (window, quick ? NULL : can_write, quick ? quick_drawn : started, NULL);
}

int
main (int argc, char *argv[])
{
  char *as_called[] = { argv[0], argv[2], (char *)"--new-entry", NULL };

  g_assert_cmpint (argc, ==, 3);
  mode = argv[1];
  pt_application_set_up_uninstalled ();
  pt_catalog_init ();
  application = pt_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_cb), NULL);
  return g_application_run (G_APPLICATION (application), strcmp (mode, "quick") == 0 ? 3 : 2,
                            as_called);
}
