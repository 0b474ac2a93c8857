/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What being live costs and brings: the memory of a hub with thousands of waiting laptops, over TLS,
 * how soon all of them hear of a change, and how soon an edit on one laptop is visible on another. It
 * prints a table and decides nothing. PT_BENCH_WAITING sets another number of laptops. */
#include "hub-fixture.h"

#include "pt-syncer.h"
#include "test-home.h"

#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define N_RECORDS 10000
#define N_WAITING 2000
#define EDITS 40
#define PAUSE_US (150 * 1000) /* between two edits of one person */
#define PATIENCE_US (60 * G_USEC_PER_SEC)

static void
print_row (const char *what, double value, double target, const char *unit)
{
  printf ("%-58s %8.1f %8.0f %s\n", what, value, target, unit);
}

/* ── A hub of its own ── */

typedef struct
{
  GSubprocess *process;
  char *folder, *url;
} Hub;

static void
run_hub (const char *command, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                                      g_getenv ("PT_HUB"), command, folder, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

static void
hub_start (Hub *self)
{
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  self->folder = g_build_filename (g_get_user_data_dir (), "hub", NULL);
  run_hub ("init", self->folder);
  self->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      g_getenv ("PT_HUB"), "serve", self->folder, "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_assert_true (line != NULL && g_str_has_prefix (line, "listening on "));
  self->url = g_strdup (line + strlen ("listening on "));
}

static void
hub_stop (Hub *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_free (self->folder);
  g_free (self->url);
}

/* Resident memory in MB: what the process takes away from others (proc(5), VmRSS). */
static double
read_memory (const Hub *hub)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status",
                                           g_subprocess_get_identifier (hub->process));
  g_autofree char *text = NULL;
  const char *found;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  found = strstr (text, "VmRSS:");
  return (double)g_ascii_strtoll (found + strlen ("VmRSS:"), NULL, 10) / 1024;
}

/* ── Laptops that wait ── */

typedef struct
{
  gnutls_certificate_credentials_t trust;
  gnutls_session_t *sessions;
  struct pollfd *sockets;
  guint n;
} Crowd;

static guint16
port_of (const Hub *hub)
{
  return (guint16)g_ascii_strtoull (strrchr (hub->url, ':') + 1, NULL, 10);
}

static int
connect_to (const Hub *hub)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port_of (hub)),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  return fd;
}

static gnutls_session_t
shake_hands (Crowd *self, int fd)
{
  gnutls_session_t session;
  int rc;

  gnutls_init (&session, GNUTLS_CLIENT);
  gnutls_set_default_priority (session);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->trust);
  gnutls_transport_set_int (session, fd);
  do
    rc = gnutls_handshake (session);
  while (rc < 0 && !gnutls_error_is_fatal (rc));
  g_assert_cmpint (rc, ==, 0);
  return session;
}

static void
crowd_wait (Crowd *self, const Hub *hub, guint n, const char *request)
{
  gnutls_certificate_allocate_credentials (&self->trust);
  self->sessions = g_new0 (gnutls_session_t, n);
  self->sockets = g_new0 (struct pollfd, n);
  for (self->n = 0; self->n < n; self->n++)
    {
      int fd = connect_to (hub);

      self->sessions[self->n] = shake_hands (self, fd);
      self->sockets[self->n] = (struct pollfd){ .fd = fd, .events = POLLIN };
      g_assert_cmpint (gnutls_record_send (self->sessions[self->n], request, strlen (request)), ==,
                       strlen (request));
    }
}

/* TRUE when this one has its answer; session tickets and the like are read along. */
static gboolean
read_answer (Crowd *self, guint i)
{
  char bytes[2048];
  ssize_t n = gnutls_record_recv (self->sessions[i], bytes, sizeof bytes - 1);

  if (n <= 0)
    return FALSE;
  bytes[n] = '\0';
  g_assert_true (g_str_has_prefix (bytes, "HTTP/1.1 200"));
  return TRUE;
}

/* Returns: how many were answered within @us. */
static guint
crowd_hear (Crowd *self, gint64 us)
{
  gint64 deadline = g_get_monotonic_time () + us;
  guint answered = 0;

  while (answered < self->n && g_get_monotonic_time () < deadline)
    {
      poll (self->sockets, self->n, 100);
      for (guint i = 0; i < self->n; i++)
        if (self->sockets[i].revents != 0 && read_answer (self, i))
          {
            answered++;
            self->sockets[i].fd = -1 - self->sockets[i].fd;
          }
    }
  return answered;
}

static void
crowd_leave (Crowd *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      int fd = self->sockets[i].fd;

      gnutls_deinit (self->sessions[i]);
      close (fd < 0 ? -1 - fd : fd);
    }
  gnutls_certificate_free_credentials (self->trust);
  g_free (self->sessions);
  g_free (self->sockets);
}

static char *
write_request (Laptop *laptop)
{
  g_autofree char *token = laptop_dup_token (laptop);
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);

  return g_strdup_printf ("GET /v1/logbooks/%s/wait?after=%" G_GINT64_FORMAT " HTTP/1.1\r\n"
                          "Host: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
                          laptop_logbook (laptop), link->seq, token);
}

