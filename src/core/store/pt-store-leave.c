/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving a team: what was shared goes from this laptop with its bytes, what was never sent stays; what
 * had been changed in something shared and was never sent stays as a note (pt-leave-unsent.c). The
 * rows go in one transaction; the files and the free pages after it, again and again until nobody is
 * in the way. */
#include "pt-leave-unsent.h"

#include "pt-opened.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define META_CLEANING "left-cleaning" /* there may be bytes left of what is gone */
#define SHA256_LENGTH 64              /* small pictures have an ending behind it */

/* The hub never had any of it: private, not sent yet, not readable for the hub, or declined and known
 * to nobody else. */
static const char list_gone[] =
    "CREATE TEMP TABLE gone AS SELECT row FROM main.record AS r WHERE r.state IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM main.op AS o WHERE o.record = r.row AND o.verdict IS NOT NULL"
    " AND o.refused_by IS NULL AND coalesce (o.reason, '') NOT LIKE '" PT_REASON_DECLINED "%')"
    " OR r.kind = 'logbook'";

static const char *const removals[] = {
  "DELETE FROM sealed_name WHERE stakeholder IN (SELECT id FROM record WHERE row IN gone)",
  "DELETE FROM erasure_due WHERE record IN (SELECT id FROM record WHERE row IN gone)",
  "DELETE FROM identity WHERE stakeholder IN (SELECT id FROM record WHERE row IN gone)",
  "DELETE FROM original_name WHERE attachment IN (SELECT id FROM record WHERE row IN gone)",
  /* Also what was being written about it, which repeats the words of others. */
  "DELETE FROM setting WHERE EXISTS (SELECT 1 FROM record WHERE row IN gone"
  " AND instr (replace (name, '-', ''), lower (hex (id))) > 0)",
  "DELETE FROM op WHERE record IN gone",
  "DELETE FROM change WHERE record IN gone",
  "DELETE FROM renumbered WHERE record IN gone",
  "DELETE FROM batch WHERE id NOT IN (SELECT batch FROM op WHERE batch IS NOT NULL)",
  "DELETE FROM record WHERE row IN gone",
  "DELETE FROM erasure",
  "DELETE FROM hub",
  "DELETE FROM member WHERE id <> coalesce ((SELECT value FROM meta WHERE name = 'member'), '')",
  "UPDATE member SET role = 'coordinator', active = 1, stakeholder = NULL",
  /* What was refused by that hub is no hub's matter now. */
  "UPDATE op SET verdict = NULL, answered = NULL, reason = NULL, refused_by = NULL",
};

/* @notes: (out): what to save after it. */
static gboolean
remove_rows (PtStore *self, GPtrArray **notes, guint *n_gone, GError **error)
{
  int64_t n = 0;

  if (!pt_db_exec (self->db, "DROP TABLE IF EXISTS temp.gone", error)
      || !pt_db_exec (self->db, list_gone, error)
      || !pt_db_get_int (self->db, error, 0, &n, "SELECT count (*) FROM temp.gone", ""))
    return FALSE;
  *notes = pt_leave_list_unsent (self, error);
  if (*notes == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (removals); i++)
    if (!pt_db_exec (self->db, removals[i], error))
      return FALSE;
  *n_gone = (guint)n;
  return TRUE;
}

/* A logbook is a record of its own kind; the old one was the team's. */
static gboolean
add_logbook (PtStore *self, GError **error)
{
  const PtSaveReason reason = { .how = "save", .always = TRUE };
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, "logbook", NULL);

  pt_edit_set_text (edit, "name", _ ("My own notes"));
  if (pt_store_get_member (self) != NULL && pt_id_is_valid (pt_store_get_member (self)))
    pt_edit_set_text (edit, "coordinator", pt_store_get_member (self));
  return pt_store_set_meta (self, "logbook", edit->id, error)
         && pt_store_set_meta (self, "role", "coordinator", error)
         && pt_store_apply_edit (self, edit, &reason, error);
}

static gboolean
add_notes (PtStore *self, const GPtrArray *notes, GError **error)
{
  const PtSaveReason reason = { .how = "save", .always = TRUE };

  for (guint i = 0; i < notes->len; i++)
    if (!pt_store_apply_edit (self, g_ptr_array_index (notes, i), &reason, error))
      return FALSE;
  return TRUE;
}

static gboolean
leave (PtStore *self, guint *n_kept, guint *n_gone, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->world->now (self->world));
  g_autoptr (GPtrArray) notes = NULL;
  int64_t n = 0;

  if (!remove_rows (self, &notes, n_gone, error) || !pt_store_derive_all (self, error)
      || !pt_db_get_int (self->db, error, 0, &n, "SELECT count (*) FROM record", "")
      || !add_logbook (self, error) || !add_notes (self, notes, error)
      || !pt_store_set_meta (self, PT_META_LEFT, now, error)
      || !pt_store_set_meta (self, META_CLEANING, "1", error))
    return FALSE;
  *n_kept = (guint)n + notes->len;
  return TRUE;
}

/* ── Bytes ── */

static gboolean
is_named (PtStore *self, const char *file, gboolean *out, GError **error)
{
  g_autofree char *sha256 = g_strndup (file, SHA256_LENGTH);
  int64_t n = 0;

  if (!pt_db_get_int (self->db, error, 0, &n,
                      "SELECT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?)", "t", sha256))
    return FALSE;
  *out = n != 0;
  return TRUE;
}

static gboolean
remove_opened (const char *file, GError **error)
{
  g_autofree char *sha256 = g_strndup (file, SHA256_LENGTH);

  return pt_opened_remove (sha256, error);
}

static gboolean
remove_files (PtStore *self, const char *subfolder, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, subfolder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      gboolean named;
      if (!is_named (self, name, &named, error) || (!named && !remove_opened (name, error)))
        return FALSE;
      if (!named && g_unlink (file) != 0)
        {
          g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
                       /* Translators: a file */
                       _ ("The file “%s” cannot be removed."), file);
          return FALSE;
        }
    }
  return TRUE;
}

/* A checkpoint that somebody is in the way of says so in its row, not by failing. */
static gboolean
empty_wal (PtStore *self, GError **error)
{
  int64_t busy = 1;

  if (!pt_db_get_int (self->db, error, 1, &busy, "PRAGMA wal_checkpoint (TRUNCATE)", ""))
    return FALSE;
  if (busy != 0)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_BUSY,
                         _ ("What was shared is removed, but another program has this logbook "
                            "open and keeps its traces. Close the other program."));
  return busy == 0;
}

gboolean
pt_store_finish_leaving (PtStore *self, GError **error)
{
  g_autofree char *due = pt_store_dup_meta (self, META_CLEANING);

  if (due == NULL)
    return TRUE;
  if (!remove_files (self, "attachments", error) || !remove_files (self, "thumbnails", error)
      || !empty_wal (self, error) || !pt_db_exec (self->db, "VACUUM", error)
      || !empty_wal (self, error) || !pt_store_begin (self, error))
    return FALSE;
  return pt_store_end (self, pt_store_set_meta (self, META_CLEANING, NULL, error), error);
}

gboolean
pt_store_leave (PtStore *self, guint *n_kept, guint *n_gone, GError **error)
{
  guint kept = 0, gone = 0;

  if (!pt_store_begin (self, error)
      || !pt_store_end (self, leave (self, &kept, &gone, error), error))
    return FALSE;
  if (n_kept != NULL)
    *n_kept = kept;
  if (n_gone != NULL)
    *n_gone = gone;
  return pt_store_finish_leaving (self, error);
}
