/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proeftuin-hub from a terminal: init, serve, invite, renew, check, exchange, backup, restore, restored,
 * migrate. Errors are one sentence on stderr; exit 1, and 2 for wrong usage. */
#include "main-backup.h"
#include "main-check.h"
#include "main-exchange.h"
#include "main-renew.h"
#include "main-serve.h"
#include "pt-catalog.h"
#include "pt-hub-folder.h"
#include "pt-hub-migrate.h"
#include "pt-roles.h"

#include <glib/gi18n-lib.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXIT_USAGE 2

typedef struct
{
  char *name, *listen, *logbook, *device, *role, *database;
  gboolean new_logbook, behind_proxy;
  char **rest;
} Options;

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (const Options *options, const char *dir);
  gboolean takes_more; /* behind the folder: a file, a database */
} Command;

static void
options_clear (Options *self)
{
  g_free (self->name);
  g_free (self->listen);
  g_free (self->logbook);
  g_free (self->device);
  g_free (self->role);
  g_free (self->database);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
fail (const char *sentence, int code)
{
  g_printerr ("proeftuin-hub: %s\n", sentence);
  return code;
}

static int
run_init (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;
  const char *name = options->name != NULL ? options->name : g_get_host_name ();

  return pt_hub_folder_init (dir, name, g_getenv (PT_HUB_DATABASE_VARIABLE), pt_world_system (),
                             &error)
             ? EXIT_SUCCESS
             : fail (error->message, EXIT_FAILURE);
}

/* Two servers on one SQLite file would not tell each other's waiting laptops of news; with PostgreSQL
 * they do. */
static int
lock_folder (const char *dir)
{
  g_autofree char *database = pt_hub_folder_database (dir);

  return pt_hub_folder_lock (dir, database != NULL);
}

static int
run_serve (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;
  int lock = lock_folder (dir);

  if (!g_file_test (dir, G_FILE_TEST_IS_DIR) || lock >= 0)
    return pt_main_serve (dir, options->listen, options->behind_proxy, &error)
               ? EXIT_SUCCESS
               : fail (error->message, EXIT_FAILURE);
  return fail (_ ("Another program serves this hub, or its folder cannot be written."),
               EXIT_FAILURE);
}

static int
check_invite (const Options *options)
{
  if (options->new_logbook == (options->logbook != NULL) || options->name == NULL
      || options->name[strspn (options->name, " ")] == '\0')
    return fail (_ ("Say --new-logbook or --logbook ID, and --name NAME."), EXIT_USAGE);
  if (options->logbook != NULL && options->role == NULL)
    return fail (_ ("Say which role: --role coordinator, member, monitor, …"), EXIT_USAGE);
  if (options->logbook != NULL && !pt_id_is_valid (options->logbook))
    return fail (_ ("The id of the logbook is not one."), EXIT_USAGE);
  if (options->role != NULL && !pt_role_is_known (options->role))
    return fail (_ ("There is no such role. There are: coordinator, member, monitor, "
                    "co_researcher, reader, advisor, network_editor."),
                 EXIT_USAGE);
  return EXIT_SUCCESS;
}

static gboolean
has_logbook (PtJournal *journal, const char *logbook, GError **error)
{
  g_autoptr (PtHead) head = NULL;

  if (logbook == NULL)
    return TRUE;
  if (!journal->ops->get_head (journal, logbook, &head, error))
    return FALSE;
  if (head == NULL)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                         _ ("This hub does not have that logbook."));
  return head != NULL;
}

static int
run_invite (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHub) hub = NULL;
  g_autoptr (PtJournal) journal = NULL;
  g_auto (PtNewInvite) made = { 0 };
  g_autofree char *url = NULL;
  int wrong = check_invite (options);

  if (wrong != EXIT_SUCCESS)
    return wrong;
  hub = pt_hub_open (dir, pt_world_system (), &error);
  journal = hub != NULL ? pt_hub_folder_open_journal (dir, &error) : NULL;
  if (journal == NULL || !has_logbook (journal, options->logbook, &error)
      || !pt_invite_make (hub, journal, NULL, options->logbook,
                          options->new_logbook ? "coordinator" : options->role, options->name,
                          &made, &error))
    return fail (error->message, EXIT_FAILURE);
  url = pt_hub_folder_invite_url (dir, made.id, &error);
  if (url == NULL)
    return fail (error->message, EXIT_FAILURE);
  g_print ("url: %s\ncode: %s\n", url, made.code);
  return EXIT_SUCCESS;
}

