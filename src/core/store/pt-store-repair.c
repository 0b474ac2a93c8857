/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the hub begins another life (it was put back, or is another one): everything that was sent
 * waits again, what the hub said about other people's work is offered to it, and its feed is read
 * from zero. Until then people go on seeing what they saw. */
#include "pt-store-private.h"

#include <string.h>

/* What another life of the hub is asked anew: by the rest it is not known. */
#define SAID_ANEW                                                                                  \
  " queued = 1 AND verdict IS NOT NULL AND verdict <> 'erased'"                                    \
  " AND coalesce (reason, '') NOT LIKE '" PT_REASON_DECLINED "%'"

/* Own saves that the earlier life had taken are history (1); what it set aside is asked anew, under the
 * numbers that it may have been accepted with since (-1). */
#define RESTART_OPS                                                                                \
  "UPDATE op SET verdict = NULL, answered = NULL, reason = NULL, refused_by = NULL, settled = 0,"  \
  " again = CASE verdict WHEN 'quarantined' THEN -1 ELSE 1 END"                                    \
  " WHERE" SAID_ANEW

static gboolean
refresh_unsettled (PtStore *self, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT DISTINCT record FROM op WHERE settled = 0 ORDER BY record", error);
  gboolean shown_changed;
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!pt_store_refresh_row (self, pt_stmt_int (stmt, 0), &shown_changed, error))
      return FALSE;
  return stmt != NULL && rc == SQLITE_DONE;
}

gboolean
pt_store_restart_feed (PtStore *self, GError **error)
{
  return pt_db_run (self->db, error, RESTART_OPS, "")
         && pt_db_run (self->db, error, "UPDATE record SET seq = 0 WHERE seq > 0", "")
         && pt_db_run (self->db, error,
                       "UPDATE hub SET epoch = NULL, seq = 0, chain = NULL, members_version = 0,"
                       " decisions = 0, backed_up_seq = 0, repair_after = 0, era = 0",
                       "")
         && refresh_unsettled (self, error);
}

static gboolean
begin_epoch (PtStore *self, const char *epoch, GError **error)
{
  return pt_store_renumber_waiting (self, error) && pt_store_restart_feed (self, error)
         && pt_db_run (self->db, error, "UPDATE hub SET epoch = ?", "t", epoch);
}

gboolean
pt_store_begin_epoch (PtStore *self, const char *epoch, GError **error)
{
  g_return_val_if_fail (epoch != NULL, FALSE);

  return pt_store_begin (self, error)
         && pt_store_end (self, begin_epoch (self, epoch, error), error);
}

gboolean
pt_store_read_again (PtStore *self, GError **error)
{
  if (!pt_store_begin (self, error))
    return FALSE;
  return pt_store_end (
      self, pt_db_run (self->db, error, "UPDATE hub SET seq = 0, chain = NULL", ""), error);
}

/* ── What is offered ── */

void
pt_offer_free (PtOffer *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kind);
  g_free (self->member);
  g_free (self->state);
  g_free (self);
}

static PtOffer *
read_offer (PtStmt *stmt)
{
  PtOffer *offer = g_new0 (PtOffer, 1);

  offer->row = pt_stmt_int (stmt, 0);
  offer->id = pt_stmt_dup_id (stmt, 1);
  offer->kind = pt_stmt_dup_text (stmt, 2);
  offer->no = pt_stmt_int (stmt, 3);
  offer->member = pt_stmt_dup_text (stmt, 4);
  offer->at = pt_stmt_int (stmt, 5);
  offer->state = pt_stmt_dup_text (stmt, 6);
  return offer;
}

GPtrArray *
pt_store_next_offers (PtStore *self, int64_t after, guint max, size_t max_bytes, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_offer_free);
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db,
                            "SELECT row, id, kind, no, created_by, created_at, state FROM record"
                            " WHERE state IS NOT NULL AND row > ? ORDER BY row LIMIT ?",
                            error);
  size_t bytes = 0;
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "ii", after, (int64_t)max))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      bytes += (size_t)sqlite3_column_bytes (pt_stmt_handle (stmt), 6);
      if (list->len > 0 && bytes > max_bytes)
        break;
      g_ptr_array_add (list, read_offer (stmt));
    }
  return rc >= 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
pt_store_note_offered (PtStore *self, int64_t after, GError **error)
{
  return pt_store_begin (self, error)
         && pt_store_end (self,
                          pt_db_run (self->db, error,
                                     "UPDATE hub SET repair_after = nullif (?, -1)", "i", after),
                          error);
}

/* ── What only this laptop has, when it is too late to offer it ── */

