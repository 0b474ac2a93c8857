/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tables and columns there are, asked of both databases. */
#include "journal-tables.h"

#include <string.h>

static void
table_free (PtTable *self)
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTable, table_free)

static gboolean
read_form (const PGresult *columns, const char *name, PtForm *form, gboolean *counted)
{
  static const char *const types[] = { [PT_FORM_TEXT] = "text",
                                       [PT_FORM_INT] = "bigint",
                                       [PT_FORM_UUID] = "uuid",
                                       [PT_FORM_BYTES] = "bytea" };

  for (int i = 0; i < PQntuples (columns); i++)
    if (strcmp (PQgetvalue (columns, i, 0), name) == 0)
      for (guint j = 0; j < G_N_ELEMENTS (types); j++)
        if (strcmp (PQgetvalue (columns, i, 1), types[j]) == 0)
          {
            *form = (PtForm)j;
            *counted = strcmp (PQgetvalue (columns, i, 2), "YES") == 0;
            return TRUE;
          }
  return FALSE;
}

static void
add_key (PtTable *self, const char *column, PtForm form)
{
  g_autofree char *sqlite = g_steal_pointer (&self->sqlite_order);
  g_autofree char *postgres = g_steal_pointer (&self->postgres_order);

  self->sqlite_order = g_strdup_printf ("%s%s\"%s\"", sqlite != NULL ? sqlite : "",
                                        sqlite != NULL ? ", " : "", column);
  self->postgres_order = g_strdup_printf ("%s%s\"%s\"%s", postgres != NULL ? postgres : "",
                                          postgres != NULL ? ", " : "", column,
                                          form == PT_FORM_TEXT ? " COLLATE \"C\"" : "");
}

static gboolean
add_column (PtTable *self, const PGresult *columns, const char *name, gboolean key, GError **error)
{
  g_autofree char *list = g_steal_pointer (&self->list);
  gboolean counted = FALSE;
  PtForm form;

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
ask_columns (PGconn *postgres, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT column_name, data_type, is_identity FROM information_schema.columns"
      " WHERE table_schema = current_schema () AND table_name = '%s'",
      table);

  return pt_postgres_query (postgres, sql, error);
}

static PtTable *
read_table (PtDb *sqlite, PGconn *postgres, const char *name, GError **error)
{
  g_autoptr (PtTable) self = g_new0 (PtTable, 1);
  g_autoptr (PGresult) columns = ask_columns (postgres, name, error);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      sqlite, "SELECT name, pk FROM pragma_table_info (?) ORDER BY pk = 0, pk, cid", error);
  int rc = SQLITE_ROW;

  self->name = g_strdup (name);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->forms = g_array_new (FALSE, FALSE, sizeof (PtForm));
  if (columns == NULL || stmt == NULL || !pt_stmt_bind (stmt, error, "t", name))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!add_column (self, columns, pt_stmt_text (stmt, 0), pt_stmt_int (stmt, 1) > 0, error))
      return NULL;
  return rc == SQLITE_DONE ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
pt_tables_list (PtDb *sqlite, PGconn *postgres, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify)table_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      sqlite,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY"
      " name",
      error);
  int rc = stmt != NULL ? SQLITE_ROW : SQLITE_ERROR;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      PtTable *table = read_table (sqlite, postgres, pt_stmt_text (stmt, 0), error);

      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&tables) : NULL;
}
