/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: whatever many laptops say of one record, it stays such that every laptop and the hub can read it;
 * what would be more waits for the coordinator and says so, and a choice makes room. */
#include "hub-fixture.h"

#include "pt-parcel.h"
#include "pt-push.h"
#include "pt-sync-error.h"
#include "pt-sync-parcel.h"
#include "pt-carrier.h"
#include "pt-wire.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define LIFE "01890000-0000-7000-8000-0000000c%04u"
#define OP "01890000-0000-7000-8000-0000000a%04u"
#define BATCH_OPS 500
#define BATCH_BYTES 700000
#define LARGE (250 * 1024)

/* ── The ways to fill a record ── */

/* What the @i-th laptop sets. */
typedef void (*Setter) (GString *out, guint i);

static void
set_another (GString *out, guint i)
{
  g_string_append_printf (out, "\"body\":\"v%u\"", i);
}

static void
set_same (GString *out, guint i)
{
  g_string_append (out, "\"body\":\"same\"");
}

static void
set_keys (GString *out, guint i)
{
  for (guint j = 0; j < 500; j++)
    g_string_append_printf (out, "%s\"tags/k%u\":true", j > 0 ? "," : "", i * 500 + j);
}

static void
set_one_of_many (GString *out, guint i)
{
  g_string_append_printf (out, "\"f%u\":\"v%u\"", i / 200, i);
}

static void
set_large (GString *out, guint i)
{
  g_autofree char *text = g_strnfill (LARGE, 'x');

  g_string_append_printf (out, "\"body\":\"%s%u\"", text, i);
}

/* Each of these bytes takes six on the wire. */
static void
set_escaped (GString *out, guint i)
{
  g_string_append (out, "\"body\":\"");
  for (guint j = 0; j < LARGE / 6; j++)
    g_string_append (out, "\\u0001");
  g_string_append_printf (out, "%u\"", i);
}

typedef struct
{
  const char *name;
  Setter set;
  guint n;            /* so many fit */
  const char *chosen; /* what a choice between them sets, having seen @n_seen of them */
  guint n_seen;
  gboolean stays; /* … which makes no room */
} Row;

static const Row rows[] = {
  { "versions", set_another, 200, "\"body\":\"chosen\"", 200, FALSE },
  { "dots", set_same, 200, "\"body\":\"chosen\"", 200, FALSE },
  { "registers", set_keys, 8, "\"tags/k1\":false", 8, TRUE },
  { "stamps", set_one_of_many, 8000, "\"f0\":\"chosen\"", 200, FALSE },
  { "bytes", set_large, 32, "\"body\":\"chosen\"", 32, FALSE },
  { "escapes", set_escaped, 32, "\"body\":\"chosen\"", 32, FALSE },
};

/* ── A hub and two laptops ── */

typedef struct
{
  HubFixture hub;
  PtJournal *journal;
  PtCaller caller;
  Laptop *an;
  Laptop *sofie;
  char *record;
  char *path; /* of an exchange file */
} Fixture;

static PtCaller
make_caller (Laptop *laptop)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);

  return (PtCaller){ .device = g_strdup (link->device),
                     .member = g_strdup (pt_store_get_member (laptop->store)),
                     .logbook = g_strdup (laptop_logbook (laptop)),
                     .name = g_strdup ("An"),
                     .role = g_strdup ("coordinator"),
                     .active = TRUE };
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hub_fixture_set_up (&self->hub, NULL);
  self->an = laptop_found ("an", self->hub.folder);
  pt_sync_report_free (laptop_sync (self->an));
  self->sofie = laptop_join ("sofie", self->hub.folder, laptop_logbook (self->an), "member");
  self->journal = pt_hub_folder_open_journal (self->hub.folder, &error);
  g_assert_no_error (error);
  self->caller = make_caller (self->an);
  self->path = g_build_filename (self->sofie->folder, "sofie" PT_PARCEL_EXTENSION, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->caller.device);
  g_free (self->caller.member);
  g_free (self->caller.logbook);
  g_free (self->caller.name);
  g_free (self->caller.role);
  pt_journal_free (self->journal);
  laptop_free (self->an);
  laptop_free (self->sofie);
  g_free (self->record);
  g_free (self->path);
  hub_fixture_tear_down (&self->hub, NULL);
}

