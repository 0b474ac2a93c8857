/* SPDX-License-Identifier: GPL-3.0-or-later */
/* History: who changed what, when, from what to what. A line per shown value that changed. What came
 * with a record's first pull gets its lines only when it is replaced: until then the stamp of the
 * value itself says who and when. */
#include "pt-store-private.h"

#include "pt-json.h"

#include <string.h>

void
pt_change_free (PtChange *self)
{
  if (self == NULL)
    return;
  g_free (self->record);
  g_free (self->field);
  g_free (self->member);
  g_free (self->member_name);
  pt_value_free (self->before);
  pt_value_free (self->after);
  g_free (self->how);
  g_free (self);
}

char *
pt_store_print_value (const PtValue *value)
{
  GString *out;

  if (value == NULL)
    return NULL;
  out = g_string_new (NULL);
  pt_value_append_json (value, out);
  return g_string_free (out, FALSE);
}

PtValue *
pt_store_parse_value (const char *text)
{
  g_autoptr (PtTree)
      tree = text != NULL ? pt_tree_parse (text, strlen (text), 2 * PT_OP_MAX_BYTES, NULL) : NULL;

  return tree != NULL ? pt_value_from_node (pt_tree_root (tree)) : NULL;
}

/* ── Writing lines ── */

typedef struct
{
  PtStore *store;
  int64_t row;
  const char *how;
  const PtOp *by;
  int64_t op;
} Log;

static gboolean
write_line (const Log *log, const char *field, const PtValue *before, const PtValue *after,
            const char *how, const PtStamp *stamp, GError **error)
{
  g_autofree char *before_text = pt_store_print_value (before);
  g_autofree char *after_text = pt_store_print_value (after);
  PtWorld *world = log->store->world;
  int64_t at = stamp != NULL ? stamp->at : world->now (world);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      log->store->db,
      "INSERT INTO change (record, field, before, after, at, offset, member, how, op)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0))",
      error);

  return stmt != NULL
         && pt_stmt_bind (stmt, error, "itttiitti", log->row, field, before_text, after_text, at,
                          (int64_t)(stamp != NULL ? stamp->offset : 0),
                          stamp != NULL ? stamp->member : NULL, how, log->op)
         && pt_stmt_step (stmt, error) == SQLITE_DONE;
}

/* Before a value goes that came by a pull and has no line yet: where it came from. */
static gboolean
write_origin (const Log *log, const char *field, const PtVersion *before, GError **error)
{
  const Log pulled = { .store = log->store, .row = log->row };
  int64_t known = 0;

  if (before == NULL)
    return TRUE;
  if (!pt_db_get_int (log->store->db, error, 0, &known,
                      "SELECT EXISTS (SELECT 1 FROM change WHERE record = ? AND field = ?)", "it",
                      log->row, field))
    return FALSE;
  return known || write_line (&pulled, field, NULL, before->value, "pull", before->stamp, error);
}

static gboolean
is_nothing (const PtVersion *version)
{
  return version == NULL || version->value->type == PT_VALUE_NULL;
}

static gboolean
shows_the_same (const PtVersion *a, const PtVersion *b)
{
  if (is_nothing (a) || is_nothing (b))
    return is_nothing (a) && is_nothing (b);
  return pt_value_equal (a->value, b->value);
}

static gboolean
is_resolved (const PtState *before, const PtState *after, const char *field)
{
  return strchr (field, '/') == NULL && strcmp (field, "archived") != 0 && before != NULL
         && pt_state_n_versions (before, field) > 1 && pt_state_n_versions (after, field) == 1;
}

static gboolean
log_register (const Log *log, const PtState *before, const PtState *after, const char *field,
              guint *n_lines, GError **error)
{
  const PtVersion *old = before != NULL ? pt_state_nth_version (before, field, 0) : NULL;
  const PtVersion *new = pt_state_nth_version (after, field, 0);
  gboolean resolved = is_resolved (before, after, field);

  if (shows_the_same (old, new) && !resolved)
    return TRUE;
  (*n_lines)++;
  return write_origin (log, field, old, error)
         && write_line (
             log, field, old != NULL ? old->value : NULL, new != NULL ? new->value : NULL,
             resolved && (log->by == NULL || strcmp (log->how, "save") == 0) ? "resolve" : log->how,
             new != NULL ? new->stamp : NULL, error);
}

