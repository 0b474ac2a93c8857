/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sharing with a real hub in a process of its own: connecting from the dialog, sync by itself, an
 * invite, a colleague's change that appears, and the hub going away. */
#include "team-fixture.h"

#include "pt-capture.h"
#include "pt-dialogs.h"
#include "pt-erase-dialog.h"
#include "pt-stick-group.h"
#include "pt-story.h"
#include "pt-sync-admin.h"
#include "pt-sync-note.h"
#include "pt-today.h"

#include <string.h>

static void
test_connect (Team *team, gconstpointer data)
{
  team_connect (team);
  ui_settle ();

  GtkWidget *dialog = ui_find_dialog (&team->ui);
  g_autoptr (PtHubLink) hub = pt_store_get_hub (ui_store (&team->ui));
  AdwActionRow *address = ADW_ACTION_ROW (lab_find (dialog, ADW_TYPE_ACTION_ROW, "Address"));
  AdwActionRow *role = ADW_ACTION_ROW (lab_find (dialog, ADW_TYPE_ACTION_ROW, "Your role"));
  g_assert_cmpstr (adw_action_row_get_subtitle (address), ==, hub->url);
  g_assert_cmpstr (adw_action_row_get_subtitle (role), ==, "Coordinator");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_syncs_by_itself (Team *team, gconstpointer data)
{
  team_connect (team);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));

  lab_type (lab_find (ui_get (&team->ui, PT_TYPE_CAPTURE, NULL), GTK_TYPE_TEXT_VIEW, NULL),
            "Koffie voor iedereen");
  ui_act (&team->ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  ui_settle ();
  lab_wait (team_is_shared, team);

  g_assert_cmpint (ui_count (&team->ui, "entry"), ==, 1);
}

static gboolean
shows_greeting (gpointer team)
{
  return ui_shows (&((Team *)team)->ui, "Groeten van Sofie");
}

static void
test_colleague (Team *team, gconstpointer data)
{
  team_connect (team);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  team_invite (dialog);
  g_assert_nonnull (
      gtk_picture_get_paintable (GTK_PICTURE (lab_find (dialog, GTK_TYPE_PICTURE, NULL))));

  team_write_as_sofie (team, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));

  lab_wait (shows_greeting, team);
}

/* ── Without a connection ── */

static gboolean
says_written (gpointer group)
{
  return team_says (group, "The file is written");
}

static gboolean
says_read (gpointer group)
{
  return team_says (group, "The file is read");
}

static void
test_stick (Team *team, gconstpointer data)
{
  g_autofree char *path = g_build_filename (team->ui.dir, "stick", NULL);

  team_connect (team);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  PtStickGroup *group = PT_STICK_GROUP (lab_find (dialog, PT_TYPE_STICK_GROUP, NULL));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (group)));

  pt_stick_group_write (group, path);
  lab_wait (says_written, group);
  g_autofree char *said = team_hub ("exchange", team->folder, path, NULL);
  pt_stick_group_read (group, path);
  lab_wait (says_read, group);

  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gpointer
save_note_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = ui_save (store, "entry", "body", "Een huisadres");

  return NULL;
}

static gboolean
has_erased (gpointer team)
{
  return ui_shows (&((Team *)team)->ui, "Erased. Laptops that are offline follow.");
}

/* The order goes to the team server, and from there to every laptop: who has carried it out can be seen. */
static void
test_erase (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  team_connect (team);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
  team_run_job (team, save_note_job);
  lab_wait (team_is_shared, team);
  g_autoptr (PtDataset) all = pt_store_load_all (ui_store (&team->ui), &error);
  PtRecord *note = pt_dataset_list (all, "entry")->pdata[0];
  pt_erase_dialog_show (GTK_WIDGET (team->ui.window), pt_window_get_logbook (team->ui.window),
                        note);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "Gevraagd");
  gtk_widget_activate_action (dialog, "erase.erase", NULL);
  lab_wait (has_erased, team);

  g_assert_cmpint (ui_count (&team->ui, "entry"), ==, 0);
  g_assert_cmpint (pt_store_get_era (ui_store (&team->ui)), ==, 1); /* numbered by the server */
  g_assert_nonnull (ui_get (&team->ui, GTK_TYPE_BUTTON, "Laptops…"));
}

