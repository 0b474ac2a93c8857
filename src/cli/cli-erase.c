/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands to take something away for good: erase, private-copy, erasures. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-sync.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *fields_option, *reason_option;
static gboolean erase_option;

/* ── erase ── */

/* As people name them: `tags`, not one of its keys, which would stay in the order for ever. */
static gboolean
check_field (const PtRecord *record, const char *name, GError **error)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL || pt_record_kind_field (kind, name) != NULL)
    return TRUE;
  pt_cli_usage_error (error, _ ("There is no field “%s” here."), name);
  return FALSE;
}

static gboolean
split_fields (const PtRecord *record, char ***out, GError **error)
{
  g_auto (GStrv) fields = NULL;

  *out = NULL;
  if (fields_option == NULL)
    return TRUE;
  fields = g_strsplit (fields_option, ",", -1);
  for (guint i = 0; fields[i] != NULL; i++)
    if (!check_field (record, g_strstrip (fields[i]), error))
      return FALSE;
  *out = g_steal_pointer (&fields);
  return TRUE;
}

static gboolean
check_order (const PtErasure *order, GError **error)
{
  if (pt_erasure_check (order, NULL))
    return TRUE;
  if (g_utf8_strlen (order->reason, -1) > PT_ERASURE_MAX_REASON)
    pt_cli_usage_error (error, _ ("The reason is too long (more than %d characters)."),
                        PT_ERASURE_MAX_REASON);
  else
    pt_cli_usage_error (error,
                        _ ("These fields cannot be erased by themselves. Erase the whole, or "
                           "change them instead."));
  return FALSE;
}

static gboolean
check_reason (GError **error)
{
  if (reason_option != NULL && !pt_cli_check_text (reason_option, error))
    return FALSE;
  if (reason_option != NULL && g_strstrip (reason_option)[0] != '\0')
    return TRUE;
  pt_cli_usage_error (error, _ ("Say why, with --reason TEXT: it is kept with the order, and "
                                "everybody of the team can read it."));
  return FALSE;
}

/* @sentence (nullable): where it is gone by then. */
static gboolean
carry_out (PtCli *cli, const PtErasure *order, const char **sentence, GError **error)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (cli->store);
  const gboolean is_here = hub == NULL || pt_store_is_private (cli->store, order->record);

  if (sentence != NULL)
    *sentence = is_here ? _ ("Erased on this laptop.")
                        : _ ("Erased on this laptop and on the team server. The other laptops "
                             "follow at their next contact; “erasures” shows which have.");
  return is_here ? pt_store_erase (cli->store, order, error)
                 : pt_sync_erase (cli->store, NULL, order, error);
}

static gboolean
run_erase (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (PtErasure) order = NULL;
  g_auto (GStrv) fields = NULL;
  const char *sentence;

  if (!check_reason (error))
    return FALSE;
  record = pt_cli_get_record (cli, args[0], error);
  if (record == NULL || !split_fields (record, &fields, error))
    return FALSE;
  order = pt_erasure_new (args[0], (const char *const *)fields, reason_option);
  if (!check_order (order, error) || !carry_out (cli, order, &sentence, error))
    return FALSE;
  g_print ("%s\n", sentence);
  return TRUE;
}

/* ── private-copy ── */

/* The copy is made and said by then. */
static gboolean
erase_shared (PtCli *cli, const char *id, GError **error)
{
  g_autoptr (PtErasure) order = pt_erasure_new (id, NULL, reason_option);

  if (carry_out (cli, order, NULL, error))
    return TRUE;
  g_prefix_error (error, "%s ",
                  _ ("The private copy was made, but the shared one is still there."));
  return FALSE;
}

static gboolean
check_erasing (const char *id, GError **error)
{
  g_autoptr (PtErasure) order = NULL;

  if (!erase_option && reason_option == NULL)
    return TRUE;
  if (!erase_option)
    {
      pt_cli_usage_error (error, _ ("A reason goes with --erase: the copy itself needs none."));
      return FALSE;
    }
  if (!check_reason (error))
    return FALSE;
  order = pt_erasure_new (id, NULL, reason_option);
  return check_order (order, error);
}

static gboolean
run_private_copy (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = NULL;
  g_autofree char *copy = NULL;

  if (!check_erasing (args[0], error))
    return FALSE;
  record = pt_cli_get_record (cli, args[0], error);
  if (record == NULL || !pt_store_copy_private (cli->store, args[0], &copy, NULL, error))
    return FALSE;
  g_print ("%s\n", copy);
  return !erase_option || erase_shared (cli, args[0], error);
}

/* ── erasures ── */

/* What is printed; without a team server nobody else is asked. */
typedef struct
{
  PtCli *cli;
  const GPtrArray *orders;  /* PtErasure */
  const GPtrArray *devices; /* PtSyncCoverage; NULL = no team server */
  gboolean keeps_log;
} Receipt;

static char *
format_contact (const PtSyncCoverage *device)
{
  return device->contact_at > 0 ? pt_instant_format (device->contact_at, 0)
                                : g_strdup (C_ ("contact", "never"));
}

static void
print_devices (const Receipt *self, const PtErasure *order)
{
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      const PtSyncCoverage *device = g_ptr_array_index (self->devices, i);
      g_autofree char *who = pt_store_dup_member_name (self->cli->store, device->member);
      g_autofree char *contact = format_contact (device);

      if (device->number >= order->number)
        /* Translators: a person, what their laptop is called, a date and time */
        g_print (_ ("  done on the laptop of %s (%s), last contact %s\n"), who, device->name,
                 contact);
      else if (device->revoked)
        /* Translators: a person, what their laptop is called, a date and time */
        g_print (_ ("  not done on the laptop of %s (%s), which does not take part any more, last "
                    "contact %s\n"),
                 who, device->name, contact);
      else
        /* Translators: a person, what their laptop is called, a date and time */
        g_print (_ ("  not yet done on the laptop of %s (%s), last contact %s\n"), who,
                 device->name, contact);
    }
}

