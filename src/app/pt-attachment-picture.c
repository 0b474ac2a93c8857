/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding on a worker; a picture that is gone or asked for something newer by then is left alone. */
#include "pt-attachment-picture.h"

static void
decode (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = gdk_texture_new_from_filename (path, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GtkPicture *picture = GTK_PICTURE (source);
  const char *path = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL && g_strcmp0 (g_object_get_data (source, "path"), path) == 0)
    gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

void
pt_attachment_picture_load (GtkPicture *picture, const char *path)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GTK_IS_PICTURE (picture));

  g_object_set_data_full (G_OBJECT (picture), "path", g_strdup (path), g_free);
  task = g_task_new (picture, NULL, decoded_cb, NULL);
  g_task_set_source_tag (task, pt_attachment_picture_load);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, decode);
}
