/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What erasure asks of the journal: orders, the ops of a record, files that nobody names any more, how
 * far each device has come. */
#include "journal-private.h"

static gboolean
add_erasure (PtJournal *journal, const char *logbook, const PtErasure *order, GError **error)
{
  g_autofree char *fields = pt_erasure_print_fields (order);

  return pt_sql_run (journal, error,
                     "INSERT INTO erasure (logbook, number, record, fields, reason, member, at)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?)",
                     "bibttbi", logbook, order->number, order->record, fields, order->reason,
                     order->member, order->at)
         && pt_sql_run (journal, error, "UPDATE logbook SET erasure = ? WHERE id = ?", "ib",
                        order->number, logbook)
         && pt_sql_run (journal, error, "UPDATE hub SET unpurged = unpurged + 1", "");
}

static gpointer
read_order (PtSql *stmt)
{
  PtErasure *order = g_new0 (PtErasure, 1);

  order->number = pt_sql_int (stmt, 0);
  order->record = pt_sql_dup_id (stmt, 1);
  order->fields = pt_erasure_parse_fields (pt_sql_text (stmt, 2));
  order->reason = pt_sql_dup_text (stmt, 3);
  order->member = pt_sql_dup_id (stmt, 4);
  order->at = pt_sql_int (stmt, 5);
  return order;
}

static gboolean
list_erasures (PtJournal *journal, const char *logbook, int64_t after, guint max, GPtrArray **out,
               GError **error)
{
  return pt_sql_collect (journal, error, out, read_order, (GDestroyNotify)pt_erasure_free,
                         "SELECT number, record, fields, reason, member, at FROM erasure"
                         " WHERE logbook = ? AND number > ? ORDER BY number LIMIT ?",
                         "bii", logbook, after, (int64_t)max);
}

static gboolean
list_erasures_of (PtJournal *journal, const char *logbook, const char *record, GPtrArray **out,
                  GError **error)
{
  return pt_sql_collect (journal, error, out, read_order, (GDestroyNotify)pt_erasure_free,
                         "SELECT number, record, fields, reason, member, at FROM erasure"
                         " WHERE logbook = ? AND record = ? ORDER BY number",
                         "bb", logbook, record);
}

static gboolean
list_kind (PtJournal *journal, const char *logbook, const char *kind, GPtrArray **out,
           GError **error)
{
  return pt_sql_collect (journal, error, out, pt_sql_read_id, g_free,
                         "SELECT id FROM record WHERE logbook = ? AND kind = ? ORDER BY seq", "bt",
                         logbook, kind);
}

static gpointer
read_body (PtSql *stmt)
{
  return pt_sql_dup_text (stmt, 0);
}

static gboolean
list_ops (PtJournal *journal, const char *logbook, const char *record, GPtrArray **out,
          GError **error)
{
  return pt_sql_collect (journal, error, out, read_body, g_free,
                         "SELECT body FROM op WHERE logbook = ? AND record = ? AND body <> ''"
                         " ORDER BY row",
                         "bb", logbook, record);
}

static gboolean
set_op_body (PtJournal *journal, const char *logbook, const char *op, const char *body,
             GError **error)
{
  if (!pt_sql_run (journal, error, "UPDATE op SET body = ? WHERE logbook = ? AND id = ?", "tbb",
                   body, logbook, op))
    return FALSE;
  return *body != '\0'
         || (pt_sql_run (journal, error,
                         "UPDATE op SET outcome = 'erased' WHERE logbook = ? AND id = ?"
                         " AND outcome = 'quarantined'",
                         "bb", logbook, op)
             && pt_sql_run (journal, error, "DELETE FROM quarantine WHERE logbook = ? AND op = ?",
                            "bb", logbook, op));
}

static gpointer
read_hash (PtSql *stmt)
{
  PtHash hash;

  return pt_sql_get_hash (stmt, 0, &hash) ? g_memdup2 (&hash, sizeof hash) : NULL;
}

/* Files that only @record names. */
static gboolean
list_own_files (PtJournal *journal, const char *logbook, const char *record, GPtrArray **out,
                GError **error)
{
  return pt_sql_collect (journal, error, out, read_hash, g_free,
                         "SELECT sha256 FROM file AS own WHERE logbook = ? AND record = ?"
                         " AND NOT EXISTS (SELECT 1 FROM file WHERE logbook = own.logbook"
                         " AND sha256 = own.sha256 AND record <> own.record)",
                         "bb", logbook, record);
}

static gboolean
forget_files (PtJournal *journal, const char *logbook, const char *record, GPtrArray **out,
              GError **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (!list_own_files (journal, logbook, record, &list, error)
      || !pt_sql_run (journal, error, "DELETE FROM file WHERE logbook = ? AND record = ?", "bb",
                      logbook, record))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (GBytes) hash = pt_journal_hash_bytes (g_ptr_array_index (list, i));

      if (!pt_sql_run (journal, error, "DELETE FROM file_stored WHERE logbook = ? AND sha256 = ?",
                       "bB", logbook, hash))
        return FALSE;
    }
  *out = g_steal_pointer (&list);
  return TRUE;
}

static gboolean
set_coverage (PtJournal *journal, const char *device, int64_t number, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE device SET coverage = ? WHERE id = ?", "ib", number,
                     device);
}

void
pt_journal_fill_erasure (PtJournalOps *ops)
{
  ops->add_erasure = add_erasure;
  ops->list_erasures = list_erasures;
  ops->list_erasures_of = list_erasures_of;
  ops->list_kind = list_kind;
  ops->list_ops = list_ops;
  ops->set_op_body = set_op_body;
  ops->forget_files = forget_files;
  ops->set_coverage = set_coverage;
}
