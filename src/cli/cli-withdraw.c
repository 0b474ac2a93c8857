/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The withdraw command: a person takes their consent back. The act counts at once, also without a
 * connection; what is to be erased is listed, and erased when the team server can be reached. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-sync.h"
#include "pt-vocabularies.h"
#include "pt-withdraw.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *uses_option;
static char **item_option, **keep_option;
static gboolean list_option, act_option;

/* ── What is taken back ── */

static gboolean
split_uses (char ***out, GError **error)
{
  g_auto (GStrv) uses = uses_option != NULL ? g_strsplit (uses_option, ",", -1) : NULL;

  for (guint i = 0; uses != NULL && uses[i] != NULL; i++)
    if (pt_vocabulary_find (&pt_vocabulary_consent_uses, g_strstrip (uses[i])) == NULL)
      {
        pt_cli_usage_error (error, _ ("There is no use “%s”; see “kinds consent”."), uses[i]);
        return FALSE;
      }
  *out = g_steal_pointer (&uses);
  return TRUE;
}

static gboolean
check_items (PtCli *cli, GError **error)
{
  for (guint i = 0; item_option != NULL && item_option[i] != NULL; i++)
    {
      g_autoptr (PtRecord) item = pt_cli_get_record (cli, item_option[i], error);

      if (item == NULL)
        return FALSE;
    }
  return TRUE;
}

static PtWithdrawFinder *
find_places (PtCli *cli, const char *person, char **uses, PtStoreSource *names, GError **error)
{
  g_autoptr (PtDataset) data = pt_store_load_all (cli->store, error);
  const PtWithdrawal about = { .person = person,
                               .uses = (const char *const *)uses,
                               .items = (const char *const *)item_option,
                               .lang = "nl",
                               .real_name = pt_store_source_name,
                               .real_name_data = names };
  g_autoptr (PtWithdrawFinder) finder = data != NULL ? pt_withdraw_finder_new (data, &about) : NULL;

  if (finder == NULL
      || !pt_store_each_past_text (cli->store, pt_withdraw_finder_see_past, finder, error))
    return NULL;
  if (names->error == NULL)
    return g_steal_pointer (&finder);
  g_propagate_error (error, g_steal_pointer (&names->error));
  return NULL;
}

/* ── Telling ── */

static char *
name_place (const PtWithdrawPlace *place)
{
  return place->field != NULL ? g_strdup_printf ("%s.%s", place->record, place->field)
                              : g_strdup (place->record);
}

static void
print_place (PtCli *cli, const PtWithdrawPlace *place)
{
  g_autofree char *name = name_place (place);
  g_autoptr (PtRecord) record = pt_store_get_record (cli->store, place->record, NULL);
  g_autofree char *title = record != NULL ? pt_record_dup_title (record) : NULL;
  const char *to = record != NULL && place->kind == PT_WITHDRAW_RELEASE
                       ? pt_record_get_text (record, "given_to")
                       : NULL;

  g_print ("%s %s  %s: %s%s%s\n", place->erases ? "[x]" : "[ ]", name,
           pt_withdraw_kind_label (place->kind), title != NULL ? title : "",
           to != NULL ? " → " : "", to != NULL ? to : "");
}

static void
print_place_json (const PtWithdrawPlace *place)
{
  static const char *const ids[PT_N_WITHDRAW] = {
    [PT_WITHDRAW_WORDS] = "words",     [PT_WITHDRAW_COPY] = "copy",
    [PT_WITHDRAW_MENTION] = "mention", [PT_WITHDRAW_PAST] = "past",
    [PT_WITHDRAW_FILE] = "file",       [PT_WITHDRAW_PERSON] = "person",
    [PT_WITHDRAW_RELEASE] = "release",
  };
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "kind", ids[place->kind]);
  json_object_set_string_member (object, "record", place->record);
  if (place->field != NULL)
    json_object_set_string_member (object, "field", place->field);
  json_object_set_boolean_member (object, "erases", place->erases);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_places (PtCli *cli, GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    if (pt_cli_json)
      print_place_json (places->pdata[i]);
    else
      print_place (cli, places->pdata[i]);
}

