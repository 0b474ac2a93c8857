/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that make and change records: create, add, set, archive, unarchive, identity. */
#include "pt-cli.h"

#include <glib/gi18n-lib.h>

static char *name_option, *kind_option, *start_option, *retain_option, *place_option,
    *member_option;

/* ── create ── */

static gboolean
set_option (PtCli *cli, PtEdit *edit, const char *field, const char *text, GError **error)
{
  return text == NULL || pt_cli_set (cli, edit, field, text, error);
}

/* Without -L: beside where one is, called as the logbook is, as far as a file may be called so. */
static char *
dup_folder_for (const char *name)
{
  g_autofree char *safe = g_strdelimit (g_strdup (name), G_DIR_SEPARATOR_S "\\\n\r\t", '-');
  const char *visible = safe + strspn (safe, ".");

  return g_strdup_printf ("%s.proeftuin", *visible != '\0' ? visible : "-");
}

static gboolean
run_create (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtEdit) edit = pt_edit_new (cli->world, "logbook", NULL);
  g_autofree char *folder = NULL;
  g_autoptr (PtStore) store = NULL;

  if (name_option == NULL || g_strstrip (name_option)[0] == '\0')
    {
      pt_cli_usage_error (error, _ ("A logbook needs a name: --name NAME."));
      return FALSE;
    }
  if (!set_option (cli, edit, "name", name_option, error)
      || !set_option (cli, edit, "kind", kind_option, error)
      || !set_option (cli, edit, "start_on", start_option, error)
      || !set_option (cli, edit, "retain_until", retain_option, error)
      || !set_option (cli, edit, "place", place_option, error))
    return FALSE;
  folder = cli->folder != NULL ? g_strdup (cli->folder) : dup_folder_for (name_option);
  store = pt_store_create (folder, cli->world, edit,
                           member_option != NULL ? member_option : g_get_real_name (), error);
  if (store == NULL)
    return FALSE;
  g_print ("%s\n", pt_store_get_logbook_id (store));
  return TRUE;
}

/* ── add and set ── */

gboolean
pt_cli_save_and_print (PtCli *cli, PtEdit *edit, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_save (cli->store, edit, error);

  if (record != NULL)
    g_print ("%s\n", pt_record_get_id (record));
  return record != NULL;
}

static const char *
get_text (PtEdit *edit, const char *field)
{
  const PtValue *value = pt_edit_get (edit, field);

  return value != NULL && value->type == PT_VALUE_TEXT ? value->text : NULL;
}

/* A link's id follows from what it ties, so that one made twice is one; @edit becomes that one. */
static gboolean
become_link (PtCli *cli, PtEdit **edit, GError **error)
{
  const char *from = get_text (*edit, "from"), *kind = get_text (*edit, "kind"),
             *to = get_text (*edit, "to");
  g_autoptr (PtEdit) link = NULL;
  g_autoptr (PtRecord) there = NULL;

  if (from == NULL || kind == NULL || to == NULL)
    {
      pt_cli_usage_error (error, _ ("A link needs from=ID kind=KEY to=ID."));
      return FALSE;
    }
  link = pt_edit_new_link (from, kind, to);
  if (pt_store_has_record (cli->store, link->id))
    {
      there = pt_store_get_record (cli->store, link->id, error);
      if (there == NULL)
        return FALSE;
      pt_edit_free (link);
      link = pt_edit_new_for (there);
      if (pt_record_is_archived (there))
        pt_edit_set_bool (link, "archived", FALSE);
    }
  for (guint i = 0; i < (*edit)->set->len; i++)
    {
      const PtSetting *setting = (*edit)->set->pdata[i];
      pt_edit_set (link, setting->name, setting->value);
    }
  pt_edit_free (*edit);
  *edit = g_steal_pointer (&link);
  return TRUE;
}

static gboolean
run_add (PtCli *cli, char **args, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (args[0]);
  g_autoptr (PtEdit) edit = NULL;

  if (kind == NULL || g_str_equal (args[0], "logbook"))
    {
      g_autoptr (GString) kinds = g_string_new (NULL);
      for (guint i = 0; i < pt_n_record_kinds; i++)
        if (!g_str_equal (pt_record_kinds[i]->id, "logbook"))
          g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "",
                                  pt_record_kinds[i]->id);
      pt_cli_usage_error (error, _ ("“%s” cannot be added; what can: %s."), args[0], kinds->str);
      return FALSE;
    }
  edit = pt_edit_new (cli->world, kind->id, NULL);
  if (!pt_cli_apply_words (cli, edit, args + 1, error))
    return FALSE;
  if (g_str_equal (kind->id, "link") && !become_link (cli, &edit, error))
    return FALSE;
  return pt_cli_save_and_print (cli, edit, error);
}

