/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forked: two lives of this database used the same dots (sync.md §3), or may have while the hub forgot.
 * From the first forked counter on, the saves that the hub does not have get dots of a new life; their ids
 * stay. Where they had seen each other under the old dots, they have under the new ones. */
#include "pt-store-private.h"

#include "pt-json.h"

#include <string.h>

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

static GArray *
read_list (PtStmt *stmt, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Renumbered));
  int rc = SQLITE_ROW;

  g_array_set_clear_func (list, clear_renumbered);
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

/* Everything from the fork on that the hub has not taken, also what is private. @again: and what an earlier
 * life of the hub had answered to. */
static GArray *
list_from (PtStore *self, const PtDot *fork, gboolean again, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT ordinal, record, counter, body, member, (SELECT device FROM hub) FROM op"
      " WHERE incarnation = ?1 AND counter >= ?2 AND verdict IS NULL AND (?3 OR again = 0)"
      " ORDER BY ordinal",
      error);
  char incarnation[PT_ID_LENGTH + 1];

  pt_uuid_format (&fork->incarnation, incarnation);
  if (stmt == NULL
      || !pt_stmt_bind (stmt, error, "bii", incarnation, fork->counter, (int64_t)again))
    return NULL;
  return read_list (stmt, error);
}

/* What waits under the dots of other lives and may have seen those: they keep their numbers. */
static GArray *
list_beside (PtStore *self, const PtDot *fork, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT ordinal, record, counter, body, member, (SELECT device FROM hub) FROM op"
      " WHERE incarnation <> ?1 AND verdict IS NULL AND record IN (SELECT record FROM op"
      " WHERE incarnation = ?1 AND counter >= ?2 AND verdict IS NULL) ORDER BY ordinal",
      error);
  char incarnation[PT_ID_LENGTH + 1];

  pt_uuid_format (&fork->incarnation, incarnation);
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "bi", incarnation, fork->counter))
    return NULL;
  return read_list (stmt, error);
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

/* The lowest number of @life, up to @most, that is another save's at the hub, on whatever record: from there on
 * a number says nothing. */
static gboolean
find_first_taken (PtStore *self, const PtUuid *life, int64_t most, int64_t *first, GError **error)
{
  char text[PT_ID_LENGTH + 1];

  pt_uuid_format (life, text);
  return pt_db_get_int (self->db, error, most, first,
                        "SELECT min (ifnull (min (CAST (substr (before, 38) AS INTEGER)), ?2), ?2)"
                        " FROM renumbered WHERE taken = 1 AND substr (before, 1, 36) = ?1",
                        "ti", text, most);
}

/* What had seen the old dots up to n has seen the new dots of those saves. Where none of them is an
 * earlier one on the same record, the old dots are the other life's, as they came by a pull, and
 * stay seen. */
static gboolean
translate_seen (const PtDot *fork, int64_t first, GArray *list, const Renumbered *one)
{
  PtVector *seen = one->op->seen;
  int64_t known = pt_vector_get (seen, &fork->incarnation);

  if (known < fork->counter || !has_renumbered (list, one, known))
    return FALSE;
  pt_vector_cap (seen, &fork->incarnation, first - 1);
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, Renumbered, i).counter <= known)
      pt_vector_add (seen, &g_array_index (list, Renumbered, i).dot);
  return TRUE;
}

gboolean
pt_store_write_numbered (PtStore *self, const PtOp *op, GError **error)
{
  g_autofree char *body = pt_op_print (op);
  char incarnation[PT_ID_LENGTH + 1];

  pt_uuid_format (&op->dot.incarnation, incarnation);
  return pt_db_run (self->db, error,
                    "UPDATE op SET incarnation = ?, counter = ?, body = ? WHERE id = ?", "bitb",
                    incarnation, op->dot.counter, body, op->id);
}

/* @taken: the old dot is another save's at the hub. */
gboolean
pt_store_remember_dot (PtStore *self, int64_t row, const PtDot *before, const PtDot *after,
                       gboolean taken, GError **error)
{
  char old[PT_DOT_SIZE], new[PT_DOT_SIZE];

  pt_dot_print (before, old);
  pt_dot_print (after, new);
  return pt_db_run (self->db, error,
                    "INSERT INTO renumbered (record, before, after, taken) VALUES (?, ?, ?, ?)",
                    "itti", row, old, new, (int64_t)taken);
}

