/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders to erase that wait: kept together with the act that decided them, and let go when they were
 * carried out and what takes the place of the words is saved. A power cut in between costs nothing:
 * the order is given once more. */
#include "pt-store-private.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
keep (PtStore *self, const PtErasureDue *due, GError **error)
{
  g_autofree char *fields = pt_erasure_print_fields (due->order);
  g_autofree char *anew = pt_erasure_due_print_anew (due);

  return pt_db_run (self->db, error,
                    "INSERT INTO erasure_due (record, fields, reason, anew) VALUES (?, ?, ?, ?)",
                    "bttt", due->order->record, fields, due->order->reason, anew);
}

static gboolean
decide (PtStore *self, const PtEdit *act, const GPtrArray *due, GError **error)
{
  const PtSaveReason reason = { .how = "save", .always = TRUE };

  if (act != NULL && !pt_store_apply_edit (self, act, &reason, error))
    return FALSE;
  for (guint i = 0; i < due->len; i++)
    if (!keep (self, g_ptr_array_index (due, i), error))
      return FALSE;
  return TRUE;
}

gboolean
pt_store_decide_erasures (PtStore *self, const PtEdit *act, const GPtrArray *due, GError **error)
{
  return pt_store_begin (self, error) && pt_store_end (self, decide (self, act, due, error), error);
}

static PtErasureDue *
read_due (PtStmt *stmt)
{
  g_autofree char *record = pt_stmt_dup_id (stmt, 1);
  g_auto (GStrv) fields = pt_erasure_parse_fields (pt_stmt_text (stmt, 2));
  PtErasureDue *due = pt_erasure_due_new (record, (const char *const *)fields,
                                          pt_stmt_text (stmt, 3));

  due->ordinal = pt_stmt_int (stmt, 0);
  if (!pt_erasure_due_parse_anew (due, pt_stmt_text (stmt, 4)))
    g_warning ("order %" G_GINT64_FORMAT " to erase has no readable texts", due->ordinal);
  return due;
}

GPtrArray *
pt_store_list_due_erasures (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_due_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT ordinal, record, fields, reason, anew FROM erasure_due ORDER BY ordinal",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read_due (stmt));
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

int64_t
pt_store_count_due_erasures (PtStore *self)
{
  int64_t n = 0;

  pt_db_get_int (self->db, NULL, 0, &n, "SELECT count (*) FROM erasure_due", "");
  return n;
}

/* A colleague may have written something new meanwhile, or erased the whole of it: that stands. */
static gboolean
save_anew (PtStore *self, const PtErasureDue *due, GError **error)
{
  const PtSaveReason reason = { .how = "save", .always = TRUE };
  g_autoptr (GError) problem = NULL;
  g_autoptr (PtRecord) record = pt_store_find_record (self, due->order->record, NULL, &problem);
  g_autoptr (PtEdit) edit = NULL;

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (record == NULL)
    return TRUE;
  if (record == NULL)
    return FALSE;
  edit = pt_edit_new_for (record);
  for (guint i = 0; i < due->anew->len; i++)
    {
      const PtSetting *setting = due->anew->pdata[i];

      if (pt_state_n_versions (pt_record_get_state (record), setting->name) == 0)
        pt_edit_set_text (edit, setting->name, setting->value->text);
    }
  return pt_edit_is_empty (edit) || pt_store_apply_edit (self, edit, &reason, error);
}

static gboolean
settle (PtStore *self, const PtErasureDue *due, GError **error)
{
  return (due->order->fields == NULL || save_anew (self, due, error))
         && pt_db_run (self->db, error, "DELETE FROM erasure_due WHERE ordinal = ?", "i",
                       due->ordinal)
         /* It held the texts as they were about to be, next to what was erased. */
         && pt_store_set_meta (self, PT_META_UNERASED, "1", error);
}

gboolean
pt_store_settle_due_erasure (PtStore *self, const PtErasureDue *due, GError **error)
{
  return pt_store_begin (self, error) && pt_store_end (self, settle (self, due, error), error);
}

gboolean
pt_store_carry_out_due (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = pt_store_list_due_erasures (self, error);
  const gboolean alone = !pt_store_has_hub (self);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PtErasureDue *due = g_ptr_array_index (list, i);

      if ((alone || pt_store_is_private (self, due->order->record))
          && (!pt_store_erase (self, due->order, error)
              || !pt_store_settle_due_erasure (self, due, error)))
        return FALSE;
    }
  return list != NULL && pt_store_finish_erasing (self, error);
}

/* ── What a text was before ── */

static void
tell_past (PtStmt *stmt, int column, PtPastFunc each, gpointer data)
{
  g_autoptr (PtValue) value = pt_store_parse_value (pt_stmt_text (stmt, column));
  g_autofree char *record = NULL;

  if (value == NULL || value->type != PT_VALUE_TEXT)
    return;
  record = pt_stmt_dup_id (stmt, 0);
  each (record, pt_stmt_text (stmt, 1), value->text, data);
}

gboolean
pt_store_each_past_text (PtStore *self, PtPastFunc each, gpointer data, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT r.id, c.field, c.before, c.after FROM change AS c JOIN record AS r ON r.row = "
      "c.record"
      " WHERE substr (c.before, 1, 1) = '\"' OR substr (c.after, 1, 1) = '\"'",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      tell_past (stmt, 2, each, data);
      tell_past (stmt, 3, each, data);
    }
  return stmt != NULL && rc == SQLITE_DONE;
}