PtRecord *
pt_cli_get_record (PtCli *cli, const char *id, GError **error)
{
  if (!pt_id_is_valid (id))
    {
      pt_cli_usage_error (error, _ ("“%s” is not an id."), id);
      return NULL;
    }
  return pt_store_get_record (cli->store, id, error);
}

static gboolean
run_set (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);
  g_autoptr (PtEdit) edit = record != NULL ? pt_edit_new_for (record) : NULL;
  g_autoptr (PtRecord) saved = NULL;

  if (edit == NULL || !pt_cli_apply_words (cli, edit, args + 1, error))
    return FALSE;
  saved = pt_store_save (cli->store, edit, error);
  return saved != NULL;
}

/* ── archive, unarchive, identity ── */

static gboolean
run_archive (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);

  return record != NULL && pt_store_set_archived (cli->store, args[0], TRUE, error);
}

static gboolean
run_unarchive (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);

  return record != NULL && pt_store_set_archived (cli->store, args[0], FALSE, error);
}

static gboolean
run_identity (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) record = pt_cli_get_record (cli, args[0], error);
  g_autofree char *name = NULL;
  g_autofree char *contact = NULL;

  if (record == NULL)
    return FALSE;
  if (!g_str_equal (pt_record_get_kind_id (record), "stakeholder"))
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   _ ("Only a person or organisation has a real name."));
      return FALSE;
    }
  if (!pt_store_get_identity (cli->store, args[0], &name, &contact, error))
    return FALSE;
  for (char **word = args + 1; *word != NULL; word++)
    {
      char **target = g_str_has_prefix (*word, "name=")      ? &name
                      : g_str_has_prefix (*word, "contact=") ? &contact
                                                             : NULL;
      if (target == NULL)
        {
          pt_cli_usage_error (error, _ ("“%s” should be name=… or contact=…."), *word);
          return FALSE;
        }
      if (!pt_cli_check_text (*word, error))
        return FALSE;
      g_free (*target);
      *target = g_strdup (strchr (*word, '=') + 1);
    }
  return pt_store_set_identity (cli->store, args[0], name, contact, error);
}

static const GOptionEntry create_options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name_option, N_ ("What the logbook is called"), "NAME" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_option, N_ ("field_lab, living_lab, …"), "KEY" },
  { "start-on", 0, 0, G_OPTION_ARG_STRING, &start_option, N_ ("The day it starts"), "DATE" },
  { "retain-until", 0, 0, G_OPTION_ARG_STRING, &retain_option,
    N_ ("The day until which it is kept"), "DATE" },
  { "place", 0, 0, G_OPTION_ARG_STRING, &place_option, N_ ("Where it is"), "TEXT" },
  { "member", 0, 0, G_OPTION_ARG_STRING, &member_option, N_ ("Your own name"), "NAME" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_record_commands[] = {
  { "create", "--name NAME [--kind KEY] [--start-on DATE] [--retain-until DATE] [--place TEXT]",
    N_ ("Make a new logbook; prints its id"), PT_CLI_NO_LOGBOOK, 0, 0, create_options, run_create },
  { "add", "KIND field=value …",
    N_ ("Add a note, question, experiment …; prints its id. A value @FILE is read from a file, "
        "lists are separated by commas"),
    PT_CLI_WRITES_LOGBOOK, 1, G_MAXUINT, NULL, run_add },
  { "set", "ID field=value …", N_ ("Change fields; an empty value clears"), PT_CLI_WRITES_LOGBOOK,
    2, G_MAXUINT, NULL, run_set },
  { "archive", "ID", N_ ("Put away; nothing is lost"), PT_CLI_WRITES_LOGBOOK, 1, 1, NULL,
    run_archive },
  { "unarchive", "ID", N_ ("Bring back what was put away"), PT_CLI_WRITES_LOGBOOK, 1, 1, NULL,
    run_unarchive },
  { "identity", "ID name=… contact=…",
    N_ ("The real name and contact of a person: they stay on this laptop"), PT_CLI_WRITES_LOGBOOK,
    2, 3, NULL, run_identity },
  { 0 },
};
