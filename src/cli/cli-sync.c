/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that have to do with the team server: invite, join, sync, status. */
#include "pt-cli.h"

#include "pt-disk.h"
#include "pt-json.h"
#include "pt-sync-network.h"
#include "pt-sync-note.h"
#include "pt-sync-waiting.h"
#include "pt-sync.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AWAY_US (7 * 24 * 3600 * PT_USEC_PER_SECOND)

static char *role_option, *name_option, *code_option, *device_option, *key_option;
static char *files_option, *rate_option;
static char *to_option, *from_option, *max_option;
static gboolean watch_option;

/* ── invite and join ── */

/* The core team, who have laptops, and the others, who use the pages of the team server. */
#define WITH_LAPTOPS 3
static const char *const roles[] = { "coordinator", "member", "monitor",        "co_researcher",
                                     "advisor",     "reader", "network_editor", NULL };

static gboolean
has_laptop (const char *role)
{
  for (guint i = 0; i < WITH_LAPTOPS; i++)
    if (g_str_equal (roles[i], role))
      return TRUE;
  return FALSE;
}

/* The names go to a colleague in a file of their own, or not at all. */
static gboolean
give_names (PtCli *cli, GError **error)
{
  g_autoptr (PtSecretText) passphrase = NULL;
  guint n = 0;

  if (key_option == NULL)
    {
      if (pt_store_count_names (cli->store) > 0)
        g_printerr ("%s\n",
                    _ ("The real names do not go along with an invite: “key export FILE” makes "
                       "a key file for a colleague."));
      return TRUE;
    }
  passphrase = pt_cli_ask_passphrase (TRUE, error);
  if (passphrase == NULL || !pt_store_export_names (cli->store, key_option, passphrase, &n, error))
    return FALSE;
  g_printerr (
      ngettext ("%u name is in the key file. Give the file and the passphrase apart from each "
                "other.\n",
                "%u names are in the key file. Give the file and the passphrase apart from "
                "each other.\n",
                n),
      n);
  return TRUE;
}

static gboolean
run_invite (PtCli *cli, char **args, GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *code = NULL;

  if (role_option == NULL || name_option == NULL || g_strstrip (name_option)[0] == '\0')
    {
      pt_cli_usage_error (error, _ ("An invite needs --role KEY and --name NAME."));
      return FALSE;
    }
  if (!g_strv_contains (roles, role_option))
    {
      g_autofree char *known = g_strjoinv (", ", (char **)roles);
      pt_cli_usage_error (error, _ ("“%s” is not one of: %s."), role_option, known);
      return FALSE;
    }
  if (key_option != NULL && !has_laptop (role_option))
    {
      pt_cli_usage_error (error,
                          _ ("Only coordinators, members and monitors have laptops: a key file "
                             "is for them."));
      return FALSE;
    }
  if (!pt_sync_invite (cli->store, NULL, role_option, name_option, &url, &code, error))
    return FALSE;
  g_print ("url: %s\ncode: %s\n", url, code);
  return !has_laptop (role_option) || give_names (cli, error);
}

static gboolean
run_join (PtCli *cli, char **args, GError **error)
{
  g_autofree char *folder = pt_cli_require_folder (cli, error);
  g_autoptr (PtInvite) invite = NULL;

  if (folder == NULL)
    return FALSE;
  if (code_option == NULL)
    {
      pt_cli_usage_error (error,
                          _ ("Joining needs the code that came with the invite: --code CODE."));
      return FALSE;
    }
  invite = pt_invite_parse (args[0], error);
  return invite != NULL
         && pt_sync_join (folder, cli->world, invite, code_option, name_option, device_option, NULL,
                          error);
}

/* ── sync ── */

void
pt_cli_print_sync_report (const PtSyncReport *report)
{
  g_print (_ ("Sent: %u, received: %u, files sent: %u, files received: %u\n"), report->pushed,
           report->pulled, report->files_sent, report->files_received);
  for (guint i = 0; i < report->notes->len; i++)
    g_print ("%s\n", (const char *)report->notes->pdata[i]);
  for (guint i = 0; i < report->refused->len; i++)
    g_print ("%s\n", (const char *)report->refused->pdata[i]);
}

