/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the app says of where things stand between this laptop and its team server: what would survive,
 * what was set aside and left out, and what a copied or restored laptop has to know. */
#include "team-fixture.h"

#include "pt-capture.h"
#include "pt-sync-admin.h"

#define COPIED                                                                                     \
  "This logbook was copied, moved or put back from a backup. Nothing is lost and nothing is sent " \
  "twice: it goes on as a laptop of its own."
#define RESTORED                                                                                   \
  "This laptop was put back to an older state. Nothing that was shared is lost: it comes back "    \
  "from "                                                                                          \
  "the team server, and the laptop goes on as one of its own."
#define LEFT_OUT "1 change was not taken over by the coordinator; it is kept on this laptop."

static char *note; /* of the logbook that the test began with */

static void
fill_note (PtStore *store)
{
  g_free (note);
  note = ui_save (store, "entry", "body", "Koffie in de tuin");
}

/* With the dialog closed, and everything shared. */
static void
connect_and_close (Team *team)
{
  team_connect (team);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
  ui_settle ();
}

static void
sync_now (Team *team)
{
  pt_syncer_sync_now (pt_window_get_syncer (team->ui.window));
}

static gboolean
says_server (gpointer team)
{
  return team_says (GTK_WIDGET (((Team *)team)->ui.window), "On the team server too");
}

static gboolean
says_backup (gpointer team)
{
  return team_says (GTK_WIDGET (((Team *)team)->ui.window), "Safe in the backup");
}

static gboolean
says_everything (gpointer dialog)
{
  AdwActionRow *row = ADW_ACTION_ROW (
      lab_find (dialog, ADW_TYPE_ACTION_ROW, "Safe in the backup of the team server"));

  return g_strcmp0 (adw_action_row_get_subtitle (row), "Everything") == 0;
}

static void
test_safe (Team *team, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (team->ui.dir, "backup", NULL);

  connect_and_close (team);
  pt_workspace_open_record (ui_workspace (&team->ui), note);
  lab_wait (says_server, team);
  g_assert_false (says_backup (team));

  g_free (team_hub ("backup", team->folder, backup, NULL));
  sync_now (team);
  lab_wait (says_backup, team);
  g_assert_false (says_server (team));
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sharing", NULL);
  lab_wait (says_everything, ui_find_dialog (&team->ui));
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
}

/* ── What was set aside is left out ── */

static gboolean
holds_nothing (gpointer dialog)
{
  return !team_shows_held (dialog);
}

static void
open_folder (Team *team, const char *folder)
{
  g_autoptr (GError) error = NULL;

  pt_window_open_folder (team->ui.window, folder, &error);
  g_assert_no_error (error);
}

static void
let_sofie_in_again (Team *team)
{
  g_autofree char *folder = team_dup_sofie (team);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore)
      store = pt_store_open (folder, PT_STORE_READ_ONLY, pt_world_system (), &error);

  g_assert_no_error (error);
  pt_sync_set_active (ui_store (&team->ui), NULL, pt_store_get_member (store), TRUE, &error);
  g_assert_no_error (error);
}

static void
test_leave_out (Team *team, gconstpointer data)
{
  g_autofree char *sofie = team_dup_sofie (team);
  GtkWidget *dialog = team_hold_sofie (team);

  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "Leave It Out"), "clicked");
  lab_wait (holds_nothing, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  sync_now (team);
  lab_wait (team_is_shared, team);
  g_assert_false (team_says (GTK_WIDGET (team->ui.window), "Nog van Sofie"));

  let_sofie_in_again (team);
  open_folder (team, sofie);
  ui_wait_shows (&team->ui, LEFT_OUT);
  pt_workspace_go (ui_workspace (&team->ui), "logbook");
  ui_wait_shows (&team->ui, "Nog van Sofie");
}

/* ── Copied and restored laptops ── */

/* All that is in it, over what is there. A program of its own does it: what is open here is not closed
 * behind its back. */
static void
copy_folder (const char *from, const char *to)
{
  g_autofree char *all = g_build_filename (from, ".", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  g_mkdir_with_parents (to, 0700);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-a", all, to, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* The sentence stands above the page and in the dialog, until somebody has read it. */
static void
read_and_dismiss (Team *team, const char *sentence)
{
  ui_wait_shows (&team->ui, sentence);
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sharing", NULL);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  g_assert_true (team_says (dialog, sentence));
  g_assert_true (team_says (dialog, "Give this laptop a name of its own"));
  gtk_widget_activate_action (dialog, "sharing.dismiss", NULL);
  ui_settle ();
  g_assert_false (team_says (dialog, sentence));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_copied (Team *team, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (team->ui.dir, "Copy.proeftuin", NULL);

  connect_and_close (team);
  copy_folder (team->ui.folder, copy);
  open_folder (team, copy);

  read_and_dismiss (team, COPIED);
  lab_wait (team_is_shared, team);
  g_assert_false (ui_shows (&team->ui, COPIED));
}

static void
start_again (Team *team)
{
  ui_start (&team->ui, NULL);
  open_folder (team, team->ui.folder);
  ui_settle ();
}

static void
close_window (Team *team)
{
  gtk_window_close (GTK_WINDOW (team->ui.window));
  ui_settle ();
}

static void
write_more (Team *team)
{
  lab_type (lab_find (ui_get (&team->ui, PT_TYPE_CAPTURE, NULL), GTK_TYPE_TEXT_VIEW, NULL),
            "Na de reservekopie");
  ui_act (&team->ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  ui_settle ();
  lab_wait (team_is_shared, team);
}

/* The disk of yesterday, with the witness of its life: only the team server knows better. */
static void
test_restored (Team *team, gconstpointer data)
{
  g_autofree char *disk = g_build_filename (team->ui.dir, "disk", NULL);
  g_autofree char *state = g_build_filename (team->ui.dir, "disk-state", NULL);

  connect_and_close (team);
  close_window (team);
  copy_folder (team->ui.folder, disk);
  copy_folder (g_get_user_state_dir (), state);
  start_again (team);
  write_more (team);
  close_window (team);
  copy_folder (disk, team->ui.folder);
  copy_folder (state, g_get_user_state_dir ());
  start_again (team);

  read_and_dismiss (team, RESTORED);
  ui_wait_shows (&team->ui, "Na de reservekopie");
  lab_wait (team_is_shared, team);
  g_assert_cmpint (ui_count (&team->ui, "entry"), ==, 2);
}

int
main (int argc, char *argv[])
{
  int code;

  ui_init (&argc, &argv);
  g_test_add ("/standing/safe", Team, fill_note, team_set_up, test_safe, team_tear_down);
  g_test_add ("/standing/leave-out", Team, NULL, team_set_up, test_leave_out, team_tear_down);
  g_test_add ("/standing/copied", Team, NULL, team_set_up, test_copied, team_tear_down);
  g_test_add ("/standing/restored", Team, fill_note, team_set_up, test_restored, team_tear_down);
  code = g_test_run ();
  g_free (note);
  return code;
}
