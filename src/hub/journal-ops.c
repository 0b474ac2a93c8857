/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ops and the order that the hub gave them: the head of a feed, its chain, the lives of devices'
 * databases, history. */
#include "journal-private.h"

#include "pt-store.h"
#include "pt-witness.h"

static gboolean
get_head (PtJournal *journal, const char *logbook, PtHead **out, GError **error)
{
  g_autoptr (PtHead) head = NULL;
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT epoch, seq, chain, members, erasure, decisions, backed_up_seq,"
                         " repair_until FROM logbook WHERE id = ?",
                         error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "b", logbook)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = NULL;
  if (!found)
    return TRUE;
  head = g_new0 (PtHead, 1);
  head->epoch = pt_sql_dup_text (stmt, 0);
  head->seq = pt_sql_int (stmt, 1);
  head->members = pt_sql_int (stmt, 3);
  head->erasure = pt_sql_int (stmt, 4);
  head->decisions = pt_sql_int (stmt, 5);
  head->backed_up_seq = pt_sql_int (stmt, 6);
  head->repair_until = pt_sql_int (stmt, 7);
  if (!pt_sql_get_hash (stmt, 2, &head->chain))
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
                           "The chain of a logbook has not 32 bytes");
      return FALSE;
    }
  *out = g_steal_pointer (&head);
  return TRUE;
}

static gboolean
set_head (PtJournal *journal, const char *logbook, const PtHead *head, GError **error)
{
  g_autoptr (GBytes) chain = pt_journal_hash_bytes (&head->chain);

  pt_witness_hear (journal->witness, logbook, head);
  return pt_sql_run (journal, error, "UPDATE logbook SET seq = ?, chain = ? WHERE id = ?", "iBb",
                     head->seq, chain, logbook);
}

static gboolean
add_link (PtJournal *journal, const char *logbook, int64_t seq, const PtHash *chain, GError **error)
{
  g_autoptr (GBytes) bytes = pt_journal_hash_bytes (chain);

  return pt_sql_run (journal, error, "INSERT INTO chain (logbook, seq, hash) VALUES (?, ?, ?)",
                     "biB", logbook, seq, bytes);
}

static gboolean
get_link (PtJournal *journal, const char *logbook, int64_t seq, PtHash *out, gboolean *found,
          GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal, "SELECT hash FROM chain WHERE logbook = ? AND seq = ?", error);

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bi", logbook, seq)
      || !pt_sql_next (stmt, found, error))
    return FALSE;
  *found = *found && pt_sql_get_hash (stmt, 0, out);
  return TRUE;
}

static gboolean
find_last (PtJournal *journal, const char *sql, const char *logbook, char **out, GError **error)
{
  g_autoptr (PtSql) stmt = pt_sql_new (journal, sql, error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "b", logbook)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = found ? pt_sql_dup_id (stmt, 0) : NULL;
  return TRUE;
}

static gboolean
last_ids (PtJournal *journal, const char *logbook, char **op, char **record, GError **error)
{
  return find_last (journal, "SELECT id FROM op WHERE logbook = ? ORDER BY id DESC LIMIT 1",
                    logbook, op, error)
         && find_last (journal, "SELECT id FROM record WHERE logbook = ? ORDER BY id DESC LIMIT 1",
                       logbook, record, error);
}

