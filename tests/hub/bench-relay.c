/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-relay.h. One thread per direction of a connection; speed is not its matter. */
#include "bench-relay.h"

#include <gio/gio.h>

#define STEP_BYTES (64 * 1024)

struct _Relay
{
  GSocketService *service;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *url;
  GSocketConnectable *hub;
  gint bytes_kib;        /* atomic, whole KiB */
  gint rest;             /* atomic, bytes beyond */
  GPtrArray *directions; /* GThread; only the thread that serves adds to it */
};

typedef struct
{
  Relay *relay;
  GIOStream *from, *to;
} Direction;

static void
count (Relay *self, gssize n)
{
  g_atomic_int_add (&self->bytes_kib, (gint)(n / 1024));
  g_atomic_int_add (&self->rest, (gint)(n % 1024));
}

static gpointer
pass_on (gpointer data)
{
  Direction *self = data;
  GInputStream *in = g_io_stream_get_input_stream (self->from);
  GOutputStream *out = g_io_stream_get_output_stream (self->to);
  g_autofree char *step = g_malloc (STEP_BYTES);
  gssize n;

  while ((n = g_input_stream_read (in, step, STEP_BYTES, NULL, NULL)) > 0
         && g_output_stream_write_all (out, step, (gsize)n, NULL, NULL, NULL))
    count (self->relay, n);
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->to)), FALSE, TRUE,
                     NULL);
  g_object_unref (self->from);
  g_object_unref (self->to);
  g_free (self);
  return NULL;
}

static void
start_direction (Relay *relay, GIOStream *from, GIOStream *to)
{
  Direction *self = g_new0 (Direction, 1);

  self->relay = relay;
  self->from = g_object_ref (from);
  self->to = g_object_ref (to);
  g_ptr_array_add (relay->directions, g_thread_new ("relay", pass_on, self));
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *laptop, GObject *source, gpointer data)
{
  Relay *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) hub = g_socket_client_connect (client, self->hub, NULL, NULL);

  g_assert_nonnull (hub);
  start_direction (self, G_IO_STREAM (laptop), G_IO_STREAM (hub));
  start_direction (self, G_IO_STREAM (hub), G_IO_STREAM (laptop));
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  Relay *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

Relay *
relay_new (const char *hub_url)
{
  Relay *self = g_new0 (Relay, 1);
  g_autoptr (GError) error = NULL;
  guint16 port;

  self->directions = g_ptr_array_new ();
  self->hub = g_network_address_parse_uri (hub_url, 443, &error);
  g_assert_no_error (error);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);
  self->url = g_strdup_printf ("https://127.0.0.1:%u", port);
  self->thread = g_thread_new ("relay", serve, self);
  return self;
}

const char *
relay_get_url (Relay *self)
{
  return self->url;
}

guint64
relay_get_bytes (Relay *self)
{
  return (guint64)g_atomic_int_get (&self->bytes_kib) * 1024
         + (guint64)g_atomic_int_get (&self->rest);
}

void
relay_free (Relay *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->directions->len; i++)
    g_thread_join (g_ptr_array_index (self->directions, i));
  g_ptr_array_unref (self->directions);
  g_object_unref (self->service);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->hub);
  g_free (self->url);
  g_free (self);
}
