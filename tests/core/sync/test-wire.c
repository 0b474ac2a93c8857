/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes of the wire, invites, gzip and the sentences behind problems. */
#include "pt-gzip.h"
#include "pt-json.h"
#include "pt-sync.h"
#include "pt-wire.h"
#include "test-home.h"

#define ID "01890000-0000-7000-8000-0000000000b1"
#define MEMBER "01890000-0000-7000-8000-0000000000c1"
#define DEVICE "01890000-0000-7000-8000-0000000000c2"
#define DOT "01890000-0000-7000-8000-0000000000d1:1"
#define STATE                                                                                      \
  "\"stamps\":[{\"dots\":[\"" DOT "\"],\"seen\":{},\"member\":\"" MEMBER "\",\"device\":\"" DEVICE \
  "\",\"at\":7,\"off\":60}],\"fields\":{\"body\":[[\"hallo\",0]]}"
#define RECORD                                                                                     \
  "{\"rec\":\"" ID "\",\"kind\":\"entry\",\"seq\":5,\"no\":3,\"stored\":true,\"created\":{"        \
  "\"member\":\"" MEMBER "\",\"device\":\"" DEVICE "\",\"at\":6}," STATE "}"

static void
test_record_round_trip (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PtWireRecord record = { .id = ID,
                          .kind = "entry",
                          .seq = 5,
                          .no = 3,
                          .stored = PT_STORED_FILE,
                          .member = MEMBER,
                          .device = DEVICE,
                          .at = 6,
                          .state = "{" STATE "}" };

  g_test_summary ("A record on the wire has exactly the shape of sync.md §4.");
  pt_wire_append_record (out, &record);

  g_assert_cmpstr (out->str, ==, RECORD);
}

static void
test_page (void)
{
  const char *text = "{\"epoch\":\"e\",\"records\":[" RECORD
                     "],\"next\":{\"seq\":9,\"chain\":\"c\"},\"more\":true}";
  g_autoptr (GError) error = NULL;
  g_autoptr (PtWirePage) page = pt_wire_page_parse (text, strlen (text), &error);
  PtRecord *record;
  g_autofree char *state = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (page->epoch, ==, "e");
  g_assert_cmpint (page->seq, ==, 9);
  g_assert_cmpstr (page->chain, ==, "c");
  g_assert_true (page->more);
  g_assert_cmpuint (page->records->len, ==, 1);
  record = g_ptr_array_index (page->records, 0);
  g_assert_cmpstr (pt_record_get_id (record), ==, ID);
  g_assert_cmpint (pt_record_get_seq (record), ==, 5);
  g_assert_cmpint (pt_record_get_no (record), ==, 3);
  g_assert_cmpuint (pt_record_get_stored (record), ==, PT_STORED_FILE);
  g_assert_cmpstr (pt_record_get_created_by (record), ==, MEMBER);
  g_assert_cmpint (pt_record_get_created_at (record), ==, 6);
  state = pt_state_print (pt_record_get_state (record));
  g_assert_cmpstr (state, ==, "{" STATE "}");
}

static void
test_bad_pages (void)
{
  static const char *const pages[] = {
    "[]",
    "{}",
    "{\"epoch\":1,\"records\":[],\"next\":{\"seq\":9,\"chain\":\"c\"}}",
    "{\"epoch\":\"e\",\"records\":{},\"next\":{\"seq\":9,\"chain\":\"c\"}}",
    "{\"epoch\":\"e\",\"records\":[1],\"next\":{\"seq\":9,\"chain\":\"c\"}}",
    "{\"epoch\":\"e\",\"records\":[],\"next\":{\"seq\":\"9\",\"chain\":\"c\"}}",
    "{\"epoch\":\"e\",\"records\":[],\"next\":{\"seq\":9}}",
    "{\"epoch\":\"e\",\"records\":[{\"rec\":\"x\",\"kind\":\"entry\",\"seq\":1,\"created\":{"
    "\"member\":\"m\",\"device\":\"d\",\"at\":1},\"stamps\":[],\"fields\":{}}],"
    "\"next\":{\"seq\":9,\"chain\":\"c\"}}",
    "{\"epoch\":\"e\",\"records\":[{\"rec\":\"" ID "\",\"kind\":\"entry\",\"seq\":1,\"stamps\":[],"
    "\"fields\":{}}],\"next\":{\"seq\":9,\"chain\":\"c\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtWirePage) page = pt_wire_page_parse (pages[i], strlen (pages[i]), &error);

      g_test_message ("%s", pages[i]);
      g_assert_null (page);
      g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE);
    }
}

#define PIN "sha256//6rMZexMVR+5wHVA4/WjeZLCln4IY2qfWPlpSmswFH6k="

