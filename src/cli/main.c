/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proeftuin-cli: the logbook from a terminal. Finds the command, its options and the logbook, runs
 * it, and turns a failure into one sentence and an exit code. */
#include "pt-cli.h"

#include "pt-catalog.h"
#include "pt-sync.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

gboolean pt_cli_json;
static char *folder_option, *unlock_option;

static const PtCommand *const tables[] = {
  pt_cli_record_commands,  pt_cli_tie_commands,       pt_cli_look_commands,
  pt_cli_list_commands,    pt_cli_import_commands,    pt_cli_export_commands,
  pt_cli_sync_commands,    pt_cli_team_commands,      pt_cli_conflict_commands,
  pt_cli_twins_commands,   pt_cli_care_commands,      pt_cli_erase_commands,
  pt_cli_closing_commands, pt_cli_narrative_commands, pt_cli_document_commands,
  pt_cli_network_commands, pt_cli_key_commands,       pt_cli_withdraw_commands,
};

G_DEFINE_QUARK (pt - cli - error - quark, pt_cli_error)

void
pt_cli_usage_error (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (PT_CLI_ERROR, PT_CLI_ERROR_USAGE, format, args));
  va_end (args);
}

void
pt_cli_usage_line (GError **error, const char *name, const char *arguments)
{
  /* Translators: a usage line such as “set ID field=value …” */
  pt_cli_usage_error (error, _ ("Use it like this: proeftuin-cli %s %s"), name, arguments);
}

static const PtCommand *
find_command (const char *name)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const PtCommand *command = tables[t]; command->name != NULL; command++)
      if (g_str_equal (command->name, name))
        return command;
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("proeftuin-cli [-L FOLDER.proeftuin] COMMAND …"));
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      for (const PtCommand *command = tables[t]; command->name != NULL; command++)
        g_print ("  %s%s%s\n      %s\n", command->name, *command->arguments != '\0' ? " " : "",
                 command->arguments, _ (command->summary));
      g_print ("\n");
    }
  g_print ("%s\n", _ ("“proeftuin-cli COMMAND --help” tells more. Exit codes: 1 it failed, 2 the "
                      "call was wrong, "
                      "3 the team server could not be reached (your work is safe)."));
}