/* What the hub said at the last contact about this laptop and for this person. */
static void
print_noted (PtCli *cli)
{
  g_autofree char *clock = pt_sync_dup_clock_sentence (cli->store);
  g_autofree char *program = pt_sync_dup_program_sentence (cli->store);
  g_autofree char *held = pt_sync_dup_held_sentence (cli->store);

  if (clock != NULL)
    g_print ("%s\n", clock);
  if (program != NULL)
    g_print ("%s\n", program);
  if (held != NULL)
    g_print ("%s\n", held);
}

/* The last contact was so long ago that a person has lost track of what the others did. */
static gboolean
was_away (PtCli *cli)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (cli->store);

  return hub != NULL && hub->last_contact != 0
         && cli->world->now (cli->world) - hub->last_contact > AWAY_US;
}

/* What waits for a choice, by record: after a long time away there may be much. */
static gboolean
print_welcome (PtCli *cli, gboolean away, const PtSyncReport *report, GError **error)
{
  if (away)
    g_print (_ ("Welcome back. Changed by the others meanwhile: %u\n"), report->changed->len);
  if (report->conflicts > 0)
    g_print ("%s\n", _ ("These have two versions; “conflicts” shows them, “resolve” chooses:"));
  return pt_cli_print_conflicted (cli, error);
}

static gboolean
sync_once (PtCli *cli, GError **error)
{
  const gboolean away = was_away (cli);
  g_autoptr (PtSyncReport) report = pt_sync_run (cli->store, NULL, NULL, NULL, NULL, error);

  if (report == NULL)
    return FALSE;
  pt_sync_network_sometimes (cli->store, NULL);
  if (pt_cli_json)
    {
      pt_cli_print_json (pt_cli_sync_report_to_json (report));
      return TRUE;
    }
  pt_cli_print_sync_report (report);
  print_noted (cli);
  return print_welcome (cli, away, report, error);
}

/* Kept on this laptop, for the app too. */
static gboolean
keep_choices (PtCli *cli, GError **error)
{
  PtSyncFiles files;

  if (files_option != NULL && !pt_sync_files_from_id (files_option, &files))
    {
      pt_cli_usage_error (error, _ ("“%s” is not one of: %s."), files_option, "ask, always, never");
      return FALSE;
    }
  if (rate_option != NULL
      && !g_ascii_string_to_unsigned (rate_option, 10, 0, G_MAXINT32, NULL, NULL))
    {
      pt_cli_usage_error (error, _ ("“%s” is not a number of kilobytes."), rate_option);
      return FALSE;
    }
  return (files_option == NULL
          || pt_store_set_setting (cli->store, PT_SETTING_FILES, files_option, error))
         && (rate_option == NULL
             || pt_store_set_setting (cli->store, PT_SETTING_FILES_RATE, rate_option, error));
}

static gboolean
run_sync (PtCli *cli, char **args, GError **error)
{
  const gboolean by_file = to_option != NULL || from_option != NULL;

  if (watch_option && (by_file || pt_cli_json))
    {
      pt_cli_usage_error (error, _ ("--watch goes on by itself: use it without a file or --json."));
      return FALSE;
    }
  if (max_option != NULL && to_option == NULL)
    {
      pt_cli_usage_error (error, _ ("--files-max is about the file of --to-file."));
      return FALSE;
    }
  if (!keep_choices (cli, error))
    return FALSE;
  if (by_file)
    return pt_cli_exchange_files (cli, from_option, to_option, max_option, error);
  return watch_option ? pt_cli_watch (cli, error) : sync_once (cli, error);
}

/* ── status ── */

static void
add_waiting (JsonObject *link, const PtSyncWaiting *waiting)
{
  json_object_set_string_member (link, "token", waiting->token);
  json_object_set_int_member (link, "files_waiting", waiting->n_files);
  json_object_set_int_member (link, "files_bytes", waiting->bytes);
  json_object_set_string_member (link, "files", waiting->files);
}

static void
note_safe (const char *id, PtSafe safe, gpointer data)
{
  json_object_set_string_member (data, id, pt_safe_id (safe));
}

/* The sums, and each record by its id. */
static void
add_safe (PtCli *cli, JsonObject *object)
{
  JsonObject *sums = json_object_new (), *records = json_object_new ();
  int64_t n[PT_N_SAFE] = { 0 };

  if (pt_store_count_safe (cli->store, n, NULL))
    for (guint i = 0; i < PT_N_SAFE; i++)
      json_object_set_int_member (sums, pt_safe_id ((PtSafe)i), n[i]);
  pt_store_each_safe (cli->store, note_safe, records, NULL);
  json_object_set_object_member (object, "safe", sums);
  json_object_set_object_member (object, "records", records);
}

