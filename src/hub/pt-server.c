/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libmicrohttpd: epoll, a small pool of threads, TLS of its own, little memory per connection.
 * Every thread has its own journal. Nothing here knows what a request means. */
#include "pt-server.h"

#include "pt-erase.h"
#include "pt-exchange.h"
#include "pt-gzip.h"
#include "pt-news.h"
#include "pt-replicas.h"
#include "pt-waiters.h"
#include "pt-wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONNECTION_MEMORY_BYTES ((size_t)6 * 1024) /* kept by each laptop that waits */
#define MAX_CONNECTIONS 16000u
#define IDLE_TIMEOUT_S 60u
#define MAX_THREADS 8u
#define WAIT_S 25u
#define GZIP_FROM_BYTES 1024
#define STOP_PATIENCE_S 5
#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct _PtServer
{
  PtHub *hub;
  struct MHD_Daemon *daemon;
  PtWaiters *waiters;
  PtNews *news; /* NULL = there is one process only */
  guint wait_seconds;
  gboolean plain;          /* without TLS: a proxy on this machine has it */
  char *key, *certificate; /* NULL when plain */
  char *url;
  GMutex lock;
  GCond done;
  guint running; /* requests that have not got all of their answer */
};

/* The journal of the running thread, closed when the thread ends. */
typedef struct
{
  PtHub *hub;
  PtJournal *journal;
} Own;

static void
own_free (gpointer data)
{
  Own *own = data;

  pt_journal_free (own->journal);
  g_free (own);
}

static GPrivate own_key = G_PRIVATE_INIT (own_free);

static PtJournal *
get_journal (PtServer *self)
{
  Own *own = g_private_get (&own_key);
  g_autoptr (GError) error = NULL;

  if (own != NULL && own->hub == self->hub)
    return own->journal;
  own = g_new0 (Own, 1);
  own->hub = self->hub;
  own->journal = pt_hub_folder_open_journal (self->hub->folder, &error);
  if (own->journal == NULL)
    {
      g_warning ("the journal cannot be opened: %s", error->message);
      g_free (own);
      return NULL;
    }
  g_private_replace (&own_key, own);
  return own->journal;
}

static struct MHD_Response *
make_from_file (const PtHubResponse *response)
{
  int fd = open (response->file, O_RDONLY | O_CLOEXEC);
  struct stat info;

  if (fd < 0)
    return NULL;
  if (response->to > 0)
    return MHD_create_response_from_fd_at_offset64 ((uint64_t)(response->to - response->from), fd,
                                                    (uint64_t)response->from);
  if (fstat (fd, &info) == 0)
    return MHD_create_response_from_fd64 ((uint64_t)info.st_size, fd);
  close (fd);
  return NULL;
}

static struct MHD_Response *
make_from_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return MHD_create_response_from_buffer_with_free_callback_cls (
      size, (void *)data, (MHD_ContentReaderFreeCallback)g_bytes_unref, g_bytes_ref (bytes));
}

static struct MHD_Response *
make_body (struct MHD_Connection *connection, const PtHubResponse *response)
{
  g_autoptr (GBytes) small = NULL;
  struct MHD_Response *made;

  if (response->file != NULL)
    return make_from_file (response);
  if (g_bytes_get_size (response->body) >= GZIP_FROM_BYTES && pt_exchange_accepts_gzip (connection))
    small = pt_gzip_deflate (response->body);
  made = make_from_bytes (small != NULL ? small : response->body);
  if (made != NULL && small != NULL)
    MHD_add_response_header (made, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
  return made;
}

static void
add_number (struct MHD_Response *made, const char *name, int64_t value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  MHD_add_response_header (made, name, text);
}

/* RFC 9110 §14.4 */
static void
add_range (struct MHD_Response *made, const PtHubResponse *response)
{
  g_autofree char *text = NULL;

  if (response->total < 0)
    return;
  text = response->to > 0
             ? g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                                response->from, response->to - 1, response->total)
             : g_strdup_printf ("bytes */%" G_GINT64_FORMAT, response->total);
  MHD_add_response_header (made, MHD_HTTP_HEADER_CONTENT_RANGE, text);
}

