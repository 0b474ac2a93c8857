/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal in PostgreSQL: connecting, what went wrong, transactions. Several processes work on one
 * database; the turn to write a logbook is an advisory lock that ends with the transaction, so the
 * numbers of its feed are without gaps in the order of the commits. A connection that is lost costs
 * the request that met it, and is made anew for the next. */
#include "journal-postgres-private.h"

#include "pt-witness.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Who writes a logbook shares the first lock and has the second, whose key is the logbook's id; who
 * writes anything else has the first alone. */
#define LOCK_HUB "6039832194702148" /* an arbitrary number */
#define LOCK_ALL "SELECT pg_advisory_xact_lock (" LOCK_HUB ")"
#define LOCK_LOGBOOK "SELECT pg_advisory_xact_lock_shared (" LOCK_HUB "), pg_advisory_xact_lock (?)"

/* A process that is stopped in the middle of a transaction must not hold up the others for ever; an
 * answer is only given for what is on disk, whatever the server's default. */
static const char session[] =
    "SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '60s';"
    "SELECT set_config ('synchronous_commit', 'on', false)"
    " WHERE current_setting ('synchronous_commit') = 'off'";

static const struct
{
  const char *state; /* or the class it begins with */
  GQuark (*domain) (void);
  int code;
} kinds[] = {
  { "40", pt_journal_error_quark, PT_JOURNAL_ERROR_CONFLICT }, /* serialization, deadlock */
  { "55P03", pt_journal_error_quark, PT_JOURNAL_ERROR_CONFLICT },
  { "57P", pt_journal_error_quark, PT_JOURNAL_ERROR_AWAY }, /* the server stops */
  { "08", pt_journal_error_quark, PT_JOURNAL_ERROR_AWAY },
  { "53100", pt_store_error_quark, PT_STORE_ERROR_FULL },
};

GError *
pt_postgres_error_new (PGconn *conn, const PGresult *result)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  g_autofree char *text = g_strdup (result != NULL ? PQresultErrorMessage (result)
                                    : conn != NULL ? PQerrorMessage (conn)
                                                   : "the connection was lost");

  g_strchomp (text);
  if (state == NULL)
    /* Translators: the reason, in English */
    return g_error_new (PT_JOURNAL_ERROR, PT_JOURNAL_ERROR_AWAY,
                        _ ("The database cannot be reached: %s"), text);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (state, kinds[i].state))
      return g_error_new_literal (kinds[i].domain (), kinds[i].code, text);
  return g_error_new_literal (PT_STORE_ERROR, PT_STORE_ERROR_FAILED, text);
}

PGresult *
pt_postgres_query (PGconn *conn, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = PQexec (conn, sql);
  ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return g_steal_pointer (&result);
  g_propagate_error (error, pt_postgres_error_new (conn, result));
  return NULL;
}

static void
notice_cb (void *data, const char *message)
{
  g_debug ("postgresql: %s", message);
}

/* The library would take any other words for the name of a database, and say that there is none. */
static gboolean
check_address (const char *url, GError **error)
{
  if (g_str_has_prefix (url, "postgresql://") || g_str_has_prefix (url, "postgres://"))
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("That is not the address of a PostgreSQL: postgresql://USER@HOST/NAME"));
  return FALSE;
}

PGconn *
pt_postgres_connect (const char *url, GError **error)
{
  /* What the address says goes before what stands above it here. */
  static const char *const names[] = { "connect_timeout",           "keepalives_idle",
                                       "fallback_application_name", "dbname",
                                       "client_encoding",           NULL };
  const char *values[] = { "10", "60", "proeftuin-hub", url, "UTF8", NULL };
  g_autoptr (PGconn) conn = check_address (url, error) ? PQconnectdbParams (names, values, TRUE)
                                                       : NULL;
  g_autoptr (PGresult) result = NULL;

  if (conn == NULL)
    return NULL;
  if (PQstatus (conn) != CONNECTION_OK)
    {
      g_propagate_error (error, pt_postgres_error_new (conn, NULL));
      return NULL;
    }
  /* What it says in detail are the values of rows: they do not belong in a log. */
  PQsetErrorVerbosity (conn, PQERRORS_TERSE);
  PQsetNoticeProcessor (conn, notice_cb, NULL);
  result = pt_postgres_query (conn, session, error);
  return result != NULL ? g_steal_pointer (&conn) : NULL;
}

