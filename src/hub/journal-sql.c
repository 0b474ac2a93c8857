/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements of either database, as the operations see them. */
#include "journal-private.h"

#include "pt-id.h"

#include <string.h>

PtSql *
pt_sql_new (PtJournal *journal, const char *sql, GError **error)
{
  return ((PtJournalDb *)journal)->driver->prepare (journal, sql, error);
}

void
pt_sql_free (PtSql *self)
{
  if (self != NULL)
    self->driver->free (self);
}

gboolean
pt_sql_bind (PtSql *self, GError **error, const char *types, ...)
{
  va_list args;
  gboolean bound;

  va_start (args, types);
  bound = self->driver->bind (self, types, &args, error);
  va_end (args);
  return bound;
}

gboolean
pt_sql_next (PtSql *self, gboolean *found, GError **error)
{
  return self->driver->next (self, found, error);
}

gboolean
pt_sql_is_null (PtSql *self, int column)
{
  return self->driver->is_null (self, column);
}

int64_t
pt_sql_int (PtSql *self, int column)
{
  return self->driver->get_int (self, column);
}

const char *
pt_sql_text (PtSql *self, int column)
{
  return self->driver->get_text (self, column);
}

char *
pt_sql_dup_text (PtSql *self, int column)
{
  return g_strdup (pt_sql_text (self, column));
}

GBytes *
pt_sql_dup_bytes (PtSql *self, int column)
{
  return self->driver->dup_bytes (self, column);
}

char *
pt_sql_dup_id (PtSql *self, int column)
{
  g_autoptr (GBytes) bytes = pt_sql_dup_bytes (self, column);
  char text[PT_ID_LENGTH + 1];
  PtUuid uuid;

  if (bytes == NULL || g_bytes_get_size (bytes) != sizeof uuid.bytes)
    return NULL;
  memcpy (uuid.bytes, g_bytes_get_data (bytes, NULL), sizeof uuid.bytes);
  pt_uuid_format (&uuid, text);
  return g_strdup (text);
}

gboolean
pt_sql_get_hash (PtSql *self, int column, PtHash *out)
{
  g_autoptr (GBytes) bytes = pt_sql_dup_bytes (self, column);

  if (bytes == NULL || g_bytes_get_size (bytes) != PT_HASH_SIZE)
    return FALSE;
  memcpy (out->bytes, g_bytes_get_data (bytes, NULL), PT_HASH_SIZE);
  return TRUE;
}

gboolean
pt_sql_get_uuid (PtSql *self, int column, PtUuid *out)
{
  g_autofree char *id = pt_sql_dup_id (self, column);

  return id != NULL && pt_uuid_parse (id, out);
}

gboolean
pt_sql_run (PtJournal *journal, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (PtSql) stmt = pt_sql_new (journal, sql, error);
  va_list args;
  gboolean bound;

  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  bound = stmt->driver->bind (stmt, types, &args, error);
  va_end (args);
  return bound && stmt->driver->run (stmt, error);
}

gboolean
pt_sql_get_int (PtJournal *journal, GError **error, int64_t fallback, int64_t *out, const char *sql,
                const char *types, ...)
{
  g_autoptr (PtSql) stmt = pt_sql_new (journal, sql, error);
  gboolean good, found;
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  good = stmt->driver->bind (stmt, types, &args, error);
  va_end (args);
  if (!good || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = found && !pt_sql_is_null (stmt, 0) ? pt_sql_int (stmt, 0) : fallback;
  return TRUE;
}

static gboolean
read_rows (PtSql *stmt, PtSqlReader reader, GPtrArray *list, GError **error)
{
  gboolean found;

  while (pt_sql_next (stmt, &found, error))
    {
      gpointer value = found ? reader (stmt) : NULL;

      if (!found)
        return TRUE;
      if (value != NULL)
        g_ptr_array_add (list, value);
    }
  return FALSE;
}

gboolean
pt_sql_collect (PtJournal *journal, GError **error, GPtrArray **out, PtSqlReader reader,
                GDestroyNotify free_func, const char *sql, const char *types, ...)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_func);
  g_autoptr (PtSql) stmt = pt_sql_new (journal, sql, error);
  gboolean bound;
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  bound = stmt->driver->bind (stmt, types, &args, error);
  va_end (args);
  if (!bound || !read_rows (stmt, reader, list, error))
    return FALSE;
  *out = g_steal_pointer (&list);
  return TRUE;
}

gpointer
pt_sql_read_id (PtSql *row)
{
  return pt_sql_dup_id (row, 0);
}

GBytes *
pt_journal_hash_bytes (const PtHash *hash)
{
  return g_bytes_new (hash->bytes, PT_HASH_SIZE);
}

GBytes *
pt_journal_uuid_bytes (const PtUuid *uuid)
{
  return g_bytes_new (uuid->bytes, sizeof uuid->bytes);
}

void
pt_journal_fill (PtJournalOps *ops)
{
  pt_journal_fill_access (ops);
  pt_journal_fill_care (ops);
  pt_journal_fill_erasure (ops);
  pt_journal_fill_held (ops);
  pt_journal_fill_ops (ops);
  pt_journal_fill_pages (ops);
  pt_journal_fill_records (ops);
}