static enum MHD_Result
reply (PtServer *self, struct MHD_Connection *connection, const PtHubResponse *response)
{
  struct MHD_Response *made = make_body (connection, response);
  enum MHD_Result result;

  if (made == NULL)
    return MHD_NO;
  MHD_add_response_header (made, MHD_HTTP_HEADER_CONTENT_TYPE, response->type);
  MHD_add_response_header (made, PT_WIRE_HEADER_HUB, self->hub->id);
  MHD_add_response_header (made, MHD_HTTP_HEADER_CACHE_CONTROL,
                           response->cacheable ? "public, max-age=31536000, immutable"
                                               : "no-store");
  for (guint i = 0; response->headers != NULL && i + 1 < response->headers->len; i += 2)
    MHD_add_response_header (made, g_ptr_array_index (response->headers, i),
                             g_ptr_array_index (response->headers, i + 1));
  if (response->allow != NULL)
    MHD_add_response_header (made, MHD_HTTP_HEADER_ALLOW, response->allow);
  if (response->retry_after > 0)
    add_number (made, MHD_HTTP_HEADER_RETRY_AFTER, response->retry_after);
  if (response->offset >= 0)
    add_number (made, PT_WIRE_HEADER_OFFSET, response->offset);
  if (response->newest >= 0)
    add_number (made, PT_WIRE_HEADER_NEWEST, response->newest);
  if (response->file != NULL)
    MHD_add_response_header (made, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
  add_range (made, response);
  result = MHD_queue_response (connection, response->status, made);
  MHD_destroy_response (made);
  return result;
}

static gint64
draw_wait (PtServer *self)
{
  guint16 draw;

  self->hub->world->fill (self->hub->world, &draw, sizeof draw);
  return pt_waiters_span (self->wait_seconds, draw); /* 25 to 30 s */
}

static enum MHD_Result
answer (PtServer *self, struct MHD_Connection *connection, PtExchange *exchange)
{
  guint64 generation = pt_waiters_generation (self->waiters);
  g_autoptr (PtHubResponse) response = pt_exchange_finish (exchange, self->hub, get_journal (self));

  if (!response->hold)
    {
      pt_exchange_log (exchange, self->hub, response);
      return reply (self, connection, response);
    }
  pt_exchange_hold (exchange);
  pt_waiters_hold (self->waiters, connection, pt_exchange_get_logbook (exchange), draw_wait (self),
                   generation);
  return MHD_YES;
}

static void
count_request (PtServer *self, int change)
{
  g_mutex_lock (&self->lock);
  self->running = (guint)((int)self->running + change);
  g_cond_signal (&self->done);
  g_mutex_unlock (&self->lock);
}

static enum MHD_Result
request_cb (void *data, struct MHD_Connection *connection, const char *path, const char *method,
            const char *version, const char *upload, size_t *upload_size, void **state)
{
  PtServer *self = data;
  PtExchangeStep step;

  if (*state == NULL)
    {
      count_request (self, 1);
      *state = pt_exchange_new (self->hub, get_journal (self), connection, method, path, &step);
      return step == PT_EXCHANGE_ANSWER ? answer (self, connection, *state) : MHD_YES;
    }
  if (*upload_size > 0)
    {
      gboolean go_on = pt_exchange_feed (*state, upload, *upload_size);

      *upload_size = 0;
      return go_on ? MHD_YES : MHD_NO;
    }
  return answer (self, connection, *state);
}

static void
completed_cb (void *data, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode code)
{
  PtServer *self = data;

  if (*state == NULL)
    return;
  pt_exchange_free (*state);
  *state = NULL;
  count_request (self, -1);
}

static void
news_cb (const char *logbook, gpointer data)
{
  PtServer *self = data;

  pt_waiters_wake (self->waiters, logbook);
  pt_replicas_tell (self->hub->replicas, logbook);
  if (self->news != NULL)
    pt_news_tell (self->news, logbook);
}

static void
heard_cb (const char *logbook, gpointer data)
{
  PtServer *self = data;

  pt_waiters_wake (self->waiters, logbook);
  pt_replicas_tell (self->hub->replicas, logbook);
}

/* Before the first request, so that no news of this process is left untold. */
static void
start_news (PtServer *self)
{
  g_autofree char *url = pt_hub_folder_database (self->hub->folder);

  if (url != NULL)
    self->news = pt_news_start (url, self->hub->world, heard_cb, self);
}

static gboolean
fail_listen (const char *listen, const char *reason, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               /* Translators: an address with a port, and a reason */
               _ ("The hub cannot listen at “%s”: %s"), listen, reason);
  return FALSE;
}

