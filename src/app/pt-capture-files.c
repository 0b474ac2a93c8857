/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures and files of the writing box: by button, by drop, by paste. They wait in memory and
 * go into the logbook together with the note; what it keeps of a photo is decided by core/store. */
#include "pt-capture-private.h"

#include "pt-file-dialog.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

#define THUMBNAIL_PIXELS 72

static void
remove_cb (GtkButton *button, gpointer user_data)
{
  PtCapture *self = user_data;
  PtBatchFile *file = g_object_get_data (G_OBJECT (button), "pt-file");
  GtkWidget *child = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_FLOW_BOX_CHILD);
  gtk_flow_box_remove (self->pictures, child);
  g_ptr_array_remove (self->files, file);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), self->files->len > 0);
  pt_capture_changed (self);
}

static GtkWidget *
make_remove_button (PtCapture *self, PtBatchFile *file)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), file->filename);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "pt-small");
  g_object_set_data (G_OBJECT (button), "pt-file", file);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  return button;
}

/* A picture as a picture, anything else by its name. */
static GtkWidget *
make_thumbnail (const PtBatchFile *file)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (file->bytes, NULL);
  GtkWidget *thumbnail;
  if (texture)
    {
      thumbnail = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
      gtk_picture_set_alternative_text (GTK_PICTURE (thumbnail), file->filename);
    }
  else
    {
      thumbnail = gtk_label_new (file->filename);
      gtk_label_set_ellipsize (GTK_LABEL (thumbnail), PANGO_ELLIPSIZE_MIDDLE);
    }
  gtk_widget_set_size_request (thumbnail, THUMBNAIL_PIXELS, THUMBNAIL_PIXELS);
  gtk_widget_add_css_class (thumbnail, "pt-thumbnail");
  gtk_widget_set_overflow (thumbnail, GTK_OVERFLOW_HIDDEN);
  return thumbnail;
}

void
pt_capture_add_bytes (PtCapture *self, const char *filename, GBytes *bytes)
{
  g_return_if_fail (PT_IS_CAPTURE (self));
  PtBatchFile *file = g_new0 (PtBatchFile, 1);
  GtkWidget *overlay = gtk_overlay_new ();
  file->filename = g_strdup (filename);
  file->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->files, file);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), make_thumbnail (file));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_remove_button (self, file));
  gtk_widget_set_size_request (overlay, THUMBNAIL_PIXELS, THUMBNAIL_PIXELS);
  gtk_flow_box_insert (self->pictures, overlay, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), TRUE);
  pt_capture_changed (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtCapture *self = user_data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  if (bytes)
    pt_capture_add_bytes (self, name, bytes);
  else
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
sized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtCapture *self = user_data;
  if (info && g_file_info_get_size (info) <= PT_DRAFT_FILE_MAX)
    g_file_load_bytes_async (G_FILE (source), self->cancellable, loaded_cb, self);
  else
    pt_window_toast (GTK_WIDGET (self),
                     info ? _ ("This file is too large: at most 64 MB fits in a note.")
                          : error->message,
                     NULL, NULL, NULL);
}

void
pt_capture_add_file (PtCapture *self, GFile *file)
{
  g_return_if_fail (PT_IS_CAPTURE (self));
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, sized_cb, self);
}

static void
add_texture (PtCapture *self, GdkTexture *texture)
{
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (texture);
  pt_capture_add_bytes (self, _ ("picture.png"), bytes);
}

static void
texture_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture)
      texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture)
    add_texture (user_data, texture);
  else
    pt_window_toast (GTK_WIDGET (user_data), error->message, NULL, NULL, NULL);
}

static void
add_file_list (PtCapture *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value); /* a GdkFileList is a GSList of GFile */
  for (GSList *at = files; at; at = at->next)
    pt_capture_add_file (self, at->data);
}

static void
files_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  if (value)
    add_file_list (user_data, value);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pt_window_toast (GTK_WIDGET (user_data), error->message, NULL, NULL, NULL);
}

gboolean
pt_capture_paste_picture (PtCapture *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    {
      gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT,
                                      self->cancellable, files_pasted_cb, self);
      return TRUE;
    }
  if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)
      || !gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    return FALSE;
  gdk_clipboard_read_texture_async (clipboard, self->cancellable, texture_pasted_cb, self);
  return TRUE;
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  PtCapture *self = user_data;
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    add_file_list (self, value);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    add_texture (self, g_value_get_object (value));
  else
    return FALSE;
  return TRUE;
}

static void
chosen_cb (GListModel *files, gpointer object)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      pt_capture_add_file (object, file);
    }
}

void
pt_capture_choose_file (PtCapture *self)
{
  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_OPEN_SEVERAL, _ ("Add Photos or Files"),
                       _ ("_Add"), NULL, chosen_cb, self);
}

void
pt_capture_files_show (PtCapture *self, GPtrArray *files)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pictures))))
    gtk_flow_box_remove (self->pictures, child);
  g_ptr_array_set_size (self->files, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), FALSE);
  for (guint i = 0; i < files->len; i++)
    {
      const PtBatchFile *file = g_ptr_array_index (files, i);
      pt_capture_add_bytes (self, file->filename, file->bytes);
    }
}

void
pt_capture_files_init (PtCapture *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
