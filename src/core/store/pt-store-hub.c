/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the logbook knows of its hub: where it is, who we are there, what waits for it and what it
 * answered. Reading the feed is pt-store-page.c's matter. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONTACT_SECONDS 60

void
pt_hub_link_free (PtHubLink *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->hub_id);
  g_free (self->pin);
  g_free (self->device);
  g_free (self->epoch);
  g_free (self->chain);
  g_free (self->problem);
  g_free (self);
}

PtHubLink *
pt_store_get_hub (PtStore *self)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db,
                            "SELECT url, hub_id, pin, device, epoch, seq, chain, era,"
                            " last_contact_at, problem, backed_up_seq, repair_after FROM hub",
                            NULL);

  if (stmt == NULL || pt_stmt_step (stmt, NULL) != SQLITE_ROW)
    return NULL;
  PtHubLink *hub = g_new0 (PtHubLink, 1);
  hub->url = pt_stmt_dup_text (stmt, 0);
  hub->hub_id = pt_stmt_dup_text (stmt, 1);
  hub->pin = pt_stmt_dup_text (stmt, 2);
  hub->device = pt_stmt_dup_text (stmt, 3);
  hub->epoch = pt_stmt_dup_text (stmt, 4);
  hub->seq = pt_stmt_int (stmt, 5);
  hub->chain = pt_stmt_dup_text (stmt, 6);
  hub->era = pt_stmt_int (stmt, 7);
  hub->last_contact = pt_stmt_int (stmt, 8);
  hub->problem = pt_stmt_dup_text (stmt, 9);
  hub->backed_up_seq = pt_stmt_int (stmt, 10);
  hub->repair_after = pt_stmt_is_null (stmt, 11) ? -1 : pt_stmt_int (stmt, 11);
  return hub;
}

/* ── Enrolment ── */

static gboolean
check_logbook (PtStore *self, const char *logbook, GError **error)
{
  g_autofree char *own = pt_store_dup_meta (self, "logbook");

  if (own == NULL || strcmp (own, logbook) == 0)
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS,
                       _ ("This invitation is for another logbook. Choose a new or empty folder "
                          "for it; the logbook in this folder stays as it is."));
  return FALSE;
}

static gboolean
is_other_hub (PtStore *self, const PtHubLink *hub)
{
  g_autoptr (PtHubLink) old = pt_store_get_hub (self);

  return old != NULL && strcmp (old->hub_id, hub->hub_id) != 0;
}

static gboolean
write_hub (PtStore *self, const PtHubLink *hub, GError **error)
{
  return pt_db_run (self->db, error,
                    "INSERT INTO hub (only_row, url, hub_id, pin, device, era)"
                    " VALUES (1, ?, ?, ?, ?, 0)"
                    " ON CONFLICT (only_row) DO UPDATE SET url = excluded.url,"
                    " hub_id = excluded.hub_id, pin = excluded.pin, device = excluded.device,"
                    " problem = NULL,"
                    " device_due = CASE WHEN device = excluded.device THEN device_due ELSE 0 END,"
                    " revoked_at = CASE WHEN device = excluded.device THEN revoked_at END",
                    "tttt", hub->url, hub->hub_id, hub->pin, hub->device);
}

static gboolean
write_member (PtStore *self, const char *member, const char *name, const char *role, GError **error)
{
  return pt_db_run (self->db, error,
                    "INSERT INTO member (id, name, role, active) VALUES (?, ?, ?, 1)"
                    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,"
                    " active = 1",
                    "ttt", member, name != NULL ? name : "", role != NULL ? role : "")
         && pt_store_set_meta (self, "member", member, error)
         && pt_store_set_meta (self, "role", role, error);
}

static gboolean
enrol (PtStore *self, const PtHubLink *hub, const char *logbook, const char *member,
       const char *name, const char *role, GError **error)
{
  if (!check_logbook (self, logbook, error))
    return FALSE;
  /* Another hub has seen nothing of ours. */
  if (is_other_hub (self, hub) && !pt_store_restart_feed (self, error))
    return FALSE;
  /* From now on a copy is known by its life, also one that never saved. */
  return pt_incarnation_check (self->life, NULL, error) && write_hub (self, hub, error)
         && pt_store_set_meta (self, "logbook", logbook, error)
         && write_member (self, member, name, role, error);
}

gboolean
pt_store_set_hub (PtStore *self, const PtHubLink *hub, const char *logbook, const char *member,
                  const char *name, const char *role, GError **error)
{
  g_return_val_if_fail (hub != NULL && hub->url != NULL && hub->hub_id != NULL, FALSE);
  g_return_val_if_fail (hub->device != NULL && logbook != NULL && member != NULL, FALSE);

  return pt_store_begin (self, error)
         && pt_store_end (self, enrol (self, hub, logbook, member, name, role, error), error);
}

