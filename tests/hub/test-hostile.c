/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody sends in good faith, over real HTTPS: each gets a clean 4xx of the hub's own kind, and
 * the hub goes on. */
#include "hub-fixture.h"

#include "pt-gzip.h"
#include "pt-wire.h"
#include "test-home.h"

#include <curl/curl.h>
#include <string.h>

#define MEGABYTE (1024 * 1024)
#define OFTEN 40 /* requests a minute */

typedef HubFixture Fixture;

/* A body that is made while it is sent: @fill bytes after @start. */
typedef struct
{
  const char *start;
  char fill;
  gsize size;
  gsize sent;
} Stream;

typedef struct
{
  long status;
  char *type;
  GString *body;
  CURLcode code;
} Answer;

static void
answer_clear (Answer *self)
{
  g_free (self->type);
  g_string_free (self->body, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static size_t
read_cb (char *out, size_t size, size_t n, void *data)
{
  Stream *self = data;
  gsize length = MIN (size * n, self->size - self->sent);
  gsize start = strlen (self->start);

  for (gsize i = 0; i < length; i++)
    out[i] = self->sent + i < start ? self->start[self->sent + i] : self->fill;
  self->sent += length;
  return length;
}

static size_t
write_cb (char *data, size_t size, size_t n, void *user_data)
{
  g_string_append_len (user_data, data, (gssize)(size * n));
  return size * n;
}

/* @chunked: without Content-Length; @expect: asks before it sends */
static Answer
post (Laptop *laptop, const char *path, Stream *stream, const char *encoding, gboolean chunked,
      gboolean expect)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);
  g_autofree char *token = laptop_dup_token (laptop);
  g_autofree char *url = g_strconcat (link->url, path, NULL);
  g_autofree char *bearer = g_strconcat ("Authorization: Bearer ", token, NULL);
  g_autofree char *content = g_strconcat ("Content-Encoding: ", encoding, NULL);
  struct curl_slist *headers = curl_slist_append (NULL, bearer);
  Answer answer = { .body = g_string_new (NULL) };
  CURL *easy = curl_easy_init ();
  const char *type = NULL;

  if (encoding != NULL)
    headers = curl_slist_append (headers, content);
  if (chunked)
    headers = curl_slist_append (headers, "Transfer-Encoding: chunked");
  headers = curl_slist_append (headers, expect ? "Expect: 100-continue" : "Expect:");
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt (easy, CURLOPT_PINNEDPUBLICKEY, link->pin);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (easy, CURLOPT_POST, 1L);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (easy, CURLOPT_READFUNCTION, read_cb);
  curl_easy_setopt (easy, CURLOPT_READDATA, stream);
  if (!chunked)
    curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)stream->size);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, write_cb);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, answer.body);
  answer.code = curl_easy_perform (easy);
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_getinfo (easy, CURLINFO_CONTENT_TYPE, &type);
  answer.type = g_strdup (type);
  curl_easy_cleanup (easy);
  curl_slist_free_all (headers);
  return answer;
}

static char *
push_path (Laptop *laptop)
{
  return g_strdup_printf ("/v1/logbooks/%s/push", laptop_logbook (laptop));
}

static void
assert_problem (const Answer *answer, long status, const char *code)
{
  g_autofree char *part = g_strdup_printf ("\"code\":\"%s\"", code);

  g_assert_cmpint (answer->code, ==, CURLE_OK);
  g_assert_cmpint (answer->status, ==, status);
  g_assert_cmpstr (answer->type, ==, PT_WIRE_TYPE_PROBLEM);
  g_assert_nonnull (strstr (answer->body->str, part));
}

/* The hub lives when a laptop can still do its work. */
static void
assert_alive (Laptop *laptop)
{
  g_autofree char *id = laptop_add_entry (laptop, "Still here", "Body");
  g_autoptr (PtSyncReport) report = laptop_sync (laptop);

  g_assert_cmpuint (report->pushed, >=, 1);
  g_assert_true (pt_store_has_record (laptop->store, id));
}

