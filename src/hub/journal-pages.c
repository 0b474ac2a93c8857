/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations on what only the hub's pages need: sessions, open invites, the audit log. */
#include "journal-private.h"

/* ── Invites ── */

static gpointer
read_invite (PtSql *stmt)
{
  PtInvitation *self = g_new0 (PtInvitation, 1);

  self->id = pt_sql_dup_id (stmt, 0);
  self->logbook = pt_sql_dup_id (stmt, 6);
  self->role = pt_sql_dup_text (stmt, 1);
  self->name = pt_sql_dup_text (stmt, 2);
  self->expires_at = pt_sql_int (stmt, 3);
  self->tries = (int)pt_sql_int (stmt, 4);
  self->member = pt_sql_is_null (stmt, 5) ? NULL : pt_sql_dup_id (stmt, 5);
  return self;
}

static gboolean
list_invites (PtJournal *journal, const char *logbook, GPtrArray **out, GError **error)
{
  return pt_sql_collect (journal, error, out, read_invite, (GDestroyNotify)pt_invitation_free,
                         "SELECT id, role, name, expires_at, tries, member, logbook FROM invite"
                         " WHERE logbook = ? AND used_at IS NULL ORDER BY expires_at, id",
                         "b", logbook);
}

/* ── Sessions ── */

static gboolean
add_session (PtJournal *journal, const PtSession *session, const PtHash *token, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (token);

  return pt_sql_run (journal, error,
                     "INSERT INTO session (id, logbook, member, name, token, made_at, contact_at,"
                     " ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     "bbbtBiii", session->id, session->logbook, session->member, session->name,
                     hash, session->made_at, session->contact_at, session->ends_at);
}

/* The first columns of both questions about sessions. */
static gpointer
read_session (PtSql *stmt)
{
  PtSession *self = g_new0 (PtSession, 1);

  self->id = pt_sql_dup_id (stmt, 0);
  self->logbook = pt_sql_dup_id (stmt, 1);
  self->member = pt_sql_dup_id (stmt, 2);
  self->name = pt_sql_dup_text (stmt, 3);
  self->made_at = pt_sql_int (stmt, 4);
  self->contact_at = pt_sql_int (stmt, 5);
  self->ends_at = pt_sql_int (stmt, 6);
  return self;
}

static PtCaller *
read_caller (PtSql *stmt, const PtSession *session)
{
  PtCaller *self = g_new0 (PtCaller, 1);

  self->device = g_strdup (session->id);
  self->logbook = g_strdup (session->logbook);
  self->member = g_strdup (session->member);
  self->name = pt_sql_dup_text (stmt, 7);
  self->role = pt_sql_dup_text (stmt, 8);
  self->active = pt_sql_int (stmt, 9) != 0 && pt_sql_is_null (stmt, 10);
  self->contact_at = session->contact_at;
  return self;
}

static gboolean
find_session (PtJournal *journal, const PtHash *token, PtSession **session, PtCaller **out,
              GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (token);
  g_autoptr (PtSql) stmt = pt_sql_new (
      journal,
      "SELECT s.id, s.logbook, s.member, s.name, s.made_at, s.contact_at, s.ends_at, m.name,"
      " m.role, m.active, m.left_at FROM session s"
      " JOIN member m ON m.logbook = s.logbook AND m.id = s.member WHERE s.token = ?",
      error);
  gboolean found;

  *session = NULL;
  *out = NULL;
  if (stmt == NULL || !pt_sql_bind (stmt, error, "B", hash) || !pt_sql_next (stmt, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  *session = read_session (stmt);
  *out = read_caller (stmt, *session);
  return TRUE;
}

static gboolean
note_session (PtJournal *journal, const char *logbook, const char *session, int64_t at,
              GError **error)
{
  return pt_sql_run (journal, error,
                     "UPDATE session SET contact_at = ? WHERE logbook = ? AND id = ?", "ibb", at,
                     logbook, session);
}

static gboolean
end_sessions (PtJournal *journal, const char *logbook, const char *member, const char *session,
              GError **error)
{
  return pt_sql_run (journal, error,
                     "DELETE FROM session WHERE logbook = ? AND (? = 1 OR member = ?)"
                     " AND (? = 1 OR id = ?)",
                     "bibib", logbook, (int64_t)(member == NULL), member,
                     (int64_t)(session == NULL), session);
}

static gboolean
list_sessions (PtJournal *journal, const char *logbook, const char *member, GPtrArray **out,
               GError **error)
{
  return pt_sql_collect (
      journal, error, out, read_session, (GDestroyNotify)pt_session_free,
      "SELECT id, logbook, member, name, made_at, contact_at, ends_at FROM session"
      " WHERE logbook = ? AND (? = 1 OR member = ?) ORDER BY made_at, id",
      "bib", logbook, (int64_t)(member == NULL), member);
}

/* ── Audit ── */

static gpointer
read_line (PtSql *stmt)
{
  PtAuditLine *self = g_new0 (PtAuditLine, 1);

  self->number = pt_sql_int (stmt, 0);
  self->at = pt_sql_int (stmt, 1);
  self->member = pt_sql_is_null (stmt, 2) ? NULL : pt_sql_dup_id (stmt, 2);
  self->device = pt_sql_is_null (stmt, 3) ? NULL : pt_sql_dup_id (stmt, 3);
  self->action = pt_sql_dup_text (stmt, 4);
  self->object = pt_sql_dup_text (stmt, 5);
  pt_sql_get_hash (stmt, 6, &self->hash);
  return self;
}

static gboolean
last_audit (PtJournal *journal, const char *logbook, PtAuditLine **out, GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT number, at, member, device, action, object, hash FROM audit"
                         " WHERE logbook = ? ORDER BY number DESC LIMIT 1",
                         error);
  gboolean found;

  *out = NULL;
  if (stmt == NULL || !pt_sql_bind (stmt, error, "b", logbook)
      || !pt_sql_next (stmt, &found, error))
    return FALSE;
  if (found)
    *out = read_line (stmt);
  return TRUE;
}

static gboolean
add_audit (PtJournal *journal, const char *logbook, const PtAuditLine *line, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (&line->hash);

  return pt_sql_run (journal, error,
                     "INSERT INTO audit (logbook, number, at, member, device, action, object, hash)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     "biibbttB", logbook, line->number, line->at, line->member, line->device,
                     line->action, line->object, hash);
}

static gboolean
list_audit (PtJournal *journal, const char *logbook, int64_t after, guint max, GPtrArray **out,
            GError **error)
{
  return pt_sql_collect (journal, error, out, read_line, (GDestroyNotify)pt_audit_line_free,
                         "SELECT number, at, member, device, action, object, hash FROM audit"
                         " WHERE logbook = ? AND number > ? ORDER BY number LIMIT ?",
                         "bii", logbook, after, (int64_t)max);
}

void
pt_journal_fill_pages (PtJournalOps *ops)
{
  ops->list_invites = list_invites;
  ops->add_session = add_session;
  ops->find_session = find_session;
  ops->note_session = note_session;
  ops->end_sessions = end_sessions;
  ops->list_sessions = list_sessions;
  ops->last_audit = last_audit;
  ops->add_audit = add_audit;
  ops->list_audit = list_audit;
}