/* (transfer full): as people see them, as long as it is known of what. */
static char *
name_fields (const Receipt *self, const PtErasure *order)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self->cli->store, order->record, NULL);
  const PtRecordKind *kind = record != NULL ? pt_record_get_kind (record) : NULL;
  GString *names = g_string_new (NULL);

  for (guint i = 0; order->fields[i] != NULL; i++)
    {
      const PtField *field = kind != NULL ? pt_record_kind_field (kind, order->fields[i]) : NULL;

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                              field != NULL ? pt_field_label (field) : order->fields[i]);
    }
  return g_string_free (names, FALSE);
}

static void
print_order (const Receipt *self, const PtErasure *order)
{
  g_autofree char *who = pt_store_dup_member_name (self->cli->store, order->member);
  g_autofree char *at = pt_instant_format (order->at, 0);
  g_autofree char *fields = order->fields != NULL ? name_fields (self, order)
                                                  : g_strdup (_ ("everything"));

  g_print ("%" G_GINT64_FORMAT "  %s  %s  %s\n", order->number, order->record, at, who);
  /* Translators: names of fields, or “everything”; and somebody's reason */
  g_print (_ ("  erased: %s. The reason: %s\n"), fields, order->reason);
  print_devices (self, order);
}

static JsonArray *
describe_devices (const Receipt *self, const PtErasure *order)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->devices->len; i++)
    {
      const PtSyncCoverage *device = g_ptr_array_index (self->devices, i);
      JsonObject *object = json_object_new ();
      g_autofree char *who = pt_store_dup_member_name (self->cli->store, device->member);
      g_autofree char *contact = device->contact_at > 0 ? pt_instant_format (device->contact_at, 0)
                                                        : NULL;

      json_object_set_string_member (object, "device", device->name);
      json_object_set_string_member (object, "member", who);
      json_object_set_boolean_member (object, "done", device->number >= order->number);
      json_object_set_boolean_member (object, "revoked", device->revoked);
      json_object_set_string_member (object, "last_contact", contact);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
print_order_json (const Receipt *self, const PtErasure *order)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *fields = NULL;
  g_autofree char *who = pt_store_dup_member_name (self->cli->store, order->member);
  g_autofree char *at = pt_instant_format (order->at, 0);

  json_object_set_int_member (object, "number", order->number);
  json_object_set_string_member (object, "record", order->record);
  if (order->fields != NULL)
    {
      fields = json_array_new ();
      for (guint i = 0; order->fields[i] != NULL; i++)
        json_array_add_string_element (fields, order->fields[i]);
      json_object_set_array_member (object, "fields", fields);
    }
  json_object_set_string_member (object, "reason", order->reason);
  json_object_set_string_member (object, "by", who);
  json_object_set_string_member (object, "at", at);
  if (self->devices != NULL)
    {
      json_object_set_array_member (object, "devices", describe_devices (self, order));
      json_object_set_boolean_member (object, "database_log", self->keeps_log);
    }
  json_node_take_object (node, object);
  pt_cli_print_json (node);
}

static void
print_receipt (const Receipt *self)
{
  for (guint i = 0; i < self->orders->len; i++)
    (pt_cli_json ? print_order_json : print_order) (self, g_ptr_array_index (self->orders, i));
  if (self->keeps_log && self->orders->len > 0 && !pt_cli_json)
    g_print ("%s\n", _ ("The database of the team server keeps a log of changes, and maybe copies. "
                        "Ask its administrator when those no longer hold what was erased."));
}

static gboolean
run_erasures (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (cli->store);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (PtSyncReceipt) shared = NULL;

  if (hub == NULL)
    own = pt_store_list_erasures (cli->store, error);
  else
    shared = pt_sync_get_receipt (cli->store, NULL, error);
  if (own == NULL && shared == NULL)
    return FALSE;
  print_receipt (&(Receipt){ .cli = cli,
                             .orders = own != NULL ? own : shared->orders,
                             .devices = shared != NULL ? shared->devices : NULL,
                             .keeps_log = shared != NULL && shared->keeps_log });
  return TRUE;
}

static const GOptionEntry erase_options[] = {
  { "fields", 0, 0, G_OPTION_ARG_STRING, &fields_option,
    N_ ("Only these fields, separated by commas; without it all of it, with its attachments "
        "and comments"),
    "FIELD,…" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason_option,
    N_ ("Why; kept with the order and readable for the team"), "TEXT" },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry copy_options[] = {
  { "erase", 0, 0, G_OPTION_ARG_NONE, &erase_option,
    N_ ("Then erase the shared one for good, as “erase” does"), NULL },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason_option,
    N_ ("Why it is erased; kept with the order and readable for the team"), "TEXT" },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry json_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

const PtCommand pt_cli_erase_commands[] = {
  { "erase", "ID [--fields FIELD,…] --reason TEXT",
    N_ ("Take something away for good, on the team server and on all laptops; it cannot be undone"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, erase_options, run_erase },
  { "private-copy", "ID [--erase --reason TEXT]",
    N_ ("Copy what was shared into something private, with its links and files. Prints the copy's "
        "id"),
    PT_CLI_WRITES_LOGBOOK, 1, 1, copy_options, run_private_copy },
  { "erasures", "[--json]",
    N_ ("What was erased, and which laptops have done so; asks the team server"),
    PT_CLI_WRITES_LOGBOOK, 0, 0, json_options, run_erasures },
  { 0 },
};