#define OP_START                                                                                   \
  "{\"ops\":[{\"op\":\"01890000-0000-7000-8000-0000000000a1\",\"dot\":\"01890000-0000-7000-8000-"  \
  "0000000000d1:1\",\"rec\":\"01890000-0000-7000-8000-0000000000b1\",\"kind\":\"entry\","
#define OP_END ",\"at\":1,\"off\":0,\"schema\":1,\"era\":0}]}"

static void
test_bodies (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *body;
    long status;
    const char *code;
  } cases[] = {
    { "nothing", "", 400, "bad_json" },
    { "no JSON", "hello", 400, "bad_json" },
    { "cut off", "{\"ops\":[", 400, "bad_json" },
    { "two values", "{\"ops\":[]}{}", 400, "bad_json" },
    { "comment", "{\"ops\":[]/**/}", 400, "bad_json" },
    { "invalid UTF-8", "{\"ops\":[\"\xff\xfe\"]}", 400, "bad_json" },
    { "surrogate", "{\"ops\":[\"\xed\xa0\x80\"]}", 400, "bad_json" },
    { "the same member twice", "{\"ops\":[],\"ops\":[]}", 400, "bad_json" },
    { "33 brackets", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 400,
      "bad_json" },
    { "an array", "[]", 422, "bad_request" },
    { "no ops", "{}", 422, "bad_request" },
    { "ops is a text", "{\"ops\":\"x\"}", 422, "bad_request" },
    { "an op is a number", "{\"ops\":[1]}", 422, "bad_request" },
    { "an op is empty", "{\"ops\":[{}]}", 422, "bad_request" },
    { "an op sets nothing", OP_START "\"set\":{},\"seen\":{}" OP_END, 422, "bad_request" },
    { "seen is no vector", OP_START "\"set\":{\"a\":1},\"seen\":{\"x\":1}" OP_END, 422,
      "bad_request" },
    { "seen is negative",
      OP_START "\"set\":{\"a\":1},\"seen\":{\"01890000-0000-7000-8000-0000000000d1\":-1}" OP_END,
      422, "bad_request" },
    { "a field without a name", OP_START "\"set\":{\"\":1},\"seen\":{}" OP_END, 422,
      "bad_request" },
  };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *path = push_path (a);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Stream stream = { .start = cases[i].body, .size = strlen (cases[i].body) };
      g_auto (Answer) answer = post (a, path, &stream, NULL, FALSE, FALSE);

      g_test_message ("%s", cases[i].name);
      assert_problem (&answer, cases[i].status, cases[i].code);
    }
  assert_alive (a);
}

static void
test_sizes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *start;
    char fill;
    gsize size;
    gboolean chunked, expect;
    long status;
    const char *code;
  } cases[] = {
    { "a million brackets", "", '[', 1000000, FALSE, FALSE, 400, "bad_json" },
    { "a million braces", "", '{', 1000000, TRUE, FALSE, 400, "bad_json" },
    { "100 MB, said", "", 'x', 100 * MEGABYTE, FALSE, FALSE, 413, "too_large" },
    { "100 MB, said, asked first", "", 'x', 100 * MEGABYTE, FALSE, TRUE, 413, "too_large" },
    { "100 MB in chunks", "", '[', 100 * MEGABYTE, TRUE, FALSE, 413, "too_large" },
    { "a text of 2 MB", "{\"ops\":[\"", 'x', 2 * MEGABYTE, TRUE, FALSE, 413, "too_large" },
  };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *path = push_path (a);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Stream stream = { .start = cases[i].start, .fill = cases[i].fill, .size = cases[i].size };
      g_auto (Answer) answer = post (a, path, &stream, NULL, cases[i].chunked, cases[i].expect);

      g_test_message ("%s", cases[i].name);
      assert_problem (&answer, cases[i].status, cases[i].code);
      if (cases[i].expect)
        g_assert_cmpuint (stream.sent, ==, 0);
    }
  assert_alive (a);
}

