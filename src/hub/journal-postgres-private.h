/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the PostgreSQL journal share; only for journal-postgres*.c. */
#pragma once

#include "journal-private.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

typedef struct _PtSqlOfPostgres PtSqlOfPostgres;

typedef struct
{
  PtJournalDb parent;
  char *url;
  PGconn *conn;            /* in pipeline mode; NULL = lost or not yet there */
  gint64 dark_until;       /* after a vain attempt to connect; g_get_monotonic_time() */
  GHashTable *prepared;    /* SQL text → Prepared, of this connection */
  GQueue pending;          /* Pending: sent, not answered yet */
  PtSqlOfPostgres *active; /* whose rows are coming in */
  gboolean inside;         /* a transaction */
  GError *trouble;         /* the first thing that went wrong, until it is told or rolled back */
} PtJournalPostgres;

extern const PtSqlDriver pt_postgres_driver;

/* A connection with the session settings that the hub needs; not yet in pipeline mode. */
PGconn *pt_postgres_connect (const char *url, GError **error);
/* Brings the tables up to the last migration, one process at a time. Without @create an empty
 * database is an error. */
gboolean pt_postgres_migrate (PGconn *conn, gboolean create, GError **error);
/* What went wrong by its SQLSTATE, in a sentence; @result NULL = with the connection itself. */
GError *pt_postgres_error_new (PGconn *conn, const PGresult *result);
/* For one-time statements, outside pipeline mode; NULL with @error. */
PGresult *pt_postgres_query (PGconn *conn, const char *sql, GError **error);

/* Statements, in journal-postgres-sql.c. */

/* There is a connection that lives, outside transactions a new one if need be. */
gboolean pt_postgres_ensure (PtJournalPostgres *self, GError **error);
/* Sends a statement without values and does not wait. */
gboolean pt_postgres_send (PtJournalPostgres *self, const char *sql, GError **error);
/* Waits for all that was sent; FALSE with the first thing that went wrong. */
gboolean pt_postgres_settle (PtJournalPostgres *self, GError **error);
/* Takes a connection that is in no transaction. */
void pt_postgres_adopt (PtJournalPostgres *self, PGconn *conn);
/* Drops it. */
void pt_postgres_lose (PtJournalPostgres *self);

G_END_DECLS
