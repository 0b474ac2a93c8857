/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that look for things: list, search. */
#include "pt-cli.h"

#include "pt-json.h"
#include "pt-record-json.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>

#define SNIPPET_CHARACTERS 200
#define NO_LIMIT G_MAXINT

static char **where_option;
static int limit_option = NO_LIMIT;
static gboolean archived_option;

/* As the store compares: what a person writes as “ja”, “1,5” or “12-3-2026” included. A value that
 * makes no sense here may be a newer version's, and is compared as it is. */
static char *
dup_filter_value (PtCli *cli, const PtField *field, const char *text)
{
  g_autofree char *today = pt_world_today (cli->world);
  g_autoptr (PtValue) value = NULL;
  const char *key = field->vocabulary != NULL ? pt_vocabulary_match (field->vocabulary, text)
                                              : NULL;

  if (key != NULL)
    return g_strdup (key);
  if (pt_field_is_set (field) || field->kind == PT_KIND_ENUM)
    return g_strdup (text);
  value = pt_value_parse (field, text, today, NULL);
  if (value == NULL || value->type == PT_VALUE_NULL)
    return g_strdup (text);
  if (value->type == PT_VALUE_TEXT)
    return g_strdup (value->text);
  g_autoptr (JsonNode) node = pt_value_to_json (value);
  return pt_json_print (node);
}

/* Keeps the texts in @owned. */
static gboolean
fill_filters (PtCli *cli, const PtRecordKind *kind, PtFilter *filters, GPtrArray *owned,
              GError **error)
{
  for (guint i = 0; where_option != NULL && where_option[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (where_option[i], "=", 2);
      const PtField *field = pt_record_kind_field (kind, parts[0] != NULL ? parts[0] : "");

      if (field == NULL || parts[1] == NULL)
        {
          /* Translators: the first %s is what was typed, the second a kind of record */
          pt_cli_usage_error (error, _ ("--where %s: say a field of %s and a value, field=value."),
                              where_option[i], kind->id);
          return FALSE;
        }
      filters[i] = (PtFilter){ field->id, dup_filter_value (cli, field, parts[1]) };
      g_ptr_array_add (owned, (gpointer)filters[i].value);
    }
  return TRUE;
}

/* Words found are marked with invisible signs, and a text may be long: neither is for a terminal. */
static char *
dup_snippet_line (const char *snippet)
{
  g_auto (GStrv) opened = g_strsplit (snippet, "\u2068", -1);
  g_autofree char *half = g_strjoinv ("", opened);
  g_auto (GStrv) closed = g_strsplit (half, "\u2069", -1);
  g_autofree char *plain = g_strjoinv ("", closed);
  g_auto (GStrv) lines = g_strsplit_set (g_strstrip (plain), "\n\r\t", -1);
  g_autofree char *line = g_strjoinv (" ", lines);

  if (g_utf8_strlen (line, -1) <= SNIPPET_CHARACTERS)
    return g_steal_pointer (&line);
  g_autofree char *start = g_utf8_substring (line, 0, SNIPPET_CHARACTERS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
print_row (const PtRow *row, const char *snippet)
{
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  const PtField *status = kind != NULL && kind->status_field != NULL
                              ? pt_record_kind_field (kind, kind->status_field)
                              : NULL;

  g_autofree char *found = snippet != NULL ? dup_snippet_line (snippet) : g_strdup ("");
  const gboolean says_more = *found != '\0' && !g_str_equal (found, row->title);

  g_print (
      "%s  %s  %s%s%s%s%s\n", row->id, row->date, row->title, row->status != NULL ? "  · " : "",
      row->status != NULL && status != NULL ? pt_term_label (status->vocabulary, row->status) : "",
      says_more ? "\n    " : "", says_more ? found : "");
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
check_limit (GError **error)
{
  if (limit_option > 0)
    return TRUE;
  pt_cli_usage_error (error, _ ("--limit takes a number from 1 on."));
  return FALSE;
}

static guint
get_limit (void)
{
  return limit_option == NO_LIMIT ? 0 : (guint)limit_option;
}

/* Without a letter or a number there is nothing to look for; everything is not the answer. */
static gboolean
check_search (const char *text, GError **error)
{
  if (!pt_cli_check_text (text, error))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  pt_cli_usage_error (error, _ ("Say a word to search for."));
  return FALSE;
}

/* A newer version may have kinds that this one has no table for: they are listed by their ids. */
static gboolean
list_unknown (PtCli *cli, const char *kind, GError **error)
{
  g_autoptr (PtDataset) all = pt_store_load_all (cli->store, error);
  GPtrArray *records = all != NULL ? pt_dataset_list (all, kind) : NULL;

  if (all == NULL)
    return FALSE;
  if (records == NULL || records->len == 0 || where_option != NULL)
    {
      pt_cli_usage_error (error, _ ("There is no kind “%s”."), kind);
      return FALSE;
    }
  for (guint i = 0; i < records->len && i < (guint)limit_option; i++)
    if (pt_cli_json)
      pt_cli_print_json (pt_record_to_json (all, records->pdata[i], NULL, NULL));
    else
      g_print ("%s\n", pt_record_get_id (records->pdata[i]));
  return TRUE;
}

static gboolean
run_list (PtCli *cli, char **args, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (args[0]);
  const guint n = where_option != NULL ? g_strv_length (where_option) : 0;
  g_autofree PtFilter *filters = g_new0 (PtFilter, n + 1);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  const PtQuery query = {
    .kind = args[0],
    .filters = filters,
    .n_filters = n,
    .archived = archived_option,
    .limit = get_limit (),
  };

  if (!check_limit (error))
    return FALSE;
  if (kind == NULL)
    return list_unknown (cli, args[0], error);
  return fill_filters (cli, kind, filters, owned, error) && print_query (cli, &query, error);
}

static gboolean
run_search (PtCli *cli, char **args, GError **error)
{
  const PtQuery query = { .search = args[0], .limit = get_limit () };

  return check_limit (error) && check_search (args[0], error) && print_query (cli, &query, error);
}

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

const PtCommand pt_cli_list_commands[] = {
  { "list", "KIND [--json] [--where field=value]… [--limit N]",
    N_ ("List all of a kind, in its natural order"), PT_CLI_READS_LOGBOOK, 1, 1, list_options,
    run_list },
  { "search", "TEXT [--json]", N_ ("Find words by their beginning; accents do not matter"),
    PT_CLI_READS_LOGBOOK, 1, 1, search_options, run_search },
  { 0 },
};
