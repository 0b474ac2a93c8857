/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows with a sentence and a button; what takes a passphrase runs on the writer. See the header. */
#include "pt-key-group.h"

#include "pt-disk.h"
#include "pt-file-dialog.h"
#include "pt-key-ask.h"
#include "pt-key-errand.h"
#include "pt-key-export.h"
#include "pt-key-unlock.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

struct _PtKeyGroup
{
  AdwPreferencesGroup parent_instance;

  PtLogbook *logbook;
  GCancellable *cancellable;
  AdwActionRow *names, *file, *disk;
  GtkWidget *protect; /* a button: "Set Passphrase…" or "Unlock…" */
  char *path;         /* of the key file while its passphrase is asked */
};

G_DEFINE_FINAL_TYPE (PtKeyGroup, pt_key_group, ADW_TYPE_PREFERENCES_GROUP)

/* ── What is shown ── */

static char *
describe_names (PtStore *store)
{
  const int64_t n = pt_store_count_names (store);
  const char *place = pt_store_get_name_key_place (store);
  char *sentence = pt_store_dup_names_sentence (store);

  if (sentence != NULL)
    return sentence;
  if (n == 0 && pt_store_lacks_names (store))
    return pt_store_dup_lacking_sentence (store);
  if (n == 0)
    return g_strdup (_ ("None yet. They are sealed as soon as you write one down."));
  if (g_strcmp0 (place, "passphrase") == 0)
    return g_strdup (_ ("Sealed. A passphrase opens them."));
  if (g_strcmp0 (place, "keyring") == 0)
    return g_strdup (_ ("Sealed. The key is in the keyring of your desktop."));
  return g_strdup (_ ("Sealed. The key is in a file of your own on this laptop: who can read your "
                      "files can read the names."));
}

static char *
describe_file (PtStore *store)
{
  g_autofree char *made_on = pt_store_dup_setting (store, PT_SETTING_KEY_FILE);

  if (made_on == NULL)
    return g_strdup (_ ("None yet: without one the names are gone when this laptop is."));
  /* Translators: the placeholder is a day. */
  return g_strdup_printf (_ ("The last one was made on %s."), made_on);
}

static void
refresh (PtKeyGroup *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  const PtNamesState state = pt_store_get_names_state (store);
  g_autofree char *names = describe_names (store);
  g_autofree char *file = describe_file (store);
  const gboolean closed = state == PT_NAMES_LOCKED || state == PT_NAMES_AWAY;

  adw_action_row_set_subtitle (self->names, names);
  adw_action_row_set_subtitle (self->file, file);
  gtk_button_set_label (GTK_BUTTON (self->protect), closed ? _ ("Unlock…") : _ ("Set Passphrase…"));
  gtk_widget_set_visible (self->protect, state != PT_NAMES_NONE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "key.export", state == PT_NAMES_OPEN);
}

/* ── Jobs ── */

static gpointer
import_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtKeyErrand *errand = data;
  g_auto (PtNameImport) came = { 0 };

  if (!pt_store_import_names (store, errand->path, errand->passphrase, &came, error))
    return NULL;
  if (came.doubted->len == 0)
    return g_strdup_printf (ngettext ("%u name is new here", "%u names are new here", came.n_added),
                            came.n_added);
  return g_strdup_printf (ngettext ("%u person has two names now: choose one on their page",
                                    "%u people have two names now: choose one on their pages",
                                    came.doubted->len),
                          came.doubted->len);
}

static gpointer
protect_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtKeyErrand *errand = data;

  return pt_store_protect_names (store, errand->passphrase, error)
             ? g_strdup (_ ("From now on the passphrase opens the real names"))
             : NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  refresh (user_data);
  pt_window_toast (user_data, said != NULL ? said : error->message, NULL, NULL, NULL);
  if (said != NULL)
    pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
}

static void
run (PtKeyGroup *self, PtStoreJob job, const char *passphrase)
{
  pt_logbook_run_async (self->logbook, job, pt_key_errand_new (self->path, passphrase),
                        pt_key_errand_free, g_free, self->cancellable, done_cb, self);
}

/* ── Buttons ── */

static void
import_asked (const char *passphrase, gpointer object)
{
  run (object, import_job, passphrase);
}

static void
protect_asked (const char *passphrase, gpointer object)
{
  run (object, protect_job, passphrase);
}

static void
take_path (PtKeyGroup *self, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  g_free (self->path);
  self->path = g_file_get_path (file);
}

static void
import_chosen_cb (GListModel *files, gpointer object)
{
  take_path (object, files);
  pt_key_ask (object, _ ("Open the Key File"),
              _ ("Names that are the same stay; where two differ, you choose."), _ ("_Take In"),
              FALSE, import_asked, object);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pt_key_export (widget, PT_KEY_GROUP (widget)->logbook);
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pt_file_dialog_show (widget, PT_FILE_DIALOG_OPEN, _ ("Take In a Key File"), _ ("_Open"), NULL,
                       import_chosen_cb, widget);
}

static void
protect_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtKeyGroup *self = PT_KEY_GROUP (widget);
  const PtNamesState state = pt_store_get_names_state (pt_logbook_get_reader (self->logbook));

  if (state == PT_NAMES_OPEN)
    pt_key_ask (widget, _ ("Put a Passphrase on the Real Names"),
                _ ("It is asked each time after you start Proeftuin. Nobody can find it again: "
                   "make a key file too."),
                _ ("_Set Passphrase"), TRUE, protect_asked, G_OBJECT (self));
  else
    pt_key_unlock (widget, self->logbook);
}

/* ── What it is made of ── */

static GtkWidget *
add_button (AdwActionRow *row, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, button);
  return button;
}

static AdwActionRow *
add_row (PtKeyGroup *self, const char *title)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  return row;
}

static void
pt_key_group_dispose (GObject *object)
{
  PtKeyGroup *self = PT_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (pt_key_group_parent_class)->dispose (object);
}

static void
pt_key_group_class_init (PtKeyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_key_group_dispose;
  gtk_widget_class_install_action (widget_class, "key.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "key.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "key.protect", NULL, protect_cb);
}

static void
pt_key_group_init (PtKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Privacy"));
  self->names = add_row (self, _ ("Real names"));
  self->protect = add_button (self->names, _ ("Set Passphrase…"), "key.protect");
  self->file = add_row (self, _ ("Key file"));
  add_button (self->file, _ ("Make…"), "key.export");
  add_button (self->file, _ ("Take In…"), "key.import");
  self->disk = add_row (self, _ ("Disk"));
}

GtkWidget *
pt_key_group_new (PtLogbook *logbook)
{
  PtKeyGroup *self = g_object_new (PT_TYPE_KEY_GROUP, NULL);
  const PtDiskState disk = pt_disk_check (pt_logbook_get_folder (logbook), NULL);

  self->logbook = g_object_ref (logbook);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  adw_action_row_set_subtitle (self->disk, pt_disk_state_sentence (disk));
  refresh (self);
  return GTK_WIDGET (self);
}
