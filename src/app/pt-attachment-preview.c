/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview; see the header. Other programs get a copy (pt-opened.h). */
#include "pt-attachment-preview.h"

#include <glib/gi18n-lib.h>

#include "pt-attachment-picture.h"
#include "pt-opened.h"
#include "pt-window.h"

#define PREVIEW_HEIGHT_PX 320

struct _PtAttachmentPreview
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtRecord *attachment;
  GtkWidget *picture;
  GtkWidget *absent;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (PtAttachmentPreview, pt_attachment_preview, GTK_TYPE_BOX)

/* ── Opening elsewhere ── */

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    pt_window_toast (from, error->message, NULL, NULL, NULL);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  GFile *copy = g_object_get_data (source, "copy");
  g_autofree char *uri = g_file_get_uri (copy);

  if (!g_file_copy_finish (G_FILE (source), result, &error))
    pt_window_toast (from, error->message, NULL, NULL, NULL);
  else
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (from));
}

void
pt_attachment_open_file (GtkWidget *from, PtLogbook *logbook, PtRecord *attachment)
{
  const char *name = pt_record_get_text (attachment, "filename");
  const char *sha256 = pt_record_get_text (attachment, "sha256");
  g_autofree char *path = sha256 != NULL
                              ? pt_store_attachment_path (pt_logbook_get_reader (logbook), sha256)
                              : NULL;
  g_autofree char *base = g_path_get_basename (name != NULL ? name : "file");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = path != NULL ? pt_opened_make_folder (sha256, &error) : NULL;
  g_autoptr (GFile) file = NULL;

  if (folder == NULL)
    {
      if (error != NULL)
        pt_window_toast (from, error->message, NULL, NULL, NULL);
      return;
    }
  file = g_file_new_for_path (path);
  g_object_set_data_full (G_OBJECT (file), "copy", g_file_new_build_filename (folder, base, NULL),
                          g_object_unref);
  g_file_copy_async (file, g_object_get_data (G_OBJECT (file), "copy"), G_FILE_COPY_NONE,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb, g_object_ref (from));
}

/* ── The widget ── */

/* What to expect where the file is not here. */
static const char *const absent[] = {
  [PT_FILE_HERE] = "",
  [PT_FILE_AT_HUB] = N_ ("The team server has this file. It comes with the next sharing, unless "
                         "files wait for a connection that costs nothing."),
  [PT_FILE_ELSEWHERE] = N_ ("This file is still on the laptop where it was added, which has not "
                            "sent it."),
  [PT_FILE_GONE] = N_ ("This file was on this laptop and is gone. If the team server has it, it "
                       "comes back with the next sharing."),
};

static void
open_cb (PtAttachmentPreview *self)
{
  pt_attachment_open_file (GTK_WIDGET (self), self->logbook, self->attachment);
}

/* The picture itself, or the small one that came before it. */
static char *
find_picture (PtAttachmentPreview *self, const char *sha256, const PtDetailFile *file)
{
  const char *mime = file != NULL ? pt_record_get_text (self->attachment, "mime") : NULL;

  if (mime == NULL || !g_str_has_prefix (mime, "image/"))
    return NULL;
  return file->place == PT_FILE_HERE
             ? pt_store_attachment_path (pt_logbook_get_reader (self->logbook), sha256)
             : g_strdup (file->thumbnail);
}

void
pt_attachment_preview_show (PtAttachmentPreview *self, const PtDetailData *data)
{
  const gboolean mine = strcmp (pt_record_get_kind_id (data->record), "attachment") == 0;
  const char *sha256 = mine ? pt_record_get_text (data->record, "sha256") : NULL;
  const PtDetailFile *file = g_hash_table_lookup (data->files, pt_record_get_id (data->record));
  const gboolean here = file != NULL && file->place == PT_FILE_HERE;
  g_autofree char *picture = NULL;
  const char *alt = mine ? pt_record_get_text (data->record, "alt_text") : NULL;

  g_return_if_fail (PT_IS_ATTACHMENT_PREVIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), mine && sha256 != NULL);
  g_clear_pointer (&self->attachment, pt_record_unref);
  self->attachment = pt_record_ref (data->record);
  gtk_widget_set_visible (self->absent, !here);
  if (file != NULL && !here)
    gtk_label_set_label (GTK_LABEL (self->absent), _ (absent[file->place]));
  gtk_widget_set_visible (self->open, here);
  picture = find_picture (self, sha256, file);
  gtk_widget_set_visible (self->picture, picture != NULL);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), alt);
  if (picture != NULL)
    pt_attachment_picture_load (GTK_PICTURE (self->picture), picture);
}

static void
pt_attachment_preview_finalize (GObject *object)
{
  PtAttachmentPreview *self = PT_ATTACHMENT_PREVIEW (object);

  g_clear_pointer (&self->attachment, pt_record_unref);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_attachment_preview_parent_class)->finalize (object);
}

static void
pt_attachment_preview_class_init (PtAttachmentPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_attachment_preview_finalize;
}

static void
pt_attachment_preview_init (PtAttachmentPreview *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_size_request (self->picture, -1, PREVIEW_HEIGHT_PX);
  self->absent = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->absent), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->absent), 0);
  gtk_widget_add_css_class (self->absent, "dim-label");
  self->open = gtk_button_new_with_label (_ ("Open File"));
  gtk_widget_set_halign (self->open, GTK_ALIGN_START);
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (self), self->picture);
  gtk_box_append (GTK_BOX (self), self->absent);
  gtk_box_append (GTK_BOX (self), self->open);
}

GtkWidget *
pt_attachment_preview_new (PtLogbook *logbook)
{
  PtAttachmentPreview *self = g_object_new (PT_TYPE_ATTACHMENT_PREVIEW, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}
