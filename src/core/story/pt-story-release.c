/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases. The checksum is of the file that was written, or of the text of a folder; the people in it
 * are those that it rests on, whether they are named or not. */
#include "pt-story-release.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* (transfer full): of a file, or of the story in a folder. */
static char *
checksum (const char *path, GError **error)
{
  g_autofree char *inside = g_build_filename (path, "narrative.md", NULL);
  const char *file = g_file_test (path, G_FILE_TEST_IS_DIR) ? inside : path;
  g_autofree char *contents = NULL;
  gsize size;

  if (!g_file_get_contents (file, &contents, &size, error))
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)contents, size);
}

PtEdit *
pt_release_edit (PtWorld *world, const char *narrative, const PtEdition *edition,
                 const PtNarrativeOptions *options, const char *format, const char *path,
                 const char *given_to, GError **error)
{
  g_autofree char *sha256 = checksum (path, error);
  PtEdit *edit;

  if (sha256 == NULL)
    return NULL;
  g_autoptr (PtValue) now = pt_value_new_int (world->now (world));

  edit = pt_edit_new (world, "release", NULL);
  pt_edit_set_text (edit, "narrative", narrative);
  pt_edit_set (edit, "at", now);
  pt_edit_set_text (edit, "format", format);
  pt_edit_set_text (edit, "audience", options->audience);
  pt_edit_set_text (edit, "sha256", sha256);
  pt_edit_set_text (edit, "given_to", given_to);
  pt_edit_set_keys (edit, "persons", (const char *const *)edition->persons);
  return edit;
}

static bool
is_same (const PtRecord *narrative, const char *field, const char *wanted)
{
  const char *text = pt_record_get_text (narrative, field);

  return g_strcmp0 (text != NULL && *text != '\0' ? text : NULL, wanted) == 0;
}

static bool
fits (const PtRecord *narrative, const PtNarrativeOptions *options)
{
  return is_same (narrative, "audience", options->audience)
         && (is_same (narrative, "lang", options->lang) || is_same (narrative, "lang", NULL))
         && is_same (narrative, "from_on", options->from_on)
         && is_same (narrative, "to_on", options->to_on)
         && !is_same (narrative, "status", "shared");
}

PtEdit *
pt_release_narrative (PtWorld *world, PtDataset *data, const PtNarrativeOptions *options,
                      char **out_id)
{
  GPtrArray *all = pt_dataset_list (data, "narrative");
  PtRecord *logbook = pt_dataset_logbook (data);
  g_autofree char *title = logbook != NULL ? pt_record_dup_title (logbook) : NULL;
  PtEdit *edit;

  for (guint i = 0; i < all->len; i++)
    if (fits (all->pdata[i], options))
      {
        *out_id = g_strdup (pt_record_get_id (all->pdata[i]));
        return NULL;
      }
  edit = pt_edit_new (world, "narrative", NULL);
  pt_edit_set_text (edit, "title", title);
  pt_edit_set_text (edit, "audience", options->audience);
  pt_edit_set_text (edit, "lang", options->lang);
  pt_edit_set_text (edit, "from_on", options->from_on);
  pt_edit_set_text (edit, "to_on", options->to_on);
  *out_id = g_strdup (edit->id);
  return edit;
}
