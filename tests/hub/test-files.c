/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: files go once, go on where they were cut, never before text, and only when people, line and
 * hub allow it; what waits is said. */
#include "hub-fixture.h"

#include "pt-hub-files.h"
#include "pt-intake.h"
#include "pt-wire.h"
#include "test-home.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

typedef HubFixture Fixture;

#define SIZE (300 * 1000)

static GBytes *
make_bytes (gsize size, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8)g_rand_int (random);
  return g_bytes_new_take (data, size);
}

static GBytes *
make_photo (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 800, 600);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize size;
  char *jpeg;

  for (guint i = 0; i < gdk_pixbuf_get_byte_length (pixbuf); i++)
    pixels[i] = (guchar)(i / 997 + g_rand_int_range (random, 0, 32));
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, NULL));
  return g_bytes_new_take (jpeg, size);
}

/* (transfer full): its hash. */
static char *
attach (Laptop *laptop, const char *owner, GBytes *bytes, const char *policy)
{
  const PtBatchFile file = { .owner = (char *)owner, .filename = (char *)"a.bin", .bytes = bytes };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord)
      record = pt_store_attach_bytes (laptop->store, &file, PT_ATTACH_DEFAULT, &error);

  g_assert_no_error (error);
  if (policy != NULL)
    laptop_set (laptop, pt_record_get_id (record), "sync_policy", policy);
  return g_strdup (pt_record_get_text (record, "sha256"));
}

static gboolean
has_file (Laptop *laptop, const char *sha256)
{
  g_autofree char *path = pt_store_attachment_path (laptop->store, sha256);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
has_picture (Laptop *laptop, const char *sha256)
{
  g_autofree char *path = pt_store_thumbnail_path (laptop->store, sha256);

  return path != NULL;
}

/* What went over the wire, and when it broke. */
typedef struct
{
  Laptop *laptop;
  GString *steps;  /* a letter per request: u(p) d(own) t(ext up) p(ull) …; lower case */
  gsize up, down;  /* bytes of files */
  gsize largest;   /* chunk */
  guint cut_every; /* chunks; 0 = never */
  guint chunks, cuts;
  gboolean saves; /* somebody saves a note while a file goes */
} Wire;

static char
letter_of (const PtRequest *request)
{
  static const struct
  {
    const char *method, *part;
    char letter;
  } kinds[] = {
    { "GET", "hello", 'o' },     { "GET", "erasures?from", 'e' }, { "PATCH", "rendition", 'i' },
    { "GET", "rendition", 'j' }, { "HEAD", "blobs", 'h' },        { "PATCH", "blobs", 'u' },
    { "GET", "blobs", 'd' },     { "POST", "push", 't' },         { "GET", "pull", 'p' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (request->method, kinds[i].method) == 0
        && strstr (request->path, kinds[i].part) != NULL)
      return kinds[i].letter;
  return '.';
}

static gboolean
wire_cb (const PtRequest *request, const PtResponse *response, gpointer data, GError **error)
{
  Wire *self = data;
  char letter = letter_of (request);
  gsize size = letter == 'u'   ? g_bytes_get_size (request->body)
               : letter == 'd' ? g_bytes_get_size (response->body)
                               : 0;

  g_string_append_c (self->steps, letter);
  if (letter == 'u')
    self->up += size;
  if (letter == 'd')
    self->down += size;
  self->largest = MAX (self->largest, size);
  if (self->saves && letter == 'u')
    {
      g_autofree char *id = laptop_add_entry (self->laptop, "Meanwhile", "Body");

      self->saves = FALSE;
    }
  if ((letter != 'u' && letter != 'd') || self->cut_every == 0
      || ++self->chunks % self->cut_every != 0)
    return TRUE;
  self->cuts++;
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
  return FALSE;
}

static void
wire_clear (Wire *self)
{
  g_string_free (self->steps, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wire, wire_clear)

static void
sync_until_done (Laptop *laptop)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtSyncReport) report = laptop_try_sync (laptop, &error);

      if (report != NULL)
        return;
      g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_HUB_SILENT);
    }
  g_assert_not_reached ();
}

/* ── Resuming ── */

static void
test_resume (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *id = laptop_add_entry (a, "With a file", "Body");
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 1);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  g_auto (Wire) up = { .steps = g_string_new (NULL), .cut_every = 2 };
  g_auto (Wire) down = { .steps = g_string_new (NULL), .cut_every = 2 };

  g_test_summary ("A cut costs at most one chunk, either way.");
  laptop_watch_wire (a, wire_cb, &up);
  laptop_watch_wire (b, wire_cb, &down);

  sync_until_done (a);
  sync_until_done (b);

  g_assert_true (has_file (b, sha256));
  g_assert_cmpuint (up.cuts, >, 0);
  g_assert_cmpuint (down.cuts, >, 0);
  g_assert_cmpuint (up.up, <=, SIZE + up.cuts * up.largest);
  g_assert_cmpuint (down.down, <=, SIZE + down.cuts * down.largest);
}

