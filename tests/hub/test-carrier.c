/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: what comes by a file is asked of the hub's own routes, with the rights and limits of who wrote
 * it; a file of nobody, or of somebody who wants too much, does no harm. */
#include "hub-fixture.h"
#include "hub-put-back.h"

#include "pt-carrier.h"
#include "pt-json.h"
#include "pt-parcel-answers.h"
#include "pt-sync-parcel.h"
#include "pt-wire.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define SOMEBODY "01890000-0000-7000-8000-00000000000a"

typedef struct
{
  HubFixture hub;
  PtJournal *journal;
  Laptop *an;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hub_fixture_set_up (&self->hub, NULL);
  self->an = laptop_found ("an", self->hub.folder);
  pt_sync_report_free (laptop_sync (self->an));
  self->journal = pt_hub_folder_open_journal (self->hub.folder, &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->an->folder, "an" PT_PARCEL_EXTENSION, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pt_journal_free (self->journal);
  laptop_free (self->an);
  g_free (self->path);
  hub_fixture_tear_down (&self->hub, NULL);
}

/* ── Whole journeys ── */

static PtCarrierReport
answer (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  PtCarrierReport report = { 0 };

  pt_carrier_exchange (self->hub.hub, self->journal, self->path, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report.device, !=, NULL);
  g_clear_pointer (&report.device, g_free);
  return report;
}

static void
pack (Fixture *self, Laptop *laptop)
{
  g_auto (PtSyncPacked) packed = { 0 };
  g_autoptr (GError) error = NULL;

  pt_sync_pack (laptop->store, self->path, PT_SYNC_PARCEL_FILES, NULL, &packed, NULL, &error);
  g_assert_no_error (error);
}

static PtSyncReport *
unpack (Fixture *self, Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  PtSyncReport *report = pt_sync_unpack (laptop->store, self->path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_unlink (self->path);
  return report;
}

static PtSyncReport *
travel (Fixture *self, Laptop *laptop)
{
  pack (self, laptop);
  answer (self);
  return unpack (self, laptop);
}

static void
test_journey (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop)
      sofie = laptop_join ("sofie", self->hub.folder, laptop_logbook (self->an), "member");
  g_autofree char *id = laptop_add_entry (self->an, "Soep", "Van An");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_test_summary ("What one laptop says by a file the other one has after its own.");
  pt_sync_report_free (travel (self, self->an));
  pt_sync_report_free (travel (self, sofie));
  laptop_set (sofie, id, "body", "Van Sofie");
  pt_sync_report_free (travel (self, sofie));
  pt_sync_report_free (travel (self, self->an));

  laptop_assert_text (self->an, id, "body", "Van Sofie");
  first = laptop_dup_everything (self->an);
  second = laptop_dup_everything (sofie);
  g_assert_cmpstr (first, ==, second);
}

/* A number of the feed that stands for two things. */
static void
test_other_feed (Fixture *self, gconstpointer data)
{
  const char *logbook = laptop_logbook (self->an);
  g_autoptr (Laptop) sofie = laptop_join ("sofie", self->hub.folder, logbook, "member");
  g_autoptr (Laptop) kees = laptop_join ("kees", self->hub.folder, logbook, "member");
  g_autofree char *lost = NULL, *later = NULL, *on_sofie = NULL, *on_kees = NULL;
  g_autoptr (PtSyncReport) read = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A file of a hub that was put back does not go on where another feed ended: what "
                  "only its reader still has comes back.");
  laptop_sync_all (sofie, kees, NULL);
  pack (self, sofie);
  g_clear_pointer (&self->journal, pt_journal_free);
  hub_keep_copy (&self->hub);
  lost = laptop_add_entry (self->an, "Weg", "Na de kopie");
  laptop_sync_all (self->an, sofie, NULL);
  hub_put_back (&self->hub);
  later = laptop_add_entry (kees, "Later", "In het tweede leven");
  laptop_sync_all (kees, NULL);
  self->journal = pt_hub_folder_open_journal (self->hub.folder, &error);
  g_assert_no_error (error);

  answer (self);
  read = unpack (self, sofie);

  g_assert_cmpuint (read->pulled, ==, 0);
  g_assert_cmpuint (read->notes->len, ==, 1);
  laptop_sync_all (sofie, kees, sofie, NULL);
  laptop_assert_text (kees, lost, "title", "Weg");
  laptop_assert_text (sofie, later, "title", "Later");
  on_sofie = laptop_dup_everything (sofie);
  on_kees = laptop_dup_everything (kees);
  g_assert_cmpstr (on_sofie, ==, on_kees);
}

/* A copy of this laptop has used its numbers. */
static void
close_life (Fixture *self)
{
  const char *logbook = laptop_logbook (self->an);
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->an->store);
  g_autoptr (GError) error = NULL;
  PtLife life;
  PtDot dot;

  g_assert_true (pt_store_get_acked (self->an->store, &dot));
  self->journal->ops->begin (self->journal, logbook, &error);
  self->journal->ops->get_life (self->journal, logbook, &dot.incarnation, &life, &error);
  life.closed = TRUE;
  self->journal->ops->set_life (self->journal, logbook, &dot.incarnation, link->device, &life,
                                &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
}

