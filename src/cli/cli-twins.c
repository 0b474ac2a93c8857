/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands for people and organisations that were made twice: twins, same, not-same. */
#include "pt-cli.h"

#include <glib/gi18n-lib.h>

static JsonNode *
twins_to_json (const PtTwins *twins)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kept", twins->kept);
  json_object_set_string_member (object, "kept_name", twins->kept_name);
  json_object_set_string_member (object, "other", twins->other);
  json_object_set_string_member (object, "other_name", twins->other_name);
  json_node_take_object (node, object);
  return node;
}

static gboolean
run_twins (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) list = pt_store_suggest_twins (cli->store, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PtTwins *twins = list->pdata[i];

      if (pt_cli_json)
        pt_cli_print_json (twins_to_json (twins));
      else
        g_print ("%s  %s\n%s  %s\n\n", twins->kept, twins->kept_name, twins->other,
                 twins->other_name);
    }
  return list != NULL;
}

static gboolean
run_same (PtCli *cli, char **args, GError **error)
{
  return pt_store_join_twins (cli->store, args[0], args[1], error);
}

static gboolean
run_not_same (PtCli *cli, char **args, GError **error)
{
  return args[1] != NULL ? pt_store_keep_apart (cli->store, args[0], args[1], error)
                         : pt_store_part_twins (cli->store, args[0], error);
}

static const GOptionEntry json_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

const PtCommand pt_cli_twins_commands[] = {
  { "twins", "[--json]", N_ ("People and organisations that may have been made twice"),
    PT_CLI_READS_LOGBOOK, 0, 0, json_options, run_twins },
  { "same", "ID ID", N_ ("Say that two are the same; undo takes it back"), PT_CLI_WRITES_LOGBOOK, 2,
    2, NULL, run_same },
  { "not-same", "ID [ID]",
    N_ ("Say that one is nobody else after all, or that two are not to be suggested again"),
    PT_CLI_WRITES_LOGBOOK, 1, 2, NULL, run_not_same },
  { 0 },
};