static void
test_same_file_once (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *at_a = laptop_add_entry (a, "With a file", "Body");
  g_autofree char *at_b = laptop_add_entry (b, "With the same", "Body");
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 2);
  g_autofree char *one = attach (a, at_a, bytes, NULL);
  g_autofree char *two = attach (a, at_a, bytes, NULL);
  g_autofree char *three = attach (b, at_b, bytes, NULL);
  g_auto (Wire) first = { .steps = g_string_new (NULL) };
  g_auto (Wire) second = { .steps = g_string_new (NULL) };

  g_test_summary ("The same bytes go once, however many attachments and laptops have them.");
  laptop_watch_wire (a, wire_cb, &first);
  laptop_watch_wire (b, wire_cb, &second);

  laptop_sync_all (a, b, a, b, NULL);

  g_assert_cmpuint (first.up, ==, SIZE);
  g_assert_cmpuint (first.down + second.up + second.down, ==, 0);
}

static void
test_text_first (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With a file", "Body");
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 3);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  g_auto (Wire) wire = { .steps = g_string_new (NULL), .laptop = a, .saves = TRUE };

  g_test_summary ("A note that is saved while a file goes, goes before the next chunk.");
  laptop_watch_wire (a, wire_cb, &wire);

  laptop_sync_all (a, NULL);

  g_assert_nonnull (strstr (wire.steps->str, "utpu"));
  g_assert_cmpint (pt_store_count_pending (a->store), ==, 0);
}

/* Where the first of @letters stands in @steps. */
static guint
first_of (const GString *steps, const char *letters)
{
  const gsize place = strcspn (steps->str, letters);

  g_assert_cmpuint (place, <, steps->len);
  return (guint)place;
}

static void
test_order (Fixture *self, gconstpointer data)
{
  static const char *const order[] = { "o", "e", "t", "p", "j", "ud" };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *id = laptop_add_entry (a, "With a photo", "Body");
  g_autofree char *gone = laptop_add_entry (a, "Gone", "Body");
  g_autoptr (PtErasure) erasure = pt_erasure_new (gone, NULL, "asked");
  g_autoptr (GBytes) photo = make_photo ();
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 12);
  g_autofree char *down = NULL, *up = NULL;
  g_auto (Wire) sent = { .steps = g_string_new (NULL) };
  g_auto (Wire) wire = { .steps = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  g_test_summary ("hello, orders to erase, what is sent, what is read, small pictures, files.");
  laptop_sync_all (a, b, NULL);
  down = attach (a, id, photo, NULL);
  laptop_watch_wire (a, wire_cb, &sent);
  laptop_sync_all (a, NULL);
  pt_sync_erase (a->store, a->transport, erasure, &error);
  g_assert_no_error (error);
  up = attach (b, id, bytes, NULL);
  laptop_watch_wire (b, wire_cb, &wire);

  laptop_sync_all (b, NULL);

  g_test_message ("%s", wire.steps->str);
  for (guint i = 1; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpuint (first_of (wire.steps, order[i - 1]), <, first_of (wire.steps, order[i]));
  g_assert_null (strpbrk (wire.steps->str + first_of (wire.steps, "ud"), "ij"));
  g_assert_cmpuint (first_of (sent.steps, "i"), <, first_of (sent.steps, "u"));
}

static void
test_wrong_hash (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With a file", "Body");
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 4);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  g_autofree char *part = pt_hub_files_path (self->hub, laptop_logbook (a), sha256, ".part");
  g_autofree char *folder = g_path_get_dirname (part);
  g_autoptr (PtSyncReport) damaged = NULL;
  g_autoptr (PtSyncReport) again = NULL;

  g_test_summary ("Bytes with another hash are thrown away, said, and sent again.");
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (part, "not the beginning", -1, NULL));

  damaged = laptop_sync (a);
  again = laptop_sync (a);

  g_assert_cmpuint (damaged->files_sent, ==, 0);
  g_assert_cmpuint (damaged->refused->len, ==, 1);
  g_assert_cmpuint (again->files_sent, ==, 1);
}

/* ── Allowed or not ── */

static gboolean
always_metered (void)
{
  return TRUE;
}

