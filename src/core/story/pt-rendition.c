/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the head of a picture tells whether it needs another size; most of the work is then done
 * once in the life of a photo. */
#include "pt-rendition.h"

#include "pt-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define ENDING "-print.jpg"
#define HASH_LETTERS 64

static GBytes *
map_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL && g_mapped_file_get_length (file) > 0 ? g_mapped_file_get_bytes (file)
                                                             : NULL;
}

static gboolean
is_large (const char *path)
{
  int width = 0, height = 0;

  return gdk_pixbuf_get_file_info (path, &width, &height) != NULL
         && MAX (width, height) > PT_PHOTO_PRINT_PIXELS;
}

/* One that cannot be kept, on a full or a closed disk, is still used. */
static GBytes *
make (const char *original, const char *path)
{
  g_autoptr (GBytes) bytes = map_file (original);
  g_autoptr (PtPhoto) photo = bytes != NULL ? pt_photo_new (bytes, PT_PHOTO_PRINT_PIXELS) : NULL;
  gsize size;
  const char *jpeg;

  if (photo == NULL)
    return NULL;
  jpeg = g_bytes_get_data (photo->jpeg, &size);
  g_file_set_contents_full (path, jpeg, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  return g_bytes_ref (photo->jpeg);
}

GBytes *
pt_rendition_load (const char *folder, const char *original, const char *sha256)
{
  g_autofree char *name = g_strconcat (sha256, ENDING, NULL);
  g_autofree char *path = g_build_filename (folder, "thumbnails", name, NULL);
  GBytes *kept;

  if (strlen (sha256) != HASH_LETTERS || !g_file_test (original, G_FILE_TEST_EXISTS))
    return NULL;
  kept = map_file (path);
  if (kept == NULL && is_large (original))
    kept = make (original, path);
  return kept;
}
