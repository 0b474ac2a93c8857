/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads our own JSON file: its envelope and its files; the records are pt-json-records.c. */
#include "pt-import-limits.h"
#include "pt-json-file.h"
#include "pt-json-records.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_format (JsonNode *root, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object == NULL
      || g_strcmp0 (pt_json_text_or (object, "format", NULL), PT_JSON_FILE_FORMAT) != 0)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                   _ ("This JSON was not made by Proeftuin, so it cannot be imported."));
      return FALSE;
    }
  if (pt_json_int_or (object, "version", 0) > PT_JSON_FILE_VERSION)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                   _ ("This file was made by a newer version of Proeftuin. Update this one "
                      "first."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_file (PtJsonRecords *records, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *sha256 = object != NULL ? pt_json_text_or (object, "sha256", NULL) : NULL;
  const char *data = object != NULL ? pt_json_text_or (object, "data", NULL) : NULL;
  if (sha256 == NULL || data == NULL)
    return TRUE;

  gsize size = 0;
  guchar *raw = g_base64_decode (data, &size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (raw, size);
  g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!g_str_equal (found, sha256))
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_BROKEN,
                   _ ("An attachment in this file was altered or damaged. Nothing is imported."));
      return FALSE;
    }
  g_hash_table_insert (records->files, g_strdup (sha256), g_steal_pointer (&bytes));
  return TRUE;
}

static gboolean
read_files (PtJsonRecords *records, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "files");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return TRUE;
  JsonArray *files = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (files); i++)
    if (!read_file (records, json_array_get_element (files, i), error))
      return FALSE;
  return TRUE;
}

/* (transfer full): where the records go: to the logbook that is here, else to the file's own. */
static char *
logbook_for (const PtImport *self, JsonObject *root)
{
  const char *here = pt_import_logbook_id (self);
  const char *named = pt_json_text_or (root, "logbook", "");
  if (here[0] != '\0')
    return g_strdup (here);
  return pt_id_is_valid (named) ? g_strdup (named) : pt_id_new (self->options->world);
}

static void
add_beside (PtJsonRecords *records, GHashTable *files)
{
  GHashTableIter iter;
  gpointer sha256, bytes;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &sha256, &bytes))
    g_hash_table_insert (records->files, g_strdup (sha256), g_bytes_ref (bytes));
}

PtImportPlan *
pt_import_json (const PtImport *self, GBytes *bytes, GError **error)
{
  return pt_import_json_beside (self, bytes, NULL, error);
}

PtImportPlan *
pt_import_json_beside (const PtImport *self, GBytes *bytes, GHashTable *files, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  /* A BOM is no JSON, but editors write one. */
  gsize skip = size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  g_autoptr (JsonNode)
      root = pt_json_parse (data + skip, size - skip, PT_IMPORT_MAX_JSON_BYTES, error);
  JsonArray *array = NULL;
  if (root == NULL || !check_format (root, error)
      || !pt_json_get_array (json_node_get_object (root), "records", &array, error))
    return NULL;
  if (json_array_get_length (array) > PT_IMPORT_MAX_RECORDS)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                   _ ("This file has more than %d items."), PT_IMPORT_MAX_RECORDS);
      return NULL;
    }

  g_autofree char *logbook = logbook_for (self, json_node_get_object (root));
  g_autoptr (PtImportPlan) plan = pt_import_plan_new ("json", self->filename);
  g_auto (PtJsonRecords) records;
  pt_json_records_init (&records, self, plan, logbook);
  if (files != NULL)
    add_beside (&records, files);
  if (!read_files (&records, json_node_get_object (root), error))
    return NULL;
  pt_json_records_learn (&records, array);
  if (!pt_json_records_read (&records, array, error))
    return NULL;
  return g_steal_pointer (&plan);
}