static void
test_invites (void)
{
  static const struct
  {
    const char *text, *url, *pin; /* url NULL = refused */
  } cases[] = {
    { "https://127.0.0.1:8443/join/" ID "#" PIN, "https://127.0.0.1:8443", PIN },
    { " https://hub.example.org/join/" ID "\n", "https://hub.example.org", NULL },
    { "https://[::1]:8443/join/" ID "#" PIN, "https://[::1]:8443", PIN },
    { "https://example.org/proeftuin/join/" ID, "https://example.org/proeftuin", NULL },
    { "http://127.0.0.1:8443/join/" ID, NULL, NULL },
    { "https://127.0.0.1:8443/join/", NULL, NULL },
    { "https://127.0.0.1:8443/join/" ID "#sha256//abc", NULL, NULL },
    { "https://127.0.0.1:8443/join/../etc", NULL, NULL },
    { "https:///join/" ID, NULL, NULL },
    { "", NULL, NULL },
    { "hello", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtInvite) invite = pt_invite_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_true ((invite != NULL) == (cases[i].url != NULL));
      if (invite == NULL)
        {
          g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_INVITE);
          continue;
        }
      g_assert_cmpstr (invite->hub_url, ==, cases[i].url);
      g_assert_cmpstr (invite->pin, ==, cases[i].pin);
      g_assert_cmpstr (invite->invite, ==, ID);
    }
}

static void
test_invite_round_trip (void)
{
  g_autoptr (PtInvite) invite = pt_invite_parse ("https://127.0.0.1:8443/join/" ID "#" PIN, NULL);
  g_autofree char *text = pt_invite_format (invite);

  g_assert_cmpstr (text, ==, "https://127.0.0.1:8443/join/" ID "#" PIN);
}

static void
test_gzip (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GBytes) plain = g_bytes_new (text, 100000);
  g_autoptr (GBytes) small = pt_gzip_deflate (plain);
  g_autoptr (PtGunzip) gunzip = pt_gunzip_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (small, &size);

  g_assert_cmpuint (size, <, 1000);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (pt_gunzip_feed (gunzip, data + i, 1, out, 100000), ==, PT_GUNZIP_OK);

  g_assert_true (pt_gunzip_is_done (gunzip));
  g_assert_cmpmem (out->data, out->len, text, 100000);
}

static void
test_gzip_refuses (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GBytes) plain = g_bytes_new (text, 100000);
  g_autoptr (GBytes) small = pt_gzip_deflate (plain);
  g_autoptr (PtGunzip) bomb = pt_gunzip_new ();
  g_autoptr (PtGunzip) broken = pt_gunzip_new ();
  g_autoptr (PtGunzip) tail = pt_gunzip_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize size;
  const void *data = g_bytes_get_data (small, &size);

  g_assert_cmpint (pt_gunzip_feed (bomb, data, size, out, 99999), ==, PT_GUNZIP_TOO_LARGE);
  g_assert_cmpuint (out->len, <=, 99999);
  g_assert_cmpint (pt_gunzip_feed (broken, "no gzip at all", 14, out, 1 << 20), ==,
                   PT_GUNZIP_BROKEN);
  g_byte_array_set_size (out, 0);
  g_assert_cmpint (pt_gunzip_feed (tail, data, size, out, 1 << 20), ==, PT_GUNZIP_OK);
  g_assert_cmpint (pt_gunzip_feed (tail, "more", 4, out, 1 << 20), ==, PT_GUNZIP_BROKEN);
}

static void
test_problem_errors (void)
{
  static const struct
  {
    guint status;
    const char *code;
    PtSyncError error;
    gboolean unreachable;
  } cases[] = {
    { 401, "unauthorized", PT_SYNC_ERROR_UNAUTHORIZED, FALSE },
    { 403, "wrong_code", PT_SYNC_ERROR_REFUSED, FALSE },
    { 413, "too_large", PT_SYNC_ERROR_REFUSED, FALSE },
    { 429, NULL, PT_SYNC_ERROR_BUSY, TRUE },
    { 503, "hub_trouble", PT_SYNC_ERROR_BUSY, TRUE },
    { 500, "of_a_newer_hub", PT_SYNC_ERROR_REFUSED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = pt_sync_error_new_problem (cases[i].status, cases[i].code, 7);
      g_autoptr (GError) copy = g_error_copy (error);

      g_assert_error (error, PT_SYNC_ERROR, (int)cases[i].error);
      g_assert_cmpuint (pt_sync_error_get_status (copy), ==, cases[i].status);
      g_assert_cmpint (pt_sync_error_get_retry_after (copy), ==, 7);
      g_assert_cmpstr (pt_sync_error_get_code (copy), ==,
                       cases[i].code != NULL ? cases[i].code : "");
      g_assert_true (pt_sync_error_is_unreachable (error) == cases[i].unreachable);
      g_assert_null (strstr (error->message, "_"));
    }
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  g_test_add_func ("/wire/record/shape", test_record_round_trip);
  g_test_add_func ("/wire/page/read", test_page);
  g_test_add_func ("/wire/page/refuses", test_bad_pages);
  g_test_add_func ("/invite/parse", test_invites);
  g_test_add_func ("/invite/round-trip", test_invite_round_trip);
  g_test_add_func ("/gzip/byte-by-byte", test_gzip);
  g_test_add_func ("/gzip/refuses", test_gzip_refuses);
  g_test_add_func ("/problem/errors", test_problem_errors);
  return test_home_run ();
}