/* (transfer full): status and body as one text. */
static char *
ask (Fixture *self, PtHandler handler, const char *body)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (PtHubResponse) response = NULL;
  char *text;

  request->logbook = g_strdup (self->caller.logbook);
  request->caller = &self->caller;
  request->body = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_hash_table_insert (request->query, g_strdup ("after"), g_strdup ("0"));
  response = handler (self->hub.hub, self->journal, request);
  request->caller = NULL;
  text = g_strdup_printf ("%u %.*s", response->status, (int)g_bytes_get_size (response->body),
                          (const char *)g_bytes_get_data (response->body, NULL));
  return text;
}

/* ── What the others say ── */

static void
append_op (Fixture *self, GString *out, guint i, const char *set, const char *seen)
{
  g_string_append_printf (out,
                          "%s{\"op\":\"" OP "\",\"dot\":\"" LIFE ":1\",\"rec\":\"%s\","
                          "\"kind\":\"entry\",\"set\":{%s},\"seen\":{%s},\"at\":%u,\"off\":0,"
                          "\"schema\":1,\"era\":0}",
                          out->len > 0 ? "," : "", i, i, self->record, set, seen, i);
}

/* (transfer full): the answer to all of them. */
static char *
push (Fixture *self, const char *ops)
{
  g_autofree char *body = g_strdup_printf ("{\"ops\":[%s]}", ops);
  char *answer = ask (self, pt_handle_push, body);

  if (!g_str_has_prefix (answer, "200 "))
    g_error ("push: %s", answer);
  return answer;
}

static char *
push_one (Fixture *self, guint i, const char *set, const char *seen)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_op (self, out, i, set, seen);
  return push (self, out->str);
}

static void
push_batch (Fixture *self, const Row *row, guint *i)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *answer = NULL;

  for (guint n = 0; *i < row->n && n < BATCH_OPS && out->len < BATCH_BYTES; n++, (*i)++)
    {
      g_autoptr (GString) set = g_string_new (NULL);

      row->set (set, *i);
      append_op (self, out, *i, set->str, "");
    }
  answer = push (self, out->str);
  if (strstr (answer, "quarantined") != NULL)
    g_error ("%s: up to %u of %u: %s", row->name, *i, row->n, answer);
}

static char *
push_more (Fixture *self, const Row *row)
{
  g_autoptr (GString) set = g_string_new (NULL);

  row->set (set, row->n);
  return push_one (self, row->n, set->str, "");
}

/* Somebody has seen them and decides. */
static char *
push_choice (Fixture *self, const Row *row)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < row->n_seen; i++)
    g_string_append_printf (seen, "%s\"" LIFE "\":1", i > 0 ? "," : "", i);
  return push_one (self, row->n + 1, row->chosen, seen->str);
}

static char *
accept (Fixture *self, guint i)
{
  g_autofree char *body = g_strdup_printf ("{\"decisions\":[{\"op\":\"" OP "\",\"accept\":true}]}",
                                           i);

  return ask (self, pt_handle_decide, body);
}

/* ── What laptops see of it ── */

