/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that a program with a window of libadwaita can be: what bench-app compares ours with. */
#include "bench-frame.h"

static void
drawn (GtkWindow *window, gpointer data)
{
  bench_say_since_start ("first frame");
  bench_say_memory_later (data);
}

static void
activate_cb (GtkApplication *application, gpointer data)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), BENCH_WIDTH, BENCH_HEIGHT);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  bench_when_drawn (GTK_WINDOW (window), NULL, drawn, application);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication)
      application = adw_application_new ("nl.proeftuin.Empty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
