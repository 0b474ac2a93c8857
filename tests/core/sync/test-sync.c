/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errand against a hub that misbehaves on purpose: every answer comes from the test. */
#include "pt-sync.h"
#include "pt-token.h"
#include "pt-wire.h"
#include "script-transport.h"

#include "pt-json.h"
#include "test-home.h"

#include <glib/gstdio.h>

#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */
#define MEMBER "01890000-0000-7000-8000-0000000000c1"
#define DEVICE "01890000-0000-7000-8000-0000000000c2"
#define TOKEN "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define INVITE_ID "01890000-0000-7000-8000-0000000000e1"
#define CHAIN "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  PtWorld *world;
  char *folder;
  PtStore *store;
  /* What the scripted hub does and saw. */
  const char *captive_at;   /* path part that a login page answers */
  const char *cut_at;       /* path part at which the connection breaks */
  const char *other_hub_at; /* path part that another hub answers */
  const char *poison;       /* a batch with this text is refused */
  guint refuse_status;
  guint max_ops; /* larger batches are refused with 413; 0 = none */
  const char *epoch;
  gboolean bad_page;
  gboolean repair; /* it was put back and takes what laptops hold */
  guint pushes, taken, refused, history;
  guint limit;     /* records a page that the last pull asked for */
  int64_t room;    /* bytes of answers that still arrive; -1 = all */
  gboolean lies;   /* what arrives short is said to be whole */
  int64_t answers; /* bytes of all answers so far */
} Fixture;

static char *
dup_body (const PtRequest *request)
{
  gsize size = 0;
  const char *data = request->body != NULL ? g_bytes_get_data (request->body, &size) : "";

  return g_strndup (data, size);
}

static gboolean
is_at (const PtRequest *request, const char *part)
{
  return part != NULL && strstr (request->path, part) != NULL;
}

static PtResponse *
answer_push (Fixture *self, const PtRequest *request)
{
  g_autofree char *body = dup_body (request);
  g_autoptr (JsonNode) node = pt_json_parse (body, strlen (body), 1 << 22, NULL);
  g_autoptr (GString) results = g_string_new (NULL);
  g_autofree char *json = NULL;
  JsonArray *ops;

  self->pushes++;
  g_assert_nonnull (node);
  self->history += pt_json_bool_or (json_node_get_object (node), "repair", false);
  g_assert_true (pt_json_get_array (json_node_get_object (node), "ops", &ops, NULL));
  if (self->max_ops > 0 && json_array_get_length (ops) > self->max_ops)
    return script_problem (413, "too_large");
  if (self->poison != NULL && strstr (body, self->poison) != NULL)
    {
      self->refused += json_array_get_length (ops) == 1;
      return script_problem (self->refuse_status, "bad_request");
    }
  for (guint i = 0; i < json_array_get_length (ops); i++)
    g_string_append_printf (results, "%s{\"op\":\"%s\",\"outcome\":\"applied\",\"seq\":%u}",
                            i > 0 ? "," : "",
                            json_object_get_string_member (
                                json_node_get_object (json_array_get_element (ops, i)), "op"),
                            ++self->taken);
  json = g_strdup_printf ("{\"results\":[%s],\"newest\":%u}", results->str, self->taken);
  return script_json (200, json);
}

static PtResponse *
answer_pull (Fixture *self, const PtRequest *request)
{
  const char *limit = strstr (request->path, "limit=");
  g_autofree char *json = g_strdup_printf (
      "{\"epoch\":\"%s\",\"records\":[],\"next\":{\"seq\":%u,\"chain\":\"" CHAIN
      "\"},\"more\":false}",
      self->epoch, self->taken);

  g_assert_nonnull (limit);
  self->limit = (guint)g_ascii_strtoull (limit + strlen ("limit="), NULL, 10);
  return script_json (200, self->bad_page ? "{\"epoch\":true}" : json);
}

static PtResponse *
answer_hello (Fixture *self)
{
  g_autofree char *json = g_strdup_printf (
      "{\"epoch\":\"%s\",\"role\":\"coordinator\",\"members\":0,\"repair\":%s}", self->epoch,
      self->repair ? "true" : "false");

  return script_json (200, json);
}

