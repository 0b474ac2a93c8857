/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What records are now, page by page, and the files that attachments name. A page is put together
 * from the texts in the rows; no state is parsed for it. */
#include "journal-private.h"

#include "pt-wire.h"

static PtHubRecord *
read_record (PtSql *stmt, const char *id, GError **error)
{
  g_autoptr (PtHubRecord) record = g_new0 (PtHubRecord, 1);

  record->id = g_strdup (id);
  record->kind = pt_sql_dup_text (stmt, 0);
  record->seq = pt_sql_int (stmt, 1);
  record->no = pt_sql_int (stmt, 2);
  record->stored = (guint)pt_sql_int (stmt, 3);
  record->member = pt_sql_dup_id (stmt, 4);
  record->device = pt_sql_dup_id (stmt, 5);
  record->made_at = pt_sql_int (stmt, 6);
  record->state = pt_wire_parse_state (pt_sql_text (stmt, 7), error);
  return record->state != NULL ? g_steal_pointer (&record) : NULL;
}

static gboolean
get_record (PtJournal *journal, const char *logbook, const char *id, PtHubRecord **out,
            GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT kind, seq, no, stored, member, device, made_at, state FROM record"
                         " WHERE logbook = ? AND id = ?",
                         error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bb", logbook, id)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = found ? read_record (stmt, id, error) : NULL;
  return !found || *out != NULL;
}

static gboolean
set_record (PtJournal *journal, const char *logbook, const PtHubRecord *record, GError **error)
{
  g_autofree char *state = pt_state_print (record->state);

  return pt_sql_run (journal, error,
                     "INSERT INTO record (logbook, id, kind, seq, no, stored, member, device,"
                     " made_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                     " ON CONFLICT (logbook, id) DO UPDATE SET seq = excluded.seq,"
                     " stored = excluded.stored, state = excluded.state",
                     "bbtiiibbit", logbook, record->id, record->kind, record->seq, record->no,
                     (int64_t)record->stored, record->member, record->device, record->made_at,
                     state);
}

static gboolean
next_no (PtJournal *journal, const char *logbook, const char *kind, int64_t wanted, int64_t *out,
         GError **error)
{
  const int64_t kept = wanted <= PT_JOURNAL_MAX_NO ? MAX (1, wanted) : 1;

  return pt_sql_get_int (journal, error, 0, out,
                         "INSERT INTO number (logbook, kind, last) VALUES (?, ?, ?)"
                         " ON CONFLICT (logbook, kind) DO UPDATE SET last = CASE WHEN number.last"
                         " < excluded.last THEN excluded.last ELSE number.last + 1 END"
                         " RETURNING last",
                         "bti", logbook, kind, kept);
}

static void
append_record (PtFeedPage *page, PtSql *stmt)
{
  g_autofree char *id = pt_sql_dup_id (stmt, 0);
  g_autofree char *member = pt_sql_dup_id (stmt, 5);
  g_autofree char *device = pt_sql_dup_id (stmt, 6);
  PtWireRecord record = { .id = id,
                          .kind = pt_sql_text (stmt, 1),
                          .seq = pt_sql_int (stmt, 2),
                          .no = pt_sql_int (stmt, 3),
                          .stored = (guint)pt_sql_int (stmt, 4),
                          .member = member,
                          .device = device,
                          .at = pt_sql_int (stmt, 7),
                          .state = pt_sql_text (stmt, 8) };

  if (page->n_records > 0)
    g_string_append_c (page->json, ',');
  pt_wire_append_record (page->json, &record);
  page->n_records++;
  page->last_seq = record.seq;
}

static gboolean
is_full (const PtFeedPage *page)
{
  return page->n_records >= page->max_records || page->json->len >= page->max_bytes;
}

static gboolean
read_page (PtJournal *journal, const char *logbook, int64_t after, PtFeedPage *page, GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT id, kind, seq, no, stored, member, device, made_at, state"
                         " FROM record WHERE logbook = ? AND seq > ? ORDER BY seq",
                         error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bi", logbook, after))
    return FALSE;
  while (pt_sql_next (stmt, &found, error))
    {
      page->more = found && is_full (page);
      if (!found || page->more)
        return TRUE;
      append_record (page, stmt);
    }
  return FALSE;
}

static gboolean
name_file (PtJournal *journal, const char *logbook, const PtHash *sha256, const char *record,
           GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (sha256);

  return pt_sql_run (journal, error,
                     "INSERT INTO file (logbook, sha256, record) VALUES (?, ?, ?)"
                     " ON CONFLICT DO NOTHING",
                     "bBb", logbook, hash, record);
}

static gboolean
list_file_records (PtJournal *journal, const char *logbook, const PtHash *sha256, GPtrArray **out,
                   GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (sha256);

  return pt_sql_collect (journal, error, out, pt_sql_read_id, g_free,
                         "SELECT record FROM file WHERE logbook = ? AND sha256 = ?", "bB", logbook,
                         hash);
}

static gboolean
is_file_stored (PtJournal *journal, const char *logbook, const PtHash *sha256, gboolean *out,
                GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (sha256);
  int64_t size = -1;

  if (!pt_sql_get_int (journal, error, -1, &size,
                       "SELECT size FROM file_stored WHERE logbook = ? AND sha256 = ?", "bB",
                       logbook, hash))
    return FALSE;
  *out = size >= 0;
  return TRUE;
}

static gboolean
set_file_stored (PtJournal *journal, const char *logbook, const PtHash *sha256, int64_t size,
                 int64_t at, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (sha256);

  return pt_sql_run (journal, error,
                     "INSERT INTO file_stored (logbook, sha256, size, stored_at)"
                     " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                     "bBii", logbook, hash, size, at);
}

void
pt_journal_fill_records (PtJournalOps *ops)
{
  ops->get_record = get_record;
  ops->set_record = set_record;
  ops->next_no = next_no;
  ops->read_page = read_page;
  ops->name_file = name_file;
  ops->list_file_records = list_file_records;
  ops->is_file_stored = is_file_stored;
  ops->set_file_stored = set_file_stored;
}