static gboolean
find_op (PtJournal *journal, const char *logbook, const char *op, PtOutcome **out, GError **error)
{
  g_autoptr (PtSql) stmt = pt_sql_new (
      journal,
      "SELECT outcome, reason, seq, incarnation, counter FROM op WHERE logbook = ? AND id = ?",
      error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bb", logbook, op)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = NULL;
  if (!found)
    return TRUE;
  *out = g_new0 (PtOutcome, 1);
  pt_verdict_from_id (pt_sql_text (stmt, 0), &(*out)->verdict);
  (*out)->reason = pt_sql_dup_text (stmt, 1);
  (*out)->seq = pt_sql_int (stmt, 2);
  pt_sql_get_uuid (stmt, 3, &(*out)->dot.incarnation);
  (*out)->dot.counter = pt_sql_int (stmt, 4);
  return TRUE;
}

static gboolean
has_dot (PtJournal *journal, const char *logbook, const PtDot *dot, gboolean *out, GError **error)
{
  g_autoptr (GBytes) incarnation = pt_journal_uuid_bytes (&dot->incarnation);
  g_autoptr (PtSql) stmt = pt_sql_new (
      journal, "SELECT 1 FROM op WHERE logbook = ? AND incarnation = ? AND counter = ?", error);

  return stmt != NULL && pt_sql_bind (stmt, error, "bBi", logbook, incarnation, dot->counter)
         && pt_sql_next (stmt, out, error);
}

static gboolean
add_op (PtJournal *journal, const char *logbook, const PtOp *op, const char *body,
        const PtOutcome *outcome, int64_t at, GError **error)
{
  g_autoptr (GBytes) incarnation = pt_journal_uuid_bytes (&op->dot.incarnation);

  return pt_sql_run (journal, error,
                     "INSERT INTO op (logbook, id, incarnation, counter, record, member, device,"
                     " outcome, reason, seq, taken_at, body)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "bbBibbbttiit", logbook, op->id, incarnation, op->dot.counter, op->record,
                     op->member, op->device, pt_verdict_id (outcome->verdict), outcome->reason,
                     outcome->seq, at, body);
}

static gboolean
get_life (PtJournal *journal, const char *logbook, const PtUuid *incarnation, PtLife *out,
          GError **error)
{
  g_autoptr (GBytes) id = pt_journal_uuid_bytes (incarnation);
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT last, closed, CASE WHEN EXISTS (SELECT 1 FROM quarantine AS q"
                         " WHERE q.logbook = i.logbook AND q.incarnation = i.id) THEN 1 ELSE 0 END"
                         " FROM incarnation AS i WHERE logbook = ? AND id = ?",
                         error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bB", logbook, id)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  out->last = found ? pt_sql_int (stmt, 0) : 0;
  out->closed = found && pt_sql_int (stmt, 1) != 0;
  out->holds = found && pt_sql_int (stmt, 2) != 0;
  return TRUE;
}

static gboolean
set_life (PtJournal *journal, const char *logbook, const PtUuid *incarnation, const char *device,
          const PtLife *life, GError **error)
{
  g_autoptr (GBytes) id = pt_journal_uuid_bytes (incarnation);

  return pt_sql_run (
      journal, error,
      "INSERT INTO incarnation (logbook, id, device, last, closed)"
      " VALUES (?, ?, ?, ?, ?) ON CONFLICT (logbook, id) DO UPDATE SET device = excluded.device,"
      " last = excluded.last, closed = excluded.closed",
      "bBbii", logbook, id, device, life->last, (int64_t)life->closed);
}

static gboolean
last_dot (PtJournal *journal, const char *logbook, const char *device, PtDot *out, gboolean *found,
          GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT id, last FROM incarnation WHERE logbook = ? AND device = ?"
                         " ORDER BY closed, id DESC LIMIT 1",
                         error);
  g_autofree char *id = NULL;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bb", logbook, device)
      || !pt_sql_next (stmt, found, error))
    return FALSE;
  id = *found ? pt_sql_dup_id (stmt, 0) : NULL;
  *found = id != NULL && pt_uuid_parse (id, &out->incarnation);
  out->counter = *found ? pt_sql_int (stmt, 1) : 0;
  return TRUE;
}

static gboolean
read_history (PtJournal *journal, const char *logbook, const char *record, PtHistoryVisitor visitor,
              gpointer data, GError **error)
{
  g_autoptr (PtSql) stmt = pt_sql_new (
      journal,
      "SELECT body, member, device, outcome, seq FROM op"
      " WHERE logbook = ? AND record = ? AND outcome <> 'quarantined' AND body <> ''"
      " ORDER BY row",
      error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bb", logbook, record))
    return FALSE;
  while (pt_sql_next (stmt, &found, error))
    {
      g_autofree char *member = found ? pt_sql_dup_id (stmt, 1) : NULL;
      g_autofree char *device = found ? pt_sql_dup_id (stmt, 2) : NULL;

      if (!found)
        return TRUE;
      visitor (pt_sql_text (stmt, 0), member, device, pt_sql_text (stmt, 3), pt_sql_int (stmt, 4),
               data);
    }
  return FALSE;
}

void
pt_journal_fill_ops (PtJournalOps *ops)
{
  ops->get_head = get_head;
  ops->set_head = set_head;
  ops->add_link = add_link;
  ops->get_link = get_link;
  ops->last_ids = last_ids;
  ops->find_op = find_op;
  ops->has_dot = has_dot;
  ops->add_op = add_op;
  ops->get_life = get_life;
  ops->set_life = set_life;
  ops->last_dot = last_dot;
  ops->read_history = read_history;
}