static void
test_gzip (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *path = push_path (a);
  g_autofree char *zeros = g_malloc0 (100 * MEGABYTE);
  g_autoptr (GBytes) plain = g_bytes_new_static (zeros, 100 * MEGABYTE);
  g_autoptr (GBytes) bomb = pt_gzip_deflate (plain);
  gsize size;
  const char *bytes = g_bytes_get_data (bomb, &size);
  g_autoptr (PtHubLink) link = pt_store_get_hub (a->store);
  g_autofree char *token = laptop_dup_token (a);
  Stream broken = { .start = "this is no gzip", .size = 15 };
  g_auto (Answer) not_gzip = post (a, path, &broken, "gzip", FALSE, FALSE);
  Stream unknown = { .start = "{}", .size = 2 };
  g_auto (Answer) other = post (a, path, &unknown, "br", FALSE, FALSE);

  g_test_summary ("Limits count what a body becomes: 100 MB in 500 kB is too large.");
  assert_problem (&not_gzip, 400, "bad_encoding");
  assert_problem (&other, 400, "bad_encoding");
  g_assert_cmpuint (size, <, MEGABYTE);
  {
    /* Bytes with zeros in them cannot be a Stream. */
    CURL *easy = curl_easy_init ();
    g_autofree char *url = g_strconcat (link->url, path, NULL);
    g_autofree char *bearer = g_strconcat ("Authorization: Bearer ", token, NULL);
    struct curl_slist *headers = curl_slist_append (NULL, bearer);
    g_autoptr (GString) body = g_string_new (NULL);
    long status = 0;

    headers = curl_slist_append (headers, "Content-Encoding: gzip");
    curl_easy_setopt (easy, CURLOPT_URL, url);
    curl_easy_setopt (easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt (easy, CURLOPT_POSTFIELDS, bytes);
    curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, write_cb);
    curl_easy_setopt (easy, CURLOPT_WRITEDATA, body);
    g_assert_cmpint (curl_easy_perform (easy), ==, CURLE_OK);
    curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
    g_assert_cmpint (status, ==, 413);
    g_assert_nonnull (strstr (body->str, "\"code\":\"too_large\""));
    curl_easy_cleanup (easy);
    curl_slist_free_all (headers);
  }
  assert_alive (a);
}

static void
test_too_many_ops (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *path = push_path (a);
  g_autoptr (GString) body = g_string_new ("{\"ops\":[0");
  Stream stream;

  for (guint i = 0; i < PT_WIRE_BATCH_OPS; i++)
    g_string_append (body, ",0");
  g_string_append (body, "]}");
  stream = (Stream){ .start = body->str, .size = body->len };
  g_auto (Answer) answer = post (a, path, &stream, NULL, FALSE, FALSE);

  assert_problem (&answer, 413, "too_large");
}

static void
test_large_op (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *path = push_path (a);

  g_test_summary ("An op may be half as large as a batch, however its fields share that.");
  for (guint more = 0; more < 2; more++)
    {
      g_autofree char *text = g_strnfill (PT_FIELD_MAX_BYTES - 1000 + more * 1000, 'x');
      g_autofree char *body = g_strconcat (OP_START "\"set\":{\"body\":\"", text, "\",\"mood\":\"",
                                           text, "\"},\"seen\":{}" OP_END, NULL);
      Stream stream = { .start = body, .size = strlen (body) };
      g_auto (Answer) answer = post (a, path, &stream, NULL, FALSE, FALSE);

      if (more)
        assert_problem (&answer, 413, "too_large");
      else
        g_assert_cmpint (answer.status, ==, 200);
    }
  assert_alive (a);
}

/* ── Addresses ── */

