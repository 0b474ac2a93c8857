/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that look at one thing: show, history. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-mention.h"
#include "pt-record-json.h"
#include "pt-sync.h"
#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>

static gboolean hub_option;

void
pt_cli_print_json (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *line = pt_json_print_ordered (owned);

  g_print ("%s\n", line);
}

/* ── show ── */

static char *
dup_readable (PtDataset *around, const PtField *field, PtRecord *record)
{
  g_autofree char *text = NULL;
  PtRecord *target;

  if (pt_field_is_set (field))
    {
      g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);
      for (guint i = 0; field->vocabulary != NULL && keys[i] != NULL; i++)
        {
          char *label = g_strdup (pt_term_label (field->vocabulary, keys[i]));
          g_free (keys[i]);
          keys[i] = label;
        }
      return g_strjoinv (", ", keys);
    }
  if (field->kind == PT_KIND_ENUM)
    {
      const char *key = pt_record_get_text (record,
                                            field->id); /* also what an unset one counts as */
      return key != NULL ? g_strdup (pt_term_label (field->vocabulary, key)) : NULL;
    }
  text = pt_value_format (field, pt_record_get_value (record, field->id), NULL);
  target = field->kind == PT_KIND_REF && text != NULL ? pt_dataset_get (around, text) : NULL;
  if (target != NULL)
    return pt_dataset_dup_title (around, target);
  if (field->kind == PT_KIND_LONG && text != NULL)
    return pt_mention_render (text, pt_mention_name_from_dataset, around);
  return g_steal_pointer (&text);
}

static void
print_fields (PtDataset *around, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      if (!pt_field_is_set (field) && pt_record_get_value (record, field->id) == NULL
          && field->kind != PT_KIND_ENUM)
        continue;
      g_autofree char *text = dup_readable (around, field, record);
      if (text != NULL && *text != '\0')
        g_print ("%s: %s\n", pt_field_label (field), text);
    }
}

static void
print_ties (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray) from = pt_dataset_links_from (around, pt_record_get_id (record), NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, pt_record_get_id (record), NULL);
  const PtVocabulary *kinds = pt_vocabulary_get ("link.kind");

  for (guint i = 0; i < from->len + to->len; i++)
    {
      const gboolean out = i < from->len;
      PtRecord *link = out ? from->pdata[i] : to->pdata[i - from->len];
      const char *other = pt_record_get_text (link, out ? "to" : "from");
      PtRecord *end = pt_dataset_get (around, other);
      g_autofree char *title = end != NULL ? pt_dataset_dup_title (around, end) : g_strdup (other);
      g_print ("%s %s %s  %s\n", out ? "→" : "←",
               pt_term_label (kinds, pt_record_get_text (link, "kind")), other, title);
    }
}

static PtFilePlace
find_file (PtCli *cli, PtRecord *attachment)
{
  return pt_record_get_text (attachment, "sha256") != NULL
             ? pt_store_get_file_place (cli->store, attachment)
             : PT_FILE_HERE;
}

static void
print_attachments (PtCli *cli, PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray)
      all = pt_dataset_children (around, "attachment", "owner", pt_record_get_id (record));

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *attachment = all->pdata[i];
      const char *name = pt_record_get_text (attachment, "filename");
      const char *caption = pt_record_get_text (attachment, "caption");
      PtFilePlace place = find_file (cli, attachment);

      g_print ("%s %s  %s%s%s", pt_record_kind_label (pt_record_get_kind (attachment)),
               pt_record_get_id (attachment), name != NULL ? name : "–",
               caption != NULL ? "  " : "", caption != NULL ? caption : "");
      if (place != PT_FILE_HERE)
        g_print ("  (%s)", pt_file_place_label (place));
      g_print ("\n");
    }
}

static void
print_comments (PtCli *cli, PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray)
      all = pt_dataset_children (around, "comment", "target", pt_record_get_id (record));

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *comment = all->pdata[i];
      const char *body = pt_record_get_text (comment, "body");
      const char *maker = pt_record_get_created_by (comment);
      g_autofree char *who = maker != NULL ? pt_store_dup_member_name (cli->store, maker) : NULL;
      g_print (
          "%s (%s): %s\n",
          pt_term_label (pt_vocabulary_get ("comment.kind"), pt_record_get_text (comment, "kind")),
          who != NULL ? who : "–", body != NULL ? body : "–");
    }
}

static void
print_conflicts (PtRecord *record)
{
  g_auto (GStrv) fields = pt_record_dup_conflicts (record);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    /* Translators: %s is a field */
    g_print (_ ("There are two versions of “%s”: see “conflicts”.\n"), fields[i]);
}

