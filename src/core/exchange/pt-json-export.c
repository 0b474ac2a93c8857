/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own JSON file: every record, known to this version or not, with the bytes of its files. A
 * line each, so that two exports can be compared with the tools that compare texts. */
#include "pt-export-files.h"
#include "pt-json-file.h"
#include "pt-record-json.h"

#include "pt-json.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_created (JsonObject *into, PtRecord *record)
{
  g_autofree char *at = pt_instant_format (pt_record_get_created_at (record), 0);
  JsonObject *created = json_object_new ();
  const char *by = pt_record_get_created_by (record);
  if (by != NULL)
    json_object_set_string_member (created, "by", by);
  json_object_set_string_member (created, "at", at);
  json_object_set_object_member (into, "created", created);
}

/* The versions that are not shown: a file that is read back cannot make two people disagree
 * again, but no words are lost. */
static void
add_other_versions (JsonObject *into, PtRecord *record)
{
  g_auto (GStrv) fields = pt_record_dup_conflicts (record);
  if (fields == NULL || fields[0] == NULL)
    return;

  JsonObject *object = json_object_new ();
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = pt_record_conflict_to_json (record, fields[i], NULL, NULL);
      JsonArray *versions = json_object_get_array_member (json_node_get_object (node), "versions");
      json_object_set_array_member (object, fields[i], json_array_ref (versions));
    }
  json_object_set_object_member (into, "conflicts", object);
}

static char *
record_line (PtRecord *record, PtExportFiles *files)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *fields = pt_record_fields_to_json (record, false, true);

  json_object_set_string_member (object, "id", pt_record_get_id (record));
  json_object_set_string_member (object, "kind", pt_record_get_kind_id (record));
  json_object_set_boolean_member (object, "archived", pt_record_is_archived (record));
  json_object_set_string_member (object, "sharing", pt_record_sharing_key (record));
  json_object_set_object_member (object, "fields", fields);
  if (g_str_equal (pt_record_get_kind_id (record), "attachment"))
    pt_export_files_describe (files, fields);
  if (pt_record_get_no (record) > 0)
    json_object_set_int_member (object, "no", pt_record_get_no (record));
  add_created (object, record);
  add_other_versions (object, record);

  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  return pt_json_print_ordered (node);
}

/* Says which files the records name, each once. */
static void
note_file (GTree *named, PtRecord *record)
{
  if (!g_str_equal (pt_record_get_kind_id (record), "attachment"))
    return;
  const char *sha256 = pt_record_get_text (record, "sha256");
  if (sha256 != NULL && sha256[0] != '\0')
    g_tree_insert (named, g_strdup (sha256), NULL);
}

typedef struct
{
  PtRecord *record;
  guint kind;  /* the how-manieth kind of the dataset */
  guint place; /* in the dataset */
} Placed;

/* Numbers that people know things by (question B) are given in the order of saving. */
static int
compare_placed_cb (gconstpointer a, gconstpointer b)
{
  const Placed *x = a, *y = b;
  int64_t i = pt_record_get_no (x->record), j = pt_record_get_no (y->record);
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (i != j && i > 0 && j > 0)
    return i < j ? -1 : 1;
  if ((i > 0) != (j > 0))
    return i > 0 ? -1 : 1;
  return x->place < y->place ? -1 : 1;
}

/* (transfer full): all records, kind by kind, so that reading them back gives each its number. */
static GArray *
in_order (PtDataset *dataset)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  GPtrArray *all = pt_dataset_list_all (dataset);
  const char *kind = NULL;
  guint n_kinds = 0;
  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = g_ptr_array_index (all, i);
      n_kinds += g_strcmp0 (kind, pt_record_get_kind_id (record)) != 0 ? 1 : 0;
      kind = pt_record_get_kind_id (record);
      Placed one = { record, n_kinds, i };
      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_placed_cb);
  return placed;
}

