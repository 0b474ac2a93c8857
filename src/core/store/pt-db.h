/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thin wrapper of SQLite: statements prepared once, every failure a GError with a sentence for
 * people, migrations from GResource files. Used by the logbook store and by the hub's SQLite
 * journal; it knows nothing of either. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  PT_STORE_ERROR_FAILED,
  PT_STORE_ERROR_NOT_FOUND,
  PT_STORE_ERROR_EXISTS,
  PT_STORE_ERROR_NOT_A_LOGBOOK,
  PT_STORE_ERROR_NEWER, /* made by a later version of the program */
  PT_STORE_ERROR_CORRUPT,
  PT_STORE_ERROR_READ_ONLY,
  PT_STORE_ERROR_FULL,
  PT_STORE_ERROR_BUSY,    /* another program holds it; the message names what to close */
  PT_STORE_ERROR_INVALID, /* a value of the wrong kind */
  PT_STORE_ERROR_SHARED,  /* it was sent, and cannot become private again */
  PT_STORE_ERROR_LOCKED,  /* sealed, and the key is not here or does not fit */
  PT_STORE_ERROR_CLOSED,  /* the lab is over: its logbook can only be read */
} PtStoreError;

#define PT_STORE_ERROR (pt_store_error_quark ())
GQuark pt_store_error_quark (void);

typedef struct _PtDb PtDb;

typedef enum
{
  PT_DB_CREATE = 1 << 0,
  PT_DB_READ_ONLY = 1 << 1,
  PT_DB_SINGLE_FILE = 1 << 2, /* no WAL beside it: a file to carry away */
  PT_DB_OLDER = 1 << 3,       /* with READ_ONLY: a file of an older version will do */
} PtDbFlags;

/**
 * pt_db_open:
 * @path: the database file
 * @flags: how; with %PT_DB_CREATE a missing file is made (0600), an existing one opened
 * @application_id: whose file it is
 * @migrations: a GResource folder of `NNNN-name.sql`; those above the file's user_version are run
 *
 * WAL, synchronous=FULL, secure_delete=ON, foreign keys off, busy timeout 5 s. The file's header is
 * checked before SQLite sees it; a file that is not ours, too new or too short is left as it is.
 *
 * Returns: (transfer full) (nullable): the connection, which belongs to the calling thread
 */
PtDb *pt_db_open (const char *path, PtDbFlags flags, int application_id, const char *migrations,
                  GError **error);
void pt_db_close (PtDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDb, pt_db_close)

/* The number of the last migration in @migrations; 0 = none. */
int pt_db_latest_version (const char *migrations);
/* The user_version in the header of the file at @path; -1 when it cannot be read. */
int pt_db_peek_version (const char *path);

sqlite3 *pt_db_handle (PtDb *self);
gboolean pt_db_is_owner (PtDb *self); /* called on the thread that opened it */
/* From now on it belongs to the running thread; nobody else uses it meanwhile. */
void pt_db_adopt (PtDb *self);
gboolean pt_db_exec (PtDb *self, const char *sql, GError **error);

/* Cached per connection and reset when the autoptr goes: never finalise. Types of the variadic
 * binds, one letter each: t text, b PtUuid text id bound as 16 bytes, i int64, r double, B GBytes,
 * n NULL. %NULL text binds NULL. Pass integers as int64_t. */
typedef struct _PtStmt PtStmt;
PtStmt *pt_db_prepare (PtDb *self, const char *sql, GError **error);
gboolean pt_stmt_bind (PtStmt *self, GError **error, const char *types, ...);
/* Texts and bytes are not copied: they stay as they are until the last step. */
gboolean pt_stmt_borrow (PtStmt *self, GError **error, const char *types, va_list *args);
/* SQLITE_ROW, SQLITE_DONE, or -1 with @error. */
int pt_stmt_step (PtStmt *self, GError **error);
int64_t pt_stmt_int (PtStmt *self, int column);
double pt_stmt_real (PtStmt *self, int column);
const char *pt_stmt_text (PtStmt *self, int column);
char *pt_stmt_dup_text (PtStmt *self, int column);
char *pt_stmt_dup_id (PtStmt *self, int column); /* 16 bytes as the text of an id */
gboolean pt_stmt_is_null (PtStmt *self, int column);
sqlite3_stmt *pt_stmt_handle (PtStmt *self);
void pt_stmt_reset (PtStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStmt, pt_stmt_reset)

/* Prepare, bind, step to the end; for statements without rows. */
gboolean pt_db_run (PtDb *self, GError **error, const char *sql, const char *types, ...);
/* The first column of the first row; @fallback when there is no row or it is NULL. FALSE only on
 * failure. */
gboolean pt_db_get_int (PtDb *self, GError **error, int64_t fallback, int64_t *out, const char *sql,
                        const char *types, ...);
/* (transfer full): likewise; NULL without error when there is none. */
char *pt_db_dup_text (PtDb *self, GError **error, const char *sql, const char *types, ...);

/* Finalises all cached statements, none of which may be in use: an attached database is let go. */
void pt_db_forget_statements (PtDb *self);

gboolean pt_db_begin (PtDb *self, GError **error); /* BEGIN IMMEDIATE */
gboolean pt_db_commit (PtDb *self, GError **error);
void pt_db_rollback (PtDb *self);

/**
 * pt_db_purge:
 *
 * Outside a transaction: what was deleted before leaves the files. secure_delete overwrites a row
 * where it is, but not the copies that stay behind when SQLite moves rows between pages; so the file
 * is written anew, and nothing is left in the WAL. Waits for readers as long as for any lock.
 *
 * Returns: %FALSE with %PT_STORE_ERROR_BUSY when somebody still reads what was there before
 */
gboolean pt_db_purge (PtDb *self, GError **error);

G_END_DECLS
