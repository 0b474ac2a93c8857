/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a database file so that it is durable and private, and saying in a sentence what went
 * wrong. Statements are in pt-stmt.c, versions in pt-migrations.c. */
#include "pt-db-private.h"

#include "pt-open-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK (pt - store - error - quark, pt_store_error)

#define BUSY_TIMEOUT_MS 5000
#define BUSY_STEP_US 1000
#define HASHED_BYTES 32 /* of a statement */
/* Moving the log into the database waits for the disk twice and keeps everybody waiting: not in the
 * middle of a first sync, which writes 20 MB for 10,000 records. It ends with 64 MB, or when the last
 * program closes; what is left lying of it is less. */
#define CHECKPOINT_PAGES "16000"
#define KEPT_LOG_BYTES "16777216"

typedef struct
{
  int rc; /* primary result code of SQLite */
  PtStoreError code;
  const char *sentence;
} Failure;

static const Failure failures[] = {
  { SQLITE_FULL, PT_STORE_ERROR_FULL,
    N_ ("The disk is full. What was saved before is kept. Make room and try again.") },
  { SQLITE_READONLY, PT_STORE_ERROR_READ_ONLY,
    N_ ("This cannot be saved here: the folder or the file is read-only. Copy it to a place where "
        "you may write, or change the permissions.") },
  { SQLITE_PERM, PT_STORE_ERROR_READ_ONLY,
    N_ ("This cannot be saved here: the folder or the file is read-only. Copy it to a place where "
        "you may write, or change the permissions.") },
  { SQLITE_BUSY, PT_STORE_ERROR_BUSY,
    N_ ("Another program is busy with this logbook. Wait a moment and try again, or close the "
        "other program.") },
  { SQLITE_LOCKED, PT_STORE_ERROR_BUSY,
    N_ ("Another program is busy with this logbook. Wait a moment and try again, or close the "
        "other program.") },
  { SQLITE_CORRUPT, PT_STORE_ERROR_CORRUPT,
    N_ ("The file is damaged. It was left as it was. Restore your last backup in a new folder, and "
        "keep the damaged file for someone who can look at it.") },
  { SQLITE_NOTADB, PT_STORE_ERROR_CORRUPT,
    N_ ("The file is damaged. It was left as it was. Restore your last backup in a new folder, and "
        "keep the damaged file for someone who can look at it.") },
};

static const Failure *
find_failure (sqlite3 *handle, int rc)
{
  int primary = rc & 0xff;
  int system = handle != NULL ? sqlite3_system_errno (handle) : 0;

  if (primary == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT))
    primary = SQLITE_FULL;
  if ((primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
      && (system == EROFS || system == EACCES || system == EPERM))
    primary = SQLITE_READONLY;
  /* The files beside the database, which a disk for reading only has no room for. */
  if (primary == SQLITE_CANTOPEN && handle != NULL && sqlite3_db_readonly (handle, "main") == 1)
    primary = SQLITE_READONLY;
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].rc == primary)
      return &failures[i];
  return NULL;
}

void
pt_db_set_error (sqlite3 *handle, int rc, GError **error)
{
  const Failure *failure = find_failure (handle, rc);

  if (failure != NULL)
    g_set_error_literal (error, PT_STORE_ERROR, failure->code, _ (failure->sentence));
  else
    g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
                 /* Translators: %s is a technical explanation, in English. */
                 _ ("Reading or writing the logbook failed (%s)."),
                 handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (rc));
}

/* Made by us with the right permissions: SQLite gives its WAL the permissions of the database. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      int saved = errno;
      g_set_error (error, PT_STORE_ERROR,
                   saved == ENOSPC || saved == EDQUOT  ? PT_STORE_ERROR_FULL
                   : saved == EACCES || saved == EROFS ? PT_STORE_ERROR_READ_ONLY
                                                       : PT_STORE_ERROR_FAILED,
                   /* Translators: %1$s is a file, %2$s the system's explanation. */
                   _ ("%1$s cannot be made: %2$s."), path, g_strerror (saved));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
find_or_make_file (const char *path, PtDbFlags flags, int application_id, GError **error)
{
  if (pt_open_files_has (path))
    return TRUE; /* checked by whoever opened it first */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return pt_db_check_header (path, application_id, error);
  if (flags & PT_DB_CREATE)
    return make_file (path, error);
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND, _ ("There is no file %s."), path);
  return FALSE;
}

/* A WAL database in a folder where nobody may write has no place for its shared memory; without a
 * WAL it can be read as it is, since nobody can change it either. */
static char *
make_uri (const char *path, PtDbFlags flags)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  gboolean frozen = (flags & PT_DB_READ_ONLY) && g_access (folder, W_OK) != 0
                    && !g_file_test (wal, G_FILE_TEST_EXISTS);

  return g_strconcat ("file:", escaped, frozen ? "?immutable=1" : "", NULL);
}

