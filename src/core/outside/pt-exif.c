/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gexiv2, in the reader. See the header. */
#include "pt-exif.h"

#include <gexiv2/gexiv2.h>
#include <stdio.h>

/* `2026:03-12 …` as cameras write it (Exif 2.32 §4.6.5) → civil date. */
static char *
read_taken_on (GExiv2Metadata *metadata)
{
  static const char *const tags[] = { "Exif.Photo.DateTimeOriginal", "Exif.Image.DateTime", NULL };
  int year, month, day;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *text = gexiv2_metadata_try_get_tag_string (metadata, tags[i], NULL);
      if (text != NULL && sscanf (text, "%4d:%2d:%2d", &year, &month, &day) == 3
          && g_date_valid_dmy (day, month, year))
        return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    }
  return NULL;
}

static gboolean
clean (GExiv2Metadata *metadata, const char *path, gboolean *cleaned, GError **error)
{
  const GExiv2Orientation orientation = gexiv2_metadata_try_get_orientation (metadata, NULL);
  g_autofree char *comment = gexiv2_metadata_try_get_comment (metadata, NULL);

  *cleaned = gexiv2_metadata_has_exif (metadata) || gexiv2_metadata_has_xmp (metadata)
             || gexiv2_metadata_has_iptc (metadata) || (comment != NULL && *comment != '\0');
  if (!*cleaned)
    return TRUE;
  gexiv2_metadata_clear (metadata);
  gexiv2_metadata_try_erase_exif_thumbnail (metadata, NULL);
  if (orientation > GEXIV2_ORIENTATION_NORMAL)
    gexiv2_metadata_try_set_orientation (metadata, orientation, NULL);
  return gexiv2_metadata_save_file (metadata, path, error);
}

gboolean
pt_exif_strip (const char *path, char **taken_on, gboolean *cleaned, GError **error)
{
  g_autoptr (GExiv2Metadata) metadata = NULL;

  gexiv2_initialize ();
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
  metadata = gexiv2_metadata_new ();
  if (!gexiv2_metadata_open_path (metadata, path, error))
    return FALSE;
  *taken_on = read_taken_on (metadata);
  return clean (metadata, path, cleaned, error);
}
