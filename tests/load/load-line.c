/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See load-line.h. The hub's key is not looked at: what is measured is the hub. */
#include "load-line.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_BYTES (16 * 1024)

struct _Line
{
  int epoll, fd; /* fd -1 = not connected */
  guint16 port;
  gpointer data;
  gnutls_session_t session;
  gboolean is_secure; /* hands were shaken */
  GString *out;
  gsize sent;
  GByteArray *in;
  gsize head; /* bytes before the body; 0 = not all here */
  gsize length;
  guint status;
};

static gnutls_certificate_credentials_t
get_trust (void)
{
  static gnutls_certificate_credentials_t trust;

  if (trust == NULL)
    gnutls_certificate_allocate_credentials (&trust);
  return trust;
}

Line *
line_new (int epoll, guint16 port, gpointer data)
{
  Line *self = g_new0 (Line, 1);

  self->epoll = epoll;
  self->fd = -1;
  self->port = port;
  self->data = data;
  self->in = g_byte_array_new ();
  return self;
}

void
line_break (Line *self)
{
  if (self->fd < 0)
    return;
  gnutls_deinit (self->session);
  close (self->fd);
  self->fd = -1;
  self->is_secure = FALSE;
}

void
line_free (Line *self)
{
  line_break (self);
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  g_byte_array_unref (self->in);
  g_free (self);
}

static void
connect_to_hub (Line *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (self->port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = self->data };
  const int yes = 1;

  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  g_assert_cmpint (self->fd, >=, 0);
  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  gnutls_set_default_priority (self->session);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, get_trust ());
  gnutls_transport_set_int (self->session, self->fd);
  gnutls_handshake_set_timeout (self->session, GNUTLS_INDEFINITE_TIMEOUT);
  /* What goes wrong is seen at the first byte. */
  if (connect (self->fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS)
    g_debug ("connect: %s", g_strerror (errno));
  g_assert_cmpint (epoll_ctl (self->epoll, EPOLL_CTL_ADD, self->fd, &event), ==, 0);
}

void
line_ask (Line *self, GString *request)
{
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  self->out = request;
  self->sent = self->head = 0;
  g_byte_array_set_size (self->in, 0);
  if (self->fd < 0)
    connect_to_hub (self);
}

static gboolean
is_again (gssize rc)
{
  return rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED;
}

/* FALSE: broken. */
static gboolean
shake_hands (Line *self)
{
  int rc = self->is_secure ? 0 : gnutls_handshake (self->session);

  self->is_secure = rc == 0;
  return rc == 0 || !gnutls_error_is_fatal (rc);
}

static gboolean
send_some (Line *self)
{
  while (self->is_secure && self->sent < self->out->len)
    {
      gssize n = gnutls_record_send (self->session, self->out->str + self->sent,
                                     self->out->len - self->sent);

      if (n < 0)
        return is_again (n);
      self->sent += (gsize)n;
    }
  return TRUE;
}

/* The head of the answer, when it is here. */
static void
read_head (Line *self)
{
  const char *text = (const char *)self->in->data;
  const char *end = self->in->len > 0 ? g_strstr_len (text, self->in->len, "\r\n\r\n") : NULL;
  g_autofree char *head = NULL;
  const char *length;

  if (end == NULL)
    return;
  self->head = (gsize)(end - text) + 4;
  head = g_ascii_strdown (text, (gssize)self->head);
  self->status = (guint)g_ascii_strtoull (head + strlen ("http/1.1 "), NULL, 10);
  length = strstr (head, "\r\ncontent-length:");
  self->length = length != NULL
                     ? g_ascii_strtoull (length + strlen ("\r\ncontent-length:"), NULL, 10)
                     : 0;
}

/* A session ticket ends a reading, also where the answer stands behind it. */
static gboolean
has_more (Line *self)
{
  char byte;

  return recv (self->fd, &byte, sizeof byte, MSG_PEEK) > 0;
}

static gboolean
read_some (Line *self)
{
  guint8 bytes[READ_BYTES];
  gssize n;

  while (self->is_secure && (n = gnutls_record_recv (self->session, bytes, sizeof bytes)) != 0)
    {
      if (n < 0 && is_again (n) && !has_more (self))
        return TRUE;
      if (n < 0 && gnutls_error_is_fatal ((int)n))
        return FALSE;
      if (n > 0)
        g_byte_array_append (self->in, bytes, (guint)n);
    }
  return !self->is_secure;
}

LineState
line_move (Line *self)
{
  gboolean good;

  if (self->fd < 0)
    return LINE_BROKEN;
  good = shake_hands (self) && (self->out == NULL || send_some (self)) && read_some (self);
  if (self->head == 0)
    read_head (self);
  /* An answer that is whole counts, also when the hub closes behind it. */
  if (!good)
    line_break (self);
  if (self->head > 0 && self->in->len >= self->head + self->length)
    return LINE_ANSWERED;
  return good ? LINE_BUSY : LINE_BROKEN;
}

guint
line_get_status (Line *self)
{
  return self->status;
}

const char *
line_get_body (Line *self, gsize *size)
{
  *size = self->length;
  return (const char *)self->in->data + self->head;
}
