/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-take-back.h"

#include <string.h>

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

/* Into @edit what the save changed and still is as it made it. */
static gboolean
collect_inverse (PtStore *self, const PtOwnSave *own, const PtRecord *record, PtEdit *edit,
                 PtBackOutcome *outcome, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT field, (SELECT f.before FROM change AS f WHERE f.op = ?2 AND f.field = change.field),"
      " after FROM change WHERE op = ?1 ORDER BY ordinal",
      error);
  const int64_t first = own->first > 0 ? own->first : own->ordinal;
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "ii", own->ordinal, first))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      const char *field = pt_stmt_text (stmt, 0);
      g_autoptr (PtValue) before = pt_store_parse_value (pt_stmt_text (stmt, 1));
      g_autoptr (PtValue) after = pt_store_parse_value (pt_stmt_text (stmt, 2));
      if (!shows (record, field, after))
        *outcome = PT_BACK_CHANGED_SINCE;
      else if (!may_be_put_back (self, record, field, before))
        *outcome = PT_BACK_STAYS_SHARED;
      else
        put_back (edit, field, before);
    }
  return rc == SQLITE_DONE;
}

/* Somebody else went on with what the save made. */
static gboolean
is_taken_up (PtStore *self, const PtOwnSave *own, gboolean *out, GError **error)
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
collect_archiving (PtStore *self, const PtOwnSave *own, const PtRecord *record, PtEdit *edit,
                   PtBackOutcome *outcome, GError **error)
{
  g_autoptr (PtValue) yes = pt_value_new_bool (true);
  gboolean taken_up = FALSE;

  if (!is_taken_up (self, own, &taken_up, error))
    return FALSE;
  if (taken_up)
    *outcome = PT_BACK_CHANGED_SINCE;
  else if (!pt_record_is_archived (record))
    pt_edit_set_register (edit, "archived", yes);
  return TRUE;
}

gboolean
pt_take_back (PtStore *self, const PtOwnSave *own, const char *how, PtBackOutcome *outcome,
              int64_t *by, GError **error)
{
  const PtSaveReason reason = { .how = how };
  g_autoptr (PtRecord) record = pt_store_load_row (self, own->row, error);
  g_autoptr (PtEdit) edit = record != NULL ? pt_edit_new_for (record) : NULL;

  *outcome = PT_BACK_NOTHING;
  *by = 0;
  if (edit == NULL
      || !(own->makes ? collect_archiving : collect_inverse) (self, own, record, edit, outcome,
                                                              error))
    return FALSE;
  if (pt_edit_is_empty (edit))
    return TRUE;
  *outcome = PT_BACK_DONE;
  return pt_store_apply_edit (self, edit, &reason, error)
         && pt_db_get_int (self->db, error, 0, by, "SELECT max (ordinal) FROM op WHERE record = ?",
                           "i", own->row);
}

/* ── What it did ── */

/* The last field's name, and how many there are; a set counts once. */
static gboolean
read_fields (PtStore *self, const PtOwnSave *own, PtUndone *undone, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT field, after FROM change WHERE op = ? ORDER BY ordinal", error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", own->ordinal))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      const char *name = pt_stmt_text (stmt, 0);
      g_autofree char *field = g_strndup (name, strcspn (name, "/"));
      if (strcmp (field, "archived") == 0)
        undone->kind = g_strcmp0 (pt_stmt_text (stmt, 1), "true") == 0 ? PT_UNDONE_ARCHIVED
                                                                       : PT_UNDONE_UNARCHIVED;
      if (g_strcmp0 (undone->field, field) == 0)
        continue;
      undone->n_fields++;
      g_free (undone->field);
      undone->field = g_steal_pointer (&field);
    }
  return rc == SQLITE_DONE;
}

PtUndone *
pt_take_back_describe (PtStore *self, const PtOwnSave *own, GError **error)
{
  g_autoptr (PtUndone) undone = g_new0 (PtUndone, 1);
  g_autoptr (PtRecord) record = pt_store_load_row (self, own->row, error);

  if (record == NULL)
    return NULL;
  undone->kind = PT_UNDONE_CHANGED;
  undone->title = pt_store_dup_title (self, record);
  undone->record_kind = g_strdup (pt_record_get_kind_id (record));
  if (!read_fields (self, own, undone, error))
    return NULL;
  if (own->makes)
    undone->kind = PT_UNDONE_MADE;
  return g_steal_pointer (&undone);
}

PtUndone *
pt_undone_new_group (PtStore *self, const char *group, GError **error)
{
  g_autoptr (PtUndone) undone = g_new0 (PtUndone, 1);

  undone->kind = PT_UNDONE_GROUP;
  undone->title = pt_db_dup_text (self->db, error, "SELECT label FROM batch WHERE id = ?", "b",
                                  group);
  return undone->title != NULL ? g_steal_pointer (&undone) : NULL;
}

void
pt_undone_free (PtUndone *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->record_kind);
  g_free (self->field);
  g_free (self);
}