/* Takes @conflicted. */
static JsonNode *
status_to_json (PtCli *cli, PtHubLink *hub, const PtSyncWaiting *waiting, const char *name,
                int64_t pending, int64_t conflicts, JsonArray *conflicted)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "logbook", pt_store_get_logbook_id (cli->store));
  json_object_set_string_member (object, "name", name);
  json_object_set_int_member (object, "pending", pending);
  json_object_set_int_member (object, "conflicts", conflicts);
  json_object_set_array_member (object, "conflicted", conflicted);
  add_safe (cli, object);
  if (hub != NULL)
    {
      JsonObject *link = json_object_new ();
      g_autofree char *role = pt_store_dup_role (cli->store);
      g_autofree char *contact = hub->last_contact != 0 ? pt_instant_format (hub->last_contact, 0)
                                                        : NULL;
      json_object_set_string_member (link, "url", hub->url);
      json_object_set_string_member (link, "role", role);
      g_autofree char *problem = pt_sync_dup_problem_code (cli->store);
      json_object_set_string_member (link, "last_contact", contact);
      json_object_set_string_member (link, "problem", problem);
      json_object_set_int_member (link, "clock_difference",
                                  pt_sync_get_clock_difference (cli->store));
      json_object_set_boolean_member (link, "update_wanted", pt_sync_is_update_wanted (cli->store));
      json_object_set_int_member (link, "held", pt_sync_get_held (cli->store));
      add_waiting (link, waiting);
      json_object_set_object_member (object, "hub", link);
    }
  else
    json_object_set_null_member (object, "hub");
  json_node_take_object (node, object);
  return node;
}

static void
print_safe (PtCli *cli)
{
  int64_t n[PT_N_SAFE];

  if (!pt_store_count_safe (cli->store, n, NULL))
    return;
  for (guint i = 0; i < PT_N_SAFE; i++)
    if (n[i] > 0)
      /* Translators: where things are safe, such as “On the team server too”, and how many are */
      g_print (_ ("%1$s: %2$d\n"), pt_safe_label ((PtSafe)i), (int)n[i]);
}

static void
print_status (PtCli *cli, PtHubLink *hub, const PtSyncWaiting *waiting, const char *name,
              int64_t pending, int64_t conflicts)
{
  g_print ("%s\n", name);
  if (hub == NULL)
    g_print ("%s\n", _ ("Saved on this laptop; not shared with a team server."));
  else if (pending == 0)
    g_print (_ ("Shared with your team: %s\n"), hub->url);
  else
    g_print (ngettext ("%d change waits for internet\n", "%d changes wait for internet\n", pending),
             (int)pending);
  if (hub != NULL && hub->last_contact != 0)
    {
      g_autofree char *contact = pt_instant_format (hub->last_contact, 0);
      /* Translators: %s is a date and time */
      g_print (_ ("Last contact: %s\n"), contact);
    }
  if (hub != NULL && hub->problem != NULL)
    g_print ("%s\n", hub->problem);
  if (waiting->files != NULL)
    g_print ("%s\n", waiting->files);
  if (hub != NULL)
    print_safe (cli);
  if (hub != NULL)
    print_noted (cli);
  if (conflicts > 0)
    g_print (ngettext ("Something needs you: choose between two versions, %d time\n",
                       "Something needs you: choose between two versions, %d times\n", conflicts),
             (int)conflicts);
}

/* Sentences about copies, leaving and what was set aside. (transfer full): @status. */
static JsonNode *
add_notices (JsonNode *status, GPtrArray *notices)
{
  JsonArray *sentences = json_array_new ();

  for (guint i = 0; i < notices->len; i++)
    json_array_add_string_element (sentences, notices->pdata[i]);
  json_object_set_array_member (json_node_get_object (status), "notices", sentences);
  return status;
}

/* (transfer full): @status. */
static JsonNode *
add_disk (PtCli *cli, JsonNode *status)
{
  json_object_set_string_member (json_node_get_object (status), "disk",
                                 pt_disk_state_id (pt_disk_check (cli->folder, NULL)));
  return status;
}