static int
run_exchange (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;

  return pt_main_exchange (dir, options->rest[2], &error) ? EXIT_SUCCESS
                                                          : fail (error->message, EXIT_FAILURE);
}

static int
run_renew (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;

  if ((options->logbook != NULL && !pt_id_is_valid (options->logbook))
      || (options->device != NULL && !pt_id_is_valid (options->device)))
    return fail (_ ("The id of the logbook or the laptop is not one."), EXIT_USAGE);
  return pt_main_renew (dir, options->logbook, options->device, &error)
             ? EXIT_SUCCESS
             : fail (error->message, EXIT_FAILURE);
}

static int
run_check (const Options *options, const char *dir)
{
  return pt_main_check (dir) ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
run_backup (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;

  return pt_main_backup (dir, options->rest[2], &error) ? EXIT_SUCCESS
                                                        : fail (error->message, EXIT_FAILURE);
}

static int
run_restore (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;

  return pt_main_restore (dir, options->rest[2], &error) ? EXIT_SUCCESS
                                                         : fail (error->message, EXIT_FAILURE);
}

static int
run_restored (const Options *options, const char *dir)
{
  g_autoptr (GError) error = NULL;

  return pt_main_restored (dir, &error) ? EXIT_SUCCESS : fail (error->message, EXIT_FAILURE);
}

static void
migrate_progress_cb (const char *table, gint64 rows, gpointer data)
{
  g_print ("%s: %" G_GINT64_FORMAT "\n", table, rows);
}

/* The folder's own database stays where it is; hub.conf says that it is not used any more. */
static int
run_migrate (const Options *options, const char *dir)
{
  g_autofree char *path = pt_hub_folder_path (dir, "hub.db");
  g_autofree char *now = pt_hub_folder_database (dir);
  g_autoptr (GError) error = NULL;

  if (now != NULL)
    return fail (_ ("This hub is in PostgreSQL already."), EXIT_FAILURE);
  if (lock_folder (dir) < 0)
    return fail (_ ("Stop the hub first: what it takes meanwhile would stay behind."),
                 EXIT_FAILURE);
  if (!pt_journal_copy_to_postgres (path, options->rest[2], FALSE, migrate_progress_cb, NULL,
                                    &error)
      || !pt_hub_folder_set_database (dir, options->rest[2], &error))
    return fail (error->message, EXIT_FAILURE);
  g_print ("%s\n", _ ("Everything is in PostgreSQL, compared row by row. From now on the hub is "
                      "served from there; hub.db is as it was."));
  return EXIT_SUCCESS;
}

static const Command commands[] = {
  { "init", "DIR [--name NAME]", N_ ("Makes a hub in a new folder"), run_init },
  { "serve", "DIR [--listen ADDRESS:PORT] [--behind-proxy]",
    N_ ("Serves the hub over HTTPS; by default at 127.0.0.1:8443, port 0 takes any free one"),
    run_serve },
  { "invite", "DIR --new-logbook --name NAME | --logbook ID --role KEY --name NAME",
    N_ ("Makes an invite, also while the hub is served; prints its address and code"), run_invite },
  { "renew", "DIR [--logbook ID] [--device ID]",
    N_ ("Asks that all laptops, or these, get another key at their next contact; then the key "
        "before "
        "opens nothing any more"),
    run_renew },
  { "check", "DIR",
    N_ ("Says what is wrong with the hub: its folder, key, disk, ledger and audit log; changes "
        "nothing"),
    run_check },
  { "exchange", "DIR FILE",
    N_ ("Answers the file of a laptop without a connection (sync --to-file), or all of a folder, "
        "also "
        "while the hub is served"),
    run_exchange, TRUE },
  { "backup", "DIR FILE", N_ ("Copies the whole hub into one file, also while it is served"),
    run_backup, TRUE },
  { "restore", "DIR FILE",
    N_ ("Puts such a file back, into an empty folder or over the hub, which must not be served"),
    run_restore, TRUE },
  { "restored", "DIR",
    N_ ("Says that the database or the whole folder was put back by other means, such as "
        "pg_restore; then laptops give back what it lacks"),
    run_restored },
  { "migrate", "DIR DATABASE",
    N_ ("Brings the hub from its own file to an empty PostgreSQL, postgresql://USER@HOST/NAME"),
    run_migrate, TRUE },
};

static char *
describe_commands (void)
{
  GString *text = g_string_new (NULL);

  g_string_append (text, _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %s %s\n      %s", commands[i].name, commands[i].arguments,
                            _ (commands[i].summary));
  return g_string_free (text, FALSE);
}

static GOptionContext *
make_context (Options *options)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name,
      N_ ("Name of the hub, or of the person invited"), "NAME" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, N_ ("Where to listen"),
      "ADDRESS:PORT" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options->behind_proxy,
      N_ ("Serve plain HTTP on this machine to a proxy that has TLS, such as nginx; also by "
          "hub.conf"),
      NULL },
    { "new-logbook", 0, 0, G_OPTION_ARG_NONE, &options->new_logbook,
      N_ ("Invite a coordinator to bring a logbook to this hub"), NULL },
    { "logbook", 0, 0, G_OPTION_ARG_STRING, &options->logbook,
      N_ ("Invite to this logbook, or ask its laptops"), "ID" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &options->device, N_ ("Ask this laptop only"), "ID" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role,
      N_ ("coordinator, member, monitor, co_researcher, reader, advisor or network_editor"),
      "KEY" },
    { "database", 0, 0, G_OPTION_ARG_STRING, &options->database,
      N_ ("Keep the journal in this PostgreSQL, for every command; also from the environment "
          "variable PROEFTUIN_HUB_DATABASE and from hub.conf, where others do not see a password"),
      "postgresql://…" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
    { 0 },
  };
  GOptionContext *context = g_option_context_new ("COMMAND DIR");
  g_autofree char *summary = describe_commands ();

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

