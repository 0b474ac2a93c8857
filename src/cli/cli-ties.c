/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that tie things together: link, attach, comment. */
#include "pt-cli.h"

#include "pt-validate.h"

#include <glib/gi18n-lib.h>

static char *caption_option, *alt_option, *behalf_option, *voice_option;
static gboolean keep_option;

/* A key of @vocabulary from what was typed; a usage error lists the keys. */
static const char *
match_key (const char *vocabulary, const char *text, GError **error)
{
  const PtVocabulary *terms = pt_vocabulary_get (vocabulary);
  const char *key = pt_vocabulary_match (terms, text);
  g_autoptr (GString) keys = g_string_new (NULL);

  if (key != NULL)
    return key;
  for (guint i = 0; i < terms->n_terms; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", terms->terms[i].key);
  pt_cli_usage_error (error, _ ("“%s” is not one of: %s."), text, keys->str);
  return NULL;
}

static gboolean
run_link (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) from = pt_cli_get_record (cli, args[0], error);
  g_autoptr (PtRecord) to = from != NULL ? pt_cli_get_record (cli, args[2], error) : NULL;
  const char *kind = to != NULL ? match_key ("link.kind", args[1], error) : NULL;
  g_autoptr (PtEdit) edit = NULL;

  if (kind == NULL)
    return FALSE;
  edit = pt_edit_new_link (args[0], kind, args[2]);
  if (!pt_store_has_record (cli->store, edit->id))
    return pt_cli_save_and_print (cli, edit, error);
  /* The same link made twice is one link; one that was put away comes back. */
  g_print ("%s\n", edit->id);
  return pt_store_set_archived (cli->store, edit->id, FALSE, error);
}

static gboolean
run_attach (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) owner = pt_cli_get_record (cli, args[0], error);
  g_autoptr (PtRecord) attachment = NULL;

  if (owner == NULL)
    return FALSE;
  attachment = pt_store_attach (cli->store, args[0], args[1], caption_option, alt_option,
                                keep_option ? PT_ATTACH_KEEP_METADATA : PT_ATTACH_DEFAULT, error);
  if (attachment != NULL)
    g_print ("%s\n", pt_record_get_id (attachment));
  return attachment != NULL;
}

static gboolean
run_comment (PtCli *cli, char **args, GError **error)
{
  g_autoptr (PtRecord) target = pt_cli_get_record (cli, args[0], error);
  const char *kind = target != NULL ? match_key ("comment.kind", args[1], error) : NULL;
  g_autofree char *body = kind != NULL ? pt_cli_read_value (args[2], error) : NULL;
  g_autoptr (PtEdit) edit = NULL;

  if (body == NULL)
    return FALSE;
  if (g_strstrip (body)[0] == '\0')
    {
      pt_cli_usage_error (error, _ ("A comment needs words."));
      return FALSE;
    }
  edit = pt_edit_new (cli->world, "comment", NULL);
  pt_edit_set_text (edit, "target", args[0]);
  pt_edit_set_text (edit, "kind", kind);
  return pt_cli_set (cli, edit, "body", body, error)
         && (behalf_option == NULL || pt_cli_set (cli, edit, "on_behalf_of", behalf_option, error))
         && (voice_option == NULL || pt_cli_set (cli, edit, "voice", voice_option, error))
         && pt_cli_save_and_print (cli, edit, error);
}

static const GOptionEntry attach_options[] = {
  { "caption", 0, 0, G_OPTION_ARG_STRING, &caption_option, N_ ("What stands under it"), "TEXT" },
  { "alt", 0, 0, G_OPTION_ARG_STRING, &alt_option, N_ ("What is to be seen, for who cannot see it"),
    "TEXT" },
  { "keep-metadata", 0, 0, G_OPTION_ARG_NONE, &keep_option,
    N_ ("Keep the hidden data of a photo, such as its place"), NULL },
  G_OPTION_ENTRY_NULL,
};

static const GOptionEntry comment_options[] = {
  { "on-behalf-of", 0, 0, G_OPTION_ARG_STRING, &behalf_option, N_ ("Whose view it is"), "ID" },
  { "voice", 0, 0, G_OPTION_ARG_STRING, &voice_option, N_ ("The role of who said it, in words"),
    "TEXT" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_tie_commands[] = {
  { "link", "FROM LINKKIND TO",
    N_ ("Tie two things together: source, supports, answers, present …; prints the link's id"),
    PT_CLI_WRITES_LOGBOOK, 3, 3, NULL, run_link },
  { "attach", "ID FILE [--caption TEXT] [--alt TEXT]",
    N_ ("Add a file; the place and time hidden in a photo are removed. Prints the attachment's id"),
    PT_CLI_WRITES_LOGBOOK, 2, 2, attach_options, run_attach },
  { "comment", "ID COMMENTKIND TEXT",
    N_ ("Add a comment: remark, question, other_view, objection …; prints its id"),
    PT_CLI_WRITES_LOGBOOK, 3, 3, comment_options, run_comment },
  { 0 },
};
