/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests over HTTPS with libcurl: one kept-alive connection, TLS 1.2 or later, gzip both ways,
 * no redirects. With a pin only the hub's key counts, since an invite is handed from person to
 * person; without one the system's certificate authorities do. */
#include "pt-curl.h"
#include "pt-gzip.h"
#include "pt-transport.h"
#include "pt-wire.h"

#include <string.h>

#define CONNECT_TIMEOUT_S 15L
#define SILENCE_TIMEOUT_S 60L /* longer than the hub's long poll of 25 to 30 s */
#define GZIP_FROM_BYTES 1024
#define POLL_MS 1000
#define START_STEPS 64 /* of a request that is started, before the caller goes on */
#define START_POLL_MS 5
#define BUFFER_BYTES (128L * 1024)
#define MAX_RETRY_AFTER_S (24 * 3600)

#define PT_TYPE_CURL_TRANSPORT (pt_curl_transport_get_type ())
G_DECLARE_FINAL_TYPE (PtCurlTransport, pt_curl_transport, PT, CURL_TRANSPORT, GObject)

typedef struct
{
  struct curl_slist *headers;
  GBytes *body; /* as sent */
  GByteArray *received;
  size_t max;
  PtResponse *response;
  GByteArray *broken; /* of the request; or NULL */
} Exchange;

struct _PtCurlTransport
{
  GObject parent;
  char *url; /* without a slash at the end */
  char *pin;
  CURL *easy;
  CURLM *multi;      /* keeps the connection; can be woken from another thread */
  Exchange exchange; /* the one that was started */
};

/* NULL = there is none. */
static const PtCurl *curl;

static const struct
{
  CURLcode code;
  PtSyncError error;
} curl_errors[] = {
  { CURLE_COULDNT_RESOLVE_HOST, PT_SYNC_ERROR_OFFLINE },
  { CURLE_COULDNT_RESOLVE_PROXY, PT_SYNC_ERROR_OFFLINE },
  { CURLE_INTERFACE_FAILED, PT_SYNC_ERROR_OFFLINE },
  { CURLE_SSL_CONNECT_ERROR, PT_SYNC_ERROR_HUB_SILENT }, /* broken off; distrust is said below */
  { CURLE_PEER_FAILED_VERIFICATION, PT_SYNC_ERROR_TLS },
  { CURLE_SSL_PINNEDPUBKEYNOTMATCH, PT_SYNC_ERROR_TLS },
  { CURLE_SSL_CACERT_BADFILE, PT_SYNC_ERROR_TLS },
  { CURLE_SSL_ISSUER_ERROR, PT_SYNC_ERROR_TLS },
  { CURLE_SSL_INVALIDCERTSTATUS, PT_SYNC_ERROR_TLS },
  { CURLE_WRITE_ERROR, PT_SYNC_ERROR_PROTOCOL }, /* larger than max */
  { CURLE_BAD_CONTENT_ENCODING, PT_SYNC_ERROR_PROTOCOL },
  { CURLE_WEIRD_SERVER_REPLY, PT_SYNC_ERROR_CAPTIVE },
  { CURLE_UNSUPPORTED_PROTOCOL, PT_SYNC_ERROR_CAPTIVE },
};

static void pt_curl_transport_iface_init (PtTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PtCurlTransport, pt_curl_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PT_TYPE_TRANSPORT,
                                                      pt_curl_transport_iface_init))

static void
exchange_clear (Exchange *self)
{
  g_clear_pointer (&self->headers, curl->slist_free_all);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_pointer (&self->response, pt_response_free);
  g_clear_pointer (&self->broken, g_byte_array_unref);
}

static size_t
body_cb (char *data, size_t size, size_t n, void *user_data)
{
  Exchange *self = user_data;

  if (size * n > self->max - self->received->len)
    return 0;
  g_byte_array_append (self->received, (const guint8 *)data, (guint)(size * n));
  return size * n;
}

static const char *
header_value (const char *line, const char *name)
{
  size_t length = strlen (name);

  if (g_ascii_strncasecmp (line, name, length) != 0 || line[length] != ':')
    return NULL;
  return line + length + 1;
}

