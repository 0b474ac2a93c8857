/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thin wrapper of SQLite: statements prepared once, every failure a GError, migrations from
 * GResource files. Used by the logbook store and by the hub's SQLite journal. */
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
  PT_STORE_ERROR_NEWER,      /* made by a later version of the program */
  PT_STORE_ERROR_CORRUPT,
  PT_STORE_ERROR_READ_ONLY,
  PT_STORE_ERROR_FULL,
  PT_STORE_ERROR_BUSY,       /* another program holds it; the message names what to close */
  PT_STORE_ERROR_INVALID,    /* a value of the wrong kind */
} PtStoreError;

#define PT_STORE_ERROR (pt_store_error_quark ())
GQuark pt_store_error_quark (void);

typedef struct _PtDb PtDb;

typedef enum
{
  PT_DB_CREATE = 1 << 0,
  PT_DB_READ_ONLY = 1 << 1,
} PtDbFlags;

/* @application_id and @migrations (a GResource folder of NNNN-name.sql) say whose file it is. WAL,
 * synchronous=FULL, secure_delete=ON, foreign_keys off, busy timeout 5 s. */
PtDb *pt_db_open (const char *path, PtDbFlags flags, int application_id, const char *migrations, GError **error);
void pt_db_close (PtDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDb, pt_db_close)

sqlite3 *pt_db_handle (PtDb *self);
gboolean pt_db_is_owner (PtDb *self); /* called on the thread that opened it */
gboolean pt_db_exec (PtDb *self, const char *sql, GError **error);

/* Cached per connection and reset when the autoptr goes: never finalise. Types of the variadic
 * binds, one letter each: t text, b PtUuid text id bound as 16 bytes, i int64, r double, B GBytes,
 * n NULL. %NULL text binds NULL. */
typedef struct _PtStmt PtStmt;
PtStmt *pt_db_prepare (PtDb *self, const char *sql, GError **error);
gboolean pt_stmt_bind (PtStmt *self, GError **error, const char *types, ...);
/* SQLITE_ROW, SQLITE_DONE, or -1 with @error. */
int pt_stmt_step (PtStmt *self, GError **error);
int64_t pt_stmt_int (PtStmt *self, int column);
double pt_stmt_real (PtStmt *self, int column);
const char *pt_stmt_text (PtStmt *self, int column);
char *pt_stmt_dup_id (PtStmt *self, int column); /* 16 bytes as the text of an id */
gboolean pt_stmt_is_null (PtStmt *self, int column);
sqlite3_stmt *pt_stmt_handle (PtStmt *self);
void pt_stmt_reset (PtStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStmt, pt_stmt_reset)

/* Prepare, bind, step to the end; for statements without rows. */
gboolean pt_db_run (PtDb *self, GError **error, const char *sql, const char *types, ...);

gboolean pt_db_begin (PtDb *self, GError **error);  /* BEGIN IMMEDIATE */
gboolean pt_db_commit (PtDb *self, GError **error);
void pt_db_rollback (PtDb *self);

G_END_DECLS
