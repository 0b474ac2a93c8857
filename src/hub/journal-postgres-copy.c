/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All tables of a SQLite journal into PostgreSQL, in one transaction; what arrived is asked back and
 * must have the same hash. */
#include "journal-tables.h"
#include "pt-hub-migrate.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_ROWS 10000

typedef struct
{
  PtDb *from;
  PGconn *to;
  PtMigrateProgress progress;
  gpointer data;
  const PtTable *table; /* on its way */
  PtTally sent;         /* of it */
} Copy;

static gboolean
run (PGconn *conn, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = pt_postgres_query (conn, sql, error);

  return result != NULL;
}

static void
say (const Copy *copy)
{
  if (copy->progress != NULL)
    copy->progress (copy->table->name, copy->sent.rows, copy->data);
}

static gboolean
end_copy (PGconn *conn, const char *trouble, GError **error)
{
  gboolean good = PQputCopyEnd (conn, trouble) == 1;
  PGresult *result;

  while ((result = PQgetResult (conn)) != NULL)
    {
      if (PQresultStatus (result) != PGRES_COMMAND_OK && good)
        {
          g_propagate_error (error, pt_postgres_error_new (conn, result));
          good = FALSE;
        }
      PQclear (result);
    }
  return good;
}

static gboolean
send_line (const char *line, gsize length, gpointer data, GError **error)
{
  Copy *copy = data;

  if (PQputCopyData (copy->to, line, (int)length) != 1)
    {
      g_propagate_error (error, pt_postgres_error_new (copy->to, NULL));
      return FALSE;
    }
  pt_tally_add (line, length, &copy->sent, NULL);
  if (copy->sent.rows % PROGRESS_ROWS == 0)
    say (copy);
  return TRUE;
}

static gboolean
send_table (Copy *copy, GError **error)
{
  g_autofree char *into = g_strdup_printf ("COPY \"%s\" (%s) FROM STDIN", copy->table->name,
                                           copy->table->list);
  g_autoptr (PGresult) started = PQexec (copy->to, into);

  if (PQresultStatus (started) != PGRES_COPY_IN)
    {
      g_propagate_error (error, pt_postgres_error_new (copy->to, started));
      return FALSE;
    }
  if (pt_table_visit_sqlite (copy->table, copy->from, send_line, copy, error))
    return end_copy (copy->to, NULL, error);
  end_copy (copy->to, "the source failed", NULL);
  return FALSE;
}

static gboolean
compare (Copy *copy, GError **error)
{
  g_auto (PtTally) back = PT_TALLY_NEW;

  if (!pt_table_visit_postgres (copy->table, copy->to, pt_tally_add, &back, error))
    return FALSE;
  if (pt_tally_equal (&back, &copy->sent))
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
               /* Translators: the name of a table */
               _ ("The table “%s” came out different in PostgreSQL. Nothing was brought over."),
               copy->table->name);
  return FALSE;
}

/* The next number follows those that came along. */
static gboolean
go_on_counting (Copy *copy, GError **error)
{
  const PtTable *table = copy->table;
  g_autofree char *sql = NULL;

  if (table->counter == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT setval (pg_get_serial_sequence ('%s', '%s'), max (\"%s\"))"
                         " FROM \"%s\" HAVING count (*) > 0",
                         table->name, table->counter, table->counter, table->name);
  return run (copy->to, sql, error);
}

static gboolean
copy_table (Copy *copy, GError **error)
{
  gboolean good;

  copy->sent = (PtTally)PT_TALLY_NEW;
  good = send_table (copy, error) && compare (copy, error) && go_on_counting (copy, error);
  if (good)
    say (copy);
  pt_tally_clear (&copy->sent);
  return good;
}

static gboolean
check_empty (Copy *copy, const PtTable *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" LIMIT 1", table->name);
  g_autoptr (PGresult) rows = pt_postgres_query (copy->to, sql, error);

  if (rows == NULL || PQntuples (rows) == 0)
    return rows != NULL;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS,
                       _ ("The database holds a hub already. Say an empty one."));
  return FALSE;
}

static gboolean
make_room (Copy *copy, const PtTable *table, gboolean replace, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("TRUNCATE \"%s\"", table->name);

  return replace ? run (copy->to, sql, error) : check_empty (copy, table, error);
}

static gboolean
copy_all (Copy *copy, gboolean replace, GError **error)
{
  g_autoptr (GPtrArray) tables = pt_tables_list (copy->from, copy->to, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (!make_room (copy, g_ptr_array_index (tables, i), replace, error))
      return FALSE;
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      copy->table = g_ptr_array_index (tables, i);
      if (!copy_table (copy, error))
        return FALSE;
    }
  return tables != NULL;
}

gboolean
pt_journal_copy_to_postgres (const char *path, const char *url, gboolean replace,
                             PtMigrateProgress progress, gpointer data, GError **error)
{
  g_autoptr (PtJournal) journal = pt_journal_sqlite_open (path, FALSE, error);
  g_autoptr (PGconn) conn = journal != NULL ? pt_postgres_connect (url, error) : NULL;
  Copy copy = { .to = conn, .progress = progress, .data = data };

  if (conn == NULL || !pt_postgres_migrate (conn, TRUE, error)
      || !journal->ops->begin_read (journal, error))
    return FALSE;
  copy.from = PT_JOURNAL_DB (journal);
  return run (conn, "BEGIN", error) && copy_all (&copy, replace, error)
         && run (conn, "COMMIT", error) && run (conn, "ANALYZE", error);
}
