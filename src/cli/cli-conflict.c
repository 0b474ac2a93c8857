/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands for fields with two versions: conflicts, resolve. */
#include "pt-cli.h"

#include "pt-record-json.h"
#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>

static char *keep_option, *value_option;

static void
print_merged (PtCli *cli, PtRecord *record, const char *field)
{
  g_autofree char *merged = pt_store_dup_merged (cli->store, record, field);

  if (merged != NULL)
    /* Translators: “merged” is a word to type; the placeholder is the text. */
    g_print (_ ("  merged (both changes fit together): %s\n"), merged);
}

static void
print_conflict (PtCli *cli, PtRecord *record, const char *register_name)
{
  const PtState *state = pt_record_get_state (record);
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, register_name) : NULL;
  g_autofree char *title = pt_store_dup_title (cli->store, record);

  g_print ("%s  %s  %s\n", pt_record_get_id (record), register_name, title);
  for (guint i = 0; i < pt_state_n_versions (state, register_name); i++)
    {
      const PtVersion *version = pt_state_nth_version (state, register_name, i);
      g_autofree char *who = pt_store_dup_member_name (cli->store, version->stamp->member);
      g_autofree char *at = pt_instant_format (version->stamp->at, version->stamp->offset);
      g_autofree char *text = field != NULL ? pt_value_format (field, version->value, NULL) : NULL;
      g_autofree char *number = i > 0 ? g_strdup_printf ("%u", i) : g_strdup (_ ("shown"));
      g_print ("  %s (%s, %s): %s\n", number, who, at, text != NULL ? text : "–");
    }
  print_merged (cli, record, register_name);
}

static gboolean
run_conflicts (PtCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) conflicts = pt_store_list_conflicts (cli->store, error);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const PtConflict *conflict = conflicts->pdata[i];
      g_autoptr (PtRecord) record = pt_store_get_record (cli->store, conflict->record, error);
      if (record == NULL)
        return FALSE;
      if (pt_cli_json)
        pt_cli_print_json (pt_record_conflict_to_json (record, conflict->field, NULL, NULL));
      else
        print_conflict (cli, record, conflict->field);
    }
  return conflicts != NULL;
}

/* ── By record ── */

typedef void (*VisitRecord) (PtRecord *record, const char *const *fields, gpointer data);

/* The conflicts of one record stand together. */
static gboolean
visit_conflicted (PtCli *cli, VisitRecord visit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) conflicts = pt_store_list_conflicts (cli->store, error);
  const char *last = NULL;

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const char *id = ((const PtConflict *)conflicts->pdata[i])->record;
      if (g_strcmp0 (id, last) == 0)
        continue;
      last = id;
      g_autoptr (PtRecord) record = pt_store_get_record (cli->store, id, error);
      if (record == NULL)
        return FALSE;
      g_auto (GStrv) fields = pt_record_dup_conflicts (record);
      visit (record, (const char *const *)fields, data);
    }
  return conflicts != NULL;
}

static void
print_conflicted_cb (PtRecord *record, const char *const *fields, gpointer data)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *names = g_strjoinv (", ", (char **)fields);

  g_print ("  %s  %s  %s\n", pt_record_get_id (record), names, title);
}

static void
add_conflicted_cb (PtRecord *record, const char *const *fields, gpointer data)
{
  JsonObject *object = json_object_new ();
  JsonArray *names = json_array_new ();
  g_autofree char *title = pt_record_dup_title (record);

  for (guint i = 0; fields[i] != NULL; i++)
    json_array_add_string_element (names, fields[i]);
  json_object_set_string_member (object, "id", pt_record_get_id (record));
  json_object_set_string_member (object, "kind", pt_record_get_kind_id (record));
  json_object_set_string_member (object, "title", title);
  json_object_set_array_member (object, "fields", names);
  json_array_add_object_element (data, object);
}

gboolean
pt_cli_print_conflicted (PtCli *cli, GError **error)
{
  return visit_conflicted (cli, print_conflicted_cb, NULL, error);
}

