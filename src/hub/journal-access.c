/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who this is and who may come in: the hub itself, devices by their token's hash, invites, logbooks, the directory of members. */
#include "journal-private.h"

/* 0 = never. */
static int64_t
first_of (int64_t a, int64_t b)
{
  return a == 0 || b == 0 ? MAX (a, b) : MIN (a, b);
}

static gboolean
get_hub (PtJournal *journal, char **id, char **name, GError **error)
{
  g_autoptr (PtSql) stmt = pt_sql_new (journal, "SELECT id, name FROM hub", error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "") || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *id = found ? pt_sql_dup_text (stmt, 0) : NULL;
  *name = found ? pt_sql_dup_text (stmt, 1) : NULL;
  return TRUE;
}

static gboolean
set_hub (PtJournal *journal, const char *id, const char *name, int64_t at, GError **error)
{
  return pt_sql_run (journal, error, "INSERT INTO hub (id, name, made_at) VALUES (?, ?, ?)", "tti",
                     id, name, at);
}

#define CALLER                                                                                     \
  "SELECT d.id, d.logbook, d.member, m.name, m.role, m.active, d.revoked_at, m.left_at,"           \
  " d.contact_at, d.made_at, d.token_at, d.renew FROM device d"                                    \
  " JOIN member m ON m.logbook = d.logbook AND m.id = d.member WHERE "

static gboolean
read_caller (PtJournal *journal, const char *sql, const PtHash *token, PtCaller **out,
             GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (token);
  g_autoptr (PtSql) stmt = pt_sql_new (journal, sql, error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "B", hash) || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = NULL;
  if (!found)
    return TRUE;
  *out = g_new0 (PtCaller, 1);
  (*out)->device = pt_sql_dup_id (stmt, 0);
  (*out)->logbook = pt_sql_dup_id (stmt, 1);
  (*out)->member = pt_sql_dup_id (stmt, 2);
  (*out)->name = pt_sql_dup_text (stmt, 3);
  (*out)->role = pt_sql_dup_text (stmt, 4);
  (*out)->revoked_at = first_of (pt_sql_int (stmt, 6), pt_sql_int (stmt, 7));
  (*out)->active = pt_sql_int (stmt, 5) != 0 && (*out)->revoked_at == 0;
  (*out)->contact_at = pt_sql_int (stmt, 8);
  (*out)->token_at = MAX (pt_sql_int (stmt, 9), pt_sql_int (stmt, 10));
  (*out)->renew = pt_sql_int (stmt, 11) != 0;
  return TRUE;
}

/* Nearly always by the token in use: the other one is only looked for when it is not. */
static gboolean
find_caller (PtJournal *journal, const PtHash *token, PtCaller **out, GError **error)
{
  if (!read_caller (journal, CALLER "d.token = ?", token, out, error))
    return FALSE;
  if (*out != NULL)
    return TRUE;
  if (!read_caller (journal, CALLER "d.next_token = ?", token, out, error))
    return FALSE;
  if (*out != NULL)
    (*out)->is_next = TRUE;
  return TRUE;
}

static gboolean
set_next_token (PtJournal *journal, const char *device, const PtHash *token, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (token);

  return pt_sql_run (journal, error, "UPDATE device SET next_token = ? WHERE id = ?", "Bb", hash,
                     device);
}

static gboolean
use_token (PtJournal *journal, const char *device, const PtHash *token, int64_t at, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (token);

  return pt_sql_run (journal, error,
                     "UPDATE device SET token = ?, next_token = NULL, token_at = ?, renew = 0"
                     " WHERE id = ?",
                     "Bib", hash, at, device);
}

static gboolean
ask_renewal (PtJournal *journal, const char *device, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE device SET renew = 1 WHERE id = ?", "b", device);
}

static gboolean
find_token (PtJournal *journal, const char *logbook, const char *device, PtHash *out,
            gboolean *found, GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal, "SELECT token FROM device WHERE logbook = ? AND id = ?", error);

  if (stmt == NULL || !pt_sql_bind (stmt, error, "bb", logbook, device)
      || !pt_sql_next (stmt, found, error))
    return FALSE;
  *found = *found && pt_sql_get_hash (stmt, 0, out);
  return TRUE;
}