/* SQLite's own waits longer from try to try, up to a tenth of a second; a page takes a few milliseconds. */
static int
busy_cb (void *data, int n_tries)
{
  g_usleep (BUSY_STEP_US);
  return n_tries < BUSY_TIMEOUT_MS;
}

static gboolean
configure (PtDb *self, PtDbFlags flags, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_handler (self->handle, busy_cb, NULL);
  if (!pt_db_exec (self,
                   "PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF;"
                   "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;"
                   "PRAGMA synchronous = FULL; PRAGMA cache_size = -8000;"
                   "PRAGMA wal_autocheckpoint = " CHECKPOINT_PAGES ";"
                   "PRAGMA journal_size_limit = " KEPT_LOG_BYTES ";",
                   error))
    return FALSE;
  if (flags & PT_DB_READ_ONLY)
    return pt_db_exec (self, "SELECT count(*) FROM sqlite_schema", error);
  return pt_db_exec (self,
                     flags & PT_DB_SINGLE_FILE ? "PRAGMA journal_mode = DELETE"
                                               : "PRAGMA journal_mode = WAL",
                     error);
}

static void
db_free (PtDb *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  pt_open_files_remove (self->file);
  g_free (self->file);
  g_free (self);
}

static gboolean
open_handle (PtDb *self, const char *path, PtDbFlags flags, GError **error)
{
  g_autofree char *uri = make_uri (path, flags);
  int rc = sqlite3_open_v2 (uri, &self->handle,
                            (flags & PT_DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)
                                | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                            NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  pt_db_set_error (self->handle, rc, error);
  return FALSE;
}

/* Statements are long and looked up for every row; their ends differ. */
static guint
hash_sql (gconstpointer sql)
{
  const size_t length = strlen (sql);
  const size_t n = MIN (length, HASHED_BYTES);
  const char *end = (const char *)sql + length - n;
  guint hash = (guint)length;

  for (size_t i = 0; i < n; i++)
    hash = hash * 33 + (guchar)end[i];
  return hash;
}

/* With the list of open files locked: nobody may look at the file's bytes while SQLite locks it. */
static PtDb *
open_locked (const char *path, PtDbFlags flags, int application_id, const char *migrations,
             GError **error)
{
  if (!find_or_make_file (path, flags, application_id, error))
    return NULL;

  PtDb *self = g_new0 (PtDb, 1);
  self->owner = g_thread_self ();
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, NULL,
                                            (GDestroyNotify)pt_stmt_free);
  self->file = pt_open_files_add (path);
  if (open_handle (self, path, flags, error) && configure (self, flags, error)
      && pt_db_migrate (self, application_id, migrations, flags, error))
    return self;
  db_free (self);
  return NULL;
}

PtDb *
pt_db_open (const char *path, PtDbFlags flags, int application_id, const char *migrations,
            GError **error)
{
  g_return_val_if_fail (path != NULL && migrations != NULL, NULL);

  pt_open_files_lock ();
  PtDb *self = open_locked (path, flags, application_id, migrations, error);
  pt_open_files_unlock ();
  return self;
}

void
pt_db_close (PtDb *self)
{
  if (self == NULL)
    return;
  pt_open_files_lock ();
  db_free (self);
  pt_open_files_unlock ();
}

sqlite3 *
pt_db_handle (PtDb *self)
{
  return self->handle;
}

gboolean
pt_db_is_owner (PtDb *self)
{
  return self->owner == g_thread_self ();
}

void
pt_db_adopt (PtDb *self)
{
  self->owner = g_thread_self ();
}

gboolean
pt_db_exec (PtDb *self, const char *sql, GError **error)
{
  int rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  pt_db_set_error (self->handle, rc, error);
  return FALSE;
}

gboolean
pt_db_begin (PtDb *self, GError **error)
{
  gboolean was_outside = sqlite3_get_autocommit (self->handle) != 0;

  g_assert (pt_db_is_owner (self));
  if (pt_db_run (self, error, "BEGIN IMMEDIATE", ""))
    return TRUE;
  if (was_outside)
    pt_db_rollback (self); /* it may have begun before it was interrupted */
  return FALSE;
}

gboolean
pt_db_commit (PtDb *self, GError **error)
{
  return pt_db_run (self, error, "COMMIT", "");
}

void
pt_db_rollback (PtDb *self)
{
  /* A full disk makes SQLite roll back by itself; then there is nothing left to do. */
  if (sqlite3_get_autocommit (self->handle))
    return;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
pt_db_purge (PtDb *self, GError **error)
{
  int rc;

  if (!pt_db_exec (self, "VACUUM", error))
    return FALSE;
  rc = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (rc == SQLITE_OK)
    return TRUE;
  pt_db_set_error (self->handle, rc, error);
  return FALSE;
}
