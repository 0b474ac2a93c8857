/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-raw.h. */
#include "bench-raw.h"

#include <gnutls/gnutls.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#define COMMITS 200
#define TLS_BYTES (256 * 1024 * 1024)
#define TLS_STEP (16 * 1024) /* one TLS record, RFC 8446 §5.1 */

static double
seconds_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static sqlite3 *
open_database (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "CREATE TABLE record (row INTEGER PRIMARY KEY, id TEXT NOT NULL"
                                 " UNIQUE, body TEXT NOT NULL) STRICT",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  return db;
}

static void
insert (sqlite3_stmt *stmt, guint i, const char *text)
{
  g_autofree char *id = g_strdup_printf ("01890000-0000-7000-8000-%012x", i);

  sqlite3_bind_text (stmt, 1, id, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 2, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_reset (stmt);
}

double
bench_raw_inserts (const char *folder, GPtrArray *texts)
{
  sqlite3 *db = open_database (folder, "raw.db");
  sqlite3_stmt *stmt = NULL;
  gint64 start;
  double seconds;

  sqlite3_prepare_v2 (db, "INSERT INTO record (id, body) VALUES (?, ?)", -1, &stmt, NULL);
  start = g_get_monotonic_time ();
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  for (guint i = 0; i < texts->len; i++)
    insert (stmt, i, g_ptr_array_index (texts, i));
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  seconds = seconds_since (start);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return texts->len / seconds;
}

double
bench_raw_commit_ms (const char *folder)
{
  sqlite3 *db = open_database (folder, "raw-commit.db");
  sqlite3_stmt *stmt = NULL;
  gint64 start;
  double seconds;

  sqlite3_prepare_v2 (db, "INSERT INTO record (id, body) VALUES (?, ?)", -1, &stmt, NULL);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < COMMITS; i++)
    insert (stmt, i, "one change");
  seconds = seconds_since (start);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return seconds * 1000 / COMMITS;
}

/* ── TLS ── */

typedef struct
{
  int fd;
  guint flags; /* GNUTLS_SERVER or GNUTLS_CLIENT */
  gnutls_certificate_credentials_t credentials;
} End;

static gnutls_session_t
shake_hands (const End *end)
{
  gnutls_session_t session;
  int rc;

  g_assert_cmpint (gnutls_init (&session, end->flags), ==, 0);
  gnutls_set_default_priority (session);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, end->credentials);
  gnutls_transport_set_int (session, end->fd);
  do
    rc = gnutls_handshake (session);
  while (rc < 0 && !gnutls_error_is_fatal (rc));
  g_assert_cmpint (rc, ==, 0);
  return session;
}

static gpointer
send_thread (gpointer data)
{
  gnutls_session_t session = shake_hands (data);
  g_autofree char *step = g_malloc0 (TLS_STEP);

  for (gsize sent = 0; sent < TLS_BYTES;)
    {
      ssize_t n = gnutls_record_send (session, step, TLS_STEP);

      g_assert_true (n > 0 || !gnutls_error_is_fatal ((int)n));
      sent += n > 0 ? (gsize)n : 0;
    }
  gnutls_deinit (session);
  return NULL;
}

static void
receive_all (gnutls_session_t session)
{
  g_autofree char *step = g_malloc (TLS_STEP);

  for (gsize received = 0; received < TLS_BYTES;)
    {
      ssize_t n = gnutls_record_recv (session, step, TLS_STEP);

      g_assert_true (n > 0 || !gnutls_error_is_fatal ((int)n));
      received += n > 0 ? (gsize)n : 0;
    }
}

double
bench_raw_tls (const char *hub_folder)
{
  g_autofree char *key = g_build_filename (hub_folder, "hub.key", NULL);
  g_autofree char *certificate = g_build_filename (hub_folder, "hub.crt", NULL);
  End server = { .flags = GNUTLS_SERVER }, client = { .flags = GNUTLS_CLIENT };
  gnutls_session_t session;
  GThread *thread;
  gint64 start;
  double seconds;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  server.fd = fds[0];
  client.fd = fds[1];
  gnutls_certificate_allocate_credentials (&server.credentials);
  gnutls_certificate_allocate_credentials (&client.credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key_file (server.credentials, certificate, key,
                                                         GNUTLS_X509_FMT_PEM),
                   >=, 0);
  thread = g_thread_new ("tls", send_thread, &server);
  session = shake_hands (&client);
  start = g_get_monotonic_time ();
  receive_all (session);
  seconds = seconds_since (start);
  g_thread_join (thread);
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (server.credentials);
  gnutls_certificate_free_credentials (client.credentials);
  close (fds[0]);
  close (fds[1]);
  return TLS_BYTES / seconds;
}
