/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What backup, restore, repair and the digest ask of the journal: epochs, numbers that come back,
 * states in the order of ids, files whose bytes are gone. */
#include "journal-private.h"

static gboolean
list_logbooks (PtJournal *journal, GPtrArray **out, GError **error)
{
  return pt_sql_collect (journal, error, out, pt_sql_read_id, g_free,
                         "SELECT id FROM logbook ORDER BY id", "");
}

static gboolean
set_epoch (PtJournal *journal, const char *logbook, const char *epoch, int64_t repair_until,
           GError **error)
{
  return pt_sql_run (journal, error,
                     "INSERT INTO epoch (logbook, id) SELECT id, epoch FROM logbook WHERE id = ?",
                     "b", logbook)
         && pt_sql_run (journal, error,
                        "UPDATE logbook SET epoch = ?, repair_until = ? WHERE id = ?", "tib", epoch,
                        repair_until, logbook);
}

static gboolean
note_epoch (PtJournal *journal, const char *logbook, const char *epoch, GError **error)
{
  return pt_sql_run (journal, error,
                     "INSERT INTO epoch (logbook, id) VALUES (?, ?) ON CONFLICT (logbook, id)"
                     " DO NOTHING",
                     "bt", logbook, epoch);
}

static gboolean
had_epoch (PtJournal *journal, const char *logbook, const char *epoch, gboolean *out,
           GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal, "SELECT id FROM epoch WHERE logbook = ? AND id = ?", error);

  return stmt != NULL && pt_sql_bind (stmt, error, "bt", logbook, epoch)
         && pt_sql_next (stmt, out, error);
}

static gboolean
set_backed_up (PtJournal *journal, const char *logbook, int64_t seq, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE logbook SET backed_up_seq = ? WHERE id = ?", "ib", seq,
                     logbook);
}

static gboolean
keep_no (PtJournal *journal, const char *logbook, const char *kind, int64_t no, GError **error)
{
  return pt_sql_run (journal, error,
                     "INSERT INTO number (logbook, kind, last) VALUES (?, ?, ?)"
                     " ON CONFLICT (logbook, kind) DO UPDATE SET last = excluded.last"
                     " WHERE excluded.last > number.last",
                     "bti", logbook, kind, no);
}

static gboolean
list_numbers (PtJournal *journal, const char *logbook, GHashTable **out, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal, "SELECT kind, no FROM record WHERE logbook = ?", error);
  gboolean found = TRUE;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "b", logbook))
    return FALSE;
  while (found)
    {
      if (!pt_sql_next (stmt, &found, error))
        return FALSE;
      if (found)
        g_hash_table_add (set, g_strdup_printf ("%s %" G_GINT64_FORMAT, pt_sql_text (stmt, 0),
                                                pt_sql_int (stmt, 1)));
    }
  *out = g_steal_pointer (&set);
  return TRUE;
}

static gboolean
visit_states (PtJournal *journal, const char *logbook, PtStateVisitor visitor, gpointer data,
              GError **error)
{
  g_autoptr (PtSql) stmt = pt_sql_new (
      journal, "SELECT id, state FROM record WHERE logbook = ? ORDER BY id", error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "b", logbook))
    return FALSE;
  while (pt_sql_next (stmt, &found, error))
    {
      g_autofree char *id = found ? pt_sql_dup_id (stmt, 0) : NULL;

      if (!found)
        return TRUE;
      if (!visitor (id, pt_sql_text (stmt, 1), data, error))
        return FALSE;
    }
  return FALSE;
}

static gpointer
read_hash_text (PtSql *stmt)
{
  PtHash hash;

  return pt_sql_get_hash (stmt, 0, &hash) ? pt_hash_format (&hash) : NULL;
}

static gboolean
list_stored_files (PtJournal *journal, const char *logbook, GPtrArray **out, GError **error)
{
  return pt_sql_collect (journal, error, out, read_hash_text, g_free,
                         "SELECT sha256 FROM file_stored WHERE logbook = ? ORDER BY sha256", "b",
                         logbook);
}

static gboolean
forget_stored_file (PtJournal *journal, const char *logbook, const PtHash *sha256, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (sha256);

  return pt_sql_run (journal, error, "DELETE FROM file_stored WHERE logbook = ? AND sha256 = ?",
                     "bB", logbook, hash)
         && pt_sql_run (journal, error,
                        "UPDATE record SET stored = 0 WHERE logbook = ? AND id IN"
                        " (SELECT record FROM file WHERE logbook = ? AND sha256 = ?)",
                        "bbB", logbook, logbook, hash);
}

void
pt_journal_fill_care (PtJournalOps *ops)
{
  ops->list_logbooks = list_logbooks;
  ops->set_epoch = set_epoch;
  ops->note_epoch = note_epoch;
  ops->had_epoch = had_epoch;
  ops->set_backed_up = set_backed_up;
  ops->keep_no = keep_no;
  ops->list_numbers = list_numbers;
  ops->visit_states = visit_states;
  ops->list_stored_files = list_stored_files;
  ops->forget_stored_file = forget_stored_file;
}
