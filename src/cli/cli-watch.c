/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sync --watch`: the same background errand as the app's, with words on a terminal. Saves of other
 * programs are noticed by the logbook's files, news by listening at the hub. */
#include "pt-cli.h"

#include "pt-sync-loop.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  PtStore *store; /* to look what waits */
  GMainLoop *main;
  PtSyncLoop *loop;
  char *said;    /* the last trouble */
  GError *error; /* that a person must do something about */
} Watch;

/* What is out of reach is said once; what needs a person ends the watch. */
static void
look (Watch *self)
{
  PtSyncView view = { 0 };
  g_autofree char *problem = NULL;

  pt_sync_loop_get_view (self->loop, &view);
  problem = view.problem;
  if (view.state == PT_SYNC_STATE_IDLE)
    g_clear_pointer (&self->said, g_free);
  if (problem == NULL)
    return;
  if (view.state == PT_SYNC_STATE_PROBLEM && self->error == NULL)
    {
      g_set_error_literal (&self->error, PT_SYNC_ERROR, PT_SYNC_ERROR_REFUSED, problem);
      g_main_loop_quit (self->main);
    }
  else if (g_strcmp0 (self->said, problem) != 0)
    {
      g_printerr ("%s\n", problem);
      g_free (self->said);
      self->said = g_steal_pointer (&problem);
    }
}

static gboolean
look_cb (gpointer data)
{
  look (data);
  return G_SOURCE_REMOVE;
}

/* On the loop's thread. */
static void
news_cb (const PtSyncReport *report, gpointer data)
{
  if (report == NULL)
    g_idle_add (look_cb, data);
  else if (report->pushed + report->pulled + report->files_sent + report->files_received > 0)
    pt_cli_print_sync_report (report);
}

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (((Watch *)data)->main);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (Watch *self)
{
  if (pt_store_count_pending (self->store) > 0)
    pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_SAVES);
}

static void
network_cb (Watch *self, gboolean available)
{
  if (available)
    pt_sync_loop_wake (self->loop, PT_SYNC_WAKE_NETWORK);
}

static GFileMonitor *
watch_files (Watch *self)
{
  g_autofree char *path = g_build_filename (pt_store_get_folder (self->store), "logbook.db-wal",
                                            NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);

  if (monitor != NULL)
    g_signal_connect_swapped (monitor, "changed", G_CALLBACK (changed_cb), self);
  return monitor;
}

/* Until a signal, or something that needs a person. */
static void
run (Watch *self)
{
  guint term = g_unix_signal_add (SIGTERM, signal_cb, self);
  guint interrupt = g_unix_signal_add (SIGINT, signal_cb, self);
  g_autoptr (GFileMonitor) monitor = watch_files (self);
  GNetworkMonitor *network = g_network_monitor_get_default ();
  gulong handler = g_signal_connect_swapped (network, "network-changed", G_CALLBACK (network_cb),
                                             self);

  g_main_loop_run (self->main);
  g_signal_handler_disconnect (network, handler);
  g_source_remove (term);
  g_source_remove (interrupt);
}

gboolean
pt_cli_watch (PtCli *cli, GError **error)
{
  Watch self = { .store = cli->store, .main = g_main_loop_new (NULL, FALSE) };

  self.loop = pt_sync_loop_start (pt_store_get_folder (cli->store), cli->world, news_cb, &self);
  run (&self);
  pt_sync_loop_end (self.loop);
  g_main_loop_unref (self.main);
  g_free (self.said);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