static gboolean
write_renumbered (PtStore *self, const PtDot *fork, const Renumbered *one, GError **error)
{
  const PtDot old = { fork->incarnation, one->counter };

  return pt_store_write_numbered (self, one->op, error)
         && pt_store_remember_dot (self, one->row, &old, &one->dot, TRUE, error);
}

static gboolean
write_list (PtStore *self, const PtDot *fork, int64_t first, GArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      Renumbered *one = &g_array_index (list, Renumbered, i);
      if (!pt_incarnation_next (self->life, &one->dot, error))
        return FALSE;
      one->op->dot = one->dot;
    }
  for (guint i = 0; i < list->len; i++)
    {
      const Renumbered *one = &g_array_index (list, Renumbered, i);
      translate_seen (fork, first, list, one);
      if (!write_renumbered (self, fork, one, error))
        return FALSE;
    }
  return TRUE;
}

/* A later life sees the earlier ones too: what it takes for its own number is another's by now. */
static gboolean
write_beside (PtStore *self, const PtDot *fork, int64_t first, GArray *list, GArray *beside,
              GError **error)
{
  for (guint i = 0; i < beside->len; i++)
    {
      const Renumbered *one = &g_array_index (beside, Renumbered, i);
      if (translate_seen (fork, first, list, one)
          && !pt_store_write_numbered (self, one->op, error))
        return FALSE;
    }
  return TRUE;
}

/* The hub only closed the life when every answer says so: then this is the database that was here
 * first. */
static const char *
find_why (GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const PtAnswer *answer = g_ptr_array_index (answers, i);
      if (answer->verdict == PT_VERDICT_FORKED && g_strcmp0 (answer->reason, "closed") != 0)
        return PT_LIFE_TAKEN;
    }
  return PT_LIFE_CLOSED;
}

/* What waits from @fork on goes into a new life. */
static gboolean
renumber_from (PtStore *self, const PtDot *fork, const char *why, GError **error)
{
  g_autoptr (GArray) list = list_from (self, fork, strcmp (why, PT_LIFE_EPOCH) != 0, error);
  g_autoptr (GArray) beside = list != NULL ? list_beside (self, fork, error) : NULL;
  gboolean shown_changed;
  int64_t first;

  if (beside == NULL)
    return FALSE;
  if (list->len == 0)
    return TRUE;
  if (!find_first_taken (self, &fork->incarnation, fork->counter, &first, error)
      || !pt_incarnation_renew (self->life, why, error)
      || !write_list (self, fork, first, list, error)
      || !write_beside (self, fork, first, list, beside, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (!pt_store_refresh_row (self, g_array_index (list, Renumbered, i).row, &shown_changed,
                               error))
      return FALSE;
  return TRUE;
}

gboolean
pt_store_renumber (PtStore *self, GPtrArray *answers, GError **error)
{
  PtDot fork;

  if (!find_fork (self, answers, &fork, error))
    return FALSE;
  /* 0 = an answer that came twice */
  return fork.counter == 0 || renumber_from (self, &fork, find_why (answers), error);
}

/* ── What another life has said already ── */

/* (transfer full) (nullable): the first own save on @row that waits, whose dot @hub has and whose words it has
 * not; NULL without error: there is none. */
static PtOp *
find_hidden (PtStore *self, int64_t row, const PtState *hub, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT body FROM op WHERE record = ? AND settled = 0 AND queued = 1 AND verdict IS NULL"
      " AND again = 0 ORDER BY ordinal",
      error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return NULL;
  while (pt_stmt_step (stmt, error) == SQLITE_ROW)
    {
      g_autoptr (PtOp) op = pt_store_parse_op (pt_stmt_text (stmt, 0), NULL, NULL, error);

      if (op == NULL || pt_state_hides (hub, op))
        return g_steal_pointer (&op);
    }
  return NULL;
}

/* Saves go to the hub before its pages come, so one that waits has not been there: a copy of this database
 * has, with the same dot. Under that dot the save would be out of sight until the hub says so, which by
 * stick is another journey. Where the hub has it after all, it says under which dot. */
gboolean
pt_store_renumber_hidden (PtStore *self, int64_t row, const PtState *hub, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PtOp) op = find_hidden (self, row, hub, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return op == NULL || renumber_from (self, &op->dot, PT_LIFE_TAKEN, error);
}

/* ── A hub that was put back ── */

/* Where each life begins to wait. */
static GArray *
list_starts (PtStore *self, GError **error)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (PtDot));
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT incarnation, min (counter) FROM op WHERE queued = 1 AND verdict IS NULL AND again = 0"
      " GROUP BY incarnation ORDER BY min (ordinal)",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      PtDot start = { .counter = pt_stmt_int (stmt, 1) };
      memcpy (start.incarnation.bytes, sqlite3_column_blob (pt_stmt_handle (stmt), 0),
              sizeof start.incarnation.bytes);
      g_array_append_val (starts, start);
    }
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&starts) : NULL;
}

