/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a record would survive: on this laptop only, at the hub too, or also in the hub's backup. What
 * counts is the last number that the hub gave anything of it. An attachment is as safe as its bytes. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>

static const char *const ids[] = { "laptop", "server", "backup" };

static const char *const labels[] = {
  N_ ("Only on this laptop"),
  N_ ("On the team server too"),
  N_ ("Safe in the backup"),
};

/* 0, 1, 2 = PtSafe; of the row of `record AS r`. */
#define SAFE_OF_R                                                                                  \
  "CASE WHEN EXISTS (SELECT 1 FROM op WHERE op.record = r.row AND op.settled = 0"                  \
  "   AND op.queued = 1 AND op.verdict IS NULL)"                                                   \
  " OR (r.kind = 'attachment' AND (r.stored & 1) = 0) THEN 0"                                      \
  " WHEN max (r.seq, coalesce ((SELECT max (op.answered) FROM op WHERE op.record = r.row"          \
  "   AND op.settled = 0 AND op.verdict <> 'quarantined'), 0)) = 0 THEN 0"                         \
  " WHEN max (r.seq, coalesce ((SELECT max (op.answered) FROM op WHERE op.record = r.row"          \
  "   AND op.settled = 0 AND op.verdict <> 'quarantined'), 0))"                                    \
  "   <= coalesce ((SELECT backed_up_seq FROM hub), 0) THEN 2 ELSE 1 END"

const char *
pt_safe_id (PtSafe safe)
{
  return ids[safe];
}

const char *
pt_safe_label (PtSafe safe)
{
  return _ (labels[safe]);
}

PtSafe
pt_store_get_safe (PtStore *self, int64_t row)
{
  int64_t safe = PT_SAFE_LAPTOP;

  pt_db_get_int (self->db, NULL, PT_SAFE_LAPTOP, &safe,
                 "SELECT " SAFE_OF_R " FROM record AS r WHERE r.row = ?", "i", row);
  return (PtSafe)safe;
}

gboolean
pt_store_each_safe (PtStore *self, PtSafeFunc each, gpointer data, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT id, " SAFE_OF_R " FROM record AS r ORDER BY id", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autofree char *id = pt_stmt_dup_id (stmt, 0);

      each (id, (PtSafe)pt_stmt_int (stmt, 1), data);
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

gboolean
pt_store_count_safe (PtStore *self, int64_t out[PT_N_SAFE], GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT " SAFE_OF_R " AS safe, count (*) FROM record AS r GROUP BY safe", error);
  int rc = SQLITE_ROW;

  for (guint i = 0; i < PT_N_SAFE; i++)
    out[i] = 0;
  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    out[pt_stmt_int (stmt, 0)] = pt_stmt_int (stmt, 1);
  return stmt != NULL && rc == SQLITE_DONE;
}