static void
test_other_numbers (Fixture *self, gconstpointer data)
{
  g_autofree char *before = laptop_add_entry (self->an, "Ervoor", "a");
  g_autofree char *after = NULL;

  g_test_summary ("What needs other numbers gets them once, and goes with the next file.");
  pt_sync_report_free (travel (self, self->an));
  close_life (self);
  after = laptop_add_entry (self->an, "Erna", "b");

  pt_sync_report_free (travel (self, self->an));
  g_assert_cmpint (pt_store_count_pending (self->an->store), ==, 1);
  pt_sync_report_free (travel (self, self->an));
  g_assert_cmpint (pt_store_count_pending (self->an->store), ==, 0);
}

static void
test_unreadable_op (Fixture *self, gconstpointer data)
{
  g_autofree char *before = laptop_add_entry (self->an, "Ervoor", "a");
  g_autofree char *bad = laptop_add_entry (self->an, "Kapot", "b");
  g_autofree char *after = laptop_add_entry (self->an, "Erna", "c");
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  g_test_summary ("One save that the hub cannot read is set aside; those around it arrive.");
  pt_db_run (pt_store_get_db (self->an->store), &error,
             "UPDATE op SET body = json_set (body, '$.dot', 'onzin') WHERE record ="
             " (SELECT row FROM record WHERE id = ?)",
             "b", bad);
  g_assert_no_error (error);
  report = travel (self, self->an);

  g_assert_cmpuint (report->pushed, ==, 2);
  g_assert_cmpuint (report->refused->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->refused, 0), "Kapot"));
  g_assert_cmpint (pt_store_count_pending (self->an->store), ==, 0);
}

static void
test_no_room (Fixture *self, gconstpointer data)
{
  g_autofree char *note = laptop_add_entry (self->an, "Met bijlage", "a");
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, 5000);
  const PtBatchFile file = { .owner = note, .filename = (char *)"a.bin", .bytes = bytes };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord)
      record = pt_store_attach_bytes (self->an->store, &file, PT_ATTACH_DEFAULT, &error);
  g_autoptr (PtSyncReport) report = NULL;

  g_test_summary ("A hub without room for files takes the notes and says so.");
  g_assert_no_error (error);
  self->hub.hub->files_max = 1000;
  report = travel (self, self->an);

  g_assert_cmpuint (report->pushed, ==, 2);
  g_assert_cmpuint (report->files_sent, ==, 0);
  g_assert_cmpuint (report->refused->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->refused, 0), "room"));
  g_assert_nonnull (record);
}

/* ── Files that somebody else made ── */

typedef struct
{
  const char *method, *path;
  gsize body;   /* bytes */
  guint status; /* expected */
  const char *code;
} Question;

static PtParcelLabel
make_label (Laptop *laptop, const char *device)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);
  PtParcelLabel label = { .kind = PT_PARCEL_REQUEST };

  pt_uuid_new (laptop->world, &label.exchange);
  pt_uuid_parse (link->hub_id, &label.hub);
  pt_uuid_parse (laptop_logbook (laptop), &label.logbook);
  pt_uuid_parse (device != NULL ? device : link->device, &label.device);
  return label;
}