static int64_t
lock_key (const char *logbook)
{
  PtUuid id = { 0 };
  int64_t key;

  pt_uuid_parse (logbook, &id);
  /* The end of a UUID is its random part. */
  memcpy (&key, id.bytes + sizeof id.bytes - sizeof key, sizeof key);
  return key;
}

static gboolean
start (PtJournalPostgres *self, const char *sql, GError **error)
{
  g_return_val_if_fail (!self->inside, FALSE);

  if (!pt_postgres_ensure (self, error) || !pt_postgres_send (self, sql, error))
    return FALSE;
  self->inside = TRUE;
  return TRUE;
}

static void
rollback (PtJournal *journal)
{
  PtJournalPostgres *self = (PtJournalPostgres *)journal;

  pt_witness_rolled_back (journal->witness);
  if (!self->inside)
    return;
  if (self->conn != NULL && pt_postgres_send (self, "ROLLBACK", NULL))
    pt_postgres_settle (self, NULL);
  self->inside = FALSE;
  g_clear_error (&self->trouble);
}

static gboolean
begin (PtJournal *journal, const char *logbook, GError **error)
{
  PtJournalPostgres *self = (PtJournalPostgres *)journal;
  gboolean locked;

  if (!start (self, "BEGIN ISOLATION LEVEL READ COMMITTED", error))
    return FALSE;
  locked = logbook != NULL ? pt_sql_run (journal, error, LOCK_LOGBOOK, "i", lock_key (logbook))
                           : pt_sql_run (journal, error, LOCK_ALL, "");
  if (!locked)
    rollback (journal);
  return locked;
}

static gboolean
begin_read (PtJournal *journal, GError **error)
{
  return start ((PtJournalPostgres *)journal, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                error);
}

static gboolean
commit (PtJournal *journal, GError **error)
{
  PtJournalPostgres *self = (PtJournalPostgres *)journal;

  if (!pt_postgres_send (self, "COMMIT", error) || !pt_postgres_settle (self, error))
    {
      rollback (journal);
      return FALSE;
    }
  self->inside = FALSE;
  pt_witness_committed (journal->witness);
  return TRUE;
}

/* Tables and their indexes are written anew; the old files are empty at once. */
static gboolean
rewrite_tables (PtJournalPostgres *self, GError **error)
{
  static const char *const statements[] = { "VACUUM FULL op", "VACUUM FULL record",
                                            "VACUUM FULL quarantine", "VACUUM FULL file",
                                            "VACUUM FULL file_stored" };
  g_autoptr (PGconn) conn = pt_postgres_connect (self->url, error);

  for (guint i = 0; conn != NULL && i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (PGresult) result = pt_postgres_query (conn, statements[i], error);

      if (result == NULL)
        return FALSE;
    }
  return conn != NULL;
}

/* What the server's own log of changes, its replicas and its backups still hold is its administrator's
 * matter; the receipt says so. */
static gboolean
purge (PtJournal *journal, GError **error)
{
  int64_t unpurged = 0;

  if (!pt_sql_get_int (journal, error, 0, &unpurged, "SELECT unpurged FROM hub", ""))
    return FALSE;
  return unpurged == 0
         || (rewrite_tables ((PtJournalPostgres *)journal, error)
             && pt_sql_run (journal, error, PT_SQL_PURGED, "i", unpurged));
}

static void
journal_free (PtJournal *journal)
{
  PtJournalPostgres *self = (PtJournalPostgres *)journal;

  pt_postgres_lose (self);
  g_clear_error (&self->trouble);
  g_free (self->url);
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
      ops.keeps_log = TRUE;
      pt_journal_fill (&ops);
      g_once_init_leave (&once, 1);
    }
  return &ops;
}

PtJournal *
pt_journal_postgres_open (const char *url, gboolean create, GError **error)
{
  g_autoptr (PGconn) conn = pt_postgres_connect (url, error);
  PtJournalPostgres *self;

  if (conn == NULL || !pt_postgres_migrate (conn, create, error))
    return NULL;
  self = g_new0 (PtJournalPostgres, 1);
  self->parent.parent.ops = get_ops ();
  self->parent.driver = &pt_postgres_driver;
  self->url = g_strdup (url);
  pt_postgres_adopt (self, g_steal_pointer (&conn));
  return &self->parent.parent;
}
