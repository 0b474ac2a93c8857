/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup is one file: an SQLite database with the truth tables but for identities, and the bytes of
 * attachments in a table of their own. It is written beside its final name and renamed when it is
 * on disk, so that a file with that name is always whole. One that a passphrase opens has the names
 * too (pt-store-backup-sealed.c). */
#include "pt-store-private.h"

#include "pt-durable.h"
#include "pt-intake.h"
#include "pt-vault.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Everything but the names. */
static const char *const tables[] = { "meta",    "setting",     "member", "hub",    "incarnation",
                                      "record",  "op",          "batch",  "change", "original_name",
                                      "erasure", "erasure_due", NULL };
static const char *const name_tables[] = { "name_key", "sealed_name", NULL };

static const char attachment_table[] =
    "CREATE TABLE copy.attachment_file (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT";

/* An empty database with today's tables, without WAL, 0600. */
static gboolean
make_target (const char *path, GError **error)
{
  g_autoptr (PtDb) db = pt_db_open (path, PT_DB_CREATE | PT_DB_SINGLE_FILE,
                                    PT_LOGBOOK_APPLICATION_ID, PT_STORE_MIGRATIONS, error);

  return db != NULL;
}

static gboolean
copy_list (PtStore *self, const char *const *names, GError **error)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO copy.\"%s\" SELECT * FROM main.\"%s\"",
                                              names[i], names[i]);
      if (!pt_db_exec (self->db, sql, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_tables (PtStore *self, gboolean with_names, GError **error)
{
  if (!copy_list (self, tables, error) || (with_names && !copy_list (self, name_tables, error)))
    return FALSE;
  /* Derived tables are made anew when it is restored. */
  return pt_db_exec (self->db, "DELETE FROM copy.meta WHERE name LIKE 'derived%'", error);
}

static gboolean
copy_file (PtStore *self, const char *sha256, GError **error)
{
  g_autofree char *path = pt_store_attachment_path (self, sha256);
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autofree char *found = bytes != NULL ? pt_sha256_hex (bytes) : NULL;

  /* What is not on this computer cannot be in its backup, and a file that was altered here would
   * make the whole backup one that is refused. */
  return g_strcmp0 (found, sha256) != 0
         || pt_db_run (self->db, error,
                       "INSERT OR IGNORE INTO copy.attachment_file (sha256, bytes) VALUES (?, ?)",
                       "tB", sha256, bytes);
}

gboolean
pt_store_watch_tell (const PtStoreWatch *watch, double done, GError **error)
{
  if (watch == NULL)
    return TRUE;
  if (watch->progress != NULL)
    watch->progress (done, watch->data);
  return !g_cancellable_set_error_if_cancelled (watch->cancellable, error);
}

static gboolean
copy_files (PtStore *self, const PtStoreWatch *watch, GError **error)
{
  int64_t all = 0, done = 0;
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT DISTINCT sha256 FROM attachment WHERE sha256 IS NOT NULL", error);
  int rc = SQLITE_ROW;

  if (!pt_db_get_int (self->db, error, 0, &all, "SELECT count (DISTINCT sha256) FROM attachment",
                      ""))
    return FALSE;
  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      done++;
      if (!copy_file (self, pt_stmt_text (stmt, 0), error)
          || !pt_store_watch_tell (watch, (double)done / (double)MAX (all, done), error))
        return FALSE;
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

/* One reading transaction: the copy is of one moment, and nobody is kept from writing. */
static gboolean
copy_all (PtStore *self, gboolean with_names, const PtStoreWatch *watch, GError **error)
{
  if (!pt_db_exec (self->db, "BEGIN", error))
    return FALSE;
  if (pt_db_exec (self->db, attachment_table, error) && copy_tables (self, with_names, error)
      && copy_files (self, watch, error) && pt_db_commit (self->db, error))
    return TRUE;
  pt_db_rollback (self->db);
  return FALSE;
}

static gboolean
fill_target (PtStore *self, const char *path, gboolean with_names, const PtStoreWatch *watch,
             GError **error)
{
  if (!pt_db_run (self->db, error, "ATTACH ? AS copy", "t", path))
    return FALSE;
  gboolean ok = copy_all (self, with_names, watch, error);
  pt_db_forget_statements (self->db); /* they would keep the copy open */
  return pt_db_exec (self->db, "DETACH copy", ok ? error : NULL) && ok;
}

gboolean
pt_store_write_copy (PtStore *self, const char *path, gboolean with_names,
                     const PtStoreWatch *watch, GError **error)
{
  return make_target (path, error) && fill_target (self, path, with_names, watch, error);
}

gboolean
pt_store_put_in_place (const char *temporary, const char *path, GError **error)
{
  if (pt_durable_sync_file (temporary) == 0 && g_rename (temporary, path) == 0
      && pt_durable_sync_name (path) == 0)
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("%1$s cannot be written: %2$s."), path, g_strerror (errno));
  return FALSE;
}

/* A newer backup may replace an older one, but never a folder, a device or a pipe. */
gboolean
pt_store_check_place (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
               _ ("“%s” is no file. Say how the backup's file is to be called."), path);
  return FALSE;
}

gboolean
pt_store_backup (PtStore *self, const char *path, const PtStoreWatch *watch, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (!pt_store_check_place (path, error))
    return FALSE;

  g_autofree char *id = pt_id_new (self->world);
  g_autofree char *temporary = g_strdup_printf ("%s.%.8s.tmp", path, id + PT_ID_LENGTH - 8);
  gboolean ok = pt_store_write_copy (self, temporary, FALSE, watch, error)
                && pt_store_put_in_place (temporary, path, error);
  if (!ok)
    g_unlink (temporary);
  return ok;
}

/* ── Restoring ── */

static gboolean
restore_file (PtStmt *stmt, const char *folder, GError **error)
{
  sqlite3_stmt *handle = pt_stmt_handle (stmt);
  g_autoptr (GBytes) bytes = g_bytes_new (sqlite3_column_blob (handle, 1),
                                          (gsize)sqlite3_column_bytes (handle, 1));
  g_autofree char *sha256 = pt_sha256_hex (bytes);
  g_autofree char *path = g_build_filename (folder, "attachments", sha256, NULL);

  if (g_strcmp0 (sha256, pt_stmt_text (stmt, 0)) == 0)
    return pt_store_write_file (path, bytes, error);
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
                       _ ("The backup is damaged: a file in it is not what it was. Nothing was "
                          "restored. Try an older backup."));
  return FALSE;
}

