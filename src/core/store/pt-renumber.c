/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forked: two lives of this database used the same dots (sync.md §3). From the first forked counter
 * on, the saves that the hub does not have get dots of a new life; their ids stay. Where they had
 * seen each other under the old dots, they have under the new ones. */
#include "pt-store-private.h"

#include "pt-json.h"

typedef struct
{
  int64_t ordinal;
  int64_t row;
  int64_t counter; /* the old one */
  PtDot dot;       /* the new one */
  PtOp *op;
} Renumbered;

static void
clear_renumbered (gpointer data)
{
  pt_op_unref (((Renumbered *)data)->op);
}

/* The incarnation and lowest counter among the forked answers. */
static gboolean
find_fork (PtStore *self, GPtrArray *answers, PtDot *fork, GError **error)
{
  fork->counter = 0;
  for (guint i = 0; i < answers->len; i++)
    {
      const PtAnswer *answer = g_ptr_array_index (answers, i);
      g_autoptr (PtStmt) stmt = pt_db_prepare (
          self->db, "SELECT incarnation, counter FROM op WHERE id = ? AND verdict IS NULL", error);
      if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", answer->op))
        return FALSE;
      int rc = pt_stmt_step (stmt, error);
      if (rc < 0)
        return FALSE;
      if (rc == SQLITE_DONE || answer->verdict != PT_VERDICT_FORKED
          || (fork->counter > 0 && pt_stmt_int (stmt, 1) >= fork->counter))
        continue;
      memcpy (fork->incarnation.bytes, sqlite3_column_blob (pt_stmt_handle (stmt), 0),
              sizeof fork->incarnation.bytes);
      fork->counter = pt_stmt_int (stmt, 1);
    }
  return TRUE;
}

/* Everything from the fork on that the hub has not taken, also what is private. */
static GArray *
list_from (PtStore *self, const PtDot *fork, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Renumbered));
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT ordinal, record, counter, body, member, (SELECT device FROM hub) FROM op"
      " WHERE incarnation = ? AND counter >= ? AND verdict IS NULL ORDER BY ordinal",
      error);
  char incarnation[PT_ID_LENGTH + 1];
  int rc = SQLITE_ROW;

  g_array_set_clear_func (list, clear_renumbered);
  pt_uuid_format (&fork->incarnation, incarnation);
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "bi", incarnation, fork->counter))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      Renumbered one = { .ordinal = pt_stmt_int (stmt, 0),
                         .row = pt_stmt_int (stmt, 1),
                         .counter = pt_stmt_int (stmt, 2) };
      one.op = pt_store_parse_op (pt_stmt_text (stmt, 3), pt_stmt_text (stmt, 4),
                                  pt_stmt_text (stmt, 5), error);
      if (one.op == NULL)
        return NULL;
      g_array_append_val (list, one);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* Whether an earlier save on the same record got a new number, up to the old number @known. */
static gboolean
has_renumbered (GArray *list, const Renumbered *self, int64_t known)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Renumbered *one = &g_array_index (list, Renumbered, i);
      if (one->row == self->row && one->ordinal < self->ordinal && one->counter <= known)
        return TRUE;
    }
  return FALSE;
}

/* What had seen the old dots up to n has seen the new dots of those saves. Where none of them is an
 * earlier one on the same record, the old dots are the other life's, as they came by a pull, and
 * stay seen. */
static void
translate_seen (const PtDot *fork, GArray *list, const Renumbered *one)
{
  PtVector *seen = one->op->seen;
  int64_t known = pt_vector_get (seen, &fork->incarnation);

  if (known < fork->counter || !has_renumbered (list, one, known))
    return;
  pt_vector_cap (seen, &fork->incarnation, fork->counter - 1);
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, Renumbered, i).counter <= known)
      pt_vector_add (seen, &g_array_index (list, Renumbered, i).dot);
}

static gboolean
write_renumbered (PtStore *self, const Renumbered *one, GError **error)
{
  g_autofree char *body = pt_op_print (one->op);
  char incarnation[PT_ID_LENGTH + 1];

  pt_uuid_format (&one->dot.incarnation, incarnation);
  return pt_db_run (self->db, error,
                    "UPDATE op SET incarnation = ?, counter = ?, body = ? WHERE ordinal = ?",
                    "biti", incarnation, one->dot.counter, body, one->ordinal);
}

gboolean
pt_store_renumber (PtStore *self, GPtrArray *answers, GError **error)
{
  PtDot fork;
  gboolean shown_changed;

  if (!find_fork (self, answers, &fork, error))
    return FALSE;
  if (fork.counter == 0) /* an answer that came twice */
    return TRUE;
  g_autoptr (GArray) list = list_from (self, &fork, error);
  if (list == NULL || !pt_incarnation_renew (self->life, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (!pt_incarnation_next (self->life, &g_array_index (list, Renumbered, i).dot, error))
      return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      Renumbered *one = &g_array_index (list, Renumbered, i);
      one->op->dot = one->dot;
      translate_seen (&fork, list, one);
      if (!write_renumbered (self, one, error))
        return FALSE;
    }
  for (guint i = 0; i < list->len; i++)
    if (!pt_store_refresh_row (self, g_array_index (list, Renumbered, i).row, &shown_changed,
                               error))
      return FALSE;
  return TRUE;
}
