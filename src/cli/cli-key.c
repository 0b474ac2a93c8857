/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key command: the real names behind pseudonyms, how they are locked, and the file in which they go
 * to who takes over or to a colleague. */
#include "pt-cli.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean yes_option;

/* ── status ── */

static const char *
describe_place (const char *place)
{
  static const struct
  {
    const char *place;
    const char *sentence; /* N_() */
  } places[] = {
    { "keyring", N_ ("Their key is in the keyring of your desktop.") },
    { "file", N_ ("Their key is in a file of your own on this laptop: who can read your files can "
                  "read the names.") },
    { "passphrase", N_ ("A passphrase opens them.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].place, place) == 0)
      return _ (places[i].sentence);
  return NULL;
}

static const char *
state_id (PtNamesState state)
{
  static const char *const ids[] = { [PT_NAMES_NONE] = "none",
                                     [PT_NAMES_OPEN] = "open",
                                     [PT_NAMES_LOCKED] = "locked",
                                     [PT_NAMES_AWAY] = "away" };

  return ids[state];
}

static void
print_state_json (PtCli *cli, GPtrArray *doubted, const char *made_on)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < doubted->len; i++)
    json_array_add_string_element (array, doubted->pdata[i]);
  json_object_set_string_member (object, "names", state_id (pt_store_get_names_state (cli->store)));
  json_object_set_int_member (object, "people", pt_store_count_names (cli->store));
  json_object_set_string_member (object, "key", pt_store_get_name_key_place (cli->store));
  json_object_set_string_member (object, "key_file_on", made_on);
  json_object_set_array_member (object, "doubted", array);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_doubted (PtCli *cli, const char *id)
{
  g_autoptr (PtRecord) record = pt_store_get_record (cli->store, id, NULL);
  g_autofree char *title = record != NULL ? pt_record_dup_title (record) : g_strdup (id);
  g_autofree char *name = NULL, *contact = NULL, *other = NULL, *other_contact = NULL;

  if (!pt_store_get_identity (cli->store, id, &name, &contact, NULL)
      || !pt_store_get_other_name (cli->store, id, &other, &other_contact, NULL))
    return;
  /* Translators: a pseudonym; the name and contact here; those of a key file; an id */
  g_print (_ ("%1$s has two names: “%2$s %3$s” here, “%4$s %5$s” in a key file. Say which: "
              "key choose %6$s this|other\n"),
           title, name != NULL ? name : "", contact != NULL ? contact : "",
           other != NULL ? other : "", other_contact != NULL ? other_contact : "", id);
}

static void
print_doubts (PtCli *cli, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    print_doubted (cli, ids->pdata[i]);
}

void
pt_cli_print_names (PtCli *cli)
{
  const int64_t n = pt_store_count_names (cli->store);
  const char *place = describe_place (pt_store_get_name_key_place (cli->store));
  g_autofree char *sentence = pt_store_dup_names_sentence (cli->store);
  g_autofree char *made_on = pt_store_dup_setting (cli->store, PT_SETTING_KEY_FILE);

  if (n == 0 && pt_store_lacks_names (cli->store))
    {
      g_autofree char *lacking = pt_store_dup_lacking_sentence (cli->store);

      g_print ("%s\n", lacking);
    }
  if (n == 0)
    return;
  g_print (ngettext ("%d real name is kept on this laptop, sealed.\n",
                     "%d real names are kept on this laptop, sealed.\n", (gulong)n),
           (int)n);
  if (sentence != NULL)
    g_print ("%s\n", sentence);
  else if (place != NULL)
    g_print ("%s\n", place);
  if (made_on == NULL)
    g_print ("%s\n", _ ("There is no key file yet: without one the names are gone when this laptop "
                        "is. Make one with “key export FILE” and keep it elsewhere."));
}

static gboolean
run_status (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) doubted = pt_store_list_doubted_names (cli->store, error);
  g_autofree char *made_on = pt_store_dup_setting (cli->store, PT_SETTING_KEY_FILE);

  if (doubted == NULL)
    return FALSE;
  if (pt_cli_json)
    {
      print_state_json (cli, doubted, made_on);
      return TRUE;
    }
  if (pt_store_count_names (cli->store) == 0)
    g_print ("%s\n", _ ("There is no real name on this laptop."));
  pt_cli_print_names (cli);
  if (made_on != NULL)
    /* Translators: a day */
    g_print (_ ("The last key file was made on %s.\n"), made_on);
  print_doubts (cli, doubted);
  return TRUE;
}

/* ── export, import, choose ── */

static gboolean
run_export (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtSecretText) passphrase = pt_cli_ask_passphrase (TRUE, error);
  guint n = 0;

  if (passphrase == NULL || !pt_store_export_names (cli->store, args[0], passphrase, &n, error))
    return FALSE;
  g_print (ngettext ("%u name is in the key file. Give the file and the passphrase apart from each "
                     "other.\n",
                     "%u names are in the key file. Give the file and the passphrase apart from "
                     "each other.\n",
                     n),
           n);
  return TRUE;
}