static gboolean
write_members (PtStore *self, GPtrArray *members, int64_t version, GError **error)
{
  if (!pt_db_run (self->db, error, "DELETE FROM member", ""))
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const PtMember *member = g_ptr_array_index (members, i);
      if (!pt_db_run (self->db, error,
                      "INSERT OR REPLACE INTO member (id, name, role, active, stakeholder)"
                      " VALUES (?, ?, ?, ?, ?)",
                      "tttit", member->id, member->name, member->role, (int64_t)member->active,
                      member->stakeholder))
        return FALSE;
      if (g_strcmp0 (member->id, pt_store_get_member (self)) == 0
          && !pt_store_set_meta (self, "role", member->role, error))
        return FALSE;
    }
  return pt_db_run (self->db, error, "UPDATE hub SET members_version = ?", "i", version);
}

gboolean
pt_store_set_members (PtStore *self, GPtrArray *members, int64_t version, GError **error)
{
  return pt_store_begin (self, error)
         && pt_store_end (self, write_members (self, members, version, error), error);
}

int64_t
pt_store_get_members_version (PtStore *self)
{
  int64_t version = 0;

  pt_db_get_int (self->db, NULL, 0, &version, "SELECT members_version FROM hub", "");
  return version;
}

int64_t
pt_store_count_writes (PtStore *self)
{
  return sqlite3_total_changes64 (pt_db_handle (self->db));
}

/* A write waits for the disk, and an errand that finds nothing to do has none otherwise. */
static gboolean
is_contact_noted (PtStore *self, int64_t at, const char *problem)
{
  int64_t noted = 0;

  return pt_db_get_int (self->db, NULL, 0, &noted,
                        "SELECT ? < last_contact_at + ? AND problem IS ? FROM hub", "iit", at,
                        CONTACT_SECONDS * PT_USEC_PER_SECOND, problem)
         && noted != 0;
}

gboolean
pt_store_note_contact (PtStore *self, int64_t at, const char *problem, GError **error)
{
  if (is_contact_noted (self, at, problem))
    return TRUE;
  return pt_store_begin_repeatable (self, error)
         && pt_store_end (self,
                          pt_db_run (self->db, error,
                                     "UPDATE hub SET last_contact_at = max (last_contact_at, ?),"
                                     " problem = ?",
                                     "it", at, problem),
                          error);
}

/* ── The queue ── */

GPtrArray *
pt_store_next_ops (PtStore *self, guint max, size_t max_bytes, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT body, member, (SELECT device FROM hub), length (CAST (body AS BLOB)),"
      " (SELECT no FROM record WHERE row = op.record AND state IS NULL) FROM op"
      " WHERE queued = 1 AND verdict IS NULL ORDER BY ordinal LIMIT ?",
      error);
  size_t bytes = 0;
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", (int64_t)max))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      bytes += (size_t)pt_stmt_int (stmt, 3);
      if (list->len > 0 && bytes > max_bytes)
        break;
      PtOp *op = pt_store_parse_op (pt_stmt_text (stmt, 0), pt_stmt_text (stmt, 1),
                                    pt_stmt_text (stmt, 2), error);
      if (op == NULL)
        return NULL;
      op->no = pt_stmt_int (stmt, 4);
      g_ptr_array_add (list, op);
    }
  return rc >= 0 ? g_steal_pointer (&list) : NULL;
}

void
pt_waiting_op_free (PtWaitingOp *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->record);
  g_free (self->body);
  g_free (self);
}

/* What is kept is what is sent, but for the number: that is added while the hub never saw the record. */
static char *
dup_body (PtStmt *stmt)
{
  const char *body = pt_stmt_text (stmt, 3);
  int64_t no = pt_stmt_int (stmt, 5);

  if (no == 0)
    return g_strdup (body);
  return g_strdup_printf ("%.*s,\"no\":%" G_GINT64_FORMAT "}", (int)strlen (body) - 1, body, no);
}

static PtWaitingOp *
read_waiting (PtStmt *stmt)
{
  PtWaitingOp *op = g_new0 (PtWaitingOp, 1);

  op->ordinal = pt_stmt_int (stmt, 0);
  op->id = pt_stmt_dup_id (stmt, 1);
  op->record = pt_stmt_dup_id (stmt, 2);
  op->body = dup_body (stmt);
  memcpy (op->life.bytes, sqlite3_column_blob (pt_stmt_handle (stmt), 6), sizeof op->life.bytes);
  return op;
}

