/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal in one SQLite file: opening, transactions, and what its parts share. Each thread has
 * a connection of its own; writers of this process queue on a mutex instead of sleeping in SQLite's
 * busy handler, those of another process (invite) wait at most its five seconds. */
#include "journal-sqlite-private.h"

#include "pt-hub-resources.h"

#define APPLICATION_ID 0x50744875 /* "PtHu" */
#define MIGRATIONS "/nl/proeftuin/Proeftuin/hub/sql"

static GMutex writer;

GBytes *
pt_journal_hash_bytes (const PtHash *hash)
{
  return g_bytes_new (hash->bytes, PT_HASH_SIZE);
}

GBytes *
pt_journal_uuid_bytes (const PtUuid *uuid)
{
  return g_bytes_new (uuid->bytes, sizeof uuid->bytes);
}

gboolean
pt_journal_column_hash (PtStmt *stmt, int column, PtHash *out)
{
  sqlite3_stmt *handle = pt_stmt_handle (stmt);

  if (sqlite3_column_bytes (handle, column) != PT_HASH_SIZE)
    return FALSE;
  memcpy (out->bytes, sqlite3_column_blob (handle, column), PT_HASH_SIZE);
  return TRUE;
}

gboolean
pt_journal_find (PtStmt *stmt, gboolean *found, GError **error)
{
  int rc = pt_stmt_step (stmt, error);

  *found = rc == SQLITE_ROW;
  return rc >= 0;
}

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
  return TRUE;
}

static gboolean
get_hub (PtJournal *journal, char **id, char **name, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (PT_JOURNAL_DB (journal), "SELECT id, name FROM hub", error);
  gboolean found;

  if (stmt == NULL || !pt_journal_find (stmt, &found, error))
    return FALSE;
  *id = found ? pt_stmt_dup_text (stmt, 0) : NULL;
  *name = found ? pt_stmt_dup_text (stmt, 1) : NULL;
  return TRUE;
}

static gboolean
set_hub (PtJournal *journal, const char *id, const char *name, int64_t at, GError **error)
{
  return pt_db_run (PT_JOURNAL_DB (journal), error,
                    "INSERT INTO hub (id, name, made_at) VALUES (?, ?, ?)", "tti", id, name, at);
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
      ops.get_hub = get_hub;
      ops.set_hub = set_hub;
      pt_journal_sqlite_fill_access (&ops);
      pt_journal_sqlite_fill_care (&ops);
      pt_journal_sqlite_fill_ops (&ops);
      pt_journal_sqlite_fill_records (&ops);
      /* The linker drops the constructor of a resource in a static library. */
      g_resources_register (pt_hub_get_resource ());
      g_once_init_leave (&once, 1);
    }
  return &ops;
}

PtJournal *
pt_journal_sqlite_open (const char *path, gboolean create, GError **error)
{
  const PtJournalOps *ops = get_ops ();
  PtDb *db = pt_db_open (path, create ? PT_DB_CREATE : 0, APPLICATION_ID, MIGRATIONS, error);
  PtJournalSqlite *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (PtJournalSqlite, 1);
  self->parent.ops = ops;
  self->db = db;
  return &self->parent;
}
