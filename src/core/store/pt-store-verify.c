/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is the logbook sound? SQLite's own check; the truth replayed into temporary tables and compared with
 * the derived ones; the bytes of attachments against their hashes. Says it in sentences; rebuilding
 * mends what is derived. */
#include "pt-store-private.h"

#include "pt-intake.h"
#include "pt-tables.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MESSAGES_MAX 20

void
pt_verify_report_free (PtVerifyReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->problems);
  g_free (self);
}

G_GNUC_PRINTF (2, 3)
static void
report (PtVerifyReport *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* ── SQLite's own ── */

static gboolean
check_file (PtStore *self, PtVerifyReport *out, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA integrity_check (%d)", MESSAGES_MAX);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (strcmp (pt_stmt_text (stmt, 0), "ok") != 0)
      /* Translators: %s is a technical explanation, in English. */
      report (out, _ ("The logbook's file is damaged: %s"), pt_stmt_text (stmt, 0));
  return stmt != NULL && rc == SQLITE_DONE;
}

/* ── Truth against derived ── */

typedef struct
{
  PtStore *store;
  PtDerive *derive; /* into "temp" */
  PtVerifyReport *report;
} Replay;

static PtState *
parse_reported (Replay *replay, const char *id, const char *text)
{
  g_autoptr (GError) problem = NULL;
  PtState *state = pt_store_parse_state (text, &problem);

  if (state == NULL)
    /* Translators: %1$s is a number of a record, %2$s a technical explanation. */
    report (replay->report, _ ("What the logbook holds about %1$s cannot be read: %2$s"), id,
            problem->message);
  return state;
}

/* The shown state as the truth has it: what the hub says with own saves on top. */
static PtState *
replay_state (Replay *replay, PtStmt *stmt, const char *id, guint *n)
{
  g_autoptr (GError) problem = NULL;
  PtState *hub = NULL;

  if (!pt_stmt_is_null (stmt, 9))
    {
      hub = parse_reported (replay, id, pt_stmt_text (stmt, 9));
      if (hub == NULL)
        return NULL;
    }
  PtState *state = pt_store_overlay (replay->store, pt_stmt_int (stmt, 0), hub, n, &problem);
  if (state == NULL)
    report (replay->report, _ ("What the logbook holds about %1$s cannot be read: %2$s"), id,
            problem->message);
  return state;
}

static void
compare_local (Replay *replay, PtStmt *stmt, const char *id, const PtState *state, guint n)
{
  g_autoptr (PtState) local = NULL;

  if (pt_stmt_is_null (stmt, 10))
    {
      if (n > 0)
        report (replay->report,
                _ ("What is shown of %s is not what was saved. Rebuilding mends this."), id);
      return;
    }
  local = pt_store_parse_state (pt_stmt_text (stmt, 10), NULL);
  if (local == NULL || !pt_state_equivalent (local, state))
    report (replay->report, _ ("What is shown of %s is not what was saved. Rebuilding mends this."),
            id);
}

static gboolean
replay_record (Replay *replay, PtStmt *stmt, GError **error)
{
  g_autofree char *id = pt_stmt_dup_id (stmt, 1);
  guint n = 0;
  PtState *state = replay_state (replay, stmt, id, &n);

  replay->report->n_records++;
  if (state == NULL)
    return TRUE;
  compare_local (replay, stmt, id, state, n);
  g_autoptr (PtRecord) record = pt_record_new (id, pt_stmt_text (stmt, 2), state);
  pt_record_set_hub (record, pt_stmt_int (stmt, 3), pt_stmt_int (stmt, 4),
                     (unsigned)pt_stmt_int (stmt, 5));
  pt_record_set_created (record, pt_stmt_text (stmt, 6), pt_stmt_text (stmt, 7),
                         pt_stmt_int (stmt, 8));
  return pt_derive_record (
      replay->derive, pt_stmt_int (stmt, 0), record,
      PT_DERIVE_NEW | pt_store_derive_flags (replay->store, pt_stmt_int (stmt, 0)), error);
}

static gboolean
replay_all (Replay *replay, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      replay->store->db,
      "SELECT r.row, r.id, r.kind, r.seq, r.no, r.stored, r.created_by, r.created_device,"
      " r.created_at, r.state, l.state FROM record AS r LEFT JOIN main.local AS l ON l.row = r.row"
      " ORDER BY r.row",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!replay_record (replay, stmt, error))
      return FALSE;
  return stmt != NULL && rc == SQLITE_DONE && pt_derive_flush (replay->derive, error);
}

