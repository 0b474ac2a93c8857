/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doing again what was undone, also after a restart: the save that undid is taken back by another one.
 * Only while nothing else was saved here since; op.undone says by which save something was undone. */
#include "pt-take-back.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int64_t by;         /* the save that undid */
  PtOwnSave original; /* what it undid */
  char *group;        /* of the original; or NULL */
} Redo;

/* ── What can be done again ── */

/* The newest save that undid, behind all that somebody went on with here. The few saves there are looked
 * at first (CROSS JOIN); 0 and 1 in op.undone are no saves. */
#define NEWEST                                                                                     \
  "SELECT u.ordinal, o.ordinal, o.record, o.makes, o.batch FROM op AS u"                           \
  " CROSS JOIN op AS o ON o.undone = u.ordinal AND o.undone > 1"                                   \
  " WHERE u.how = 'undo' AND u.undone = 0 AND u.ordinal > (SELECT coalesce (max (ordinal), 0)"     \
  "  FROM op WHERE how NOT IN ('undo', 'redo', " PT_STORE_HOW_UNASKED "))"                         \
  " ORDER BY u.ordinal DESC, o.ordinal LIMIT 1"

static gboolean
find_newest (PtStore *self, Redo *redo, gboolean *found, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, NEWEST, error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  *found = rc == SQLITE_ROW;
  if (*found)
    {
      redo->by = pt_stmt_int (stmt, 0);
      redo->original = (PtOwnSave){ pt_stmt_int (stmt, 1), pt_stmt_int (stmt, 2),
                                    pt_stmt_int (stmt, 3) != 0 };
      redo->group = pt_stmt_is_null (stmt, 4) ? NULL : pt_stmt_dup_id (stmt, 4);
    }
  return rc >= 0;
}

/* Those of a group that were undone, in the order in which they were made. */
static GArray *
list_group (PtStore *self, const char *group, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Redo));
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db,
                                           "SELECT undone, ordinal, record, makes FROM op"
                                           " WHERE batch = ? AND undone > 1 ORDER BY ordinal",
                                           error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", group))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      const Redo redo = { .by = pt_stmt_int (stmt, 0),
                          .original = { pt_stmt_int (stmt, 1), pt_stmt_int (stmt, 2),
                                        pt_stmt_int (stmt, 3) != 0 } };
      g_array_append_val (list, redo);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* ── Doing it ── */

/* The original, or all saves of a sitting, can be undone again; what undid it is history. */
static gboolean
redo_one (PtStore *self, const Redo *redo, PtBackOutcome *outcome, GError **error)
{
  const PtOwnSave by = { .ordinal = redo->by, .row = redo->original.row };
  int64_t again = 0;

  return pt_take_back (self, &by, "redo", outcome, &again, error)
         && pt_db_run (self->db, error, "UPDATE op SET undone = 1 WHERE ordinal = ?", "i", redo->by)
         && pt_db_run (self->db, error,
                       "UPDATE op SET undone = 0 WHERE undone = ?1 AND ordinal < ?1", "i",
                       redo->by);
}

static gboolean
redo_group (PtStore *self, const char *group, PtBackOutcome *outcome, GError **error)
{
  g_autoptr (GArray) list = list_group (self, group, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!redo_one (self, &g_array_index (list, Redo, i), outcome, error))
      return FALSE;
  *outcome = PT_BACK_DONE;
  return list != NULL
         && pt_db_run (self->db, error, "UPDATE batch SET undone = 0 WHERE id = ?", "b", group);
}

static gboolean
redo_newest (PtStore *self, PtBackOutcome *outcome, PtUndone **out, GError **error)
{
  Redo redo = { 0 };
  gboolean found = FALSE;

  *outcome = PT_BACK_NOTHING;
  if (!find_newest (self, &redo, &found, error))
    return FALSE;
  g_autofree char *group = redo.group;
  if (!found)
    return TRUE;
  g_autoptr (PtUndone) undone = group != NULL ? pt_undone_new_group (self, group, error)
                                              : pt_take_back_describe (self, &redo.original, error);
  if (undone == NULL
      || !(group != NULL ? redo_group (self, group, outcome, error)
                         : redo_one (self, &redo, outcome, error)))
    return FALSE;
  if (*outcome == PT_BACK_DONE && out != NULL)
    *out = g_steal_pointer (&undone);
  return TRUE;
}

gboolean
pt_store_redo (PtStore *self, PtUndone **out, GError **error)
{
  PtBackOutcome outcome;

  if (!pt_store_begin (self, error)
      || !pt_store_end (self, redo_newest (self, &outcome, out, error), error))
    return FALSE;
  if (outcome == PT_BACK_CHANGED_SINCE || outcome == PT_BACK_STAYS_SHARED)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                         _ ("What was undone was changed again since, and was left as it is."));
  return outcome == PT_BACK_DONE;
}