/* RFC 9110 §14.4: `bytes 0-9/100` */
static int64_t
read_total (const char *value)
{
  const char *slash = strchr (value, '/');
  char *end = NULL;
  int64_t total = slash != NULL ? g_ascii_strtoll (slash + 1, &end, 10) : -1;

  return end != NULL && end > slash + 1 ? total : -1;
}

static size_t
header_cb (char *data, size_t size, size_t n, void *user_data)
{
  PtResponse *response = ((Exchange *)user_data)->response;
  g_autofree char *line = g_strndup (data, size * n);
  const char *value;

  if ((value = header_value (line, "Content-Type")) != NULL)
    {
      g_free (response->content_type);
      response->content_type = g_strstrip (g_strdup (value));
    }
  else if ((value = header_value (line, PT_WIRE_HEADER_HUB)) != NULL)
    {
      g_free (response->hub_id);
      response->hub_id = g_strstrip (g_strdup (value));
    }
  else if ((value = header_value (line, PT_WIRE_HEADER_OFFSET)) != NULL)
    response->offset = g_ascii_strtoll (value, NULL, 10);
  else if ((value = header_value (line, PT_WIRE_HEADER_NEWEST)) != NULL)
    response->newest = g_ascii_strtoll (value, NULL, 10);
  else if ((value = header_value (line, "Content-Range")) != NULL)
    response->total = read_total (value);
  return size * n;
}

static void
add_header (Exchange *self, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", name, value);

  self->headers = curl->slist_append (self->headers, line);
}

static void
fill_headers (Exchange *self, const PtRequest *request)
{
  add_header (self, "Accept", PT_WIRE_TYPE);
  self->headers = curl->slist_append (self->headers, "Expect:");
  if (request->body != NULL)
    add_header (self, "Content-Type",
                request->content_type != NULL ? request->content_type : "application/json");
  if (request->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", request->token, NULL);

      add_header (self, "Authorization", bearer);
    }
}

static GBytes *
pack (GBytes *body)
{
  return g_bytes_get_size (body) >= GZIP_FROM_BYTES ? pt_gzip_deflate (body) : NULL;
}

static void
fill_body (Exchange *self, const PtRequest *request)
{
  if (request->body == NULL)
    return;
  if (request->packed != NULL)
    self->body = g_bytes_ref (request->packed);
  else if (request->content_type == NULL)
    self->body = pack (request->body);
  if (self->body != NULL)
    add_header (self, "Content-Encoding", "gzip");
  else
    self->body = g_bytes_ref (request->body);
}

