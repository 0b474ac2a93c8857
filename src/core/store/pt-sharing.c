/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may leave this laptop. Private records are never queued; a link, attachment, comment or other
 * dependant is as private as what it hangs on (sync.md §2). Raising sends a record as it stands, in
 * one new save, and takes along what hangs on it. */
#include "pt-store-private.h"

#include <string.h>

/* Owners of owners: a comment on an attachment of a note. Deeper than this is a circle. */
#define OWNERS_MAX 8

/* The fields that name what bounds the sharing of a record of @kind; ends with NULL. */
static void
list_bounds (const PtRecordKind *kind, const char *bounds[3])
{
  bounds[0] = bounds[1] = bounds[2] = NULL;
  if (kind == NULL)
    return;
  if (strcmp (kind->id, "link") == 0)
    {
      bounds[0] = "from";
      bounds[1] = "to";
    }
  else
    bounds[0] = kind->owner_field;
}

static PtSharing
measure (PtStore *self, PtRecord *record, int depth)
{
  PtSharing sharing = pt_record_get_sharing (record);
  const char *bounds[3];

  list_bounds (pt_record_get_kind (record), bounds);
  for (int i = 0; bounds[i] != NULL && depth < OWNERS_MAX && sharing > PT_SHARING_PRIVATE; i++)
    {
      const char *id = pt_record_get_text (record, bounds[i]);
      /* A bound that is not here says nothing; one that cannot be read bounds as strictly as can be. */
      g_autoptr (GError) error = NULL;
      g_autoptr (PtRecord) owner = id != NULL && pt_id_is_valid (id)
                                       ? pt_store_find_record (self, id, NULL, &error)
                                       : NULL;
      if (error != NULL)
        return PT_SHARING_PRIVATE;
      if (owner != NULL)
        sharing = MIN (sharing, measure (self, owner, depth + 1));
    }
  return sharing;
}

PtSharing
pt_store_effective_sharing (PtStore *self, PtRecord *record)
{
  return measure (self, record, 0);
}

gboolean
pt_store_is_sent (PtStore *self, int64_t row)
{
  int64_t sent = 0;

  return pt_db_get_int (self->db, NULL, 0, &sent,
                        "SELECT state IS NOT NULL OR EXISTS (SELECT 1 FROM op"
                        " WHERE record = record.row AND settled = 0 AND queued = 1)"
                        " FROM record WHERE row = ?",
                        "i", row)
         && sent != 0;
}

gboolean
pt_store_stays_shared (PtStore *self, const PtRecord *record)
{
  return pt_store_has_hub (self) || pt_record_get_seq (record) > 0;
}

/* ── What hangs on a record ── */

static gboolean
add_dependants (PtStore *self, const char *kind, const char *field, const char *id, GArray *rows,
                GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT row FROM \"%s\" WHERE \"%s\" = ?", kind, field);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", id))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t row = pt_stmt_int (stmt, 0);
      g_array_append_val (rows, row);
    }
  return rc == SQLITE_DONE;
}

static GArray *
list_dependants (PtStore *self, const char *id, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  const char *bounds[3];

  for (guint k = 0; k < pt_n_record_kinds; k++)
    {
      list_bounds (pt_record_kinds[k], bounds);
      for (int i = 0; bounds[i] != NULL; i++)
        if (!add_dependants (self, pt_record_kinds[k]->id, bounds[i], id, rows, error))
          return NULL;
    }
  return g_steal_pointer (&rows);
}

static gboolean
raise_one (PtStore *self, int64_t row, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_load_row (self, row, error);

  if (record == NULL)
    return FALSE;
  if (pt_store_is_sent (self, row)
      || pt_store_effective_sharing (self, record) == PT_SHARING_PRIVATE)
    return TRUE;
  return pt_store_raise_row (self, row, error)
         && pt_store_raise_dependants (self, pt_record_get_id (record), error);
}

gboolean
pt_store_raise_dependants (PtStore *self, const char *id, GError **error)
{
  g_autoptr (GArray) rows = list_dependants (self, id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!raise_one (self, g_array_index (rows, int64_t, i), error))
      return FALSE;
  return rows != NULL;
}

static gboolean
withdraw_one (PtStore *self, int64_t row, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_load_row (self, row, error);

  if (record == NULL)
    return FALSE;
  return !pt_store_is_sent (self, row)
         || pt_store_withdraw_row (self, row, pt_record_get_id (record), error);
}

gboolean
pt_store_withdraw_row (PtStore *self, int64_t row, const char *id, GError **error)
{
  if (!pt_db_run (self->db, error, "UPDATE op SET queued = 0 WHERE record = ? AND settled = 0", "i",
                  row)
      || !pt_derive_refresh_pending (self->derive, row, error))
    return FALSE;
  g_autoptr (GArray) rows = list_dependants (self, id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!withdraw_one (self, g_array_index (rows, int64_t, i), error))
      return FALSE;
  return rows != NULL;
}
