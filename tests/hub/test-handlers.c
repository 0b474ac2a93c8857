/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handlers as pure functions over a journal in a file, with a clock of the test: what becomes of
 * ops, invites and cursors, without a network. */
#include "postgres-fixture.h"
#include "pt-catalog.h"
#include "pt-epoch.h"
#include "pt-erase.h"
#include "pt-hub-files.h"
#include "pt-hub-sweep.h"
#include "pt-invite-code.h"
#include "pt-json.h"
#include "pt-revocation.h"
#include "pt-sync-error.h"
#include "pt-wire.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */
#define LOGBOOK "01890000-0000-7000-8000-000000000001"
#define INCARNATION "01890000-0000-7000-8000-0000000000d%u"

typedef struct
{
  char *folder;
  PtWorld *world;
  int64_t leap; /* added to the clock */
  PtWorld shifted;
  PtHub *hub;
  PtJournal *journal;
  PtCaller *caller;
} Fixture;

static int64_t
shifted_now (PtWorld *world)
{
  Fixture *self = world->data;

  return self->world->now (self->world) + self->leap;
}

static void
shifted_fill (PtWorld *world, void *bytes, size_t size)
{
  Fixture *self = world->data;

  self->world->fill (self->world, bytes, size);
}

static PtCaller *
make_caller (Fixture *self, const char *role)
{
  PtCaller *caller = g_new0 (PtCaller, 1);
  PtMember member = { .name = (char *)"Somebody", .role = (char *)role, .active = TRUE };
  g_autoptr (GError) error = NULL;

  caller->device = pt_id_new (self->world);
  caller->member = pt_id_new (self->world);
  caller->logbook = g_strdup (LOGBOOK);
  caller->name = g_strdup ("Somebody");
  caller->role = g_strdup (role);
  caller->active = TRUE;
  member.id = caller->member;
  self->journal->ops->begin (self->journal, NULL, &error);
  self->journal->ops->set_member (self->journal, LOGBOOK, &member, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
  return caller;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->world = pt_world_new_seeded (1, START);
  self->shifted = (PtWorld){ .now = shifted_now, .fill = shifted_fill, .data = self };
  test_home_clean ();
  self->folder = g_build_filename (g_get_user_data_dir (), "hub", NULL);
  test_hub_init (self->folder, self->world);
  self->hub = pt_hub_open (self->folder, &self->shifted, &error);
  g_assert_no_error (error);
  self->journal = pt_hub_folder_open_journal (self->folder, &error);
  g_assert_no_error (error);
  self->journal->ops->begin (self->journal, NULL, &error);
  self->journal->ops->add_logbook (self->journal, LOGBOOK, "epoch", START, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
  self->caller = make_caller (self, "coordinator");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pt_caller_free (self->caller);
  pt_journal_free (self->journal);
  pt_hub_free (self->hub);
  pt_world_free (self->world);
  g_free (self->folder);
}

static PtCaller *
copy_caller (const PtCaller *caller)
{
  PtCaller *copy = g_new0 (PtCaller, 1);

  copy->device = g_strdup (caller->device);
  copy->logbook = g_strdup (caller->logbook);
  copy->member = g_strdup (caller->member);
  copy->name = g_strdup (caller->name);
  copy->role = g_strdup (caller->role);
  copy->active = caller->active;
  return copy;
}

/* (transfer full): status and body as one text. */
static char *
ask (Fixture *self, PtHandler handler, const PtCaller *caller, const char *query, const char *body)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (PtHubResponse) response = NULL;
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  request->logbook = g_strdup (LOGBOOK);
  request->caller = caller != NULL ? copy_caller (caller) : NULL;
  request->body = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  for (guint i = 0; pairs[i] != NULL && pairs[i][0] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      g_hash_table_insert (request->query, g_strdup (pair[0]), g_strdup (pair[1]));
    }
  response = handler (self->hub, self->journal, request);
  return g_strdup_printf ("%u %.*s", response->status, (int)g_bytes_get_size (response->body),
                          (const char *)g_bytes_get_data (response->body, NULL));
}

/* An op in short: number, life:counter, record number, register, value, what it had seen. */
static char *
make_op (guint op, guint life, guint counter, guint record, const char *name, const char *value,
         const char *seen)
{
  return g_strdup_printf (
      "{\"op\":\"01890000-0000-7000-8000-0000000a%04u\",\"dot\":\"" INCARNATION
      ":%u\",\"rec\":\"01890000-0000-7000-8000-0000000b%04u\",\"kind\":\"entry\",\"set\":{\"%s\":"
      "\"%s\"},\"seen\":{%s},\"at\":1,\"off\":0,\"schema\":1,\"era\":0}",
      op, life, counter, record, name, value, seen);
}

/* (transfer full): the outcome of one op, with seq and reason. */
static char *
push_as (Fixture *self, const PtCaller *caller, char *op)
{
  g_autofree char *body = g_strdup_printf ("{\"ops\":[%s]}", op);
  g_autofree char *answer = ask (self, pt_handle_push, caller, NULL, body);
  const char *start = strstr (answer, "\"outcome\":");
  const char *end = start != NULL ? strchr (start, '}') : NULL;

  g_free (op);
  g_assert_nonnull (end);
  return g_strndup (start + strlen ("\"outcome\":"),
                    (gsize)(end - start) - strlen ("\"outcome\":"));
}

static void
expect_push (Fixture *self, char *op, const char *expected)
{
  g_autofree char *outcome = push_as (self, self->caller, op);

  g_assert_cmpstr (outcome, ==, expected);
}

static void
test_outcomes (Fixture *self, gconstpointer data)
{
  const char *seen_1 = "\"01890000-0000-7000-8000-0000000000d1\":1";

  g_test_summary ("Each op gets the outcome of sync.md §3, and keeps it.");
  expect_push (self, make_op (1, 1, 1, 1, "body", "a", ""), "\"applied\",\"seq\":1");
  expect_push (self, make_op (1, 1, 1, 1, "body", "a", ""),
               "\"duplicate\",\"first\":\"applied\",\"seq\":1");
  expect_push (self, make_op (2, 2, 1, 1, "body", "b", ""), "\"conflict\",\"seq\":2");
  expect_push (self, make_op (3, 3, 1, 1, "body", "b", ""), "\"applied\",\"seq\":3");
  expect_push (self, make_op (4, 4, 1, 1, "title", "t", seen_1), "\"applied\",\"seq\":4");
  expect_push (self,
               make_op (5, 5, 5, 2, "body", "new", "\"01890000-0000-7000-8000-0000000000d6\":9"),
               "\"applied\",\"seq\":5");
  expect_push (self, make_op (6, 6, 9, 2, "body", "old", ""), "\"superseded\",\"seq\":5");
  expect_push (self, make_op (2, 2, 1, 1, "body", "b", ""),
               "\"duplicate\",\"first\":\"conflict\",\"seq\":2");
}

static void
test_forked (Fixture *self, gconstpointer data)
{
  g_test_summary ("The same dot under another op closes that life; others go on.");
  expect_push (self, make_op (1, 1, 1, 1, "body", "a", ""), "\"applied\",\"seq\":1");
  expect_push (self, make_op (2, 1, 1, 1, "body", "b", ""), "\"forked\",\"reason\":\"taken\"");
  expect_push (self, make_op (3, 1, 2, 1, "body", "c", ""), "\"forked\",\"reason\":\"closed\"");
  expect_push (self, make_op (1, 1, 1, 1, "body", "a", ""),
               "\"duplicate\",\"first\":\"applied\",\"seq\":1");
  expect_push (self, make_op (2, 2, 1, 1, "title", "b", ""), "\"applied\",\"seq\":2");
  expect_push (self, make_op (2, 3, 1, 1, "title", "b", ""),
               "\"duplicate\",\"first\":\"applied\",\"seq\":2,"
               "\"dot\":\"01890000-0000-7000-8000-0000000000d2:1\"");
}

static void
test_quarantine (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) reader = make_caller (self, "reader");
  g_autofree char *first = push_as (self, reader, make_op (1, 1, 1, 1, "body", "a", ""));
  g_autofree char *page = NULL;

  g_test_summary ("What a role may not send waits, and holds back what the same life says later "
                  "about the same record, whoever sends it.");
  g_assert_cmpstr (first, ==, "\"quarantined\",\"reason\":\"role\"");
  expect_push (self, make_op (2, 1, 2, 1, "body", "b", ""), "\"quarantined\",\"reason\":\"role\"");
  expect_push (self, make_op (3, 1, 3, 2, "body", "c", ""), "\"applied\",\"seq\":1");
  expect_push (self, make_op (4, 2, 1, 1, "body", "d", ""), "\"applied\",\"seq\":2");
  expect_push (self, make_op (1, 1, 1, 1, "body", "a", ""),
               "\"duplicate\",\"first\":\"quarantined\",\"reason\":\"role\"");

  page = ask (self, pt_handle_pull, self->caller, "after=0", NULL);
  g_assert_null (strstr (page, "\"a\""));
  g_assert_nonnull (strstr (page, "\"d\""));
}