/* Rows that only one of the two has. */
static gboolean
count_differences (PtStore *self, const char *table, const char *columns, int64_t *out,
                   GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT (SELECT count (*) FROM (SELECT %2$s FROM main.\"%1$s\" EXCEPT"
      " SELECT %2$s FROM temp.\"%1$s\")) + (SELECT count (*) FROM (SELECT %2$s FROM temp.\"%1$s\""
      " EXCEPT SELECT %2$s FROM main.\"%1$s\"))",
      table, columns);

  return pt_db_get_int (self->db, error, 0, out, sql, "");
}

static gboolean
compare_table (PtStore *self, const char *table, const char *columns, PtVerifyReport *out,
               GError **error)
{
  int64_t n = 0;

  if (!count_differences (self, table, columns, &n, error))
    return FALSE;
  if (n > 0)
    report (
        out,
        /* Translators: %1$d is a number of rows, %2$s the name of a table in the database. */
        ngettext ("%1$d row of the table “%2$s” is not what was saved. Rebuilding mends this.",
                  "%1$d rows of the table “%2$s” are not what was saved. Rebuilding mends this.",
                  (gulong)n),
        (int)n, table);
  return TRUE;
}

static gboolean
compare_tables (PtStore *self, PtVerifyReport *out, GError **error)
{
  for (guint k = 0; k < pt_n_record_kinds; k++)
    if (!compare_table (self, pt_record_kinds[k]->id, "*", out, error))
      return FALSE;
  return compare_table (self, "listing", "*", out, error)
         && compare_table (self, "search", "rowid, title, body", out, error);
}

/* The words are there; does the index find them? Needs to write, if only for SQLite's sake. */
static gboolean
check_index (PtStore *self, PtVerifyReport *out, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (self->mode != PT_STORE_READ_WRITE
      || pt_db_run (self->db, &problem,
                    "INSERT INTO main.search (search) VALUES ('integrity-check')", ""))
    return TRUE;
  if (!g_error_matches (problem, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  report (out, "%s", _ ("The index for searching is damaged. Rebuilding mends this."));
  return TRUE;
}

/* In one transaction that is never committed: what is compared is of one moment, nothing is left. */
static gboolean
check_derived (PtStore *self, PtVerifyReport *out, GError **error)
{
  g_autoptr (PtDerive) derive = pt_derive_new (self->db, "temp");
  Replay replay = { self, derive, out };

  if (!pt_db_exec (self->db, "BEGIN", error))
    return FALSE;
  gboolean ok = pt_tables_create (self->db, "temp", error) && replay_all (&replay, error)
                && compare_tables (self, out, error);
  pt_db_rollback (self->db);
  return ok;
}

/* ── Files ── */

static void
check_bytes (PtStore *self, PtVerifyReport *out, const char *filename, const char *sha256)
{
  g_autofree char *path = pt_store_attachment_path (self, sha256);
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autofree char *found = bytes != NULL ? pt_sha256_hex (bytes) : NULL;

  if (g_strcmp0 (found, sha256) != 0)
    /* Translators: %s is the name of an attachment. */
    report (out, _ ("The file of the attachment %s was altered or is damaged."), filename);
}

/* What was never here waits, or stays where it is; what is gone is told, with what helps. */
static void
check_attachment (PtStore *self, PtVerifyReport *out, int64_t row, const char *filename,
                  const char *sha256)
{
  gboolean at_hub;

  switch (pt_store_find_file (self, row, sha256, &at_hub))
    {
    case PT_FILE_HERE:
      check_bytes (self, out, filename, sha256);
      break;
    case PT_FILE_AT_HUB:
      out->n_at_hub++;
      break;
    case PT_FILE_ELSEWHERE:
      out->n_elsewhere++;
      break;
    case PT_FILE_GONE:
      report (out,
              /* Translators: %s is the name of an attachment. */
              at_hub ? _ ("The file of the attachment %s is gone from this computer. The team "
                          "server has it: sharing fetches it again.")
                     : _ ("The file of the attachment %s is not on this computer."),
              filename);
      break;
    }
}

static gboolean
check_attachments (PtStore *self, PtVerifyReport *out, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db,
                            "SELECT row, coalesce (filename, id), sha256 FROM attachment"
                            " WHERE sha256 IS NOT NULL AND archived = 0 ORDER BY id",
                            error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      out->n_attachments++;
      check_attachment (self, out, pt_stmt_int (stmt, 0), pt_stmt_text (stmt, 1),
                        pt_stmt_text (stmt, 2));
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

/* ── All ── */

static gboolean
rebuild (PtStore *self, GError **error)
{
  if (!pt_lock_upgrade (self->lock, error))
    return FALSE;
  gboolean ok = pt_store_begin (self, error);
  if (ok)
    ok = pt_store_end (self, pt_store_derive_all (self, error), error);
  pt_lock_downgrade (self->lock);
  return ok;
}

PtVerifyReport *
pt_store_verify (PtStore *self, gboolean rebuild_derived, GError **error)
{
  g_autoptr (PtVerifyReport) out = g_new0 (PtVerifyReport, 1);

  out->problems = g_ptr_array_new_with_free_func (g_free);
  if (rebuild_derived && !rebuild (self, error))
    return NULL;
  out->rebuilt = rebuild_derived;
  if (check_file (self, out, error) && check_derived (self, out, error)
      && check_index (self, out, error) && check_attachments (self, out, error))
    return g_steal_pointer (&out);
  return NULL;
}