static PtSyncReport *
sync_metered (Laptop *laptop, gboolean anyway)
{
  const PtSyncOptions options = { .transport = laptop->transport,
                                  .is_metered = always_metered,
                                  .files_anyway = anyway };
  g_autoptr (GError) error = NULL;
  PtSyncReport *report = pt_sync_run_with (laptop->store, &options, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
test_metered (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *id = laptop_add_entry (a, "With a photo", "Body");
  g_autoptr (GBytes) photo = make_photo ();
  g_autofree char *sha256 = attach (a, id, photo, NULL);
  g_autoptr (PtSyncReport) waiting = NULL;
  g_autoptr (PtSyncReport) allowed = NULL;
  g_autofree char *why = NULL, *later = NULL;

  g_test_summary ("Over a metered connection the small picture goes and the file asks first.");
  waiting = sync_metered (a, FALSE);
  why = pt_store_dup_file_note (a->store);
  laptop_sync_all (b, NULL);
  g_assert_true (has_picture (b, sha256));
  g_assert_false (has_file (b, sha256));
  pt_store_set_setting (a->store, PT_SETTING_FILES, "always", NULL);
  allowed = sync_metered (a, FALSE);
  later = pt_store_dup_file_note (a->store);
  laptop_sync_all (b, NULL);

  g_assert_cmpuint (waiting->files_sent, ==, 0);
  g_assert_cmpuint (waiting->files_waiting, ==, 1);
  g_assert_cmpstr (why, ==, "metered");
  g_assert_cmpuint (allowed->files_sent, ==, 1);
  g_assert_null (later);
  g_assert_true (has_file (b, sha256));
}

static void
test_metered_anyway (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With two", "Body");
  g_autoptr (GBytes) one = make_bytes (1000, 8);
  g_autoptr (GBytes) two = make_bytes (1000, 9);
  g_autofree char *first = attach (a, id, one, NULL);
  g_autofree char *second = attach (a, id, two, "unmetered_only");

  g_test_summary (
      "A person lets files go over this connection; what people kept back still waits.");
  g_autoptr (PtSyncReport) report = sync_metered (a, TRUE);
  g_autofree char *why = pt_store_dup_file_note (a->store);

  g_assert_cmpuint (report->files_sent, ==, 1);
  g_assert_cmpuint (report->files_waiting, ==, 1);
  g_assert_cmpstr (why, ==, "metered");
}

static void
test_policy (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With files", "Body");
  g_autoptr (GBytes) one = make_bytes (1000, 6);
  g_autoptr (GBytes) two = make_photo ();
  g_autofree char *never = attach (a, id, one, "never");
  g_autofree char *unmetered = attach (a, id, two, "unmetered_only");
  g_auto (Wire) wire = { .steps = g_string_new (NULL) };
  g_autoptr (PtSyncReport) metered = NULL;
  g_autoptr (PtSyncReport) free_one = NULL;
  g_autofree char *path = pt_hub_files_path (self->hub, laptop_logbook (a), never, "");

  g_test_summary ("What never travels stays; what may only go unmetered waits, small picture too.");
  pt_store_set_setting (a->store, PT_SETTING_FILES, "always", NULL);
  laptop_watch_wire (a, wire_cb, &wire);
  metered = sync_metered (a, FALSE);
  g_assert_null (strpbrk (wire.steps->str, "uihd"));
  free_one = laptop_sync (a);

  g_assert_cmpuint (metered->files_sent, ==, 0);
  g_assert_cmpuint (free_one->files_sent, ==, 1);
  g_assert_cmpint (pt_hub_files_size (path), ==, -1);
}

static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With a file", "Body");
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 7);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  g_autoptr (PtSyncReport) full = NULL;
  g_autoptr (PtSyncReport) again = NULL;
  g_autofree char *why = NULL;

  g_test_summary ("A hub without room takes text, says so, and takes the file once there is room.");
  self->hub->files_max = SIZE - 1;
  full = laptop_sync (a);
  why = pt_store_dup_file_note (a->store);
  self->hub->files_max = 0;
  again = laptop_sync (a);

  g_assert_cmpuint (full->pushed, ==, 3);
  g_assert_cmpuint (full->files_sent, ==, 0);
  g_assert_cmpuint (full->refused->len, ==, 1);
  g_assert_cmpstr (why, ==, "full");
  g_assert_cmpuint (again->files_sent, ==, 1);
}

static void
test_budget (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With a file", "Body");
  g_autoptr (GBytes) bytes = make_bytes (SIZE, 8);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  gint64 start;

  g_test_summary ("A budget of 200 KB a second holds.");
  pt_store_set_setting (a->store, PT_SETTING_FILES_RATE, "200", NULL);
  start = g_get_monotonic_time ();
  laptop_sync_all (a, NULL);

  g_assert_cmpint (g_get_monotonic_time () - start, >, (gint64)G_USEC_PER_SEC * SIZE / 200000);
}

/* ── At the hub ── */

