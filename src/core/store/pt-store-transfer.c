/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files go between this laptop and the hub, and the bytes that came of those on their way:
 * attachments/SHA256.part, which gets its name when all of it is here and has the right hash. */
#include "pt-store-private.h"

#include "pt-durable.h"
#include "pt-intake.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ".part"

void
pt_file_wait_free (PtFileWait *self)
{
  if (self == NULL)
    return;
  g_free (self->sha256);
  g_free (self);
}

/* ── What waits ── */

static gboolean
has_file (PtStore *self, const char *sha256)
{
  g_autofree char *path = pt_store_attachment_path (self, sha256);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
has_thumbnail (PtStore *self, const char *sha256)
{
  g_autofree char *path = pt_store_thumbnail_path (self, sha256);

  return path != NULL;
}

static void
add_wait (GPtrArray *list, PtStmt *stmt, gboolean thumb)
{
  PtFileWait *wait = g_new0 (PtFileWait, 1);

  wait->sha256 = pt_stmt_dup_text (stmt, 0);
  wait->size = thumb ? 0 : pt_stmt_int (stmt, 1);
  wait->unmetered_only = pt_stmt_int (stmt, 2) != 0;
  wait->thumb = thumb;
  g_ptr_array_add (list, wait);
}

typedef void (*Sort) (PtStore *self, PtStmt *stmt, GPtrArray *thumbs, GPtrArray *files);

/* One row for each hash, however many attachments name it: it goes when one of them lets it. */
static GPtrArray *
list_waits (PtStore *self, const char *which, const char *having, Sort sort, GError **error)
{
  g_autofree char *sql = g_strconcat (
      "SELECT a.sha256, max (coalesce (a.size, 0)), min (a.sync_policy IS 'unmetered_only'),"
      " min (r.stored & 1), min (r.stored & 2) FROM attachment AS a"
      " JOIN record AS r ON r.row = a.row WHERE a.sha256 IS NOT NULL AND ",
      which, " GROUP BY a.sha256 HAVING ", having, " ORDER BY min (a.created_at), a.sha256", NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_file_wait_free);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_file_wait_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (pt_is_sha256 (pt_stmt_text (stmt, 0)))
      sort (self, stmt, list, files);
  if (stmt == NULL || rc != SQLITE_DONE)
    return NULL;
  g_ptr_array_extend_and_steal (list, g_steal_pointer (&files));
  return g_steal_pointer (&list);
}

static void
sort_upload (PtStore *self, PtStmt *stmt, GPtrArray *thumbs, GPtrArray *files)
{
  const char *sha256 = pt_stmt_text (stmt, 0);

  if (pt_stmt_int (stmt, 4) == 0 && has_thumbnail (self, sha256))
    add_wait (thumbs, stmt, TRUE);
  if (pt_stmt_int (stmt, 3) == 0 && has_file (self, sha256))
    add_wait (files, stmt, FALSE);
}

#define AT_HUB "r.state IS NOT NULL"
#define QUEUED "EXISTS (SELECT 1 FROM op AS o WHERE o.record = r.row AND o.queued = 1)"
#define TO_SEND                                                                                    \
  "(min (r.stored & 1) = 0 OR (min (r.stored & 2) = 0 AND max (a.mime GLOB 'image/*')))"           \
  " AND min (a.sync_policy IS 'never') = 0"

GPtrArray *
pt_store_list_uploads (PtStore *self, GError **error)
{
  return list_waits (self, AT_HUB, TO_SEND, sort_upload, error);
}

GPtrArray *
pt_store_list_uploads_ahead (PtStore *self, GError **error)
{
  return list_waits (self, "(" AT_HUB " OR " QUEUED ")", TO_SEND, sort_upload, error);
}

static void
sort_download (PtStore *self, PtStmt *stmt, GPtrArray *thumbs, GPtrArray *files)
{
  const char *sha256 = pt_stmt_text (stmt, 0);

  if (has_file (self, sha256))
    return;
  if (pt_stmt_int (stmt, 4) != 0 && !has_thumbnail (self, sha256))
    add_wait (thumbs, stmt, TRUE);
  if (pt_stmt_int (stmt, 3) != 0)
    add_wait (files, stmt, FALSE);
}

GPtrArray *
pt_store_list_downloads (PtStore *self, GError **error)
{
  return list_waits (self, AT_HUB, "min (r.stored) > 0 AND min (a.archived) = 0", sort_download,
                     error);
}

#define NOTE "files-wait" /* a setting of this laptop */

gboolean
pt_store_has_file_work (PtStore *self)
{
  g_autofree char *note = pt_store_dup_file_note (self);
  gboolean first = !self->looked_for_files;

  self->looked_for_files = TRUE;
  return first || note != NULL;
}

char *
pt_store_dup_file_note (PtStore *self)
{
  return pt_store_dup_setting (self, NOTE);
}

gboolean
pt_store_note_files (PtStore *self, const char *why, GError **error)
{
  g_autofree char *known = pt_store_dup_file_note (self);

  return g_strcmp0 (known, why) == 0 || pt_store_set_setting (self, NOTE, why, error);
}

gboolean
pt_store_expect_files (PtStore *self, GError **error)
{
  return pt_db_run (self->db, error,
                    "INSERT INTO setting (name, value) VALUES ('" NOTE "', 'more')"
                    " ON CONFLICT DO NOTHING",
                    "");
}

/* ── While nobody erases ── */

/* Begins a transaction in which no program can erase; FALSE when nothing names the file any more, since
 * it was asked for. */
static gboolean
begin_wanted (PtStore *self, const char *sha256, GError **error)
{
  int64_t wanted = 0;

  if (!pt_store_begin (self, error))
    return FALSE;
  if (pt_db_get_int (self->db, error, 0, &wanted,
                     "SELECT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?)", "t", sha256)
      && wanted != 0)
    return TRUE;
  pt_store_rollback (self);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                         _ ("This file does not belong to anything in this logbook any more."));
  return FALSE;
}

