/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that look after the logbook: verify, backup, restore-backup. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-sync.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* A terminal is not a log: what the same repair mends is not listed for ever. */
#define PROBLEMS_PRINTED 20
#define VERIFY_ARGUMENTS "[--rebuild | --hub] [--json]"

static gboolean rebuild_option, hub_option, encrypt_option;

static void
print_verify_json (const PtVerifyReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *problems = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < report->problems->len; i++)
    json_array_add_string_element (problems, report->problems->pdata[i]);
  json_object_set_boolean_member (object, "ok", report->problems->len == 0);
  json_object_set_array_member (object, "problems", problems);
  json_object_set_int_member (object, "records", report->n_records);
  json_object_set_int_member (object, "attachments", report->n_attachments);
  json_object_set_int_member (object, "files_at_server", report->n_at_hub);
  json_object_set_int_member (object, "files_elsewhere", report->n_elsewhere);
  json_object_set_boolean_member (object, "rebuilt", report->rebuilt);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_problems (const PtVerifyReport *report)
{
  const guint n = MIN (report->problems->len, PROBLEMS_PRINTED);

  for (guint i = 0; i < n; i++)
    g_print ("%s\n", (const char *)report->problems->pdata[i]);
  if (report->problems->len > n)
    g_print (ngettext ("… and %u more like these\n", "… and %u more like these\n",
                       report->problems->len - n),
             report->problems->len - n);
}

/* What is not here and need not be: no problem, and good to know. */
static void
print_absent (const PtVerifyReport *report)
{
  if (report->n_at_hub > 0)
    g_print (ngettext ("%d file is at the team server and was not fetched yet.\n",
                       "%d files are at the team server and were not fetched yet.\n",
                       (gulong)report->n_at_hub),
             (int)report->n_at_hub);
  if (report->n_elsewhere > 0)
    g_print (ngettext ("%d file is still on another laptop, which has not sent it.\n",
                       "%d files are still on other laptops, which have not sent them.\n",
                       (gulong)report->n_elsewhere),
             (int)report->n_elsewhere);
}

/* ── verify --hub ── */

static void
print_difference (PtCli *cli, const char *id)
{
  g_autoptr (PtRecord) record = pt_store_get_record (cli->store, id, NULL);
  g_autofree char *title = record != NULL ? pt_store_dup_title (cli->store, record) : NULL;

  if (title != NULL)
    g_print ("%s  %s\n", id, title);
  else
    g_print ("%s  %s\n", id, _ ("(not on this laptop)"));
}

static void
print_hub_json (GPtrArray *differing)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < differing->len; i++)
    json_array_add_string_element (array, differing->pdata[i]);
  json_object_set_boolean_member (object, "equal", differing->len == 0);
  json_object_set_array_member (object, "differing", array);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static gboolean
verify_with_hub (PtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) differing = NULL;

  if (!pt_sync_compare (cli->store, NULL, &differing, error))
    return FALSE;
  if (differing == NULL)
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   _ ("The others are working so busily that nothing could be compared. Try again "
                      "later."));
      return FALSE;
    }
  if (pt_cli_json)
    print_hub_json (differing);
  for (guint i = 0; !pt_cli_json && i < differing->len; i++)
    print_difference (cli, differing->pdata[i]);
  if (differing->len > 0)
    g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                 ngettext ("%u thing is not the same here and on the team server.",
                           "%u things are not the same here and on the team server.",
                           differing->len),
                 differing->len);
  else if (!pt_cli_json)
    g_print ("%s\n", _ ("This laptop and the team server have the same."));
  return differing->len == 0;
}

