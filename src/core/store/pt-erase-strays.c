/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of attachments that nothing in the logbook names: an older database was put back beside the files
 * that came after it. An order to erase what is not known here may be about one of them, or about none:
 * only who has read all that the hub knows can tell. Until then they stay, since the bytes of what comes
 * again may be nowhere else. */
#include "pt-erase-row.h"

#define META_STRAYS "strays"
#define SHA256_LENGTH 64

static void
gather (const char *folder, GHashTable *hashes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *sha256 = g_strndup (name, SHA256_LENGTH);

      if (pt_is_sha256 (sha256))
        g_hash_table_add (hashes, g_steal_pointer (&sha256));
    }
}

/* What is shown is most of it, and one look is enough. */
static gboolean
leave_out_shown (PtStore *self, GHashTable *hashes, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_hash_table_remove (hashes, pt_stmt_text (stmt, 0));
  return stmt != NULL && rc == SQLITE_DONE;
}

/* By a candidate, by a save that was declined or taken back, or by the history, from which it may come
 * back. */
static gboolean
is_remembered (PtStore *self, const char *sha256, gboolean *out, GError **error)
{
  int64_t found = 0;

  if (!pt_db_get_int (self->db, error, 0, &found,
                      "SELECT EXISTS (SELECT 1 FROM record AS r"
                      " LEFT JOIN local AS l ON l.row = r.row"
                      " LEFT JOIN op AS o ON o.record = r.row"
                      " LEFT JOIN change AS c ON c.record = r.row AND c.field = 'sha256'"
                      " WHERE r.kind = 'attachment' AND (instr (r.state, ?1) OR instr (l.state, ?1)"
                      " OR instr (o.body, ?1) OR instr (c.before, ?1) OR instr (c.after, ?1)))",
                      "t", sha256))
    return FALSE;
  *out = found != 0;
  return TRUE;
}

static gboolean
leave_out_remembered (PtStore *self, GHashTable *hashes, GError **error)
{
  GHashTableIter iter;
  gpointer sha256;

  g_hash_table_iter_init (&iter, hashes);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    {
      gboolean remembered;

      if (!is_remembered (self, sha256, &remembered, error))
        return FALSE;
      if (remembered)
        g_hash_table_iter_remove (&iter);
    }
  return TRUE;
}

/* (transfer full): sha256 of those that are nobody's. */
static GHashTable *
list_strays (PtStore *self, GError **error)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *attachments = g_build_filename (self->folder, "attachments", NULL);
  g_autofree char *thumbnails = g_build_filename (self->folder, "thumbnails", NULL);

  gather (attachments, hashes);
  gather (thumbnails, hashes);
  return leave_out_shown (self, hashes, error) && leave_out_remembered (self, hashes, error)
             ? g_steal_pointer (&hashes)
             : NULL;
}

gboolean
pt_erasing_note_strays (PtStore *self, GError **error)
{
  g_autoptr (GHashTable) strays = list_strays (self, error);

  return strays != NULL
         && (g_hash_table_size (strays) == 0 || pt_store_set_meta (self, META_STRAYS, "1", error));
}

gboolean
pt_store_has_strays (PtStore *self)
{
  g_autofree char *noted = pt_store_dup_meta (self, META_STRAYS);

  return noted != NULL;
}

static gboolean
drop (PtStore *self, GError **error)
{
  g_autoptr (GHashTable) strays = list_strays (self, error);
  GHashTableIter iter;
  gpointer sha256;

  if (strays == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, strays);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    if (!pt_erasing_remove_file (self, sha256, error))
      return FALSE;
  return pt_store_set_meta (self, META_STRAYS, NULL, error);
}

gboolean
pt_store_drop_strays (PtStore *self, GError **error)
{
  return !pt_store_has_strays (self)
         || (pt_store_begin (self, error) && pt_store_end (self, drop (self, error), error));
}
