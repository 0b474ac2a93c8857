/* SPDX-License-Identifier: GPL-3.0-or-later */
/* List rows, from derived columns alone: quick enough for the main thread. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PtRow row; /* first: what callers see */
  gatomicrefcount refs;
} SharedRow;

PtRow *
pt_row_ref (PtRow *self)
{
  g_atomic_ref_count_inc (&((SharedRow *)self)->refs);
  return self;
}

void
pt_row_unref (PtRow *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&((SharedRow *)self)->refs))
    return;
  g_free (self->id);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->date);
  g_free (self->status);
  g_free (self->sharing);
  g_free (self->people);
  g_free (self);
}

static PtRecord *
load_owner (PtStore *self, const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *owner = kind != NULL && kind->owner_field != NULL
                          ? pt_record_get_text (record, kind->owner_field)
                          : NULL;

  return owner != NULL ? pt_store_find_record (self, owner, NULL, NULL) : NULL;
}

char *
pt_store_dup_title (PtStore *self, const PtRecord *record)
{
  const gboolean unnamed = pt_record_kind_is_unnamed (pt_record_get_kind (record));
  g_autoptr (PtRecord) owner = unnamed ? load_owner (self, record) : NULL;

  return pt_record_dup_title_of (record, owner, true);
}

/* Two more reads by key; the derived title says too little of such a kind. */
static char *
dup_unnamed (PtStore *self, int64_t row)
{
  g_autoptr (PtRecord) record = pt_store_load_row (self, row, NULL);
  g_autoptr (PtRecord) owner = record != NULL ? load_owner (self, record) : NULL;

  return record != NULL ? pt_record_dup_title_of (record, owner, false) : NULL;
}

/* The derived title knows no language: keys become labels here. */
static char *
make_title (PtStore *self, const PtRow *row, const char *title)
{
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, kind->title_field) : NULL;
  char *unnamed = pt_record_kind_is_unnamed (kind) ? dup_unnamed (self, row->row) : NULL;

  if (unnamed != NULL)
    return unnamed;
  if (*title == '\0')
    return g_strdup (_ ("Untitled"));
  if (field != NULL && field->kind == PT_KIND_ENUM)
    return g_strdup (pt_term_label (field->vocabulary, title));
  return g_strdup (title);
}

static PtRow *
read_row (PtStore *self, PtStmt *stmt)
{
  SharedRow *shared = g_new0 (SharedRow, 1);
  PtRow *row = &shared->row;

  g_atomic_ref_count_init (&shared->refs);
  row->row = pt_stmt_int (stmt, 0);
  row->id = pt_stmt_dup_text (stmt, 1);
  row->kind = pt_stmt_dup_text (stmt, 2);
  row->title = make_title (self, row, pt_stmt_text (stmt, 3));
  row->date = pt_stmt_dup_text (stmt, 4);
  row->status = pt_stmt_dup_text (stmt, 5);
  row->sharing = pt_stmt_dup_text (stmt, 6);
  row->people = pt_stmt_dup_text (stmt, 7);
  row->n_attachments = (guint)pt_stmt_int (stmt, 8);
  row->n_comments = (guint)pt_stmt_int (stmt, 9);
  row->n_conflicts = (guint)pt_stmt_int (stmt, 10);
  row->pending = pt_stmt_int (stmt, 11) != 0;
  row->archived = pt_stmt_int (stmt, 12) != 0;
  return row;
}

GPtrArray *
pt_store_load_rows (PtStore *self, const int64_t *rows, guint n, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_full (n, (GDestroyNotify)pt_row_unref);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT row, id, kind, title, date, status, sharing, people, n_attachments, n_comments,"
      " n_conflicts, pending, archived FROM listing WHERE row = ?",
      error);

  for (guint i = 0; stmt != NULL && i < n; i++)
    {
      if (!pt_stmt_bind (stmt, error, "i", rows[i]))
        return NULL;
      int rc = pt_stmt_step (stmt, error);
      if (rc < 0)
        return NULL;
      g_ptr_array_add (list, rc == SQLITE_ROW ? read_row (self, stmt) : NULL);
      sqlite3_reset (pt_stmt_handle (stmt));
    }
  return stmt != NULL ? g_steal_pointer (&list) : NULL;
}

int64_t
pt_store_find_row (PtStore *self, const char *id)
{
  int64_t row = 0;

  if (!pt_id_is_valid (id)
      || !pt_db_get_int (
          self->db, NULL, 0, &row,
          "SELECT r.row FROM record AS r JOIN listing AS l ON l.row = r.row WHERE r.id = ?", "b",
          id))
    return 0;
  return row;
}

void
pt_conflict_free (PtConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->record);
  g_free (self->kind);
  g_free (self->field);
  g_free (self);
}

static void
add_conflicts (GPtrArray *list, const PtRecord *record)
{
  g_auto (GStrv) fields = pt_record_dup_conflicts (record);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      PtConflict *conflict = g_new0 (PtConflict, 1);
      conflict->record = g_strdup (pt_record_get_id (record));
      conflict->kind = g_strdup (pt_record_get_kind_id (record));
      conflict->field = g_strdup (fields[i]);
      g_ptr_array_add (list, conflict);
    }
}

GPtrArray *
pt_store_list_conflicts (PtStore *self, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT row FROM listing WHERE n_conflicts > 0 ORDER BY id", error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_conflict_free);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autoptr (PtRecord) record = pt_store_load_row (self, pt_stmt_int (stmt, 0), error);
      if (record == NULL)
        return NULL;
      add_conflicts (list, record);
    }
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

int64_t
pt_store_count_conflicts (PtStore *self)
{
  int64_t n = 0;

  pt_db_get_int (self->db, NULL, 0, &n,
                 "SELECT sum(n_conflicts) FROM listing WHERE n_conflicts > 0", "");
  return n;
}