/* How it stands, to send to whoever helps: not what was written. */
static void
test_report (Team *team, gconstpointer data)
{
  team_connect (team);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  g_autoptr (PtHubLink) hub = pt_store_get_hub (ui_store (&team->ui));
  g_auto (GValue) copied = G_VALUE_INIT;

  g_assert_true (gtk_widget_activate_action (dialog, "sharing.copy-report", NULL));
  g_value_init (&copied, G_TYPE_STRING);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (dialog);
  g_assert_true (
      gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &copied, NULL));
  const char *report = g_value_get_string (&copied);
  g_assert_nonnull (strstr (report, hub->url));
  g_assert_nonnull (strstr (report, "Your role: coordinator\n"));
  g_assert_nonnull (strstr (report, "Last contact: 20"));
  g_assert_null (strstr (report, "Buurtlab"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── The team's laptops, and what one that is out still sends ── */

static gboolean
shows_laptop (gpointer dialog)
{
  return lab_find (dialog, ADW_TYPE_ACTION_ROW, "laptop of Sofie") != NULL;
}

static gboolean
shows_no_button (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_BUTTON, "Shut Out “laptop of Sofie”") == NULL;
}

static gboolean
offers_what_was_on_it (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_BUTTON, "What Was on It…") != NULL;
}

static GtkWidget *
find_question (const char *heading)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);
      if (ADW_IS_MESSAGE_DIALOG (window)
          && g_strcmp0 (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading) == 0)
        return GTK_WIDGET (window);
    }
  return NULL;
}

static GtkWidget *
find_documents (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      if (g_strcmp0 (gtk_window_get_title (window), "Documents") == 0)
        return GTK_WIDGET (window);
    }
  return NULL;
}

static gboolean
can_save_document (gpointer data)
{
  GtkWidget *window = find_documents ();
  GtkWidget *save = window != NULL ? lab_find (window, GTK_TYPE_BUTTON, "Save…") : NULL;

  return save != NULL && gtk_widget_is_sensitive (save);
}

static gboolean
is_written (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
choose_web_page (GtkWidget *window)
{
  GtkWidget *form = lab_find (window, ADW_TYPE_COMBO_ROW, "Form");
  GListModel *labels = adw_combo_row_get_model (ADW_COMBO_ROW (form));

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    {
      g_autoptr (GtkStringObject) label = g_list_model_get_item (labels, i);
      if (g_strcmp0 (gtk_string_object_get_string (label), pt_story_format_find ("html")->label)
          == 0)
        adw_combo_row_set_selected (ADW_COMBO_ROW (form), i);
    }
}

/* What was on a laptop that was shut out, and what is to be reported, is a paper. */
static void
check_what_was_on_it (Team *team, GtkWidget *dialog)
{
  g_autofree char *path = g_build_filename (team->ui.dir, "laptop.html", NULL);
  g_autofree char *html = NULL;

  lab_wait (offers_what_was_on_it, dialog);
  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "What Was on It…"), "clicked");
  lab_wait (can_save_document, NULL);
  GtkWidget *window = find_documents ();
  choose_web_page (window);
  pt_document_window_write (window, path);
  lab_wait (is_written, path);
  g_assert_true (g_file_get_contents (path, &html, NULL, NULL));
  g_assert_nonnull (strstr (html, "laptop of Sofie"));
  g_assert_nonnull (strstr (html, "was taken away"));
  g_assert_nonnull (strstr (html, "within 72 hours"));
  ui_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_shut_out (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  team_connect (team);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  team_invite (dialog);
  team_write_as_sofie (team, dialog);
  dialog = team_reopen_sharing (team, dialog);
  lab_wait (shows_laptop, dialog);

  g_autoptr (GPtrArray) devices = pt_sync_list_devices (ui_store (&team->ui), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 2);
  GtkWidget *row = lab_find (dialog, ADW_TYPE_ACTION_ROW, "laptop of Sofie");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Sofie"));
  GtkWidget *button = lab_find (row, GTK_TYPE_BUTTON, "Shut Out “laptop of Sofie”");
  g_assert_nonnull (button);

  g_signal_emit_by_name (button, "clicked");
  GtkWidget *question = find_question ("Shut Out “laptop of Sofie”?");
  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "revoke");
  lab_wait (shows_no_button, dialog);
  g_autoptr (GPtrArray) after = pt_sync_list_devices (ui_store (&team->ui), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < after->len; i++)
    {
      const PtTeamDevice *device = g_ptr_array_index (after, i);
      g_assert_true ((device->revoked_at != 0) == !device->is_this);
    }
  check_what_was_on_it (team, dialog);
}

