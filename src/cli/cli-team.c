/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands about who takes part and what the team has not taken over: quarantine, members, devices,
 * set-aside. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-sync-admin.h"
#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean seen_option;

/* One word behind the command chooses what is done. */
typedef struct
{
  const char *name;
  guint min_args, max_args;
  PtCliRun run;
} Deed;

static const Deed *
find_deed (const Deed *deeds, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (deeds[i].name, name))
      return &deeds[i];
  return NULL;
}

static void
refuse_deed (const Deed *deeds, guint n, const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", deeds[i].name);
  pt_cli_usage_error (error, _ ("“%s” is not one of: %s."), name, known->str);
}

static void
show_usage (const char *name, GError **error)
{
  const PtCommand *command = pt_cli_team_commands;

  while (!g_str_equal (command->name, name))
    command++;
  pt_cli_usage_line (error, name, command->arguments);
}

static gboolean
run_deed (const char *command, const Deed *deeds, guint n, PtCli *cli, char **args, GError **error)
{
  const char *name = args[0] != NULL ? args[0] : "list";
  const guint n_args = args[0] != NULL ? g_strv_length (args) - 1 : 0;
  const Deed *deed = find_deed (deeds, n, name);

  if (deed == NULL)
    refuse_deed (deeds, n, name, error);
  else if (n_args < deed->min_args || n_args > deed->max_args)
    show_usage (command, error);
  else
    return deed->run (cli, args[0] != NULL ? args + 1 : args, error);
  return FALSE;
}

/* ── What a save says, in words ── */

static JsonObject *
settings_to_json (const GPtrArray *set)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < set->len; i++)
    {
      const PtSetting *one = g_ptr_array_index (set, i);

      json_object_set_member (object, one->name, pt_value_to_json (one->value));
    }
  return object;
}

static void
print_settings (const char *kind_id, const GPtrArray *set)
{
  const PtRecordKind *kind = pt_record_kind_find (kind_id);

  for (guint i = 0; i < set->len; i++)
    {
      const PtSetting *one = g_ptr_array_index (set, i);
      const PtField *field = kind != NULL ? pt_record_kind_field (kind, one->name) : NULL;
      g_autofree char *words = field != NULL ? pt_value_format (field, one->value, NULL) : NULL;
      g_autoptr (JsonNode) node = words == NULL ? pt_value_to_json (one->value) : NULL;
      g_autofree char *raw = node != NULL ? pt_json_print (node) : NULL;

      g_print ("    %s: %s\n", field != NULL ? pt_field_label (field) : one->name,
               words != NULL ? words : raw);
    }
}

static const char *
kind_label (const char *id)
{
  const PtRecordKind *kind = pt_record_kind_find (id);

  return kind != NULL ? pt_record_kind_label (kind) : id;
}

static const char *
reason_sentence (const char *code)
{
  const char *sentence = pt_sync_problem_sentence (code);

  return sentence != NULL ? sentence : code;
}

/* ── quarantine ── */

static const struct
{
  const char *code;
  const char *sentence; /* to the coordinator, about somebody else */
} holds[] = {
  { "role", N_ ("Their role does not allow this.") },
  { "revoked", N_ ("They had left when this came in.") },
  { "too_many", N_ ("There are too many versions of this already.") },
};

static const char *
hold_sentence (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (holds); i++)
    if (g_strcmp0 (holds[i].code, code) == 0)
      return _ (holds[i].sentence);
  return code;
}

static void
print_held_json (PtCli *cli, const PtHeldSave *held)
{
  g_autofree char *who = pt_store_dup_member_name (cli->store, held->op->member);
  g_autofree char *at = pt_instant_format (held->op->at, held->op->offset);
  g_autofree char *held_at = pt_instant_format (held->held_at, 0);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "op", held->op->id);
  json_object_set_string_member (object, "record", held->op->record);
  json_object_set_string_member (object, "kind", held->op->kind);
  json_object_set_string_member (object, "title", held->title);
  json_object_set_boolean_member (object, "new", !held->made);
  json_object_set_string_member (object, "member", held->op->member);
  json_object_set_string_member (object, "member_name", who);
  json_object_set_string_member (object, "device", held->op->device);
  json_object_set_string_member (object, "reason", held->reason);
  json_object_set_string_member (object, "at", at);
  json_object_set_string_member (object, "held_at", held_at);
  json_object_set_object_member (object, "set", settings_to_json (held->op->set));
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_held (PtCli *cli, const PtHeldSave *held)
{
  g_autofree char *who = pt_store_dup_member_name (cli->store, held->op->member);
  g_autofree char *at = pt_instant_format (held->op->at, held->op->offset);

  g_print ("%s\n", held->op->id);
  /* Translators: who, when, a kind of record such as “Note”, its title */
  g_print (held->made ? _ ("  %1$s, %2$s: %3$s “%4$s”\n") : _ ("  %1$s, %2$s: new: %3$s “%4$s”\n"),
           who, at, kind_label (held->op->kind), held->title);
  print_settings (held->op->kind, held->op->set);
  g_print ("  %s\n", hold_sentence (held->reason));
}

