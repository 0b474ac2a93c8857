/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one entry to all readers: sees by the content what kind of file it is, never by its name
 * alone, and hands it to the reader of that kind. */
#include "pt-import-limits.h"
#include "pt-import-private.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (pt - import - error - quark, pt_import_error)

gboolean
pt_import_step (const PtImport *self, double fraction, GError **error)
{
  if (self->progress != NULL)
    self->progress (fraction, self->progress_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
starts_with (GBytes *bytes, const char *magic, gsize length)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  return size >= length && memcmp (data, magic, length) == 0;
}

/* After a BOM and white space. */
static char
first_character (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize i = starts_with (bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (i < size && g_ascii_isspace (data[i]))
    i++;
  return i < size ? data[i] : '\0';
}

static gboolean
has_suffix (const char *filename, const char *suffix)
{
  g_autofree char *lower = g_ascii_strdown (filename, -1);
  return g_str_has_suffix (lower, suffix);
}

typedef struct
{
  const char *magic;
  gsize length;
  const char *sentence;
} Foreign;

/* Files that people try, with what to do instead. */
static const Foreign FOREIGN[] = {
  { "%PDF-", 5, N_ ("This is a PDF. Only tables (CSV), .eln archives and JSON can be imported.") },
  { "\xD0\xCF\x11\xE0", 4,
    N_ ("This is an old Office file. Open it in a spreadsheet and save it as CSV.") },
  { "\x1F\x8B", 2, N_ ("This file is packed with gzip. Unpack it first.") },
  { "SQLite format 3", 15,
    N_ ("This is a database. Only tables (CSV), .eln archives and JSON "
        "can be imported.") },
  { "\x89PNG", 4, N_ ("This is a picture. Add it to a note as an attachment.") },
  { "\xFF\xD8\xFF", 3, N_ ("This is a picture. Add it to a note as an attachment.") },
};

static gboolean
refuse_foreign (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) == 0)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT, _ ("This file is empty."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (FOREIGN); i++)
    if (starts_with (bytes, FOREIGN[i].magic, FOREIGN[i].length))
      {
        g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT, "%s", _ (FOREIGN[i].sentence));
        return FALSE;
      }
  return TRUE;
}

static PtImportPlan *
read_with (const PtImport *import, GBytes *bytes, GError **error)
{
  if (!refuse_foreign (bytes, error))
    return NULL;
  if (starts_with (bytes, "PK\x03\x04", 4) || starts_with (bytes, "PK\x05\x06", 4)
      || has_suffix (import->filename, ".eln"))
    return pt_import_eln (import, bytes, error);

  char first = first_character (bytes);
  if (first == '{' || has_suffix (import->filename, ".json"))
    return pt_import_json (import, bytes, error);
  return pt_import_table (import, bytes, error);
}

/* What the guard before the parser says is for engineers. */
static void
explain (GError **problem)
{
  if ((*problem)->domain == PT_JSON_ERROR)
    g_prefix_error (problem, "%s ",
                    _ ("This file is damaged or is not what its name says. Nothing is imported."));
}

PtImportPlan *
pt_import_read_bytes (GBytes *bytes, const char *filename, const PtImportOptions *options,
                      PtDataset *existing, GCancellable *cancellable, PtImportProgress progress,
                      gpointer data, GError **error)
{
  g_return_val_if_fail (bytes != NULL && options != NULL && options->world != NULL, NULL);

  g_autoptr (PtDataset) dataset = existing != NULL ? pt_dataset_ref (existing) : pt_dataset_new ();
  g_autofree char *today = options->today != NULL ? g_strdup (options->today)
                                                  : pt_world_today (options->world);
  g_autofree char *name = filename != NULL ? g_path_get_basename (filename) : g_strdup ("");
  PtImport import = {
    .options = options,
    .filename = name,
    .lang = options->lang != NULL ? options->lang : "nl",
    .today = today,
    .existing = dataset,
    .cancellable = cancellable,
    .progress = progress,
    .progress_data = data,
  };
  GError *problem = NULL;
  if (cancellable != NULL)
    g_cancellable_push_current (cancellable); /* for the programs that read for us */
  PtImportPlan *plan = read_with (&import, bytes, &problem);
  if (cancellable != NULL)
    g_cancellable_pop_current (cancellable);
  if (problem != NULL)
    explain (&problem);
  if (plan == NULL)
    g_propagate_error (error, problem);
  return plan;
}

static gboolean
check_size (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                   _ ("This is not a file that can be imported."));
      return FALSE;
    }
  if (g_file_info_get_size (info) > PT_IMPORT_MAX_FILE_BYTES)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                   _ ("This file is larger than %d MB, which is the most that can be imported."),
                   (int)(PT_IMPORT_MAX_FILE_BYTES / 1024 / 1024));
      return FALSE;
    }
  return TRUE;
}

PtImportPlan *
pt_import_read (const char *path, const PtImportOptions *options, PtDataset *existing,
                GCancellable *cancellable, PtImportProgress progress, gpointer data, GError **error)
{
  g_return_val_if_fail (path != NULL && options != NULL && options->world != NULL, NULL);

  g_autoptr (GFile) file = g_file_new_for_path (path);
  if (!check_size (file, cancellable, error))
    return NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL)
    return NULL;
  return pt_import_read_bytes (bytes, path, options, existing, cancellable, progress, data, error);
}
