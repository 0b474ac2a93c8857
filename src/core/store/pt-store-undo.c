/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back own saves, also after a restart: a new save puts the earlier values back, so that
 * others hear of it like of any other. What somebody changed since is left as it is. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const PtSaveReason undo_reason = { .how = "undo" };

/* One own save to be taken back. */
typedef struct
{
  int64_t ordinal;
  int64_t row;
  gboolean makes;
} Own;

/* ── Values back ── */

static void
put_back (PtEdit *edit, const char *field, const PtValue *before)
{
  g_autoptr (PtValue) nothing = strchr (field, '/') != NULL || strcmp (field, "archived") == 0
                                    ? pt_value_new_bool (false)
                                    : pt_value_new_null ();

  pt_edit_set_register (edit, field, before != NULL ? before : nothing);
}

/* What was once shared cannot become private again: that part of a save stays. */
static gboolean
may_be_put_back (PtStore *self, const PtRecord *record, const char *field, const PtValue *before)
{
  gboolean hides = strcmp (field, "sharing") == 0 && before != NULL && before->type == PT_VALUE_TEXT
                   && strcmp (before->text, "private") == 0;

  return !hides || !pt_store_stays_shared (self, record);
}

static gboolean
shows (const PtRecord *record, const char *field, const PtValue *value)
{
  const PtValue *now = pt_state_shown (pt_record_get_state (record), field);

  if (value == NULL || now == NULL)
    return value == now;
  return pt_value_equal (now, value);
}

/* What came of taking one save back. */
typedef enum
{
  NOTHING_LEFT, /* it is as if it was never made */
  TAKEN_BACK,
  CHANGED_SINCE, /* nothing of it stands any more as it was saved */
  STAYS_SHARED,  /* it did no more than share something, which cannot be unsaid */
} Outcome;

/* Into @edit what the save changed and still is as it made it. */
static gboolean
collect_inverse (PtStore *self, const Own *own, const PtRecord *record, PtEdit *edit,
                 Outcome *outcome, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT field, before, after FROM change WHERE op = ? ORDER BY ordinal", error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", own->ordinal))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      const char *field = pt_stmt_text (stmt, 0);
      g_autoptr (PtValue) before = pt_store_parse_value (pt_stmt_text (stmt, 1));
      g_autoptr (PtValue) after = pt_store_parse_value (pt_stmt_text (stmt, 2));
      if (!shows (record, field, after))
        *outcome = CHANGED_SINCE;
      else if (!may_be_put_back (self, record, field, before))
        *outcome = STAYS_SHARED;
      else
        put_back (edit, field, before);
    }
  return rc == SQLITE_DONE;
}

/* Somebody else went on with what the save made. */
static gboolean
is_taken_up (PtStore *self, const Own *own, gboolean *out, GError **error)
{
  int64_t n = 0;

  if (!pt_db_get_int (self->db, error, 0, &n,
                      "SELECT EXISTS (SELECT 1 FROM change WHERE record = ?1 AND op IS NULL"
                      " AND ordinal > (SELECT max (ordinal) FROM change WHERE op = ?2))",
                      "ii", own->row, own->ordinal))
    return FALSE;
  *out = n != 0;
  return TRUE;
}

static gboolean
collect_archiving (PtStore *self, const Own *own, const PtRecord *record, PtEdit *edit,
                   Outcome *outcome, GError **error)
{
  g_autoptr (PtValue) yes = pt_value_new_bool (true);
  gboolean taken_up = FALSE;

  if (!is_taken_up (self, own, &taken_up, error))
    return FALSE;
  if (taken_up)
    *outcome = CHANGED_SINCE;
  else if (!pt_record_is_archived (record))
    pt_edit_set_register (edit, "archived", yes);
  return TRUE;
}

