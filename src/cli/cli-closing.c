/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands for the end of a lab: what is still to be settled, closing, and opening again. */
#include "pt-cli.h"

#include "pt-closing.h"
#include "pt-json.h"

#include <glib/gi18n-lib.h>

static gboolean begin_option, cards_option, deposited_option, yes_option, anyway_option;

static void
print_line_json (const PtClosingLine *line)
{
  JsonObject *object = json_object_new ();
  JsonArray *records = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < line->records->len; i++)
    json_array_add_string_element (records, line->records->pdata[i]);
  json_object_set_string_member (object, "step", pt_closing_id (line->step));
  json_object_set_boolean_member (object, "done", line->is_done);
  json_object_set_int_member (object, "open", line->n);
  json_object_set_array_member (object, "records", records);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

/* What is open is named, to be gone to. */
static void
print_line (PtCli *cli, const PtClosingLine *line)
{
  g_print ("%s %s", line->is_done ? "[x]" : "[ ]", pt_closing_label (line->step));
  if (line->is_done || line->n == 0)
    g_print ("\n");
  else
    g_print (" (%" G_GINT64_FORMAT ")\n", line->n);
  for (guint i = 0; !line->is_done && i < line->records->len; i++)
    {
      g_autoptr (PtRecord) record = pt_store_get_record (cli->store, line->records->pdata[i], NULL);
      g_autofree char *title = record != NULL ? pt_record_dup_title (record) : NULL;

      g_print ("      %s  %s\n", (const char *)line->records->pdata[i], title != NULL ? title : "");
    }
}

static void
print_lines (PtCli *cli, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (pt_cli_json)
      print_line_json (lines->pdata[i]);
    else
      print_line (cli, lines->pdata[i]);
}

/* What a person says goes before the list, so that it is in there. */
static gboolean
say (PtCli *cli, GError **error)
{
  g_autofree char *today = pt_world_today (cli->world);

  return (!cards_option
          || pt_store_set_setting (cli->store, PT_SETTING_CLOSING_CARDS, today, error))
         && (!deposited_option
             || pt_store_set_setting (cli->store, PT_SETTING_CLOSING_DEPOSIT, today, error))
         && (!begin_option || pt_store_set_lab_status (cli->store, "closing", NULL, error));
}

/* The names go last: as long as they are here, nothing is lost. */
static gboolean
close_it (PtCli *cli, GPtrArray *lines, GError **error)
{
  const guint n = pt_closing_count_open (lines);

  if (n > 0 && !anyway_option)
    {
      g_set_error (
          error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
          ngettext ("%u step is still open: settle it, or say --anyway. Nothing was closed.",
                    "%u steps are still open: settle them, or say --anyway. Nothing was "
                    "closed.",
                    n),
          n);
      return FALSE;
    }
  if (!pt_store_set_lab_status (cli->store, "closed", NULL, error)
      || (pt_store_count_names (cli->store) > 0 && !pt_store_destroy_names (cli->store, error)))
    return FALSE;
  if (!pt_cli_json)
    g_print ("%s\n",
             _ ("The logbook is closed: it can be read, and not changed; the real names are "
                "destroyed on this laptop. “document closing -o FILE” writes the "
                "certificate; “reopen” opens it again, without the names."));
  return TRUE;
}

static gboolean
run_close (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (!say (cli, error))
    return FALSE;
  lines = pt_store_list_closing (cli->store, error);
  if (lines == NULL)
    return FALSE;
  if (!yes_option || pt_closing_count_open (lines) > 0)
    print_lines (cli, lines);
  return !yes_option || close_it (cli, lines, error);
}

static gboolean
run_reopen (PtCli *cli, char **args, GError **error)
{
  if (!pt_cli_check_text (args[0], error))
    return FALSE;
  if (!pt_store_is_closed (cli->store))
    {
      g_set_error_literal (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                           _ ("This logbook is not closed."));
      return FALSE;
    }
  return pt_store_set_lab_status (cli->store, "running", args[0], error);
}

static const GOptionEntry close_options[] = {
  { "begin", 0, 0, G_OPTION_ARG_NONE, &begin_option, N_ ("Say that the lab is closing"), NULL },
  { "cards-decided", 0, 0, G_OPTION_ARG_NONE, &cards_option,
    N_ ("Say that it is decided which cards stay on the network"), NULL },
  { "deposited", 0, 0, G_OPTION_ARG_NONE, &deposited_option,
    N_ ("Say that the data are where they will be kept"), NULL },
  { "yes", 0, 0, G_OPTION_ARG_NONE, &yes_option,
    N_ ("Close it, and destroy the real names on this laptop for good"), NULL },
  { "anyway", 0, 0, G_OPTION_ARG_NONE, &anyway_option, N_ ("With --yes: also with open ends"),
    NULL },
  PT_CLI_JSON_ENTRY,
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_closing_commands[] = {
  { "close", "[--begin] [--cards-decided] [--deposited] [--yes [--anyway]] [--json]",
    N_ ("What is to be settled before the lab closes; with --yes close it, so that it can only be "
        "read"),
    PT_CLI_WRITES_LOGBOOK, 0, 0, close_options, run_close },
  { "reopen", "WHY", N_ ("Go on with a closed logbook"), PT_CLI_WRITES_LOGBOOK, 1, 1, NULL,
    run_reopen },
  { 0 },
};