/* With the number that was given before there was a hub. */
static char *
make_numbered_op (guint op, guint record, int64_t no)
{
  g_autofree char *plain = make_op (op, 1, op, record, "body", "a", "");

  return g_strdup_printf ("%.*s,\"no\":%" G_GINT64_FORMAT "}", (int)strlen (plain) - 1, plain, no);
}

static void
test_numbers_in_one_batch (Fixture *self, gconstpointer data)
{
  g_autofree char *first = make_op (1, 1, 1, 1, "body", "a", "");
  g_autofree char *highest = make_numbered_op (2, 2, PT_JOURNAL_MAX_NO);
  g_autofree char *third = make_op (3, 1, 3, 3, "body", "a", "");
  g_autofree char *batch = g_strdup_printf ("{\"ops\":[%s,%s,%s]}", first, highest, third);
  g_autofree char *answer = ask (self, pt_handle_push, self->caller, NULL, batch);
  g_autofree char *page = NULL;

  g_test_summary ("Numbers of one batch are those that one op after the other would have got.");
  g_assert_true (g_str_has_prefix (answer, "200 "));
  expect_push (self, make_op (4, 1, 4, 4, "body", "a", ""), "\"applied\",\"seq\":4");
  page = ask (self, pt_handle_pull, self->caller, "after=0", NULL);
  g_assert_nonnull (strstr (page, "\"seq\":1,\"no\":1,"));
  g_assert_nonnull (strstr (page, "\"seq\":2,\"no\":1000000000,"));
  g_assert_nonnull (strstr (page, "\"seq\":3,\"no\":1000000001,"));
  g_assert_nonnull (strstr (page, "\"seq\":4,\"no\":1000000002,"));
}

static void
test_roles (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *role;
    gboolean active;
    const char *expected;
  } cases[] = {
    { "coordinator", TRUE, "\"applied\"" },
    { "member", TRUE, "\"applied\"" },
    { "monitor", TRUE, "\"applied\"" },
    { "co_researcher", TRUE, "\"quarantined\",\"reason\":\"role\"" },
    { "reader", TRUE, "\"quarantined\",\"reason\":\"role\"" },
    { "advisor", TRUE, "\"quarantined\",\"reason\":\"role\"" },
    { "network_editor", TRUE, "\"quarantined\",\"reason\":\"role\"" },
    { "of_a_newer_version", TRUE, "\"quarantined\",\"reason\":\"role\"" },
    { "member", FALSE, "\"quarantined\",\"reason\":\"revoked\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtCaller) caller = make_caller (self, cases[i].role);
      g_autofree char *outcome = NULL;

      caller->active = cases[i].active;
      outcome = push_as (self, caller, make_op (i, i, 1, i, "body", "a", ""));

      g_test_message ("%s", cases[i].role);
      g_assert_true (g_str_has_prefix (outcome, cases[i].expected));
    }
}

/* (transfer full): what became of ops @from to @to, asked again. */
static char *
ask_again (Fixture *self, const PtCaller *caller, guint from, guint to)
{
  g_autoptr (GString) body = g_string_new ("{\"ops\":[],\"ask\":[");
  char *answer, *end;

  for (guint i = from; i <= to; i++)
    g_string_append_printf (body, "%s\"01890000-0000-7000-8000-0000000a%04u\"", i > from ? "," : "",
                            i);
  g_string_append (body, "]}");
  answer = ask (self, pt_handle_push, caller, NULL, body->str);
  end = strstr (answer, "],\"newest\"");
  g_assert_nonnull (end);
  *end = '\0';
  return answer;
}

static char *
decide (Fixture *self, guint op, const char *what)
{
  g_autofree char *body = g_strdup_printf (
      "{\"decisions\":[{\"op\":\"01890000-0000-7000-8000-0000000a%04u\",\"%s\":true}]}", op, what);

  return ask (self, pt_handle_decide, self->caller, NULL, body);
}