/* What of an answer arrives; the hub has done what was asked. Takes @response. */
static PtResponse *
deliver (Fixture *self, PtResponse *response, GError **error)
{
  int64_t size = (int64_t)g_bytes_get_size (response->body);
  int64_t arrives = self->room < 0 ? size : MIN (self->room, size);
  GBytes *part = g_bytes_new_from_bytes (response->body, 0, (gsize)arrives);

  self->answers += size;
  if (self->room >= 0)
    self->room -= arrives;
  g_bytes_unref (response->body);
  response->body = part;
  if (arrives == size || self->lies)
    return response;
  pt_response_free (response);
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
  return NULL;
}

static PtResponse *
answer (Fixture *self, const PtRequest *request, GError **error)
{
  if (is_at (request, self->cut_at))
    {
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
      return NULL;
    }
  if (is_at (request, self->captive_at))
    return pt_response_new (200, "text/html", NULL);
  if (is_at (request, self->other_hub_at))
    return pt_response_new (200, PT_WIRE_TYPE, "01890000-0000-7000-8000-00000000f002");
  if (is_at (request, "/hello"))
    return answer_hello (self);
  if (is_at (request, "/push"))
    return answer_push (self, request);
  if (is_at (request, "/pull"))
    return answer_pull (self, request);
  if (is_at (request, "/erasures"))
    return script_json (200, "{\"orders\":[],\"newest\":0}");
  return script_problem (404, "not_found");
}

static PtResponse *
hub_cb (const PtRequest *request, gpointer data, GError **error)
{
  Fixture *self = data;
  PtResponse *response = answer (self, request, error);

  return response != NULL ? deliver (self, response, error) : NULL;
}

static PtStore *
make_logbook (Fixture *self, const char *name)
{
  g_autoptr (PtEdit) logbook = pt_edit_new (self->world, "logbook", NULL);
  g_autoptr (GError) error = NULL;
  PtStore *store;

  self->folder = g_build_filename (g_get_user_data_dir (), name, NULL);
  pt_edit_set_text (logbook, "name", "Proeftuin Noord");
  store = pt_store_create (self->folder, self->world, logbook, "An", &error);
  g_assert_no_error (error);
  return store;
}

static void
enrol (Fixture *self)
{
  PtHubLink link = { .url = "https://hub.invalid", .hub_id = SCRIPT_HUB, .device = DEVICE };
  g_autoptr (GError) error = NULL;

  pt_store_set_hub (self->store, &link, pt_store_get_logbook_id (self->store),
                    pt_store_get_member (self->store), "An", "coordinator", &error);
  g_assert_no_error (error);
  pt_token_save (DEVICE, TOKEN, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  test_home_clean ();
  self->world = pt_world_new_seeded (1, START);
  self->epoch = "01890000-0000-7000-8000-0000000000a1";
  self->refuse_status = 422;
  self->room = -1;
  self->store = make_logbook (self, "a.proeftuin");
  enrol (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pt_store_close (self->store);
  pt_world_free (self->world);
  g_free (self->folder);
}

static void
add_entries (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PtEdit) edit = pt_edit_new (self->world, "entry", NULL);
      g_autofree char *body = g_strdup_printf ("Entry number %u.", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (PtRecord) record = NULL;

      pt_edit_set_text (edit, "body", body);
      record = pt_store_save (self->store, edit, &error);
      g_assert_no_error (error);
    }
}

static PtSyncReport *
sync_now (Fixture *self, GError **error)
{
  g_autoptr (PtTransport) transport = script_transport_new (hub_cb, self);

  return pt_sync_run (self->store, transport, NULL, NULL, NULL, error);
}

static void
test_push (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;
  g_autoptr (PtHubLink) link = NULL;

  g_test_summary ("Everything that waits is sent once and the cursor is kept.");
  add_entries (self, 3);

  report = sync_now (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->pushed, ==, 4); /* and the logbook itself */
  g_assert_cmpint (pt_store_count_pending (self->store), ==, 0);
  link = pt_store_get_hub (self->store);
  g_assert_cmpstr (link->epoch, ==, self->epoch);
  g_assert_cmpint (link->seq, ==, 4);
  g_assert_cmpint (link->last_contact, >, 0);
  g_assert_null (link->problem);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  g_test_summary (
      "Large pages fill a folder; afterwards nobody waits for the lock of more than 50.");
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtSyncReport) report = NULL;

      add_entries (self, 1);
      report = sync_now (self, &error);

      g_assert_no_error (error);
      if (round == 0)
        g_assert_cmpuint (self->limit, >, 500);
      else
        g_assert_cmpuint (self->limit, ==, 50);
    }
}

