/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands about a narrative before it is written: what is still missing, which names appear, what
 * was rewritten, and the story of the next period. */
#include "pt-cli.h"

#include "pt-story-gaps.h"
#include "pt-story-passage.h"

#include <glib/gi18n-lib.h>

static char *audience_option, *from_option, *to_option, *title_option;
static gboolean tick_option;

static PtRecord *
get_narrative (PtDataset *dataset, const char *id, GError **error)
{
  PtRecord *record = pt_dataset_get (dataset, id);

  if (record == NULL || g_strcmp0 (pt_record_get_kind_id (record), "narrative") != 0)
    {
      pt_cli_usage_error (error, _ ("There is no narrative %s; “list narrative” shows them."), id);
      return NULL;
    }
  return record;
}

/* @id NULL = a narrative that is not kept, by the options of the call. */
static gboolean
compose (PtCliStory *story, PtCli *cli, PtDataset *dataset, const char *id, GError **error)
{
  const PtNarrativeOptions options = {
    .narrative = id, .audience = audience_option, .from_on = from_option, .to_on = to_option
  };

  return (id == NULL || get_narrative (dataset, id, error) != NULL)
         && pt_cli_story_compose (story, cli, dataset, &options, error);
}

static void
print_line (const char *const *names, const char *const *values)
{
  if (pt_cli_json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      for (guint i = 0; names[i] != NULL; i++)
        json_object_set_string_member (object, names[i], values[i]);
      json_node_take_object (node, object);
      pt_cli_print_json (node);
      return;
    }
  for (guint i = 0; names[i] != NULL; i++)
    g_print ("%s%s", i > 0 ? "  " : "", values[i]);
  g_print ("\n");
}

/* (transfer full): ids of records with saves that the team server does not have; none without
 * one. */
