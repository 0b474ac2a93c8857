/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One object goes from the question for a file to the one for a passphrase. See the header. */
#include "pt-key-export.h"

#include "pt-file-dialog.h"
#include "pt-key-ask.h"
#include "pt-key-errand.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

#define PT_TYPE_KEY_EXPORT (pt_key_export_get_type ())
G_DECLARE_FINAL_TYPE (PtKeyExport, pt_key_export, PT, KEY_EXPORT, GObject)

struct _PtKeyExport
{
  GObject parent_instance;

  GtkWidget *from; /* owns it by its data */
  PtLogbook *logbook;
  char *path;
};

G_DEFINE_FINAL_TYPE (PtKeyExport, pt_key_export, G_TYPE_OBJECT)

static gpointer
export_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtKeyErrand *errand = data;
  guint n = 0;

  if (!pt_store_export_names (store, errand->path, errand->passphrase, &n, error))
    return NULL;
  return g_strdup_printf (
      ngettext ("%u name is in the key file", "%u names are in the key file", n), n);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  pt_window_toast (from, said != NULL ? said : error->message, NULL, NULL, NULL);
  pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
}

static void
asked (const char *passphrase, gpointer object)
{
  PtKeyExport *self = object;

  pt_logbook_run_async (self->logbook, export_job, pt_key_errand_new (self->path, passphrase),
                        pt_key_errand_free, g_free, NULL, exported_cb, g_object_ref (self->from));
}

static void
chosen_cb (GListModel *files, gpointer object)
{
  PtKeyExport *self = object;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  g_free (self->path);
  self->path = g_file_get_path (file);
  pt_key_ask (
      self->from, _ ("Lock the Key File"),
      _ ("Who has the file and the passphrase can read the real names. Give them apart from "
         "each other."),
      _ ("_Make Key File"), TRUE, asked, object);
}

static void
pt_key_export_dispose (GObject *object)
{
  PtKeyExport *self = PT_KEY_EXPORT (object);

  g_clear_object (&self->logbook);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (pt_key_export_parent_class)->dispose (object);
}

static void
pt_key_export_class_init (PtKeyExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_key_export_dispose;
}

static void
pt_key_export_init (PtKeyExport *self)
{
}

void
pt_key_export (GtkWidget *from, PtLogbook *logbook)
{
  g_autofree char *title = pt_store_dup_logbook_name (pt_logbook_get_reader (logbook));
  g_autofree char *name = g_strconcat (title, ".proeftuin-key", NULL);
  PtKeyExport *self = g_object_new (PT_TYPE_KEY_EXPORT, NULL);

  self->from = from;
  self->logbook = g_object_ref (logbook);
  g_object_set_data_full (G_OBJECT (from), "pt-key-export", self, g_object_unref);
  pt_file_dialog_show (from, PT_FILE_DIALOG_SAVE, _ ("Make a Key File"), _ ("_Save"),
                       g_strdelimit (name, "/", '-'), chosen_cb, self);
}
