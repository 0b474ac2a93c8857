/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An .eln archive (RO-Crate 1.1 in a zip, one folder at the root): what people look at as data sets
 * with text, values, comments and files, as other notebooks read them; and our own JSON file, as
 * which all of it comes back. */
#include "pt-eln-export.h"

#include "pt-catalog.h"
#include "pt-crate.h"
#include "pt-eln-file.h"
#include "pt-eln-reader.h"
#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONTEXT "https://w3id.org/ro/crate/1.1/context"
#define PROFILE "https://w3id.org/ro/crate/1.1"
#define LICENSE "#license"

static void
choose_records (PtElnExport *self)
{
  GPtrArray *all = pt_dataset_list_all (self->dataset);

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = all->pdata[i];
      const PtRecordKind *kind = pt_record_get_kind (record);

      self->newest = MAX (self->newest, pt_record_get_created_at (record));
      if (kind != NULL && (kind->flags & PT_RECORD_AUXILIARY) == 0
          && !g_str_equal (kind->id, "logbook") && pt_eln_goes_along (self, record))
        g_hash_table_insert (self->shown, (gpointer)pt_record_get_id (record), record);
    }
}

static gboolean
add_records (PtElnExport *self, GError **error)
{
  GPtrArray *all = pt_dataset_list_all (self->dataset);

  for (guint i = 0; i < all->len; i++)
    if (g_hash_table_contains (self->shown, pt_record_get_id (all->pdata[i]))
        && !pt_eln_add_record (self, all->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ── The crate ── */

static void
add_descriptor (PtElnExport *self)
{
  JsonObject *object = pt_crate_entity (PT_ELN_METADATA, "CreativeWork");

  pt_crate_set_ref (object, "about", "./");
  pt_crate_set_ref (object, "conformsTo", PROFILE);
  pt_crate_set_instant (object, "dateCreated", self->newest);
  pt_crate_set_ref (object, "sdPublisher", PT_ELN_PROGRAM);
  pt_crate_set_text (object, "version", "1.0");
  json_array_add_object_element (self->graph, object);
}

static JsonObject *
add_root (PtElnExport *self)
{
  PtRecord *logbook = pt_dataset_logbook (self->dataset);
  g_autofree char *title = logbook != NULL ? pt_record_dup_title (logbook) : NULL;
  const char *mission = logbook != NULL ? pt_record_get_text (logbook, "mission") : NULL;
  JsonObject *object = pt_crate_entity ("./", "Dataset");

  pt_crate_set_text (object, "name", title != NULL ? title : "Proeftuin");
  pt_crate_set_text (object, "description", mission != NULL ? mission : title);
  pt_crate_set_instant (object, "datePublished", self->newest);
  pt_crate_set_ref (object, "license", LICENSE);
  json_array_add_object_element (self->graph, object);
  return object;
}

static void
add_program (PtElnExport *self)
{
  JsonObject *program = pt_crate_entity (PT_ELN_PROGRAM, "Organization");
  JsonObject *license = pt_crate_entity (LICENSE, "CreativeWork");

  pt_crate_set_text (program, "name", "Proeftuin");
  pt_crate_set_text (license, "name",
                     pt_catalog_text (self->lang, "data", NC_ ("data", "All rights reserved")));
  pt_crate_set_text (license, "description",
                     pt_catalog_text (self->lang, "data",
                                      NC_ ("data", "May hold personal data: pass it on only "
                                                   "to those it is meant for.")));
  json_array_add_object_element (self->graph, program);
  json_array_add_object_element (self->graph, license);
}

/* Everything, from which Proeftuin reads the archive back. */
static gboolean
add_own_file (PtElnExport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (PtExportReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sha256 = NULL;
  JsonObject *object = pt_crate_entity (PT_ELN_OWN_FILE, "File");

  json_array_add_object_element (self->graph, object);
  pt_crate_add_ref (self->parts, PT_ELN_OWN_FILE);
  report = pt_export_json_beside (self->dataset, &self->files, out, cancellable, error);
  if (report == NULL || !g_output_stream_close (out, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  self->report->n_records = report->n_records;
  self->report->n_left_out = report->n_left_out;
  pt_crate_set_text (object, "name", PT_ELN_OWN_FILE);
  pt_crate_set_text (object, "encodingFormat", "application/json");
  json_object_set_int_member (object, "contentSize", (gint64)g_bytes_get_size (bytes));
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  pt_crate_set_text (object, "sha256", sha256);
  return pt_zip_add (self->zip, PT_ELN_FOLDER "/" PT_ELN_OWN_FILE, bytes, error);
}

static gboolean
add_metadata (PtElnExport *self, GError **error)
{
  g_autoptr (JsonObject) crate = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  json_object_set_string_member (crate, "@context", CONTEXT);
  json_object_set_array_member (crate, "@graph", json_array_ref (self->graph));
  json_node_init_object (node, crate);
  text = pt_json_print_ordered (node);
  bytes = g_bytes_new_take (text, strlen (text));
  return pt_zip_add (self->zip, PT_ELN_FOLDER "/" PT_ELN_METADATA, bytes, error);
}

static gboolean
write_crate (PtElnExport *self, GCancellable *cancellable, GError **error)
{
  add_descriptor (self);
  json_object_set_array_member (add_root (self), "hasPart", json_array_ref (self->parts));
  add_program (self);
  return add_own_file (self, cancellable, error) && add_records (self, error)
         && add_metadata (self, error) && pt_zip_close (self->zip, error);
}

PtExportReport *
pt_export_eln (PtDataset *dataset, const PtExportOptions *options, GOutputStream *out,
               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && options != NULL && out != NULL, NULL);

  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonArray) graph = json_array_new ();
  g_autoptr (JsonArray) parts = json_array_new ();
  PtElnExport self = { .dataset = dataset,
                       .options = options,
                       .lang = options->lang != NULL ? options->lang : "nl",
                       .report = report,
                       .graph = graph,
                       .parts = parts,
                       .shown = shown };
  choose_records (&self);
  g_autoptr (PtZip) zip = pt_zip_new (out, self.newest / G_USEC_PER_SEC, cancellable);
  self.zip = zip;
  pt_export_files_init (&self.files, options);
  const gboolean written = write_crate (&self, cancellable, error);
  pt_export_files_report (&self.files, report);
  pt_export_files_clear (&self.files);
  pt_export_report_close (report);
  return written ? g_steal_pointer (&report) : NULL;
}
