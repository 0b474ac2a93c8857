/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question, a file, perhaps a passphrase, then a bar: one object goes along from the first to the last
 * and is gone with the dialog that shows the bar. See the header. */
#include "pt-backup-dialog.h"

#include "pt-file-dialog.h"
#include "pt-key-ask.h"
#include "pt-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PT_TYPE_BACKUP (pt_backup_get_type ())
G_DECLARE_FINAL_TYPE (PtBackup, pt_backup, PT, BACKUP, GObject)

struct _PtBackup
{
  GObject parent_instance;

  PtWindow *window; /* owns it by its data; NULL when it is gone */
  char *logbook;    /* folder of the logbook that is backed up; NULL = one is put back */
  char *path;       /* of the backup */
  char *folder;     /* where it is put back */
  PtSecretText *passphrase;
  gboolean sealed;
  GCancellable *cancellable;
  GtkWidget *dialog; /* with the bar */
  GtkWidget *bar;
  guint tick;
  int percent; /* written by the thread that works */
};

G_DEFINE_FINAL_TYPE (PtBackup, pt_backup, G_TYPE_OBJECT)

#define TICK_MS 100

/* ── The work, on a thread of its own ── */

static void
progress_cb (double done, gpointer data)
{
  PtBackup *self = data;

  g_atomic_int_set (&self->percent, (int)(done * 100));
}

static gboolean
back_up (PtBackup *self, const PtStoreWatch *watch, GError **error)
{
  g_autoptr (PtStore)
      store = pt_store_open (self->logbook, PT_STORE_READ_WRITE, pt_world_system (), error);
  g_autofree char *today = pt_world_today (pt_world_system ());

  if (store == NULL)
    return FALSE;
  return (self->sealed ? pt_store_backup_sealed (store, self->path, self->passphrase, watch, error)
                       : pt_store_backup (store, self->path, watch, error))
         && pt_store_set_setting (store, PT_SETTING_BACKUP, today, error);
}