/* Where the errand breaks, with what, and how many ops still wait afterwards. */
static void
expect_failure (Fixture *self, PtSyncError code, int64_t waiting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = sync_now (self, &error);
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->store);
  g_autofree char *sentence = NULL;

  g_assert_error (error, PT_SYNC_ERROR, (int)code);
  g_assert_null (report);
  g_assert_cmpint (pt_store_count_pending (self->store), ==, waiting);
  sentence = pt_sync_error_sentence (error);
  g_assert_cmpstr (link->problem, ==, sentence);
}

static void
test_captive (Fixture *self, gconstpointer data)
{
  static const char *const places[] = { "/hello", "/push" };

  g_test_summary ("A login page with status 200 is never success, wherever it appears.");
  add_entries (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      self->captive_at = places[i];
      expect_failure (self, PT_SYNC_ERROR_CAPTIVE, 2);
    }
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  g_test_summary ("A broken connection loses nothing; the next errand goes on.");
  add_entries (self, 1);
  self->cut_at = "/push";
  expect_failure (self, PT_SYNC_ERROR_HUB_SILENT, 2);
  self->cut_at = "/pull";
  expect_failure (self, PT_SYNC_ERROR_HUB_SILENT, 0);
  self->cut_at = NULL;

  report = sync_now (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->pushed, ==, 0);
}

/* One errand of which only the first @n bytes of answers arrive, and one that goes well. */
static void
cut_at_byte (Fixture *self, int64_t n, gboolean lies)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  g_autoptr (PtSyncReport) broken = NULL;
  g_autoptr (PtSyncReport) whole = NULL;
  const int code = lies ? PT_SYNC_ERROR_PROTOCOL : PT_SYNC_ERROR_HUB_SILENT;

  add_entries (self, 1);
  self->room = n;
  self->lies = lies;
  broken = sync_now (self, &error);
  g_assert_null (broken);
  g_assert_error (error, PT_SYNC_ERROR, code);
  self->room = -1;
  whole = sync_now (self, &none);
  g_assert_no_error (none);
  g_assert_cmpint (pt_store_count_pending (self->store), ==, 0);
}