static gboolean
write_records (PtDataset *dataset, PtExportFiles *files, GTree *named, GOutputStream *out,
               PtExportReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) all = in_order (dataset);
  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = g_array_index (all, Placed, i).record;
      if (!pt_export_includes (dataset, record, files->options, report))
        continue;
      g_autofree char *line = record_line (record, files);
      if (!pt_export_write (out, report->n_records > 0 ? ",\n" : "\n", -1, cancellable, error)
          || !pt_export_write (out, line, -1, cancellable, error))
        return FALSE;
      note_file (named, record);
      report->n_records++;
    }
  return TRUE;
}

typedef struct
{
  PtExportFiles *files;
  GOutputStream *out;
  PtExportReport *report;
  GCancellable *cancellable;
  GError **error;
  gboolean failed;
} FileRun;

static gboolean
write_file (FileRun *run, GBytes *bytes)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autofree char *base64 = g_base64_encode (data, size);
  g_autofree char *head = g_strdup_printf ("%s{\"sha256\":\"%s\",\"data\":\"",
                                           run->report->n_files > 0 ? ",\n" : "\n", sha256);
  run->report->n_files++;
  return pt_export_write (run->out, head, -1, run->cancellable, run->error)
         && pt_export_write (run->out, base64, -1, run->cancellable, run->error)
         && pt_export_write (run->out, "\"}", -1, run->cancellable, run->error);
}

static gboolean
file_cb (gpointer key, gpointer value, gpointer data)
{
  FileRun *run = data;
  g_autoptr (GBytes) bytes = pt_export_files_take (run->files, key);

  run->failed = bytes != NULL && !write_file (run, bytes);
  return run->failed;
}

static gboolean
write_files (FileRun *run, GTree *named)
{
  g_tree_foreach (named, file_cb, run);
  return !run->failed;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static char *
head_of (PtDataset *dataset)
{
  PtRecord *logbook = pt_dataset_logbook (dataset);
  if (logbook == NULL)
    return g_strdup_printf ("{\"format\":\"%s\",\"version\":%d,\"records\":[", PT_JSON_FILE_FORMAT,
                            PT_JSON_FILE_VERSION);
  return g_strdup_printf ("{\"format\":\"%s\",\"version\":%d,\"logbook\":\"%s\",\"records\":[",
                          PT_JSON_FILE_FORMAT, PT_JSON_FILE_VERSION, pt_record_get_id (logbook));
}

/* @inside: whether the bytes of the files stand in it too. */
static PtExportReport *
write_all (PtDataset *dataset, PtExportFiles *files, gboolean inside, GOutputStream *out,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autoptr (GTree) named = g_tree_new_full (compare_cb, NULL, g_free, NULL);
  g_autofree char *head = head_of (dataset);
  FileRun run = { files, out, report, cancellable, error };
  if (!pt_export_write (out, head, -1, cancellable, error)
      || !write_records (dataset, files, named, out, report, cancellable, error)
      || !pt_export_write (out, "\n],\"files\":[", -1, cancellable, error)
      || (inside && !write_files (&run, named))
      || !pt_export_write (out, "\n]}\n", -1, cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}

PtExportReport *
pt_export_json_beside (PtDataset *dataset, PtExportFiles *files, GOutputStream *out,
                       GCancellable *cancellable, GError **error)
{
  return write_all (dataset, files, FALSE, out, cancellable, error);
}

PtExportReport *
pt_export_json (PtDataset *dataset, const PtExportOptions *options, GOutputStream *out,
                GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && options != NULL && out != NULL, NULL);

  g_auto (PtExportFiles) files;
  pt_export_files_init (&files, options);
  g_autoptr (PtExportReport) report = write_all (dataset, &files, TRUE, out, cancellable, error);
  if (report == NULL)
    return NULL;
  pt_export_files_report (&files, report);
  pt_export_report_close (report);
  return g_steal_pointer (&report);
}
