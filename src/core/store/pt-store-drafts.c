/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private drafts on a record that a copy of this logbook has shared, when a save on top of them leaves.
 * Its author had them on the screen, so that it has seen them; whoever answers it passes that on without
 * having read a word. So that their answers replace no draft, what is left of one gets a new number,
 * which nobody has seen. */
#include "pt-store-private.h"

typedef struct
{
  PtOp *op;
  PtDot old;
} Draft;

static void
clear_draft (gpointer data)
{
  pt_op_unref (((Draft *)data)->op);
}

static GArray *
list_drafts (PtStore *self, int64_t row, const PtVector *seen, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Draft));
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT body, member, (SELECT device FROM hub) FROM op WHERE record = ? AND settled = 0"
      " AND queued = 0 AND verdict IS NULL ORDER BY ordinal",
      error);
  int rc = SQLITE_ROW;

  g_array_set_clear_func (list, clear_draft);
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autoptr (PtOp) op = pt_store_parse_op (pt_stmt_text (stmt, 0), pt_stmt_text (stmt, 1),
                                               pt_stmt_text (stmt, 2), error);
      if (op == NULL)
        return NULL;
      if (!pt_vector_has (seen, &op->dot))
        continue;
      const Draft one = { pt_op_ref (op), op->dot };
      g_array_append_val (list, one);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* What somebody, or now the save, says instead is no longer the draft's to say. */
static void
drop_replaced (PtOp *draft, const PtState *before, const PtOp *save)
{
  for (guint i = draft->set->len; i > 0; i--)
    {
      const char *name = ((const PtSetting *)g_ptr_array_index (draft->set, i - 1))->name;
      if (pt_op_get (save, name) != NULL || !pt_store_has_from (before, name, &draft->dot))
        g_ptr_array_remove_index (draft->set, i - 1);
    }
}

static gboolean
move (PtStore *self, int64_t row, GArray *drafts, guint which, GError **error)
{
  Draft *one = &g_array_index (drafts, Draft, which);

  if (one->op->set->len == 0)
    return pt_db_run (self->db, error, "UPDATE op SET settled = 1 WHERE id = ?", "b", one->op->id);
  pt_incarnation_next_private (self->life, &one->op->dot);
  for (guint i = 0; i < which; i++)
    if (pt_vector_has (one->op->seen, &g_array_index (drafts, Draft, i).old))
      pt_vector_add (one->op->seen, &g_array_index (drafts, Draft, i).op->dot);
  return pt_store_write_numbered (self, one->op, error)
         && pt_store_remember_dot (self, row, &one->old, &one->op->dot, FALSE, error);
}

gboolean
pt_store_move_drafts (PtStore *self, int64_t row, const PtState *before, const PtOp *save,
                      GError **error)
{
  g_autoptr (GArray) drafts = list_drafts (self, row, save->seen, error);
  gboolean shown_changed;

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      drop_replaced (g_array_index (drafts, Draft, i).op, before, save);
      if (!move (self, row, drafts, i, error))
        return FALSE;
    }
  return drafts != NULL
         && (drafts->len == 0 || pt_store_refresh_row (self, row, &shown_changed, error));
}
