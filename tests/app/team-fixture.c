/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See team-fixture.h. */
#include "team-fixture.h"

#include "pt-dialogs.h"
#include "pt-sync-admin.h"

#include <string.h>

static const char *
get_program (void)
{
  const char *program = g_getenv ("PT_HUB");
  g_assert_nonnull (program);
  return program;
}

char *
team_hub (const char *first, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  char *out = NULL;
  va_list rest;

  g_ptr_array_add (args, (char *)get_program ());
  va_start (rest, first);
  for (const char *arg = first; arg; arg = va_arg (rest, const char *))
    g_ptr_array_add (args, (char *)arg);
  va_end (rest);
  g_ptr_array_add (args, NULL);
  g_autoptr (GSubprocess) process = g_subprocess_newv ((const char *const *)args->pdata,
                                                       G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return out;
}

void
team_start_hub_at (Team *team, const char *listen)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  team->hub = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, get_program (), "serve",
                                team->folder, "--listen", listen, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream)
      out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (team->hub));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (out, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
    }
  while (!g_str_has_prefix (line, "listening on "));
}

void
team_start_hub (Team *team)
{
  team_start_hub_at (team, "127.0.0.1:0");
}

void
team_stop_hub (Team *team)
{
  if (team->hub == NULL)
    return;
  g_subprocess_send_signal (team->hub, SIGTERM);
  g_subprocess_wait (team->hub, NULL, NULL);
  g_clear_object (&team->hub);
}

void
team_set_up (Team *team, gconstpointer data)
{
  ui_start_with_logbook (&team->ui, data);
  team->folder = g_build_filename (team->ui.dir, "hub", NULL);
  g_free (team_hub ("init", team->folder, "--name", "Test", NULL));
  team_start_hub (team);
}

void
team_tear_down (Team *team, gconstpointer data)
{
  team_stop_hub (team);
  ui_stop (&team->ui, data);
  g_free (team->folder);
}

char *
team_find_line (const char *output, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], name))
      return g_strdup (lines[i] + strlen (name));
  g_assert_not_reached ();
}

gboolean
team_is_shared (gpointer team)
{
  Team *self = team;
  return pt_syncer_get_state (pt_window_get_syncer (self->ui.window)) == PT_SYNC_STATE_IDLE
         && pt_syncer_get_last_contact (pt_window_get_syncer (self->ui.window)) > 0
         && pt_store_count_pending (ui_store (&self->ui)) == 0;
}

void
team_connect (Team *team)
{
  g_autofree char *invite = team_hub ("invite", team->folder, "--new-logbook", "--name", "An",
                                      NULL);
  g_autofree char *url = team_find_line (invite, "url: ");
  g_autofree char *code = team_find_line (invite, "code: ");

  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sharing", NULL);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, ADW_TYPE_ENTRY_ROW, "Link")), url);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, ADW_TYPE_ENTRY_ROW, "Code")), code);
  g_assert_true (gtk_widget_activate_action (dialog, "sharing.join", NULL));
  lab_wait (team_is_shared, team);
}

static gboolean
has_invite (gpointer dialog)
{
  GtkWidget *row = lab_find (dialog, ADW_TYPE_ACTION_ROW, "Code");
  const char *code = row ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
  return code && *code;
}

void
team_invite (GtkWidget *dialog)
{
  gtk_editable_set_text (
      GTK_EDITABLE (lab_find (dialog, ADW_TYPE_ENTRY_ROW, "Name of your colleague")), "Sofie");
  g_assert_true (gtk_widget_activate_action (dialog, "sharing.invite", NULL));
  lab_wait (has_invite, dialog);
}

char *
team_dup_sofie (Team *team)
{
  return g_build_filename (team->ui.dir, "Sofie.proeftuin", NULL);
}

void
team_write_as_sofie (Team *team, GtkWidget *dialog)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = team_dup_sofie (team);
  GtkWidget *link = lab_find (dialog, ADW_TYPE_ACTION_ROW, "Link");
  GtkWidget *code = lab_find (dialog, ADW_TYPE_ACTION_ROW, "Code");
  g_autoptr (PtInvite)
      invite = pt_invite_parse (adw_action_row_get_subtitle (ADW_ACTION_ROW (link)), &error);
  g_assert_no_error (error);
  pt_sync_join (folder, pt_world_system (), invite,
                adw_action_row_get_subtitle (ADW_ACTION_ROW (code)), NULL, "laptop of Sofie", NULL,
                &error);
  g_assert_no_error (error);
  g_autoptr (PtStore)
      store = pt_store_open (folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  g_assert_no_error (error);
  g_autofree char *id = ui_save (store, "entry", "body", "Groeten van Sofie");
  g_autoptr (PtSyncReport) report = pt_sync_run (store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

gboolean
team_says (GtkWidget *widget, const char *words)
{
  if (gtk_widget_get_mapped (widget) && strstr (lab_words (widget), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (team_says (child, words))
      return TRUE;
  return FALSE;
}

GtkWidget *
team_reopen_sharing (Team *team, GtkWidget *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_settle ();
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sharing", NULL);
  return ui_find_dialog (&team->ui);
}

static void
write_while_out (Team *team)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = team_dup_sofie (team);
  g_autoptr (PtStore)
      store = pt_store_open (folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  g_assert_no_error (error);
  pt_sync_set_active (ui_store (&team->ui), NULL, pt_store_get_member (store), FALSE, &error);
  g_assert_no_error (error);
  g_autofree char *id = ui_save_fields (
      store, "entry", "title", "Nog van Sofie", "body",
      "Koffie met [@Bewoner 3](pt:0190d0c0-0000-7000-8000-00000000c0de)", NULL);
  g_autoptr (PtSyncReport) report = pt_sync_run (store, NULL, NULL, NULL, NULL, NULL);
}

gboolean
team_shows_held (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_BUTTON, "Take It In") != NULL;
}

GtkWidget *
team_hold_sofie (Team *team)
{
  team_connect (team);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  team_invite (dialog);
  team_write_as_sofie (team, dialog);
  write_while_out (team);
  dialog = team_reopen_sharing (team, dialog);
  lab_wait (team_shows_held, dialog);
  return dialog;
}

void
team_run_job (Team *team, PtStoreJob job)
{
  PtLogbook *logbook = pt_window_get_logbook (team->ui.window);

  pt_logbook_run_async (logbook, job, NULL, NULL, NULL, NULL, NULL, NULL);
  pt_logbook_flush (logbook);
}