static void
test_decisions (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) reader = make_caller (self, "reader");
  const char *seen_1 = "\"01890000-0000-7000-8000-0000000000d1\":1";
  g_autofree char *list = NULL;
  g_autofree char *accepted = NULL;
  g_autofree char *declined = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *page = NULL;
  g_autofree char *hello = NULL;

  g_test_summary (
      "A decision is about what one life saved on one record, in its order and with its "
      "dots; the author asks and is told; what comes later is not held back.");
  g_free (push_as (self, reader, make_op (1, 1, 1, 1, "body", "a", "")));
  g_free (push_as (self, reader, make_op (2, 1, 2, 1, "body", "b", seen_1)));
  g_free (push_as (self, reader, make_op (3, 1, 3, 2, "body", "c", "")));
  expect_push (self, make_op (4, 2, 1, 1, "body", "meanwhile", ""), "\"applied\",\"seq\":1");
  list = ask (self, pt_handle_quarantine, self->caller, NULL, NULL);
  g_assert_nonnull (strstr (list, "\"op\":\"01890000-0000-7000-8000-0000000a0001\""));
  g_assert_nonnull (strstr (list, "\"body\":{\"op\":\"01890000-0000-7000-8000-0000000a0003\""));
  g_assert_nonnull (strstr (list, "\"more\":false"));

  accepted = decide (self, 2, "accept");
  declined = decide (self, 3, "decline");
  nothing = decide (self, 1, "decline");
  asked = ask_again (self, reader, 1, 9);

  g_assert_nonnull (strstr (accepted, "\"ops\":2"));
  g_assert_nonnull (strstr (declined, "\"ops\":1"));
  g_assert_nonnull (strstr (nothing, "\"ops\":0"));
  g_assert_cmpstr (asked, ==,
                   "200 {\"results\":["
                   "{\"op\":\"01890000-0000-7000-8000-0000000a0001\",\"outcome\":\"duplicate\","
                   "\"first\":\"conflict\",\"seq\":2},"
                   "{\"op\":\"01890000-0000-7000-8000-0000000a0002\",\"outcome\":\"duplicate\","
                   "\"first\":\"conflict\",\"seq\":3},"
                   "{\"op\":\"01890000-0000-7000-8000-0000000a0003\",\"outcome\":\"duplicate\","
                   "\"first\":\"quarantined\",\"reason\":\"declined\"},"
                   "{\"op\":\"01890000-0000-7000-8000-0000000a0004\",\"outcome\":\"duplicate\","
                   "\"first\":\"applied\",\"seq\":1}");
  page = ask (self, pt_handle_pull, self->caller, "after=0", NULL);
  g_assert_nonnull (strstr (page, "\"body\":[[\"meanwhile\",0],[\"b\",1]]"));
  hello = ask (self, pt_handle_hello, self->caller, NULL, NULL);
  g_assert_nonnull (strstr (hello, "\"decisions\":2"));
  expect_push (self, make_op (5, 1, 4, 2, "body", "d", ""), "\"applied\",\"seq\":4");
}

static void
test_revoked_amount (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *full = NULL;

  g_test_summary ("Somebody who left hands in 10,000 saves, and not one more.");
  caller->active = FALSE;
  for (guint batch = 0; batch < 20; batch++)
    {
      g_autoptr (GString) body = g_string_new ("{\"ops\":[");
      g_autofree char *answer = NULL;

      for (guint i = 0; i < 500; i++)
        {
          g_autofree char *op = make_op (batch * 500 % 9500 + i, 1, batch * 500 + i + 1, 1, "body",
                                         "a", "");
          char *id = strstr (op, "0000000a");
          g_autofree char *number = g_strdup_printf ("%012u", 100000 + batch * 500 + i);

          memcpy (id, number, 12);
          g_string_append_printf (body, "%s%s", i > 0 ? "," : "", op);
        }
      g_string_append (body, "]}");
      answer = ask (self, pt_handle_push, caller, NULL, body->str);
      g_assert_true (g_str_has_prefix (answer, "200 "));
    }

  full = ask (self, pt_handle_push, caller, NULL, "{\"ops\":[]}");
  g_assert_true (g_str_has_prefix (full, "200 "));
  g_clear_pointer (&full, g_free);
  {
    g_autofree char *op = make_op (1, 1, 20000, 2, "body", "a", "");
    g_autofree char *body = g_strdup_printf ("{\"ops\":[%s]}", op);

    full = ask (self, pt_handle_push, caller, NULL, body);
  }
  g_assert_nonnull (strstr (full, "revoked_full"));
}

#define TOKEN "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* (transfer full): the code of the refusal for a route; NULL = come in. */
static char *
knock (Fixture *self, const char *method, const char *path)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (PtHubResponse) refusal = NULL;
  const PtRoute *route = pt_route_find (method, path, request, &refusal);

  g_assert_nonnull (route);
  refusal = pt_access_check (self->hub, self->journal, route, "Bearer " TOKEN, request);
  return refusal != NULL ? g_strdup_printf ("%u", refusal->status) : NULL;
}

static void
test_revoked_doors (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *method, *path;
    const char *in, *out, *over;
  } doors[] = {
    { "GET", "/v1/hello", NULL, NULL, "410" },
    { "POST", "/v1/logbooks/" LOGBOOK "/push", NULL, NULL, "410" },
    { "GET", "/v1/logbooks/" LOGBOOK "/members", NULL, NULL, "410" },
    { "GET", "/v1/logbooks/" LOGBOOK "/pull", NULL, "403", "410" },
    { "GET", "/v1/logbooks/" LOGBOOK "/wait", NULL, "403", "410" },
    { "GET", "/v1/logbooks/" LOGBOOK "/devices", NULL, "403", "410" },
    { "POST", "/v1/devices", NULL, "403", "410" },
    { "GET", "/v1/logbooks/" LOGBOOK "/quarantine", "403", "403", "410" },
    { "POST", "/v1/logbooks/" LOGBOOK "/members", "403", "403", "410" },
  };
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  PtMember member = {
    .id = caller->member, .name = (char *)"Somebody", .role = (char *)"member", .active = FALSE
  };
  g_autoptr (GError) error = NULL;
  PtHash hash;

  g_test_summary ("Which doors are open to a member, to one who left, and a month later.");
  pt_token_hash (TOKEN, &hash);
  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  self->journal->ops->add_device (self->journal, caller, &hash, "laptop", NULL,
                                  self->shifted.now (&self->shifted), &error);
  self->journal->ops->commit (self->journal, &error);
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autofree char *in = knock (self, doors[i].method, doors[i].path);

      g_assert_cmpstr (in, ==, doors[i].in);
    }
  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  pt_revocation_set_member (self->hub, self->journal, LOGBOOK, &member, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autofree char *out = knock (self, doors[i].method, doors[i].path);

      g_assert_cmpstr (out, ==, doors[i].out);
    }
  self->leap += 31 * 24 * 3600 * PT_USEC_PER_SECOND;
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autofree char *over = knock (self, doors[i].method, doors[i].path);

      g_assert_cmpstr (over, ==, doors[i].over);
    }
}

