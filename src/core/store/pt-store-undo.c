/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back own saves, also after a restart: a new save puts the earlier values back, so that
 * others hear of it like of any other. What somebody changed since is left as it is. */
#include "pt-sitting.h"

#include <glib/gi18n-lib.h>

/* Takes it back, and notes by which save, so that it can be done again; 1 = by none. */
static gboolean
undo_one (PtStore *self, const PtOwnSave *own, PtBackOutcome *outcome, GError **error)
{
  int64_t by = 0;

  return pt_take_back (self, own, "undo", outcome, &by, error)
         && pt_db_run (self->db, error,
                       "UPDATE op SET undone = ? WHERE record = ? AND undone = 0"
                       " AND how NOT IN (" PT_STORE_HOW_UNASKED ") AND ordinal BETWEEN ? AND ?",
                       "iiii", MAX (by, 1), own->row, own->first > 0 ? own->first : own->ordinal,
                       own->ordinal);
}

/* ── Groups ── */

/* Saves and pulls on the record after the group's last one, other than by undoing. */
static gboolean
is_edited_since (PtStore *self, const char *group, int64_t row, gboolean *out, GError **error)
{
  int64_t n = 0;

  if (!pt_db_get_int (self->db, error, 0, &n,
                      "SELECT EXISTS (SELECT 1 FROM change WHERE record = ?1"
                      " AND how NOT IN ('undo', 'redo')"
                      " AND ordinal > (SELECT coalesce (max (c.ordinal), 0) FROM change AS c"
                      "  JOIN op AS o ON o.ordinal = c.op WHERE o.batch = pt_uuid(?2)"
                      "  AND c.record = ?1))",
                      "it", row, group))
    return FALSE;
  *out = n != 0;
  return TRUE;
}

static GArray *
list_group (PtStore *self, const char *group, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (PtOwnSave));
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db,
                                           "SELECT ordinal, record, makes FROM op WHERE batch = ?"
                                           " AND undone = 0 ORDER BY ordinal DESC",
                                           error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", group))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      PtOwnSave own = { pt_stmt_int (stmt, 0), pt_stmt_int (stmt, 1), pt_stmt_int (stmt, 2) != 0 };
      g_array_append_val (list, own);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
keep (PtStore *self, int64_t row, GHashTable *kept_rows, GPtrArray *kept, GError **error)
{
  if (!g_hash_table_add (kept_rows, g_memdup2 (&row, sizeof row)))
    return TRUE;
  g_autoptr (PtRecord) record = pt_store_load_row (self, row, error);
  if (record != NULL)
    g_ptr_array_add (kept, pt_store_dup_title (self, record));
  return record != NULL;
}

static gboolean
undo_one_of_group (PtStore *self, const char *group, const PtOwnSave *own, GHashTable *kept_rows,
                   GPtrArray *kept, GError **error)
{
  gboolean edited = FALSE;
  PtBackOutcome outcome;

  if (!is_edited_since (self, group, own->row, &edited, error))
    return FALSE;
  if (edited)
    return keep (self, own->row, kept_rows, kept, error);
  return undo_one (self, own, &outcome, error);
}

static gboolean
undo_group (PtStore *self, const char *group, GPtrArray *kept, GError **error)
{
  g_autoptr (GArray) list = list_group (self, group, error);
  g_autoptr (GHashTable)
      kept_rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!undo_one_of_group (self, group, &g_array_index (list, PtOwnSave, i), kept_rows, kept,
                            error))
      return FALSE;
  return list != NULL
         && pt_db_run (self->db, error, "UPDATE batch SET undone = 1 WHERE id = ?", "b", group);
}

static char *
dup_newest_group (PtStore *self, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT b.id FROM batch AS b WHERE b.undone = 0"
      " ORDER BY (SELECT max (ordinal) FROM op WHERE op.batch = b.id) DESC LIMIT 1",
      error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  if (rc == SQLITE_DONE)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no import to undo."));
  return rc == SQLITE_ROW ? pt_stmt_dup_id (stmt, 0) : NULL;
}

static gboolean
has_group (PtStore *self, const char *group, GError **error)
{
  int64_t n = 0;

  if (pt_id_is_valid (group)
      && !pt_db_get_int (self->db, error, 0, &n, "SELECT EXISTS (SELECT 1 FROM batch WHERE id = ?)",
                         "b", group))
    return FALSE;
  if (n == 0)
    g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                 _ ("There is no import with the number %s in this logbook."), group);
  return n != 0;
}