static gboolean
parse_listen (const char *text, struct sockaddr_storage *out, socklen_t *size, GError **error)
{
  g_autoptr (GSocketConnectable) place = g_network_address_parse (text, 0, NULL);
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GSocketAddress) whole = NULL;
  const char *host;

  if (place == NULL || strrchr (text, ':') == NULL)
    return fail_listen (text, _ ("it is not ADDRESS:PORT"), error);
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (place));
  address = g_inet_address_new_from_string (strcmp (host, "localhost") == 0 ? "127.0.0.1" : host);
  if (address == NULL)
    return fail_listen (text, _ ("it is not ADDRESS:PORT"), error);
  whole = g_inet_socket_address_new (address,
                                     g_network_address_get_port (G_NETWORK_ADDRESS (place)));
  *size = (socklen_t)g_socket_address_get_native_size (whole);
  return g_socket_address_to_native (whole, out, sizeof *out, error);
}

/* What comes from elsewhere must not come in the open. */
static gboolean
check_loopback (const struct sockaddr_storage *address, const char *listen, GError **error)
{
  g_autoptr (GSocketAddress)
      whole = g_socket_address_new_from_native ((gpointer)address, sizeof *address);

  return g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (whole)))
         || fail_listen (listen, _ ("behind a proxy it listens on this machine alone"), error);
}

static char *
format_url (const PtServer *self, const struct sockaddr_storage *address, guint port)
{
  const char *scheme = self->plain ? "http" : "https";
  g_autoptr (GSocketAddress)
      whole = g_socket_address_new_from_native ((gpointer)address, sizeof *address);
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (whole));
  g_autofree char *host = g_inet_address_get_is_any (inet) ? g_strdup (g_get_host_name ())
                                                           : g_inet_address_to_string (inet);

  return strchr (host, ':') != NULL ? g_strdup_printf ("%s://[%s]:%u", scheme, host, port)
                                    : g_strdup_printf ("%s://%s:%u", scheme, host, port);
}

static gboolean
load_key (PtServer *self, GError **error)
{
  g_autofree char *key = pt_hub_folder_private_key (self->hub->folder);
  g_autofree char *certificate = pt_hub_folder_certificate (self->hub->folder);

  return g_file_get_contents (key, &self->key, NULL, error)
         && g_file_get_contents (certificate, &self->certificate, NULL, error);
}

/* An address does not end where somebody put a NUL into it. */
static size_t
unescape_cb (void *data, struct MHD_Connection *connection, char *text)
{
  return strstr (text, "%00") != NULL ? strlen (text) : MHD_http_unescape (text);
}

static void
log_cb (void *data, const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);

  g_debug ("microhttpd: %s", g_strchomp (text));
}