static gboolean
add_device (PtJournal *journal, const PtCaller *caller, const PtHash *token,
            const char *device_name, const char *parent, int64_t at, GError **error)
{
  g_autoptr (GBytes) hash = pt_journal_hash_bytes (token);

  return pt_sql_run (journal, error,
                     "INSERT INTO device (id, logbook, member, name, token, made_at, contact_at,"
                     " parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     "bbbtBiib", caller->device, caller->logbook, caller->member, device_name, hash,
                     at, at, parent);
}

static gpointer
read_device (PtSql *stmt)
{
  PtHubDevice *self = g_new0 (PtHubDevice, 1);

  self->id = pt_sql_dup_id (stmt, 0);
  self->member = pt_sql_dup_id (stmt, 1);
  self->name = pt_sql_dup_text (stmt, 2);
  self->made_at = pt_sql_int (stmt, 3);
  self->contact_at = pt_sql_int (stmt, 4);
  self->coverage = pt_sql_int (stmt, 5);
  self->revoked_at = pt_sql_int (stmt, 6);
  self->parent = pt_sql_is_null (stmt, 7) ? NULL : pt_sql_dup_id (stmt, 7);
  return self;
}

static gboolean
list_devices (PtJournal *journal, const char *logbook, const char *member, GPtrArray **out,
              GError **error)
{
  return pt_sql_collect (
      journal, error, out, read_device, (GDestroyNotify)pt_hub_device_free,
      "SELECT id, member, name, made_at, contact_at, coverage, revoked_at, parent FROM device"
      " WHERE logbook = ? AND (? = 1 OR member = ?) ORDER BY made_at, id",
      "bib", logbook, (int64_t)(member == NULL), member);
}

static gboolean
name_device (PtJournal *journal, const char *device, const char *name, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE device SET name = ? WHERE id = ?", "tb", name, device);
}

static gboolean
note_contact (PtJournal *journal, const char *device, int64_t at, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE device SET contact_at = ? WHERE id = ?", "ib", at,
                     device);
}

static gboolean
revoke_device (PtJournal *journal, const char *logbook, const char *device, int64_t at,
               GError **error)
{
  return pt_sql_run (journal, error,
                     "UPDATE device SET revoked_at = ? WHERE logbook = ? AND id = ?"
                     " AND revoked_at IS NULL",
                     "ibb", at, logbook, device);
}

static gboolean
find_invite (PtJournal *journal, const char *id, PtInvitation **out, GError **error)
{
  g_autoptr (PtSql)
      stmt = pt_sql_new (journal,
                         "SELECT logbook, role, name, code, expires_at, tries, used_at, member"
                         " FROM invite WHERE id = ?",
                         error);
  gboolean found;

  if (stmt == NULL || !pt_sql_bind (stmt, error, "b", id) || !pt_sql_next (stmt, &found, error))
    return FALSE;
  *out = NULL;
  if (!found)
    return TRUE;
  *out = g_new0 (PtInvitation, 1);
  (*out)->id = g_strdup (id);
  (*out)->logbook = pt_sql_is_null (stmt, 0) ? NULL : pt_sql_dup_id (stmt, 0);
  (*out)->role = pt_sql_dup_text (stmt, 1);
  (*out)->name = pt_sql_dup_text (stmt, 2);
  (*out)->code = pt_sql_dup_text (stmt, 3);
  (*out)->expires_at = pt_sql_int (stmt, 4);
  (*out)->tries = (int)pt_sql_int (stmt, 5);
  (*out)->used = !pt_sql_is_null (stmt, 6);
  (*out)->member = pt_sql_is_null (stmt, 7) ? NULL : pt_sql_dup_id (stmt, 7);
  return TRUE;
}

static gboolean
add_invite (PtJournal *journal, const PtInvitation *invite, GError **error)
{
  return pt_sql_run (journal, error,
                     "INSERT INTO invite (id, logbook, role, name, code, expires_at, tries, member)"
                     " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                     "bbtttib", invite->id, invite->logbook, invite->role, invite->name,
                     invite->code, invite->expires_at, invite->member);
}

static gboolean
set_tries (PtJournal *journal, const char *invite, int tries, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE invite SET tries = ? WHERE id = ?", "ib",
                     (int64_t)tries, invite);
}

static gboolean
spend_invite (PtJournal *journal, const char *invite, int64_t at, GError **error)
{
  return pt_sql_run (journal, error, "UPDATE invite SET used_at = ? WHERE id = ?", "ib", at,
                     invite);
}