static GOptionContext *
make_context (const PtCommand *command)
{
  static const GOptionEntry common[] = {
    { "logbook", 'L', 0, G_OPTION_ARG_FILENAME, &folder_option, N_ ("The logbook's folder"),
      "FOLDER" },
    { "unlock", 0, 0, G_OPTION_ARG_FILENAME, &unlock_option,
      N_ ("Where a passphrase locks the real names: a file with it on the first line"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *usage = g_strdup_printf ("%s %s", command->name, command->arguments);
  GOptionContext *context = g_option_context_new (g_strchomp (usage));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  return context;
}

/* Without -L: the only logbook in the present folder. */
char *
pt_cli_find_folder (GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (".", 0, NULL);
  g_autofree char *found = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_suffix (name, ".proeftuin"))
        continue;
      if (found != NULL)
        {
          pt_cli_usage_error (
              error, _ ("There are several logbooks here: say which with -L FOLDER.proeftuin."));
          return NULL;
        }
      found = g_strdup (name);
    }
  if (found == NULL)
    pt_cli_usage_error (error, _ ("Which logbook? Say it with -L FOLDER.proeftuin."));
  return g_steal_pointer (&found);
}

char *
pt_cli_require_folder (PtCli *cli, GError **error)
{
  if (cli->folder == NULL)
    pt_cli_usage_error (error, _ ("Which folder? Say it with -L FOLDER.proeftuin."));
  return g_strdup (cli->folder);
}

/* What may write, but need not, also does its work where nothing can be written. */
static PtStore *
open_as (PtCli *cli, PtCliAccess access, GError **error)
{
  g_autoptr (GError) problem = NULL;
  PtStore *store = pt_store_open (
      cli->folder, access == PT_CLI_READS_LOGBOOK ? PT_STORE_READ_ONLY : PT_STORE_READ_WRITE,
      cli->world, &problem);

  if (store == NULL && access == PT_CLI_CHECKS_LOGBOOK
      && g_error_matches (problem, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY))
    return pt_store_open (cli->folder, PT_STORE_READ_ONLY, cli->world, error);
  if (store == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return store;
}

static gboolean
unlock (PtCli *cli, GError **error)
{
  g_autoptr (PtSecretText) passphrase = NULL;

  if (unlock_option == NULL)
    return TRUE;
  passphrase = pt_cli_read_passphrase (unlock_option, error);
  return passphrase != NULL && pt_store_unlock_names (cli->store, passphrase, error);
}

static gboolean
open_logbook (PtCli *cli, const PtCommand *command, GError **error)
{
  if (command->access == PT_CLI_NO_LOGBOOK)
    return TRUE;
  if (cli->folder == NULL)
    cli->folder = pt_cli_find_folder (error);
  if (cli->folder == NULL)
    return FALSE;
  cli->store = open_as (cli, command->access, error);
  return cli->store != NULL && unlock (cli, error);
}

/* GLib leaves the `--` that says that what follows is no option. */
static void
drop_dashes (char **words)
{
  for (char **word = words; *word != NULL; word++)
    if (g_str_equal (*word, "--"))
      {
        g_free (*word);
        memmove (word, word + 1, (g_strv_length (word + 1) + 1) * sizeof *word);
        return;
      }
}

static gboolean
run_command (PtCli *cli, const PtCommand *command, char ***words, GError **error)
{
  g_autoptr (GOptionContext) context = make_context (command);
  g_autoptr (GError) parse_error = NULL;
  guint n;

  if (!g_option_context_parse_strv (context, words, &parse_error))
    {
      pt_cli_usage_error (error, "%s", parse_error->message);
      return FALSE;
    }
  drop_dashes (*words);
  n = g_strv_length (*words) - 1;
  if (n < command->min_args || n > command->max_args)
    {
      pt_cli_usage_line (error, command->name, command->arguments);
      return FALSE;
    }
  if (folder_option != NULL)
    cli->folder = g_strdup (folder_option);
  return open_logbook (cli, command, error) && command->run (cli, *words + 1, error);
}

static int
exit_code_of (const GError *error)
{
  if (g_error_matches (error, PT_CLI_ERROR, PT_CLI_ERROR_USAGE))
    return PT_CLI_EXIT_USAGE;
  return pt_sync_error_is_unreachable (error) ? PT_CLI_EXIT_UNREACHABLE : 1;
}

static int
report (const GError *error)
{
  g_autofree char *sentence = error->domain == PT_SYNC_ERROR ? pt_sync_error_sentence (error)
                                                             : g_strdup (error->message);

  g_printerr ("proeftuin-cli: %s\n", sentence);
  return exit_code_of (error);
}

typedef struct
{
  guint at; /* of the command's name */
  gboolean help, version;
} Start;

/* Takes -L FOLDER, --help and --version in front of the command. */
static gboolean
take_option (char **argv, Start *start, GError **error)
{
  const char *word = argv[start->at];

  if (g_str_equal (word, "--help") || g_str_equal (word, "-h"))
    start->help = TRUE;
  else if (g_str_equal (word, "--version"))
    start->version = TRUE;
  else if ((g_str_equal (word, "-L") || g_str_equal (word, "--logbook"))
           && argv[start->at + 1] != NULL)
    folder_option = g_strdup (argv[++start->at]);
  else if (g_str_has_prefix (word, "--logbook="))
    folder_option = g_strdup (word + strlen ("--logbook="));
  else if (g_str_has_prefix (word, "-L") && word[2] != '\0')
    folder_option = g_strdup (word + 2);
  else
    {
      /* Translators: %s is what was typed, such as “--jsn” */
      pt_cli_usage_error (
          error, _ ("“%s” does not belong there; “proeftuin-cli --help” tells more."), word);
      return FALSE;
    }
  start->at++;
  return TRUE;
}

static gboolean
take_options (char **argv, Start *start, GError **error)
{
  while (argv[start->at] != NULL && argv[start->at][0] == '-')
    if (!take_option (argv, start, error))
      return FALSE;
  return TRUE;
}

static const PtCommand *
need_command (const char *name, GError **error)
{
  const PtCommand *command = name != NULL ? find_command (name) : NULL;

  if (name == NULL)
    pt_cli_usage_error (error, _ ("What should I do? “proeftuin-cli --help” lists the commands."));
  else if (command == NULL)
    pt_cli_usage_error (error, _ ("There is no command “%s”; “proeftuin-cli --help” lists them."),
                        name);
  return command;
}

static gboolean
run_words (char **argv, GError **error)
{
  g_auto (GStrv) words = g_strdupv (argv);
  const PtCommand *command = need_command (words[0], error);
  PtCli cli = { .world = pt_world_system () };
  const gboolean done = command != NULL && run_command (&cli, command, &words, error);

  g_clear_pointer (&cli.store, pt_store_close);
  g_free (cli.folder);
  return done;
}

static int
run (char **argv)
{
  g_autoptr (GError) error = NULL;
  Start start = { .at = argv[0] != NULL ? 1 : 0 };

  if (!take_options (argv, &start, &error))
    return report (error);
  if (start.version)
    g_print ("proeftuin-cli %s\n", PT_VERSION);
  else if (start.help || g_strcmp0 (argv[start.at], "help") == 0)
    print_help ();
  else if (!run_words (argv + start.at, &error))
    return report (error);
  return 0;
}

int
main (int argc, char *argv[])
{
  pt_catalog_init ();
  g_set_prgname ("proeftuin-cli");
  const int code = run (argv);

  g_clear_pointer (&folder_option, g_free);
  g_clear_pointer (&unlock_option, g_free);
  /* A full disk or a closed pipe behind standard output is a failure too. */
  if ((fflush (stdout) != 0 || ferror (stdout)) && code == 0)
    {
      g_printerr ("proeftuin-cli: %s\n", _ ("The answer could not be written."));
      return 1;
    }
  return code;
}