static gboolean
shows_taken_in (gpointer team)
{
  return ui_shows (&((Team *)team)->ui, "Nog van Sofie");
}

static void
test_take_in (Team *team, gconstpointer data)
{
  GtkWidget *dialog = team_hold_sofie (team);

  g_assert_nonnull (lab_find (dialog, GTK_TYPE_LABEL, "Nog van Sofie"));
  g_assert_true (team_says (dialog, "Koffie met Bewoner 3"));
  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "Take It In"), "clicked");
  pt_syncer_sync_now (pt_window_get_syncer (team->ui.window));
  lab_wait (shows_taken_in, team);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── Much that came at once ── */

#define MUCH 60 /* more than comes in while one works together */

static void
write_much (Team *team)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = team_dup_sofie (team);
  g_autoptr (PtStore)
      store = pt_store_open (folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MUCH; i++)
    g_free (ui_save (store, "entry", "body", "Nog iets"));
  g_autoptr (PtSyncReport) report = pt_sync_run (store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
welcomes (gpointer team)
{
  return ui_shows (&((Team *)team)->ui, "Welcome back. 60 things were changed by your team.");
}

static void
test_homecoming (Team *team, gconstpointer data)
{
  team_connect (team);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  team_invite (dialog);
  team_write_as_sofie (team, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  lab_wait (shows_greeting, team);
  lab_wait (team_is_shared, team);

  write_much (team);
  lab_wait (welcomes, team);
  g_assert_true (welcomes (team));
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.homecoming-seen", NULL);

  ui_settle ();
  g_assert_false (welcomes (team));
}

/* ── Files over a connection that costs money ── */

static gboolean
is_offline (gpointer team)
{
  return pt_syncer_get_state (pt_window_get_syncer (((Team *)team)->ui.window))
         == PT_SYNC_STATE_OFFLINE;
}

/* One that the hub knows of, and does not get. */
static gpointer
attach_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("twaalf bytes", 12);
  g_autofree char *entry = ui_save (store, "entry", "body", "Met bijlage");
  const PtBatchFile file = { .owner = entry, .filename = (char *)"a.txt", .bytes = bytes };
  g_autoptr (PtRecord) record = NULL;

  if (!pt_store_set_setting (store, PT_SETTING_FILES, "never", error))
    return NULL;
  record = pt_store_attach_bytes (store, &file, PT_ATTACH_DEFAULT, error);
  return GINT_TO_POINTER (record != NULL);
}

static gpointer
meter_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (pt_store_note_files (store, "metered", error));
}

#define FILE_WAITS "1 file (12 bytes) waits: this connection may cost money."

static gboolean
asks_for_file (gpointer team)
{
  return ui_shows (&((Team *)team)->ui, FILE_WAITS);
}

static void
wait_with_a_file (Team *team)
{
  team_connect (team);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
  team_run_job (team, attach_job);
  lab_wait (team_is_shared, team);
  ui_settle ();
  lab_wait (team_is_shared, team);
  team_stop_hub (team);
  lab_wait (is_offline, team);
  team_run_job (team, meter_job);
  lab_wait (asks_for_file, team);
  g_assert_true (asks_for_file (team));
}

/* The answer holds for this connection; another one asks again. */
static void
test_metered (Team *team, gconstpointer data)
{
  PtSyncer *syncer;

  wait_with_a_file (team);
  syncer = pt_window_get_syncer (team->ui.window);
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.hold-files", NULL);
  ui_settle ();
  g_assert_false (asks_for_file (team));
  g_assert_cmpint (pt_syncer_get_metered (syncer), ==, PT_SYNC_METERED_WAIT);

  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", FALSE);
  lab_wait (asks_for_file, team);
  g_assert_true (asks_for_file (team));
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.send-files", NULL);
  ui_settle ();
  g_assert_false (asks_for_file (team));
  g_assert_cmpint (pt_syncer_get_metered (syncer), ==, PT_SYNC_METERED_SEND);
}

/* ── A laptop that comes back after nine days, whose clock stood still ── */

#define AWAY_US (9 * 24 * 3600 * (int64_t)G_USEC_PER_SEC)