static void
test_cut_at_every_byte (Fixture *self, gconstpointer data)
{
  PtQuery query = { .kind = "entry" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;
  int64_t size;

  g_test_summary ("Wherever the answers are cut, known or unknown, nothing is lost.");
  add_entries (self, 1);
  report = sync_now (self, &error);
  g_assert_no_error (error);
  g_clear_pointer (&report, pt_sync_report_free);
  self->answers = 0;
  add_entries (self, 1);
  report = sync_now (self, &error);
  g_assert_no_error (error);
  size = self->answers;

  for (int64_t n = 0; n < size; n++)
    cut_at_byte (self, n, n % 2 == 0);
  for (int64_t n = 0; n < size; n++)
    cut_at_byte (self, n, n % 2 != 0);
  g_assert_cmpint (pt_store_count (self->store, &query, NULL), ==, 2 * size + 2);
}

static void
test_other_hub (Fixture *self, gconstpointer data)
{
  g_test_summary ("Another hub at the address gets nothing.");
  add_entries (self, 1);
  self->other_hub_at = "/hello";
  expect_failure (self, PT_SYNC_ERROR_OTHER_HUB, 2);
  g_assert_cmpuint (self->pushes, ==, 0);
}

static void
test_other_epoch (Fixture *self, gconstpointer data)
{
  static const gboolean taken[] = { TRUE, FALSE };

  g_test_summary ("A hub that was put back gets everything again that was sent: as history as long "
                  "as it takes that, else as it was sent first.");
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autofree char *epoch = g_strdup_printf ("01890000-0000-7000-8000-0000000000b%u", i);
      g_autoptr (PtSyncReport) before = sync_now (self, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PtSyncReport) report = NULL;
      g_autoptr (PtHubLink) link = NULL;

      add_entries (self, 1);
      self->epoch = epoch;
      self->repair = taken[i];
      self->history = 0;
      report = sync_now (self, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (report->pushed, ==, i + 2); /* the logbook and the entries */
      g_assert_cmpuint (self->history, ==, taken[i]);
      g_assert_cmpint (pt_store_count_pending (self->store), ==, 0);
      link = pt_store_get_hub (self->store);
      g_assert_cmpstr (link->epoch, ==, epoch);
      g_assert_cmpint (link->repair_after, ==, -1);
    }
}

static void
test_epoch_cut (Fixture *self, gconstpointer data)
{
  g_autoptr (PtSyncReport) before = sync_now (self, NULL);
  g_autoptr (PtSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("What is offered to a hub that was put back goes on after a cut.");
  self->epoch = "01890000-0000-7000-8000-0000000000a2";
  self->repair = TRUE;
  self->cut_at = "/push";
  expect_failure (self, PT_SYNC_ERROR_HUB_SILENT, 1);
  self->cut_at = NULL;

  report = sync_now (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (self->history, ==, 1);
  g_assert_cmpint (pt_store_count_pending (self->store), ==, 0);
}

static void
test_bad_page (Fixture *self, gconstpointer data)
{
  self->bad_page = TRUE;
  expect_failure (self, PT_SYNC_ERROR_PROTOCOL, 0);
}

static void
test_halving (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = { 400, 413, 422 };

  g_test_summary ("The one op that the hub refuses is set aside and said; the others arrive.");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtSyncReport) report = NULL;
      guint before = self->taken;

      add_entries (self, 20);
      self->refused = 0;
      self->refuse_status = statuses[i];
      self->poison = "number 13.";

      report = sync_now (self, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (self->refused, ==, 1);
      g_assert_cmpuint (self->taken - before, ==, i == 0 ? 20 : 19);
      g_assert_cmpuint (report->refused->len, ==, 1);
      g_assert_nonnull (strstr (g_ptr_array_index (report->refused, 0), "Entry number 13."));
      g_assert_cmpint (pt_store_count_pending (self->store), ==, 0);
    }
}

static void
test_small_batches (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  add_entries (self, 30);
  self->max_ops = 3;

  report = sync_now (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->pushed, ==, 31);
  g_assert_cmpuint (report->refused->len, ==, 0);
}

static void
test_private_stays (Fixture *self, gconstpointer data)
{
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, "entry", NULL);
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  pt_edit_set_text (edit, "body", "Only here.");
  pt_edit_set_text (edit, "sharing", "private");
  record = pt_store_save (self->store, edit, &error);
  g_assert_no_error (error);
  self->poison = "Only here.";

  report = sync_now (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->pushed, ==, 1);
  g_assert_cmpuint (report->refused->len, ==, 0);
}

static void
test_no_hub (Fixture *self, gconstpointer data)
{
  g_autoptr (PtStore) lonely = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  g_free (self->folder);
  lonely = make_logbook (self, "b.proeftuin");

  report = pt_sync_run (lonely, NULL, NULL, NULL, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_NO_HUB);
}

static void
test_token_lost (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "proeftuin", "tokens", DEVICE,
                                            NULL);

  g_unlink (path);
  expect_failure (self, PT_SYNC_ERROR_UNAUTHORIZED, 1);
}

static void
test_token_place (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "proeftuin", "tokens", DEVICE,
                                            NULL);
  g_autofree char *token = pt_token_load (DEVICE, NULL);
  GStatBuf info;

  g_test_summary ("Without a keyring the token is in a file of one's own, outside the logbook.");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpstr (token, ==, TOKEN);
  g_assert_false (g_str_has_prefix (path, self->folder));
}

/* ── Joining ── */

typedef struct
{
  const char *answer; /* JSON of a place, or NULL: refuse */
  gboolean captive;
  char *body;
} Door;

static PtResponse *
door_cb (const PtRequest *request, gpointer data, GError **error)
{
  Door *self = data;

  g_free (self->body);
  self->body = dup_body (request);
  if (self->captive)
    return pt_response_new (200, "text/html; charset=utf-8", NULL);
  return self->answer != NULL ? script_json (200, self->answer)
                              : script_problem (403, "wrong_code");
}

static gboolean
join (Fixture *self, Door *door, const char *folder, GError **error)
{
  PtInvite invite = { .hub_url = "https://hub.invalid", .invite = INVITE_ID };
  g_autoptr (PtTransport) transport = script_transport_new (door_cb, door);

  return pt_sync_join (folder, self->world, &invite, "ABCD2345", NULL, "laptop", transport, error);
}