static void
test_addresses (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *method, *path;
    guint status;
  } cases[] = {
    { "GET", "/healthz", 200 },
    { "GET", "/v1", 404 },
    { "GET", "/v1/hello/", 404 },
    { "GET", "/v2/hello", 404 },
    { "GET", "/v1/../hub.key", 404 },
    { "GET", "/hub.key", 404 },
    { "GET", "/v1/logbooks//pull", 401 },
    { "GET", "/v1/logbooks/a/b/c/d/e/f/g/h/i", 404 },
    { "GET", "/%00", 404 },
    { "GET", "/%ff%fe", 404 },
    { "POST", "/healthz", 405 },
    { "PUT", "/v1/hello", 405 },
    { "DELETE", "/v1/join", 405 },
    { "PUT", "/v1/logbooks/x/blobs/y", 405 },
    { "GET", "/v1/hello", 401 },
  };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (PtHubLink) link = pt_store_get_hub (a->store);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtTransport) transport = pt_curl_transport_new (link->url, link->pin);
      g_autoptr (GBytes) body = strcmp (cases[i].method, "GET") == 0 ? NULL
                                                                     : g_bytes_new_static ("x", 1);
      PtRequest request = { .method = cases[i].method, .path = cases[i].path, .body = body };
      g_autoptr (GError) error = NULL;
      g_autoptr (PtResponse) response = pt_transport_send (transport, &request, NULL, &error);

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      g_assert_no_error (error);
      g_assert_cmpuint (response->status, ==, cases[i].status);
    }
}

static void
test_large_headers (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (PtHubLink) link = pt_store_get_hub (a->store);
  g_autofree char *long_text = g_strnfill (12000, 'a');
  g_autofree char *header = g_strconcat ("X-Long: ", long_text, NULL);
  g_autofree char *url = g_strconcat (link->url, "/healthz", NULL);
  struct curl_slist *headers = curl_slist_append (NULL, header);
  CURL *easy = curl_easy_init ();
  g_autoptr (GString) body = g_string_new (NULL);
  long status = 0;

  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, write_cb);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, body);
  curl_easy_perform (easy);
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_cleanup (easy);
  curl_slist_free_all (headers);

  g_assert_cmpint (status, ==, 431);
  assert_alive (a);
}

/* ── Too often ── */

/* The status of a question of @token; NULL = a stranger's. */
static guint
ask_hello (Laptop *laptop, const char *token)
{
  PtRequest request = { .method = "GET", .path = "/v1/hello", .token = token };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtResponse) response = pt_transport_send (laptop->transport, &request, NULL, &error);

  g_assert_no_error (error);
  if (response->status == 429)
    g_assert_cmpint (response->retry_after, >, 0);
  return response->status;
}

static gboolean
is_refused_in_time (Laptop *laptop, const char *token)
{
  guint status = 0;

  for (guint i = 0; i < 2 * OFTEN && status != 429; i++)
    status = ask_hello (laptop, token);
  return status == 429;
}

static void
test_too_often (Fixture *self, gconstpointer data)
{
  g_test_summary ("Each laptop and each address has its own measure.");
  self->hub->device_requests = OFTEN;
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_found ("b", self->folder);
  g_autofree char *token_a = laptop_dup_token (a);
  g_autofree char *token_b = laptop_dup_token (b);

  g_assert_true (is_refused_in_time (a, token_a));
  g_assert_cmpuint (ask_hello (b, token_b), ==, 200);
  g_assert_cmpuint (ask_hello (a, "00ff"), ==, 401);
  g_assert_true (is_refused_in_time (a, "00ff"));
  g_assert_cmpuint (ask_hello (b, token_b), ==, 200);
  self->hub->device_requests = 0;
  assert_alive (a);
}

/* ── Files ── */

static PtResponse *
send_file (Laptop *laptop, const char *method, const char *rest, const char *bytes)
{
  g_autofree char *path = g_strdup_printf ("/v1/logbooks/%s/blobs/%s", laptop_logbook (laptop),
                                           rest);
  g_autofree char *token = laptop_dup_token (laptop);
  g_autoptr (GBytes) body = bytes != NULL ? g_bytes_new (bytes, strlen (bytes)) : NULL;
  PtRequest request = {
    .method = method, .path = path, .token = token, .body = body, .content_type = PT_WIRE_TYPE_FILE
  };
  g_autoptr (GError) error = NULL;
  PtResponse *response = pt_transport_send (laptop->transport, &request, NULL, &error);

  g_assert_no_error (error);
  return response;
}