static gboolean
add_logbook (PtJournal *journal, const char *id, const char *epoch, int64_t at, GError **error)
{
  static const PtHash none;
  g_autoptr (GBytes) chain = pt_journal_hash_bytes (&none);

  return pt_sql_run (journal, error,
                     "INSERT INTO logbook (id, epoch, seq, chain, members, made_at)"
                     " VALUES (?, ?, 0, ?, 0, ?)",
                     "btBi", id, epoch, chain, at);
}

static gboolean
set_member (PtJournal *journal, const char *logbook, const PtMember *member, GError **error)
{
  return pt_sql_run (journal, error,
                     "INSERT INTO member (logbook, id, name, role, active, stakeholder)"
                     " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (logbook, id) DO UPDATE SET"
                     " name = excluded.name, role = excluded.role, active = excluded.active,"
                     " stakeholder = excluded.stakeholder,"
                     " left_at = CASE WHEN excluded.active = 1 THEN NULL ELSE member.left_at END",
                     "bbttib", logbook, member->id, member->name, member->role,
                     (int64_t)member->active, member->stakeholder)
         && pt_sql_run (journal, error, "UPDATE logbook SET members = members + 1 WHERE id = ?",
                        "b", logbook);
}

static gboolean
come_back (PtJournal *journal, const char *logbook, const char *member, GError **error)
{
  return pt_sql_run (journal, error,
                     "UPDATE device SET revoked_at = NULL WHERE logbook = ? AND member = ?"
                     " AND revoked_at = (SELECT left_at FROM member WHERE logbook = ? AND id = ?)",
                     "bbbb", logbook, member, logbook, member)
         && pt_sql_run (journal, error,
                        "UPDATE member SET left_at = NULL WHERE logbook = ? AND id = ?", "bb",
                        logbook, member);
}

/* Whoever left already left then: by that moment their laptops are known when they come back. */
static gboolean
set_left (PtJournal *journal, const char *logbook, const char *member, int64_t at, GError **error)
{
  if (at == 0)
    return come_back (journal, logbook, member, error);
  return pt_sql_run (journal, error,
                     "UPDATE member SET left_at = ? WHERE logbook = ? AND id = ?"
                     " AND left_at IS NULL",
                     "ibb", at, logbook, member)
         && pt_sql_run (journal, error,
                        "UPDATE device SET revoked_at = (SELECT left_at FROM member"
                        " WHERE logbook = ? AND id = ?) WHERE logbook = ? AND member = ?"
                        " AND revoked_at IS NULL AND made_at <= ?",
                        "bbbbi", logbook, member, logbook, member, at);
}

static gpointer
read_member (PtSql *stmt)
{
  PtMember *self = g_new0 (PtMember, 1);

  self->id = pt_sql_dup_id (stmt, 0);
  self->name = pt_sql_dup_text (stmt, 1);
  self->role = pt_sql_dup_text (stmt, 2);
  self->active = pt_sql_int (stmt, 3) != 0;
  self->stakeholder = pt_sql_is_null (stmt, 4) ? NULL : pt_sql_dup_id (stmt, 4);
  return self;
}

static gboolean
list_members (PtJournal *journal, const char *logbook, GPtrArray **out, GError **error)
{
  return pt_sql_collect (journal, error, out, read_member, (GDestroyNotify)pt_member_free,
                         "SELECT id, name, role, active, stakeholder FROM member WHERE logbook = ?"
                         " ORDER BY id",
                         "b", logbook);
}

void
pt_journal_fill_access (PtJournalOps *ops)
{
  ops->get_hub = get_hub;
  ops->set_hub = set_hub;
  ops->find_caller = find_caller;
  ops->set_next_token = set_next_token;
  ops->use_token = use_token;
  ops->ask_renewal = ask_renewal;
  ops->find_token = find_token;
  ops->add_device = add_device;
  ops->list_devices = list_devices;
  ops->name_device = name_device;
  ops->note_contact = note_contact;
  ops->revoke_device = revoke_device;
  ops->find_invite = find_invite;
  ops->add_invite = add_invite;
  ops->set_tries = set_tries;
  ops->spend_invite = spend_invite;
  ops->add_logbook = add_logbook;
  ops->set_member = set_member;
  ops->set_left = set_left;
  ops->list_members = list_members;
}
