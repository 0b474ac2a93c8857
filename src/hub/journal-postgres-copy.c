/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All tables of a SQLite journal into an empty PostgreSQL. What the tables and their columns are is
 * asked of both databases, so that a new one is not forgotten here. Rows go over as lines of COPY's
 * text format, https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2; the same lines
 * are asked back in the order of the keys, and must have the same hash. */
#include "pt-hub-migrate.h"

#include "journal-postgres-private.h"
#include "journal-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROGRESS_ROWS 10000

typedef enum
{
  FORM_TEXT,
  FORM_INT,
  FORM_UUID,
  FORM_BYTES,
} Form;

typedef struct
{
  char *name;
  GPtrArray *columns;
  GArray *forms;      /* Form */
  char *list;         /* of the columns, for SQL */
  char *sqlite_order; /* by the key, bytewise */
  char *postgres_order;
  char *counter; /* the column that the database counts; NULL = none */
} Table;

typedef struct
{
  gint64 rows;
  GChecksum *sum;
} Tally;

typedef struct
{
  PtDb *from;
  PGconn *to;
  PtMigrateProgress progress;
  gpointer data;
} Copy;

static void
table_free (Table *self)
{
  g_free (self->name);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->forms, g_array_unref);
  g_free (self->list);
  g_free (self->sqlite_order);
  g_free (self->postgres_order);
  g_free (self->counter);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

static void
tally_clear (Tally *self)
{
  g_clear_pointer (&self->sum, g_checksum_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, tally_clear)

static gboolean
run (PGconn *conn, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = pt_postgres_query (conn, sql, error);

  return result != NULL;
}

/* ── What there is ── */

static gboolean
read_form (const PGresult *columns, const char *name, Form *form, gboolean *counted)
{
  static const char *const types[] = {
    [FORM_TEXT] = "text", [FORM_INT] = "bigint", [FORM_UUID] = "uuid", [FORM_BYTES] = "bytea"
  };

  for (int i = 0; i < PQntuples (columns); i++)
    if (strcmp (PQgetvalue (columns, i, 0), name) == 0)
      for (guint j = 0; j < G_N_ELEMENTS (types); j++)
        if (strcmp (PQgetvalue (columns, i, 1), types[j]) == 0)
          {
            *form = (Form)j;
            *counted = strcmp (PQgetvalue (columns, i, 2), "YES") == 0;
            return TRUE;
          }
  return FALSE;
}

static void
add_key (Table *self, const char *column, Form form)
{
  g_autofree char *sqlite = g_steal_pointer (&self->sqlite_order);
  g_autofree char *postgres = g_steal_pointer (&self->postgres_order);

  self->sqlite_order = g_strdup_printf ("%s%s\"%s\"", sqlite != NULL ? sqlite : "",
                                        sqlite != NULL ? ", " : "", column);
  self->postgres_order = g_strdup_printf ("%s%s\"%s\"%s", postgres != NULL ? postgres : "",
                                          postgres != NULL ? ", " : "", column,
                                          form == FORM_TEXT ? " COLLATE \"C\"" : "");
}

static gboolean
add_column (Table *self, const PGresult *columns, const char *name, gboolean key, GError **error)
{
  g_autofree char *list = g_steal_pointer (&self->list);
  gboolean counted = FALSE;
  Form form;

  if (!read_form (columns, name, &form, &counted))
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
                   "PostgreSQL has no column %s.%s of a known type", self->name, name);
      return FALSE;
    }
  g_ptr_array_add (self->columns, g_strdup (name));
  g_array_append_val (self->forms, form);
  self->list = g_strdup_printf ("%s%s\"%s\"", list != NULL ? list : "", list != NULL ? ", " : "",
                                name);
  if (key)
    add_key (self, name, form);
  if (counted)
    self->counter = g_strdup (name);
  return TRUE;
}

static PGresult *
ask_columns (Copy *copy, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT column_name, data_type, is_identity FROM information_schema.columns"
      " WHERE table_schema = current_schema () AND table_name = '%s'",
      table);

  return pt_postgres_query (copy->to, sql, error);
}

