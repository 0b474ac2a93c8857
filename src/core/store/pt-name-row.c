/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is a small JSON object, padded so that its length tells nothing, sealed together with the
 * record's id so that no row passes for another's. */
#include "pt-name-row.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define PAD 128                 /* bytes: names and telephone numbers are shorter */
#define MAX_ROW (64 * 1024)     /* bytes */
#define DB_UNFINISHED "sealing" /* in meta: the files may still hold what was sealed */

static void
parts_clear (PtNameParts *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->contact, g_free);
}

void
pt_name_row_clear (PtNameRow *self)
{
  parts_clear (&self->own);
  parts_clear (&self->other);
}

void
pt_name_parts_take (PtNameParts *self, PtNameParts *from)
{
  parts_clear (self);
  self->name = g_steal_pointer (&from->name);
  self->contact = g_steal_pointer (&from->contact);
}

static gboolean
is_nothing (const char *text)
{
  return text == NULL || *text == '\0';
}

gboolean
pt_name_parts_is_empty (const PtNameParts *self)
{
  return is_nothing (self->name) && is_nothing (self->contact);
}

/* ── JSON ── */

static void
add_parts (JsonObject *object, const PtNameParts *parts)
{
  if (!is_nothing (parts->name))
    json_object_set_string_member (object, "name", parts->name);
  if (!is_nothing (parts->contact))
    json_object_set_string_member (object, "contact", parts->contact);
}

static char *
print (const PtNameRow *row)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  add_parts (object, &row->own);
  if (!pt_name_parts_is_empty (&row->other))
    {
      JsonObject *other = json_object_new ();

      add_parts (other, &row->other);
      json_object_set_object_member (object, "other", other);
    }
  json_node_take_object (node, object);
  return pt_json_print (node);
}

static void
read_parts (JsonObject *object, PtNameParts *out)
{
  out->name = g_strdup (pt_json_text_or (object, "name", NULL));
  out->contact = g_strdup (pt_json_text_or (object, "contact", NULL));
}

static gboolean
parse (const char *text, gsize size, PtNameRow *out)
{
  g_autoptr (JsonNode) node = pt_json_parse (text, size, MAX_ROW, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                     : NULL;
  JsonObject *other = NULL;

  if (object == NULL)
    return FALSE;
  read_parts (object, &out->own);
  if (json_object_has_member (object, "other")
      && pt_json_get_object (object, "other", &other, NULL))
    read_parts (other, &out->other);
  return TRUE;
}

/* ── Sealing ── */

static GBytes *
seal_row (const PtSealKey *key, const char *stakeholder, const PtNameRow *row)
{
  g_autofree char *text = print (row);
  const gsize size = strlen (text);
  gsize padded = 0;
  GBytes *sealed;

  text = g_realloc (text, size + PAD);
  sodium_pad (&padded, (uint8_t *)text, size, PAD, size + PAD);
  sealed = pt_seal (key, stakeholder, text, padded);
  sodium_memzero (text, size + PAD);
  return sealed;
}

static gboolean
open_row (const PtSealKey *key, const char *stakeholder, GBytes *sealed, PtNameRow *out,
          GError **error)
{
  g_autoptr (GBytes) clear = pt_unseal (key, stakeholder, sealed);
  gsize size = 0;
  const char *text = clear != NULL ? g_bytes_get_data (clear, &size) : NULL;
  gsize unpadded = 0;

  if (text != NULL && sodium_unpad (&unpadded, (const uint8_t *)text, size, PAD) == 0
      && parse (text, unpadded, out))
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
                       _ ("A real name in this logbook is damaged or was sealed with another key. "
                          "Take in your key file to mend it."));
  return FALSE;
}

static GBytes *
read_sealed (PtStmt *stmt, int column)
{
  sqlite3_stmt *handle = pt_stmt_handle (stmt);

  return g_bytes_new (sqlite3_column_blob (handle, column),
                      (gsize)sqlite3_column_bytes (handle, column));
}

/* ── Rows ── */

/* (transfer full) (nullable): NULL without error when there is none. */
static GBytes *
load_sealed (PtStore *self, const char *stakeholder, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT sealed FROM sealed_name WHERE stakeholder = ?", error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", stakeholder)
      || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  return read_sealed (stmt, 0);
}

/* Of an old logbook whose names could not be sealed yet. */
static gboolean
read_plain (PtStore *self, const char *stakeholder, PtNameRow *out, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT name, contact FROM identity WHERE stakeholder = ?", error);
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", stakeholder))
    return FALSE;
  rc = pt_stmt_step (stmt, error);
  if (rc == SQLITE_ROW)
    {
      out->own.name = pt_stmt_dup_text (stmt, 0);
      out->own.contact = pt_stmt_dup_text (stmt, 1);
    }
  return rc >= 0;
}

gboolean
pt_name_row_read (PtStore *self, const char *stakeholder, PtNameRow *out, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) sealed = load_sealed (self, stakeholder, &problem);
  g_auto (PtSealKey) key = { { 0 } };

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (sealed == NULL)
    return read_plain (self, stakeholder, out, error);
  return pt_name_key_find (self, &key) != PT_NAMES_OPEN
         || open_row (&key, stakeholder, sealed, out, error);
}