static void
write_questions (Fixture *self, Laptop *laptop, const Question *questions, guint n,
                 const char *device)
{
  const PtParcelLabel label = make_label (laptop, device);
  g_autofree char *secret = laptop_dup_token (laptop);
  uint8_t token[PT_PARCEL_TOKEN_BYTES];
  g_autoptr (PtParcelWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  pt_parcel_hash_token (secret, token);
  writer = pt_parcel_writer_new (self->path, &label, token, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = strstr (questions[i].path, "%s") != NULL
                                  ? g_strdup_printf ("/v1/logbooks/%s/%s", laptop_logbook (laptop),
                                                     questions[i].path + strlen ("%s/"))
                                  : g_strdup (questions[i].path);
      g_autofree char *text = g_strnfill (questions[i].body, 'x');
      g_autoptr (GBytes) body = g_bytes_new (text, questions[i].body);
      JsonObject *head = json_object_new ();

      json_object_set_string_member (head, "method", questions[i].method);
      json_object_set_string_member (head, "path", path);
      json_object_set_boolean_member (head, "all", TRUE);
      g_assert_true (pt_parcel_writer_add (writer, head, body, &error));
    }
  g_assert_true (pt_parcel_writer_finish (writer, &error));
}

static void
assert_answer (PtParcel *parcel, guint i, const Question *question)
{
  g_autoptr (JsonNode) head = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint status;

  pt_parcel_read (parcel, i, &head, &body, &error);
  g_assert_no_error (error);
  status = (guint)json_object_get_int_member (json_node_get_object (head), "status");
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (status != question->status
      || (question->code != NULL && strstr (text, question->code) == NULL))
    g_error ("%s %s: %u %s", question->method, question->path, status, text);
}

static const Question questions[] = {
  { "GET", "%s/quarantine", 0, 403, "role" },
  { "POST", "%s/erase", 10, 403, "role" },
  { "GET", "/v1/logbooks/" SOMEBODY "/pull?after=0", 0, 401, "unauthorized" },
  { "GET", "%s/pull?after=7&epoch=x&chain=y", 0, 409, "chain_broken" },
  { "GET", "%s/nothing", 0, 404, "not_found" },
  { "DELETE", "%s/pull", 0, 405, "method_not_allowed" },
  { "GET", "%s/blobs/../../hub.db", 0, 404, "not_found" },
  { "GET", "%s/blobs/0000000000000000000000000000000000000000000000000000000000000000", 0, 404,
    "no_such_file" },
  { "PATCH", "%s/blobs/00?offset=-1&size=99999999999", 10, 404, "no_such_file" },
  { "POST", "%s/push", 2 * 1024 * 1024, 413, "too_large" },
  { "POST", "%s/push", 100, 400, "bad_json" },
  { "GET", "%s/members", 100, 413, "too_large" },
  { "GET", "%s/wait?after=1000000", 0, 200, "newest" },
  { "GET", "", 0, 404, "not_found" },
  { "GET", "%s/members?%%%zz=&&==", 0, 200, "members" },
  { "GET", "/healthz", 0, 200, "ok" },
};

static void
test_questions (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop)
      sofie = laptop_join ("sofie", self->hub.folder, laptop_logbook (self->an), "member");
  g_autofree char *secret = laptop_dup_token (sofie);
  g_autoptr (PtParcel) parcel = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t token[PT_PARCEL_TOKEN_BYTES];

  g_test_summary ("A member may ask by a file what she may ask over the network, and no more.");
  write_questions (self, sofie, questions, G_N_ELEMENTS (questions), NULL);
  answer (self);

  pt_parcel_hash_token (secret, token);
  parcel = pt_parcel_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_true (pt_parcel_unlock (parcel, token, NULL, &error));
  g_assert_cmpuint (pt_parcel_get_length (parcel), ==, G_N_ELEMENTS (questions) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    assert_answer (parcel, i + 1, &questions[i]);
}

static void
assert_refuses (Fixture *self, PtParcelError code, GCancellable *cancellable)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (PtCarrierReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  gsize size, size_after;

  g_assert_true (g_file_get_contents (self->path, &before, &size, NULL));
  g_assert_false (pt_carrier_exchange (self->hub.hub, self->journal, self->path, NULL, NULL,
                                       cancellable, &report, &error));
  if (cancellable == NULL)
    g_assert_error (error, PT_PARCEL_ERROR, (int)code);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (self->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size, after, size_after);
}

static void
test_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop)
      sofie = laptop_join ("sofie", self->hub.folder, laptop_logbook (self->an), "member");
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->an->store);

  g_test_summary ("A file of nobody, and one in another's name, are left as they are.");
  write_questions (self, sofie, questions, 1, SOMEBODY);
  assert_refuses (self, PT_PARCEL_ERROR_ELSEWHERE, NULL);
  write_questions (self, sofie, questions, 1, link->device);
  assert_refuses (self, PT_PARCEL_ERROR_DAMAGED, NULL);
}

static void
test_stopped (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_test_summary ("Stopped, it leaves the questions where they were; asked again it answers.");
  pack (self, self->an);
  g_cancellable_cancel (cancellable);
  assert_refuses (self, PT_PARCEL_ERROR_DAMAGED, cancellable);
  answer (self);
  pt_sync_report_free (unpack (self, self->an));
}

static void
test_another_hub (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (self->hub.hub->id);

  g_test_summary ("A file for another hub is left as it is.");
  pack (self, self->an);
  g_free (self->hub.hub->id);
  self->hub.hub->id = g_strdup (SOMEBODY);
  assert_refuses (self, PT_PARCEL_ERROR_ELSEWHERE, NULL);
  g_free (self->hub.hub->id);
  self->hub.hub->id = g_steal_pointer (&id);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  ADD ("/hub/carrier/journey", test_journey);
  ADD ("/hub/carrier/other-feed", test_other_feed);
  ADD ("/hub/carrier/other-numbers", test_other_numbers);
  ADD ("/hub/carrier/unreadable-op", test_unreadable_op);
  ADD ("/hub/carrier/no-room", test_no_room);
  ADD ("/hub/carrier/questions", test_questions);
  ADD ("/hub/carrier/nobody", test_nobody);
  ADD ("/hub/carrier/stopped", test_stopped);
  ADD ("/hub/carrier/another-hub", test_another_hub);
  return test_home_run ();
}
