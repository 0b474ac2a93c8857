/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private drafts on a record that a copy of this logbook has shared, when a save on top of them leaves.
 * Its author had them on the screen, so that it has seen them; whoever answers it passes that on without
 * having read a word. So that their answers replace no draft, what is left of one gets a new number,
 * which nobody has seen. What the save says instead stays under the old number, below the save: it is
 * shown again where the coordinator declines that. */
#include "pt-store-private.h"

#include <string.h>

typedef struct
{
  PtOp *op;
  PtOp *left; /* of @op, when the save is applied */
} Draft;

static void
clear_draft (gpointer data)
{
  pt_op_unref (((Draft *)data)->op);
  pt_op_unref (((Draft *)data)->left);
}

/* Nobody says @name instead: neither who is on top of the draft already, nor now @save. */
static gboolean
is_left (const PtOp *draft, const char *name, const PtState *before, const PtOp *save)
{
  return pt_op_get (save, name) == NULL && pt_store_has_from (before, name, &draft->dot);
}

/* Moves what is left of the draft from @op to @left, which says the same as yet. */
static void
split (Draft *self, const PtState *before, const PtOp *save)
{
  for (guint i = self->op->set->len; i > 0; i--)
    {
      const char *name = ((const PtSetting *)g_ptr_array_index (self->op->set, i - 1))->name;
      GPtrArray *other = is_left (self->op, name, before, save) ? self->op->set : self->left->set;

      g_ptr_array_remove_index (other, i - 1);
    }
}

static gboolean
read_draft (PtStmt *stmt, Draft *out, GError **error)
{
  const char *body = pt_stmt_text (stmt, 0), *member = pt_stmt_text (stmt, 1);
  const char *device = pt_stmt_text (stmt, 2);

  out->op = pt_store_parse_op (body, member, device, error);
  out->left = out->op != NULL ? pt_store_parse_op (body, member, device, error) : NULL;
  return out->left != NULL;
}

/* (transfer full): those that @save has seen and that it, or what is on top of them, leaves something of. */
static GArray *
list_drafts (PtStore *self, int64_t row, const PtState *before, const PtOp *save, GError **error)
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
      Draft one = { 0 };
      gboolean is_read = read_draft (stmt, &one, error);

      if (is_read)
        split (&one, before, save);
      if (is_read && one.left->set->len > 0 && pt_vector_has (save->seen, &one.op->dot))
        g_array_append_val (list, one);
      else
        clear_draft (&one);
      if (!is_read)
        return NULL;
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* Beside the draft, under an id of its own. */
static gboolean
insert_left (PtStore *self, Draft *one, GError **error)
{
  g_autofree char *body = NULL;
  char incarnation[PT_ID_LENGTH + 1];

  g_free (one->left->id);
  one->left->id = pt_id_new (self->world);
  body = pt_op_print (one->left);
  pt_uuid_format (&one->left->dot.incarnation, incarnation);
  return pt_store_write_numbered (self, one->op, error)
         && pt_db_run (
             self->db, error,
             "INSERT INTO op (id, incarnation, counter, record, member, body, how, queued)"
             " SELECT ?, ?, ?, record, member, ?, 'draft', 0 FROM op WHERE id = ?",
             "bbitb", one->left->id, incarnation, one->left->dot.counter, body, one->op->id);
}

static gboolean
move (PtStore *self, int64_t row, GArray *drafts, guint which, GError **error)
{
  Draft *one = &g_array_index (drafts, Draft, which);

  pt_incarnation_next_private (self->life, &one->left->dot);
  for (guint i = 0; i < which; i++)
    {
      const Draft *earlier = &g_array_index (drafts, Draft, i);
      if (pt_vector_has (one->left->seen, &earlier->op->dot))
        pt_vector_add (one->left->seen, &earlier->left->dot);
    }
  return (one->op->set->len > 0 ? insert_left (self, one, error)
                                : pt_store_write_numbered (self, one->left, error))
         && pt_store_remember_dot (self, row, &one->op->dot, &one->left->dot, FALSE, error);
}

gboolean
pt_store_move_drafts (PtStore *self, int64_t row, const PtState *before, const PtOp *save,
                      GError **error)
{
  g_autoptr (GArray) drafts = list_drafts (self, row, before, save, error);
  gboolean shown_changed;

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    if (!move (self, row, drafts, i, error))
      return FALSE;
  return drafts != NULL
         && (drafts->len == 0 || pt_store_refresh_row (self, row, &shown_changed, error));
}