/* With what the others have sent: titles and names of people are those of today. */
static gboolean
list_quarantine (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtSyncReport) report = pt_sync_run (cli->store, NULL, NULL, NULL, NULL, error);
  g_autoptr (GPtrArray) list = report != NULL ? pt_sync_list_quarantine (cli->store, NULL, error)
                                              : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (pt_cli_json)
      print_held_json (cli, g_ptr_array_index (list, i));
    else
      print_held (cli, g_ptr_array_index (list, i));
  if (list != NULL && list->len == 0 && !pt_cli_json)
    g_print ("%s\n", _ ("Nothing waits for a decision."));
  return list != NULL;
}

static gboolean
decide (PtCli *cli, char **args, gboolean accept, GError **error)
{
  guint n = 0;

  for (guint i = 0; args[i] != NULL; i++)
    if (!pt_id_is_valid (args[i]))
      {
        pt_cli_usage_error (error,
                            _ ("“%s” is not the number of something that waits; “quarantine list” "
                               "shows what does."),
                            args[i]);
        return FALSE;
      }
  if (!pt_sync_decide (cli->store, NULL, (const char *const *)args, accept, &n, error))
    return FALSE;
  if (n == 0)
    {
      g_set_error_literal (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                           _ ("That does not wait, or not any more; “quarantine list” shows what "
                              "does."));
      return FALSE;
    }
  if (accept)
    g_print (ngettext ("%u change accepted\n", "%u changes accepted\n", n), n);
  else
    g_print (ngettext ("%u change declined; its author keeps it\n",
                       "%u changes declined; their author keeps them\n", n),
             n);
  return TRUE;
}

static gboolean
accept_quarantine (PtCli *cli, char **args, GError **error)
{
  return decide (cli, args, TRUE, error);
}

static gboolean
decline_quarantine (PtCli *cli, char **args, GError **error)
{
  return decide (cli, args, FALSE, error);
}

static gboolean
run_quarantine (PtCli *cli, char **args, GError **error)
{
  static const Deed deeds[] = {
    { "list", 0, 0, list_quarantine },
    { "accept", 1, 200, accept_quarantine },
    { "decline", 1, 200, decline_quarantine },
  };

  return run_deed ("quarantine", deeds, G_N_ELEMENTS (deeds), cli, args, error);
}

/* ── members ── */

static void
print_member (const PtMember *member)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "id", member->id);
  json_object_set_string_member (object, "name", member->name);
  json_object_set_string_member (object, "role", member->role);
  json_object_set_boolean_member (object, "active", member->active);
  json_node_take_object (node, object);
  if (pt_cli_json)
    pt_cli_print_json (g_steal_pointer (&node));
  else
    g_print ("%s  %s  %s%s\n", member->id, member->role, member->name,
             member->active ? "" : _ (" (does not take part any more)"));
  g_clear_pointer (&node, json_node_unref);
}

/* As the last sync brought it: also without a connection. */
static gboolean
list_members (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) list = pt_store_list_members (cli->store, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    print_member (g_ptr_array_index (list, i));
  return list != NULL;
}

static gboolean
set_role (PtCli *cli, char **args, GError **error)
{
  return pt_sync_set_role (cli->store, NULL, args[0], args[1], error);
}

static gboolean
revoke_member (PtCli *cli, char **args, GError **error)
{
  return pt_sync_set_active (cli->store, NULL, args[0], FALSE, error);
}

static gboolean
readmit_member (PtCli *cli, char **args, GError **error)
{
  return pt_sync_set_active (cli->store, NULL, args[0], TRUE, error);
}

static gboolean
run_members (PtCli *cli, char **args, GError **error)
{
  static const Deed deeds[] = {
    { "list", 0, 0, list_members },
    { "role", 2, 2, set_role },
    { "revoke", 1, 1, revoke_member },
    { "readmit", 1, 1, readmit_member },
  };

  return run_deed ("members", deeds, G_N_ELEMENTS (deeds), cli, args, error);
}

/* ── devices ── */

static void
add_instant (JsonObject *object, const char *name, int64_t at)
{
  g_autofree char *text = at > 0 ? pt_instant_format (at, 0) : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
print_device_json (const PtTeamDevice *device)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "id", device->id);
  json_object_set_string_member (object, "name", device->name);
  json_object_set_string_member (object, "member", device->member);
  json_object_set_boolean_member (object, "this", device->is_this);
  json_object_set_string_member (object, "copy_of", device->parent);
  add_instant (object, "made_at", device->made_at);
  add_instant (object, "contact_at", device->contact_at);
  add_instant (object, "revoked_at", device->revoked_at);
  json_object_set_int_member (object, "coverage", device->coverage);
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_device (PtCli *cli, const PtTeamDevice *device)
{
  g_autofree char *who = pt_store_dup_member_name (cli->store, device->member);
  g_autofree char *at = pt_instant_format (MAX (device->contact_at, device->made_at), 0);

  g_print ("%s  %s (%s)%s\n", device->id, device->name, who,
           device->is_this ? _ (", this laptop") : "");
  /* Translators: %s is a date and time */
  g_print (_ ("  Last contact: %s\n"), at);
  if (device->parent != NULL)
    g_print (_ ("  A copy of: %s\n"), device->parent);
  if (device->revoked_at > 0)
    g_print ("  %s\n", _ ("Does not take part any more."));
}