static void
allow_connections (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static void
measure_waiting (guint n)
{
  Hub hub = { 0 };
  g_autoptr (Laptop) laptop = NULL;
  g_autofree char *request = NULL, *id = NULL;
  Crowd crowd = { 0 };
  double before, waiting;
  gint64 start;
  guint heard;

  hub_start (&hub);
  laptop = laptop_found ("a", hub.folder);
  laptop_add_entries (laptop, N_RECORDS);
  laptop_sync_all (laptop, NULL);
  before = read_memory (&hub);
  request = write_request (laptop);
  crowd_wait (&crowd, &hub, n, request);
  waiting = read_memory (&hub);
  id = laptop_add_entry (laptop, "News", "Body");
  start = g_get_monotonic_time ();
  laptop_sync_all (laptop, NULL);
  heard = crowd_hear (&crowd, PATIENCE_US);
  print_row ("hub with 10,000 records", before, 0, "MB");
  print_row ("hub with the waiting laptops", waiting, 60, "MB");
  print_row ("each waiting laptop", (waiting - before) * 1024 / n, 0, "KiB");
  print_row ("all of them have heard after", (double)(g_get_monotonic_time () - start) / 1000, 0,
             "ms");
  if (heard < n)
    printf ("only %u of %u have heard\n", heard, n);
  crowd_leave (&crowd);
  hub_stop (&hub);
}

/* ── From one laptop to another ── */

static void
iterate_until (gboolean (*reached) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (!reached (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
is_idle (gpointer syncer)
{
  return pt_syncer_get_state (syncer) == PT_SYNC_STATE_IDLE
         && pt_syncer_get_last_contact (syncer) > 0;
}

typedef struct
{
  char *awaited; /* id */
  gint64 seen;   /* 0 = not yet */
} Eye;

/* What the window of the other laptop is told. */
static void
records_changed_cb (PtLogbook *logbook, const char *const *ids, Eye *eye)
{
  if (eye->awaited != NULL && eye->seen == 0
      && pt_store_has_record (pt_logbook_get_reader (logbook), eye->awaited))
    eye->seen = g_get_monotonic_time ();
}

static gboolean
has_seen (gpointer eye)
{
  return ((Eye *)eye)->seen != 0;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);

  g_assert_no_error (error);
}

static gboolean
paused_cb (gpointer paused)
{
  *(gboolean *)paused = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *)flag;
}

/* Returns: when. */
static gint64
begin_edit (PtLogbook *from, Eye *eye)
{
  PtEdit *edit = pt_edit_new (pt_world_system (), "entry", NULL);
  gint64 start = g_get_monotonic_time ();

  g_free (eye->awaited);
  eye->awaited = g_strdup (edit->id);
  eye->seen = 0;
  pt_edit_set_text (edit, "body", "From the kitchen");
  pt_logbook_save_async (from, edit, NULL, saved_cb, NULL);
  return start;
}

/* Milliseconds until the last of @n edits is seen, each made as soon as the one before was seen. */
static double
make_edits (PtLogbook *from, Eye *eye, guint n)
{
  gboolean paused = FALSE;
  gint64 start = 0;

  for (guint i = 0; i < n; i++)
    {
      start = begin_edit (from, eye);
      iterate_until (has_seen, eye);
    }
  g_timeout_add (PAUSE_US / 1000, paused_cb, &paused);
  iterate_until (is_true, &paused);
  return (double)(eye->seen - start) / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
measure_edits (PtLogbook *from, Eye *eye, guint n, const char *what)
{
  double took[EDITS];

  for (guint i = 0; i < EDITS; i++)
    took[i] = make_edits (from, eye, n);
  qsort (took, EDITS, sizeof took[0], compare);
  print_row (what, took[EDITS / 2], 100, "ms");
  print_row ("… the slowest of forty", took[EDITS - 1], 100, "ms");
}

static void
measure_live (void)
{
  HubFixture fixture = { 0 };
  g_autoptr (Laptop) a = NULL, b = NULL;
  g_autoptr (PtLogbook) at_a = NULL, at_b = NULL;
  g_autoptr (PtSyncer) from = NULL, to = NULL;
  Eye eye = { 0 };

  hub_fixture_set_up (&fixture, NULL);
  a = laptop_found ("a", fixture.folder);
  b = laptop_join ("b", fixture.folder, laptop_logbook (a), "member");
  at_a = pt_logbook_open (a->folder, pt_world_system (), NULL);
  at_b = pt_logbook_open (b->folder, pt_world_system (), NULL);
  from = pt_syncer_new (at_a);
  to = pt_syncer_new (at_b);
  g_signal_connect (at_b, "changed", G_CALLBACK (records_changed_cb), &eye);
  pt_syncer_start (from);
  pt_syncer_start (to);
  iterate_until (is_idle, from);
  iterate_until (is_idle, to);
  measure_edits (at_a, &eye, 1, "an edit is visible on the other laptop, median");
  measure_edits (at_a, &eye, 2, "a second edit right behind it, median");
  pt_syncer_stop (from);
  pt_syncer_stop (to);
  g_signal_handlers_disconnect_by_data (at_b, &eye);
  g_free (eye.awaited);
  hub_fixture_tear_down (&fixture, NULL);
}

/* The hub of this process would write a line for each request into the table. */
static void
ignore_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("PT_BENCH_WAITING");
  guint n = wanted != NULL ? (guint)g_ascii_strtoull (wanted, NULL, 10) : N_WAITING;

  test_home_init (&argc, &argv);
  laptops_use_own_clock ();
  g_log_set_default_handler (ignore_log, NULL);
  allow_connections ();
  printf ("%-58s %8s %8s\n", "", "measured", "at most");
  test_home_clean ();
  measure_live ();
  test_home_clean ();
  measure_waiting (MAX (n, 1));
  return test_home_end (EXIT_SUCCESS);
}
