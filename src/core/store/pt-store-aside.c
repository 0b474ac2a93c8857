/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own saves that the others do not see although they were meant to, or that they might be thought to
 * see: what waits for the coordinator, what was declined, what the hub could not read, and private
 * drafts on a record that a copy of this logbook has shared. None of it is ever dropped. */
#include "pt-store-private.h"

#include <string.h>

void
pt_aside_free (PtAside *self)
{
  if (self == NULL)
    return;
  g_free (self->op);
  g_free (self->record);
  g_free (self->record_kind);
  g_free (self->title);
  g_free (self->reason);
  g_clear_pointer (&self->set, g_ptr_array_unref);
  g_free (self);
}

/* ── Listing ── */

static GPtrArray *
copy_settings (const PtOp *op)
{
  GPtrArray *set = pt_settings_new ();

  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *one = g_ptr_array_index (op->set, i);
      pt_settings_take (set, one->name, pt_value_copy (one->value));
    }
  return set;
}

/* As the record is called here, or as this save alone would call it. */
static char *
make_title (PtStore *self, const PtOp *op)
{
  g_autoptr (PtRecord) record = pt_store_find_record (self, op->record, NULL, NULL);
  g_autofree char *title = record != NULL ? pt_store_dup_title (self, record) : NULL;

  if (title != NULL && *title != '\0')
    return g_steal_pointer (&title);
  PtState *state = pt_state_new ();
  pt_state_apply (state, op);
  g_autoptr (PtRecord) alone = pt_record_new (op->record, op->kind, state);
  return pt_store_dup_title (self, alone);
}

static PtAside *
aside_new (PtStore *self, PtAsideKind kind, const PtOp *op, const char *reason)
{
  PtAside *aside = g_new0 (PtAside, 1);

  aside->kind = kind;
  aside->op = g_strdup (op->id);
  aside->record = g_strdup (op->record);
  aside->record_kind = g_strdup (op->kind);
  aside->title = make_title (self, op);
  aside->reason = g_strdup (reason);
  aside->is_seen = g_strcmp0 (reason, PT_REASON_DECLINED_SEEN) == 0;
  aside->at = op->at;
  aside->offset = op->offset;
  aside->set = copy_settings (op);
  return aside;
}

gboolean
pt_store_has_from (const PtState *state, const char *name, const PtDot *dot)
{
  for (guint v = 0; v < pt_state_n_versions (state, name); v++)
    {
      const PtStamp *stamp = pt_state_nth_version (state, name, v)->stamp;
      for (guint d = 0; d < stamp->n_dots; d++)
        if (pt_dot_equal (&stamp->dots[d], dot))
          return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): what the hub says about @id. */
static PtState *
load_hub_state (PtStore *self, const char *id)
{
  g_autofree char *text = pt_db_dup_text (self->db, NULL, "SELECT state FROM record WHERE id = ?",
                                          "b", id);

  return text != NULL ? pt_store_parse_state (text, NULL) : NULL;
}

/* Whether the save still says something on top of what the others see. */
static gboolean
survives (PtStore *self, const PtOp *op)
{
  g_autoptr (PtRecord) record = pt_store_find_record (self, op->record, NULL, NULL);
  g_autoptr (PtState) theirs = load_hub_state (self, op->record);

  for (guint i = 0; record != NULL && theirs != NULL && i < op->set->len; i++)
    {
      const char *name = ((const PtSetting *)g_ptr_array_index (op->set, i))->name;
      if (pt_store_has_from (pt_record_get_state (record), name, &op->dot)
          && !pt_store_has_from (theirs, name, &op->dot))
        return TRUE;
    }
  return FALSE;
}

static PtAsideKind
classify (gboolean is_private, gboolean is_refused, const char *reason)
{
  if (is_refused)
    return PT_ASIDE_REFUSED;
  if (reason != NULL && g_str_has_prefix (reason, PT_REASON_DECLINED))
    return PT_ASIDE_DECLINED;
  return is_private ? PT_ASIDE_DRAFT : PT_ASIDE_WAITS;
}

static gboolean
add_aside (PtStore *self, PtStmt *stmt, GPtrArray *list, GError **error)
{
  const char *reason = pt_stmt_text (stmt, 1);
  PtAsideKind kind = classify (pt_stmt_int (stmt, 2) == 0, !pt_stmt_is_null (stmt, 3), reason);
  g_autoptr (PtOp) op = pt_store_parse_op (pt_stmt_text (stmt, 0), NULL, NULL, error);

  if (op == NULL)
    return FALSE;
  if (kind != PT_ASIDE_DRAFT || survives (self, op))
    g_ptr_array_add (list, aside_new (self, kind, op, reason));
  return TRUE;
}

GPtrArray *
pt_store_list_aside (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_aside_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT body, reason, queued, refused_by FROM op WHERE verdict = 'quarantined'"
      " UNION ALL SELECT o.body, NULL, 0, NULL FROM op AS o JOIN record AS r ON r.row = o.record"
      " WHERE o.queued = 0 AND o.settled = 0 AND o.verdict IS NULL AND r.state IS NOT NULL",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!add_aside (self, stmt, list, error))
      return NULL;
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
pt_store_list_held (PtStore *self, const char *after, guint max, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT id FROM op INDEXED BY op_aside WHERE verdict = 'quarantined' AND refused_by IS NULL"
      " AND coalesce (reason, '') NOT LIKE '" PT_REASON_DECLINED "%'"
      " AND ordinal > coalesce ((SELECT ordinal FROM op WHERE id = ?), 0) ORDER BY ordinal LIMIT ?",
      error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "bi", after, (int64_t)max))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (list, pt_stmt_dup_id (stmt, 0));
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* ── Trying again, taking back ── */

static gboolean
requeue (PtStore *self, const char *versions, GError **error)
{
  return pt_db_run (self->db, error,
                    "UPDATE op SET verdict = NULL, answered = NULL, reason = NULL,"
                    " refused_by = NULL WHERE verdict = 'quarantined'"
                    " AND refused_by IS NOT NULL AND refused_by <> ?",
                    "t", versions);
}

gboolean
pt_store_retry_refused (PtStore *self, const char *versions, GError **error)
{
  int64_t due = 0;

  if (!pt_db_get_int (self->db, error, 0, &due,
                      "SELECT EXISTS (SELECT 1 FROM op WHERE verdict = 'quarantined'"
                      " AND refused_by IS NOT NULL AND refused_by <> ?)",
                      "t", versions))
    return FALSE;
  return due == 0
         || (pt_store_begin (self, error)
             && pt_store_end (self, requeue (self, versions, error), error));
}

gboolean
pt_store_take_back (PtStore *self, const char *op, GError **error)
{
  gboolean shown_changed;
  int64_t row = 0, is_known = 0;

  if (!pt_db_get_int (self->db, error, 0, &row, "SELECT record FROM op WHERE id = ?", "b", op)
      || row == 0
      || !pt_db_get_int (self->db, error, 0, &is_known,
                         "SELECT state IS NOT NULL FROM record WHERE row = ?", "i", row))
    return row == 0 && (error == NULL || *error == NULL);
  /* Where the hub has nothing of the record it is as private as before it was sent, and stays so when
   * the hub says it once more, and has something by then. */
  if (!pt_db_run (self->db, error,
                  is_known ? "UPDATE op SET settled = 1 WHERE id = ? AND queued = 1"
                           : "UPDATE op SET queued = 0 WHERE id = ?",
                  "b", op))
    return FALSE;
  return pt_store_refresh_row (self, row, &shown_changed, error);
}
