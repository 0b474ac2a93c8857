/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See postgres-fixture.h. */
#include "postgres-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PROGRAMS "/usr/lib/postgresql"
#define ADMIN "proeftuin"
#define OWNER "hub" /* of the databases, who may nothing else */
#define KEPT "kept"
#define START_PATIENCE_S 60

static char *folder; /* NULL = not started yet */
static GSubprocess *server;
static guint n_databases;

/* PostgreSQL refuses to run as root. */
static const struct passwd *
other_user (void)
{
  const struct passwd *user = getpwnam ("postgres");

  return user != NULL ? user : getpwnam ("nobody");
}

static char *
find_programs (void)
{
  g_autoptr (GDir) dir = g_dir_open (PROGRAMS, 0, NULL);
  const char *version = dir != NULL ? g_dir_read_name (dir) : NULL;

  if (version == NULL)
    g_error ("PostgreSQL is not installed: Debian package postgresql");
  return g_build_filename (PROGRAMS, version, "bin", NULL);
}

static void
become_other_cb (gpointer data)
{
  const struct passwd *user = data;

  if (user != NULL && (setgid (user->pw_gid) != 0 || setuid (user->pw_uid) != 0))
    _exit (127);
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
}

static GSubprocess *
run (const char *program, ...)
{
  g_autofree char *programs = find_programs ();
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *path = g_build_filename (programs, program, NULL);
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  va_list args;

  g_ptr_array_add (arguments, path);
  va_start (args, program);
  do
    g_ptr_array_add (arguments, va_arg (args, char *));
  while (arguments->pdata[arguments->len - 1] != NULL);
  va_end (args);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_set_child_setup (launcher, become_other_cb,
                                         geteuid () == 0 ? (gpointer)other_user () : NULL, NULL);
  g_subprocess_launcher_set_stderr_file_path (launcher, "/dev/null");
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)arguments->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static char *
format_url (const char *user, const char *database)
{
  return g_strdup_printf ("postgresql://%s@/%s?connect_timeout=60&host=%s", user, database, folder);
}

static void
wait_until_up (void)
{
  g_autofree char *url = format_url (ADMIN, "postgres");
  gint64 deadline = g_get_monotonic_time () + START_PATIENCE_S * G_USEC_PER_SEC;

  while (PQping (url) != PQPING_OK)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20000);
    }
}

/* The machine goes on when the server is killed, so what it wrote is there without waiting for the
 * disk. */
void
postgres_fixture_start (void)
{
  server = run ("postgres", "-D", folder, "-k", folder, "-c", "listen_addresses=", "-c",
                "max_connections=100", "-c", "fsync=off", NULL);
  wait_until_up ();
}

void
postgres_fixture_kill (void)
{
  g_subprocess_send_signal (server, SIGQUIT);
  g_subprocess_wait (server, NULL, NULL);
  g_clear_object (&server);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0)
        remove_tree (child);
    }
  g_rmdir (path);
}

static void
end_cb (void)
{
  if (server != NULL)
    postgres_fixture_kill ();
  remove_tree (folder);
  g_clear_pointer (&folder, g_free);
}

static void
run_sql (const char *sql)
{
  g_autofree char *admin = format_url (ADMIN, "postgres");
  PGconn *conn = PQconnectdb (admin);
  PGresult *result = PQexec (conn, sql);

  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    g_error ("%s", PQerrorMessage (conn));
  PQclear (result);
  PQfinish (conn);
}

static void
make_cluster (void)
{
  g_autoptr (GSubprocess) initdb = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("proeftuin-pg-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (end_cb);
  if (geteuid () == 0 && chown (folder, other_user ()->pw_uid, other_user ()->pw_gid) != 0)
    g_error ("%s", g_strerror (errno));
  initdb = run ("initdb", "--no-sync", "-A", "trust", "-U", ADMIN, "-E", "UTF8", "--locale=C.UTF-8",
                "-D", folder, NULL);
  g_subprocess_wait_check (initdb, NULL, &error);
  g_assert_no_error (error);
  postgres_fixture_start ();
  run_sql ("CREATE ROLE " OWNER " LOGIN");
}

/* Of the newest database. */
static char *
format_name (void)
{
  return g_strdup_printf ("hub_%u", n_databases);
}

char *
postgres_fixture_new_database (void)
{
  g_autofree char *name = NULL;
  g_autofree char *sql = NULL;

  if (folder == NULL)
    make_cluster ();
  n_databases++;
  name = format_name ();
  sql = g_strdup_printf ("CREATE DATABASE %s TEMPLATE template0 OWNER " OWNER, name);
  run_sql (sql);
  return format_url (OWNER, name);
}

const char *
postgres_fixture_folder (void)
{
  run_sql ("CHECKPOINT");
  return folder;
}

char *
postgres_fixture_tables (void)
{
  g_autofree char *url = format_url (ADMIN, "postgres");
  g_autofree char *name = format_name ();
  g_autofree char *path = NULL;
  const char *const values[] = { name };
  PGconn *conn = PQconnectdb (url);
  PGresult *rows;

  run_sql ("CHECKPOINT");
  rows = PQexecParams (conn, "SELECT oid FROM pg_database WHERE datname = $1", 1, NULL, values,
                       NULL, NULL, 0);
  g_assert_cmpint (PQntuples (rows), ==, 1);
  path = g_build_filename (folder, "base", PQgetvalue (rows, 0, 0), NULL);
  PQclear (rows);
  PQfinish (conn);
  return g_steal_pointer (&path);
}

/* Nobody may be connected to @from. */
static void
copy_database (const char *from, const char *to)
{
  g_autofree char *drop = g_strdup_printf ("DROP DATABASE IF EXISTS %s", to);
  g_autofree char *create = g_strdup_printf ("CREATE DATABASE %s TEMPLATE %s OWNER " OWNER, to,
                                             from);

  run_sql (drop);
  run_sql (create);
}

void
postgres_fixture_keep (void)
{
  g_autofree char *name = format_name ();

  copy_database (name, KEPT);
}

void
postgres_fixture_put_back (void)
{
  g_autofree char *name = format_name ();

  copy_database (KEPT, name);
}

gboolean
postgres_fixture_is_wanted (void)
{
  return g_getenv ("PT_TEST_POSTGRES") != NULL;
}

void
test_hub_init (const char *hub_folder, PtWorld *world)
{
  g_autofree char *url = postgres_fixture_is_wanted () ? postgres_fixture_new_database () : NULL;
  g_autoptr (GError) error = NULL;

  pt_hub_folder_init (hub_folder, "Test hub", url, world, &error);
  g_assert_no_error (error);
}
