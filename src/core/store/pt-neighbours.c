/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list row says how many attachments and comments a record has and who was there. Those are
 * other records: this file knows whose rows to refresh when one of them changes. */
#include "pt-derive-private.h"

#include <string.h>

/* Kinds that are counted on the row of the record they belong to. */
static const struct
{
  const char *kind;
  const char *field; /* names the record that counts them */
} counted[] = {
  { "attachment", "owner" },
  { "comment", "target" },
};

char *
pt_neighbours_columns_sql (const char *schema)
{
  return g_strdup_printf (
      "(SELECT count(*) FROM %1$s.attachment WHERE owner = ?1 AND archived = 0),"
      "(SELECT count(*) FROM %1$s.comment WHERE target = ?1 AND archived = 0),"
      /* Most have none, and sorting nobody costs as much as sorting three. */
      "CASE WHEN EXISTS (SELECT 1 FROM %1$s.link WHERE \"from\" = ?1) THEN"
      " (SELECT group_concat(title, ', ') FROM (SELECT DISTINCT p.title FROM %1$s.link AS k"
      " JOIN main.record AS r ON r.id = pt_uuid(k.\"to\")"
      " JOIN %1$s.listing AS p ON p.row = r.row"
      " WHERE k.\"from\" = ?1 AND k.kind IN ('speaker', 'present') AND k.archived = 0"
      " AND p.kind = 'stakeholder' AND p.archived = 0 AND p.title <> ''"
      " ORDER BY k.kind = 'speaker' DESC, p.title LIMIT 3)) END",
      schema);
}

static void
touch (PtDerive *self, const char *id)
{
  if (id != NULL && pt_id_is_valid (id))
    g_hash_table_add (self->touched, g_strdup (id));
}

/* Whom the row counted for until now. */
static gboolean
touch_stored (PtDerive *self, int64_t row, const char *kind, const char *field, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM %s.\"%s\" WHERE row = ?", field,
                                          self->schema, kind);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return FALSE;
  int rc = pt_stmt_step (stmt, error);
  if (rc == SQLITE_ROW)
    touch (self, pt_stmt_text (stmt, 0));
  return rc >= 0;
}

static gboolean
note_for (PtDerive *self, int64_t row, const PtRecord *record, const char *field, gboolean is_new,
          GError **error)
{
  touch (self, pt_record_get_text (record, field));
  return is_new || touch_stored (self, row, pt_record_get_kind_id (record), field, error);
}

gboolean
pt_neighbours_note (PtDerive *self, int64_t row, const PtRecord *record, gboolean is_new,
                    GError **error)
{
  const char *kind = pt_record_get_kind_id (record);

  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    if (strcmp (kind, counted[i].kind) == 0)
      return note_for (self, row, record, counted[i].field, is_new, error);
  if (strcmp (kind, "link") == 0)
    return note_for (self, row, record, "from", is_new, error);
  return TRUE;
}

static gboolean
has_title (PtDerive *self, int64_t row, const char *title, gboolean archived, gboolean *same,
           GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT title, archived FROM %s.listing WHERE row = ?",
                                          self->schema);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return FALSE;
  int rc = pt_stmt_step (stmt, error);
  *same = rc == SQLITE_ROW && strcmp (pt_stmt_text (stmt, 0), title) == 0
          && (pt_stmt_int (stmt, 1) != 0) == archived;
  return rc >= 0;
}

gboolean
pt_neighbours_note_title (PtDerive *self, int64_t row, const PtRecord *record, const char *title,
                          GError **error)
{
  gboolean same = FALSE;
  int rc = SQLITE_ROW;

  if (strcmp (pt_record_get_kind_id (record), "stakeholder") != 0)
    return TRUE;
  if (!has_title (self, row, title, pt_record_is_archived (record), &same, error))
    return FALSE;
  if (same)
    return TRUE;
  g_autofree char *sql = g_strdup_printf ("SELECT \"from\" FROM %s.link WHERE \"to\" = ?",
                                          self->schema);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);
  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", pt_record_get_id (record)))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    touch (self, pt_stmt_text (stmt, 0));
  return rc == SQLITE_DONE;
}

gboolean
pt_neighbours_flush (PtDerive *self, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!pt_db_run (self->db, error, self->refresh_sql, "t", (const char *)id))
      return FALSE;
  g_hash_table_remove_all (self->touched);
  return TRUE;
}
