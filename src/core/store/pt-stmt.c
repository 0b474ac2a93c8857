/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepared statements, kept per connection under their text. A statement that is still in use when
 * it is asked for again (a query inside a loop over the same query) gets a twin that is thrown
 * away after use. */
#include "pt-db-private.h"

#include "pt-id.h"

struct _PtStmt
{
  PtDb *db;
  sqlite3_stmt *handle;
  PtUuid *ids; /* bound ones, by parameter */
  gboolean cached;
  gboolean busy;
};

void
pt_stmt_free (PtStmt *self)
{
  sqlite3_finalize (self->handle);
  g_free (self->ids);
  g_free (self);
}

static PtStmt *
compile (PtDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  int rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (rc != SQLITE_OK)
    {
      pt_db_set_error (db->handle, rc, error);
      return NULL;
    }
  PtStmt *self = g_new0 (PtStmt, 1);
  self->db = db;
  self->handle = handle;
  self->ids = g_new (PtUuid, sqlite3_bind_parameter_count (handle));
  return self;
}

PtStmt *
pt_db_prepare (PtDb *self, const char *sql, GError **error)
{
  g_assert (pt_db_is_owner (self));

  PtStmt *stmt = g_hash_table_lookup (self->statements, sql);
  if (stmt != NULL && !stmt->busy)
    {
      stmt->busy = TRUE;
      return stmt;
    }
  PtStmt *made = compile (self, sql, error);
  if (made == NULL)
    return NULL;
  made->busy = TRUE;
  if (stmt == NULL)
    {
      made->cached = TRUE;
      g_hash_table_insert (self->statements, (char *)sqlite3_sql (made->handle), made);
    }
  return made;
}

void
pt_db_forget_statements (PtDb *self)
{
  g_hash_table_remove_all (self->statements);
}

void
pt_stmt_reset (PtStmt *self)
{
  if (self == NULL)
    return;
  if (!self->cached)
    {
      pt_stmt_free (self);
      return;
    }
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->busy = FALSE;
}

static int
bind_id (PtStmt *self, int index, const char *text)
{
  PtUuid *uuid = &self->ids[index - 1];

  if (text == NULL)
    return sqlite3_bind_null (self->handle, index);
  if (!pt_uuid_parse (text, uuid))
    return SQLITE_MISMATCH;
  return sqlite3_bind_blob (self->handle, index, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

static int
bind_bytes (sqlite3_stmt *handle, int index, GBytes *bytes, sqlite3_destructor_type keep)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    return sqlite3_bind_null (handle, index);
  return size > 0 ? sqlite3_bind_blob64 (handle, index, data, size, keep)
                  : sqlite3_bind_zeroblob (handle, index, 0);
}

static int
bind_one (PtStmt *self, int index, char type, va_list *args, sqlite3_destructor_type keep)
{
  sqlite3_stmt *handle = self->handle;

  switch (type)
    {
    case 't':
      return sqlite3_bind_text (handle, index, va_arg (*args, const char *), -1, keep);
    case 'b':
      return bind_id (self, index, va_arg (*args, const char *));
    case 'i':
      return sqlite3_bind_int64 (handle, index, va_arg (*args, int64_t));
    case 'r':
      return sqlite3_bind_double (handle, index, va_arg (*args, double));
    case 'B':
      return bind_bytes (handle, index, va_arg (*args, GBytes *), keep);
    case 'n':
      return sqlite3_bind_null (handle, index);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
bind_all (PtStmt *self, sqlite3_destructor_type keep, const char *types, va_list *args,
          GError **error)
{
  g_assert ((int)strlen (types) == sqlite3_bind_parameter_count (self->handle));

  for (int i = 0; types[i] != '\0'; i++)
    {
      int rc = bind_one (self, i + 1, types[i], args, keep);
      if (rc == SQLITE_OK)
        continue;
      if (rc == SQLITE_MISMATCH)
        g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                     "Parameter %d of a statement is not an identifier", i + 1);
      else
        pt_db_set_error (self->db->handle, rc, error);
      return FALSE;
    }
  return TRUE;
}

gboolean
pt_stmt_borrow (PtStmt *self, GError **error, const char *types, va_list *args)
{
  return bind_all (self, SQLITE_STATIC, types, args, error);
}

gboolean
pt_stmt_bind (PtStmt *self, GError **error, const char *types, ...)
{
  va_list args;

  va_start (args, types);
  gboolean ok = bind_all (self, SQLITE_TRANSIENT, types, &args, error);
  va_end (args);
  return ok;
}

int
pt_stmt_step (PtStmt *self, GError **error)
{
  int rc = sqlite3_step (self->handle);

  if (rc == SQLITE_ROW || rc == SQLITE_DONE)
    return rc;
  pt_db_set_error (self->db->handle, rc, error);
  return -1;
}

int64_t
pt_stmt_int (PtStmt *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

double
pt_stmt_real (PtStmt *self, int column)
{
  return sqlite3_column_double (self->handle, column);
}

const char *
pt_stmt_text (PtStmt *self, int column)
{
  return (const char *)sqlite3_column_text (self->handle, column);
}

char *
pt_stmt_dup_text (PtStmt *self, int column)
{
  return g_strdup (pt_stmt_text (self, column));
}

char *
pt_stmt_dup_id (PtStmt *self, int column)
{
  PtUuid uuid;
  char text[PT_ID_LENGTH + 1];

  if (sqlite3_column_bytes (self->handle, column) != sizeof uuid.bytes)
    return NULL;
  memcpy (uuid.bytes, sqlite3_column_blob (self->handle, column), sizeof uuid.bytes);
  pt_uuid_format (&uuid, text);
  return g_strdup (text);
}

gboolean
pt_stmt_is_null (PtStmt *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

sqlite3_stmt *
pt_stmt_handle (PtStmt *self)
{
  return self->handle;
}

gboolean
pt_db_run (PtDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self, sql, error);
  va_list args;
  int rc = SQLITE_ROW;

  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  gboolean ok = pt_stmt_borrow (stmt, error, types, &args);
  va_end (args);
  while (ok && rc == SQLITE_ROW)
    rc = pt_stmt_step (stmt, error);
  return ok && rc == SQLITE_DONE;
}

gboolean
pt_db_get_int (PtDb *self, GError **error, int64_t fallback, int64_t *out, const char *sql,
               const char *types, ...)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self, sql, error);
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  gboolean ok = pt_stmt_borrow (stmt, error, types, &args);
  va_end (args);
  int rc = ok ? pt_stmt_step (stmt, error) : -1;
  if (rc < 0)
    return FALSE;
  *out = rc == SQLITE_ROW && !pt_stmt_is_null (stmt, 0) ? pt_stmt_int (stmt, 0) : fallback;
  return TRUE;
}

char *
pt_db_dup_text (PtDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self, sql, error);
  va_list args;

  if (stmt == NULL)
    return NULL;
  va_start (args, types);
  gboolean ok = pt_stmt_borrow (stmt, error, types, &args);
  va_end (args);
  if (!ok || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  return pt_stmt_dup_text (stmt, 0);
}