static void
take_part (Fixture *self, const PtCaller *caller, const char *role, gboolean active)
{
  PtMember member = {
    .id = caller->member, .name = (char *)"Somebody", .role = (char *)role, .active = active
  };
  g_autoptr (GError) error = NULL;

  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  pt_revocation_set_member (self->hub, self->journal, LOGBOOK, &member, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
  self->leap += PT_USEC_PER_SECOND;
}

static void
test_role_while_away (Fixture *self, gconstpointer data)
{
  const char *pull = "/v1/logbooks/" LOGBOOK "/pull";
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *away = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;
  PtHash hash;

  g_test_summary ("Somebody whose role changed while they were away comes back with their laptop.");
  pt_token_hash (TOKEN, &hash);
  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  self->journal->ops->add_device (self->journal, caller, &hash, "laptop", NULL,
                                  self->shifted.now (&self->shifted), &error);
  self->journal->ops->commit (self->journal, &error);

  take_part (self, caller, "member", FALSE);
  take_part (self, caller, "monitor", FALSE);
  away = knock (self, "GET", pull);
  take_part (self, caller, "monitor", TRUE);
  back = knock (self, "GET", pull);

  g_assert_cmpstr (away, ==, "403");
  g_assert_cmpstr (back, ==, NULL);
}

/* ── After a restore ── */

/* What a laptop offers: record 1 with the value of life 1, dot 1. */
#define OFFERED                                                                                    \
  "{\"era\":0,\"records\":[{\"rec\":\"01890000-0000-7000-8000-0000000b0001\",\"kind\":\"entry\","  \
  "\"seq\":1,\"no\":1,\"created\":{\"member\":\"01890000-0000-7000-8000-0000000e0001\","           \
  "\"device\":"                                                                                    \
  "\"01890000-0000-7000-8000-0000000e0002\",\"at\":1},\"stamps\":[{\"dots\":[\"01890000-0000-"     \
  "7000-8000-"                                                                                     \
  "0000000000d1:1\"],\"seen\":{},\"member\":\"01890000-0000-7000-8000-0000000e0001\",\"device\":"  \
  "\"01890000-0000-7000-8000-0000000e0002\",\"at\":1,\"off\":0}],\"fields\":{\"body\":[[\"a\",0]]" \
  "}}]}"

#define OFFERED_BY "01890000-0000-7000-8000-0000000e0001" /* who had saved that */

#define EPOCH "01890000-0000-7000-8000-0000000f0001"
#define LIFE_1 "01890000-0000-7000-8000-0000000000d1"

static void
begin_epoch (Fixture *self, const char *epoch)
{
  g_autoptr (GError) error = NULL;

  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  self->journal->ops->set_epoch (self->journal, LOGBOOK, epoch, 0, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
}

static void
put_back (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  pt_epoch_start (self->hub, self->journal, LOGBOOK, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
}

static void
test_accepted_before_restore (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *offered = NULL;
  g_autofree char *first = NULL;
  g_autofree char *other = NULL;

  g_test_summary ("What was let in before a restore, and is back, waits for nobody.");
  caller->active = FALSE;
  put_back (self);

  offered = ask (self, pt_handle_offer, self->caller, NULL, OFFERED);
  first = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));
  other = push_as (self, caller, make_op (2, 1, 2, 1, "title", "b", ""));

  g_assert_true (g_str_has_prefix (offered, "200"));
  g_assert_cmpstr (first, ==, "\"duplicate\",\"seq\":1");
  g_assert_cmpstr (other, ==, "\"quarantined\",\"reason\":\"revoked\"");
}

/* Both were written on a laptop that has not heard of the order. */
static void
test_late_on_what_was_erased (Fixture *self, gconstpointer data)
{
  static const char comment[] =
      "{\"op\":\"01890000-0000-7000-8000-0000000a0009\",\"dot\":\"" LIFE_1 ":9\",\"rec\":"
      "\"01890000-0000-7000-8000-0000000b0009\",\"kind\":\"comment\",\"set\":{\"target\":"
      "\"01890000-0000-7000-8000-0000000b0001\",\"body\":\"still said\"},\"seen\":{},\"at\":1,"
      "\"off\":0,\"schema\":1,\"era\":0}";
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  PtErasure *order = pt_erasure_new ("01890000-0000-7000-8000-0000000b0001", NULL, "asked");
  g_autoptr (GError) error = NULL;
  g_autofree char *history = NULL;
  int64_t newest;

  g_test_summary ("What comes late for something erased, or hangs on it, is not kept.");
  expect_push (self, make_op (1, 1, 1, 1, "body", "a", ""), "\"applied\",\"seq\":1");
  order->member = g_strdup (self->caller->member);
  g_ptr_array_add (orders, order);
  pt_erase_order (self->hub, self->journal, LOGBOOK, orders, &newest, &error);
  g_assert_no_error (error);

  expect_push (self, make_op (2, 1, 2, 1, "body", "b", ""), "\"erased\",\"seq\":2");
  expect_push (self, g_strdup (comment), "\"erased\"");
  history = ask (self, pt_handle_history, self->caller,
                 "record=01890000-0000-7000-8000-0000000b0009", NULL);
  g_assert_null (strstr (history, "still said"));
}

/* The record of OFFERED under another id and number. */
static char *
offer_numbered (guint record, guint no)
{
  g_autofree char *id = g_strdup_printf ("0000000b%04u", record);
  g_autofree char *number = g_strdup_printf ("\"no\":%u,", no);
  g_auto (GStrv) records = g_strsplit (OFFERED, "0000000b0001", -1);
  g_autofree char *named = g_strjoinv (id, records);
  g_auto (GStrv) numbers = g_strsplit (named, "\"no\":1,", -1);

  return g_strjoinv (number, numbers);
}

static void
test_numbers_come_back (Fixture *self, gconstpointer data)
{
  /* What is offered, which number it had, and which it gets: one that is given meanwhile stays. */
  static const guint cases[][3] = { { 1, 7, 7 }, { 2, 3, 3 }, { 3, 7, 8 }, { 4, 5, 5 } };

  g_test_summary ("After a restore records are known by the numbers that people know.");
  put_back (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = offer_numbered (cases[i][0], cases[i][1]);
      g_autofree char *id = g_strdup_printf ("01890000-0000-7000-8000-0000000b%04u", cases[i][0]);
      g_autoptr (PtHubRecord) record = NULL;

      g_free (ask (self, pt_handle_offer, self->caller, NULL, body));
      self->journal->ops->get_record (self->journal, LOGBOOK, id, &record, NULL);
      g_assert_nonnull (record);
      g_assert_cmpint (record->no, ==, cases[i][2]);
    }
}

static void
test_history_asks_no_role (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *op = make_op (1, 1, 1, 1, "status", "established", "");
  g_auto (GStrv) words = g_strsplit (op, "\"entry\"", 2);
  g_autofree char *learning = g_strjoinv ("\"learning\"", words);
  g_autofree char *history = g_strdup_printf ("{\"repair\":true,\"ops\":[%s]}", learning);
  g_autofree char *late = ask (self, pt_handle_push, caller, NULL, history);
  g_autofree char *again = NULL;

  g_test_summary (
      "Own history that a restore has lost is taken as it was: roles were asked when it "
      "first came in. That ends with the repair.");
  g_assert_nonnull (strstr (late, "repair_over"));
  put_back (self);
  again = ask (self, pt_handle_push, caller, NULL, history);

  g_assert_nonnull (strstr (again, "\"outcome\":\"applied\""));
}

#define NAMED "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define UNNAMED "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* Whether the bytes are there after another look. */
static gboolean
stays (Fixture *self, const char *sha256, const char *suffix)
{
  g_autofree char *path = pt_hub_files_path (self->hub, LOGBOOK, sha256, suffix);

  pt_hub_sweep (self->hub, self->journal);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
add_file (Fixture *self, const char *sha256, const char *suffix)
{
  g_autofree char *path = pt_hub_files_path (self->hub, LOGBOOK, sha256, suffix);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, "bytes", -1, &error);
  g_assert_no_error (error);
}

static void
test_files_of_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PtHash hash;

  g_test_summary (
      "Files that came after the backup wait for who has their records, as long as repair is "
      "taken; then what nobody names goes, in whole and in part.");
  add_file (self, NAMED, "");
  add_file (self, UNNAMED, PT_HUB_FILE_PART);
  add_file (self, UNNAMED, PT_HUB_FILE_THUMB);
  g_assert_true (pt_hash_parse (NAMED, &hash));
  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  self->journal->ops->name_file (self->journal, LOGBOOK, &hash, LOGBOOK, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
  put_back (self);
  g_assert_true (stays (self, UNNAMED, PT_HUB_FILE_PART));

  self->leap += (PT_REPAIR_DAYS + 1) * 24 * 3600 * PT_USEC_PER_SECOND;
  g_assert_false (stays (self, UNNAMED, PT_HUB_FILE_PART));
  g_assert_false (stays (self, UNNAMED, PT_HUB_FILE_THUMB));
  g_assert_true (stays (self, NAMED, ""));
}

static void
test_accepted_under_another_number (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *first = NULL;
  g_autofree char *other = NULL;

  g_test_summary ("What was let in is known when its laptop has numbered it anew; other words are "
                  "another save.");
  g_free (caller->member);
  caller->member = g_strdup (OFFERED_BY);
  caller->active = FALSE;
  put_back (self);
  g_free (ask (self, pt_handle_offer, self->caller, NULL, OFFERED));

  first = push_as (self, caller, make_op (1, 2, 1, 1, "body", "a", ""));
  other = push_as (self, caller, make_op (2, 2, 2, 1, "body", "b", ""));

  g_assert_cmpstr (first, ==, "\"applied\",\"seq\":2");
  g_assert_cmpstr (other, ==, "\"quarantined\",\"reason\":\"revoked\"");
}

static void
test_accepted_and_offered_later (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *first = NULL;
  g_autofree char *offered = NULL;
  g_autofree char *now = NULL;

  g_test_summary ("What waited again since its decision was lost goes on when its effect is back.");
  caller->active = FALSE;
  put_back (self);

  first = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));
  offered = ask (self, pt_handle_offer, self->caller, NULL, OFFERED);
  now = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));

  g_assert_cmpstr (first, ==, "\"quarantined\",\"reason\":\"revoked\"");
  g_assert_true (g_str_has_prefix (offered, "200"));
  g_assert_cmpstr (now, ==, "\"duplicate\",\"first\":\"applied\",\"seq\":1");
}

