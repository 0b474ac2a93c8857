/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the journal share: the operations are written once, as SQL that SQLite and
 * PostgreSQL both have, over statements of either. Only for journal-*.c.
 *
 * In that SQL: `?` for a value; a conflict names its columns, and columns of the row that was there
 * name their table (`number.last`); no scalar max(), no functions that only one of them has. */
#pragma once

#include "pt-journal.h"

G_BEGIN_DECLS

typedef struct _PtSql PtSql;

/* One database's statements. */
typedef struct
{
  PtSql *(*prepare) (PtJournal *journal, const char *sql, GError **error);
  /* Texts and bytes stay as they are until the last row was read. */
  gboolean (*bind) (PtSql *self, const char *types, va_list *args, GError **error);
  gboolean (*next) (PtSql *self, gboolean *found, GError **error);
  /* No row of it is asked for. What goes wrong may be said by a later statement or the commit. */
  gboolean (*run) (PtSql *self, GError **error);
  gboolean (*is_null) (PtSql *self, int column);
  int64_t (*get_int) (PtSql *self, int column);
  const char *(*get_text) (PtSql *self, int column);
  GBytes *(*dup_bytes) (PtSql *self, int column);
  void (*free) (PtSql *self);
} PtSqlDriver;

/* The first member of every driver's statement. */
struct _PtSql
{
  const PtSqlDriver *driver;
};

/* The first member of both implementations. */
typedef struct
{
  PtJournal parent;
  const PtSqlDriver *driver;
} PtJournalDb;

/* Statements are prepared once per connection and kept under their text. Types of the variadic
 * binds, one letter each: t text, b id in text bound as 16 bytes, i int64, B GBytes, n NULL. %NULL
 * text, id and bytes bind NULL. Pass integers as int64_t. */
PtSql *pt_sql_new (PtJournal *journal, const char *sql, GError **error);
void pt_sql_free (PtSql *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSql, pt_sql_free)

/* Texts and bytes are borrowed until the last row was read. */
gboolean pt_sql_bind (PtSql *self, GError **error, const char *types, ...);
/* To the next row: TRUE with *found; FALSE only when the database fails. */
gboolean pt_sql_next (PtSql *self, gboolean *found, GError **error);

/* Columns of the row; borrowed text is valid until the next one. */
gboolean pt_sql_is_null (PtSql *self, int column);
int64_t pt_sql_int (PtSql *self, int column);
const char *pt_sql_text (PtSql *self, int column);
char *pt_sql_dup_text (PtSql *self, int column);
char *pt_sql_dup_id (PtSql *self, int column); /* 16 bytes as the text of an id; NULL = not */
GBytes *pt_sql_dup_bytes (PtSql *self, int column);
/* FALSE when the column has not exactly 32 bytes. */
gboolean pt_sql_get_hash (PtSql *self, int column, PtHash *out);
/* FALSE when the column has not exactly 16 bytes. */
gboolean pt_sql_get_uuid (PtSql *self, int column, PtUuid *out);

/* For statements without rows. */
gboolean pt_sql_run (PtJournal *journal, GError **error, const char *sql, const char *types, ...);
/* (transfer full): what the row says; NULL = nothing of use. */
typedef gpointer (*PtSqlReader) (PtSql *row);
/* @out: (transfer full): what @reader makes of every row, which @free_func frees. FALSE only on
 * failure. */
gboolean pt_sql_collect (PtJournal *journal, GError **error, GPtrArray **out, PtSqlReader reader,
                         GDestroyNotify free_func, const char *sql, const char *types, ...);
/* A reader: the id in the first column. */
gpointer pt_sql_read_id (PtSql *row);
/* The first column of the first row; @fallback when there is no row or it is NULL. FALSE only on
 * failure. */
gboolean pt_sql_get_int (PtJournal *journal, GError **error, int64_t fallback, int64_t *out,
                         const char *sql, const char *types, ...);

/* After a purge that began when `unpurged` was this: what was erased meanwhile is not in it. */
#define PT_SQL_PURGED "UPDATE hub SET unpurged = 0 WHERE unpurged = ?"

/* (transfer full) */
GBytes *pt_journal_hash_bytes (const PtHash *hash);
GBytes *pt_journal_uuid_bytes (const PtUuid *uuid);

/* The operations on some tables each. */
void pt_journal_fill_access (PtJournalOps *ops);
void pt_journal_fill_care (PtJournalOps *ops);
void pt_journal_fill_erasure (PtJournalOps *ops);
void pt_journal_fill_held (PtJournalOps *ops);
void pt_journal_fill_ops (PtJournalOps *ops);
void pt_journal_fill_pages (PtJournalOps *ops);
void pt_journal_fill_records (PtJournalOps *ops);
/* All of them: what is left to an implementation are its transactions and its end. */
void pt_journal_fill (PtJournalOps *ops);

G_END_DECLS