static char *
attach (Laptop *laptop, const char *text)
{
  g_autofree char *owner = laptop_add_entry (laptop, "Owner", "Body");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  PtBatchFile file = { .owner = owner, .filename = (char *)"a.txt", .bytes = bytes };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord)
      record = pt_store_attach_bytes (laptop->store, &file, PT_ATTACH_DEFAULT, &error);

  g_assert_no_error (error);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static gboolean
no_files_cb (const PtRequest *request, const PtResponse *response, gpointer data, GError **error)
{
  if (!*(gboolean *)data || strstr (request->path, "/blobs/") == NULL)
    return TRUE;
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
  return FALSE;
}

static void
test_files (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name, *method, *rest, *bytes;
    guint status;
  } cases[] = {
    { "no hash", "GET", "hello", NULL, 404 },
    { "capitals", "GET", "AA", NULL, 404 },
    { "out of the folder", "GET", "..%2f..%2fhub.key", NULL, 404 },
    { "not complete", "GET", "%s", NULL, 404 },
    { "nothing yet", "HEAD", "%s", NULL, 200 },
    { "without size", "PATCH", "%s?offset=0", "hello", 422 },
    { "negative size", "PATCH", "%s?offset=0&size=-5", "hello", 422 },
    { "larger than its size", "PATCH", "%s?offset=0&size=3", "hello", 422 },
    { "far too large", "PATCH", "%s?offset=0&size=99999999999", "hello", 413 },
    { "in the middle", "PATCH", "%s?offset=3&size=20", "hello", 409 },
    { "other bytes", "PATCH", "%s?offset=0&size=5", "hallo", 422 },
    { "the first half", "PATCH", "%s?offset=0&size=5", "hel", 200 },
    { "a gap", "PATCH", "%s?offset=4&size=5", "o", 409 },
    { "the second half", "PATCH", "%s?offset=3&size=5", "lo", 200 },
    { "again", "PATCH", "%s?offset=0&size=5", "hello", 200 },
    { "complete", "GET", "%s", NULL, 200 },
  };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *sha256 = attach (a, "hello");
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autofree char *other_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, other);
  gboolean block = TRUE;
  g_autoptr (PtSyncReport) none = NULL;
  g_autoptr (PtResponse) unnamed = NULL;

  g_test_summary ("Only files that are named are taken, in order, and only with the right hash.");
  laptop_watch_wire (a, no_files_cb, &block);
  none = laptop_try_sync (a, NULL); /* text arrives, the file does not */
  block = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) rest = g_string_new (cases[i].rest);
      g_autoptr (PtResponse) response = NULL;

      g_string_replace (rest, "%s", sha256, 0);
      response = send_file (a, cases[i].method, rest->str, cases[i].bytes);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (response->status, ==, cases[i].status);
    }
  unnamed = send_file (a, "PATCH", other_sha256, "other");
  g_assert_cmpuint (unnamed->status, ==, 404);
}

static void
test_other_logbooks_file (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_found ("b", self->folder);
  g_autofree char *sha256 = attach (a, "only in A");
  g_autoptr (PtResponse) own = NULL;
  g_autoptr (PtResponse) foreign = NULL;

  g_test_summary ("Knowing a hash opens nothing.");
  laptop_sync_all (a, b, NULL);
  own = send_file (a, "GET", sha256, NULL);
  foreign = send_file (b, "GET", sha256, NULL);

  g_assert_cmpuint (own->status, ==, 200);
  g_assert_cmpuint (foreign->status, ==, 404);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, NULL, hub_fixture_set_up, func, hub_fixture_tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  ADD ("/hostile/bodies", test_bodies);
  ADD ("/hostile/sizes", test_sizes);
  ADD ("/hostile/gzip", test_gzip);
  ADD ("/hostile/too-many-ops", test_too_many_ops);
  ADD ("/hostile/large-op", test_large_op);
  ADD ("/hostile/addresses", test_addresses);
  ADD ("/hostile/large-headers", test_large_headers);
  ADD ("/hostile/too-often", test_too_often);
  ADD ("/hostile/files", test_files);
  ADD ("/hostile/other-logbooks-file", test_other_logbooks_file);
  return test_home_run ();
}
