/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: laptops that wait together come back one after the other, and none later than proxies allow; news wakes those
 * of its logbook, also news of the moment before a laptop is on the list. */
#include "pt-waiters.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#define SECONDS 25
#define LAPTOPS 2000
#define PARTS 50 /* of 100 ms */

static void
test_range (void)
{
  g_test_summary ("25 to 30 seconds, longer with each draw; a poll of tests has its jitter too.");
  g_assert_cmpint (pt_waiters_span (SECONDS, 0), ==, 25 * G_USEC_PER_SEC);
  g_assert_cmpint (pt_waiters_span (SECONDS, G_MAXUINT16), ==, 30 * G_USEC_PER_SEC);
  for (guint draw = 1; draw <= G_MAXUINT16; draw++)
    g_assert_cmpint (pt_waiters_span (SECONDS, (guint16)draw), >,
                     pt_waiters_span (SECONDS, (guint16)(draw - 1)));
  g_assert_cmpint (pt_waiters_span (1, G_MAXUINT16), ==, G_USEC_PER_SEC * 6 / 5);
}

static void
test_spread (void)
{
  guint parts[PARTS + 1] = { 0 };

  g_test_summary (
      "Of 2,000 that began at once, no tenth of a second sees more than twice its share.");
  for (guint i = 0; i < LAPTOPS; i++)
    {
      guint16 draw = (guint16)g_test_rand_int ();

      parts[(pt_waiters_span (SECONDS, draw) - 25 * G_USEC_PER_SEC) / (G_USEC_PER_SEC / 10)]++;
    }
  for (guint i = 0; i < PARTS; i++)
    g_assert_cmpuint (parts[i], <=, 2 * LAPTOPS / PARTS);
}

#define ASKED "GET / HTTP/1.1\r\nHost: hub\r\n\r\n"
#define ANSWER "HTTP/1.1 204"
#define SPAN (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* Something to wait on: a daemon whose handler holds each connection once. */
typedef struct
{
  PtWaiters *waiters;
  struct MHD_Daemon *daemon;
  const char *news; /* of this logbook, between looking and waiting */
  guint n_held;     /* right after the connection was held */
  gint n_asked;     /* the handler comes back when it is woken */
} Place;

static enum MHD_Result
handle_cb (void *data, struct MHD_Connection *connection, const char *url, const char *method,
           const char *version, const char *body, size_t *size, void **mark)
{
  Place *self = data;
  struct MHD_Response *response;
  enum MHD_Result sent;

  if (*mark == NULL)
    {
      guint64 generation = pt_waiters_generation (self->waiters);

      *mark = self;
      if (self->news != NULL)
        pt_waiters_wake (self->waiters, self->news);
      pt_waiters_hold (self->waiters, connection, "keukentafel", SPAN, generation);
      self->n_held = pt_waiters_count (self->waiters);
      g_atomic_int_inc (&self->n_asked);
      return MHD_YES;
    }
  response = MHD_create_response_from_buffer (0, "", MHD_RESPMEM_PERSISTENT);
  sent = MHD_queue_response (connection, MHD_HTTP_NO_CONTENT, response);
  MHD_destroy_response (response);
  return sent;
}

static void
place_init (Place *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->waiters = pt_waiters_new ();
  self->daemon = MHD_start_daemon (
      MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
      handle_cb, self, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_END);
  g_assert_nonnull (self->daemon);
}

static void
place_clear (Place *self)
{
  pt_waiters_stop (self->waiters);
  MHD_stop_daemon (self->daemon);
  pt_waiters_free (self->waiters);
}

static GSocketConnection *
ask (Place *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *line = g_socket_client_connect_to_host (
      client, "127.0.0.1", MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port,
      NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line)),
                                            ASKED, strlen (ASKED), NULL, NULL, NULL));
  return line;
}

static void
assert_answered (GSocketConnection *line)
{
  char answer[sizeof ANSWER] = { 0 };

  g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (line)), answer,
                                          sizeof answer - 1, NULL, NULL, NULL));
  g_assert_cmpstr (answer, ==, ANSWER);
}

static void
test_gap (void)
{
  Place place = { .news = "keukentafel" };
  g_autoptr (GSocketConnection) line = NULL;

  g_test_summary ("News between looking and waiting: it does not wait an hour for the next.");
  place_init (&place);
  line = ask (&place);
  assert_answered (line);
  g_assert_cmpuint (place.n_held, ==, 0);
  place_clear (&place);
}

static void
test_news (void)
{
  Place place = { 0 };
  g_autoptr (GSocketConnection) line = NULL;

  g_test_summary ("It waits for news of its own logbook.");
  place_init (&place);
  line = ask (&place);
  while (g_atomic_int_get (&place.n_asked) == 0)
    g_usleep (1000);
  g_assert_cmpuint (place.n_held, ==, 1);
  pt_waiters_wake (place.waiters, "buurthuis");
  g_assert_cmpuint (pt_waiters_count (place.waiters), ==, 1);
  pt_waiters_wake (place.waiters, "keukentafel");
  g_assert_cmpuint (pt_waiters_count (place.waiters), ==, 0);
  assert_answered (line);
  place_clear (&place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/waiters/range", test_range);
  g_test_add_func ("/hub/waiters/spread", test_spread);
  g_test_add_func ("/hub/waiters/gap", test_gap);
  g_test_add_func ("/hub/waiters/news", test_news);
  return g_test_run ();
}
