/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking files in, on the writer thread; see the header. */
#include "pt-attachment-intake.h"

#include <glib/gi18n-lib.h>

#include "pt-file-dialog.h"
#include "pt-window.h"

typedef struct
{
  char *owner;
  char *path;    /* of a file, or */
  GBytes *bytes; /* a picture from the clipboard */
} Intake;

static void
intake_free (Intake *self)
{
  g_free (self->owner);
  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static PtRecord *
attach_bytes (PtStore *store, const Intake *intake, GError **error)
{
  g_autoptr (PtBatchFile) file = g_new0 (PtBatchFile, 1);

  file->id = pt_id_new (pt_store_get_world (store));
  file->owner = g_strdup (intake->owner);
  file->filename = g_strdup (_ ("picture.png"));
  file->bytes = g_bytes_ref (intake->bytes);
  return pt_store_attach_bytes (store, file, PT_ATTACH_DEFAULT, error);
}

static gpointer
attach_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Intake *intake = data;

  if (intake->bytes != NULL)
    return attach_bytes (store, intake, error);
  return pt_store_attach (store, intake->owner, intake->path, NULL, NULL, PT_ATTACH_DEFAULT, error);
}

/* Photos lose what a camera writes into them about place and maker; people are told. */
static gboolean
is_photo (PtRecord *attachment)
{
  const char *mime = pt_record_get_text (attachment, "mime");

  return mime != NULL && g_str_has_prefix (mime, "image/");
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) attachment = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (attachment == NULL)
    pt_window_toast (from, error->message, NULL, NULL, NULL);
  else
    pt_window_toast (from,
                     is_photo (attachment)
                         ? _ ("Picture added, without the place and camera data that were in it")
                         : _ ("File added"),
                     _ ("Undo"), "record.archive",
                     g_variant_new_string (pt_record_get_id (attachment)));
}

static void
take (GtkWidget *from, PtLogbook *logbook, Intake *intake)
{
  pt_logbook_run_async (logbook, attach_job, intake, (GDestroyNotify)intake_free,
                        (GDestroyNotify)pt_record_unref, NULL, attached_cb, g_object_ref (from));
}

void
pt_attachment_intake_file (GtkWidget *from, PtLogbook *logbook, const char *owner, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  Intake *intake;

  if (path == NULL)
    {
      pt_window_toast (from, _ ("This file is not on this laptop. Save it here first."), NULL, NULL,
                       NULL);
      return;
    }
  intake = g_new0 (Intake, 1);
  intake->owner = g_strdup (owner);
  intake->path = g_steal_pointer (&path);
  take (from, logbook, intake);
}

void
pt_attachment_intake_texture (GtkWidget *from, PtLogbook *logbook, const char *owner,
                              GdkTexture *texture)
{
  Intake *intake = g_new0 (Intake, 1);

  intake->owner = g_strdup (owner);
  intake->bytes = gdk_texture_save_to_png_bytes (texture);
  take (from, logbook, intake);
}

void
pt_attachment_intake_value (GtkWidget *from, PtLogbook *logbook, const char *owner,
                            const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    pt_attachment_intake_texture (from, logbook, owner, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    pt_attachment_intake_file (from, logbook, owner, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    /* A GdkFileList is a GSList of GFile. */
    for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
      pt_attachment_intake_file (from, logbook, owner, file->data);
}

/* ── The clipboard and the dialog: whose page it was is remembered until the answer ── */

typedef struct
{
  GtkWidget *from;
  PtLogbook *logbook;
  char *owner;
} Waiting;

static Waiting *
waiting_new (GtkWidget *from, PtLogbook *logbook, const char *owner)
{
  Waiting *self = g_new0 (Waiting, 1);

  self->from = g_object_ref (from);
  self->logbook = g_object_ref (logbook);
  self->owner = g_strdup (owner);
  return self;
}

static void
waiting_free (Waiting *self)
{
  g_object_unref (self->from);
  g_object_unref (self->logbook);
  g_free (self->owner);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    pt_attachment_intake_value (waiting->from, waiting->logbook, waiting->owner, value);
  else
    pt_window_toast (waiting->from, error->message, NULL, NULL, NULL);
}

gboolean
pt_attachment_intake_paste (GtkWidget *from, PtLogbook *logbook, const char *owner)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (from);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = G_TYPE_INVALID;

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    type = GDK_TYPE_FILE_LIST;
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
           && !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    type = GDK_TYPE_TEXTURE;
  if (type == G_TYPE_INVALID)
    return FALSE;
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, pasted_cb,
                                  waiting_new (from, logbook, owner));
  return TRUE;
}

/* The owner is noted on the widget: another record may be shown when the choice is made. */
static void
chosen_cb (GListModel *files, gpointer from)
{
  PtLogbook *logbook = g_object_get_data (from, "intake-logbook");
  const char *owner = g_object_get_data (from, "intake-owner");

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      pt_attachment_intake_file (from, logbook, owner, file);
    }
}

void
pt_attachment_intake_ask (GtkWidget *from, PtLogbook *logbook, const char *owner)
{
  g_object_set_data_full (G_OBJECT (from), "intake-logbook", g_object_ref (logbook),
                          g_object_unref);
  g_object_set_data_full (G_OBJECT (from), "intake-owner", g_strdup (owner), g_free);
  pt_file_dialog_show (from, PT_FILE_DIALOG_OPEN_SEVERAL, _ ("Add Attachments"), _ ("_Add"), NULL,
                       chosen_cb, from);
}
