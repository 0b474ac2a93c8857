/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the example logbook from the JSON and pictures inside the program. Its ids are words, so
 * that it can be read and written by people; each new copy has ids of its own. */
#include "pt-example.h"

#include "pt-import-limits.h"
#include "pt-json-records.h"
#include "pt-json.h"

#include "exchange-resources.h"

#include <glib/gi18n-lib.h>

#define EXAMPLE_PATH "/nl/proeftuin/Proeftuin/exchange/example"

static GBytes *
load (const char *name, GError **error)
{
  g_autofree char *path = g_build_path ("/", EXAMPLE_PATH, name, NULL);
  return g_resource_lookup_data (pt_exchange_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

static JsonArray *
load_records (const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = load (name, error);
  if (bytes == NULL)
    return NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root = pt_json_parse (data, size, PT_IMPORT_MAX_JSON_BYTES, error);
  JsonArray *records = NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !pt_json_get_array (json_node_get_object (root), "records", &records, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return json_array_ref (records);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): GPtrArray of JsonArray, a file each, in the order of their names. */
static GPtrArray *
load_all (GError **error)
{
  g_auto (GStrv) names = g_resource_enumerate_children (pt_exchange_get_resource (), EXAMPLE_PATH,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (names == NULL)
    return NULL;
  qsort (names, g_strv_length (names), sizeof *names, compare_cb);

  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)json_array_unref);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".json"))
      {
        JsonArray *records = load_records (names[i], error);
        if (records == NULL)
          return NULL;
        g_ptr_array_add (all, records);
      }
  return g_steal_pointer (&all);
}

static gboolean
check (PtImportPlan *plan, GError **error)
{
  if (plan->problems->len > 0)
    {
      const PtImportProblem *problem = g_ptr_array_index (plan->problems, 0);
      g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_BROKEN, problem->sentence);
      return FALSE;
    }
  if (plan->logbook == NULL)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_BROKEN,
                   _ ("The example has no logbook."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_all (PtJsonRecords *records, GPtrArray *all, GError **error)
{
  for (guint i = 0; i < all->len; i++)
    pt_json_records_learn (records, g_ptr_array_index (all, i));
  for (guint i = 0; i < all->len; i++)
    if (!pt_json_records_read (records, g_ptr_array_index (all, i), error))
      return FALSE;
  return check (records->plan, error);
}

gboolean
pt_example_make (PtWorld *world, PtEdit **out_logbook, PtBatch **out_batch, GError **error)
{
  g_return_val_if_fail (world != NULL && out_logbook != NULL && out_batch != NULL, FALSE);

  g_resources_register (pt_exchange_get_resource ());
  g_autoptr (GPtrArray) all = load_all (error);
  if (all == NULL)
    return FALSE;

  g_autofree char *logbook = pt_id_new (world);
  g_autoptr (PtDataset) nothing = pt_dataset_new ();
  PtImportOptions options = { .world = world };
  PtImport import = { .options = &options, .filename = "", .lang = "nl", .existing = nothing };
  g_autoptr (PtImportPlan) plan = pt_import_plan_new ("json", _ ("Example logbook"));
  g_auto (PtJsonRecords) records;
  pt_json_records_init (&records, &import, plan, logbook);
  records.named = load;
  if (!read_all (&records, all, error))
    return FALSE;

  *out_logbook = g_steal_pointer (&plan->logbook);
  *out_batch = g_steal_pointer (&plan->batch);
  return TRUE;
}
