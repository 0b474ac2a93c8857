/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes on a connection to a request for a handler. Bodies are inflated as they come and never
 * grow beyond what their route takes. What is refused by its headers is still read for a while and
 * dropped, so that a client that does not listen while it sends gets its answer instead of a broken
 * connection; but of a stranger no more than a laptop would send, and nothing of who asks first. */
#include "pt-exchange.h"

#include "pt-gzip.h"
#include "pt-metrics.h"
#include "pt-web-page.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define DRAIN_BYTES (2 * 1024 * 1024)         /* of a stranger: a batch, or a chunk of a file */
#define DRAIN_PAGE_BYTES (64 * 1024 * 1024)   /* a note with photos, whose session ended */
#define DRAIN_KNOWN_BYTES (256 * 1024 * 1024) /* of a laptop that the hub knows */

struct _PtExchange
{
  const PtRoute *route; /* NULL = none */
  PtHubRequest *request;
  PtHubResponse *refusal; /* known before the end */
  gboolean for_browser;   /* a refusal is a page */
  GByteArray *body;
  PtGunzip *gunzip; /* NULL = the body is plain */
  size_t taken;     /* bytes from the network */
  gint64 started;
};

static const char *
header (struct MHD_Connection *connection, const char *name)
{
  return MHD_lookup_connection_value (connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result
query_cb (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  GHashTable *query = data;

  if (value != NULL && g_utf8_validate (value, -1, NULL))
    g_hash_table_insert (query, g_strdup (name), g_strdup (value));
  return MHD_YES;
}

/* What pages look at. Laptops have no use for it, and thousands of them wait here. */
static void
keep_headers (PtHubRequest *request, struct MHD_Connection *connection)
{
  static const char *const names[] = { "accept-language", "content-type",   "cookie",    "host",
                                       "origin",          "sec-fetch-site", "user-agent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = header (connection, names[i]);

      if (value != NULL && g_utf8_validate (value, -1, NULL))
        pt_hub_request_keep_header (request, names[i], value);
    }
}

/* A person looks at the answer. RFC 9110 §12.5.1; laptops and scripts of pages ask for no HTML. */
static gboolean
comes_from_browser (struct MHD_Connection *connection, const char *path)
{
  const char *accept = header (connection, MHD_HTTP_HEADER_ACCEPT);

  return accept != NULL && strstr (accept, "text/html") != NULL && !g_str_has_prefix (path, "/v1/");
}

/* Who is at the other end; behind a proxy what it adds last, since whoever asks may write the rest. */
static char *
find_address (PtHub *hub, struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (
      connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const char *said = hub->behind_proxy ? header (connection, "X-Forwarded-For") : NULL;
  const char *last = said != NULL && strrchr (said, ',') != NULL ? strrchr (said, ',') + 1 : said;
  char text[INET6_ADDRSTRLEN] = "";

  if (last != NULL)
    return g_strstrip (g_strdup (last));
  if (info == NULL || info->client_addr == NULL)
    return NULL;
  if (info->client_addr->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *)info->client_addr)->sin_addr, text,
               sizeof text);
  else if (info->client_addr->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *)info->client_addr)->sin6_addr, text,
               sizeof text);
  return g_strdup (text);
}

static int64_t
content_length (struct MHD_Connection *connection)
{
  const char *text = header (connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
  gint64 length;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &length, NULL))
    return 0;
  return length;
}

static enum MHD_Result
length_cb (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  guint *n = data;

  *n += g_ascii_strcasecmp (name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
  return MHD_YES;
}

/* RFC 9112 §6.3: who says two lengths wants a proxy to read another one than we do. Nothing that comes
 * behind it on this line is a request that somebody let through. */
static PtHubResponse *
check_length (struct MHD_Connection *connection)
{
  PtHubResponse *refusal;
  guint n = 0;

  MHD_get_connection_values (connection, MHD_HEADER_KIND, length_cb, &n);
  if (n <= 1)
    return NULL;
  refusal = pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "a request has one length");
  pt_hub_response_add_header (refusal, MHD_HTTP_HEADER_CONNECTION, "close");
  return refusal;
}

/* The size of a compressed body says nothing yet about what it becomes. */
static PtHubResponse *
check_headers (PtExchange *self, struct MHD_Connection *connection)
{
  const char *encoding = header (connection, MHD_HTTP_HEADER_CONTENT_ENCODING);

  if (content_length (connection) > (int64_t)self->route->max_body)
    return pt_problem (PT_PROBLEM_TOO_LARGE);
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return NULL;
  if (g_ascii_strcasecmp (encoding, "gzip") != 0)
    return pt_problem_detail (PT_PROBLEM_BAD_ENCODING, "only gzip is taken");
  self->gunzip = pt_gunzip_new ();
  return NULL;
}

static PtHubResponse *
decide (PtExchange *self, PtHub *hub, PtJournal *journal, struct MHD_Connection *connection,
        const char *method, const char *path)
{
  PtHubResponse *refusal = check_length (connection);

  if (refusal != NULL)
    return refusal;
  if (!g_utf8_validate (path, -1, NULL))
    return pt_problem (PT_PROBLEM_NOT_FOUND);
  self->route = pt_route_find (method, path, self->request, &refusal);
  if (self->route == NULL)
    return refusal;
  if (self->route->right >= PT_RIGHT_PAGE && !self->for_browser)
    keep_headers (self->request, connection);
  if (journal == NULL)
    return pt_problem_away ();
  refusal = pt_access_check (hub, journal, self->route,
                             header (connection, MHD_HTTP_HEADER_AUTHORIZATION), self->request);
  return refusal != NULL ? refusal : check_headers (self, connection);
}