static void
test_accepted_long_before (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *first = NULL;
  g_autofree char *renumbered = NULL;

  g_test_summary (
      "What was let in and is back waits for nobody either when the time in which laptops "
      "give back is over.");
  g_free (caller->member);
  caller->member = g_strdup (OFFERED_BY);
  caller->active = FALSE;
  put_back (self);
  g_free (ask (self, pt_handle_offer, self->caller, NULL, OFFERED));
  begin_epoch (self, EPOCH); /* there is nothing to give back any more */

  first = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));
  renumbered = push_as (self, caller, make_op (2, 2, 1, 1, "body", "a", ""));

  g_assert_cmpstr (first, ==, "\"duplicate\",\"seq\":1");
  g_assert_cmpstr (renumbered, ==, "\"applied\",\"seq\":2");
}

static void
test_more_than_was_accepted (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *more = NULL;

  g_test_summary ("Words that never came do not get in beside words that were let in.");
  g_free (caller->member);
  caller->member = g_strdup (OFFERED_BY);
  caller->active = FALSE;
  put_back (self);
  g_free (ask (self, pt_handle_offer, self->caller, NULL, OFFERED));

  more = push_as (self, caller, make_op (1, 2, 1, 1, "body", "a\",\"title\":\"b", ""));

  g_assert_cmpstr (more, ==, "\"quarantined\",\"reason\":\"revoked\"");
}

static void
test_older_for_who_left (Fixture *self, gconstpointer data)
{
  const char *known = "epoch=" EPOCH "&after=0&acked=" LIFE_1 ":1";
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (PtHead) head = NULL;

  g_test_summary ("Who left hears that the hub is older than what they remember, and nobody else "
                  "begins anew for it.");
  caller->active = FALSE;
  begin_epoch (self, EPOCH);

  before = ask (self, pt_handle_hello, caller, known, NULL);
  g_free (push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", "")));
  after = ask (self, pt_handle_hello, caller, known, NULL);

  g_assert_nonnull (strstr (before, "\"older\":true"));
  g_assert_null (strstr (after, "older"));
  self->journal->ops->get_head (self->journal, LOGBOOK, &head, NULL);
  g_assert_cmpstr (head->epoch, ==, EPOCH);
}

/* What a laptop says to know, and whether its saves are taken by a hub that knows nothing. */
static const struct
{
  const char *query, *answer;
} standings[] = {
  { "epoch=" EPOCH "&after=0", "200" },
  { "", "200" },
  { "epoch=" EPOCH "&after=3&chain="
    "0000000000000000000000000000000000000000000000000000000000000000",
    "409" },
  { "epoch=" EPOCH "&after=0&acked=" LIFE_1 ":7", "409" },
  { "epoch=01890000-0000-7000-8000-0000000000ee&after=0", "409" },
};

static void
test_saves_of_who_knows_more (Fixture *self, gconstpointer data)
{
  g_autofree char *op = make_op (1, 2, 1, 1, "body", "a", "");
  g_autofree char *saves = g_strdup_printf ("{\"ops\":[%s]}", op);

  g_test_summary ("A hub that was put back takes no saves of who remembers more, before that is "
                  "offered: they would hide it.");
  begin_epoch (self, EPOCH);
  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    {
      g_autofree char *push = ask (self, pt_handle_push, self->caller, standings[i].query, saves);
      g_autofree char *asked = ask (self, pt_handle_push, self->caller, standings[i].query,
                                    "{\"ops\":[],\"asked\":[]}");

      g_assert_cmpint (strncmp (push, standings[i].answer, 3), ==, 0);
      g_assert_true (g_str_has_prefix (asked, "200"));
    }
}

/* What a feed says of itself after @n saves, of which the second is @second. */
static char *
chain_after (guint second, guint n)
{
  PtHead head = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *op = g_strdup_printf ("01890000-0000-7000-8000-0000000a%04u",
                                             i == 1 ? second : 100 + i);

      pt_head_advance (&head, op);
    }
  return pt_hash_format (&head.chain);
}