static gboolean
invert (PtStore *self, const Own *own, Outcome *outcome, char **out_title, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_load_row (self, own->row, error);
  g_autoptr (PtEdit) edit = record != NULL ? pt_edit_new_for (record) : NULL;

  *outcome = NOTHING_LEFT;
  if (edit == NULL
      || !(own->makes ? collect_archiving : collect_inverse) (self, own, record, edit, outcome,
                                                              error))
    return FALSE;
  if (out_title != NULL)
    *out_title = pt_record_dup_title (record);
  if (pt_edit_is_empty (edit))
    return TRUE;
  *outcome = TAKEN_BACK;
  return pt_store_apply_edit (self, edit, &undo_reason, error);
}

static gboolean
mark_undone (PtStore *self, int64_t ordinal, GError **error)
{
  return pt_db_run (self->db, error, "UPDATE op SET undone = 1 WHERE ordinal = ?", "i", ordinal);
}

/* ── Groups ── */

/* Saves and pulls on the record after the group's last one, other than by undoing. */
static gboolean
is_edited_since (PtStore *self, const char *group, int64_t row, gboolean *out, GError **error)
{
  int64_t n = 0;

  if (!pt_db_get_int (self->db, error, 0, &n,
                      "SELECT EXISTS (SELECT 1 FROM change WHERE record = ?1 AND how <> 'undo'"
                      " AND ordinal > (SELECT coalesce (max (c.ordinal), 0) FROM change AS c"
                      "  JOIN op AS o ON o.ordinal = c.op WHERE o.batch = pt_uuid(?2)"
                      "  AND c.record = ?1))",
                      "it", row, group))
    return FALSE;
  *out = n != 0;
  return TRUE;
}

static GArray *
list_group (PtStore *self, const char *group, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Own));
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db,
                                           "SELECT ordinal, record, makes FROM op WHERE batch = ?"
                                           " AND undone = 0 ORDER BY ordinal DESC",
                                           error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", group))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      Own own = { pt_stmt_int (stmt, 0), pt_stmt_int (stmt, 1), pt_stmt_int (stmt, 2) != 0 };
      g_array_append_val (list, own);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
keep (PtStore *self, int64_t row, GHashTable *kept_rows, GPtrArray *kept, GError **error)
{
  if (!g_hash_table_add (kept_rows, g_memdup2 (&row, sizeof row)))
    return TRUE;
  g_autoptr (PtRecord) record = pt_store_load_row (self, row, error);
  if (record != NULL)
    g_ptr_array_add (kept, pt_record_dup_title (record));
  return record != NULL;
}

static gboolean
undo_one_of_group (PtStore *self, const char *group, const Own *own, GHashTable *kept_rows,
                   GPtrArray *kept, GError **error)
{
  gboolean edited = FALSE;
  Outcome outcome;

  if (!is_edited_since (self, group, own->row, &edited, error))
    return FALSE;
  if (edited)
    return keep (self, own->row, kept_rows, kept, error);
  return invert (self, own, &outcome, NULL, error) && mark_undone (self, own->ordinal, error);
}

static gboolean
undo_group (PtStore *self, const char *group, GPtrArray *kept, GError **error)
{
  g_autoptr (GArray) list = list_group (self, group, error);
  g_autoptr (GHashTable)
      kept_rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!undo_one_of_group (self, group, &g_array_index (list, Own, i), kept_rows, kept, error))
      return FALSE;
  return list != NULL
         && pt_db_run (self->db, error, "UPDATE batch SET undone = 1 WHERE id = ?", "b", group);
}

static char *
dup_newest_group (PtStore *self, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT b.id FROM batch AS b WHERE b.undone = 0"
      " ORDER BY (SELECT max (ordinal) FROM op WHERE op.batch = b.id) DESC LIMIT 1",
      error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  if (rc == SQLITE_DONE)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no import to undo."));
  return rc == SQLITE_ROW ? pt_stmt_dup_id (stmt, 0) : NULL;
}

