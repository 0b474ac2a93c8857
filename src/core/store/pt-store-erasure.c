/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders to erase on this laptop: kept, carried out once, and offered again by core/sync to a hub that
 * forgot them. What an order does to a record is in pt-erase-row.c. */
#include "pt-erase-row.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── What was ordered ── */

static PtErasure *
read_order (PtStmt *stmt)
{
  PtErasure *order = g_new0 (PtErasure, 1);

  order->number = pt_stmt_int (stmt, 0);
  order->record = pt_stmt_dup_id (stmt, 1);
  order->fields = pt_erasure_parse_fields (pt_stmt_text (stmt, 2));
  order->reason = pt_stmt_dup_text (stmt, 3);
  order->member = pt_stmt_dup_text (stmt, 4);
  order->at = pt_stmt_int (stmt, 5);
  return order;
}

GPtrArray *
pt_store_list_erasures (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT number, record, fields, reason, member, at FROM erasure ORDER BY number",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read_order (stmt));
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

int64_t
pt_store_get_era (PtStore *self)
{
  int64_t era = 0;

  pt_db_get_int (self->db, NULL, 0, &era, "SELECT max (number) FROM erasure", "");
  return era;
}

static gboolean
keep_order (PtStore *self, const PtErasure *order, GError **error)
{
  g_autofree char *fields = pt_erasure_print_fields (order);

  return pt_db_run (self->db, error,
                    "INSERT INTO erasure (number, record, fields, reason, member, at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    "ibttti", order->number, order->record, fields, order->reason, order->member,
                    order->at);
}

static gboolean
mark_unfinished (PtErasing *erasing, GError **error)
{
  return !erasing->touched || pt_store_set_meta (erasing->store, PT_META_UNERASED, "1", error);
}

/* ── Orders of the hub ── */

static gboolean
mark_strays (PtErasing *erasing, GError **error)
{
  return !erasing->unknown || pt_erasing_note_strays (erasing->store, error);
}

static gboolean
leave_gaps (PtErasing *erasing, GError **error)
{
  for (guint i = 0; i < erasing->gaps->len; i++)
    if (!pt_store_renumber_behind (erasing->store, &g_array_index (erasing->gaps, PtDot, i), error))
      return FALSE;
  return TRUE;
}

/* Another program on this logbook may have carried out some of them since they were asked for, or have
 * met a hub that was put back: then what is here is still to be compared. */
static gboolean
apply_all (PtErasing *erasing, const GPtrArray *orders, GError **error)
{
  const int64_t era = pt_store_get_era (erasing->store);

  for (guint i = 0; i < orders->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (orders, i);

      if (order->number > era
          && (!pt_erasing_carry_out (erasing, order, FALSE, error)
              || !keep_order (erasing->store, order, error)))
        return FALSE;
    }
  return pt_db_run (erasing->store->db, error, "UPDATE hub SET era = ? WHERE era = ?", "ii",
                    pt_store_get_era (erasing->store), era)
         && leave_gaps (erasing, error) && pt_erasing_finish (erasing, error)
         && mark_unfinished (erasing, error) && mark_strays (erasing, error);
}

/* Ends the transaction; what was told of it is taken back when it did not become true. */
static gboolean
end (PtErasing *erasing, gboolean ok, guint n_changed, guint n_lost, GError **error)
{
  if (pt_store_end (erasing->store, ok, error))
    return TRUE;
  if (erasing->changed != NULL)
    g_ptr_array_set_size (erasing->changed, (int)n_changed);
  if (erasing->lost != NULL)
    g_ptr_array_set_size (erasing->lost, (int)n_lost);
  return FALSE;
}

gboolean
pt_store_apply_erasures (PtStore *self, const GPtrArray *orders, GPtrArray *changed,
                         GPtrArray *lost, GError **error)
{
  g_auto (PtErasing) erasing = { 0 };
  const guint n_changed = changed != NULL ? changed->len : 0;
  const guint n_lost = lost != NULL ? lost->len : 0;

  pt_erasing_init (&erasing, self, changed, lost);
  return pt_store_begin (self, error)
         && end (&erasing, apply_all (&erasing, orders, error), n_changed, n_lost, error);
}

/* ── Other numbers ── */

static gboolean
is_among (const GPtrArray *orders, const PtErasure *order)
{
  for (guint i = 0; i < orders->len; i++)
    if (pt_erasure_same (g_ptr_array_index (orders, i), order))
      return TRUE;
  return FALSE;
}

/* How many from the first on are the same in both. */
static guint
count_same (const GPtrArray *a, const GPtrArray *b)
{
  guint n = 0;

  while (n < a->len && n < b->len
         && pt_erasure_same (g_ptr_array_index (a, n), g_ptr_array_index (b, n)))
    n++;
  return n;
}

static gboolean
age_save (PtStore *self, int64_t ordinal, const char *body, int64_t era, GError **error)
{
  g_autoptr (PtOp) op = pt_store_parse_op (body, NULL, NULL, error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *aged = NULL;

  if (op == NULL)
    return FALSE;
  if (op->era <= era)
    return TRUE;
  op->era = era;
  node = pt_op_to_json (op);
  aged = pt_json_print_ordered (node);
  return pt_db_run (self->db, error, "UPDATE op SET body = ? WHERE ordinal = ?", "ti", aged,
                    ordinal);
}

/* A number above the first difference means another order now. */
static gboolean
age_saves (PtStore *self, int64_t era, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT ordinal, body FROM op WHERE queued = 1 AND settled = 0 ORDER BY ordinal",
      error);
  g_autoptr (GArray) ordinals = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func (g_free);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t ordinal = pt_stmt_int (stmt, 0);

      g_array_append_val (ordinals, ordinal);
      g_ptr_array_add (bodies, pt_stmt_dup_text (stmt, 1));
    }
  if (stmt == NULL || rc != SQLITE_DONE)
    return FALSE;
  for (guint i = 0; i < bodies->len; i++)
    if (!age_save (self, g_array_index (ordinals, int64_t, i), g_ptr_array_index (bodies, i), era,
                   error))
      return FALSE;
  return TRUE;
}

