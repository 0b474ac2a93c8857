/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal in one SQLite file: opening, statements, transactions. Each thread has a connection of
 * its own; writers of this process queue on a mutex instead of sleeping in SQLite's
 * busy handler, those of another process (invite) wait at most its five seconds. */
#include "journal-sqlite-private.h"

#include "pt-hub-resources.h"
#include "pt-witness.h"

#define APPLICATION_ID 0x50744875 /* "PtHu" */
#define MIGRATIONS "/nl/proeftuin/Proeftuin/hub/sql"

static GMutex writer;

/* ── Statements ── */

typedef struct
{
  PtSql parent;
  PtStmt *stmt;
} PtSqlOfSqlite;

static PtStmt *
stmt_of (PtSql *self)
{
  return ((PtSqlOfSqlite *)self)->stmt;
}

static gboolean
sql_bind (PtSql *self, const char *types, va_list *args, GError **error)
{
  return pt_stmt_borrow (stmt_of (self), error, types, args);
}

static gboolean
sql_next (PtSql *self, gboolean *found, GError **error)
{
  int rc = pt_stmt_step (stmt_of (self), error);

  *found = rc == SQLITE_ROW;
  return rc >= 0;
}

static gboolean
sql_run (PtSql *self, GError **error)
{
  gboolean found = TRUE;

  while (found)
    if (!sql_next (self, &found, error))
      return FALSE;
  return TRUE;
}

static gboolean
sql_is_null (PtSql *self, int column)
{
  return pt_stmt_is_null (stmt_of (self), column);
}

static int64_t
sql_get_int (PtSql *self, int column)
{
  return pt_stmt_int (stmt_of (self), column);
}

static const char *
sql_get_text (PtSql *self, int column)
{
  return pt_stmt_text (stmt_of (self), column);
}

static GBytes *
sql_dup_bytes (PtSql *self, int column)
{
  sqlite3_stmt *handle = pt_stmt_handle (stmt_of (self));

  if (sql_is_null (self, column))
    return NULL;
  return g_bytes_new (sqlite3_column_blob (handle, column),
                      (gsize)sqlite3_column_bytes (handle, column));
}

static void
sql_free (PtSql *self)
{
  pt_stmt_reset (stmt_of (self));
  g_free (self);
}

static PtSql *sql_prepare (PtJournal *journal, const char *sql, GError **error);

static const PtSqlDriver driver = {
  .prepare = sql_prepare,
  .bind = sql_bind,
  .next = sql_next,
  .run = sql_run,
  .is_null = sql_is_null,
  .get_int = sql_get_int,
  .get_text = sql_get_text,
  .dup_bytes = sql_dup_bytes,
  .free = sql_free,
};

static PtSql *
sql_prepare (PtJournal *journal, const char *sql, GError **error)
{
  PtStmt *stmt = pt_db_prepare (PT_JOURNAL_DB (journal), sql, error);
  PtSqlOfSqlite *self;

  if (stmt == NULL)
    return NULL;
  self = g_new0 (PtSqlOfSqlite, 1);
  self->parent.driver = &driver;
  self->stmt = stmt;
  return &self->parent;
}

/* ── Transactions ── */

static gboolean
begin (PtJournal *journal, const char *logbook, GError **error)
{
  PtJournalSqlite *self = (PtJournalSqlite *)journal;

  g_mutex_lock (&writer);
  self->writing = pt_db_begin (self->db, error);
  if (!self->writing)
    g_mutex_unlock (&writer);
  return self->writing;
}

static gboolean
begin_read (PtJournal *journal, GError **error)
{
  return pt_db_exec (PT_JOURNAL_DB (journal), "BEGIN", error);
}

static void
end (PtJournalSqlite *self)
{
  if (self->writing)
    g_mutex_unlock (&writer);
  self->writing = FALSE;
}

static void
rollback (PtJournal *journal)
{
  PtJournalSqlite *self = (PtJournalSqlite *)journal;

  pt_witness_rolled_back (journal->witness);
  pt_db_rollback (self->db);
  end (self);
}

static gboolean
commit (PtJournal *journal, GError **error)
{
  PtJournalSqlite *self = (PtJournalSqlite *)journal;

  if (!pt_db_commit (self->db, error))
    {
      rollback (journal);
      return FALSE;
    }
  end (self);
  pt_witness_committed (journal->witness);
  return TRUE;
}

static gboolean
purge_as_writer (PtJournal *journal, GError **error)
{
  int64_t unpurged = 0;

  if (!pt_sql_get_int (journal, error, 0, &unpurged, "SELECT unpurged FROM hub", ""))
    return FALSE;
  return unpurged == 0
         || (pt_db_purge (PT_JOURNAL_DB (journal), error)
             && pt_sql_run (journal, error, PT_SQL_PURGED, "i", unpurged));
}

static gboolean
purge (PtJournal *journal, GError **error)
{
  gboolean purged;

  g_mutex_lock (&writer);
  purged = purge_as_writer (journal, error);
  g_mutex_unlock (&writer);
  return purged;
}

static void
journal_free (PtJournal *journal)
{
  PtJournalSqlite *self = (PtJournalSqlite *)journal;

  rollback (journal);
  pt_db_close (self->db);
  g_free (self);
}

static const PtJournalOps *
get_ops (void)
{
  static PtJournalOps ops;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      ops.free = journal_free;
      ops.begin = begin;
      ops.begin_read = begin_read;
      ops.commit = commit;
      ops.rollback = rollback;
      ops.purge = purge;
      pt_journal_fill (&ops);
      /* The linker drops the constructor of a resource in a static library. */
      g_resources_register (pt_hub_get_resource ());
      g_once_init_leave (&once, 1);
    }
  return &ops;
}

/* Every thread has a journal, so a large cache would be kept many times; what it would hold is in
 * the system's own cache, once. */
static PtDb *
open_small (const char *path, gboolean create, GError **error)
{
  g_autoptr (PtDb)
      db = pt_db_open (path, create ? PT_DB_CREATE : 0, APPLICATION_ID, MIGRATIONS, error);

  return db != NULL && pt_db_exec (db, "PRAGMA cache_size = -2000", error) ? g_steal_pointer (&db)
                                                                           : NULL;
}

PtJournal *
pt_journal_sqlite_open (const char *path, gboolean create, GError **error)
{
  const PtJournalOps *ops = get_ops ();
  PtDb *db = open_small (path, create, error);
  PtJournalSqlite *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (PtJournalSqlite, 1);
  self->parent.parent.ops = ops;
  self->parent.driver = &driver;
  self->db = db;
  return &self->parent.parent;
}