gboolean
pt_store_log_changes (PtStore *self, int64_t row, const PtState *before, const PtState *after,
                      const char *how, const PtOp *by, int64_t op, guint *n_lines, GError **error)
{
  const Log log = { .store = self, .row = row, .how = how, .by = by, .op = op };
  guint n_before = before != NULL ? pt_state_n_registers (before) : 0;
  guint n_after = pt_state_n_registers (after);
  guint i = 0, j = 0;

  if (before == NULL && by == NULL)
    {
      *n_lines += n_after; /* a first pull: the stamps say it all */
      return TRUE;
    }
  while (i < n_before || j < n_after)
    {
      const char *old = i < n_before ? pt_state_nth_register (before, i) : NULL;
      const char *new = j < n_after ? pt_state_nth_register (after, j) : NULL;
      int order = old == NULL ? 1 : new == NULL ? -1 : strcmp (old, new);

      if (!log_register (&log, before, after, order > 0 ? new : old, n_lines, error))
        return FALSE;
      i += order <= 0;
      j += order >= 0;
    }
  return TRUE;
}

/* ── Reading them ── */

static PtChange *
read_change (PtStore *self, const char *record, PtStmt *stmt)
{
  PtChange *change = g_new0 (PtChange, 1);

  change->record = g_strdup (record);
  change->field = pt_stmt_dup_text (stmt, 0);
  change->before = pt_store_parse_value (pt_stmt_text (stmt, 1));
  change->after = pt_store_parse_value (pt_stmt_text (stmt, 2));
  change->at = pt_stmt_int (stmt, 3);
  change->offset = (int)pt_stmt_int (stmt, 4);
  change->member = pt_stmt_dup_text (stmt, 5);
  change->how = pt_stmt_dup_text (stmt, 6);
  change->member_name = pt_store_dup_member_name (self, change->member);
  return change;
}

static PtChange *
make_origin (PtStore *self, const char *record, const char *field, const PtVersion *version)
{
  PtChange *change = g_new0 (PtChange, 1);

  change->record = g_strdup (record);
  change->field = g_strdup (field);
  change->after = pt_value_copy (version->value);
  change->at = version->stamp->at;
  change->offset = version->stamp->offset;
  change->member = g_strdup (version->stamp->member);
  change->how = g_strdup ("pull");
  change->member_name = pt_store_dup_member_name (self, change->member);
  return change;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const PtChange *one = *(PtChange *const *)a, *other = *(PtChange *const *)b;

  if (one->at != other->at)
    return one->at > other->at ? -1 : 1;
  return strcmp (one->field, other->field);
}

/* What came by a first pull and is still as it came. */
static void
add_origins (PtStore *self, GPtrArray *list, const PtRecord *record)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) origins = g_ptr_array_new ();
  const PtState *state = pt_record_get_state (record);

  for (guint i = 0; i < list->len; i++)
    g_hash_table_add (known, ((PtChange *)g_ptr_array_index (list, i))->field);
  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *field = pt_state_nth_register (state, i);
      const PtVersion *version = pt_state_nth_version (state, field, 0);
      if (version != NULL && !g_hash_table_contains (known, field))
        g_ptr_array_add (origins, make_origin (self, pt_record_get_id (record), field, version));
    }
  g_ptr_array_sort (origins, compare_newest_first);
  for (guint i = 0; i < origins->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (origins, i));
}

GPtrArray *
pt_store_history (PtStore *self, const char *record, GError **error)
{
  g_autoptr (PtRecord) present = pt_store_get_record (self, record, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_change_free);
  int rc = SQLITE_ROW;

  if (present == NULL)
    return NULL;
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT field, before, after, at, offset, member, how FROM change"
      " WHERE record = (SELECT row FROM record WHERE id = ?) ORDER BY ordinal DESC",
      error);
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", record))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read_change (self, record, stmt));
  if (rc != SQLITE_DONE)
    return NULL;
  add_origins (self, list, present);
  return g_steal_pointer (&list);
}

gboolean
pt_store_restore_field (PtStore *self, const PtChange *change, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self, change->record, error);
  const PtSaveReason reason = { .how = "restore" };

  if (record == NULL)
    return FALSE;
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  g_autoptr (PtValue) nothing = pt_value_new_null ();
  pt_edit_set_register (edit, change->field, change->before != NULL ? change->before : nothing);
  if (!pt_store_begin (self, error))
    return FALSE;
  return pt_store_end (self, pt_store_apply_edit (self, edit, &reason, error), error);
}
