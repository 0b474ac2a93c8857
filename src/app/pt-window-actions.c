/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's actions do. Each is a few lines: read what is asked, call who knows how. */
#include "pt-window-private.h"

#include "pt-backup-dialog.h"
#include "pt-closing-dialog.h"
#include "pt-dialogs.h"
#include "pt-export.h"
#include "pt-file-dialog.h"
#include "pt-folder.h"
#include "pt-founding.h"
#include "pt-key-unlock.h"
#include "pt-named.h"
#include "pt-quick-note.h"
#include "pt-recent.h"
#include "pt-show-names.h"
#include "pt-undo.h"

#include <glib/gi18n-lib.h>

static void
toast (PtWindow *self, const char *text)
{
  pt_window_toast (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

/* ── Going somewhere ── */

static void
place_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWorkspace *workspace = PT_WINDOW (user_data)->workspace;
  pt_workspace_go (workspace, g_variant_get_string (parameter, NULL));
  pt_workspace_focus_place (workspace);
}

static void
open_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_open_record (PT_WINDOW (user_data)->workspace,
                            g_variant_get_string (parameter, NULL));
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_act (PT_WINDOW (user_data)->workspace, g_variant_get_string (parameter, NULL));
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_new_record (PT_WINDOW (user_data)->workspace,
                           g_variant_get_string (parameter, NULL));
}

/* One more of what is listed here; on Today a note. */
static void
new_here_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  const char *place = pt_workspace_get_place (self->workspace);
  if (pt_record_kind_find (place))
    pt_workspace_new_record (self->workspace, place);
  else
    pt_workspace_start_note (self->workspace);
}

static void
new_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_window_start_note (user_data);
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_start_search (PT_WINDOW (user_data)->workspace, NULL);
}

static void
close_day_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_close_day (PT_WINDOW (user_data)->workspace);
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_window_start_review (user_data);
}

static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_set_view (PT_WINDOW (user_data)->workspace, g_variant_get_string (parameter, NULL));
}

static void
next_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_set_view (PT_WINDOW (user_data)->workspace, NULL);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_back (PT_WINDOW (user_data)->workspace);
}

static void
close_detail_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_close_detail (PT_WINDOW (user_data)->workspace);
}

static void
about_logbook_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  const char *id = pt_store_get_logbook_id (pt_logbook_get_reader (self->logbook));
  if (id)
    pt_workspace_open_record (self->workspace, id);
}

/* ── Undo ── */

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  pt_workspace_flush (self->workspace);
  pt_undo_last (user_data, self->logbook);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  pt_workspace_flush (self->workspace);
  pt_undo_redo (user_data, self->logbook);
}

static void
undo_group_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_undo_group (user_data, PT_WINDOW (user_data)->logbook, g_variant_get_string (parameter, NULL));
}

/* ── Logbooks ── */

static void
folder_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  pt_window_open_or_tell (object, g_file_peek_path (file));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_file_dialog_show (user_data, PT_FILE_DIALOG_FOLDER, _ ("Open a Logbook"), _ ("_Open"), NULL,
                       folder_chosen_cb, user_data);
}

static void
new_logbook_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_window_close_logbook (user_data);
}

/* Small windows over a logbook that is about to go. */
static void
close_quick_notes (PtWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));
  for (GList *at = windows; at; at = at->next)
    if (PT_IS_QUICK_NOTE (at->data)
        && g_strcmp0 (pt_logbook_get_folder (pt_quick_note_get_logbook (at->data)), self->folder)
               == 0)
      gtk_window_destroy (at->data);
}

static void
remove_example_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  g_autofree char *folder = g_strdup (self->folder);
  g_autoptr (GError) error = NULL;
  close_quick_notes (self);
  pt_window_close_logbook (self);
  pt_recent_remove (self->settings, folder);
  pt_recent_fill_menu (self->settings, self->switcher);
  if (!pt_folder_delete (folder, &error))
    toast (self, error->message);
}

/* ── Backup ── */

static void
backup_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  pt_workspace_flush (self->workspace);
  pt_backup_dialog_show (self);
}

static void
restore_backup_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_backup_dialog_restore (user_data);
}

/* ── Actions for a calendar ── */

static gpointer
export_actions_job (PtStore *store, gpointer path, GCancellable *cancellable, GError **error)
{
  const PtExportOptions options = { .clean = pt_named_hide, .clean_data = store };
  g_autoptr (PtDataset) dataset = pt_store_load_all (store, error);
  return dataset ? pt_export_to_path (dataset, "ics", &options, path, cancellable, error) : NULL;
}

static void
actions_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtExportReport) report = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  const guint n = report ? report->n_records : 0;
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u action is in the calendar file", "%u actions are in the calendar file", n), n);
  toast (user_data, report ? text : error->message);
}

static void
actions_place_chosen_cb (GListModel *files, gpointer object)
{
  PtWindow *self = object;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  if (self->logbook)
    pt_logbook_read_async (self->logbook, export_actions_job, g_file_get_path (file), g_free,
                           (GDestroyNotify)pt_export_report_free, self->cancellable,
                           actions_exported_cb, self);
}

static void
choose_actions_place (GObject *object)
{
  PtWindow *self = PT_WINDOW (object);
  g_autofree char *title = pt_store_dup_logbook_name (pt_logbook_get_reader (self->logbook));
  g_autofree char *name = g_strconcat (title, ".ics", NULL);
  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_SAVE, _ ("Export Actions to a Calendar"),
                       _ ("_Save"), g_strdelimit (name, "/", '-'), actions_place_chosen_cb, object);
}

