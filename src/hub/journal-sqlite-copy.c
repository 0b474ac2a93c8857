/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's file as a whole: copied while it is in use, looked over, and brought up to the
 * counters of another one. */
#include "journal-sqlite-copy.h"

#include "journal-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PAGES_PER_STEP 512 /* two megabytes, and then a sign of life */

static gboolean
fail (sqlite3 *db, const char *path, GError **error)
{
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
               /* Translators: %1$s is a file, %2$s a technical explanation. */
               _ ("The hub's database cannot be copied to “%1$s”: %2$s."), path,
               sqlite3_errmsg (db));
  return FALSE;
}

static gboolean
run_steps (sqlite3_backup *backup, PtCopyProgress progress, gpointer data)
{
  int rc;

  while ((rc = sqlite3_backup_step (backup, PAGES_PER_STEP)) == SQLITE_OK)
    if (progress != NULL)
      {
        int total = sqlite3_backup_pagecount (backup);

        progress (total - sqlite3_backup_remaining (backup), total, data);
      }
  return rc == SQLITE_DONE;
}

/* The reading transaction makes it the state of one moment: without it every commit by somebody else
 * would make the copy begin again (https://www.sqlite.org/c3ref/backup_finish.html). In WAL mode it
 * keeps nobody from writing. */
static gboolean
copy_open (PtDb *source, sqlite3 *target, const char *path, PtCopyProgress progress, gpointer data,
           GError **error)
{
  int64_t n = 0;
  sqlite3_backup *backup;
  gboolean copied;

  if (!pt_db_exec (source, "BEGIN", error)
      || !pt_db_get_int (source, error, 0, &n, "SELECT count (*) FROM logbook", ""))
    return FALSE;
  backup = sqlite3_backup_init (target, "main", pt_db_handle (source), "main");
  if (backup == NULL)
    return fail (target, path, error);
  copied = run_steps (backup, progress, data);
  copied = sqlite3_backup_finish (backup) == SQLITE_OK && copied;
  return copied || fail (target, path, error);
}

static gboolean
make_private (const char *path, GError **error)
{
  return g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

gboolean
pt_journal_sqlite_copy (const char *path, const char *target, PtCopyProgress progress,
                        gpointer data, GError **error)
{
  g_autoptr (PtJournal) journal = pt_journal_sqlite_open (path, FALSE, error);
  sqlite3 *copy = NULL;
  gboolean copied = FALSE;

  if (journal == NULL || !make_private (target, error))
    return FALSE;
  if (sqlite3_open_v2 (target, &copy, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
    copied = copy_open (PT_JOURNAL_DB (journal), copy, target, progress, data, error);
  else
    fail (copy, target, error);
  pt_db_rollback (PT_JOURNAL_DB (journal));
  sqlite3_close_v2 (copy);
  return copied;
}

gboolean
pt_journal_sqlite_check (PtJournal *journal, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (PT_JOURNAL_DB (journal), "PRAGMA quick_check(1)", error);

  if (stmt == NULL || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return FALSE;
  if (g_strcmp0 (pt_stmt_text (stmt, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
               /* Translators: %s is a technical explanation, in English. */
               _ ("The database in this backup is damaged: %s"), pt_stmt_text (stmt, 0));
  return FALSE;
}

static gboolean
keep_counters (PtDb *db, GError **error)
{
  return pt_db_begin (db, error)
         && pt_db_run (db, error,
                       "INSERT INTO number (logbook, kind, last)"
                       " SELECT o.logbook, o.kind, o.last FROM old.number AS o"
                       " WHERE o.logbook IN (SELECT id FROM main.logbook)"
                       " ON CONFLICT (logbook, kind) DO UPDATE SET last = excluded.last"
                       " WHERE excluded.last > number.last",
                       "")
         && pt_db_run (
             db, error,
             "UPDATE incarnation SET last = o.last, closed = incarnation.closed | o.closed"
             " FROM old.incarnation AS o WHERE o.logbook = incarnation.logbook"
             " AND o.id = incarnation.id AND o.last > incarnation.last",
             "")
         && pt_db_commit (db, error);
}

gboolean
pt_journal_sqlite_keep_counters (PtJournal *journal, const char *old, GError **error)
{
  PtDb *db = PT_JOURNAL_DB (journal);
  gboolean kept;

  if (!pt_db_run (db, error, "ATTACH ? AS old", "t", old))
    return FALSE;
  kept = keep_counters (db, error);
  if (!kept)
    pt_db_rollback (db);
  pt_db_forget_statements (db);
  return pt_db_exec (db, "DETACH old", kept ? error : NULL) && kept;
}