/* Where the file of each attachment is. */
static void
add_places (PtCli *cli, PtDataset *around, JsonObject *record)
{
  JsonArray *attachments = json_object_get_array_member (record, "attachments");

  for (guint i = 0; i < json_array_get_length (attachments); i++)
    {
      JsonObject *object = json_array_get_object_element (attachments, i);
      PtRecord *attachment = pt_dataset_get (around, json_object_get_string_member (object, "id"));

      json_object_set_string_member (object, "file",
                                     pt_file_place_id (find_file (cli, attachment)));
    }
}

static gboolean
run_show (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);
  g_autoptr (PtDataset) around = record != NULL ? pt_store_load_around (cli->store, args[0], error)
                                                : NULL;
  g_autofree char *title = NULL;
  PtSafe safe;

  if (around == NULL)
    return FALSE;
  safe = pt_store_get_safe (cli->store, pt_store_find_row (cli->store, args[0]));
  if (pt_cli_json)
    {
      JsonNode *node = pt_record_to_json (around, record, NULL, NULL);

      json_object_set_string_member (json_node_get_object (node), "safe", pt_safe_id (safe));
      add_places (cli, around, json_node_get_object (node));
      pt_cli_print_json (node);
      return TRUE;
    }
  title = pt_dataset_dup_title (around, record);
  g_print ("%s\n%s\n", title, args[0]);
  if (pt_record_is_changed_after_archiving (record))
    g_print ("%s\n",
             _ ("Changed after it was put away, by somebody who did not know. “archive” puts "
                "it away all the same, “unarchive” keeps it."));
  print_fields (around, record);
  print_ties (around, record);
  print_attachments (cli, around, record);
  print_comments (cli, around, record);
  print_conflicts (record);
  g_print ("%s\n", pt_safe_label (safe));
  return TRUE;
}

/* ── history ── */

static void
set_json_value (JsonObject *object, const char *name, const PtValue *value)
{
  if (value != NULL)
    json_object_set_member (object, name, pt_value_to_json (value));
  else
    json_object_set_null_member (object, name);
}

static JsonNode *
change_to_json (const PtChange *change)
{
  JsonObject *object = json_object_new ();
  g_autofree char *at = pt_instant_format (change->at, change->offset);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "at", at);
  json_object_set_string_member (object, "field", change->field);
  json_object_set_string_member (object, "member", change->member);
  json_object_set_string_member (object, "member_name", change->member_name);
  json_object_set_string_member (object, "how", change->how);
  set_json_value (object, "before", change->before);
  set_json_value (object, "after", change->after);
  json_node_take_object (node, object);
  return node;
}

static char *
dup_value_text (const PtField *field, const PtValue *value)
{
  if (value == NULL || value->type == PT_VALUE_NULL)
    return g_strdup ("–");
  if (field != NULL && !pt_field_is_set (field))
    return pt_value_format (field, value, NULL);
  g_autoptr (JsonNode) node = pt_value_to_json (value);
  return pt_json_print (node);
}

static void
print_change (PtRecord *record, const PtChange *change)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, change->field) : NULL;
  g_autofree char *at = pt_instant_format (change->at, change->offset);
  g_autofree char *before = dup_value_text (field, change->before);
  g_autofree char *after = dup_value_text (field, change->after);

  g_print ("%s  %s  %s: %s → %s\n", at, change->member_name,
           field != NULL ? pt_field_label (field) : change->field, before, after);
}

static gboolean
run_history (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);
  g_autoptr (GPtrArray) changes = NULL;

  if (record == NULL)
    return FALSE;
  changes = hub_option ? pt_sync_history (cli->store, NULL, args[0], error)
                       : pt_store_history (cli->store, args[0], error);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      if (pt_cli_json)
        pt_cli_print_json (change_to_json (changes->pdata[i]));
      else
        print_change (record, changes->pdata[i]);
    }
  return changes != NULL;
}

static const GOptionEntry show_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

static const GOptionEntry history_options[] = {
  PT_CLI_JSON_ENTRY,
  { "hub", 0, 0, G_OPTION_ARG_NONE, &hub_option, N_ ("Also what only the team server remembers"),
    NULL },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_look_commands[] = {
  { "show", "ID [--json]", N_ ("Show one thing whole"), PT_CLI_READS_LOGBOOK, 1, 1, show_options,
    run_show },
  { "history", "ID [--hub] [--json]", N_ ("Who changed what and when, the newest first"),
    PT_CLI_READS_LOGBOOK, 1, 1, history_options, run_history },
  { 0 },
};
