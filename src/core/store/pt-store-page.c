/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the hub's feed: the hub's states replace what was known of them, own saves that the hub
 * now has leave the overlay, the others go on top again, and the cursor moves, all in one
 * transaction. */
#include "pt-store-private.h"
#include "pt-turn.h"

#include <string.h>

/* Answered saves that the hub's state has, or has something that knew them: the record was read
 * with the number of the answer or a later one. That the cursor has passed the number says less: a
 * record that changed again stands further on in the feed, on a page that may be long in coming.
 * What the hub set aside stays on top, so that its author goes on seeing it. */
#define IS_PASSED                                                                                  \
  "verdict IS NOT NULL AND verdict <> 'quarantined' AND answered <= ?"                             \
  " AND EXISTS (SELECT 1 FROM record AS r WHERE r.row = op.record AND r.state IS NOT NULL"         \
  " AND r.seq >= op.answered)"

/* 0 in @row: the record was here already. Looking first costs most records of a first fill as much as
 * half of writing them. */
static gboolean
insert_pulled (PtStore *self, PtRecord *record, int64_t *row, GError **error)
{
  g_autofree char *state = pt_record_print_state (record);
  sqlite3 *handle = pt_db_handle (self->db);

  if (!pt_db_run (self->db, error,
                  "INSERT INTO record (id, kind, seq, no, stored, created_by, created_at, state)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                  "btiiitit", pt_record_get_id (record), pt_record_get_kind_id (record),
                  pt_record_get_seq (record), pt_record_get_no (record),
                  (int64_t)pt_record_get_stored (record), pt_record_get_created_by (record),
                  pt_record_get_created_at (record), state))
    return FALSE;
  *row = sqlite3_changes64 (handle) > 0 ? sqlite3_last_insert_rowid (handle) : 0;
  return TRUE;
}

static gboolean
update_pulled (PtStore *self, int64_t row, PtRecord *record, int64_t no, GError **error)
{
  g_autofree char *state = pt_record_print_state (record);

  return pt_db_run (self->db, error,
                    "UPDATE record SET seq = ?, no = ?, stored = ?, created_by = ?, created_at = ?,"
                    " state = ? WHERE row = ?",
                    "iiititi", pt_record_get_seq (record), no,
                    (int64_t)pt_record_get_stored (record), pt_record_get_created_by (record),
                    pt_record_get_created_at (record), state, row);
}

static gboolean
settle_row (PtStore *self, int64_t row, int64_t seq, GError **error)
{
  return pt_db_run (self->db, error,
                    "UPDATE op SET settled = 1 WHERE record = ? AND settled = 0 AND " IS_PASSED,
                    "ii", row, seq);
}

static void
note_changed (GPtrArray *changed, const char *id)
{
  if (changed != NULL)
    g_ptr_array_add (changed, g_strdup (id));
}

/* @before is what people saw until now. */
static gboolean
merge_pulled (PtStore *self, int64_t row, PtRecord *before, PtRecord *record, int64_t seq,
              gboolean *shown_changed, GError **error)
{
  guint n = 0, n_lines = 0;

  /* A number given here, while there was no hub, stands until the hub gives one. */
  int64_t no = pt_record_get_no (record) > 0 ? pt_record_get_no (record)
                                             : pt_record_get_no (before);
  if (!update_pulled (self, row, record, no, error) || !settle_row (self, row, seq, error))
    return FALSE;
  g_autoptr (PtState)
      shown = pt_store_overlay (self, row, pt_state_copy (pt_record_get_state (record)), &n, error);
  if (shown == NULL || !pt_store_set_local (self, row, n > 0 ? shown : NULL, error)
      || !pt_store_log_changes (self, row, pt_record_get_state (before), shown, "pull", NULL, 0,
                                &n_lines, error))
    return FALSE;
  g_autoptr (PtRecord) after = pt_store_record_with_state (record, shown);
  pt_record_set_hub (after, pt_record_get_seq (record), no, pt_record_get_stored (record));
  *shown_changed = n_lines > 0;
  return pt_derive_record (self->derive, row, after, pt_store_derive_flags (self, row), error);
}

/* A feed of another life of the hub that took no repair: it may lack what was known of the record. */
static gboolean
merge_kept (PtStore *self, int64_t row, PtRecord *before, PtRecord *record, int64_t seq,
            gboolean *shown_changed, GError **error)
{
  g_autoptr (PtState) old = NULL;

  return pt_store_load_kept (self, row, &old, error)
         && merge_pulled (self, row, before, record, seq, shown_changed, error)
         && (old == NULL || pt_store_keep_missing (self, row, old, error));
}

