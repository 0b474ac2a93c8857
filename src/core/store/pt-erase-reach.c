/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far an order to erase reaches on this laptop: the record and, when it goes as a whole, what hangs on
 * it and the hub cannot have ordered by itself. What then happens to each is in pt-erase-row.c. */
#include "pt-erase-row.h"

#include <string.h>

/* Whether the hub has it, and has therefore ordered by itself whether it goes: where it hangs here may
 * be an own save that the hub does not know yet, or where it hung before a colleague moved it. */
static gboolean
is_known_there (PtErasing *self, int64_t row, gboolean *out, GError **error)
{
  int64_t known = 0;

  if (!pt_db_get_int (self->store->db, error, 0, &known,
                      "SELECT seq > 0 OR EXISTS (SELECT 1 FROM op WHERE record = record.row"
                      " AND queued = 1 AND settled = 0 AND verdict IN"
                      " ('applied', 'conflict', 'superseded', 'duplicate'))"
                      " FROM record WHERE row = ?",
                      "i", row))
    return FALSE;
  *out = known != 0;
  return TRUE;
}

/* What an earlier life of the hub had said, and this one is still to be given, it will not take when it
 * hangs there. */
static gboolean
goes_along (PtErasing *self, int64_t row, const char *kind, const char *owner, gboolean *out,
            GError **error)
{
  g_autoptr (PtState) state = NULL;
  gboolean known;

  if (!is_known_there (self, row, &known, error)
      || (!known && !pt_erasing_load_state (self, row, &state, error)))
    return FALSE;
  *out = !known
         && (state == NULL
             || pt_value_is_text (pt_state_shown (state, pt_erasure_owner (kind)), owner));
  return TRUE;
}

/* Appends what goes along with @owner to @ids. */
static gboolean
add_dependant (PtErasing *self, const PtErasure *order, const char *kind, const char *owner,
               const char *id, GPtrArray *ids, GError **error)
{
  g_autoptr (PtErasure) own = pt_erasure_copy (order);
  int64_t row = 0;
  gboolean goes;

  g_free (own->record);
  own->record = g_strdup (id);
  if (!pt_db_get_int (self->store->db, error, 0, &row, "SELECT row FROM record WHERE id = ?", "b",
                      id)
      || !goes_along (self, row, kind, owner, &goes, error))
    return FALSE;
  if (!goes)
    return pt_erasing_drop_saves (self, own, row, owner, error);
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  return TRUE;
}

static gboolean
add_dependants (PtErasing *self, const PtErasure *order, const char *kind, const char *owner,
                GPtrArray *ids, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?", kind,
                                          pt_erasure_owner (kind));
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->store->db, sql, error);
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", owner))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (found, pt_stmt_dup_text (stmt, 0));
  for (guint i = 0; rc == SQLITE_DONE && i < found->len; i++)
    if (!add_dependant (self, order, kind, owner, g_ptr_array_index (found, i), ids, error))
      return FALSE;
  return rc == SQLITE_DONE;
}

/* (transfer full): ids of the record and, when it goes as a whole, of all that goes along. */
static GPtrArray *
list_records (PtErasing *self, const PtErasure *order, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, g_strdup (order->record));
  for (guint i = 0; order->fields == NULL && i < ids->len; i++)
    for (guint k = 0; k < pt_n_record_kinds; k++)
      if (pt_erasure_owner (pt_record_kinds[k]->id) != NULL
          && !add_dependants (self, order, pt_record_kinds[k]->id, g_ptr_array_index (ids, i), ids,
                              error))
        return NULL;
  return g_steal_pointer (&ids);
}

/* Whether nothing of it was ever at the hub or on its way: such a record is nobody else's to erase. What
 * was declined is private again, but its author asks for it as for what others have. */
static gboolean
has_never_left (PtErasing *self, int64_t row, gboolean *out, GError **error)
{
  int64_t left = 0;

  if (!pt_db_get_int (self->store->db, error, 0, &left,
                      "SELECT EXISTS (SELECT 1 FROM op WHERE record = ? AND verdict IS NOT NULL)",
                      "i", row))
    return FALSE;
  *out = left == 0 && !pt_store_is_sent (self->store, row);
  return TRUE;
}

static gboolean
erase_one (PtErasing *self, const PtErasure *order, const char *id, gboolean also_private,
           GError **error)
{
  g_autoptr (PtErasure) own = pt_erasure_copy (order);
  gboolean stays = FALSE;
  int64_t row = 0;

  g_free (own->record);
  own->record = g_strdup (id);
  if (!pt_db_get_int (self->store->db, error, 0, &row, "SELECT row FROM record WHERE id = ?", "b",
                      id)
      || (!also_private && !has_never_left (self, row, &stays, error)))
    return FALSE;
  self->unknown |= row == 0 && pt_erasure_covers (own, "sha256");
  return row == 0 || stays || pt_erasing_row (self, own, row, error);
}

gboolean
pt_erasing_carry_out (PtErasing *self, const PtErasure *order, gboolean also_private,
                      GError **error)
{
  g_autoptr (GPtrArray) ids = list_records (self, order, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!erase_one (self, order, g_ptr_array_index (ids, i), also_private, error))
      return FALSE;
  return ids != NULL;
}