static gboolean
restore_files (PtDb *backup, const char *folder, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (backup, "SELECT sha256, bytes FROM attachment_file", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!restore_file (stmt, folder, error))
      return FALSE;
  return stmt != NULL && rc == SQLITE_DONE;
}

/* Statements that make what the backup has of @type, but for the table of files. */
static GPtrArray *
list_statements (PtDb *db, const char *type, const char *column, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s FROM backup.sqlite_schema WHERE type = '%s' AND sql IS NOT NULL"
      " AND tbl_name <> 'attachment_file'",
      column, type);
  g_autoptr (PtStmt) stmt = pt_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (list, pt_stmt_dup_text (stmt, 0));
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
run_list (PtDb *db, const char *type, const char *column, GError **error)
{
  g_autoptr (GPtrArray) list = list_statements (db, type, column, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!pt_db_exec (db, g_ptr_array_index (list, i), error))
      return FALSE;
  return list != NULL;
}

/* In the version of the backup: opening the logbook brings it up to date. */
static gboolean
copy_version (PtDb *db, GError **error)
{
  int64_t version = 0;

  if (!pt_db_get_int (db, error, 0, &version, "PRAGMA backup.user_version", ""))
    return FALSE;
  g_autofree char *pragmas = g_strdup_printf (
      "PRAGMA main.application_id = %d; PRAGMA main.user_version = %" G_GINT64_FORMAT,
      PT_LOGBOOK_APPLICATION_ID, version);
  return pt_db_exec (db, pragmas, error);
}

