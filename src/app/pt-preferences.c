/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be set: few things, since the system knows colours, letters and language. */
#include "pt-dialogs.h"
#include "pt-file-dialog.h"
#include "pt-house-row.h"
#include "pt-inbox.h"
#include "pt-key-group.h"
#include "pt-reminding.h"
#include "pt-sync.h"
#include "pt-template-row.h"

#include <glib/gi18n-lib.h>

#define PT_TYPE_PREFERENCES (pt_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PtPreferences, pt_preferences, PT, PREFERENCES, AdwPreferencesWindow)

struct _PtPreferences
{
  AdwPreferencesWindow parent_instance;

  PtLogbook *logbook;
  PtRecord *record; /* the logbook's own; NULL before a join has brought it */
  GCancellable *cancellable;

  AdwPreferencesPage *page;
  GtkSwitch *research;
  AdwActionRow *folder_row;
  AdwPreferencesGroup *templates;
  AdwPreferencesGroup *reminders;
  AdwActionRow *inbox_row;
  GtkWidget *inbox_forget;
  AdwComboRow *files;
  AdwComboRow *rate;
};

G_DEFINE_FINAL_TYPE (PtPreferences, pt_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* What may be chosen for a setting of this laptop; the first is what holds when nothing is set. */
typedef struct
{
  const char *value;
  const char *label; /* NC_("files") */
} Choice;

static const Choice files_choices[] = {
  { "ask", NC_ ("files", "When it is free") },
  { "always", NC_ ("files", "Always") },
  { "never", NC_ ("files", "Never") },
};

static const Choice rate_choices[] = {
  { "0", NC_ ("files", "As fast as it goes") },
  { "50", NC_ ("files", "50 KB a second") },
  { "200", NC_ ("files", "200 KB a second") },
  { "1000", NC_ ("files", "1 MB a second") },
};

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtPreferences *self = user_data;
  if (record == NULL)
    {
      pt_window_toast (user_data, error->message, NULL, NULL, NULL);
      return;
    }
  pt_record_unref (self->record);
  self->record = g_steal_pointer (&record);
}

static void
on_research (PtPreferences *self)
{
  gboolean on = gtk_switch_get_active (self->research);
  if (self->record == NULL || pt_record_get_bool (self->record, "research_fields") == on)
    return;
  PtEdit *edit = pt_edit_new_for (self->record);
  pt_edit_set_bool (edit, "research_fields", on);
  pt_logbook_save_async (self->logbook, edit, self->cancellable, saved_cb, self);
}

/* ── Settings of this laptop ── */

static gpointer
set_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **pair = data;
  return GINT_TO_POINTER (pt_store_set_setting (store, pair[0], pair[1], error));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done == NULL)
    pt_window_toast (user_data, error->message, NULL, NULL, NULL);
}

static void
set (PtPreferences *self, const char *name, const char *value)
{
  g_autofree char *known = pt_store_dup_setting (pt_logbook_get_reader (self->logbook), name);
  char **pair = g_new0 (char *, 3);
  pair[0] = g_strdup (name);
  pair[1] = g_strdup (value);
  if (g_strcmp0 (known, value) == 0)
    g_strfreev (pair);
  else
    pt_logbook_run_async (self->logbook, set_job, pair, (GDestroyNotify)g_strfreev, NULL,
                          self->cancellable, set_cb, self);
}

static void
on_files (PtPreferences *self)
{
  guint i = adw_combo_row_get_selected (self->files);
  if (self->logbook && i < G_N_ELEMENTS (files_choices))
    set (self, PT_SETTING_FILES, files_choices[i].value);
}

/* Behind those of the table stands what was set elsewhere, which stays as it is. */
static void
on_rate (PtPreferences *self)
{
  guint i = adw_combo_row_get_selected (self->rate);
  if (self->logbook && i < G_N_ELEMENTS (rate_choices))
    set (self, PT_SETTING_FILES_RATE, rate_choices[i].value);
}

static guint
find_choice (const Choice *choices, guint n, const char *value)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (choices[i].value, value) == 0)
      return i;
  return n;
}

static GtkStringList *
list_choices (const Choice *choices, guint n)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (labels, g_dpgettext2 (GETTEXT_PACKAGE, "files", choices[i].label));
  return labels;
}

static void
show_files (PtPreferences *self, PtStore *store)
{
  g_autofree char *files = pt_store_dup_setting (store, PT_SETTING_FILES);
  g_autofree char *rate = pt_store_dup_setting (store, PT_SETTING_FILES_RATE);
  g_autoptr (GtkStringList) ways = list_choices (files_choices, G_N_ELEMENTS (files_choices));
  g_autoptr (GtkStringList) rates = list_choices (rate_choices, G_N_ELEMENTS (rate_choices));
  guint way = find_choice (files_choices, G_N_ELEMENTS (files_choices), files);
  guint at = find_choice (rate_choices, G_N_ELEMENTS (rate_choices), rate ? rate : "0");
  /* Translators: how much of a connection files may take. */
  g_autofree char *other = g_strdup_printf (_ ("%s KB a second"), rate ? rate : "0");
  if (at == G_N_ELEMENTS (rate_choices))
    gtk_string_list_append (rates, other);
  adw_combo_row_set_model (self->files, G_LIST_MODEL (ways));
  adw_combo_row_set_model (self->rate, G_LIST_MODEL (rates));
  adw_combo_row_set_selected (self->files, way < G_N_ELEMENTS (files_choices) ? way : 0);
  adw_combo_row_set_selected (self->rate, at);
}

