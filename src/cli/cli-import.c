/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that bring things in: example, import, undo-import. */
#include "pt-cli.h"

#include "pt-catalog.h"
#include "pt-example.h"
#include "pt-import.h"

#include <glib/gi18n-lib.h>

static char *as_option;
static char **map_option;
static gboolean dry_run_option;

/* ── example ── */

static gboolean
run_example (PtCli *cli, char **args, GError **error)
{
  g_autofree char *folder = pt_cli_require_folder (cli, error);
  g_autoptr (PtEdit) logbook = NULL;
  g_autoptr (PtBatch) batch = NULL;
  g_autoptr (PtStore) store = NULL;

  if (folder == NULL || !pt_example_make (cli->world, &logbook, &batch, error))
    return FALSE;
  store = pt_store_create (folder, cli->world, logbook, g_get_real_name (), error);
  return store != NULL && pt_store_save_batch (store, batch, NULL, error);
}

/* ── import ── */

static PtImportPlan *
read_plan (PtCli *cli, const char *path, PtDataset *existing, const char *saved, GError **error)
{
  const PtImportOptions options = {
    .world = cli->world,
    .as_kind = as_option,
    .maps = (const char *const *)map_option,
    .saved = saved,
    .lang = pt_catalog_current (),
  };

  return pt_import_read (path, &options, existing, NULL, NULL, NULL, error);
}

static PtImportPlan *
read_plan_with_memory (PtCli *cli, const char *path, PtDataset *existing, GError **error)
{
  g_autoptr (PtImportPlan) plan = read_plan (cli, path, existing, NULL, error);
  g_autofree char *name = plan != NULL && cli->store != NULL
                              ? pt_import_plan_dup_setting (plan, as_option)
                              : NULL;
  g_autofree char *saved = name != NULL && plan->columns->len > 0
                               ? pt_store_dup_setting (cli->store, name)
                               : NULL;

  if (saved == NULL)
    return g_steal_pointer (&plan);
  return read_plan (cli, path, existing, saved, error);
}

static void
print_plan (PtImportPlan *plan)
{
  g_autoptr (GPtrArray) sentences = pt_import_plan_describe (plan);

  for (guint i = 0; i < sentences->len; i++)
    g_print ("%s\n", (const char *)sentences->pdata[i]);
}

/* A table of which nothing is understood is no success, also to a script. */
static gboolean
check_recognised (PtImportPlan *plan, GError **error)
{
  gboolean any = plan->columns->len == 0;

  for (guint i = 0; i < plan->columns->len; i++)
    any |= ((const PtImportColumn *)plan->columns->pdata[i])->field != NULL;
  if (!any)
    g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                 _ ("Nothing was brought in: say with --map COLUMN=field where a column goes."));
  return any;
}

static gboolean
save_plan (PtCli *cli, PtImportPlan *plan, GError **error)
{
  g_autofree char *group = NULL;
  g_autofree char *name = pt_import_plan_dup_setting (plan, as_option);
  g_autofree char *mapping = plan->columns->len > 0 ? pt_import_plan_save_mapping (plan) : NULL;

  if (plan->batch->edits->len + plan->batch->files->len > 0
      && !pt_store_save_batch (cli->store, plan->batch, &group, error))
    return FALSE;
  if (mapping != NULL && !pt_store_set_setting (cli->store, name, mapping, error))
    return FALSE;
  if (group != NULL)
    /* Translators: %s is the id of this import */
    g_print (_ ("To take it back: proeftuin-cli undo-import %s\n"), group);
  return TRUE;
}

/* Our own file into a folder that is not there yet: a new home for the same logbook. */
static gboolean
import_as_new_logbook (PtCli *cli, const char *path, GError **error)
{
  g_autoptr (PtImportPlan) plan = read_plan (cli, path, NULL, NULL, error);

  if (plan == NULL)
    return FALSE;
  if (plan->logbook == NULL)
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   _ ("There is no logbook in “%s” yet: make one with “create” first."),
                   cli->folder);
      return FALSE;
    }
  print_plan (plan);
  if (dry_run_option)
    return TRUE;
  cli->store = pt_store_create (cli->folder, cli->world, plan->logbook, g_get_real_name (), error);
  return cli->store != NULL && save_plan (cli, plan, error);
}

static gboolean
run_import (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtDataset) existing = NULL;
  g_autoptr (PtImportPlan) plan = NULL;

  if (cli->folder == NULL && (cli->folder = pt_cli_find_folder (error)) == NULL)
    return FALSE;
  if (!g_file_test (cli->folder, G_FILE_TEST_EXISTS))
    return import_as_new_logbook (cli, args[0], error);
  cli->store = pt_store_open (
      cli->folder, dry_run_option ? PT_STORE_READ_ONLY : PT_STORE_READ_WRITE, cli->world, error);
  existing = cli->store != NULL ? pt_store_load_all (cli->store, error) : NULL;
  plan = existing != NULL ? read_plan_with_memory (cli, args[0], existing, error) : NULL;
  if (plan == NULL)
    return FALSE;
  print_plan (plan);
  return dry_run_option || (check_recognised (plan, error) && save_plan (cli, plan, error));
}

static gboolean
run_undo_import (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) kept = NULL;

  if (!pt_store_undo_group (cli->store, args[0], &kept, error))
    return FALSE;
  for (guint i = 0; kept != NULL && i < kept->len; i++)
    /* Translators: %s is a title */
    g_print (_ ("Left as it is, because it was changed since: %s\n"), (const char *)kept->pdata[i]);
  return TRUE;
}

static const GOptionEntry import_options[] = {
  { "as", 0, 0, G_OPTION_ARG_STRING, &as_option,
    N_ ("What the rows of a table are: entry, stakeholder, …"), "KIND" },
  { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map_option,
    N_ ("Where a column goes; may be repeated"), "COLUMN=field" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run_option, N_ ("Only say what would happen"), NULL },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_import_commands[] = {
  { "example", "", N_ ("Fill an empty folder (-L) with the example logbook"), PT_CLI_NO_LOGBOOK, 0,
    0, NULL, run_example },
  { "import", "FILE [--as KIND] [--map COLUMN=field]… [--dry-run]",
    N_ ("Bring in a table (CSV, TSV), an .eln archive or our own JSON"), PT_CLI_NO_LOGBOOK, 1, 1,
    import_options, run_import },
  { "undo-import", "[GROUP]", N_ ("Take back an import, by default the last one"),
    PT_CLI_WRITES_LOGBOOK, 0, 1, NULL, run_undo_import },
  { 0 },
};
