/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared parts of the exchange tests. Saving here is what the store does to a record, and no more:
 * an op made from the edit, applied to the state. */
#include "exchange-fixture.h"

#include "pt-json.h"
#include "pt-op.h"

#include <string.h>

#define START (1773306000 * PT_USEC_PER_SECOND)

PtWorld *
fixture_world (void)
{
  static PtWorld *world = NULL;
  if (world == NULL)
    world = pt_world_new_seeded (42, START);
  return world;
}

char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
}

GBytes *
fixture_bytes (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static PtImportOptions
options_for (const char *as_kind, const char *const *maps)
{
  return (PtImportOptions){
    .world = fixture_world (), .as_kind = as_kind, .maps = maps, .lang = "en", .today = "2026-03-12"
  };
}

PtImportPlan *
fixture_plan (GBytes *bytes, const char *filename, const char *as_kind, const char *const *maps,
              PtDataset *existing)
{
  g_autoptr (GError) error = NULL;
  PtImportOptions options = options_for (as_kind, maps);
  PtImportPlan *plan = pt_import_read_bytes (bytes, filename, &options, existing, NULL, NULL, NULL,
                                             &error);
  g_assert_no_error (error);
  return plan;
}

PtImportPlan *
fixture_plan_text (const char *text, const char *as_kind, const char *const *maps,
                   PtDataset *existing)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return fixture_plan (bytes, "table.csv", as_kind, maps, existing);
}

GError *
fixture_refusal (GBytes *bytes, const char *filename)
{
  GError *error = NULL;
  PtImportOptions options = options_for (NULL, NULL);
  PtImportPlan *plan = pt_import_read_bytes (bytes, filename, &options, NULL, NULL, NULL, NULL,
                                             &error);
  g_assert_null (plan);
  g_assert_nonnull (error);
  return error;
}

static PtRecord *
save_edit (PtDataset *dataset, PtEdit *edit)
{
  static int64_t counter = 0;
  PtRecord *before = pt_dataset_get (dataset, edit->id);
  g_autofree char *op_id = pt_id_new (fixture_world ());
  PtDot dot = { { { 7 } }, ++counter };
  g_autoptr (PtOp) op = pt_op_new (op_id, &dot, edit->id, edit->kind);
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      pt_op_set (op, setting->name, setting->value);
    }
  op->seen = op->seen != NULL ? op->seen : pt_vector_new ();
  pt_vector_join (op->seen, edit->seen);
  op->at = START;
  op->member = g_strdup ("member-an");
  op->device = g_strdup ("device-1");
  PtState *state = before != NULL ? pt_state_copy (pt_record_get_state (before)) : pt_state_new ();
  pt_state_apply (state, op);
  PtRecord *record = pt_record_new (edit->id, edit->kind, state);
  pt_record_set_created (record, "member-an", "device-1", START);
  return record;
}

static PtRecord *
save_file (PtDataset *dataset, PtBatchFile *file)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
  const char *const pairs[][2] = {
    { "owner", file->owner },     { "filename", file->filename }, { "sha256", sha256 },
    { "caption", file->caption }, { "alt_text", file->alt_text }, { "type", file->type },
  };
  g_autoptr (PtEdit)
      edit = file->extra == NULL ? pt_edit_new (fixture_world (), "attachment", file->id) : NULL;
  PtEdit *from = edit != NULL ? edit : file->extra;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    pt_edit_set_text (from, pairs[i][0], pairs[i][1]);
  return save_edit (dataset, from);
}

static void
take_record (GHashTable *records, PtRecord *record)
{
  g_hash_table_replace (records, (gpointer)pt_record_get_id (record), record);
}

PtDataset *
fixture_save_batch (PtDataset *existing, PtEdit *logbook, PtBatch *batch)
{
  g_autoptr (PtDataset) nothing = pt_dataset_new ();
  PtDataset *before = existing != NULL ? existing : nothing;
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                          (GDestroyNotify)pt_record_unref);
  GPtrArray *all = pt_dataset_list_all (before);
  for (guint i = 0; i < all->len; i++)
    take_record (records, pt_record_ref (g_ptr_array_index (all, i)));
  if (logbook != NULL)
    take_record (records, save_edit (before, logbook));
  for (guint i = 0; i < batch->edits->len; i++)
    take_record (records, save_edit (before, g_ptr_array_index (batch->edits, i)));
  for (guint i = 0; i < batch->files->len; i++)
    take_record (records, save_file (before, g_ptr_array_index (batch->files, i)));

  PtDataset *after = pt_dataset_new ();
  g_autoptr (GList) values = g_hash_table_get_values (records);
  for (GList *l = values; l != NULL; l = l->next)
    pt_dataset_add (after, l->data);
  return after;
}

PtDataset *
fixture_save (PtDataset *existing, PtImportPlan *plan)
{
  return fixture_save_batch (existing, plan->logbook, plan->batch);
}

static void
print_edit (GString *out, const PtEdit *edit)
{
  g_string_append (out, edit->kind);
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      g_autoptr (JsonNode) node = pt_value_to_json (setting->value);
      g_autofree char *text = pt_json_print (node);
      g_string_append_printf (out, " %s=%s", setting->name, text);
    }
  g_string_append_c (out, '\n');
}

char *
fixture_print (PtImportPlan *plan)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < plan->batch->edits->len; i++)
    print_edit (out, g_ptr_array_index (plan->batch->edits, i));
  for (guint i = 0; i < plan->batch->files->len; i++)
    {
      const PtBatchFile *file = g_ptr_array_index (plan->batch->files, i);
      g_string_append_printf (out, "file %s %" G_GSIZE_FORMAT "\n", file->filename,
                              g_bytes_get_size (file->bytes));
    }
  return g_string_free (out, FALSE);
}

char *
fixture_problems (PtImportPlan *plan)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < plan->problems->len; i++)
    {
      const PtImportProblem *problem = g_ptr_array_index (plan->problems, i);
      g_string_append_printf (out, "%d|%s|%s|%s\n", problem->line,
                              problem->column != NULL ? problem->column : "",
                              problem->refused ? "refused" : "told", problem->sentence);
    }
  return g_string_free (out, FALSE);
}

char *
fixture_export (PtDataset *dataset, const char *kind, const PtExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  PtExportOptions of_kind = *options;
  of_kind.kind = kind;
  g_autoptr (PtExportReport) report = kind == NULL
                                          ? pt_export_json (dataset, options, out, NULL, &error)
                                          : pt_export_csv (dataset, &of_kind, out, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (out, "", 1, NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}