gboolean
pt_name_row_remove (PtStore *self, const char *stakeholder, GError **error)
{
  return pt_db_run (self->db, error, "DELETE FROM sealed_name WHERE stakeholder = ?", "b",
                    stakeholder)
         && pt_db_run (self->db, error, "DELETE FROM identity WHERE stakeholder = ?", "b",
                       stakeholder);
}

gboolean
pt_name_row_write (PtStore *self, const char *stakeholder, const PtNameRow *row, GError **error)
{
  const gboolean nothing = pt_name_parts_is_empty (&row->own)
                           && pt_name_parts_is_empty (&row->other);
  const PtNamesState state = pt_name_key_find (self, NULL);
  g_auto (PtSealKey) key = { { 0 } };
  g_autoptr (GBytes) sealed = NULL;

  if (nothing && (state == PT_NAMES_OPEN || state == PT_NAMES_NONE))
    return pt_name_row_remove (self, stakeholder, error);
  if (!pt_name_key_need (self, &key, error))
    return FALSE;
  sealed = seal_row (&key, stakeholder, row);
  return pt_name_row_remove (self, stakeholder, error)
         && pt_db_run (self->db, error,
                       "INSERT INTO sealed_name (stakeholder, sealed) VALUES (?, ?)", "bB",
                       stakeholder, sealed);
}

gboolean
pt_name_row_copy (PtStore *self, const char *from, const char *to, GError **error)
{
  g_autoptr (GBytes) sealed = load_sealed (self, from, NULL);
  const PtNamesState state = pt_name_key_find (self, NULL);
  g_auto (PtNameRow) row = { { NULL } };

  if (sealed != NULL && state != PT_NAMES_OPEN)
    return pt_name_key_fail (state, error);
  if (!pt_name_row_read (self, from, &row, error))
    return FALSE;
  return (pt_name_parts_is_empty (&row.own) && pt_name_parts_is_empty (&row.other))
         || pt_name_row_write (self, to, &row, error);
}

/* ── All of them ── */

static gboolean
each_sealed (PtStore *self, const PtSealKey *key, PtNameRowFunc each, gpointer data, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT stakeholder, sealed FROM sealed_name ORDER BY stakeholder", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autofree char *stakeholder = pt_stmt_dup_id (stmt, 0);
      g_autoptr (GBytes) sealed = read_sealed (stmt, 1);
      g_auto (PtNameRow) row = { { NULL } };
      if (!open_row (key, stakeholder, sealed, &row, error)
          || !each (stakeholder, &row, data, error))
        return FALSE;
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

static gboolean
each_plain (PtStore *self, PtNameRowFunc each, gpointer data, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT stakeholder, name, contact FROM identity ORDER BY stakeholder", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autofree char *stakeholder = pt_stmt_dup_id (stmt, 0);
      g_auto (PtNameRow) row = { { pt_stmt_dup_text (stmt, 1), pt_stmt_dup_text (stmt, 2) } };
      if (!each (stakeholder, &row, data, error))
        return FALSE;
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

gboolean
pt_name_row_each (PtStore *self, PtNameRowFunc each, gpointer data, GError **error)
{
  g_auto (PtSealKey) key = { { 0 } };

  if (pt_name_key_find (self, &key) == PT_NAMES_OPEN
      && !each_sealed (self, &key, each, data, error))
    return FALSE;
  return each_plain (self, each, data, error);
}

/* ── Old logbooks ── */

static gboolean
has_plain (PtStore *self)
{
  int64_t n = 0;

  return pt_db_get_int (self->db, NULL, 0, &n, "SELECT EXISTS (SELECT 1 FROM identity)", "")
         && n != 0;
}

typedef struct
{
  PtStore *store;
  GPtrArray *ids;  /* char * */
  GPtrArray *rows; /* PtNameRow * */
} Plain;

static gboolean
collect (const char *stakeholder, const PtNameRow *row, gpointer data, GError **error)
{
  Plain *plain = data;
  PtNameRow *copy = g_new0 (PtNameRow, 1);

  copy->own.name = g_strdup (row->own.name);
  copy->own.contact = g_strdup (row->own.contact);
  g_ptr_array_add (plain->ids, g_strdup (stakeholder));
  g_ptr_array_add (plain->rows, copy);
  return TRUE;
}

static void
row_free (gpointer data)
{
  pt_name_row_clear (data);
  g_free (data);
}

static gboolean
seal_all (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  Plain plain = { self, ids, rows };

  if (!each_plain (self, collect, &plain, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!pt_name_row_write (self, ids->pdata[i], rows->pdata[i], error))
      return FALSE;
  return pt_store_set_meta (self, DB_UNFINISHED, "1", error);
}

void
pt_name_row_seal_plain (PtStore *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *unfinished = pt_store_dup_meta (self, DB_UNFINISHED);

  if (unfinished == NULL && !has_plain (self))
    return;
  /* A name that stays readable here a while longer is no reason to refuse the logbook. */
  if ((has_plain (self)
       && !(pt_store_begin (self, &error) && pt_store_end (self, seal_all (self, &error), &error)))
      || !pt_db_purge (self->db, &error) || !pt_store_begin (self, &error)
      || !pt_store_end (self, pt_store_set_meta (self, DB_UNFINISHED, NULL, &error), &error))
    g_info ("real names are not all sealed yet: %s", error->message);
}