/* A laptop that was put back as well may have given its numbers a second time, or is about to. The hub
 * would say so, but has forgotten the first saves, which only live on in what others have: there the
 * second would count as seen and replaced. */
gboolean
pt_store_renumber_waiting (PtStore *self, GError **error)
{
  g_autoptr (GArray) starts = list_starts (self, error);

  for (guint i = 0; starts != NULL && i < starts->len; i++)
    if (!renumber_from (self, &g_array_index (starts, PtDot, i), PT_LIFE_EPOCH, error))
      return FALSE;
  return starts != NULL
         && (starts->len > 0 || pt_incarnation_renew (self->life, PT_LIFE_EPOCH, error));
}

/* A number that is never sent would hide from the hub that a copy of this laptop has given it too: nobody
 * could tell from what comes behind it that two lives are one. */
gboolean
pt_store_renumber_behind (PtStore *self, const PtDot *gone, GError **error)
{
  g_autoptr (GArray) list = list_from (self, gone, FALSE, error);

  if (list == NULL)
    return FALSE;
  return list->len > 0 ? renumber_from (self, gone, PT_LIFE_EPOCH, error)
                       : pt_incarnation_renew (self->life, PT_LIFE_EPOCH, error);
}

/* ── One save, two new numbers ── */

/* (transfer full): own waiting saves on @row made after @ordinal. */
static GPtrArray *
list_later (PtStore *self, int64_t row, int64_t ordinal, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT body FROM op WHERE record = ? AND ordinal > ? AND verdict IS NULL ORDER BY ordinal",
      error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "ii", row, ordinal))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      PtOp *op = pt_store_parse_op (pt_stmt_text (stmt, 0), NULL, NULL, error);
      if (op == NULL)
        return NULL;
      g_ptr_array_add (list, op);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* Whoever had seen the one number has seen the other: they are the same save. */
static gboolean
widen_later (PtStore *self, int64_t row, int64_t ordinal, const PtDot *old, const PtDot *dot,
             GError **error)
{
  g_autoptr (GPtrArray) later = list_later (self, row, ordinal, error);

  for (guint i = 0; later != NULL && i < later->len; i++)
    {
      PtOp *op = g_ptr_array_index (later, i);
      if (!pt_vector_has (op->seen, old))
        continue;
      pt_vector_add (op->seen, dot);
      if (!pt_store_write_numbered (self, op, error))
        return FALSE;
    }
  return later != NULL;
}

/* (transfer full): the own save @id; NULL without error when there is none. */
static PtOp *
find_own (PtStore *self, const char *id, int64_t *row, int64_t *ordinal, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db, "SELECT body, record, ordinal FROM op WHERE id = ?", error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", id)
      || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  *row = pt_stmt_int (stmt, 1);
  *ordinal = pt_stmt_int (stmt, 2);
  return pt_store_parse_op (pt_stmt_text (stmt, 0), NULL, NULL, error);
}

/* A number that was thought to be another save's is this one's after all. */
static gboolean
forgive (PtStore *self, int64_t row, const PtDot *dot, GError **error)
{
  char text[PT_DOT_SIZE];

  pt_dot_print (dot, text);
  return pt_db_run (self->db, error,
                    "UPDATE renumbered SET taken = 0 WHERE record = ? AND before = ?", "it", row,
                    text);
}