static gboolean
waits_for_leave (struct MHD_Connection *connection)
{
  const char *expect = header (connection, MHD_HTTP_HEADER_EXPECT);

  return expect != NULL && g_ascii_strcasecmp (expect, "100-continue") == 0;
}

static int64_t
drain_limit (const PtExchange *self)
{
  if (self->request->caller != NULL)
    return DRAIN_KNOWN_BYTES;
  return self->route != NULL && self->route->right >= PT_RIGHT_PAGE ? DRAIN_PAGE_BYTES
                                                                    : DRAIN_BYTES;
}

PtExchange *
pt_exchange_new (PtHub *hub, PtJournal *journal, struct MHD_Connection *connection,
                 const char *method, const char *path, PtExchangeStep *step)
{
  PtExchange *self = g_new0 (PtExchange, 1);

  self->started = g_get_monotonic_time ();
  self->request = pt_hub_request_new ();
  self->request->range = g_strdup (header (connection, MHD_HTTP_HEADER_RANGE));
  self->request->path = g_strdup (path);
  self->request->address = find_address (hub, connection);
  self->body = g_byte_array_new ();
  MHD_get_connection_values (connection, MHD_GET_ARGUMENT_KIND, query_cb, self->request->query);
  self->for_browser = comes_from_browser (connection, path);
  if (self->for_browser)
    keep_headers (self->request, connection);
  self->refusal = decide (self, hub, journal, connection, method, path);
  *step = self->refusal != NULL
                  && (waits_for_leave (connection)
                      || content_length (connection) > drain_limit (self))
              ? PT_EXCHANGE_ANSWER
              : PT_EXCHANGE_READ;
  return self;
}

void
pt_exchange_free (PtExchange *self)
{
  if (self == NULL)
    return;
  pt_hub_request_free (self->request);
  pt_hub_response_free (self->refusal);
  g_clear_pointer (&self->body, g_byte_array_unref);
  pt_gunzip_free (self->gunzip);
  g_free (self);
}

static PtHubResponse *
take (PtExchange *self, const void *data, size_t size)
{
  size_t max = self->route->max_body;

  if (self->gunzip != NULL)
    switch (pt_gunzip_feed (self->gunzip, data, size, self->body, max))
      {
      case PT_GUNZIP_OK:
        return NULL;
      case PT_GUNZIP_TOO_LARGE:
        return pt_problem (PT_PROBLEM_TOO_LARGE);
      case PT_GUNZIP_BROKEN:
        return pt_problem (PT_PROBLEM_BAD_ENCODING);
      }
  if (size > max - self->body->len)
    return pt_problem (PT_PROBLEM_TOO_LARGE);
  g_byte_array_append (self->body, data, (guint)size);
  return NULL;
}

gboolean
pt_exchange_feed (PtExchange *self, const void *data, size_t size)
{
  self->taken += size;
  if (self->refusal == NULL)
    self->refusal = take (self, data, size);
  return self->refusal == NULL || self->taken <= (size_t)drain_limit (self);
}

static PtHubResponse *
ask_handler (PtExchange *self, PtHub *hub, PtJournal *journal)
{
  if (self->gunzip != NULL && self->body->len > 0 && !pt_gunzip_is_done (self->gunzip))
    return pt_problem (PT_PROBLEM_BAD_ENCODING);
  if (self->request->body == NULL)
    self->request->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  return pt_route_ask (self->route, hub, journal, self->request);
}

static PtHubResponse *
find_answer (PtExchange *self, PtHub *hub, PtJournal *journal)
{
  if (self->refusal != NULL)
    return g_steal_pointer (&self->refusal);
  if (journal == NULL)
    return pt_problem_away ();
  return ask_handler (self, hub, journal);
}

PtHubResponse *
pt_exchange_finish (PtExchange *self, PtHub *hub, PtJournal *journal)
{
  PtHubResponse *answer = find_answer (self, hub, journal);

  return self->for_browser ? pt_web_page_dress (hub, self->request, answer) : answer;
}

void
pt_exchange_hold (PtExchange *self)
{
  PtHubRequest *request = self->request;

  request->woken = TRUE;
  if (self->route->right >= PT_RIGHT_PAGE)
    return;
  g_clear_pointer (&request->caller, pt_caller_free);
  g_clear_pointer (&request->address, g_free);
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->query, g_hash_table_unref);
}

const char *
pt_exchange_get_logbook (PtExchange *self)
{
  return self->request->logbook;
}

void
pt_exchange_log (PtExchange *self, PtHub *hub, const PtHubResponse *response)
{
  const char *route = self->route != NULL ? self->route->pattern : "none";
  const char *method = self->route != NULL ? self->route->method : "none";
  const gint64 took = g_get_monotonic_time () - self->started;

  g_info ("request method=%s route=%s status=%u bytes_in=%" G_GSIZE_FORMAT " ms=%" G_GINT64_FORMAT,
          method, route, response->status, self->taken, took / 1000);
  pt_metrics_count (hub->metrics, self->route, response->status, (double)took / G_USEC_PER_SEC);
}

gboolean
pt_exchange_accepts_gzip (struct MHD_Connection *connection)
{
  const char *accepted = header (connection, MHD_HTTP_HEADER_ACCEPT_ENCODING);

  return accepted != NULL && strstr (accepted, "gzip") != NULL;
}