static char **
list_waiting (PtStore *store, GError **error)
{
  enum
  {
    MOST = 1000,
    MOST_BYTES = 16 * 1024 * 1024,
  };
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  g_autoptr (GPtrArray) ops = NULL;
  GPtrArray *ids;

  if (hub != NULL)
    ops = pt_store_next_ops (store, MOST, MOST_BYTES, error);
  if (hub != NULL && ops == NULL)
    return NULL;
  ids = g_ptr_array_new ();
  for (guint i = 0; ops != NULL && i < ops->len; i++)
    {
      const PtOp *op = ops->pdata[i];

      if (!g_ptr_array_find_with_equal_func (ids, op->record, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (op->record));
    }
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_free (ids, FALSE);
}

static gboolean
run_gaps (PtCli *cli, char **args, GError **error)
{
  static const char *const names[] = { "type", "record", "what", NULL };
  g_autoptr (PtDataset) dataset = pt_store_load_all (cli->store, error);
  g_auto (PtCliStory) story = { 0 };
  g_auto (GStrv) waiting = NULL;
  g_autoptr (GPtrArray) gaps = NULL;

  if (dataset == NULL || !compose (&story, cli, dataset, args[0], error))
    return FALSE;
  waiting = list_waiting (cli->store, error);
  if (waiting == NULL)
    return FALSE;
  gaps = pt_gaps_find (dataset, &story.options, story.edition, (const char *const *)waiting, error);
  for (guint i = 0; gaps != NULL && i < gaps->len; i++)
    {
      const PtGap *gap = gaps->pdata[i];

      print_line (names, (const char *[]){ pt_gap_id (gap->type), gap->record, gap->what });
    }
  return gaps != NULL;
}

/* What was looked at stays looked at, also in the story of the next period. */
static gboolean
tick (PtCli *cli, PtRecord *narrative, const PtEdition *edition, GError **error)
{
  g_autoptr (PtEdit) edit = pt_edit_new_for (narrative);
  g_autoptr (PtRecord) saved = NULL;

  for (guint i = 0; i < edition->names->len; i++)
    pt_edit_set_key (edit, "names_ticked", ((PtNameUse *)edition->names->pdata[i])->stakeholder,
                     true);
  if (pt_edit_is_empty (edit))
    return TRUE;
  saved = pt_store_save (cli->store, edit, error);
  return saved != NULL;
}

static gboolean
run_names (PtCli *cli, char **args, GError **error)
{
  static const char *const names[] = { "ticked", "stakeholder", "name", NULL };
  g_autoptr (PtDataset) dataset = pt_store_load_all (cli->store, error);
  g_auto (PtCliStory) story = { 0 };

  if (dataset == NULL || !compose (&story, cli, dataset, args[0], error))
    return FALSE;
  for (guint i = 0; i < story.edition->names->len; i++)
    {
      const PtNameUse *use = story.edition->names->pdata[i];
      const bool ticked = use->ticked || tick_option;

      print_line (names, (const char *[]){ ticked ? "yes" : "no", use->stakeholder, use->name });
    }
  return !tick_option || tick (cli, pt_dataset_get (dataset, args[0]), story.edition, error);
}

static gboolean
run_passages (PtCli *cli, char **args, GError **error)
{
  static const char *const names[] = { "state", "id", "section", "place", NULL };
  g_autoptr (PtDataset) dataset = pt_store_load_all (cli->store, error);
  PtRecord *narrative = dataset != NULL ? get_narrative (dataset, args[0], error) : NULL;
  g_autoptr (GPtrArray) passages = NULL;

  if (narrative == NULL)
    return FALSE;
  passages = pt_narrative_passages (dataset, narrative);
  for (guint i = 0; i < passages->len; i++)
    {
      PtRecord *one = passages->pdata[i];
      const char *section = pt_record_get_text (one, "section");
      const char *place = pt_record_get_text (one, "place");

      print_line (names, (const char *[]){ pt_passage_is_stale (dataset, one) ? "changed" : "ok",
                                           pt_record_get_id (one), section != NULL ? section : "",
                                           place != NULL ? place : "" });
    }
  return TRUE;
}

static gboolean
run_duplicate (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtDataset) dataset = pt_store_load_all (cli->store, error);
  PtRecord *narrative = dataset != NULL ? get_narrative (dataset, args[0], error) : NULL;
  g_autoptr (PtBatch) batch = NULL;

  if (narrative == NULL)
    return FALSE;
  batch = pt_narrative_duplicate (cli->world, dataset, narrative, title_option);
  if (!pt_store_save_batch (cli->store, batch, NULL, error))
    return FALSE;
  g_print ("%s\n", ((PtEdit *)batch->edits->pdata[0])->id);
  return TRUE;
}

static const GOptionEntry gaps_options[] = {
  PT_CLI_JSON_ENTRY,
  { "audience", 0, 0, G_OPTION_ARG_STRING, &audience_option,
    N_ ("Who reads the narrative: public (the default), internal, …"), "KEY" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_option, N_ ("From this day on"), "DATE" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_option, N_ ("Up to this day"), "DATE" },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry names_options[] = {
  PT_CLI_JSON_ENTRY,
  { "tick", 0, 0, G_OPTION_ARG_NONE, &tick_option, N_ ("Note that you looked at all of them"),
    NULL },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry json_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

static const GOptionEntry duplicate_options[] = {
  { "title", 0, 0, G_OPTION_ARG_STRING, &title_option, N_ ("What the new one is called"), "TEXT" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_narrative_commands[] = {
  { "gaps", "[ID] [--audience KEY] [--from DATE] [--to DATE] [--json]",
    N_ ("What is still missing for a narrative: each line has the id of what to open"),
    PT_CLI_READS_LOGBOOK, 0, 1, gaps_options, run_gaps },
  { "names", "ID [--tick] [--json]", N_ ("Every name that would appear in a narrative"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, names_options, run_names },
  { "passages", "ID [--json]",
    N_ ("What was rewritten in a narrative, and whether its sources changed since"),
    PT_CLI_READS_LOGBOOK, 1, 1, json_options, run_passages },
  { "next-narrative", "ID [--title TEXT]",
    N_ ("The narrative of the next period, with passages and ticked names; prints its id"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, duplicate_options, run_duplicate },
  { 0 },
};