static gboolean
list_devices (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) list = pt_sync_list_devices (cli->store, NULL, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (pt_cli_json)
      print_device_json (g_ptr_array_index (list, i));
    else
      print_device (cli, g_ptr_array_index (list, i));
  return list != NULL;
}

static gboolean
revoke_device (PtCli *cli, char **args, GError **error)
{
  if (pt_id_is_valid (args[0]))
    return pt_sync_revoke_device (cli->store, NULL, args[0], error);
  pt_cli_usage_error (error, _ ("“%s” is not the number of a laptop."), args[0]);
  return FALSE;
}

static gboolean
name_device (PtCli *cli, char **args, GError **error)
{
  if (!pt_cli_check_text (args[0], error))
    return FALSE;
  if (g_strstrip (args[0])[0] != '\0')
    return pt_sync_name_device (cli->store, NULL, args[0], error);
  pt_cli_usage_error (error, _ ("What is this laptop called?"));
  return FALSE;
}

static gboolean
run_devices (PtCli *cli, char **args, GError **error)
{
  static const Deed deeds[] = {
    { "list", 0, 0, list_devices },
    { "revoke", 1, 1, revoke_device },
    { "name", 1, 1, name_device },
  };

  return run_deed ("devices", deeds, G_N_ELEMENTS (deeds), cli, args, error);
}

/* ── set-aside ── */

static const struct
{
  const char *id;
  const char *sentence; /* NULL = by its reason */
} asides[] = {
  [PT_ASIDE_WAITS] = { "waits", NULL },
  [PT_ASIDE_DECLINED] = { "declined", N_ ("The coordinator did not take it over; it stays in the "
                                          "history on this laptop.") },
  [PT_ASIDE_REFUSED] = { "refused", NULL },
  [PT_ASIDE_DRAFT] = { "draft", N_ ("Private, on something that was shared from a copy of this "
                                    "logbook; only this laptop has it.") },
};

static void
print_aside_json (const PtAside *aside)
{
  g_autofree char *at = pt_instant_format (aside->at, aside->offset);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "op", aside->op);
  json_object_set_string_member (object, "record", aside->record);
  json_object_set_string_member (object, "kind", aside->record_kind);
  json_object_set_string_member (object, "title", aside->title);
  json_object_set_string_member (object, "why", asides[aside->kind].id);
  json_object_set_string_member (object, "reason", aside->reason);
  json_object_set_string_member (object, "at", at);
  json_object_set_object_member (object, "set", settings_to_json (aside->set));
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

/* A text that can be kept, mailed or typed over. */
static void
print_aside (const PtAside *aside)
{
  g_autofree char *at = pt_instant_format (aside->at, aside->offset);
  const char *sentence = asides[aside->kind].sentence;

  g_print ("%s “%s”, %s\n", kind_label (aside->record_kind), aside->title, at);
  print_settings (aside->record_kind, aside->set);
  g_print ("  %s\n", sentence != NULL ? _ (sentence) : reason_sentence (aside->reason));
}

static gboolean
run_set_aside (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) list = pt_store_list_aside (cli->store, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (pt_cli_json)
      print_aside_json (g_ptr_array_index (list, i));
    else
      print_aside (g_ptr_array_index (list, i));
  if (list != NULL && list->len == 0 && !pt_cli_json)
    g_print ("%s\n", _ ("Nothing was set aside."));
  return list != NULL && (!seen_option || pt_store_dismiss_notices (cli->store, error));
}

static const GOptionEntry json_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

static const GOptionEntry aside_options[] = {
  PT_CLI_JSON_ENTRY,
  { "seen", 0, 0, G_OPTION_ARG_NONE, &seen_option, N_ ("Do not mention it in status any more"),
    NULL },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_team_commands[] = {
  { "quarantine", "[list | accept ID… | decline ID…] [--json]",
    N_ ("What waits for the coordinator; a decision is about all that the same laptop saved there"),
    PT_CLI_WRITES_LOGBOOK, 0, G_MAXUINT, json_options, run_quarantine },
  { "members", "[list | role ID ROLE | revoke ID | readmit ID] [--json]",
    N_ ("Who takes part, and with which role"), PT_CLI_WRITES_LOGBOOK, 0, 3, json_options,
    run_members },
  { "devices", "[list | revoke ID | name NAME] [--json]",
    N_ ("The laptops that take part: yours, or all for the coordinator"), PT_CLI_WRITES_LOGBOOK, 0,
    2, json_options, run_devices },
  { "set-aside", "[--json] [--seen]",
    N_ ("What you saved and the others do not have: waiting, declined or not sendable, as text"),
    PT_CLI_WRITES_LOGBOOK, 0, 0, aside_options, run_set_aside },
  { 0 },
};