static Table *
read_table (Copy *copy, const char *name, GError **error)
{
  g_autoptr (Table) self = g_new0 (Table, 1);
  g_autoptr (PGresult) columns = ask_columns (copy, name, error);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      copy->from, "SELECT name, pk FROM pragma_table_info (?) ORDER BY pk = 0, pk, cid", error);
  int rc = SQLITE_ROW;

  self->name = g_strdup (name);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->forms = g_array_new (FALSE, FALSE, sizeof (Form));
  if (columns == NULL || stmt == NULL || !pt_stmt_bind (stmt, error, "t", name))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!add_column (self, columns, pt_stmt_text (stmt, 0), pt_stmt_int (stmt, 1) > 0, error))
      return NULL;
  return rc == SQLITE_DONE ? g_steal_pointer (&self) : NULL;
}

static GPtrArray *
list_tables (Copy *copy, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify)table_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      copy->from,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY"
      " name",
      error);
  int rc = stmt != NULL ? SQLITE_ROW : SQLITE_ERROR;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      Table *table = read_table (copy, pt_stmt_text (stmt, 0), error);

      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&tables) : NULL;
}

/* ── Rows ── */

static void
append_text (GString *line, const char *text)
{
  static const char plain[] = "\b\f\n\r\t\v\\", letters[] = "bfnrtv\\";

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *special = strchr (plain, *p);

      if (special != NULL)
        g_string_append_c (line, '\\');
      g_string_append_c (line, special != NULL ? letters[special - plain] : *p);
    }
}

static void
append_bytes (GString *line, PtStmt *stmt, int column)
{
  const guint8 *bytes = sqlite3_column_blob (pt_stmt_handle (stmt), column);
  int size = sqlite3_column_bytes (pt_stmt_handle (stmt), column);

  g_string_append (line, "\\\\x");
  for (int i = 0; i < size; i++)
    g_string_append_printf (line, "%02x", bytes[i]);
}

static void
append_cell (GString *line, PtStmt *stmt, int column, Form form)
{
  g_autofree char *id = NULL;

  if (pt_stmt_is_null (stmt, column))
    {
      g_string_append (line, "\\N");
      return;
    }
  switch (form)
    {
    case FORM_TEXT:
    case FORM_INT:
      append_text (line, pt_stmt_text (stmt, column));
      break;
    case FORM_UUID:
      id = pt_stmt_dup_id (stmt, column);
      g_string_append (line, id != NULL ? id : "not 16 bytes");
      break;
    case FORM_BYTES:
      append_bytes (line, stmt, column);
      break;
    }
}

static void
format_row (const Table *table, PtStmt *stmt, GString *line)
{
  g_string_truncate (line, 0);
  for (guint i = 0; i < table->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, '\t');
      append_cell (line, stmt, (int)i, g_array_index (table->forms, Form, i));
    }
  g_string_append_c (line, '\n');
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
send_rows (Copy *copy, const Table *table, PtStmt *stmt, Tally *tally, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  int rc;

  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      format_row (table, stmt, line);
      g_checksum_update (tally->sum, (const guchar *)line->str, (gssize)line->len);
      if (PQputCopyData (copy->to, line->str, (int)line->len) != 1)
        {
          g_propagate_error (error, pt_postgres_error_new (copy->to, NULL));
          return FALSE;
        }
      if (++tally->rows % PROGRESS_ROWS == 0 && copy->progress != NULL)
        copy->progress (table->name, tally->rows, copy->data);
    }
  return rc == SQLITE_DONE;
}

static gboolean
send_table (Copy *copy, const Table *table, Tally *tally, GError **error)
{
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY %s", table->list,
                                             table->name, table->sqlite_order);
  g_autofree char *into = g_strdup_printf ("COPY \"%s\" (%s) FROM STDIN", table->name, table->list);
  g_autoptr (PtStmt) stmt = pt_db_prepare (copy->from, select, error);
  g_autoptr (PGresult) started = stmt != NULL ? PQexec (copy->to, into) : NULL;

  if (stmt == NULL)
    return FALSE;
  if (PQresultStatus (started) != PGRES_COPY_IN)
    {
      g_propagate_error (error, pt_postgres_error_new (copy->to, started));
      return FALSE;
    }
  if (send_rows (copy, table, stmt, tally, error))
    return end_copy (copy->to, NULL, error);
  end_copy (copy->to, "the source failed", NULL);
  return FALSE;
}

