/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be set: few things, since the system knows colours, letters and language. */
#include "pt-dialogs.h"

#include <glib/gi18n-lib.h>

#define PT_TYPE_PREFERENCES (pt_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PtPreferences, pt_preferences, PT, PREFERENCES, AdwPreferencesWindow)

struct _PtPreferences
{
  AdwPreferencesWindow parent_instance;

  PtLogbook *logbook;
  PtRecord *record; /* the logbook's own; NULL before a join has brought it */
  GCancellable *cancellable;

  GtkSwitch *research;
  AdwActionRow *folder_row;
};

G_DEFINE_FINAL_TYPE (PtPreferences, pt_preferences, ADW_TYPE_PREFERENCES_WINDOW)

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
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, research);
  gtk_widget_class_bind_template_child (widget_class, PtPreferences, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, on_research);
  gtk_widget_class_bind_template_callback (widget_class, on_show_folder);
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

  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->record = id ? pt_store_get_record (store, id, NULL) : NULL;
  gtk_switch_set_active (self->research,
                         self->record && pt_record_get_bool (self->record, "research_fields"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->research), self->record != NULL);
  adw_action_row_set_subtitle (self->folder_row, pt_window_get_folder (window));
  gtk_window_present (GTK_WINDOW (self));
}
