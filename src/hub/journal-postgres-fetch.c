/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal in PostgreSQL into a new file, as it is at one moment and while others go on writing; what
 * arrived is looked at again and must have the same hash. */
#include "journal-tables.h"
#include "pt-hub-migrate.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_ROWS 10000

typedef struct
{
  PGconn *from;
  PtDb *to;
  PtCopyProgress progress;
  gpointer data;
  gint64 done, total;   /* rows */
  const PtTable *table; /* on its way */
  PtStmt *insert;       /* into it */
  PtTally came;         /* of it */
} Fetch;

static gboolean
run (PGconn *conn, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = pt_postgres_query (conn, sql, error);

  return result != NULL;
}

static gboolean
take_line (const char *line, gsize length, gpointer data, GError **error)
{
  Fetch *self = data;

  pt_tally_add (line, length, &self->came, NULL);
  if (!pt_table_bind_line (self->table, self->insert, line, length, error)
      || pt_stmt_step (self->insert, error) != SQLITE_DONE)
    return FALSE;
  pt_stmt_reset (self->insert);
  if (++self->done % PROGRESS_ROWS == 0 && self->progress != NULL)
    self->progress (self->done, self->total, self->data);
  return TRUE;
}

static char *
format_insert (const PtTable *table)
{
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append (marks, i > 0 ? ", ?" : "?");
  return g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", table->name, table->list,
                          marks->str);
}

static gboolean
compare (Fetch *self, GError **error)
{
  g_auto (PtTally) there = PT_TALLY_NEW;

  if (!pt_table_visit_sqlite (self->table, self->to, pt_tally_add, &there, error))
    return FALSE;
  if (pt_tally_equal (&there, &self->came))
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
               /* Translators: the name of a table */
               _ ("The table “%s” of PostgreSQL came out different in the copy."),
               self->table->name);
  return FALSE;
}

static gboolean
fetch_table (Fetch *self, GError **error)
{
  g_autofree char *sql = format_insert (self->table);
  g_autoptr (PtStmt) insert = pt_db_prepare (self->to, sql, error);
  gboolean good;

  if (insert == NULL)
    return FALSE;
  self->insert = insert;
  self->came = (PtTally)PT_TALLY_NEW;
  good = pt_table_visit_postgres (self->table, self->from, take_line, self, error)
         && compare (self, error);
  pt_tally_clear (&self->came);
  return good;
}

static gboolean
count_rows (Fetch *self, const PtTable *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", table->name);
  g_autoptr (PGresult) rows = pt_postgres_query (self->from, sql, error);

  if (rows != NULL)
    self->total += g_ascii_strtoll (PQgetvalue (rows, 0, 0), NULL, 10);
  return rows != NULL;
}

static GPtrArray *
list_wanted (Fetch *self, const char *const *only, GError **error)
{
  g_autoptr (GPtrArray) tables = pt_tables_list (self->to, self->from, error);

  for (guint i = tables != NULL ? tables->len : 0; only != NULL && i-- > 0;)
    if (!g_strv_contains (only, ((PtTable *)g_ptr_array_index (tables, i))->name))
      g_ptr_array_remove_index (tables, i);
  return g_steal_pointer (&tables);
}

static gboolean
fetch_all (Fetch *self, const char *const *only, GError **error)
{
  g_autoptr (GPtrArray) tables = list_wanted (self, only, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (!count_rows (self, g_ptr_array_index (tables, i), error))
      return FALSE;
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      self->table = g_ptr_array_index (tables, i);
      if (!fetch_table (self, error))
        return FALSE;
    }
  if (tables != NULL && self->progress != NULL)
    self->progress (self->total, self->total, self->data);
  return tables != NULL;
}

gboolean
pt_journal_copy_from_postgres (const char *url, const char *path, const char *const *only,
                               PtCopyProgress progress, gpointer data, GError **error)
{
  g_autoptr (PGconn) conn = pt_postgres_connect (url, error);
  g_autoptr (PtJournal) journal = NULL;
  Fetch fetch = { .from = conn, .progress = progress, .data = data };

  if (conn == NULL || !pt_postgres_migrate (conn, FALSE, error))
    return FALSE;
  journal = pt_journal_sqlite_open (path, TRUE, error);
  if (journal == NULL || !run (conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error)
      || !journal->ops->begin (journal, NULL, error))
    return FALSE;
  fetch.to = PT_JOURNAL_DB (journal);
  if (fetch_all (&fetch, only, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}
