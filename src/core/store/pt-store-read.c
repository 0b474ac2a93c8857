/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading whole records: from the hub's state or, where own saves are on top of it, from the shown
 * state. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A state is bounded by what the wire lets through; a record with many candidates is larger than
 * one op. */
#define STATE_MAX_BYTES (64 * 1024 * 1024)

#define RECORD_SQL                                                                                 \
  "SELECT r.row, r.id, r.kind, r.seq, r.no, r.stored, r.created_by, r.created_device,"             \
  " r.created_at, coalesce(l.state, r.state),"                                                     \
  " (SELECT max(ordinal) FROM renumbered WHERE record = r.row)"                                    \
  " FROM record AS r LEFT JOIN local AS l ON l.row = r.row "

PtState *
pt_store_parse_state (const char *text, GError **error)
{
  return pt_state_parse (text, strlen (text), STATE_MAX_BYTES, error);
}

static PtState *
read_state (PtStmt *stmt, int column, GError **error)
{
  return pt_stmt_is_null (stmt, column) ? pt_state_new ()
                                        : pt_store_parse_state (pt_stmt_text (stmt, column), error);
}

static PtRecord *
read_record (PtStmt *stmt, int64_t *row, GError **error)
{
  g_autofree char *id = pt_stmt_dup_id (stmt, 1);
  g_autoptr (PtState) state = read_state (stmt, 9, error);

  if (state == NULL)
    return NULL;
  PtRecord *record = pt_record_new (id, pt_stmt_text (stmt, 2), g_steal_pointer (&state));
  pt_record_set_hub (record, pt_stmt_int (stmt, 3), pt_stmt_int (stmt, 4),
                     (unsigned)pt_stmt_int (stmt, 5));
  pt_record_set_created (record, pt_stmt_text (stmt, 6), pt_stmt_text (stmt, 7),
                         pt_stmt_int (stmt, 8));
  pt_record_set_renumbered (record, pt_stmt_int (stmt, 10));
  if (row != NULL)
    *row = pt_stmt_int (stmt, 0);
  return record;
}

PtRecord *
pt_store_record_with_state (const PtRecord *like, const PtState *state)
{
  PtRecord *record = pt_record_new (pt_record_get_id (like), pt_record_get_kind_id (like),
                                    pt_state_copy (state));

  pt_record_set_hub (record, pt_record_get_seq (like), pt_record_get_no (like),
                     pt_record_get_stored (like));
  pt_record_set_created (record, pt_record_get_created_by (like), NULL,
                         pt_record_get_created_at (like));
  return record;
}

PtRecord *
pt_store_find_record (PtStore *self, const char *id, int64_t *row, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, RECORD_SQL "WHERE r.id = ?", error);

  if (row != NULL)
    *row = 0;
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", id)
      || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  return read_record (stmt, row, error);
}

PtRecord *
pt_store_load_row (PtStore *self, int64_t row, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, RECORD_SQL "WHERE r.row = ?", error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row)
      || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  return read_record (stmt, NULL, error);
}

gboolean
pt_store_each_record (PtStore *self, PtRecordFunc each, gpointer data, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, RECORD_SQL "ORDER BY r.row", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t row;
      g_autoptr (PtRecord) record = read_record (stmt, &row, error);
      if (record == NULL || !each (row, record, data, error))
        return FALSE;
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

/* All of it was erased: only the store itself still deals with it. */
static gboolean
is_empty (const PtRecord *record)
{
  return pt_state_n_registers (pt_record_get_state (record)) == 0;
}

PtRecord *
pt_store_get_record (PtStore *self, const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, NULL);

  g_autoptr (GError) problem = NULL;
  PtRecord *record = pt_id_is_valid (id) ? pt_store_find_record (self, id, NULL, &problem) : NULL;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (record != NULL && is_empty (record))
    {
      g_clear_pointer (&record, pt_record_unref);
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND, _ ("This was erased."));
    }
  else if (record == NULL)
    g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                 _ ("There is nothing with the number %s in this logbook."), id);
  return record;
}

gboolean
pt_store_has_record (PtStore *self, const char *id)
{
  return pt_id_is_valid (id) && pt_store_find_row (self, id) > 0;
}

static gboolean
add_one (int64_t row, PtRecord *record, gpointer data, GError **error)
{
  if (!is_empty (record))
    pt_dataset_add (data, record);
  return TRUE;
}

PtDataset *
pt_store_load_all (PtStore *self, GError **error)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();

  return pt_store_each_record (self, add_one, dataset, error) ? g_steal_pointer (&dataset) : NULL;
}

/* ── A record and its neighbours ── */

/* Adds the record @id unless it is there or unknown here; it is returned borrowed. */
static gboolean
add_by_id (PtStore *self, PtDataset *dataset, const char *id, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (id == NULL || !pt_id_is_valid (id) || pt_dataset_get (dataset, id) != NULL)
    return TRUE;
  g_autoptr (PtRecord) record = pt_store_find_record (self, id, NULL, &problem);
  if (record != NULL && !is_empty (record))
    pt_dataset_add (dataset, record);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Everything that @record names in a field. */
static gboolean
add_referred (PtStore *self, PtDataset *dataset, const PtRecord *record, GError **error)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      if (field->kind == PT_KIND_REF
          && !add_by_id (self, dataset, pt_record_get_text (record, field->id), error))
        return FALSE;
      g_auto (GStrv) keys = field->kind == PT_KIND_REFS ? pt_record_dup_keys (record, field->id)
                                                        : NULL;
      for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
        if (!add_by_id (self, dataset, keys[k], error))
          return FALSE;
    }
  return TRUE;
}

/* Whether records of @kind are shown with the record that @field names. */
static gboolean
is_child_field (const PtRecordKind *kind, const PtField *field)
{
  if (field->kind != PT_KIND_REF || (field->flags & PT_FIELD_MEMBER))
    return FALSE;
  if (strcmp (field->id, "same_as") == 0 || strcmp (field->id, "replaces") == 0)
    return FALSE;
  return (kind->flags & PT_RECORD_AUXILIARY) || strcmp (field->id, "about") == 0;
}

static gboolean
add_children_by (PtStore *self, PtDataset *dataset, const char *kind, const char *field,
                 const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?", kind, field);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", id))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autofree char *child = pt_stmt_dup_text (stmt, 0);
      if (!add_by_id (self, dataset, child, error)
          || !add_referred (self, dataset, pt_dataset_get (dataset, child), error))
        return FALSE;
    }
  return rc == SQLITE_DONE;
}

static gboolean
add_children (PtStore *self, PtDataset *dataset, const char *id, GError **error)
{
  const PtField *field;

  for (guint k = 0; k < pt_n_record_kinds; k++)
    for (guint i = 0; (field = pt_record_kind_nth_field (pt_record_kinds[k], i)) != NULL; i++)
      if (is_child_field (pt_record_kinds[k], field)
          && !add_children_by (self, dataset, pt_record_kinds[k]->id, field->id, id, error))
        return FALSE;
  return TRUE;
}

PtDataset *
pt_store_load_around (PtStore *self, const char *id, GError **error)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  g_autoptr (PtRecord) record = pt_store_get_record (self, id, error);

  if (record == NULL)
    return NULL;
  pt_dataset_add (dataset, record);
  if (add_referred (self, dataset, record, error) && add_children (self, dataset, id, error)
      && add_by_id (self, dataset, pt_store_get_logbook_id (self), error))
    return g_steal_pointer (&dataset);
  return NULL;
}