static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  if (strcmp (g_uri_get_host (uri), "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
set_trust (PtCurlTransport *self)
{
  CURL *easy = self->easy;

  const char *authorities = g_getenv ("SSL_CERT_FILE"); /* as OpenSSL's and curl's own programs */

  curl->easy_setopt (easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (self->pin == NULL && authorities != NULL)
    curl->easy_setopt (easy, CURLOPT_CAINFO, authorities);
  if (self->pin == NULL)
    return;
  curl->easy_setopt (easy, CURLOPT_PINNEDPUBLICKEY, self->pin);
  curl->easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl->easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
}

static void
set_manners (PtCurlTransport *self)
{
  CURL *easy = self->easy;

  curl->easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "https");
  curl->easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl->easy_setopt (easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl->easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl->easy_setopt (easy, CURLOPT_USERAGENT, "proeftuin/" PT_VERSION);
  curl->easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl->easy_setopt (easy, CURLOPT_TCP_NODELAY, 1L);
  curl->easy_setopt (easy, CURLOPT_BUFFERSIZE, BUFFER_BYTES);
  curl->easy_setopt (easy, CURLOPT_UPLOAD_BUFFERSIZE, BUFFER_BYTES);
  curl->easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S);
  curl->easy_setopt (easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl->easy_setopt (easy, CURLOPT_LOW_SPEED_TIME, SILENCE_TIMEOUT_S);
  if (is_loopback (self->url))
    curl->easy_setopt (easy, CURLOPT_NOPROXY, "*");
}

static void
set_request (PtCurlTransport *self, const PtRequest *request, Exchange *exchange)
{
  CURL *easy = self->easy;
  g_autofree char *url = g_strconcat (self->url, request->path, NULL);

  curl->easy_setopt (easy, CURLOPT_URL, url);
  curl->easy_setopt (easy, CURLOPT_HTTPHEADER, exchange->headers);
  curl->easy_setopt (easy, CURLOPT_WRITEFUNCTION, body_cb);
  curl->easy_setopt (easy, CURLOPT_WRITEDATA, exchange);
  curl->easy_setopt (easy, CURLOPT_HEADERFUNCTION, header_cb);
  curl->easy_setopt (easy, CURLOPT_HEADERDATA, exchange);
  if (strcmp (request->method, "HEAD") == 0)
    curl->easy_setopt (easy, CURLOPT_NOBODY, 1L);
  else if (exchange->body != NULL || strcmp (request->method, "POST") == 0)
    {
      gsize size = 0;
      const char *data = exchange->body != NULL ? g_bytes_get_data (exchange->body, &size) : "";

      curl->easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
      curl->easy_setopt (easy, CURLOPT_POSTFIELDS, data);
      curl->easy_setopt (easy, CURLOPT_CUSTOMREQUEST, request->method);
    }
}

static void
set_range (PtCurlTransport *self, const PtRequest *request)
{
  g_autofree char *range = NULL;

  if (request->to == 0)
    return;
  range = g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, request->from,
                           request->to - 1);
  curl->easy_setopt (self->easy, CURLOPT_RANGE, range);
  curl->easy_setopt (self->easy, CURLOPT_ACCEPT_ENCODING, NULL);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer multi)
{
  curl->multi_wakeup (multi);
}

/* Moves what can be moved now; FALSE when the exchange is over. */
static gboolean
move (PtCurlTransport *self)
{
  int running = 0;

  return curl->multi_perform (self->multi, &running) == CURLM_OK && running > 0;
}

/* All that was asked is on its way, or the network takes no more for now. */
static void
push_out (PtCurlTransport *self)
{
  curl_off_t sent = 0, size = self->exchange.body != NULL
                                  ? (curl_off_t)g_bytes_get_size (self->exchange.body)
                                  : 0;
  long asked = 0;

  for (guint i = 0; i < START_STEPS && move (self); i++)
    {
      curl->easy_getinfo (self->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
      curl->easy_getinfo (self->easy, CURLINFO_REQUEST_SIZE, &asked);
      if (asked > 0 && sent >= size)
        return;
      curl->multi_poll (self->multi, NULL, 0, START_POLL_MS, NULL);
    }
}

/* CURLE_ABORTED_BY_CALLBACK when cancelled. */
static CURLcode
wait_for_end (PtCurlTransport *self, GCancellable *cancellable)
{
  CURLcode result = CURLE_FAILED_INIT;
  CURLMsg *message;
  int left;
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->multi, NULL);
  while (!g_cancellable_is_cancelled (cancellable) && move (self))
    curl->multi_poll (self->multi, NULL, 0, POLL_MS, NULL);
  if (g_cancellable_is_cancelled (cancellable))
    result = CURLE_ABORTED_BY_CALLBACK;
  while ((message = curl->multi_info_read (self->multi, &left)) != NULL)
    if (message->msg == CURLMSG_DONE)
      result = message->data.result;
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  curl->multi_remove_handle (self->multi, self->easy);
  return result;
}

static GError *
error_from_curl (CURLcode code)
{
  g_debug ("curl: %s", curl->easy_strerror (code));
  for (guint i = 0; i < G_N_ELEMENTS (curl_errors); i++)
    if (curl_errors[i].code == code)
      return pt_sync_error_new (curl_errors[i].error);
  return pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT);
}

static void
prepare (PtCurlTransport *self, const PtRequest *request, Exchange *exchange)
{
  exchange->max = request->max_response > 0 ? request->max_response : PT_WIRE_MAX_ANSWER;
  exchange->received = g_byte_array_new ();
  exchange->response = pt_response_new (0, NULL, NULL);
  exchange->broken = request->broken != NULL ? g_byte_array_ref (request->broken) : NULL;
  fill_headers (exchange, request);
  fill_body (exchange, request);
  curl->easy_reset (self->easy);
  set_manners (self);
  set_trust (self);
  set_request (self, request, exchange);
  set_range (self, request);
}

/* Bytes of a file are what they are, also when no more of them came. */
static void
keep_broken (const Exchange *exchange, const PtResponse *response, const GByteArray *received,
             long status)
{
  if (exchange->broken != NULL && status == 206 && pt_response_is_from_hub (response))
    g_byte_array_append (exchange->broken, received->data, received->len);
}

/* Seconds, or a date that a proxy wrote. */
static int
retry_after (PtCurlTransport *self)
{
  curl_off_t seconds = 0;

  curl->easy_getinfo (self->easy, CURLINFO_RETRY_AFTER, &seconds);
  return (int)CLAMP (seconds, 0, MAX_RETRY_AFTER_S);
}

static void
pt_curl_transport_start (PtTransport *transport, const PtRequest *request)
{
  PtCurlTransport *self = PT_CURL_TRANSPORT (transport);

  if (curl == NULL)
    return;
  prepare (self, request, &self->exchange);
  curl->multi_add_handle (self->multi, self->easy); /* what fails here is seen at the end */
  push_out (self);
}

static PtResponse *
end_exchange (PtCurlTransport *self, GCancellable *cancellable, GError **error)
{
  Exchange *exchange = &self->exchange;
  CURLcode code = wait_for_end (self, cancellable);
  g_autoptr (PtResponse) response = g_steal_pointer (&exchange->response);
  g_autoptr (GByteArray) received = g_steal_pointer (&exchange->received);
  long status = 0;

  curl->easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK)
    keep_broken (exchange, response, received, status);
  exchange_clear (exchange);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (code != CURLE_OK)
    {
      g_propagate_error (error, error_from_curl (code));
      return NULL;
    }
  response->status = (guint)status;
  response->retry_after = retry_after (self);
  g_bytes_unref (response->body);
  response->body = g_byte_array_free_to_bytes (g_steal_pointer (&received));
  return g_steal_pointer (&response);
}