static void
print_import (PtCli *cli, const PtNameImport *came)
{
  g_print (ngettext ("%u name is new here", "%u names are new here", came->n_added), came->n_added);
  g_print (ngettext (", %u was known.\n", ", %u were known.\n", came->n_same), came->n_same);
  if (came->n_erased > 0)
    g_print (ngettext ("%u person was erased; that name was left out.\n",
                       "%u people were erased; those names were left out.\n", came->n_erased),
             came->n_erased);
  print_doubts (cli, came->doubted);
}

static gboolean
run_import (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtSecretText) passphrase = pt_cli_ask_passphrase (FALSE, error);
  g_auto (PtNameImport) came = { 0 };

  if (passphrase == NULL || !pt_store_import_names (cli->store, args[0], passphrase, &came, error))
    return FALSE;
  print_import (cli, &came);
  return TRUE;
}

static gboolean
run_choose (PtCli *cli, char **args, GError **error)
{
  if (!g_str_equal (args[1], "this") && !g_str_equal (args[1], "other"))
    {
      pt_cli_usage_error (error, _ ("Say “this” for the name here, or “other” for the one of the "
                                    "key file."));
      return FALSE;
    }
  return pt_store_decide_name (cli->store, args[0], g_str_equal (args[1], "other"), error);
}

/* ── protect, unprotect, destroy ── */

static gboolean
run_protect (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtSecretText) passphrase = pt_cli_ask_passphrase (TRUE, error);

  return passphrase != NULL && pt_store_protect_names (cli->store, passphrase, error);
}

static gboolean
run_unprotect (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtSecretText) passphrase = NULL;

  if (pt_store_get_names_state (cli->store) == PT_NAMES_LOCKED)
    {
      passphrase = pt_cli_ask_passphrase (FALSE, error);
      if (passphrase == NULL || !pt_store_unlock_names (cli->store, passphrase, error))
        return FALSE;
    }
  return pt_store_protect_names (cli->store, NULL, error);
}

static gboolean
run_destroy (PtCli *cli, char **args, GError **error)
{
  if (!yes_option)
    {
      pt_cli_usage_error (error,
                          _ ("All real names go from this laptop for good, with their key. If "
                             "you mean it, say --yes."));
      return FALSE;
    }
  if (!pt_store_destroy_names (cli->store, error))
    return FALSE;
  g_print ("%s\n", _ ("The real names are destroyed on this laptop. Key files and sealed backups "
                      "that you made still hold them: destroy those too."));
  return TRUE;
}

/* ── The command ── */

static const struct
{
  const char *name;
  guint n_args;
  PtCliRun run;
} steps[] = {
  { "status", 0, run_status },   { "export", 1, run_export },   { "import", 1, run_import },
  { "choose", 2, run_choose },   { "protect", 0, run_protect }, { "unprotect", 0, run_unprotect },
  { "destroy", 0, run_destroy },
};

static gboolean
run_key (PtCli *cli, char **args, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, args[0]) && g_strv_length (args) == steps[i].n_args + 1)
      return steps[i].run (cli, args + 1, error);
  pt_cli_usage_line (error, "key",
                     "status | export FILE | import FILE | choose ID this|other | protect | "
                     "unprotect | destroy --yes");
  return FALSE;
}

static const GOptionEntry key_options[] = {
  PT_CLI_PASSPHRASE_ENTRY,
  { "yes", 0, 0, G_OPTION_ARG_NONE, &yes_option, N_ ("With destroy: yes, for good"), NULL },
  PT_CLI_JSON_ENTRY,
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_key_commands[] = {
  { "key", "status|export FILE|import FILE|choose ID this|other|protect|unprotect|destroy",
    N_ ("The real names on this laptop: make a key file of them or take one in, say which of two "
        "names is right, put a passphrase on them, or destroy them"),
    PT_CLI_WRITES_LOGBOOK, 1, 3, key_options, run_key },
  { 0 },
};