static void
test_went_on_since (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint second;
    const char *answer;
  } cases[] = { { 101, "200" }, { 999, "409" } };

  g_test_summary ("A hub that was put back, and has come as far again with one other save, is told "
                  "by what the laptop remembers of its feed.");
  begin_epoch (self, EPOCH);
  for (guint i = 0; i < 3; i++)
    g_free (push_as (self, self->caller, make_op (100 + i, 1, i + 1, i + 1, "body", "a", "")));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *chain = chain_after (cases[i].second, 3);
      g_autofree char *query = g_strconcat ("epoch=" EPOCH "&after=3&chain=", chain, NULL);
      g_autofree char *page = ask (self, pt_handle_pull, self->caller, query, NULL);
      g_autofree char *hello = ask (self, pt_handle_hello, self->caller, query, NULL);
      g_autoptr (PtHead) head = NULL;

      g_test_message ("%s", query);
      g_assert_true (g_str_has_prefix (page, cases[i].answer));
      self->journal->ops->get_head (self->journal, LOGBOOK, &head, NULL);
      g_assert_cmpint (strcmp (head->epoch, EPOCH) == 0, ==, strcmp (cases[i].answer, "200") == 0);
    }
}

static void
test_declined_and_offered_later (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) caller = make_caller (self, "member");
  g_autofree char *first = NULL;
  g_autofree char *declined = NULL;
  g_autofree char *known = NULL;
  g_autofree char *offered = NULL;
  g_autofree char *now = NULL;

  g_test_summary ("What was let in before a restore holds, although it was declined after that.");
  caller->active = FALSE;
  put_back (self);

  first = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));
  declined = decide (self, 1, "decline");
  known = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));
  offered = ask (self, pt_handle_offer, self->caller, NULL, OFFERED);
  now = push_as (self, caller, make_op (1, 1, 1, 1, "body", "a", ""));

  g_assert_cmpstr (first, ==, "\"quarantined\",\"reason\":\"revoked\"");
  g_assert_true (g_str_has_prefix (declined, "200"));
  g_assert_cmpstr (known, ==, "\"duplicate\",\"first\":\"quarantined\",\"reason\":\"declined\"");
  g_assert_true (g_str_has_prefix (offered, "200"));
  g_assert_cmpstr (now, ==, "\"duplicate\",\"first\":\"applied\",\"seq\":1");
}

static void
test_too_many_versions (Fixture *self, gconstpointer data)
{
  g_autofree char *refused = NULL;
  g_autofree char *page = NULL;
  g_autoptr (PtWirePage) read = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A record cannot grow beyond what laptops can read.");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *value = g_strdup_printf ("v%u", i);
      g_autofree char *op = g_strdup_printf (
          "{\"op\":\"01890000-0000-7000-8000-0000000a%04u\",\"dot\":\"01890000-0000-7000-8000-"
          "0000000c%04u:1\",\"rec\":\"01890000-0000-7000-8000-0000000b0001\",\"kind\":\"entry\","
          "\"set\":{\"body\":\"%s\"},\"seen\":{},\"at\":1,\"off\":0,\"schema\":1,\"era\":0}",
          i, i, value);
      g_free (push_as (self, self->caller, g_steal_pointer (&op)));
    }
  expect_push (self, make_op (9000, 1, 1, 1, "body", "one more", ""),
               "\"quarantined\",\"reason\":\"too_many\"");

  refused = decide (self, 9000, "accept");
  g_assert_nonnull (strstr (refused, "choose_first"));
  page = ask (self, pt_handle_pull, self->caller, "after=0", NULL);
  read = pt_wire_page_parse (page + 4, strlen (page + 4), &error);
  g_assert_no_error (error);
}

static void
test_history (Fixture *self, gconstpointer data)
{
  g_autofree char *history = NULL;
  const char *first, *second;

  expect_push (self, make_op (1, 1, 1, 1, "body", "first words", ""), "\"applied\",\"seq\":1");
  expect_push (
      self,
      make_op (2, 1, 2, 1, "body", "second words", "\"01890000-0000-7000-8000-0000000000d1\":1"),
      "\"applied\",\"seq\":2");

  history = ask (self, pt_handle_history, self->caller,
                 "record=01890000-0000-7000-8000-0000000b0001", NULL);

  first = strstr (history, "first words");
  second = strstr (history, "second words");
  g_assert_true (first != NULL && second != NULL && first < second);
}

static void
test_cursor (Fixture *self, gconstpointer data)
{
  g_autofree char *chain = NULL;
  g_autofree char *page = NULL;
  PtHead *head = NULL;

  g_test_summary ("A cursor of another feed or of an undone state is refused, a right one is not.");
  for (guint i = 1; i <= 3; i++)
    g_free (push_as (self, self->caller, make_op (i, 1, i, i, "body", "a", "")));
  self->journal->ops->get_head (self->journal, LOGBOOK, &head, NULL);
  chain = pt_hash_format (&head->chain);
  pt_head_free (head);
  {
    const struct
    {
      char *query;
      const char *expected;
    } cases[] = {
      { g_strdup ("after=0"), "200 " },
      { g_strdup_printf ("epoch=epoch&after=3&chain=%s", chain),
        "200 {\"epoch\":\"epoch\",\"records\":[],\"next\":{\"seq\":3,\"chain\":" },
      { g_strdup_printf ("epoch=other&after=3&chain=%s", chain), "409 " },
      { g_strdup_printf ("epoch=epoch&after=2&chain=%s", chain), "409 " },
      { g_strdup_printf ("epoch=epoch&after=4&chain=%s", chain), "409 " },
      { g_strdup ("epoch=epoch&after=3&chain=00"), "409 " },
      { g_strdup ("epoch=epoch&after=3"), "409 " },
      { g_strdup ("epoch=epoch&after=x"), "200 " },
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *answer = ask (self, pt_handle_pull, self->caller, cases[i].query, NULL);

        g_test_message ("%s", cases[i].query);
        g_assert_true (g_str_has_prefix (answer, cases[i].expected));
        g_free (cases[i].query);
      }
  }
  page = ask (self, pt_handle_pull, self->caller, "after=0&limit=2", NULL);
  g_assert_true (g_str_has_suffix (page, "\"more\":true}"));
  g_assert_nonnull (strstr (page, "\"next\":{\"seq\":2,"));
}