static gboolean
renumber (PtErasing *erasing, const GPtrArray *all, GError **error)
{
  PtStore *self = erasing->store;
  g_autoptr (GPtrArray) own = pt_store_list_erasures (self, error);
  guint n_same;

  if (own == NULL)
    return FALSE;
  n_same = count_same (own, all);
  if (!age_saves (self, n_same > 0 ? ((PtErasure *)g_ptr_array_index (all, n_same - 1))->number : 0,
                  error)
      || !pt_db_run (self->db, error, "DELETE FROM erasure", ""))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (all, i);

      if ((!is_among (own, order) && !pt_erasing_carry_out (erasing, order, FALSE, error))
          || !keep_order (self, order, error))
        return FALSE;
    }
  return pt_db_run (self->db, error, "UPDATE hub SET era = ?", "i", pt_store_get_era (self))
         && leave_gaps (erasing, error) && pt_erasing_finish (erasing, error)
         && mark_unfinished (erasing, error) && mark_strays (erasing, error);
}

gboolean
pt_store_renumber_erasures (PtStore *self, const GPtrArray *all, GPtrArray *changed,
                            GPtrArray *lost, GError **error)
{
  g_auto (PtErasing) erasing = { 0 };
  const guint n_changed = changed != NULL ? changed->len : 0;
  const guint n_lost = lost != NULL ? lost->len : 0;

  pt_erasing_init (&erasing, self, changed, lost);
  return pt_store_begin (self, error)
         && end (&erasing, renumber (&erasing, all, error), n_changed, n_lost, error);
}

/* ── Here alone ── */

gboolean
pt_store_is_private (PtStore *self, const char *id)
{
  int64_t row = pt_store_find_row (self, id);
  g_autoptr (PtRecord) record = row > 0 ? pt_store_load_row (self, row, NULL) : NULL;

  return record != NULL && !pt_store_is_sent (self, row)
         && pt_store_effective_sharing (self, record) == PT_SHARING_PRIVATE;
}

static gboolean
archive_link (PtStore *self, const char *id, GError **error)
{
  const PtSaveReason reason = { .how = "save", .always = TRUE };
  g_autoptr (PtRecord) link = pt_store_find_record (self, id, NULL, error);
  g_autoptr (PtEdit) edit = link != NULL ? pt_edit_new_for (link) : NULL;
  g_autoptr (PtValue) yes = pt_value_new_bool (true);

  if (edit == NULL)
    return FALSE;
  pt_edit_set_register (edit, "archived", yes);
  return pt_store_apply_edit (self, edit, &reason, error);
}