static PtResponse *
pt_curl_transport_finish (PtTransport *transport, GCancellable *cancellable, GError **error)
{
  if (curl != NULL)
    return end_exchange (PT_CURL_TRANSPORT (transport), cancellable, error);
  pt_late_set_missing (error, PT_CURL_LIBRARY);
  return NULL;
}

static PtResponse *
pt_curl_transport_send (PtTransport *transport, const PtRequest *request, GCancellable *cancellable,
                        GError **error)
{
  pt_curl_transport_start (transport, request);
  return pt_curl_transport_finish (transport, cancellable, error);
}

static GBytes *
pt_curl_transport_pack (PtTransport *transport, GBytes *body)
{
  return pack (body);
}

static void
pt_curl_transport_finalize (GObject *object)
{
  PtCurlTransport *self = PT_CURL_TRANSPORT (object);

  exchange_clear (&self->exchange);
  if (self->easy != NULL)
    curl->easy_cleanup (self->easy);
  if (self->multi != NULL)
    curl->multi_cleanup (self->multi);
  g_free (self->url);
  g_free (self->pin);
  G_OBJECT_CLASS (pt_curl_transport_parent_class)->finalize (object);
}

static void
pt_curl_transport_iface_init (PtTransportInterface *iface)
{
  iface->send = pt_curl_transport_send;
  iface->start = pt_curl_transport_start;
  iface->finish = pt_curl_transport_finish;
  iface->pack = pt_curl_transport_pack;
}

static void
pt_curl_transport_class_init (PtCurlTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_curl_transport_finalize;
  curl = pt_curl_get ();
}

static void
pt_curl_transport_init (PtCurlTransport *self)
{
  if (curl == NULL)
    return;
  self->easy = curl->easy_init ();
  self->multi = curl->multi_init ();
}

PtTransport *
pt_curl_transport_new (const char *url, const char *pin)
{
  PtCurlTransport *self = g_object_new (PT_TYPE_CURL_TRANSPORT, NULL);
  size_t length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  self->url = g_strndup (url, length);
  self->pin = g_strdup (pin);
  return PT_TRANSPORT (self);
}
