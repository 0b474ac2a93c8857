/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the form field=value: from what was typed to an edit. A reference must name something that
 * is there and of the right kind: a script that mixes two ids up hears it at once. */
#include "pt-cli.h"

#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Texts from Windows end their lines with CR LF; here a line ends with LF. */
static char *
dup_with_plain_lines (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n", -1);

  return g_strjoinv ("\n", parts);
}

gboolean
pt_cli_check_text (const char *text, GError **error)
{
  if (g_utf8_validate (text, -1, NULL))
    return TRUE;
  pt_cli_usage_error (error, _ ("A value is not text in UTF-8."));
  return FALSE;
}

char *
pt_cli_read_value (const char *value, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;

  if (!pt_cli_check_text (value, error))
    return NULL;
  if (g_str_has_prefix (value, "@@"))
    return g_strdup (value + 1);
  if (value[0] != '@')
    return dup_with_plain_lines (value);
  if (!g_file_get_contents (value + 1, &text, &size, error))
    return NULL;
  if (!g_utf8_validate (text, size, NULL))
    {
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   _ ("“%s” is not a text file in UTF-8."), value + 1);
      return NULL;
    }
  return dup_with_plain_lines (text);
}

/* ── References ── */

static char *
dup_kinds (const char *target)
{
  g_auto (GStrv) kinds = g_strsplit (target, "|", -1);

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const PtRecordKind *kind = pt_record_kind_find (kinds[i]);
      char *label = g_strdup (kind != NULL ? pt_record_kind_label (kind) : kinds[i]);
      g_free (kinds[i]);
      kinds[i] = label;
    }
  return g_strjoinv (", ", kinds);
}

static gboolean
is_of (const char *kind, const char *target)
{
  g_auto (GStrv) kinds = target != NULL ? g_strsplit (target, "|", -1) : NULL;

  return kinds == NULL || g_strv_contains ((const char *const *)kinds, kind);
}

static gboolean
check_ref (PtCli *cli, const PtField *field, const char *id, GError **error)
{
  g_autoptr (PtRecord) record = NULL;
  g_autofree char *kinds = NULL;

  if (!pt_store_has_record (cli->store, id))
    {
      if (field->flags & PT_FIELD_MEMBER)
        return TRUE;
      g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
                   /* Translators: the first %s is a field, the second an id. */
                   _ ("“%s”: there is nothing with the number %s in this logbook."),
                   pt_field_label (field), id);
      return FALSE;
    }
  record = pt_store_get_record (cli->store, id, error);
  if (record == NULL || is_of (pt_record_get_kind_id (record), field->target))
    return record != NULL;
  kinds = dup_kinds (field->target);
  g_set_error (error, PT_CLI_ERROR, PT_CLI_ERROR_FAILED,
               /* Translators: the first %s is a field, the second kinds such as “Experiment”. */
               _ ("“%s” takes the id of: %s. The id that was given is of something else."),
               pt_field_label (field), kinds);
  return FALSE;
}

static gboolean
check_refs (PtCli *cli, PtEdit *edit, const PtField *field, GError **error)
{
  const size_t length = strlen (field->id);

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = edit->set->pdata[i];
      const PtValue *value = setting->value;
      if (field->kind == PT_KIND_REF && g_str_equal (setting->name, field->id)
          && value->type == PT_VALUE_TEXT && !check_ref (cli, field, value->text, error))
        return FALSE;
      if (field->kind == PT_KIND_REFS && strncmp (setting->name, field->id, length) == 0
          && setting->name[length] == '/' && value->type == PT_VALUE_BOOL && value->b
          && !check_ref (cli, field, setting->name + length + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* ── Words ── */

gboolean
pt_cli_set (PtCli *cli, PtEdit *edit, const char *field_id, const char *text, GError **error)
{
  g_autofree char *today = pt_world_today (cli->world);
  const PtRecordKind *kind = pt_record_kind_find (edit->kind);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, field_id) : NULL;

  return pt_edit_set_from_text (edit, field_id, text, today, error)
         && (field == NULL || cli->store == NULL || check_refs (cli, edit, field, error));
}

static gboolean
apply_word (PtCli *cli, PtEdit *edit, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *field = NULL;
  g_autofree char *value = NULL;

  if (!pt_cli_check_text (word, error))
    return FALSE;
  if (equals == NULL || equals == word)
    {
      pt_cli_usage_error (error, _ ("“%s” should look like field=value."), word);
      return FALSE;
    }
  field = g_strndup (word, equals - word);
  value = pt_cli_read_value (equals + 1, error);
  return value != NULL && pt_cli_set (cli, edit, field, value, error);
}

gboolean
pt_cli_apply_words (PtCli *cli, PtEdit *edit, char **words, GError **error)
{
  for (; *words != NULL; words++)
    if (!apply_word (cli, edit, *words, error))
      return FALSE;
  return TRUE;
}