static void
test_hello (Fixture *self, gconstpointer data)
{
  g_autofree char *before = ask (self, pt_handle_hello, self->caller, NULL, NULL);
  g_autofree char *after = NULL;

  g_free (push_as (self, self->caller, make_op (1, 1, 7, 1, "body", "a", "")));
  after = ask (self, pt_handle_hello, self->caller, NULL, NULL);

  g_assert_null (strstr (before, "\"last\""));
  g_assert_nonnull (strstr (after, "\"last\":\"01890000-0000-7000-8000-0000000000d1:7\""));
  g_assert_nonnull (strstr (after, "\"newest\":{\"seq\":1,"));
}

static void
test_hello_after_another (Fixture *self, gconstpointer data)
{
  g_autoptr (PtCaller) other = make_caller (self, "member");
  g_autofree char *own = NULL;
  g_autofree char *theirs = NULL;

  g_test_summary ("A life stays its laptop's, whoever has seen what it saved.");
  g_free (push_as (self, self->caller, make_op (1, 2, 7, 1, "body", "a", "")));
  g_free (
      push_as (self, other,
               make_op (2, 1, 1, 1, "body", "b", "\"01890000-0000-7000-8000-0000000000d2\":7")));
  own = ask (self, pt_handle_hello, self->caller, NULL, NULL);
  theirs = ask (self, pt_handle_hello, other, NULL, NULL);

  g_assert_nonnull (strstr (own, "\"last\":\"01890000-0000-7000-8000-0000000000d2:7\""));
  g_assert_nonnull (strstr (theirs, "\"last\":\"01890000-0000-7000-8000-0000000000d1:1\""));
}

/* ── Invites ── */

static char *
try_code (Fixture *self, const PtNewInvite *invite, const char *code)
{
  g_autofree char *body = g_strdup_printf ("{\"invite\":\"%s\",\"code\":\"%s\"}", invite->id, code);
  char *answer = ask (self, pt_handle_join, NULL, NULL, body);
  char *end = strstr (answer, "\"code\":\"");

  if (end == NULL)
    return answer;
  *strchr (end + strlen ("\"code\":\""), '"') = '\0';
  memmove (answer, end + strlen ("\"code\":\""), strlen (end) - strlen ("\"code\":\"") + 1);
  return answer;
}

static void
test_invite_expires (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int64_t hours;
    gboolean good;
  } cases[] = { { 0, TRUE }, { 71, TRUE }, { 73, FALSE }, { 24 * 365, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PtNewInvite) invite = { 0 };
      g_autofree char *answer = NULL;

      self->leap = 0;
      g_assert_true (
          pt_invite_make (self->hub, self->journal, NULL, LOGBOOK, "member", "Bo", &invite, NULL));
      self->leap = cases[i].hours * 3600 * PT_USEC_PER_SECOND;
      answer = try_code (self, &invite, invite.code);
      g_assert_true (g_str_has_prefix (answer, cases[i].good ? "200 " : "invite_expired"));
    }
}

static void
test_right_code_gives_try_back (Fixture *self, gconstpointer data)
{
  g_auto (PtNewInvite) invite = { 0 };

  g_assert_true (
      pt_invite_make (self->hub, self->journal, NULL, NULL, "coordinator", "Bo", &invite, NULL));
  for (guint i = 0; i < 40; i++) /* more than an address may guess */
    {
      g_autofree char *answer = try_code (self, &invite, invite.code);

      g_assert_cmpstr (answer, ==, "needs_logbook");
    }
}

static char *
guess (Fixture *self)
{
  g_auto (PtNewInvite) invite = { 0 };

  g_assert_true (
      pt_invite_make (self->hub, self->journal, NULL, NULL, "coordinator", "Bo", &invite, NULL));
  return try_code (self, &invite, "AAAAAAAA");
}

/* Five guesses at each of many invites are many guesses all the same. */
static void
test_guesses_over_invites (Fixture *self, gconstpointer data)
{
  g_auto (PtNewInvite) invite = { 0 };
  g_autofree char *first = guess (self);
  g_autofree char *meanwhile = NULL;
  g_autofree char *later = NULL;
  guint n = 1;

  g_assert_true (
      pt_invite_make (self->hub, self->journal, NULL, NULL, "coordinator", "Bo", &invite, NULL));
  for (g_autofree char *answer = NULL; g_strcmp0 (answer, "many_codes") != 0; n++)
    {
      g_assert_cmpuint (n, <, 25);
      g_free (answer);
      answer = guess (self);
    }
  self->leap = -3600 * PT_USEC_PER_SECOND; /* nothing comes back meanwhile */
  meanwhile = try_code (self, &invite, invite.code);
  self->leap = 0;
  later = try_code (self, &invite, invite.code);

  g_assert_cmpstr (first, ==, "wrong_code");
  g_assert_cmpstr (meanwhile, ==, "many_codes");
  g_assert_cmpstr (later, ==, "needs_logbook"); /* the code is right, and still good */
}

/* ── Tables ── */

/* What the hub says about one op, and what the laptop says of the hub by itself. */
static const char *const other_codes[] = { "role", "revoked", "too_many", PT_WIRE_DECLINED,
                                           "left" };

/* (transfer full): all codes, each once. */
static GPtrArray *
list_codes (void)
{
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; i < PT_N_PROBLEMS; i++)
    g_ptr_array_add (codes, (gpointer)pt_problem_code (i));
  for (guint i = 0; i < G_N_ELEMENTS (other_codes); i++)
    if (!g_ptr_array_find_with_equal_func (codes, other_codes[i], g_str_equal, NULL))
      g_ptr_array_add (codes, (gpointer)other_codes[i]);
  return codes;
}

/* One that nobody else has, in both languages. */
static void
assert_own_sentence (GHashTable *known, const char *code, const char *sentence)
{
  const char *dutch;

  g_test_message ("%s: %s", code, sentence);
  g_assert_nonnull (sentence);
  dutch = pt_catalog_text ("nl", NULL, sentence);
  g_assert_cmpstr (dutch, !=, sentence);
  g_assert_true (g_hash_table_add (known, g_strdup (sentence)));
  g_assert_true (g_hash_table_add (known, g_strdup (dutch)));
}

static void
test_problem_sentences (void)
{
  g_autoptr (GPtrArray) codes = list_codes ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_test_summary ("Every code that the hub can say has a sentence of its own, also in Dutch.");
  for (guint i = 0; i < codes->len; i++)
    assert_own_sentence (known, codes->pdata[i], pt_sync_problem_sentence (codes->pdata[i]));
}

static void
test_retry_after (void)
{
  g_test_summary ("Who is told to come back is told when.");
  for (guint i = 0; i < PT_N_PROBLEMS; i++)
    {
      g_autoptr (PtHubResponse) problem = pt_problem (i);
      const gboolean is_for_later = problem->status == 429 || problem->status == 503;

      g_test_message ("%s", pt_problem_code (i));
      g_assert_cmpint (problem->retry_after > 0, ==, is_for_later);
    }
}