static PtStore *
found_logbook (Team *team, const char *folder, PtWorld *world)
{
  g_autofree char *words = team_hub ("invite", team->folder, "--new-logbook", "--name", "An", NULL);
  g_autofree char *url = team_find_line (words, "url: ");
  g_autofree char *code = team_find_line (words, "code: ");
  g_autoptr (PtInvite) invite = pt_invite_parse (url, NULL);
  g_autoptr (PtEdit) logbook = pt_edit_new (world, "logbook", NULL);
  g_autoptr (GError) error = NULL;

  pt_edit_set_text (logbook, "name", "Weg geweest");
  pt_store_close (pt_store_create (folder, world, logbook, "An", &error));
  g_assert_no_error (error);
  pt_sync_join (folder, world, invite, code, NULL, "laptop of An", NULL, &error);
  g_assert_no_error (error);
  return pt_store_open (folder, PT_STORE_READ_WRITE, world, &error);
}

/* @store syncs and invites Sofie, who writes something; it does not hear of that. */
static void
leave_sofie_working (Team *team, PtStore *store)
{
  g_autofree char *folder = team_dup_sofie (team);
  g_autofree char *url = NULL, *code = NULL;
  g_autoptr (GError) error = NULL;

  pt_sync_report_free (pt_sync_run (store, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  pt_sync_invite (store, NULL, "member", "Sofie", &url, &code, &error);
  g_assert_no_error (error);
  g_autoptr (PtInvite) invite = pt_invite_parse (url, NULL);
  pt_sync_join (folder, pt_world_system (), invite, code, NULL, "laptop of Sofie", NULL, &error);
  g_assert_no_error (error);
  g_autoptr (PtStore)
      sofie = pt_store_open (folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  g_autofree char *id = ui_save (sofie, "entry", "body", "Groeten van Sofie");
  pt_sync_report_free (pt_sync_run (sofie, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
says_clock (gpointer team)
{
  return team_says (GTK_WIDGET (((Team *)team)->ui.window),
                    "The clock of this laptop is off by 9 days.");
}

static void
test_back_after_nine_days (Team *team, gconstpointer data)
{
  g_autoptr (PtWorld) past = pt_world_new_seeded (1, g_get_real_time () - AWAY_US);
  g_autofree char *folder = g_build_filename (team->ui.dir, "Weg.proeftuin", NULL);
  PtStore *store = found_logbook (team, folder, past);
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autoptr (GError) error = NULL;

  leave_sofie_working (team, store);
  pt_store_close (store);
  team_stop_hub (team);
  pt_window_open_folder (team->ui.window, folder, &error);
  g_assert_no_error (error);

  lab_wait (says_clock, team);

  team_start_hub_at (team, link->url + strlen ("https://"));
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sync-now", NULL);
  ui_wait_shows (&team->ui, "Welcome back. 1 thing was changed by your team.");
  g_assert_false (says_clock (team));
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.homecoming-seen", NULL);
  ui_settle ();
  g_assert_false (ui_shows (&team->ui, "Welcome back. 1 thing was changed by your team."));
}

/* ── A hub that asks for a newer program ── */

static gboolean
says_update (gpointer team)
{
  return team_says (GTK_WIDGET (((Team *)team)->ui.window),
                    "The team server asks for a newer version of this program.");
}

static gboolean
says_no_update (gpointer team)
{
  return !says_update (team);
}

static void
test_update_wanted (Team *team, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (team->ui.dir, "Ouder.proeftuin", NULL);
  PtStore *store = found_logbook (team, folder, pt_world_system ());
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "What the team server asked for at the last contact is said, until it does no more.");
  pt_sync_report_free (pt_sync_run (store, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  pt_sync_note_program (store, "9.0");
  pt_store_close (store);
  team_stop_hub (team);
  pt_window_open_folder (team->ui.window, folder, &error);
  g_assert_no_error (error);

  lab_wait (says_update, team);

  team_start_hub_at (team, link->url + strlen ("https://"));
  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sync-now", NULL);
  lab_wait (says_no_update, team);
}

/* ── Another hub at the address ── */

static gboolean
has_problem_state (gpointer team)
{
  return pt_syncer_get_state (pt_window_get_syncer (((Team *)team)->ui.window))
         == PT_SYNC_STATE_PROBLEM;
}

static void
start_other_hub (Team *team)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (ui_store (&team->ui));
  const char *listen = link->url + strlen ("https://");

  team_stop_hub (team);
  g_free (team->folder);
  team->folder = g_build_filename (team->ui.dir, "other-hub", NULL);
  g_free (team_hub ("init", team->folder, "--name", "Test", NULL));
  team_start_hub_at (team, listen);
}

/* Everything stays on the laptop, and an invite brings it to the new hub. */
static void
test_other_hub (Team *team, gconstpointer data)
{
  team_connect (team);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
  team_run_job (team, attach_job);
  lab_wait (team_is_shared, team);
  start_other_hub (team);
  pt_syncer_sync_now (pt_window_get_syncer (team->ui.window));
  lab_wait (has_problem_state, team);
  g_assert_true (has_problem_state (team));
  g_assert_cmpint (ui_count (&team->ui, "entry"), ==, 1);
  ui_settle ();

  team_connect (team);
  ui_settle ();

  g_assert_cmpint (ui_count (&team->ui, "entry"), ==, 1);
  g_assert_cmpint (pt_store_count_pending (ui_store (&team->ui)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
}

static void
test_hub_away (Team *team, gconstpointer data)
{
  team_connect (team);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (&team->ui)));
  team_stop_hub (team);

  lab_type (lab_find (ui_get (&team->ui, PT_TYPE_CAPTURE, NULL), GTK_TYPE_TEXT_VIEW, NULL),
            "Zonder internet");
  ui_act (&team->ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  lab_wait (is_offline, team);
  ui_settle ();

  g_assert_true (ui_shows (&team->ui, "1 change waits for internet"));
}

/* The sentence below the button. */
static GtkWidget *
find_problem (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "error")
      && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (find_problem (child))
      return find_problem (child);
  return NULL;
}

static gboolean
has_problem (gpointer dialog)
{
  return find_problem (dialog) != NULL;
}

static void
test_wrong_code (Team *team, gconstpointer data)
{
  g_autofree char *invite = team_hub ("invite", team->folder, "--new-logbook", "--name", "An",
                                      NULL);
  g_autofree char *url = team_find_line (invite, "url: ");

  ui_act (&team->ui, PT_TYPE_WORKSPACE, "win.sharing", NULL);
  GtkWidget *dialog = ui_find_dialog (&team->ui);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, ADW_TYPE_ENTRY_ROW, "Link")), url);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, ADW_TYPE_ENTRY_ROW, "Code")), "AAAAAAAA");
  g_assert_true (gtk_widget_activate_action (dialog, "sharing.join", NULL));
  lab_wait (has_problem, dialog);

  g_test_message ("%s", gtk_label_get_text (GTK_LABEL (find_problem (dialog))));
  g_autoptr (PtHubLink) hub = pt_store_get_hub (ui_store (&team->ui));
  g_assert_null (hub);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add ("/sharing/connect", Team, NULL, team_set_up, test_connect, team_tear_down);
  g_test_add ("/sharing/by-itself", Team, NULL, team_set_up, test_syncs_by_itself, team_tear_down);
  g_test_add ("/sharing/colleague", Team, NULL, team_set_up, test_colleague, team_tear_down);
  g_test_add ("/sharing/stick", Team, NULL, team_set_up, test_stick, team_tear_down);
  g_test_add ("/sharing/erase", Team, NULL, team_set_up, test_erase, team_tear_down);
  g_test_add ("/sharing/report", Team, NULL, team_set_up, test_report, team_tear_down);
  g_test_add ("/sharing/shut-out", Team, NULL, team_set_up, test_shut_out, team_tear_down);
  g_test_add ("/sharing/take-in", Team, NULL, team_set_up, test_take_in, team_tear_down);
  g_test_add ("/sharing/homecoming", Team, NULL, team_set_up, test_homecoming, team_tear_down);
  g_test_add ("/sharing/back-after-nine-days", Team, NULL, team_set_up, test_back_after_nine_days,
              team_tear_down);
  g_test_add ("/sharing/update-wanted", Team, NULL, team_set_up, test_update_wanted,
              team_tear_down);
  g_test_add ("/sharing/metered", Team, NULL, team_set_up, test_metered, team_tear_down);
  g_test_add ("/sharing/other-hub", Team, NULL, team_set_up, test_other_hub, team_tear_down);
  g_test_add ("/sharing/hub-away", Team, NULL, team_set_up, test_hub_away, team_tear_down);
  g_test_add ("/sharing/wrong-code", Team, NULL, team_set_up, test_wrong_code, team_tear_down);
  return g_test_run ();
}