/* ── Reminders ── */

static const char *const reminder_labels[PT_N_REMINDERS] = {
  [PT_REMINDER_REVIEW] = NC_ ("reminder", "Weekly review"),
  [PT_REMINDER_BACKUP] = NC_ ("reminder", "Backup older than two weeks"),
  [PT_REMINDER_CONSENT] = NC_ ("reminder", "Consent that ends"),
  [PT_REMINDER_RETENTION] = NC_ ("reminder", "End of the retention period"),
};

static void
reminder_cb (PtPreferences *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  const char *setting = g_object_get_data (G_OBJECT (toggle), "setting");
  set (self, setting, gtk_switch_get_active (toggle) ? NULL : "off");
}

static void
add_reminder (PtPreferences *self, PtStore *store, PtReminderKind kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  char *setting = pt_reminding_dup_setting (kind);
  g_autofree char *value = pt_store_dup_setting (store, setting);

  gtk_switch_set_active (GTK_SWITCH (toggle), g_strcmp0 (value, "off") != 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (toggle), "setting", setting, g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (reminder_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_dpgettext2 (GETTEXT_PACKAGE, "reminder", reminder_labels[kind]));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (self->reminders, row);
}

/* ── The inbox folder ── */

static void
show_inbox (PtPreferences *self, const char *folder)
{
  adw_action_row_set_subtitle (
      self->inbox_row, folder ? folder : _ ("None. Choose where photos of your phone arrive."));
  gtk_widget_set_visible (self->inbox_forget, folder != NULL);
}

static void
inbox_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done)
    pt_window_refresh_inbox (PT_WINDOW (gtk_window_get_transient_for (user_data)));
  else
    pt_window_toast (user_data, error->message, NULL, NULL, NULL);
}

static void
set_inbox (PtPreferences *self, const char *folder)
{
  char **pair = g_new0 (char *, 3);
  pair[0] = g_strdup (PT_INBOX_SETTING);
  pair[1] = g_strdup (folder);
  show_inbox (self, folder);
  pt_logbook_run_async (self->logbook, set_job, pair, (GDestroyNotify)g_strfreev, NULL,
                        self->cancellable, inbox_set_cb, self);
}

static void
inbox_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  if (g_file_peek_path (file))
    set_inbox (object, g_file_peek_path (file));
}

static void
on_inbox (PtPreferences *self)
{
  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_FOLDER, _ ("Choose the Inbox Folder"),
                       _ ("_Choose"), NULL, inbox_chosen_cb, self);
}

static void
on_inbox_forget (PtPreferences *self)
{
  set_inbox (self, NULL);
}

static void
on_show_folder (PtPreferences *self)
{
  g_autofree char *uri = g_filename_to_uri (adw_action_row_get_subtitle (self->folder_row), NULL,
                                            NULL);
  if (uri)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
pt_preferences_dispose (GObject *object)
{
  PtPreferences *self = PT_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_PREFERENCES);
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_preferences_parent_class)->dispose (object);
}

static void
pt_preferences_class_init (PtPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, page);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, research);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, folder_row);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, templates);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, reminders);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, inbox_row);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, inbox_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_inbox);
  gtk_widget_class_bind_template_callback (widget_class, on_inbox_forget);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, files);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, rate);
  gtk_widget_class_bind_template_callback (widget_class, on_research);
  gtk_widget_class_bind_template_callback (widget_class, on_show_folder);
  gtk_widget_class_bind_template_callback (widget_class, on_files);
  gtk_widget_class_bind_template_callback (widget_class, on_rate);
}

static void
pt_preferences_init (PtPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

void
pt_preferences_show (PtWindow *window)
{
  PtPreferences *self = g_object_new (PT_TYPE_PREFERENCES, "transient-for", window, NULL);
  PtStore *store = pt_logbook_get_reader (pt_window_get_logbook (window));
  const char *id = pt_store_get_logbook_id (store);
  GtkWidget *row;

  g_autofree char *inbox = pt_store_dup_setting (store, PT_INBOX_SETTING);

  show_files (self, store);
  show_inbox (self, inbox);
  for (guint i = 0; (row = pt_house_row_nth (i, pt_window_get_logbook (window))) != NULL; i++)
    adw_preferences_group_add (self->templates, row);
  pt_template_rows_add (self->templates, pt_window_get_logbook (window));
  for (guint i = 0; i < PT_N_REMINDERS; i++)
    add_reminder (self, store, i);
  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->record = id ? pt_store_get_record (store, id, NULL) : NULL;
  gtk_switch_set_active (self->research,
                         self->record && pt_record_get_bool (self->record, "research_fields"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->research), self->record != NULL);
  adw_action_row_set_subtitle (self->folder_row, pt_window_get_folder (window));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (pt_key_group_new (self->logbook)));
  gtk_window_present (GTK_WINDOW (self));
}