gboolean
pt_store_undo_group (PtStore *self, const char *group, GPtrArray **out_kept, GError **error)
{
  g_autofree char *newest = group == NULL ? dup_newest_group (self, error) : NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  const char *id = group != NULL ? group : newest;

  if (id == NULL || !has_group (self, id, error) || !pt_store_begin (self, error)
      || !pt_store_end (self, undo_group (self, id, kept, error), error))
    return FALSE;
  if (out_kept != NULL)
    *out_kept = g_steal_pointer (&kept);
  return TRUE;
}

/* ── The newest save ── */

typedef struct
{
  PtOwnSave own;
  char *group;
} Newest;

/* FALSE in @found: there is nothing left to take back. */
static gboolean
find_newest (PtStore *self, Newest *newest, gboolean *found, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT ordinal, record, makes, batch FROM op WHERE undone = 0"
      " AND how NOT IN ('undo', 'redo', " PT_STORE_HOW_UNASKED ")"
      " AND (batch IS NULL OR batch IN (SELECT id FROM batch WHERE undone = 0))"
      " ORDER BY ordinal DESC LIMIT 1",
      error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  *found = rc == SQLITE_ROW;
  if (*found)
    {
      newest->own.ordinal = pt_stmt_int (stmt, 0);
      newest->own.row = pt_stmt_int (stmt, 1);
      newest->own.makes = pt_stmt_int (stmt, 2) != 0;
      newest->group = pt_stmt_is_null (stmt, 3) ? NULL : pt_stmt_dup_id (stmt, 3);
    }
  return rc >= 0;
}

/* The logbook itself is not taken back with the first save that was ever made. */
static gboolean
is_the_logbook (PtStore *self, const PtOwnSave *own)
{
  const char *id = pt_store_get_logbook_id (self);

  return own->makes && id != NULL && pt_store_find_row (self, id) == own->row;
}

static gboolean
undo_newest_group (PtStore *self, const char *group, PtBackOutcome *outcome, PtUndone **undone,
                   GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  *outcome = PT_BACK_DONE;
  *undone = pt_undone_new_group (self, group, error);
  return *undone != NULL && undo_group (self, group, kept, error);
}

static gboolean
undo_newest_save (PtStore *self, const PtOwnSave *own, PtBackOutcome *outcome, PtUndone **undone,
                  GError **error)
{
  PtOwnSave sitting = *own;

  if (!pt_sitting_widen (self, &sitting, error))
    return FALSE;
  *undone = pt_take_back_describe (self, &sitting, error);
  return *undone != NULL && undo_one (self, &sitting, outcome, error);
}

/* A save of which nothing is left is passed over; one that cannot be taken back is said, once. */
static gboolean
undo_newest (PtStore *self, PtBackOutcome *outcome, PtUndone **out, GError **error)
{
  *outcome = PT_BACK_NOTHING;
  while (*outcome == PT_BACK_NOTHING)
    {
      Newest newest = { 0 };
      gboolean found = FALSE;
      g_autoptr (PtUndone) undone = NULL;
      if (!find_newest (self, &newest, &found, error))
        return FALSE;
      g_autofree char *group = newest.group;
      if (!found || is_the_logbook (self, &newest.own))
        return TRUE;
      if (group != NULL ? !undo_newest_group (self, group, outcome, &undone, error)
                        : !undo_newest_save (self, &newest.own, outcome, &undone, error))
        return FALSE;
      if (*outcome == PT_BACK_DONE && out != NULL)
        *out = g_steal_pointer (&undone);
    }
  return TRUE;
}

gboolean
pt_store_undo (PtStore *self, PtUndone **out, GError **error)
{
  PtBackOutcome outcome;

  if (!pt_store_begin (self, error)
      || !pt_store_end (self, undo_newest (self, &outcome, out, error), error))
    return FALSE;
  if (outcome == PT_BACK_CHANGED_SINCE)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                         _ ("Your last change was changed again since, by you or by somebody "
                            "else, and was left as it is."));
  if (outcome == PT_BACK_STAYS_SHARED)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                         _ ("This was already shared with your team and cannot become private "
                            "again. Make a private copy, and erase the shared one."));
  return outcome == PT_BACK_DONE;
}
