/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-rendition.h. Also of small photos there is one: what documents hold then never is a file as it
 * came from outside. */
#include "pt-rendition.h"

#include "pt-intake.h"
#include "pt-photo.h"

#include <string.h>

#define ENDING "-print.jpg"
#define HASH_LETTERS 64

static char *
path_of (const char *folder, const char *sha256)
{
  g_autofree char *name = g_strconcat (sha256, ENDING, NULL);

  return g_build_filename (folder, "thumbnails", name, NULL);
}

static GBytes *
map_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL && g_mapped_file_get_length (file) > 0 ? g_mapped_file_get_bytes (file)
                                                             : NULL;
}

static GBytes *
make (const char *folder, const char *original, const char *sha256)
{
  g_autoptr (GBytes) bytes = map_file (original);
  g_autofree char *found = bytes != NULL ? pt_sha256_hex (bytes) : NULL;
  g_autoptr (PtPhoto)
      photo = g_strcmp0 (found, sha256) == 0 ? pt_photo_read (bytes, PT_PHOTO_PRINT_PIXELS) : NULL;

  if (photo == NULL)
    return NULL;
  pt_rendition_keep (folder, sha256, photo->jpeg);
  return g_bytes_ref (photo->jpeg);
}

GBytes *
pt_rendition_load (const char *folder, const char *original, const char *sha256)
{
  g_autofree char *path = path_of (folder, sha256);
  GBytes *kept;

  if (strlen (sha256) != HASH_LETTERS || !g_file_test (original, G_FILE_TEST_EXISTS))
    return NULL;
  kept = map_file (path);
  return kept != NULL ? kept : make (folder, original, sha256);
}

void
pt_rendition_keep (const char *folder, const char *sha256, GBytes *jpeg)
{
  g_autofree char *path = path_of (folder, sha256);
  gsize size;
  const char *data = g_bytes_get_data (jpeg, &size);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}
