/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own saves on top of the hub's state. What people see of a record is the sum; it is kept in
 * `local` as long as the sum differs from what the hub says. */
#include "pt-store-private.h"

#include <string.h>

PtOp *
pt_store_parse_op (const char *body, const char *member, const char *device, GError **error)
{
  PtOp *op = pt_op_parse (body, strlen (body), 2 * PT_OP_MAX_BYTES, error);

  if (op == NULL)
    return NULL;
  op->member = g_strdup (member);
  op->device = g_strdup (device);
  return op;
}

PtState *
pt_store_overlay (PtStore *self, int64_t row, PtState *hub_state, guint *n, GError **error)
{
  g_autoptr (PtState) state = hub_state != NULL ? hub_state : pt_state_new ();
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT body, member, (SELECT device FROM hub) FROM op WHERE record = ? AND settled = 0"
      " ORDER BY ordinal",
      error);
  int rc = SQLITE_ROW;

  *n = 0;
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autoptr (PtOp) op = pt_store_parse_op (pt_stmt_text (stmt, 0), pt_stmt_text (stmt, 1),
                                               pt_stmt_text (stmt, 2), error);
      if (op == NULL)
        return NULL;
      pt_state_apply (state, op);
      (*n)++;
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&state) : NULL;
}

gboolean
pt_store_set_local (PtStore *self, int64_t row, const PtState *state, GError **error)
{
  if (state == NULL)
    return pt_db_run (self->db, error, "DELETE FROM local WHERE row = ?", "i", row);
  g_autofree char *text = pt_state_print (state);
  return pt_db_run (self->db, error, "INSERT OR REPLACE INTO local (row, state) VALUES (?, ?)",
                    "it", row, text);
}

gboolean
pt_store_is_pending (PtStore *self, int64_t row)
{
  int64_t waits = 0;

  pt_db_get_int (self->db, NULL, 0, &waits,
                 "SELECT EXISTS (SELECT 1 FROM op WHERE record = ? AND settled = 0 AND queued = 1"
                 " AND verdict IS NULL)",
                 "i", row);
  return waits != 0;
}

PtDeriveFlags
pt_store_derive_flags (PtStore *self, int64_t row)
{
  return pt_store_is_pending (self, row) ? PT_DERIVE_PENDING : 0;
}

static PtState *
load_hub_state (PtStore *self, int64_t row, gboolean *there, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db, "SELECT state FROM record WHERE row = ?", error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row)
      || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  *there = !pt_stmt_is_null (stmt, 0);
  return *there ? pt_store_parse_state (pt_stmt_text (stmt, 0), error) : pt_state_new ();
}

gboolean
pt_store_refresh_row (PtStore *self, int64_t row, gboolean *shown_changed, GError **error)
{
  gboolean there = FALSE;
  guint n = 0, n_lines = 0;
  g_autoptr (PtRecord) before = pt_store_load_row (self, row, error);
  PtState *hub = before != NULL ? load_hub_state (self, row, &there, error) : NULL;
  g_autoptr (PtState) shown = hub != NULL ? pt_store_overlay (self, row, hub, &n, error) : NULL;

  if (shown == NULL || !pt_store_set_local (self, row, n > 0 || !there ? shown : NULL, error)
      || !pt_store_log_changes (self, row, pt_record_get_state (before), shown, "pull", NULL, 0,
                                &n_lines, error))
    return FALSE;
  g_autoptr (PtRecord) after = pt_store_load_row (self, row, error);
  *shown_changed = n_lines > 0;
  return after != NULL
         && pt_derive_record (self->derive, row, after, pt_store_derive_flags (self, row), error);
}
