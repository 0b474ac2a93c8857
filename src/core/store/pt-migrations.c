/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose file is this, which version, and how to bring it up to date. Nothing here writes to a file
 * that is not ours, is newer, or is damaged. */
#include "pt-db-private.h"

#include "pt-open-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Offsets of https://www.sqlite.org/fileformat2.html#the_database_header */
#define HEADER_SIZE 100
#define PAGE_SIZE_AT 16
#define PAGE_COUNT_AT 28
#define USER_VERSION_AT 60
#define APPLICATION_ID_AT 68
static const char magic[16] = "SQLite format 3";

static guint32
read_u32 (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static ssize_t
read_header (const char *path, guint8 header[HEADER_SIZE], struct stat *info)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return -1;
  ssize_t n = fstat (fd, info) == 0 ? pread (fd, header, HEADER_SIZE, 0) : -1;
  close (fd);
  return n;
}

static gboolean
has_wal (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  struct stat info;

  return stat (wal, &info) == 0 && info.st_size > 0;
}

static gboolean
is_truncated (const char *path, const guint8 *header, goffset size)
{
  guint page_size = (guint)header[PAGE_SIZE_AT] << 8 | header[PAGE_SIZE_AT + 1];

  if (page_size == 1)
    page_size = 65536;
  /* After a crash in the middle of a checkpoint the WAL still has what the file lacks. */
  return size < (goffset)page_size * read_u32 (header + PAGE_COUNT_AT) && !has_wal (path);
}

static gboolean
fail (GError **error, PtStoreError code, const char *sentence)
{
  g_set_error_literal (error, PT_STORE_ERROR, code, sentence);
  return FALSE;
}

gboolean
pt_db_check_header (const char *path, int application_id, GError **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  struct stat info = { 0 };
  ssize_t n = read_header (path, header, &info);

  if (n < 0)
    {
      int saved = errno;
      g_set_error (error, PT_STORE_ERROR,
                   saved == EACCES ? PT_STORE_ERROR_READ_ONLY : PT_STORE_ERROR_FAILED,
                   /* Translators: %1$s is a file, %2$s the system's explanation. */
                   _ ("%1$s cannot be read: %2$s."), path, g_strerror (saved));
      return FALSE;
    }
  /* A program that was stopped between making the file and its first commit leaves an empty one
   * with a WAL; an empty one without is what a failed copy leaves. */
  if (n == 0 && has_wal (path))
    return TRUE;
  if (n == 0)
    return fail (error, PT_STORE_ERROR_CORRUPT,
                 _ ("The file is empty: its contents are gone. Restore your last backup in a new "
                    "folder."));
  if (n < HEADER_SIZE || memcmp (header, magic, sizeof magic) != 0)
    return fail (error, PT_STORE_ERROR_CORRUPT,
                 _ ("The file is damaged or was not made by Proeftuin. It was left as it was. "
                    "Restore your last backup in a new folder."));
  if (read_u32 (header + APPLICATION_ID_AT) != (guint32)application_id
      && !(read_u32 (header + APPLICATION_ID_AT) == 0 && has_wal (path)))
    return fail (error, PT_STORE_ERROR_NOT_A_LOGBOOK,
                 _ ("This is a database of another program, or of another part of Proeftuin. It "
                    "was left as it was."));
  if (is_truncated (path, header, info.st_size))
    return fail (error, PT_STORE_ERROR_CORRUPT,
                 _ ("The file is cut off: its end is missing, as after a copy that was broken off. "
                    "It was left as it was. Copy it again, or restore your last backup in a new "
                    "folder."));
  return TRUE;
}

/* Of a file that this process has open: through SQLite, which keeps its locks. */
static int
ask_version (const char *path)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  int version = -1;

  if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (handle, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    version = sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close_v2 (handle);
  return version;
}

int
pt_db_peek_version (const char *path)
{
  guint8 header[HEADER_SIZE] = { 0 };
  struct stat info;
  int version = -1;

  pt_open_files_lock ();
  if (pt_open_files_has (path))
    version = ask_version (path);
  else if (read_header (path, header, &info) == HEADER_SIZE)
    version = (int)read_u32 (header + USER_VERSION_AT);
  pt_open_files_unlock ();
  return version;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* File names in order; their number is the version that they bring. */
static GPtrArray *
list_migrations (const char *folder)
{
  g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".sql"))
      g_ptr_array_add (list, g_strdup (names[i]));
  g_ptr_array_sort (list, compare_names);
  return list;
}

int
pt_db_latest_version (const char *migrations)
{
  g_autoptr (GPtrArray) list = list_migrations (migrations);

  return list->len > 0 ? atoi (g_ptr_array_index (list, list->len - 1)) : 0;
}

static gboolean
run_migration (PtDb *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_path ("/", folder, name, NULL);
  g_autoptr (GBytes) sql = g_resources_lookup_data (path, 0, error);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", atoi (name));

  return sql != NULL && pt_db_exec (self, g_bytes_get_data (sql, NULL), error)
         && pt_db_exec (self, pragma, error);
}

static gboolean
run_migrations (PtDb *self, int application_id, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) list = list_migrations (folder);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA application_id = %d", application_id);
  int64_t version = 0;

  /* Another process may have been quicker: look again now that we are alone. */
  if (!pt_db_get_int (self, error, 0, &version, "PRAGMA user_version", "")
      || !pt_db_exec (self, pragma, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (atoi (g_ptr_array_index (list, i)) > version
        && !run_migration (self, folder, g_ptr_array_index (list, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
check_identity (PtDb *self, int application_id, int64_t version, int latest, GError **error)
{
  int64_t id = 0;

  if (!pt_db_get_int (self, error, 0, &id, "PRAGMA application_id", ""))
    return FALSE;
  if (version > latest)
    return fail (error, PT_STORE_ERROR_NEWER,
                 _ ("This was made by a newer version of Proeftuin. Nothing was changed. Install "
                    "the newer version on this computer to open it."));
  if (id != application_id && (id != 0 || version != 0))
    return fail (error, PT_STORE_ERROR_NOT_A_LOGBOOK,
                 _ ("This is a database of another program, or of another part of Proeftuin. It "
                    "was left as it was."));
  return TRUE;
}

gboolean
pt_db_migrate (PtDb *self, int application_id, const char *migrations, PtDbFlags flags,
               GError **error)
{
  int latest = pt_db_latest_version (migrations);
  int64_t version = 0;

  if (!pt_db_get_int (self, error, 0, &version, "PRAGMA user_version", "")
      || !check_identity (self, application_id, version, latest, error))
    return FALSE;
  if (version == latest || (flags & PT_DB_OLDER))
    return TRUE;
  if (flags & PT_DB_READ_ONLY)
    return fail (error, PT_STORE_ERROR_READ_ONLY,
                 _ ("This was made by an older version of Proeftuin and must be opened once in a "
                    "place where it may be written."));
  if (!pt_db_begin (self, error))
    return FALSE;
  if (run_migrations (self, application_id, migrations, error) && pt_db_commit (self, error))
    return TRUE;
  pt_db_rollback (self);
  return FALSE;
}