/* ── Deciding ── */

static void
untick (GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      PtWithdrawPlace *place = places->pdata[i];
      g_autofree char *name = name_place (place);

      if (act_option
          || (keep_option != NULL
              && (g_strv_contains ((const char *const *)keep_option, name)
                  || g_strv_contains ((const char *const *)keep_option, place->record))))
        place->erases = FALSE;
    }
}

/* The act and what is to be done about it are one transaction; the hub comes after. */
static gboolean
decide (PtCli *cli, PtWithdrawFinder *finder, GError **error)
{
  g_autofree char *act_id = NULL;
  g_autoptr (PtEdit)
      act = pt_withdraw_make_act (finder, cli->world, pt_store_get_member (cli->store), &act_id);
  g_autoptr (GPtrArray) orders = pt_withdraw_make_orders (finder, act_id);

  return pt_store_decide_erasures (cli->store, act, orders, error)
         && pt_store_carry_out_due (cli->store, error);
}

static void
report (PtCli *cli)
{
  const int64_t n_due = pt_store_count_due_erasures (cli->store);

  g_print ("%s\n", _ ("The withdrawal counts from now on: nothing of it is used in a story."));
  if (n_due > 0)
    g_print (ngettext ("%d place is erased when this laptop has contact with the team server: "
                       "“sync”.\n",
                       "%d places are erased when this laptop has contact with the team server: "
                       "“sync”.\n",
                       (gulong)n_due),
             (int)n_due);
  g_print ("%s\n", _ ("Stories that were given out cannot be called back: ask those who have them. "
                      "“document receipt ID” writes the letter."));
}

static gboolean
check_person (PtRecord *person, GError **error)
{
  if (g_str_equal (pt_record_get_kind_id (person), "stakeholder"))
    return TRUE;
  g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
               _ ("Only a person or organisation can take consent back."));
  return FALSE;
}

static gboolean
run_withdraw (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) person = pt_cli_get_record (cli, args[0], error);
  PtStoreSource names = { .store = cli->store };
  g_autoptr (PtWithdrawFinder) finder = NULL;
  g_auto (GStrv) uses = NULL;

  if (person == NULL || !check_person (person, error) || !split_uses (&uses, error)
      || !check_items (cli, error))
    return FALSE;
  finder = find_places (cli, args[0], uses, &names, error);
  if (finder == NULL || !pt_cli_check_names (cli, !list_option, error))
    return FALSE;
  untick (pt_withdraw_finder_get_places (finder));
  print_places (cli, pt_withdraw_finder_get_places (finder));
  if (list_option)
    return TRUE;
  if (!decide (cli, finder, error))
    return FALSE;
  if (!pt_cli_json)
    report (cli);
  return TRUE;
}

static const GOptionEntry withdraw_options[] = {
  { "uses", 0, 0, G_OPTION_ARG_STRING, &uses_option,
    N_ ("Only these uses, separated by commas; without it everything"), "KEY,…" },
  { "item", 0, 0, G_OPTION_ARG_STRING_ARRAY, &item_option,
    N_ ("Only this note or photo; may be said more than once"), "ID" },
  { "keep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &keep_option,
    N_ ("Do not erase this place of the list; may be said more than once"), "PLACE" },
  { "list", 0, 0, G_OPTION_ARG_NONE, &list_option, N_ ("Only say where it is"), NULL },
  { "only-act", 0, 0, G_OPTION_ARG_NONE, &act_option,
    N_ ("Write the withdrawal down and erase nothing"), NULL },
  PT_CLI_WITHOUT_NAMES_ENTRY,
  PT_CLI_JSON_ENTRY,
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_withdraw_commands[] = {
  { "withdraw", "ID [--uses KEY,…] [--item ID] [--list] [--keep PLACE] [--only-act] [--json]",
    N_ ("A person takes their consent back: what they said, are seen in and are named in is listed "
        "and erased; the lesson stays"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, withdraw_options, run_withdraw },
  { 0 },
};
