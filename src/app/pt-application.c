/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program. It opens the last logbook, the folder it was given, or the first run; or only the
 * small window for a note. */
#include "pt-application.h"

#include "pt-app-resources.h"
#include "pt-help-window.h"
#include "pt-help.h"
#include "pt-place.h"
#include "pt-quick-note.h"
#include "pt-recent.h"
#include "pt-shortcuts-window.h"
#include "pt-reminding-away.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

struct _PtApplication
{
  AdwApplication parent_instance;

  gboolean new_entry; /* asked for on the command line, not yet done */
};

G_DEFINE_FINAL_TYPE (PtApplication, pt_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *accels[3];
} Accel;

static const Accel accels[] = {
  { "win.new-note", { "<Control>n" } },
  { "win.new-here", { "<Control><Shift>n" } },
  { "win.search", { "<Control>f" } },
  { "win.close-day", { "<Control>d" } },
  { "win.review", { "<Control><Shift>r" } },
  { "win.next-view", { "<Control>b" } },
  { "win.back", { "<Alt>Left" } },
  { "win.open", { "<Control>o" } },
  { "win.export-narrative", { "<Control>e" } },
  { "win.import", { "<Control>i" } },
  { "win.page::comment", { "<Control>m" } },
  { "win.page::link", { "<Control>l" } },
  { "win.page::attach", { "<Control><Shift>a" } },
  { "win.about-logbook", { "<Control><Shift>l" } },
  { "win.backup", { "<Control><Shift>b" } },
  { "win.export-actions", { "<Control><Shift>e" } },
  { "win.sync-now", { "F5", "<Control>r" } },
  { "win.sharing", { "<Control><Shift>s" } },
  { "win.conflicts", { "<Control><Shift>k" } },
  { "win.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "app.new-entry", { "<Control><Alt>n" } },
  { "win.show-names", { "<Control><Shift>h" } },
  { "win.replace-name", { "<Control><Shift>p" } },
  { "win.documents::", { "<Control><Shift>d" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

/* The first of @type, the one used last before others; or NULL. */
static gpointer
find_window (PtApplication *self, GType type)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at; at = at->next)
    if (g_type_is_a (G_OBJECT_TYPE (at->data), type))
      return at->data;
  return NULL;
}

static PtWindow *
get_window (PtApplication *self)
{
  PtWindow *window = find_window (self, PT_TYPE_WINDOW);
  return window ? window : pt_window_new (GTK_APPLICATION (self));
}

/* Where the logbook of yesterday is gone it is said, and not silently another beginning. */
static char *
dup_last_or_missing (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("nl.proeftuin.Proeftuin");
  char *last = pt_recent_dup_last (settings);
  return last ? last : pt_recent_dup_missing (settings);
}

static void
show_app (PtApplication *self, const char *folder)
{
  PtWindow *window = get_window (self);
  if (folder)
    pt_window_open_or_tell (window, folder);
  else
    gtk_window_present (GTK_WINDOW (window));
}

/* ── The small window ── */

/* (transfer full) (nullable): the logbook that the app shows, else @folder. */
static PtLogbook *
open_logbook (PtApplication *self, const char *folder)
{
  PtWindow *window = find_window (self, PT_TYPE_WINDOW);
  PtLogbook *shown = window ? pt_window_get_logbook (window) : NULL;
  g_autoptr (GError) error = NULL;
  if (shown && (folder == NULL || g_str_equal (pt_window_get_folder (window), folder)))
    return g_object_ref (shown);
  PtLogbook *logbook = folder ? pt_logbook_open (folder, pt_world_system (), &error) : NULL;
  if (error)
    g_info ("For a quick note: %s", error->message);
  return logbook;
}

/* Where there is no logbook, or it cannot be opened, the app says so. */
static void
show_quick_note (PtApplication *self, const char *folder)
{
  GtkWindow *shown = find_window (self, PT_TYPE_QUICK_NOTE);
  g_autoptr (PtLogbook) logbook = shown ? NULL : open_logbook (self, folder);
  if (shown)
    gtk_window_present (shown);
  else if (logbook)
    gtk_window_present (GTK_WINDOW (pt_quick_note_new (GTK_APPLICATION (self), logbook)));
  else
    show_app (self, folder);
}

static gboolean
take_new_entry (PtApplication *self)
{
  gboolean asked = self->new_entry;
  self->new_entry = FALSE;
  return asked;
}

static void
pt_application_activate (GApplication *application)
{
  PtApplication *self = PT_APPLICATION (application);
  PtWindow *window = find_window (self, PT_TYPE_WINDOW);
  gboolean open = window && pt_window_get_folder (window);
  g_autofree char *last = open ? NULL : dup_last_or_missing ();
  if (take_new_entry (self))
    show_quick_note (self, last);
  else
    show_app (self, last);
}

/* A logbook is a folder; somebody who points at the database in it means the folder. */
static char *
dup_folder (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  if (path && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_path_get_dirname (path);
  return g_steal_pointer (&path);
}

static void
pt_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PtApplication *self = PT_APPLICATION (application);
  g_autofree char *folder = dup_folder (files[0]);
  if (take_new_entry (self))
    show_quick_note (self, folder);
  else
    show_app (self, folder);
}

static int
pt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PtApplication *self = PT_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  if (g_variant_dict_contains (options, "remind"))
    return pt_reminding_away_run ();
  if (!g_variant_dict_lookup (options, "new-entry", "b", &self->new_entry))
    return -1;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return -1;
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-entry", NULL);
  return 0;
}

static void
new_entry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtApplication *self = user_data;
  self->new_entry = TRUE;
  g_application_activate (G_APPLICATION (self));
}