/* What goes wrong on the way; `unauthorized` is a code of the hub too, with the same sentence. */
static void
test_error_sentences (void)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (PtSyncError code = PT_SYNC_ERROR_OFFLINE; code <= PT_SYNC_ERROR_INVITE; code++)
    {
      g_autoptr (GError) error = pt_sync_error_new (code);

      assert_own_sentence (known, pt_sync_error_name (error), error->message);
    }
}

/* A list is not what the hub says: this is what stands in its sources. */
static void
test_reasons_in_sources (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "../../src/hub/pt-push-op.c", NULL);
  g_autofree char *source = NULL;
  g_autoptr (GRegex) pattern = g_regex_new ("own = \"(\\w+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  g_test_summary ("A reason to set a save aside that is new in the hub needs a sentence too.");
  g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
  for (g_regex_match (pattern, source, 0, &match); g_match_info_matches (match); n++)
    {
      g_autofree char *reason = g_match_info_fetch (match, 1);

      g_assert_nonnull (pt_sync_problem_sentence (reason));
      g_match_info_next (match, NULL);
    }
  g_assert_cmpuint (n, ==, 3);
}

static void
test_key (Fixture *self, gconstpointer data)
{
  g_autofree char *key = pt_hub_folder_path (self->folder, PT_HUB_KEY);
  g_autofree char *url = pt_hub_folder_invite_url (self->folder, LOGBOOK, NULL);
  GStatBuf info;

  g_test_summary ("The key is its owner's only; without a record the default address is used.");
  g_assert_cmpint (g_stat (key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_str_has_prefix (url, "https://127.0.0.1:8443/join/" LOGBOOK "#sha256//"));
}

static void
test_tokens (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *header;
    gboolean known;
  } cases[] = {
    { "Bearer " TOKEN, TRUE },
    { "bearer " TOKEN, TRUE },
    { "Bearer 10112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", FALSE },
    { "Bearer 00112233445566778899aabbccddeeff00112233445566778899aabbccddeefe", FALSE },
    { "Bearer 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF", FALSE },
    { "Bearer " TOKEN "0", FALSE },
    { "Bearer 00112233445566778899aabbccddeeff", FALSE },
    { "Bearer ", FALSE },
    { "Basic " TOKEN, FALSE },
    { TOKEN, FALSE },
    { NULL, FALSE },
  };
  g_autoptr (GError) error = NULL;
  PtHash hash;

  g_test_summary ("A token is known by all of its signs or not at all.");
  pt_token_hash (TOKEN, &hash);
  self->journal->ops->begin (self->journal, LOGBOOK, &error);
  self->journal->ops->add_device (self->journal, self->caller, &hash, "a", NULL, START, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtHubRequest) request = pt_hub_request_new ();
      g_autoptr (PtHubResponse) none = NULL;
      const PtRoute *route = pt_route_find ("GET", "/v1/hello", request, &none);
      g_autoptr (PtHubResponse)
          refusal = pt_access_check (self->hub, self->journal, route, cases[i].header, request);

      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (refusal == NULL, ==, cases[i].known);
      g_assert_cmpint (refusal != NULL ? refusal->status : 401, ==, 401);
    }
}

static void
test_codes (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, START);
  g_autofree char *made = pt_invite_code_new (world);
  g_autofree char *small = g_ascii_strdown (made, -1);
  g_autofree char *spaced = g_strdup_printf (" %.4s - %s ", made, made + 4);
  g_autofree char *longer = g_strconcat (made, "2", NULL);
  g_autofree char *shorter = g_strndup (made, PT_INVITE_CODE_LENGTH - 1);
  g_autofree char *last = g_strdup (made);
  g_autofree char *first = g_strdup (made);
  g_autofree char *hash = pt_invite_code_hash (made);
  g_autofree char *again = pt_invite_code_hash (made);

  g_test_summary (
      "A code is the right one as people type it, and no other is, by how little it may "
      "differ; its hash is another one each time.");
  first[0] = first[0] == '2' ? '3' : '2';
  last[PT_INVITE_CODE_LENGTH - 1] = last[PT_INVITE_CODE_LENGTH - 1] == '2' ? '3' : '2';
  const struct
  {
    const char *typed;
    gboolean right;
  } cases[] = {
    { made, TRUE },     { small, TRUE }, { spaced, TRUE }, { longer, FALSE },
    { shorter, FALSE }, { last, FALSE }, { first, FALSE }, { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_assert_cmpint (pt_invite_code_matches (hash, cases[i].typed), ==, cases[i].right);
    }
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (pt_invite_code_matches (again, made));
  g_assert_false (pt_invite_code_matches ("", made));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  ADD ("/push/outcomes", test_outcomes);
  ADD ("/push/forked", test_forked);
  ADD ("/push/quarantine", test_quarantine);
  ADD ("/push/numbers-in-one-batch", test_numbers_in_one_batch);
  ADD ("/push/roles", test_roles);
  ADD ("/quarantine/decisions", test_decisions);
  ADD ("/revoked/amount", test_revoked_amount);
  ADD ("/revoked/doors", test_revoked_doors);
  ADD ("/revoked/role-while-away", test_role_while_away);
  ADD ("/restored/accepted-before", test_accepted_before_restore);
  ADD ("/restored/other-number", test_accepted_under_another_number);
  ADD ("/restored/offered-later", test_accepted_and_offered_later);
  ADD ("/restored/long-before", test_accepted_long_before);
  ADD ("/restored/more-than-was-accepted", test_more_than_was_accepted);
  ADD ("/restored/declined-meanwhile", test_declined_and_offered_later);
  ADD ("/restored/older-for-who-left", test_older_for_who_left);
  ADD ("/push/late-on-what-was-erased", test_late_on_what_was_erased);
  ADD ("/restored/numbers-come-back", test_numbers_come_back);
  ADD ("/restored/history-asks-no-role", test_history_asks_no_role);
  ADD ("/restored/went-on-since", test_went_on_since);
  ADD ("/restored/saves-of-who-knows-more", test_saves_of_who_knows_more);
  ADD ("/restored/files-of-nobody", test_files_of_nobody);
  ADD ("/push/too-many-versions", test_too_many_versions);
  ADD ("/feed/history", test_history);
  ADD ("/feed/cursor", test_cursor);
  ADD ("/feed/hello", test_hello);
  ADD ("/feed/hello-after-another", test_hello_after_another);
  ADD ("/invite/expires", test_invite_expires);
  ADD ("/invite/right-code-gives-try-back", test_right_code_gives_try_back);
  ADD ("/invite/guesses-over-invites", test_guesses_over_invites);
  ADD ("/access/tokens", test_tokens);
  ADD ("/folder/key", test_key);
  g_test_add_func ("/invite/codes", test_codes);
  g_test_add_func ("/tables/problem-sentences", test_problem_sentences);
  g_test_add_func ("/tables/retry-after", test_retry_after);
  g_test_add_func ("/tables/error-sentences", test_error_sentences);
  g_test_add_func ("/tables/reasons-in-sources", test_reasons_in_sources);
  return test_home_run ();
}
