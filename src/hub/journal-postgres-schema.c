/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables in PostgreSQL and their version. Hub processes that start together agree on one of them
 * by an advisory lock; the others find the work done. */
#include "journal-postgres-private.h"

#include "pt-hub-resources.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define MIGRATIONS "/nl/proeftuin/Proeftuin/hub/postgres"
#define KEY "6039832194702149" /* an arbitrary number */

/* The last migration that was run; 0 = none. */
static gboolean
get_version (PGconn *conn, int *out, GError **error)
{
  g_autoptr (PGresult)
      table = pt_postgres_query (conn, "SELECT to_regclass ('hub_version') IS NOT NULL", error);
  g_autoptr (PGresult) version = NULL;

  *out = 0;
  if (table == NULL || PQgetvalue (table, 0, 0)[0] != 't')
    return table != NULL;
  version = pt_postgres_query (conn, "SELECT version FROM hub_version", error);
  if (version != NULL && PQntuples (version) > 0)
    *out = atoi (PQgetvalue (version, 0, 0));
  return version != NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* File names in order; their number is the version that they bring. */
static char **
list_migrations (int *latest)
{
  char **names;
  guint n;

  /* The linker drops the constructor of a resource in a static library. */
  g_resources_register (pt_hub_get_resource ());
  names = g_resources_enumerate_children (MIGRATIONS, 0, NULL);
  n = g_strv_length (names);
  qsort (names, n, sizeof *names, compare_names);
  *latest = atoi (names[n - 1]);
  return names;
}

static gboolean
run (PGconn *conn, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = pt_postgres_query (conn, sql, error);

  return result != NULL;
}

static gboolean
run_file (PGconn *conn, const char *name, GError **error)
{
  g_autofree char *path = g_build_path ("/", MIGRATIONS, name, NULL);
  g_autoptr (GBytes) sql = g_resources_lookup_data (path, 0, error);
  g_autofree char *note = g_strdup_printf (
      "CREATE TABLE IF NOT EXISTS hub_version (version bigint PRIMARY KEY);"
      "DELETE FROM hub_version; INSERT INTO hub_version VALUES (%d)",
      atoi (name));

  return sql != NULL && run (conn, g_bytes_get_data (sql, NULL), error) && run (conn, note, error);
}

/* Another process may have been quicker: looks again now that it is alone. */
static gboolean
run_missing (PGconn *conn, char **names, GError **error)
{
  int version;

  if (!get_version (conn, &version, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (atoi (names[i]) > version && !run_file (conn, names[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
check_version (int version, int latest, gboolean create, GError **error)
{
  if (version > latest)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NEWER,
                         _ ("The database was made by a newer version of Proeftuin. Nothing was "
                            "changed."));
  else if (version == 0 && !create)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                         _ ("The database holds no hub. Bring one over with: proeftuin-hub migrate "
                            "DIR DATABASE, or make a new one with: proeftuin-hub init DIR "
                            "--database DATABASE"));
  else
    return TRUE;
  return FALSE;
}

gboolean
pt_postgres_migrate (PGconn *conn, gboolean create, GError **error)
{
  int version, latest;
  g_auto (GStrv) names = list_migrations (&latest);

  if (!get_version (conn, &version, error) || !check_version (version, latest, create, error))
    return FALSE;
  if (version == latest)
    return TRUE;
  /* The lock comes before the transaction: one that began while another process made the tables
   * would not see them by name. A failure ends with the connection. */
  return run (conn, "SELECT pg_advisory_lock (" KEY ")", error) && run (conn, "BEGIN", error)
         && run_missing (conn, names, error)
         && run (conn, "COMMIT; SELECT pg_advisory_unlock (" KEY ")", error);
}