static gboolean
has_group (PtStore *self, const char *group, GError **error)
{
  int64_t n = 0;

  if (pt_id_is_valid (group)
      && !pt_db_get_int (self->db, error, 0, &n, "SELECT EXISTS (SELECT 1 FROM batch WHERE id = ?)",
                         "b", group))
    return FALSE;
  if (n == 0)
    g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                 _ ("There is no import with the number %s in this logbook."), group);
  return n != 0;
}

gboolean
pt_store_undo_group (PtStore *self, const char *group, GPtrArray **out_kept, GError **error)
{
  g_autofree char *newest = group == NULL ? dup_newest_group (self, error) : NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  const char *id = group != NULL ? group : newest;

  if (id == NULL || !has_group (self, id, error) || !pt_store_begin (self, error)
      || !pt_store_end (self, undo_group (self, id, kept, error), error))
    return FALSE;
  if (out_kept != NULL)
    *out_kept = g_steal_pointer (&kept);
  return TRUE;
}

/* ── The newest save ── */

typedef struct
{
  Own own;
  char *group;
} Newest;

/* FALSE in @found: there is nothing left to take back. */
static gboolean
find_newest (PtStore *self, Newest *newest, gboolean *found, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT ordinal, record, makes, batch FROM op WHERE undone = 0"
      " AND how NOT IN ('undo', 'raise', 'repair')"
      " AND (batch IS NULL OR batch IN (SELECT id FROM batch WHERE undone = 0))"
      " ORDER BY ordinal DESC LIMIT 1",
      error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  *found = rc == SQLITE_ROW;
  if (*found)
    {
      newest->own.ordinal = pt_stmt_int (stmt, 0);
      newest->own.row = pt_stmt_int (stmt, 1);
      newest->own.makes = pt_stmt_int (stmt, 2) != 0;
      newest->group = pt_stmt_is_null (stmt, 3) ? NULL : pt_stmt_dup_id (stmt, 3);
    }
  return rc >= 0;
}

/* The logbook itself is not taken back with the first save that was ever made. */
static gboolean
is_the_logbook (PtStore *self, const Own *own)
{
  const char *id = pt_store_get_logbook_id (self);

  return own->makes && id != NULL && pt_store_find_row (self, id) == own->row;
}

static gboolean
undo_newest_group (PtStore *self, const char *group, char **title, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  *title = pt_db_dup_text (self->db, error, "SELECT label FROM batch WHERE id = ?", "b", group);
  return *title != NULL && undo_group (self, group, kept, error);
}

/* A save of which nothing is left is passed over; one that cannot be taken back is said, once. */
static gboolean
undo_newest (PtStore *self, Outcome *outcome, char **out_title, GError **error)
{
  *outcome = NOTHING_LEFT;
  while (*outcome == NOTHING_LEFT)
    {
      Newest newest = { 0 };
      gboolean found = FALSE;
      g_autofree char *title = NULL;
      if (!find_newest (self, &newest, &found, error))
        return FALSE;
      g_autofree char *group = newest.group;
      if (!found || is_the_logbook (self, &newest.own))
        return TRUE;
      if (group != NULL ? !undo_newest_group (self, group, &title, error)
                        : !invert (self, &newest.own, outcome, &title, error)
                              || !mark_undone (self, newest.own.ordinal, error))
        return FALSE;
      if (group != NULL)
        *outcome = TAKEN_BACK;
      if (*outcome == TAKEN_BACK && out_title != NULL)
        *out_title = g_steal_pointer (&title);
    }
  return TRUE;
}

gboolean
pt_store_undo (PtStore *self, char **out_title, GError **error)
{
  Outcome outcome;

  if (!pt_store_begin (self, error)
      || !pt_store_end (self, undo_newest (self, &outcome, out_title, error), error))
    return FALSE;
  if (outcome == CHANGED_SINCE)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                         _ ("Your last change was changed again since, by you or by somebody "
                            "else, and was left as it is."));
  if (outcome == STAYS_SHARED)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                         _ ("This was already shared with your team and cannot become private "
                            "again. Make a private copy, and erase the shared one."));
  return outcome == TAKEN_BACK;
}