/* ── Compared ── */

static gboolean
tally_back (Copy *copy, const Table *table, Tally *tally, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("COPY (SELECT %s FROM \"%s\" ORDER BY %s) TO STDOUT",
                                          table->list, table->name, table->postgres_order);
  g_autoptr (PGresult) started = PQexec (copy->to, sql);
  g_autoptr (PGresult) ended = NULL;
  char *line;
  int size;

  if (PQresultStatus (started) != PGRES_COPY_OUT)
    {
      g_propagate_error (error, pt_postgres_error_new (copy->to, started));
      return FALSE;
    }
  while ((size = PQgetCopyData (copy->to, &line, FALSE)) > 0)
    {
      g_checksum_update (tally->sum, (const guchar *)line, size);
      tally->rows++;
      PQfreemem (line);
    }
  ended = PQgetResult (copy->to);
  PQclear (PQgetResult (copy->to));
  if (PQresultStatus (ended) == PGRES_COMMAND_OK)
    return TRUE;
  g_propagate_error (error, pt_postgres_error_new (copy->to, ended));
  return FALSE;
}

static gboolean
compare (Copy *copy, const Table *table, Tally *sent, GError **error)
{
  g_auto (Tally) back = { .sum = g_checksum_new (G_CHECKSUM_SHA256) };

  if (!tally_back (copy, table, &back, error))
    return FALSE;
  if (back.rows == sent->rows
      && strcmp (g_checksum_get_string (back.sum), g_checksum_get_string (sent->sum)) == 0)
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
               /* Translators: the name of a table */
               _ ("The table “%s” came out different in PostgreSQL. Nothing was brought over."),
               table->name);
  return FALSE;
}

/* The next number follows those that came along. */
static gboolean
go_on_counting (Copy *copy, const Table *table, GError **error)
{
  g_autofree char *sql = NULL;

  if (table->counter == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT setval (pg_get_serial_sequence ('%s', '%s'), max (\"%s\"))"
                         " FROM \"%s\" HAVING count (*) > 0",
                         table->name, table->counter, table->counter, table->name);
  return run (copy->to, sql, error);
}

static gboolean
check_empty (Copy *copy, const Table *table, GError **error)
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
copy_table (Copy *copy, const Table *table, GError **error)
{
  g_auto (Tally) sent = { .sum = g_checksum_new (G_CHECKSUM_SHA256) };

  if (!send_table (copy, table, &sent, error) || !compare (copy, table, &sent, error)
      || !go_on_counting (copy, table, error))
    return FALSE;
  if (copy->progress != NULL)
    copy->progress (table->name, sent.rows, copy->data);
  return TRUE;
}

static gboolean
copy_all (Copy *copy, GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables (copy, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (!check_empty (copy, g_ptr_array_index (tables, i), error))
      return FALSE;
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (!copy_table (copy, g_ptr_array_index (tables, i), error))
      return FALSE;
  return tables != NULL;
}

gboolean
pt_journal_copy_to_postgres (const char *path, const char *url, PtMigrateProgress progress,
                             gpointer data, GError **error)
{
  g_autoptr (PtJournal) journal = pt_journal_sqlite_open (path, FALSE, error);
  g_autoptr (PGconn) conn = journal != NULL ? pt_postgres_connect (url, error) : NULL;
  Copy copy = { .to = conn, .progress = progress, .data = data };

  if (conn == NULL || !pt_postgres_migrate (conn, TRUE, error)
      || !journal->ops->begin_read (journal, error))
    return FALSE;
  copy.from = PT_JOURNAL_DB (journal);
  return run (conn, "BEGIN", error) && copy_all (&copy, error) && run (conn, "COMMIT", error)
         && run (conn, "ANALYZE", error);
}