static gboolean
merge_known (PtStore *self, PtRecord *record, int64_t seq, gboolean *shown_changed, GError **error)
{
  int64_t row = 0;
  g_autoptr (PtRecord) before = pt_store_find_record (self, pt_record_get_id (record), &row, error);

  return before != NULL && pt_store_renumber_hidden (self, row, pt_record_get_state (record), error)
         && merge_kept (self, row, before, record, seq, shown_changed, error);
}

static gboolean
apply_record (PtStore *self, PtRecord *record, int64_t seq, GPtrArray *changed, GError **error)
{
  gboolean shown_changed = TRUE;
  int64_t row = 0;

  if (!insert_pulled (self, record, &row, error))
    return FALSE;
  if (!(row > 0 ? pt_derive_record (self->derive, row, record, PT_DERIVE_NEW, error)
                : merge_known (self, record, seq, &shown_changed, error)))
    return FALSE;
  if (shown_changed)
    note_changed (changed, pt_record_get_id (record));
  return TRUE;
}

/* Saves that changed nothing at the hub (superseded, duplicates): their records are not in the feed
 * again. What the hub never showed us stays on top all the same. */
static GArray *
list_passed (PtStore *self, int64_t seq, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT DISTINCT record FROM op WHERE settled = 0 AND " IS_PASSED, error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", seq))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t row = pt_stmt_int (stmt, 0);
      g_array_append_val (rows, row);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
settle_others (PtStore *self, int64_t seq, GPtrArray *changed, GError **error)
{
  g_autoptr (GArray) rows = list_passed (self, seq, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      int64_t row = g_array_index (rows, int64_t, i);
      gboolean shown_changed = FALSE;
      if (!settle_row (self, row, seq, error)
          || !pt_store_refresh_row (self, row, &shown_changed, error))
        return FALSE;
      g_autoptr (PtRecord)
          record = shown_changed && changed != NULL ? pt_store_load_row (self, row, error) : NULL;
      if (record != NULL)
        note_changed (changed, pt_record_get_id (record));
    }
  return rows != NULL;
}

static gboolean
apply_page (PtStore *self, GPtrArray *records, const char *epoch, int64_t seq, const char *chain,
            GPtrArray *changed, GError **error)
{
  gboolean files = FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);

      if (!apply_record (self, record, seq, changed, error))
        return FALSE;
      files |= strcmp (pt_record_get_kind_id (record), "attachment") == 0;
    }
  if (files && !pt_store_expect_files (self, error))
    return FALSE;
  return settle_others (self, seq, changed, error)
         && pt_db_run (self->db, error, "UPDATE hub SET epoch = ?, seq = ?, chain = ?", "tit",
                       epoch, seq, chain);
}

/* The cursor may have moved since the page was asked for. What lies between is in neither then, or what
 * it says is older than what is here: somebody would lose from sight what they had seen. */
static gboolean
is_due (PtStore *self, const char *epoch, int64_t after, int64_t seq, gboolean *due, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, "SELECT epoch, seq FROM hub", error);
  const int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  *due = rc == SQLITE_DONE
         || ((pt_stmt_is_null (stmt, 0) || strcmp (pt_stmt_text (stmt, 0), epoch) == 0)
             && after <= pt_stmt_int (stmt, 1) && seq >= pt_stmt_int (stmt, 1));
  return rc >= 0;
}

static gboolean
apply_if_due (PtStore *self, GPtrArray *records, const char *epoch, int64_t after, int64_t seq,
              const char *chain, GPtrArray *changed, GError **error)
{
  gboolean due;

  return is_due (self, epoch, after, seq, &due, error)
         && (!due || apply_page (self, records, epoch, seq, chain, changed, error));
}

gboolean
pt_store_apply_page (PtStore *self, GPtrArray *records, const char *epoch, int64_t after,
                     int64_t seq, const char *chain, GPtrArray *changed, GError **error)
{
  guint n_before = changed != NULL ? changed->len : 0;

  pt_turn_let_others ();
  if (!pt_store_begin_repeatable (self, error))
    return FALSE;
  if (pt_store_end (self, apply_if_due (self, records, epoch, after, seq, chain, changed, error),
                    error))
    return TRUE;
  if (changed != NULL)
    g_ptr_array_set_size (changed, (int)n_before);
  return FALSE;
}
