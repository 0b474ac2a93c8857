/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as lines, from either database, and back. */
#include "journal-tables.h"

#include <string.h>

static const char plain[] = "\b\f\n\r\t\v\\", letters[] = "bfnrtv\\";

/* ── A row as a line ── */

static void
append_text (GString *line, const char *text)
{
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
append_cell (GString *line, PtStmt *stmt, int column, PtForm form)
{
  g_autofree char *id = NULL;

  if (pt_stmt_is_null (stmt, column))
    {
      g_string_append (line, "\\N");
      return;
    }
  switch (form)
    {
    case PT_FORM_TEXT:
    case PT_FORM_INT:
      append_text (line, pt_stmt_text (stmt, column));
      break;
    case PT_FORM_UUID:
      id = pt_stmt_dup_id (stmt, column);
      g_string_append (line, id != NULL ? id : "not 16 bytes");
      break;
    case PT_FORM_BYTES:
      append_bytes (line, stmt, column);
      break;
    }
}

static void
format_row (const PtTable *table, PtStmt *stmt, GString *line)
{
  g_string_truncate (line, 0);
  for (guint i = 0; i < table->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, '\t');
      append_cell (line, stmt, (int)i, g_array_index (table->forms, PtForm, i));
    }
  g_string_append_c (line, '\n');
}

gboolean
pt_table_visit_sqlite (const PtTable *self, PtDb *db, PtLineVisitor visitor, gpointer data,
                       GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY %s", self->list,
                                          self->name, self->sqlite_order);
  g_autoptr (PtStmt) stmt = pt_db_prepare (db, sql, error);
  g_autoptr (GString) line = g_string_new (NULL);
  int rc = stmt != NULL ? SQLITE_ROW : -1;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      format_row (self, stmt, line);
      if (!visitor (line->str, line->len, data, error))
        return FALSE;
    }
  return rc == SQLITE_DONE;
}

static gboolean
fail_copy (PGconn *conn, const PGresult *result, GError **error)
{
  g_propagate_error (error, pt_postgres_error_new (conn, result));
  return FALSE;
}

static gboolean
end_copy (PGconn *conn, GError **error)
{
  g_autoptr (PGresult) ended = PQgetResult (conn);

  PQclear (PQgetResult (conn));
  return PQresultStatus (ended) == PGRES_COMMAND_OK || fail_copy (conn, ended, error);
}

gboolean
pt_table_visit_postgres (const PtTable *self, PGconn *conn, PtLineVisitor visitor, gpointer data,
                         GError **error)
{
  g_autofree char *sql = g_strdup_printf ("COPY (SELECT %s FROM \"%s\" ORDER BY %s) TO STDOUT",
                                          self->list, self->name, self->postgres_order);
  g_autoptr (PGresult) started = PQexec (conn, sql);
  char *line;
  int size;

  if (PQresultStatus (started) != PGRES_COPY_OUT)
    return fail_copy (conn, started, error);
  while ((size = PQgetCopyData (conn, &line, FALSE)) > 0)
    {
      gboolean good = visitor (line, (gsize)size, data, error);

      PQfreemem (line);
      if (!good)
        return FALSE;
    }
  return end_copy (conn, error);
}

/* ── A line as a row ── */

/* In place; returns the end. */
static char *
unescape (char *cell, char *end)
{
  char *out = cell;

  for (char *p = cell; p < end; p++)
    {
      const char *letter = *p == '\\' && p + 1 < end ? strchr (letters, p[1]) : NULL;

      if (letter != NULL)
        p++;
      *out++ = letter != NULL ? plain[letter - letters] : *p;
    }
  *out = '\0';
  return out;
}

/* The hexadecimal digits behind `\x`. */
static int
bind_hex (sqlite3_stmt *stmt, int column, const char *digits, gsize length)
{
  gsize size = length / 2;
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (digits[2 * i]) << 4
                        | g_ascii_xdigit_value (digits[2 * i + 1]));
  return sqlite3_bind_blob64 (stmt, column, bytes, size, g_free);
}

static int
bind_cell (sqlite3_stmt *stmt, int column, PtForm form, const char *text, gsize length)
{
  PtUuid id;

  switch (form)
    {
    case PT_FORM_TEXT:
      return sqlite3_bind_text (stmt, column, text, (int)length, SQLITE_TRANSIENT);
    case PT_FORM_INT:
      return sqlite3_bind_int64 (stmt, column, g_ascii_strtoll (text, NULL, 10));
    case PT_FORM_UUID:
      return pt_uuid_parse (text, &id)
                 ? sqlite3_bind_blob (stmt, column, id.bytes, sizeof id.bytes, SQLITE_TRANSIENT)
                 : SQLITE_MISMATCH;
    case PT_FORM_BYTES:
      return length >= 2 ? bind_hex (stmt, column, text + 2, length - 2) : SQLITE_MISMATCH;
    }
  g_assert_not_reached ();
}

gboolean
pt_table_bind_line (const PtTable *self, PtStmt *stmt, const char *line, gsize length,
                    GError **error)
{
  g_autofree char *copy = g_strndup (line, length);
  char *cell = copy;

  for (guint i = 0; i < self->columns->len; i++)
    {
      char *end = cell + strcspn (cell, "\t\n");
      char *next = *end != '\0' ? end + 1 : end;
      gboolean is_null = end - cell == 2 && memcmp (cell, "\\N", 2) == 0;
      const char *text = cell;
      gsize size = is_null ? 0 : (gsize)(unescape (cell, end) - cell);
      int rc = is_null ? sqlite3_bind_null (pt_stmt_handle (stmt), (int)i + 1)
                       : bind_cell (pt_stmt_handle (stmt), (int)i + 1,
                                    g_array_index (self->forms, PtForm, i), text, size);

      if (rc != SQLITE_OK)
        {
          g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
                       "A value of %s cannot be taken over: %s", self->name, sqlite3_errstr (rc));
          return FALSE;
        }
      cell = next;
    }
  return TRUE;
}

/* ── Comparing ── */

void
pt_tally_clear (PtTally *self)
{
  g_clear_pointer (&self->sum, g_checksum_free);
}

gboolean
pt_tally_add (const char *line, gsize length, gpointer data, GError **error)
{
  PtTally *self = data;

  g_checksum_update (self->sum, (const guchar *)line, (gssize)length);
  self->rows++;
  return TRUE;
}

gboolean
pt_tally_equal (PtTally *self, PtTally *other)
{
  return self->rows == other->rows
         && strcmp (g_checksum_get_string (self->sum), g_checksum_get_string (other->sum)) == 0;
}