static gboolean
run_verify (PtCli *cli, char **args, GError **error)
{
  if (hub_option && rebuild_option)
    {
      pt_cli_usage_line (error, "verify", VERIFY_ARGUMENTS);
      return FALSE;
    }
  if (hub_option)
    return verify_with_hub (cli, error);
  g_autoptr (PtVerifyReport) report = pt_store_verify (cli->store, rebuild_option, error);

  if (report == NULL)
    return FALSE;
  if (pt_cli_json)
    print_verify_json (report);
  else
    {
      print_problems (report);
      print_absent (report);
    }
  if (report->problems->len > 0)
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   ngettext ("%u thing is not as it should be.",
                             "%u things are not as they should be.", report->problems->len),
                   report->problems->len);
      return FALSE;
    }
  if (!pt_cli_json)
    g_print ("%s\n", report->rebuilt
                         ? _ ("Everything is in order; lists and search were made anew.")
                         : _ ("Everything is in order."));
  return TRUE;
}

/* ── backup, restore-backup ── */

/* On a terminal, where it may take a while. */
static void
progress_cb (double done, gpointer data)
{
  int *percent = data;

  if ((int)(done * 100) == *percent || !isatty (STDERR_FILENO))
    return;
  *percent = (int)(done * 100);
  g_printerr ("\r%3d %%%s", *percent, *percent == 100 ? "\n" : "");
}

static gboolean
write_backup (PtCli *cli, const char *path, GError **error)
{
  int percent = 0;
  const PtStoreWatch watch = { .progress = progress_cb, .data = &percent };
  g_autoptr (PtSecretText) passphrase = NULL;

  if (!encrypt_option)
    return pt_store_backup (cli->store, path, &watch, error);
  passphrase = pt_cli_ask_passphrase (TRUE, error);
  return passphrase != NULL && pt_store_backup_sealed (cli->store, path, passphrase, &watch, error);
}

static gboolean
run_backup (PtCli *cli, char **args, GError **error)
{
  g_autofree char *today = pt_world_today (cli->world);

  return write_backup (cli, args[0], error)
         && pt_store_set_setting (cli->store, PT_SETTING_BACKUP, today, error);
}

static gboolean
run_restore_backup (PtCli *cli, char **args, GError **error)
{
  g_autofree char *folder = pt_cli_require_folder (cli, error);
  g_autoptr (PtSecretText) passphrase = NULL;
  int percent = 0;
  const PtStoreWatch watch = { .progress = progress_cb, .data = &percent };

  if (folder == NULL)
    return FALSE;
  if (!pt_store_is_sealed_backup (args[0]))
    return pt_store_restore_backup (args[0], folder, cli->world, error);
  passphrase = pt_cli_ask_passphrase (FALSE, error);
  return passphrase != NULL
         && pt_store_restore_sealed (args[0], folder, passphrase, cli->world, &watch, error);
}

static const GOptionEntry backup_options[] = {
  { "encrypt", 0, 0, G_OPTION_ARG_NONE, &encrypt_option,
    N_ ("Only a passphrase opens it; it has the real names too"), NULL },
  PT_CLI_PASSPHRASE_ENTRY,
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry restore_options[] = {
  PT_CLI_PASSPHRASE_ENTRY,
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry verify_options[] = {
  PT_CLI_JSON_ENTRY,
  { "rebuild", 0, 0, G_OPTION_ARG_NONE, &rebuild_option,
    N_ ("Make lists and search anew from what was written"), NULL },
  { "hub", 0, 0, G_OPTION_ARG_NONE, &hub_option, N_ ("Compare with the team server instead"),
    NULL },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_care_commands[] = {
  { "verify", VERIFY_ARGUMENTS, N_ ("Check that everything is there and whole"),
    PT_CLI_CHECKS_LOGBOOK, 0, 0, verify_options, run_verify },
  { "backup", "[--encrypt] FILE",
    N_ ("Copy the whole logbook into one file, also while it is in use"), PT_CLI_WRITES_LOGBOOK, 1,
    1, backup_options, run_backup },
  { "restore-backup", "FILE", N_ ("Make a new folder (-L) from such a file"), PT_CLI_NO_LOGBOOK, 1,
    1, restore_options, run_restore_backup },
  { 0 },
};