gboolean
pt_store_adopt_dot (PtStore *self, const char *id, const PtDot *dot, GArray *adopted,
                    GError **error)
{
  g_autoptr (GError) problem = NULL;
  int64_t row = 0, ordinal = 0;
  gboolean shown_changed;
  g_autoptr (PtOp) op = find_own (self, id, &row, &ordinal, &problem);

  if (op == NULL || pt_dot_equal (&op->dot, dot))
    {
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      return problem == NULL;
    }
  const PtDot old = op->dot;
  const PtAdopted one = { row, ordinal, old };
  g_array_append_val (adopted, one);
  op->dot = *dot;
  return pt_store_write_numbered (self, op, error)
         && widen_later (self, row, ordinal, &old, dot, error) && forgive (self, row, dot, error)
         && pt_store_remember_dot (self, row, &old, dot, TRUE, error)
         && pt_store_refresh_row (self, row, &shown_changed, error);
}

static gboolean
cap_later (PtStore *self, const PtAdopted *one, GError **error)
{
  g_autoptr (GPtrArray) later = list_later (self, one->row, one->ordinal, error);
  int64_t first;

  if (!find_first_taken (self, &one->old.incarnation, one->old.counter, &first, error))
    return FALSE;
  for (guint i = 0; later != NULL && i < later->len; i++)
    {
      PtOp *op = g_ptr_array_index (later, i);
      if (!pt_vector_has (op->seen, &one->old))
        continue;
      pt_vector_cap (op->seen, &one->old.incarnation, first - 1);
      if (!pt_store_write_numbered (self, op, error))
        return FALSE;
    }
  return later != NULL;
}

/* Where one number was taken the hub has closed the life: what waits after it gets a new one as well,
 * and what has seen that keeps having seen it when the old numbers go. */
gboolean
pt_store_cap_adopted (PtStore *self, GArray *adopted, GError **error)
{
  gboolean shown_changed;

  for (guint i = 0; i < adopted->len; i++)
    {
      const PtAdopted *one = &g_array_index (adopted, PtAdopted, i);
      const PtDot next = { one->old.incarnation, one->old.counter + 1 };
      if (!renumber_from (self, &next, PT_LIFE_TAKEN, error))
        return FALSE;
    }
  for (guint i = 0; i < adopted->len; i++)
    {
      const PtAdopted *one = &g_array_index (adopted, PtAdopted, i);
      if (!cap_later (self, one, error)
          || !pt_store_refresh_row (self, one->row, &shown_changed, error))
        return FALSE;
    }
  return TRUE;
}

/* ── Editors that were open ── */

typedef struct
{
  int64_t ordinal;
  PtDot before, after;
  gboolean taken;
} Change;

static gboolean
read_changes (PtStore *self, int64_t row, GArray *list, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT before, after, taken, ordinal FROM renumbered WHERE record = ? ORDER BY ordinal",
      error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      Change one = { .ordinal = pt_stmt_int (stmt, 3), .taken = pt_stmt_int (stmt, 2) != 0 };
      if (pt_dot_parse (pt_stmt_text (stmt, 0), &one.before)
          && pt_dot_parse (pt_stmt_text (stmt, 1), &one.after))
        g_array_append_val (list, one);
    }
  return rc == SQLITE_DONE;
}

/* What an editor that was opened later has seen needs no translation: there the old number is the other
 * database's, whether or not it sees what got the new one, which may have been declined. */
gboolean
pt_store_translate_seen (PtStore *self, int64_t row, PtVector *seen, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autoptr (PtVector) opened = pt_vector_copy (seen);
  int64_t first;

  if (!read_changes (self, row, list, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const Change *one = &g_array_index (list, Change, i);
      if (one->ordinal <= pt_vector_get_renumbered (seen) || !pt_vector_has (opened, &one->before)
          || pt_vector_has (opened, &one->after))
        continue;
      pt_vector_add (opened, &one->after); /* which may have got another one still */
      pt_vector_add (seen, &one->after);
      if (!one->taken)
        continue;
      if (!find_first_taken (self, &one->before.incarnation, one->before.counter, &first, error))
        return FALSE;
      pt_vector_cap (seen, &one->before.incarnation, first - 1);
    }
  return TRUE;
}