static PtSyncReport *
travel (Fixture *self)
{
  g_auto (PtSyncPacked) packed = { 0 };
  g_auto (PtCarrierReport) carried = { 0 };
  g_autoptr (GError) error = NULL;
  PtSyncReport *report;

  pt_sync_pack (self->sofie->store, self->path, PT_SYNC_PARCEL_FILES, NULL, &packed, NULL, &error);
  g_assert_no_error (error);
  pt_carrier_exchange (self->hub.hub, self->journal, self->path, NULL, NULL, NULL, &carried,
                       &error);
  g_assert_no_error (error);
  report = pt_sync_unpack (self->sofie->store, self->path, NULL, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_told (Laptop *laptop, const PtSyncReport *report)
{
  const char *sentence = pt_sync_problem_sentence ("too_many");

  g_assert_cmpuint (report->refused->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->refused, 0), sentence));
  g_assert_cmpint (pt_store_count_pending (laptop->store), ==, 0);
}

/* What a laptop says that knows nothing of the others yet. */
static void
say_offline (Fixture *self, const Row *row)
{
  g_autoptr (GString) set = g_string_new (NULL);
  g_autofree char *large = g_strnfill (LARGE, 'y');
  gboolean same = row->set == set_same;

  self->record = laptop_add_entry (self->sofie, "Van Sofie", same ? "same" : large);
}

static void
fill (Fixture *self, const Row *row)
{
  for (guint i = 0; i < row->n;)
    push_batch (self, row, &i);
}

static void
assert_quarantined (const char *answer)
{
  if (strstr (answer, "\"outcome\":\"quarantined\",\"reason\":\"too_many\"") == NULL)
    g_error ("not held: %s", answer);
}

static void
test_row (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PtSyncReport) report = NULL;
  g_autofree char *more = NULL;
  g_autofree char *early = NULL;
  g_autofree char *choice = NULL;
  g_autofree char *late = NULL;

  g_test_summary ("One more than fits waits, is told in a sentence, and fits after a choice.");
  say_offline (self, row);
  fill (self, row);
  more = push_more (self, row);
  assert_quarantined (more);
  report = laptop_sync (self->sofie);
  assert_told (self->sofie, report);
  early = accept (self, row->n);
  g_assert_nonnull (strstr (early, "choose_first"));

  choice = push_choice (self, row);
  g_assert_nonnull (strstr (choice, "\"outcome\":\"applied\""));
  late = accept (self, row->n);
  g_assert_true (g_str_has_prefix (late, row->stays ? "409 " : "200 "));
  laptop_sync_all (self->an, self->sofie, NULL);
}

static void
test_by_stick (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PtSyncReport) report = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_test_summary ("A stick brings no more in than a line does, and brings the sentence back.");
  say_offline (self, row);
  fill (self, row);
  report = travel (self);

  assert_told (self->sofie, report);
  pt_sync_report_free (laptop_sync (self->an));
  first = laptop_dup_versions (self->an, self->record, "title");
  second = laptop_dup_versions (self->sofie, self->record, "title");
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (second, ==, "Van Sofie");
}

static void
test_first_op (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) set = g_string_new (NULL);
  g_autofree char *answer = NULL;

  g_test_summary ("A record cannot begin with more than fits either.");
  self->record = g_strdup ("01890000-0000-7000-8000-0000000b0001");
  for (guint i = 0; i < 4001; i++)
    g_string_append_printf (set, "%s\"tags/k%u\":true", i > 0 ? "," : "", i);
  answer = push_one (self, 1, set->str, "");

  assert_quarantined (answer);
  g_free (answer);
  answer = accept (self, 1);
  g_assert_nonnull (strstr (answer, "choose_first"));
  pt_sync_report_free (laptop_sync (self->an));
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = g_strdup_printf ("/hub/bounds/line/%s", rows[i].name);
      g_autofree char *stick = g_strdup_printf ("/hub/bounds/stick/%s", rows[i].name);

      g_test_add (line, Fixture, &rows[i], set_up, test_row, tear_down);
      g_test_add (stick, Fixture, &rows[i], set_up, test_by_stick, tear_down);
    }
  g_test_add ("/hub/bounds/first-op", Fixture, NULL, set_up, test_first_op, tear_down);
  return test_home_run ();
}
