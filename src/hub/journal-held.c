/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ops that wait for the coordinator, and what was decided about them. */
#include "journal-private.h"

#include "pt-wire.h"

#define HELD_SQL                                                                                   \
  "SELECT o.row, q.incarnation, q.op, q.record, o.member, o.device, q.reason, q.held_at, o.body"   \
  " FROM quarantine AS q JOIN op AS o ON o.logbook = q.logbook AND o.id = q.op"                    \
  " WHERE q.logbook = ? "

static gboolean
hold_op (PtJournal *journal, const char *logbook, const PtOp *op, const char *reason, int64_t at,
         GError **error)
{
  g_autoptr (GBytes) incarnation = pt_journal_uuid_bytes (&op->dot.incarnation);

  return pt_sql_run (journal, error,
                     "INSERT INTO quarantine (logbook, incarnation, record, op, reason, held_at)"
                     " VALUES (?, ?, ?, ?, ?, ?)",
                     "bBbbti", logbook, incarnation, op->record, op->id, reason, at);
}

static gboolean
find_held (PtJournal *journal, const char *logbook, const char *record, const PtDot *last,
           char **reason, GError **error)
{
  g_autoptr (GBytes) incarnation = pt_journal_uuid_bytes (&last->incarnation);
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT q.reason FROM quarantine AS q JOIN op AS o"
                         " ON o.logbook = q.logbook AND o.id = q.op WHERE q.logbook = ?"
                         " AND q.incarnation = ? AND q.record = ? AND o.counter <= ? LIMIT 1",
                         error);
  gboolean found;

  if (stmt == NULL
      || !pt_sql_bind (stmt, error, "bBbi", logbook, incarnation, record, last->counter)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *reason = found ? pt_sql_dup_text (stmt, 0) : NULL;
  return TRUE;
}

static gpointer
read_held (PtSql *stmt)
{
  PtHeld *self = g_new0 (PtHeld, 1);

  self->row = pt_sql_int (stmt, 0);
  pt_sql_get_uuid (stmt, 1, &self->incarnation);
  self->op = pt_sql_dup_id (stmt, 2);
  self->record = pt_sql_dup_id (stmt, 3);
  self->member = pt_sql_dup_id (stmt, 4);
  self->device = pt_sql_dup_id (stmt, 5);
  self->reason = pt_sql_dup_text (stmt, 6);
  self->held_at = pt_sql_int (stmt, 7);
  self->body = pt_sql_dup_text (stmt, 8);
  return self;
}

static gboolean
list_held (PtJournal *journal, const char *logbook, int64_t after, guint max, GPtrArray **out,
           GError **error)
{
  return pt_sql_collect (journal, error, out, read_held, (GDestroyNotify)pt_held_free,
                         HELD_SQL "AND o.row > ? ORDER BY o.row LIMIT ?", "bii", logbook, after,
                         (int64_t)max);
}

static gboolean
list_held_with (PtJournal *journal, const char *logbook, const char *op, GPtrArray **out,
                GError **error)
{
  return pt_sql_collect (
      journal, error, out, read_held, (GDestroyNotify)pt_held_free,
      HELD_SQL "AND EXISTS (SELECT 1 FROM quarantine AS one WHERE one.logbook = q.logbook"
               " AND one.op = ? AND one.incarnation = q.incarnation AND one.record = q.record)"
               " ORDER BY o.counter",
      "bb", logbook, op);
}

static gboolean
list_declined (PtJournal *journal, const char *logbook, const char *record, GPtrArray **out,
               GError **error)
{
  return pt_sql_collect (
      journal, error, out, read_held, (GDestroyNotify)pt_held_free,
      "SELECT row, incarnation, id, record, member, device, reason, taken_at, body"
      " FROM op WHERE logbook = ? AND record = ? AND outcome = 'quarantined'"
      " AND reason = '" PT_WIRE_DECLINED "' ORDER BY row",
      "bb", logbook, record);
}

static gboolean
count_held (PtJournal *journal, const char *logbook, int64_t *out, GError **error)
{
  return pt_sql_get_int (journal, error, 0, out,
                         "SELECT count (*) FROM quarantine WHERE logbook = ?", "b", logbook);
}

static gboolean
count_held_of (PtJournal *journal, const char *logbook, const char *member, int64_t *out,
               GError **error)
{
  return pt_sql_get_int (journal, error, 0, out,
                         "SELECT count (*) FROM quarantine AS q JOIN op AS o"
                         " ON o.logbook = q.logbook AND o.id = q.op"
                         " WHERE q.logbook = ? AND o.member = ?",
                         "bb", logbook, member);
}

static gboolean
settle_held (PtJournal *journal, const char *logbook, const char *op, const PtOutcome *outcome,
             GError **error)
{
  return pt_sql_run (journal, error,
                     "UPDATE op SET outcome = ?, reason = ?, seq = ? WHERE logbook = ? AND id = ?",
                     "ttibb", pt_verdict_id (outcome->verdict), outcome->reason, outcome->seq,
                     logbook, op)
         && pt_sql_run (journal, error, "DELETE FROM quarantine WHERE logbook = ? AND op = ?", "bb",
                        logbook, op);
}

static gboolean
count_decision (PtJournal *journal, const char *logbook, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE logbook SET decisions = decisions + 1 WHERE id = ?",
                     "b", logbook);
}

void
pt_journal_fill_held (PtJournalOps *ops)
{
  ops->hold_op = hold_op;
  ops->find_held = find_held;
  ops->list_held = list_held;
  ops->list_held_with = list_held_with;
  ops->list_declined = list_declined;
  ops->count_held = count_held;
  ops->count_held_of = count_held_of;
  ops->settle_held = settle_held;
  ops->count_decision = count_decision;
}