static gboolean
put_back (PtBackup *self, const PtStoreWatch *watch, GError **error)
{
  return self->sealed
             ? pt_store_restore_sealed (self->path, self->folder, self->passphrase,
                                        pt_world_system (), watch, error)
             : pt_store_restore_backup (self->path, self->folder, pt_world_system (), error);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PtBackup *self = source;
  const PtStoreWatch watch = { cancellable, progress_cb, self };
  GError *error = NULL;

  if (self->logbook != NULL ? back_up (self, &watch, &error) : put_back (self, &watch, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ── The bar ── */

static gboolean
tick_cb (gpointer data)
{
  PtBackup *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 g_atomic_int_get (&self->percent) / 100.0);
  return G_SOURCE_CONTINUE;
}

static void
response_cb (PtBackup *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
show_bar (PtBackup *self)
{
  self->dialog = adw_message_dialog_new (
      GTK_WINDOW (self->window),
      self->logbook != NULL ? _ ("Backing Up") : _ ("Putting the Backup Back"), NULL);
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How far it is"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), self->bar);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("_Cancel"));
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_SWAPPED);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
tell_done (PtBackup *self)
{
  /* Translators: the placeholder is a file. */
  g_autofree char *text = g_strdup_printf (_ ("Safe in the backup %s"), self->path);

  if (self->logbook != NULL)
    pt_window_toast (GTK_WIDGET (self->window), text, NULL, NULL, NULL);
  else
    pt_window_open_or_tell (self->window, self->folder);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PtBackup *self = PT_BACKUP (source);
  g_autoptr (GError) error = NULL;
  const gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->window == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->dialog, response_cb, self);
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  if (done)
    tell_done (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pt_window_toast (GTK_WIDGET (self->window), error->message, NULL, NULL, NULL);
}

static void
start (PtBackup *self)
{
  g_autoptr (GTask) task = NULL;

  show_bar (self);
  task = g_task_new (self, self->cancellable, worked_cb, NULL);
  g_task_set_source_tag (task, start);
  g_task_run_in_thread (task, work);
}

static void
asked_cb (const char *passphrase, gpointer object)
{
  PtBackup *self = object;

  self->passphrase = g_strdup (passphrase);
  start (self);
}

/* ── Making one ── */

static void
place_chosen_cb (GListModel *files, gpointer object)
{
  PtBackup *self = object;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  self->path = g_file_get_path (file);
  if (self->sealed)
    pt_key_ask (GTK_WIDGET (self->window), _ ("Lock the Backup"),
                _ ("Without the passphrase nobody can open the backup, you neither."),
                _ ("_Back Up"), TRUE, asked_cb, G_OBJECT (self));
  else
    start (self);
}

static void
choose_place (PtBackup *self)
{
  PtStore *reader = pt_logbook_get_reader (pt_window_get_logbook (self->window));
  g_autofree char *title = pt_store_dup_logbook_name (reader);
  g_autofree char *today = pt_world_today (pt_store_get_world (reader));
  g_autofree char *name = g_strdup_printf ("%s %s.%s", title, today,
                                           self->sealed ? "proeftuin-safe" : "proeftuin-backup");

  pt_file_dialog_show (GTK_WIDGET (self->window), PT_FILE_DIALOG_SAVE, _ ("Back Up the Logbook"),
                       _ ("_Save"), g_strdelimit (name, "/", '-'), place_chosen_cb, self);
}

static void
kind_cb (AdwMessageDialog *dialog, const char *response, PtBackup *self)
{
  self->sealed = strcmp (response, "sealed") == 0;
  if (self->sealed || strcmp (response, "open") == 0)
    choose_place (self);
}

static PtBackup *
backup_new (PtWindow *window)
{
  PtBackup *self = g_object_new (PT_TYPE_BACKUP, NULL);

  g_set_weak_pointer (&self->window, window);
  g_object_set_data_full (G_OBJECT (window), "pt-backup", self, g_object_unref);
  return self;
}

void
pt_backup_dialog_show (PtWindow *window)
{
  PtBackup *self = backup_new (window);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (window), _ ("Back Up the Logbook"),
      _ ("With a passphrase the backup has the real names too, and nobody who finds it can read "
         "it. "
         "Without one it has everything but the names, readable for anybody."));

  self->logbook = g_strdup (pt_window_get_folder (window));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                    _ ("_Without"), "sealed", _ ("With _Passphrase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sealed",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "sealed");
  g_signal_connect_object (dialog, "response", G_CALLBACK (kind_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Putting one back ── */

static void
folder_chosen_cb (GListModel *files, gpointer object)
{
  PtBackup *self = object;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  self->folder = g_file_get_path (file);
  if (self->sealed)
    pt_key_ask (GTK_WIDGET (self->window), _ ("Open the Backup"), NULL, _ ("_Put Back"), FALSE,
                asked_cb, G_OBJECT (self));
  else
    start (self);
}

static void
backup_chosen_cb (GListModel *files, gpointer object)
{
  PtBackup *self = object;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *name = g_file_get_basename (file);
  char *dot = strrchr (name, '.');

  self->path = g_file_get_path (file);
  self->sealed = pt_store_is_sealed_backup (self->path);
  if (dot != NULL)
    *dot = '\0';
  g_autofree char *folder = g_strconcat (name, ".proeftuin", NULL);
  pt_file_dialog_show (GTK_WIDGET (self->window), PT_FILE_DIALOG_SAVE,
                       _ ("Where the Logbook Comes Back"), _ ("_Put Back"), folder,
                       folder_chosen_cb, self);
}

void
pt_backup_dialog_restore (PtWindow *window)
{
  pt_file_dialog_show (GTK_WIDGET (window), PT_FILE_DIALOG_OPEN, _ ("Choose the Backup"),
                       _ ("_Open"), NULL, backup_chosen_cb, backup_new (window));
}

static void
pt_backup_dispose (GObject *object)
{
  PtBackup *self = PT_BACKUP (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->passphrase, pt_secret_text_free);
  g_clear_pointer (&self->logbook, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (pt_backup_parent_class)->dispose (object);
}

static void
pt_backup_class_init (PtBackupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_backup_dispose;
}

static void
pt_backup_init (PtBackup *self)
{
  self->cancellable = g_cancellable_new ();
}