static gboolean
is_same_life (const PtWaitingOp *one, const PtWaitingOp *other)
{
  return pt_uuid_compare (&one->life, &other->life) == 0;
}

GPtrArray *
pt_store_next_waiting (PtStore *self, gboolean again, int64_t after, guint max, size_t max_bytes,
                       GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_waiting_op_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT o.ordinal, o.id, r.id, o.body, length (CAST (o.body AS BLOB)),"
      " CASE WHEN r.state IS NULL THEN r.no ELSE 0 END, o.incarnation"
      " FROM op AS o INDEXED BY op_waiting CROSS JOIN record AS r ON r.row = o.record"
      " WHERE o.queued = 1 AND o.verdict IS NULL AND o.again >= ? AND o.ordinal > ?"
      " ORDER BY o.ordinal LIMIT ?",
      error);
  size_t bytes = 0;
  int rc = SQLITE_ROW;

  if (stmt == NULL
      || !pt_stmt_bind (stmt, error, "iii", again ? (int64_t)1 : -1, after, (int64_t)max))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      bytes += (size_t)pt_stmt_int (stmt, 4);
      g_autoptr (PtWaitingOp) op = read_waiting (stmt);
      if (list->len > 0 && (bytes > max_bytes || !is_same_life (g_ptr_array_index (list, 0), op)))
        break;
      g_ptr_array_add (list, g_steal_pointer (&op));
    }
  return rc >= 0 ? g_steal_pointer (&list) : NULL;
}

int64_t
pt_store_count_pending (PtStore *self)
{
  int64_t n = 0;

  pt_db_get_int (self->db, NULL, 0, &n,
                 "SELECT count (*) FROM op WHERE queued = 1 AND verdict IS NULL", "");
  return n;
}

void
pt_answer_free (PtAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->op);
  g_free (self->reason);
  g_free (self->refused_by);
  g_free (self);
}

static gboolean
is_declined (const PtAnswer *answer)
{
  return answer->verdict == PT_VERDICT_QUARANTINED
         && g_strcmp0 (answer->reason, PT_REASON_DECLINED) == 0;
}

static gboolean
find_op (PtStore *self, const char *op, int64_t *ordinal, int64_t *row, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db, "SELECT ordinal, record FROM op WHERE id = ?", error);
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", op))
    return FALSE;
  rc = pt_stmt_step (stmt, error);
  *ordinal = rc == SQLITE_ROW ? pt_stmt_int (stmt, 0) : 0;
  *row = rc == SQLITE_ROW ? pt_stmt_int (stmt, 1) : 0;
  return rc >= 0;
}

/* Looking first is cheaper than RETURNING, for which SQLite makes a table each time. */
static gboolean
note_answer (PtStore *self, const PtAnswer *answer, GArray *adopted, GError **error)
{
  int64_t ordinal, row;

  return find_op (self, answer->op, &ordinal, &row, error)
         && pt_db_run (self->db, error,
                       "UPDATE op SET verdict = ?, answered = ?, reason = ?, refused_by = ?"
                       " WHERE ordinal = ?",
                       "titti", pt_verdict_id (answer->verdict), answer->seq, answer->reason,
                       answer->refused_by, ordinal)
         && (answer->dot.counter == 0
             || pt_store_adopt_dot (self, answer->op, &answer->dot, adopted, error))
         && (!is_declined (answer) || pt_store_take_back (self, answer->op, error))
         && (row == 0 || pt_derive_refresh_pending (self->derive, row, error));
}

static gboolean
note_answers (PtStore *self, GPtrArray *answers, GError **error)
{
  g_autoptr (GArray) adopted = g_array_new (FALSE, FALSE, sizeof (PtAdopted));
  gboolean forked = FALSE;

  for (guint i = 0; i < answers->len; i++)
    {
      const PtAnswer *answer = g_ptr_array_index (answers, i);
      if (answer->verdict == PT_VERDICT_FORKED)
        forked = TRUE;
      else if (!note_answer (self, answer, adopted, error))
        return FALSE;
    }
  return (!forked || pt_store_renumber (self, answers, error))
         && pt_store_cap_adopted (self, adopted, error);
}

/* A new life is a promise about numbers; all else the hub says again when it is asked again. */
static gboolean
is_repeatable (GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    if (((const PtAnswer *)g_ptr_array_index (answers, i))->verdict == PT_VERDICT_FORKED)
      return FALSE;
  return TRUE;
}

gboolean
pt_store_answer_ops (PtStore *self, GPtrArray *answers, GError **error)
{
  return (is_repeatable (answers) ? pt_store_begin_repeatable : pt_store_begin) (self, error)
         && pt_store_end (self, note_answers (self, answers, error), error);
}