static gboolean
start_daemon (PtServer *self, const char *listen, GError **error)
{
  struct sockaddr_storage address = { 0 };
  socklen_t size;
  guint flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_MEM_KEY, 0, self->key },
    { MHD_OPTION_HTTPS_MEM_CERT, 0, self->certificate },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)PRIORITIES },
    { MHD_OPTION_END, 0, NULL },
  };

  if (!parse_listen (listen, &address, &size, error)
      || (self->plain && !check_loopback (&address, listen, error)))
    return FALSE;
  if (!self->plain)
    flags |= MHD_USE_TLS;
  if (address.ss_family == AF_INET6)
    flags |= MHD_USE_IPv6;
  self->daemon = MHD_start_daemon (
      flags, 0, NULL, NULL, request_cb, self, MHD_OPTION_EXTERNAL_LOGGER, log_cb, NULL,
      MHD_OPTION_UNESCAPE_CALLBACK, unescape_cb, NULL, MHD_OPTION_SOCK_ADDR, &address,
      MHD_OPTION_ARRAY, self->plain ? &tls[G_N_ELEMENTS (tls) - 1] : tls,
      MHD_OPTION_THREAD_POOL_SIZE, CLAMP (g_get_num_processors (), 2, MAX_THREADS),
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY_BYTES, MHD_OPTION_CONNECTION_LIMIT,
      MAX_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, IDLE_TIMEOUT_S, MHD_OPTION_NOTIFY_COMPLETED,
      completed_cb, self, MHD_OPTION_END);
  if (self->daemon == NULL)
    return fail_listen (listen, errno != 0 ? g_strerror (errno) : _ ("it cannot be used"), error);
  self->url = format_url (self, &address,
                          MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
  return TRUE;
}

static gboolean
catch_up (PtHub *hub, GError **error)
{
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (hub->folder, error);

  return journal != NULL && pt_hub_folder_catch_up (hub, journal, error);
}

static gboolean
load_own_key (PtServer *self, GError **error)
{
  return self->plain || load_key (self, error);
}

/* The address of a proxy stands in the settings. */
static gboolean
record_address (PtServer *self, GError **error)
{
  return self->plain || pt_hub_folder_record_address (self->hub->folder, self->url, error);
}

static PtServer *
start (PtHub *hub, const char *listen, guint wait_seconds, gboolean plain, GError **error)
{
  g_autoptr (PtServer) self = g_new0 (PtServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  self->hub = hub;
  self->wait_seconds = wait_seconds;
  self->plain = plain;
  self->waiters = pt_waiters_new ();
  hub->behind_proxy = plain;
  hub->replicas = pt_replicas_start (hub);
  start_news (self);
  hub->news = news_cb;
  hub->news_data = self;
  if (!catch_up (hub, error) || !load_own_key (self, error) || !start_daemon (self, listen, error)
      || !record_address (self, error))
    return NULL;
  g_info ("start");
  return g_steal_pointer (&self);
}

PtServer *
pt_server_start (PtHub *hub, const char *listen, guint wait_seconds, GError **error)
{
  return start (hub, listen, wait_seconds > 0 ? wait_seconds : WAIT_S, FALSE, error);
}

PtServer *
pt_server_start_behind_proxy (PtHub *hub, const char *listen, GError **error)
{
  if (pt_hub_folder_has_public_url (hub->folder))
    return start (hub, listen, WAIT_S, TRUE, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("Say public_url in hub.conf: laptops reach this hub at the address of "
                          "its proxy."));
  return NULL;
}

/* Nobody new comes in; who is being served gets their answer. */
static void
finish_requests (PtServer *self)
{
  MHD_socket listening = MHD_quiesce_daemon (self->daemon);
  gint64 deadline = g_get_monotonic_time () + STOP_PATIENCE_S * G_USEC_PER_SEC;

  pt_waiters_stop (self->waiters);
  g_mutex_lock (&self->lock);
  while (self->running > 0 && g_cond_wait_until (&self->done, &self->lock, deadline))
    ;
  g_mutex_unlock (&self->lock);
  MHD_stop_daemon (self->daemon);
  if (listening != MHD_INVALID_SOCKET)
    close (listening);
}

void
pt_server_stop (PtServer *self)
{
  if (self == NULL)
    return;
  if (self->daemon != NULL)
    finish_requests (self);
  self->hub->news = NULL;
  pt_news_stop (self->news);
  g_clear_pointer (&self->hub->replicas, pt_replicas_stop);
  g_info ("stop");
  pt_waiters_free (self->waiters);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  g_free (self->key);
  g_free (self->certificate);
  g_free (self->url);
  g_free (self);
}

const char *
pt_server_get_url (PtServer *self)
{
  return self->url;
}

guint
pt_server_count_waiting (PtServer *self)
{
  return pt_waiters_count (self->waiters);
}