static gboolean
restore_tables (PtDb *db, GError **error)
{
  return pt_db_begin (db, error) && run_list (db, "table", "sql", error)
         && run_list (
             db, "table",
             "'INSERT INTO main.\"' || name || '\" SELECT * FROM backup.\"' || name || '\"'", error)
         && run_list (db, "index", "sql", error) && copy_version (db, error)
         && pt_db_commit (db, error);
}

/* The database without the files. */
static gboolean
restore_database (const char *backup, const char *folder, GError **error)
{
  g_autofree char *path = pt_store_db_path (folder);
  /* Without migrations: an empty file, to be filled as the backup is. */
  g_autoptr (PtDb) db = pt_db_open (path, PT_DB_CREATE, PT_LOGBOOK_APPLICATION_ID, "/none", error);

  if (db == NULL || !pt_db_run (db, error, "ATTACH ? AS backup", "t", backup))
    return FALSE;
  return restore_tables (db, error);
}

static gboolean
is_backup (PtDb *backup, GError **error)
{
  int64_t n = 0;

  if (!pt_db_get_int (backup, error, 0, &n,
                      "SELECT count (*) FROM sqlite_schema WHERE name = 'attachment_file'", ""))
    return FALSE;
  if (n == 0)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_A_LOGBOOK,
                         _ ("This file is no backup of a logbook."));
  return n > 0;
}

/* What a restore that failed has made; the folder was empty or not there. */
static gboolean
restore_into (PtDb *backup, const char *path, const char *folder, GError **error)
{
  g_autofree char *attachments = g_build_filename (folder, "attachments", NULL);
  g_autofree char *thumbnails = g_build_filename (folder, "thumbnails", NULL);

  pt_durable_make_folder (attachments);
  pt_durable_make_folder (thumbnails);
  return restore_files (backup, folder, error) && restore_database (path, folder, error)
         && pt_store_finish_folder (folder, error);
}

/* Thumbnails are not in the backup: they are made anew. */
static void
make_thumbnails (PtStore *self)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT DISTINCT sha256 FROM attachment WHERE sha256 IS NOT NULL", NULL);

  while (stmt != NULL && pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      g_autofree char *path = pt_store_attachment_path (self, pt_stmt_text (stmt, 0));
      g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
      g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
      /* A missing thumbnail is no reason to refuse a logbook that was restored. */
      if (bytes != NULL)
        pt_store_make_thumbnail (self, bytes);
    }
}

gboolean
pt_store_restore_backup (const char *path, const char *folder, PtWorld *world, GError **error)
{
  g_return_val_if_fail (path != NULL && folder != NULL && world != NULL, FALSE);

  pt_store_register_resource ();
  if (pt_vault_is (path, PT_VAULT_BACKUP))
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED,
                           _ ("A passphrase opens this backup: give it along."));
      return FALSE;
    }
  g_autoptr (PtDb) backup = pt_db_open (path, PT_DB_READ_ONLY | PT_DB_OLDER,
                                        PT_LOGBOOK_APPLICATION_ID, PT_STORE_MIGRATIONS, error);
  if (backup == NULL || !is_backup (backup, error) || !pt_store_make_folder (folder, error))
    return FALSE;
  /* The witness does not know the new file: its first save begins a new incarnation. */
  g_autoptr (PtStore) store = restore_into (backup, path, folder, error)
                                  ? pt_store_open (folder, PT_STORE_READ_WRITE, world, error)
                                  : NULL;
  if (store == NULL)
    pt_store_clear_folder (folder);
  else
    make_thumbnails (store);
  return store != NULL;
}