static void
open_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtApplication *self = user_data;
  show_app (self, g_variant_get_string (parameter, NULL));
}

/* The page about where somebody is; from the help itself it is there already. */
static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  const char *where = window == NULL          ? NULL
                      : PT_IS_WINDOW (window) ? pt_window_get_where (PT_WINDOW (window))
                                              : G_OBJECT_TYPE_NAME (window);

  if (!PT_IS_HELP_WINDOW (window))
    pt_help_window_show (user_data, pt_help_find_for (where));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  adw_show_about_window (window, "application-name", _ ("Proeftuin"), "application-icon",
                         "nl.proeftuin.Proeftuin", "version", PT_VERSION, "developer-name",
                         _ ("The Proeftuin team"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("The logbook of your field lab."), NULL);
}

static gpointer
ref_cb (gconstpointer window, gpointer data)
{
  return g_object_ref ((gpointer)window);
}

/* Windows close themselves, so that each keeps what is being typed. Some go with others. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autolist (GtkWindow)
      windows = g_list_copy_deep (gtk_application_get_windows (user_data), ref_cb, NULL);
  for (GList *at = windows; at; at = at->next)
    gtk_window_close (at->data);
}

static const GActionEntry application_actions[] = {
  { "new-entry", new_entry_cb }, { "open-folder", open_folder_cb, "s" },
  { "help", help_cb },           { "about", about_cb },
  { "quit", quit_cb },
};

static void
set_accels (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action,
                                           (const char *const *)accels[i].accels);
  for (guint i = 0; i < pt_n_places; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.place::%s", pt_places[i].id);
      const char *keys[] = { pt_places[i].accel, NULL };
      gtk_application_set_accels_for_action (application, action, keys);
    }
}

static void
free_weak (gpointer window)
{
  g_weak_ref_clear (window);
  g_free (window);
}

static gboolean
adopt_cb (gpointer weak)
{
  g_autoptr (GtkWindow) window = g_weak_ref_get (weak);

  if (window != NULL && gtk_widget_get_visible (GTK_WIDGET (window))
      && gtk_window_get_transient_for (window) != NULL
      && gtk_window_get_application (window) == NULL)
    gtk_window_set_application (window, GTK_APPLICATION (g_application_get_default ()));
  return G_SOURCE_REMOVE;
}

/* A dialog is a window of the application too, else F1 would not be heard there. It is not finished yet
 * when it is told of, and may be gone again when we look. */
static void
toplevels_changed_cb (GListModel *all, guint at, guint removed, guint added)
{
  for (guint i = at; i < at + added; i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (all, i);
      GWeakRef *weak = g_new0 (GWeakRef, 1);
      g_weak_ref_init (weak, window);
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, adopt_cb, weak, free_weak);
    }
}

static void
pt_application_startup (GApplication *application)
{
  g_resources_register (pt_app_get_resource ());
  G_APPLICATION_CLASS (pt_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), application_actions,
                                   G_N_ELEMENTS (application_actions), application);
  set_accels (GTK_APPLICATION (application));
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_changed_cb),
                    NULL);
  gtk_window_set_default_icon_name ("nl.proeftuin.Proeftuin");
}

static void
pt_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (pt_application_parent_class)->window_added (application, window);
  if (GTK_IS_APPLICATION_WINDOW (window))
    pt_shortcuts_offer (GTK_APPLICATION_WINDOW (window));
}

static void
pt_application_class_init (PtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  GTK_APPLICATION_CLASS (klass)->window_added = pt_application_window_added;

  application_class->activate = pt_application_activate;
  application_class->open = pt_application_open;
  application_class->startup = pt_application_startup;
  application_class->handle_local_options = pt_application_handle_local_options;
}

static void
pt_application_init (PtApplication *self)
{
  const GOptionEntry options[] = {
    { "new-entry", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Begin with writing a note"), NULL },
    { "remind", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Say what somebody is to be reminded of today, and stop"), NULL },
    { NULL },
  };
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[FOLDER.proeftuin]"));
}

PtApplication *
pt_application_new (void)
{
  return g_object_new (PT_TYPE_APPLICATION, "application-id", "nl.proeftuin.Proeftuin", "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/nl/proeftuin/Proeftuin/app", NULL);
}

void
pt_application_set_up_uninstalled (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  if (self && g_str_has_prefix (self, PT_BUILD_ROOT "/"))
    g_setenv ("GSETTINGS_SCHEMA_DIR", PT_BUILD_ROOT "/data", FALSE);
}