static void
test_join_fails (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *answer;
    gboolean captive;
    PtSyncError error;
  } cases[] = {
    { "wrong code", NULL, FALSE, PT_SYNC_ERROR_REFUSED },
    { "captive", NULL, TRUE, PT_SYNC_ERROR_CAPTIVE },
    { "nonsense", "{}", FALSE, PT_SYNC_ERROR_PROTOCOL },
    { "ids that are none",
      "{\"logbook\":\"x\",\"member\":\"y\",\"name\":\"\",\"role\":\"\",\"device\":\"../z\","
      "\"token\":\"t\"}",
      FALSE, PT_SYNC_ERROR_PROTOCOL },
  };
  g_autofree char *made = g_build_filename (g_get_user_data_dir (), "empty", NULL);
  g_autofree char *absent = g_build_filename (g_get_user_data_dir (), "absent", NULL);

  g_test_summary ("A join that fails leaves no folder behind and no folder changed.");
  g_mkdir (made, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Door door = { .answer = cases[i].answer, .captive = cases[i].captive };
      g_autoptr (GError) first = NULL;
      g_autoptr (GError) second = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_false (join (self, &door, absent, &first));
      g_assert_error (first, PT_SYNC_ERROR, (int)cases[i].error);
      g_assert_false (g_file_test (absent, G_FILE_TEST_EXISTS));
      g_assert_false (join (self, &door, made, &second));
      g_assert_true (g_file_test (made, G_FILE_TEST_IS_DIR));
      g_assert_cmpint (g_rmdir (made), ==, 0); /* empty again */
      g_mkdir (made, 0700);
      g_free (door.body);
    }
}

static void
test_join_founds (Fixture *self, gconstpointer data)
{
  const char *logbook = pt_store_get_logbook_id (self->store);
  g_autofree char *answer = g_strdup_printf (
      "{\"logbook\":\"%s\",\"member\":\"%s\",\"name\":\"An\",\"role\":"
      "\"coordinator\",\"device\":\"" DEVICE "\",\"token\":\"" TOKEN "\"}",
      logbook, pt_store_get_member (self->store));
  Door door = { .answer = answer };
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf (
      "{\"invite\":\"" INVITE_ID "\",\"code\":\"ABCD2345\",\"device_name\":\"laptop\","
      "\"logbook\":\"%s\",\"member\":\"%s\",\"again\":true}",
      logbook, pt_store_get_member (self->store));

  g_test_summary ("Founding sends the ids that the logbook has, and that it had a hub before; the "
                  "invite names its maker.");
  g_assert_true (join (self, &door, self->folder, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (door.body, ==, expected);
  g_free (door.body);
}

static void
test_join_other_logbook (Fixture *self, gconstpointer data)
{
  Door door = { .answer = "{\"logbook\":\"" INVITE_ID "\",\"member\":\"" MEMBER
                          "\",\"name\":\"An\",\"role\":\"member\",\"device\":\"" DEVICE
                          "\",\"token\":\"" TOKEN "\"}" };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup (pt_store_get_logbook_id (self->store));

  g_assert_false (join (self, &door, self->folder, &error));
  g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_REFUSED);
  g_assert_cmpstr (pt_store_get_logbook_id (self->store), ==, before);
  g_free (door.body);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  ADD ("/sync/push/all", test_push);
  ADD ("/sync/pull/pages", test_pages);
  ADD ("/sync/push/halving", test_halving);
  ADD ("/sync/push/small-batches", test_small_batches);
  ADD ("/sync/push/private-stays", test_private_stays);
  ADD ("/sync/captive", test_captive);
  ADD ("/sync/cut-at-every-byte", test_cut_at_every_byte);
  ADD ("/sync/cut", test_cut);
  ADD ("/sync/other-hub", test_other_hub);
  ADD ("/sync/other-epoch", test_other_epoch);
  ADD ("/sync/other-epoch-cut", test_epoch_cut);
  ADD ("/sync/bad-page", test_bad_page);
  ADD ("/sync/no-hub", test_no_hub);
  ADD ("/token/lost", test_token_lost);
  ADD ("/token/place", test_token_place);
  ADD ("/join/fails", test_join_fails);
  ADD ("/join/founds", test_join_founds);
  ADD ("/join/other-logbook", test_join_other_logbook);
  return test_home_run ();
}
