/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands about other field labs: what they share, which of their challenges look like one of ours,
 * what works, and borrowing a learning moment. All but --refresh work without a connection. */
#include "pt-cli.h"

#include "pt-catalog.h"
#include "pt-dossier.h"
#include "pt-similar.h"
#include "pt-story.h"
#include "pt-sync-network.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SIMILAR 10

static gboolean refresh_option;
static char *format_option, *lang_option, *out_option;

/* (transfer full): what is kept, or asked now where nothing is. */
static PtNetwork *
look (PtCli *cli, GError **error)
{
  int64_t asked_at;
  g_autoptr (PtNetwork) kept = pt_network_shelf_load (cli->store, &asked_at);

  if (kept != NULL && !refresh_option)
    return g_steal_pointer (&kept);
  return pt_sync_network (cli->store, NULL, error);
}

/* ── network ── */

static const char *
lab_name (PtNetwork *network, const PtNetworkItem *item)
{
  const PtNetworkLab *lab = pt_network_get_lab (network, item->logbook);

  return lab != NULL ? lab->name : "";
}

static void
print_kind (PtNetwork *network, const char *kind)
{
  g_autoptr (GPtrArray) items = pt_network_list (network, kind, NULL);

  if (items->len > 0)
    g_print ("%s\n", pt_record_kind_label_plural (pt_record_kind_find (kind)));
  for (guint i = 0; i < items->len; i++)
    {
      const PtNetworkItem *item = items->pdata[i];

      g_print ("  %s  %s  (%s)\n", item->id, item->title, lab_name (network, item));
    }
}

static gboolean
run_network (PtCli *cli, char **args, GError **error)
{
  static const char *const kinds[] = { "challenge", "learning",  "resource", "experiment",
                                       "outcome",   "mechanism", "question" };
  g_autoptr (PtNetwork) network = look (cli, error);

  if (network == NULL)
    return FALSE;
  if (pt_cli_json)
    {
      pt_cli_print_json (pt_network_to_json (network));
      return TRUE;
    }
  if (pt_network_size (network) == 0)
    g_print ("%s\n", _ ("No field lab of this team server shares anything yet."));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    print_kind (network, kinds[i]);
  return TRUE;
}

/* ── similar ── */

static void
print_similar_json (PtNetwork *network, const PtSimilar *one)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *reason = pt_similar_dup_reason (one);

  json_object_set_string_member (object, "id", one->item->id);
  json_object_set_string_member (object, "title", one->item->title);
  json_object_set_string_member (object, "lab", lab_name (network, one->item));
  json_object_set_double_member (object, "score", one->score);
  json_object_set_string_member (object, "reason", reason);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_similar (PtNetwork *network, const PtSimilar *one)
{
  g_autofree char *reason = pt_similar_dup_reason (one);

  g_print ("%s  %s  (%s)\n    %s\n", one->item->id, one->item->title, lab_name (network, one->item),
           reason);
}

static gboolean
run_similar (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) challenge = pt_cli_get_record (cli, args[0], error);
  g_autoptr (PtNetwork) network = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (challenge == NULL)
    return FALSE;
  if (strcmp (pt_record_get_kind_id (challenge), "challenge") != 0)
    {
      pt_cli_usage_error (error, _ ("That is not a challenge."));
      return FALSE;
    }
  network = look (cli, error);
  found = network != NULL ? pt_similar_find (
              network, challenge, pt_store_get_logbook_id (cli->store), MOST_SIMILAR, error)
                          : NULL;
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (pt_cli_json)
      print_similar_json (network, found->pdata[i]);
    else
      print_similar (network, found->pdata[i]);
  if (found->len == 0 && !pt_cli_json)
    g_print ("%s\n", _ ("No other field lab shares a challenge like this one."));
  return TRUE;
}

/* ── borrow ── */

static gboolean
run_borrow (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtNetwork) network = look (cli, error);
  g_autofree char *id = network != NULL ? pt_network_borrow (cli->store, network, args[0], error)
                                        : NULL;

  if (id != NULL)
    g_print ("%s\n", id);
  return id != NULL;
}

/* ── what-works ── */

static gboolean
write_dossier (PtCli *cli, PtNetwork *network, const char *theme, GError **error)
{
  g_autofree char *today = pt_world_today (cli->world);
  const char *lang = lang_option != NULL ? lang_option : "nl";
  const PtNarrativeOptions options = { .audience = "learning_network",
                                       .lang = lang,
                                       .today = today };
  g_autoptr (PtDataset) nothing = pt_dataset_new ();
  g_autoptr (PtDocument) document = pt_dossier_compose (network, theme, lang, today);
  g_autoptr (PtHouse) house = NULL;

  if (!pt_cli_load_house (cli, &house, error))
    return FALSE;
  if (document == NULL)
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   /* Translators: %s is a theme, such as loneliness */
                   _ ("No field lab shares anything about “%s”."), theme);
      return FALSE;
    }
  pt_document_set_house (document, house);
  return pt_story_write (document, format_option != NULL ? format_option : "pdf", out_option,
                         nothing, &options, NULL, error);
}

static gboolean
run_what_works (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtNetwork) network = look (cli, error);
  g_auto (GStrv) themes = network != NULL ? pt_network_dup_themes (network) : NULL;

  if (network == NULL)
    return FALSE;
  if (args[0] != NULL && out_option != NULL)
    return write_dossier (cli, network, args[0], error);
  if (args[0] != NULL)
    {
      pt_cli_usage_error (error, _ ("Say where it goes: -o OUT."));
      return FALSE;
    }
  for (guint i = 0; themes[i] != NULL; i++)
    {
      g_autofree char *label = pt_dossier_dup_theme (themes[i], pt_catalog_current ());

      g_print ("%s  %s\n", themes[i], label);
    }
  return TRUE;
}

#define REFRESH_ENTRY                                                                              \
  {                                                                                                \
    "refresh", 0, 0, G_OPTION_ARG_NONE, &refresh_option, N_ ("Ask the team server first"), NULL    \
  }

static const GOptionEntry network_options[] = { REFRESH_ENTRY, PT_CLI_JSON_ENTRY,
                                                G_OPTION_ENTRY_NULL };
static const GOptionEntry borrow_options[] = { REFRESH_ENTRY, G_OPTION_ENTRY_NULL };
static const GOptionEntry what_works_options[] = {
  REFRESH_ENTRY,
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_option,
    N_ ("How it is written: pdf (without it), html, docx, …"), "FORMAT" },
  { "lang", 0, 0, G_OPTION_ARG_STRING, &lang_option,
    N_ ("In which language: nl (without it) or en"), "nl|en" },
  PT_CLI_HOUSE_ENTRY,
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out_option, N_ ("The file to write"), "OUT" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_network_commands[] = {
  { "network", "[--refresh]", N_ ("Show what other field labs share"), PT_CLI_WRITES_LOGBOOK, 0, 0,
    network_options, run_network },
  { "similar", "ID", N_ ("Show challenges of other field labs that look like this one, and why"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, network_options, run_similar },
  { "borrow", "ID",
    N_ ("Take over a learning moment of another field lab as a draft that says where it is from"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, borrow_options, run_borrow },
  { "what-works", "[THEME [--house FOLDER] -o OUT]",
    N_ ("List the themes that field labs share something about, or write a dossier of one"),
    PT_CLI_WRITES_LOGBOOK, 0, 1, what_works_options, run_what_works },
  { 0 },
};