static gboolean
is_too_late (PtStore *self, gboolean *out, GError **error)
{
  int64_t after = 0;

  if (!pt_db_get_int (self->db, error, 0, &after, "SELECT repair_after FROM hub", ""))
    return FALSE;
  *out = after == PT_REPAIR_TOO_LATE;
  return TRUE;
}

static gboolean
load_state (PtStore *self, int64_t row, PtState **out, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;

  text = pt_db_dup_text (self->db, &problem, "SELECT state FROM record WHERE row = ?", "i", row);
  *out = text != NULL ? pt_store_parse_state (text, &problem) : NULL;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
pt_store_load_kept (PtStore *self, int64_t row, PtState **out, GError **error)
{
  gboolean too_late;
  int64_t unread = 0;

  *out = NULL;
  if (!is_too_late (self, &too_late, error))
    return FALSE;
  if (!too_late)
    return TRUE;
  return pt_db_get_int (self->db, error, 0, &unread, "SELECT seq = 0 FROM record WHERE row = ?",
                        "i", row)
         && (unread == 0 || load_state (self, row, out, error));
}

gboolean
pt_store_keep_missing (PtStore *self, int64_t row, const PtState *old, GError **error)
{
  g_autoptr (PtRecord) now = pt_store_load_row (self, row, error);
  g_autoptr (GPtrArray)
      missing = now != NULL ? pt_state_list_missing (pt_record_get_state (now), old) : NULL;

  for (guint i = 0; missing != NULL && i < missing->len; i++)
    if (!pt_store_save_again (self, row, g_ptr_array_index (missing, i), error))
      return FALSE;
  return missing != NULL;
}

/* The own saves that wait are all that the hub will hear of it. */
static gboolean
keep_record (PtStore *self, int64_t row, GError **error)
{
  g_autoptr (PtState) old = NULL;
  g_autoptr (PtState) own = NULL;
  guint n = 0;

  if (!load_state (self, row, &old, error) || old == NULL)
    return old == NULL && (error == NULL || *error == NULL);
  own = pt_store_overlay (self, row, NULL, &n, error);
  if (own == NULL
      || !pt_db_run (self->db, error, "UPDATE record SET state = NULL, stored = 0 WHERE row = ?",
                     "i", row)
      || !pt_store_set_local (self, row, own, error))
    return FALSE;
  return pt_store_keep_missing (self, row, old, error);
}

static gboolean
keep_records (PtStore *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT row FROM record WHERE state IS NOT NULL AND seq = 0 ORDER BY row", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t row = pt_stmt_int (stmt, 0);

      g_array_append_val (rows, row);
    }
  for (guint i = 0; rc == SQLITE_DONE && i < rows->len; i++)
    if (!keep_record (self, g_array_index (rows, int64_t, i), error))
      return FALSE;
  return stmt != NULL && rc == SQLITE_DONE
         && pt_db_run (self->db, error, "UPDATE hub SET repair_after = NULL", "");
}

gboolean
pt_store_finish_keeping (PtStore *self, guint *n, GError **error)
{
  gboolean too_late;
  int64_t count = 0;

  *n = 0;
  if (!is_too_late (self, &too_late, error))
    return FALSE;
  if (!too_late)
    return TRUE;
  if (!pt_store_begin (self, error) || !pt_store_end (self, keep_records (self, error), error)
      || !pt_db_get_int (self->db, error, 0, &count,
                         "SELECT count (*) FROM op WHERE how = 'repair' AND verdict IS NULL", ""))
    return FALSE;
  *n = (guint)count;
  return TRUE;
}

/* ── What the hub says of itself ── */

gboolean
pt_store_set_backed_up (PtStore *self, int64_t seq, GError **error)
{
  return pt_store_begin (self, error)
         && pt_store_end (self,
                          pt_db_run (self->db, error, "UPDATE hub SET backed_up_seq = ?", "i", seq),
                          error);
}

gboolean
pt_store_get_acked (PtStore *self, PtDot *out)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db,
                                           "SELECT incarnation, counter FROM op WHERE" SAID_ANEW
                                           " AND answered IS NOT NULL"
                                           " AND refused_by IS NULL ORDER BY ordinal DESC LIMIT 1",
                                           NULL);

  if (stmt == NULL || pt_stmt_step (stmt, NULL) != SQLITE_ROW)
    return FALSE;
  memcpy (out->incarnation.bytes, sqlite3_column_blob (pt_stmt_handle (stmt), 0),
          sizeof out->incarnation.bytes);
  out->counter = pt_stmt_int (stmt, 1);
  return TRUE;
}