static gboolean
run_status (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (cli->store);
  g_autofree char *name = pt_store_dup_logbook_name (cli->store);
  const int64_t pending = pt_store_count_pending (cli->store);
  const int64_t conflicts = pt_store_count_conflicts (cli->store);
  g_autoptr (GPtrArray) notices = pt_store_list_notices (cli->store, error);
  g_auto (PtSyncWaiting) waiting = { 0 };

  if (notices == NULL || !pt_sync_waiting_read (cli->store, &waiting, error))
    return FALSE;
  if (pt_cli_json)
    {
      JsonArray *conflicted = pt_cli_conflicted_to_json (cli, error);
      if (conflicted != NULL)
        pt_cli_print_json (add_disk (
            cli,
            add_notices (status_to_json (cli, hub, &waiting, name, pending, conflicts, conflicted),
                         notices)));
      return conflicted != NULL;
    }
  print_status (cli, hub, &waiting, name, pending, conflicts);
  pt_cli_print_names (cli);
  g_print ("%s\n", pt_disk_state_sentence (pt_disk_check (cli->folder, NULL)));
  for (guint i = 0; i < notices->len; i++)
    g_print ("%s\n", (const char *)notices->pdata[i]);
  return pt_cli_print_conflicted (cli, error);
}

static const GOptionEntry invite_options[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role_option,
    N_ ("coordinator, member, monitor, co_researcher, advisor, reader or network_editor"), "KEY" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name_option, N_ ("The person's name"), "NAME" },
  { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_option,
    N_ ("For a colleague with a laptop: also write a key file of the real names"), "FILE" },
  PT_CLI_PASSPHRASE_ENTRY,
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry join_options[] = {
  { "code", 0, 0, G_OPTION_ARG_STRING, &code_option, N_ ("The one-time code"), "CODE" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name_option,
    N_ ("Your name, if it is not as in the invite"), "NAME" },
  { "device", 0, 0, G_OPTION_ARG_STRING, &device_option, N_ ("What this laptop is called"),
    "NAME" },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry sync_options[] = {
  { "files", 0, 0, G_OPTION_ARG_STRING, &files_option,
    N_ ("Whether files go along, from now on: ask (not over a metered connection), always, never"),
    "WHEN" },
  { "rate", 0, 0, G_OPTION_ARG_STRING, &rate_option,
    N_ ("How many kilobytes of files a second at most, from now on; 0 is as many as go"), "KB" },
  { "watch", 0, 0, G_OPTION_ARG_NONE, &watch_option, N_ ("Go on until interrupted"), NULL },
  { "to-file", 0, 0, G_OPTION_ARG_FILENAME, &to_option,
    N_ ("Without a connection: write a file for the team server, to be taken there; a folder gets "
        "one "
        "with your name"),
    "FILE" },
  { "from-file", 0, 0, G_OPTION_ARG_FILENAME, &from_option,
    N_ ("Without a connection: read the answers of the team server in that file"), "FILE" },
  { "files-max", 0, 0, G_OPTION_ARG_STRING, &max_option,
    N_ ("How many megabytes of files such a file may have, each way; 1000 when not said"), "MB" },
  PT_CLI_JSON_ENTRY,
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry json_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

const PtCommand pt_cli_sync_commands[] = {
  { "invite", "--role KEY --name NAME [--key-file FILE]",
    N_ ("Invite somebody to this logbook; prints a link and a one-time code"),
    PT_CLI_WRITES_LOGBOOK, 0, 0, invite_options, run_invite },
  { "join", "URL --code CODE [--name NAME] [--device NAME]",
    N_ ("Take an invite: found this logbook at the team server, fill a new folder, or register "
        "again"),
    PT_CLI_NO_LOGBOOK, 1, 1, join_options, run_join },
  { "sync", "[--watch] [--files WHEN] [--rate KB] [--from-file FILE] [--to-file FILE] [--json]",
    N_ ("Exchange changes with the team server, over the network or with a file on a stick"),
    PT_CLI_WRITES_LOGBOOK, 0, 0, sync_options, run_sync },
  { "status", "[--json]", N_ ("What waits, what needs you, and the last contact"),
    PT_CLI_READS_LOGBOOK, 0, 0, json_options, run_status },
  { 0 },
};