/* What root writes into the folder of a service, the service cannot write any more. */
static int
refuse_root (const char *dir)
{
  struct stat info;
  const struct passwd *owner;
  g_autofree char *sentence = NULL;

  if (geteuid () != 0 || stat (dir, &info) != 0 || info.st_uid == 0)
    return EXIT_SUCCESS;
  owner = getpwuid (info.st_uid);
  sentence =
      owner != NULL
          /* Translators: %1$s is a user of this computer; the rest of the command stays as it is */
          ? g_strdup_printf (_ ("This folder belongs to the user %1$s. Say the same as that "
                                "user: runuser -u %1$s -- proeftuin-hub …"),
                             owner->pw_name)
          : g_strdup (_ ("This folder belongs to a user whom this computer does not know."));
  return fail (sentence, EXIT_FAILURE);
}

static int
run_command (const Command *command, const Options *options)
{
  guint n = g_strv_length (options->rest);
  int refused = EXIT_SUCCESS;

  if (command->takes_more && n != 3)
    return fail (_ ("Say a command, a folder, and a file or database; see --help."), EXIT_USAGE);
  if (!command->takes_more && n != 2)
    return fail (_ ("Say a command and a folder; see --help."), EXIT_USAGE);
  refused = refuse_root (options->rest[1]);
  return refused == EXIT_SUCCESS ? command->run (options, options->rest[1]) : refused;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = NULL;

  pt_catalog_init ();
  g_log_writer_default_set_use_stderr (TRUE);
  context = make_context (&options);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (error->message, EXIT_USAGE);
  if (options.rest == NULL || g_strv_length (options.rest) < 2)
    return fail (_ ("Say a command and a folder; see --help."), EXIT_USAGE);
  if (options.database != NULL)
    g_setenv (PT_HUB_DATABASE_VARIABLE, options.database, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, options.rest[0]) == 0)
      return run_command (&commands[i], &options);
  return fail (_ ("There is no such command; see --help."), EXIT_USAGE);
}