static gboolean
archive_links (PtStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT id FROM link WHERE (\"from\" = ?1 OR \"to\" = ?1) AND archived = 0", error);
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", id))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, pt_stmt_dup_text (stmt, 0));
  for (guint i = 0; rc == SQLITE_DONE && i < ids->len; i++)
    if (!archive_link (self, g_ptr_array_index (ids, i), error))
      return FALSE;
  return rc == SQLITE_DONE;
}

gboolean
pt_store_archive_links (PtStore *self, const char *id, GError **error)
{
  return pt_store_begin (self, error)
         && pt_store_end (self, archive_links (self, id, error), error);
}

/* Of a private record nobody needs to hear; in a logbook without a hub the order waits for one. */
static gboolean
erase (PtErasing *erasing, const PtErasure *order, GError **error)
{
  PtStore *self = erasing->store;
  g_autoptr (PtErasure) own = pt_erasure_copy (order);
  gboolean is_private = pt_store_is_private (self, order->record);

  own->number = pt_store_get_era (self) + 1;
  own->at = self->world->now (self->world);
  g_free (own->member);
  own->member = g_strdup (pt_store_get_member (self));
  return (order->fields != NULL || archive_links (self, order->record, error))
         && pt_erasing_carry_out (erasing, own, TRUE, error)
         && (is_private || keep_order (self, own, error)) && pt_erasing_finish (erasing, error)
         && mark_unfinished (erasing, error);
}

gboolean
pt_store_check_erasable (PtStore *self, const char *id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *kind = pt_db_dup_text (self->db, &problem,
                                          "SELECT kind FROM record WHERE id = ?", "b", id);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (kind == NULL || pt_erasure_takes_kind (kind))
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("A link has no words of its own and is not erased. Take the link away "
                          "instead, or erase what it ties together."));
  return FALSE;
}

gboolean
pt_store_erase (PtStore *self, const PtErasure *order, GError **error)
{
  g_auto (PtErasing) erasing = { 0 };

  pt_erasing_init (&erasing, self, NULL, NULL);
  return pt_store_check_erasable (self, order->record, error) && pt_store_begin (self, error)
         && pt_store_end (self, erase (&erasing, order, error), error)
         && pt_store_finish_erasing (self, error);
}

/* ── Editors that were open ── */

static GPtrArray *
list_of_record (PtStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db,
                            "SELECT number, record, fields, reason, member, at FROM erasure"
                            " WHERE record = ? ORDER BY number",
                            error);
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", id))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read_order (stmt));
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* The editor opened on a value of a register that is gone as no edit lets it go. */
static gboolean
has_open (const PtEdit *edit, const PtErasure *order, const PtState *now)
{
  for (guint i = 0; edit->base != NULL && i < edit->set->len; i++)
    {
      const char *name = ((const PtSetting *)g_ptr_array_index (edit->set, i))->name;

      if (pt_erasure_covers (order, name) && pt_state_n_versions (now, name) == 0
          && pt_state_n_versions (pt_record_get_state (edit->base), name) > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
pt_store_check_erased (PtStore *self, const PtEdit *edit, const PtRecord *before, GError **error)
{
  g_autoptr (GPtrArray) orders = NULL;

  if (before == NULL)
    return TRUE;
  orders = list_of_record (self, edit->id, error);
  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (orders, i);

      if (order->fields != NULL && !has_open (edit, order, pt_record_get_state (before)))
        continue;
      g_set_error_literal (
          error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
          order->fields == NULL
              ? _ ("This was erased for everybody and cannot be changed any more.")
              : _ ("What you were changing was erased meanwhile and was not saved. "
                   "Open it again to write something new."));
      return FALSE;
    }
  return TRUE;
}

/* ── The files of the database ── */

gboolean
pt_store_is_erasing (PtStore *self)
{
  g_autofree char *unfinished = pt_store_dup_meta (self, PT_META_UNERASED);

  return unfinished != NULL;
}

gboolean
pt_store_finish_erasing (PtStore *self, GError **error)
{
  if (!pt_store_is_erasing (self))
    return TRUE;
  return pt_db_purge (self->db, error) && pt_store_begin (self, error)
         && pt_store_end (self, pt_store_set_meta (self, PT_META_UNERASED, NULL, error), error);
}