JsonArray *
pt_cli_conflicted_to_json (PtCli *cli, GError **error)
{
  g_autoptr (JsonArray) list = json_array_new ();

  return visit_conflicted (cli, add_conflicted_cb, list, error) ? g_steal_pointer (&list) : NULL;
}

/* ── Choosing ── */

/* `shown` or 0, or the number of a candidate as `conflicts` prints it. */
static const PtValue *
find_kept (PtRecord *record, const char *field, const char *keep, GError **error)
{
  const PtState *state = pt_record_get_state (record);
  guint64 number = 0;

  if (!g_str_equal (keep, "shown")
      && !g_ascii_string_to_unsigned (keep, 10, 0, pt_state_n_versions (state, field) - 1, &number,
                                      NULL))
    {
      pt_cli_usage_error (error,
                          _ ("--keep %s: say “shown” or the number of a version, from 1 to %u."),
                          keep, pt_state_n_versions (state, field) - 1);
      return NULL;
    }
  return pt_state_nth_version (state, field, number)->value;
}

static gboolean
set_merged (PtCli *cli, PtRecord *record, PtEdit *edit, const char *field, GError **error)
{
  g_autofree char *merged = pt_store_dup_merged (cli->store, record, field);
  g_autoptr (PtValue) value = merged != NULL ? pt_value_new_text (merged) : NULL;

  if (value == NULL)
    {
      g_set_error_literal (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                           _ ("These changes touch each other: choose one, or write a new text "
                              "with --value."));
      return FALSE;
    }
  pt_edit_resolve (edit, field, value);
  return TRUE;
}

static gboolean
set_resolution (PtCli *cli, PtRecord *record, PtEdit *edit, const char *field, GError **error)
{
  g_autofree char *text = value_option != NULL ? pt_cli_read_value (value_option, error) : NULL;

  if (g_strcmp0 (keep_option, "merged") == 0)
    return set_merged (cli, record, edit, field, error);
  if (keep_option != NULL)
    {
      const PtValue *kept = find_kept (record, field, keep_option, error);
      if (kept != NULL)
        pt_edit_resolve (edit, field, kept);
      return kept != NULL;
    }
  if (text == NULL || !pt_cli_set (cli, edit, field, text, error))
    return FALSE;
  if (pt_edit_get (edit, field) == NULL)
    pt_edit_resolve (edit, field, pt_record_get_value (record, field));
  return TRUE;
}

static gboolean
run_resolve (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (PtRecord) saved = NULL;
  g_autoptr (PtEdit) edit = NULL;

  if ((keep_option == NULL) == (value_option == NULL))
    {
      pt_cli_usage_error (error, _ ("Say either --keep shown|1|2…|merged or --value TEXT."));
      return FALSE;
    }
  record = pt_cli_get_record (cli, args[0], error);
  if (record == NULL)
    return FALSE;
  if (pt_state_n_versions (pt_record_get_state (record), args[1]) < 2)
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   _ ("There are no two versions of “%s” here."), args[1]);
      return FALSE;
    }
  edit = pt_edit_new_for (record);
  if (!set_resolution (cli, record, edit, args[1], error))
    return FALSE;
  saved = pt_store_save (cli->store, edit, error);
  return saved != NULL;
}

static const GOptionEntry json_options[] = { PT_CLI_JSON_ENTRY, G_OPTION_ENTRY_NULL };

static const GOptionEntry resolve_options[] = {
  { "keep", 0, 0, G_OPTION_ARG_STRING, &keep_option,
    N_ ("The version to keep, as “conflicts” numbers them"), "shown|1|2…|merged" },
  { "value", 0, 0, G_OPTION_ARG_STRING, &value_option,
    N_ ("A new text instead of both; @FILE reads a file"), "TEXT" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_conflict_commands[] = {
  { "conflicts", "[--json]", N_ ("Fields with two versions, the shown one first"),
    PT_CLI_READS_LOGBOOK, 0, 0, json_options, run_conflicts },
  { "resolve", "ID FIELD --keep shown|1|2…|merged | --value TEXT",
    N_ ("Choose between two versions"), PT_CLI_WRITES_LOGBOOK, 2, 2, resolve_options, run_resolve },
  { 0 },
};
