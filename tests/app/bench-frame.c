/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-frame.h"

#include <stdio.h>
#include <stdlib.h>

#define REST_SECONDS 2

typedef struct
{
  GtkWindow *window;
  BenchReady ready;
  BenchDrawn drawn;
  gpointer data;
} Wait;

void
bench_say (const char *name, double figure)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("%s: %s\n", name, g_ascii_dtostr (text, sizeof text, figure));
  fflush (stdout);
}

void
bench_say_since_start (const char *name)
{
  const char *began = g_getenv ("PT_BENCH_BEGAN");

  g_assert_nonnull (began);
  bench_say (name, (double)(g_get_monotonic_time () - g_ascii_strtoll (began, NULL, 10)) / 1000.0);
}

/* Of smaps_rollup, in kB: pages that are shared with nobody. */
static double
own_memory (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  double kb = 0;

  g_assert_true (g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Private_"))
      kb += g_ascii_strtod (strchr (lines[i], ':') + 1, NULL);
  return kb;
}

static gboolean
rested_cb (gpointer application)
{
  bench_say ("memory", own_memory () / 1024.0);
  g_application_quit (application);
  return G_SOURCE_REMOVE;
}

void
bench_say_memory_later (GApplication *application)
{
  g_timeout_add_seconds (REST_SECONDS, rested_cb, application);
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  Wait *wait = data;

  if (wait->ready != NULL && !wait->ready (wait->window))
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      return;
    }
  g_signal_handlers_disconnect_by_func (clock, painted_cb, wait);
  wait->drawn (wait->window, wait->data);
  g_free (wait);
}

static void
realized_cb (GtkWidget *window, gpointer data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    data);
}

void
bench_when_drawn (GtkWindow *window, BenchReady ready, BenchDrawn drawn, gpointer data)
{
  Wait *wait = g_new0 (Wait, 1);

  *wait = (Wait){ window, ready, drawn, data };
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    realized_cb (GTK_WIDGET (window), wait);
  else
    g_signal_connect (window, "realize", G_CALLBACK (realized_cb), wait);
}
