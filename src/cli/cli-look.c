/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that only look: show, list, search, history. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-mention.h"
#include "pt-record-json.h"
#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>

static char **where_option;
static int limit_option;
static gboolean archived_option;

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
  text = pt_value_format (field, pt_record_get_value (record, field->id), NULL);
  target = field->kind == PT_KIND_REF && text != NULL ? pt_dataset_get (around, text) : NULL;
  if (target != NULL)
    return pt_record_dup_title (target);
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
      if (!pt_field_is_set (field) && pt_record_get_value (record, field->id) == NULL)
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
      g_autofree char *title = end != NULL ? pt_record_dup_title (end) : g_strdup (other);
      g_print ("%s %s %s  %s\n", out ? "→" : "←",
               pt_term_label (kinds, pt_record_get_text (link, "kind")), other, title);
    }
}

static gboolean
run_show (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);
  g_autoptr (PtDataset) around = record != NULL ? pt_store_load_around (cli->store, args[0], error)
                                                : NULL;
  g_autofree char *title = NULL;

  if (around == NULL)
    return FALSE;
  if (pt_cli_json)
    {
      pt_cli_print_json (pt_record_to_json (around, record, NULL, NULL));
      return TRUE;
    }
  title = pt_record_dup_title (record);
  g_print ("%s\n%s\n", title, args[0]);
  print_fields (around, record);
  print_ties (around, record);
  return TRUE;
}

/* ── list and search ── */

static gboolean
fill_filters (const PtRecordKind *kind, PtFilter *filters, GPtrArray *owned, GError **error)
{
  for (guint i = 0; where_option != NULL && where_option[i] != NULL; i++)
    {
      char **parts = g_strsplit (where_option[i], "=", 2);
      const PtField *field = pt_record_kind_field (kind, parts[0]);
      const char *key = NULL;

      g_ptr_array_add (owned, parts);
      if (field == NULL || parts[1] == NULL)
        {
          /* Translators: the first %s is what was typed, the second a kind of record */
          pt_cli_usage_error (error, _ ("--where %s: say a field of %s and a value, field=value."),
                              where_option[i], kind->id);
          return FALSE;
        }
      if (field->vocabulary != NULL)
        key = pt_vocabulary_match (field->vocabulary, parts[1]);
      filters[i] = (PtFilter){ parts[0], key != NULL ? key : parts[1] };
    }
  return TRUE;
}

static void
print_row (const PtRow *row, const char *snippet)
{
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  const PtField *status = kind != NULL && kind->status_field != NULL
                              ? pt_record_kind_field (kind, kind->status_field)
                              : NULL;

  g_print (
      "%s  %s  %s%s%s%s%s\n", row->id, row->date, row->title, row->status != NULL ? "  · " : "",
      row->status != NULL && status != NULL ? pt_term_label (status->vocabulary, row->status) : "",
      snippet != NULL ? "\n    " : "", snippet != NULL ? snippet : "");
}

static gboolean
print_rows_readable (PtCli *cli, GArray *rows, const char *search, GError **error)
{
  for (guint at = 0; at < rows->len; at += 64)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (
          cli->store, &g_array_index (rows, int64_t, at), MIN (64, rows->len - at), error);
      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          PtRow *row = page->pdata[i];
          g_autofree char *snippet = search != NULL && row != NULL
                                         ? pt_store_dup_snippet (cli->store, row->row, search)
                                         : NULL;
          if (row != NULL)
            print_row (row, snippet);
        }
    }
  return TRUE;
}

static gboolean
print_rows_as_json (PtCli *cli, GArray *rows, GError **error)
{
  g_autoptr (PtDataset) all = pt_store_load_all (cli->store, error);

  for (guint at = 0; all != NULL && at < rows->len; at += 64)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (
          cli->store, &g_array_index (rows, int64_t, at), MIN (64, rows->len - at), error);
      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          PtRow *row = page->pdata[i];
          PtRecord *record = row != NULL ? pt_dataset_get (all, row->id) : NULL;
          if (record != NULL)
            pt_cli_print_json (pt_record_to_json (all, record, NULL, NULL));
        }
    }
  return all != NULL;
}

static gboolean
print_query (PtCli *cli, const PtQuery *query, GError **error)
{
  g_autoptr (GArray) rows = pt_store_query (cli->store, query, error);

  if (rows == NULL)
    return FALSE;
  return pt_cli_json ? print_rows_as_json (cli, rows, error)
                     : print_rows_readable (cli, rows, query->search, error);
}

static gboolean
run_list (PtCli *cli, char **args, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (args[0]);
  const guint n = where_option != NULL ? g_strv_length (where_option) : 0;
  g_autofree PtFilter *filters = g_new0 (PtFilter, n + 1);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  const PtQuery query = {
    .kind = args[0],
    .filters = filters,
    .n_filters = n,
    .archived = archived_option,
    .limit = MAX (0, limit_option),
  };

  if (kind == NULL)
    {
      pt_cli_usage_error (error, _ ("There is no kind “%s”."), args[0]);
      return FALSE;
    }
  return fill_filters (kind, filters, owned, error) && print_query (cli, &query, error);
}

static gboolean
run_search (PtCli *cli, char **args, GError **error)
{
  const PtQuery query = { .search = args[0], .limit = MAX (0, limit_option) };

  return print_query (cli, &query, error);
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
  g_autoptr (GPtrArray) changes = record != NULL ? pt_store_history (cli->store, args[0], error)
                                                 : NULL;

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

static const GOptionEntry list_options[] = {
  PT_CLI_JSON_ENTRY,
  { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, &where_option,
    N_ ("Only those with this value; may be repeated"), "field=value" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit_option, N_ ("At most so many"), "N" },
  { "archived", 0, 0, G_OPTION_ARG_NONE, &archived_option,
    N_ ("What was put away, instead of the rest"), NULL },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry search_options[] = {
  PT_CLI_JSON_ENTRY,
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit_option, N_ ("At most so many"), "N" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_look_commands[] = {
  { "show", "ID [--json]", N_ ("Show one thing whole"), PT_CLI_READS_LOGBOOK, 1, 1, show_options,
    run_show },
  { "list", "KIND [--json] [--where field=value]… [--limit N]",
    N_ ("List all of a kind, in its natural order"), PT_CLI_READS_LOGBOOK, 1, 1, list_options,
    run_list },
  { "search", "TEXT [--json]", N_ ("Find words by their beginning; accents do not matter"),
    PT_CLI_READS_LOGBOOK, 1, 1, search_options, run_search },
  { "history", "ID [--json]", N_ ("Who changed what and when, the newest first"),
    PT_CLI_READS_LOGBOOK, 1, 1, show_options, run_history },
  { 0 },
};