static void
export_actions_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  pt_workspace_flush (self->workspace);
  pt_key_before_giving (user_data, self->logbook, choose_actions_place, user_data);
}

/* ── Dialogs ── */

static void
import_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  if (pt_window_get_logbook (object))
    pt_import_dialog_show (object, file);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_file_dialog_show (user_data, PT_FILE_DIALOG_OPEN, _ ("Import a File"), _ ("_Import"), NULL,
                       import_chosen_cb, user_data);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_flush (PT_WINDOW (user_data)->workspace);
  pt_narrative_window_show (user_data, NULL);
}

static void
narrative_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_flush (PT_WINDOW (user_data)->workspace);
  pt_narrative_window_show (user_data, g_variant_get_string (parameter, NULL));
}

static void
documents_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *paper = g_variant_get_string (parameter, NULL);

  pt_workspace_flush (PT_WINDOW (user_data)->workspace);
  pt_document_window_show (user_data, *paper ? paper : NULL);
}

static void
close_lab_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_flush (PT_WINDOW (user_data)->workspace);
  pt_closing_dialog_show (user_data);
}

static void
reopen_lab_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_closing_dialog_reopen (user_data);
}

static void
sharing_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_sharing_dialog_show (user_data);
}

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_workspace_flush (PT_WINDOW (user_data)->workspace);
  pt_conflict_dialog_show (user_data, g_variant_get_string (parameter, NULL));
}

/* One choice is made at once; of several there is a list, and from there one after the other. */
static void
conflicts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  pt_workspace_flush (self->workspace);
  if (pt_workspace_count_choices (self->workspace) > 1
      && !g_str_equal (pt_workspace_get_place (self->workspace), "attention"))
    pt_workspace_go (self->workspace, "attention");
  else
    pt_conflict_dialog_show (self, NULL);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_preferences_show (user_data);
}

static void
show_names_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtWindow *self = user_data;
  const char *why = NULL;
  if (g_variant_get_boolean (value))
    why = pt_show_names_start (pt_show_names_get (), self->logbook,
                               gtk_widget_get_display (GTK_WIDGET (self)));
  else
    pt_show_names_stop (pt_show_names_get ());
  if (why)
    toast (self, why);
}

static void
names_changed_cb (PtWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-names");
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (pt_show_names_is_on ()));
}

static void
sync_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  if (self->syncer)
    pt_syncer_sync_now (self->syncer);
}

static void
send_files_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  if (self->syncer)
    pt_syncer_set_metered (self->syncer, PT_SYNC_METERED_SEND);
}

static void
hold_files_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  if (self->syncer)
    pt_syncer_set_metered (self->syncer, PT_SYNC_METERED_WAIT);
}

static void
homecoming_seen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  if (self->syncer)
    pt_syncer_forget_homecoming (self->syncer);
}

static void
open_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_uri (user_data, g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

/* These ask for an open logbook. */
static const GActionEntry logbook_actions[] = {
  { "place", place_cb, "s" },
  { "open-record", open_record_cb, "s" },
  { "page", page_cb, "s" },
  { "new", new_cb, "s" },
  { "new-here", new_here_cb },
  { "new-note", new_note_cb },
  { "search", search_cb },
  { "close-day", close_day_cb },
  { "review", review_cb },
  { "view", view_cb, "s" },
  { "next-view", next_view_cb },
  { "back", back_cb },
  { "close-detail", close_detail_cb },
  { "about-logbook", about_logbook_cb },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "undo-group", undo_group_cb, "s" },
  { "backup", backup_cb },
  { "import", import_cb },
  { "export-narrative", export_cb },
  { "export-actions", export_actions_cb },
  { "narrative", narrative_cb, "s" },
  { "documents", documents_cb, "s" },
  { "close-lab", close_lab_cb },
  { "reopen-lab", reopen_lab_cb },
  { "sharing", sharing_cb },
  { "conflicts", conflicts_cb },
  { "choose", choose_cb, "s" },
  { "send-files", send_files_cb },
  { "hold-files", hold_files_cb },
  { "homecoming-seen", homecoming_seen_cb },
  { "preferences", preferences_cb },
  { "show-names", NULL, NULL, "false", show_names_cb },
  { "sync-now", sync_now_cb },
  { "remove-example", remove_example_cb },
  { "new-logbook", new_logbook_cb },
};

static const GActionEntry other_actions[] = {
  { "open", open_cb },
  { "open-file", open_file_cb, "s" },
  { "restore-backup", restore_backup_cb },
};

void
pt_window_add_actions (PtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), logbook_actions,
                                   G_N_ELEMENTS (logbook_actions), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), other_actions, G_N_ELEMENTS (other_actions),
                                   self);
  g_signal_connect_object (pt_show_names_get (), "changed", G_CALLBACK (names_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pt_window_update_actions (PtWindow *self)
{
  /* What a closed logbook does not take any more. */
  static const char *const changing[] = { "new",    "new-here", "new-note",  "close-day",
                                          "undo",   "redo",     "close-lab", "undo-group",
                                          "review", "import",   NULL };
  const gboolean closed = self->logbook
                          && pt_store_is_closed (pt_logbook_get_reader (self->logbook));

  for (guint i = 0; i < G_N_ELEMENTS (logbook_actions); i++)
    {
      const char *name = logbook_actions[i].name;

      g_simple_action_set_enabled (
          G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)),
          self->logbook != NULL && !(closed && g_strv_contains (changing, name))
              && (closed || !g_str_equal (name, "reopen-lab")));
    }
}

/* In the bubble phase, so that a text that is being typed has its own undo, and deletes its words, first. */
void
pt_window_bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, "win.page",
                                       "s", "archive");
}