static PtResponse *
ask (Laptop *laptop, const char *method, const char *rest, GBytes *body, int64_t from, int64_t to)
{
  g_autofree char *token = laptop_dup_token (laptop);
  g_autofree char *path = g_strdup_printf ("/v1/logbooks/%s/blobs/%s", laptop_logbook (laptop),
                                           rest);
  PtRequest request = { .method = method,
                        .path = path,
                        .token = token,
                        .body = body,
                        .content_type = PT_WIRE_TYPE_FILE,
                        .from = from,
                        .to = to };
  g_autoptr (GError) error = NULL;
  PtResponse *response = pt_transport_send (laptop->transport, &request, NULL, &error);

  g_assert_no_error (error);
  return response;
}

static void
assert_says (PtResponse *response, guint status, int64_t offset, int64_t total, gsize size)
{
  g_assert_cmpuint (response->status, ==, status);
  g_assert_cmpint (response->offset, ==, offset);
  g_assert_cmpint (response->total, ==, total);
  if (status < 300 && offset < 0)
    g_assert_cmpuint (g_bytes_get_size (response->body), ==, size);
  pt_response_free (response);
}

static void
test_ranges (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With files", "Body");
  g_autoptr (GBytes) bytes = make_bytes (1000, 9);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  g_autofree char *nothing = attach (a, id, empty, NULL);

  g_test_summary ("A part of a file is 206, one behind its end 416, and the rest is told.");
  laptop_sync_all (a, NULL);

  assert_says (ask (a, "HEAD", sha256, NULL, 0, 0), 200, 1000, -1, 0);
  assert_says (ask (a, "GET", sha256, NULL, 0, 0), 200, -1, -1, 1000);
  assert_says (ask (a, "GET", sha256, NULL, 0, 10), 206, -1, 1000, 10);
  assert_says (ask (a, "GET", sha256, NULL, 990, 2000), 206, -1, 1000, 10);
  assert_says (ask (a, "GET", sha256, NULL, 1000, 2000), 416, -1, 1000, 0);
  assert_says (ask (a, "GET", nothing, NULL, 0, 10), 416, -1, 0, 0);
  assert_says (ask (a, "GET", "nonsense", NULL, 0, 10), 404, -1, -1, 0);
}

static void
test_offsets (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "With a file", "Body");
  g_autoptr (GBytes) bytes = make_bytes (1000, 10);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (bytes, 0, 500);
  g_autoptr (GBytes) rest = g_bytes_new_from_bytes (bytes, 500, 500);
  g_autofree char *sha256 = attach (a, id, bytes, NULL);
  g_autofree char *begin = g_strdup_printf ("%s?offset=0&size=1000", sha256);
  g_autofree char *end = g_strdup_printf ("%s?offset=500&size=1000", sha256);
  g_autofree char *gap = g_strdup_printf ("%s?offset=700&size=1000", sha256);
  g_autofree char *more = g_strdup_printf ("%s?offset=500&size=900", sha256);

  g_test_summary ("A chunk at another offset than the hub has is refused with the right one.");
  self->hub->files_min_free = G_MAXINT64 / 2;
  laptop_sync_all (a, NULL);
  self->hub->files_min_free = 0;

  assert_says (ask (a, "PATCH", end, rest, 0, 0), 409, 0, -1, 0);
  assert_says (ask (a, "PATCH", begin, half, 0, 0), 200, 500, -1, 0);
  assert_says (ask (a, "PATCH", begin, half, 0, 0), 409, 500, -1, 0);
  assert_says (ask (a, "PATCH", gap, rest, 0, 0), 409, 500, -1, 0);
  assert_says (ask (a, "PATCH", more, rest, 0, 0), 422, -1, -1, 0);
  assert_says (ask (a, "HEAD", sha256, NULL, 0, 0), 200, 500, -1, 0);
  assert_says (ask (a, "GET", sha256, NULL, 0, 0), 404, -1, -1, 0);
  assert_says (ask (a, "PATCH", end, rest, 0, 0), 200, 1000, -1, 0);
  assert_says (ask (a, "PATCH", end, rest, 0, 0), 200, 1000, -1, 0);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, NULL, hub_fixture_set_up, func, hub_fixture_tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  ADD ("/hub/files/resume", test_resume);
  ADD ("/hub/files/same-file-once", test_same_file_once);
  ADD ("/hub/files/order", test_order);
  ADD ("/hub/files/text-first", test_text_first);
  ADD ("/hub/files/wrong-hash", test_wrong_hash);
  ADD ("/hub/files/metered", test_metered);
  ADD ("/hub/files/metered-anyway", test_metered_anyway);
  ADD ("/hub/files/policy", test_policy);
  ADD ("/hub/files/full", test_full);
  ADD ("/hub/files/budget", test_budget);
  ADD ("/hub/files/ranges", test_ranges);
  ADD ("/hub/files/offsets", test_offsets);
  return test_home_run ();
}