/* ── Small pictures ── */

GBytes *
pt_store_dup_small_picture (PtStore *self, const char *sha256)
{
  g_autofree char *path = pt_store_thumbnail_path (self, sha256);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) png = NULL;
  gsize size;

  if (path == NULL || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  png = g_bytes_new_take (g_steal_pointer (&data), size);
  return pt_thumbnail_pack (png);
}

gboolean
pt_store_put_small_picture (PtStore *self, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *name = g_strconcat (sha256, ".png", NULL);
  g_autofree char *path = g_build_filename (self->folder, "thumbnails", name, NULL);
  g_autoptr (PtIntake) intake = pt_is_sha256 (sha256)
                                    ? pt_intake_new (bytes, NULL, PT_INTAKE_KEEP_METADATA, NULL)
                                    : NULL;

  if (intake != NULL && intake->thumbnail != NULL)
    return begin_wanted (self, sha256, error)
           && pt_store_end (self, pt_store_write_file (path, intake->thumbnail, error), error);
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("A small picture arrived damaged and was not kept."));
  return FALSE;
}

/* ── Parts ── */

static char *
part_path (PtStore *self, const char *sha256)
{
  g_autofree char *path = pt_store_attachment_path (self, sha256);

  return g_strconcat (path, PART, NULL);
}

int64_t
pt_store_part_size (PtStore *self, const char *sha256)
{
  g_autofree char *path = part_path (self, sha256);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

void
pt_store_drop_part (PtStore *self, const char *sha256)
{
  g_autofree char *path = part_path (self, sha256);

  g_unlink (path);
}

static gboolean
append_part (PtStore *self, const char *sha256, int64_t offset, GBytes *bytes, GError **error)
{
  g_autofree char *path = part_path (self, sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean written;
  int fd, failure;

  pt_durable_make_folder (folder);
  fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return pt_store_fail_file (path, errno, error);
  written = pt_durable_write_at (fd, offset, bytes) == 0;
  failure = errno;
  close (fd);
  return written || pt_store_fail_file (path, failure, error);
}

gboolean
pt_store_append_part (PtStore *self, const char *sha256, int64_t offset, GBytes *bytes,
                      GError **error)
{
  return begin_wanted (self, sha256, error)
         && pt_store_end (self, append_part (self, sha256, offset, bytes, error), error);
}

/* The bytes were not written through while they came: a loss of power costs the part, not the file. */
static gboolean
sync_part (const char *path, GError **error)
{
  return pt_durable_sync_file (path) == 0 || pt_store_fail_file (path, errno, error);
}

static gboolean
check_part (const char *path, const char *sha256, GBytes **out, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autofree char *found = NULL;

  if (file == NULL)
    return FALSE;
  *out = g_mapped_file_get_bytes (file);
  found = pt_sha256_hex (*out);
  if (strcmp (found, sha256) == 0)
    return TRUE;
  g_unlink (path);
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("A file arrived damaged and was not kept. It will be fetched again."));
  return FALSE;
}

/* Nobody keeps the bytes when the part was erased after they were read. */
static gboolean
name_part (PtStore *self, const char *part, const char *path, GBytes *bytes, GError **error)
{
  if (g_rename (part, path) != 0 || pt_durable_sync_name (path) != 0)
    return pt_store_fail_file (path, errno, error);
  pt_store_make_thumbnail (self, bytes);
  return TRUE;
}

gboolean
pt_store_finish_part (PtStore *self, const char *sha256, GError **error)
{
  g_autofree char *part = part_path (self, sha256);
  g_autofree char *path = pt_store_attachment_path (self, sha256);
  g_autoptr (GBytes) bytes = NULL;

  return check_part (part, sha256, &bytes, error) && sync_part (part, error)
         && begin_wanted (self, sha256, error)
         && pt_store_end (self, name_part (self, part, path, bytes, error), error);
}
