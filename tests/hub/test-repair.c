/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub that was put back (sync.md §4 and §5): laptops notice, give back what they hold, and end up
 * equal; with a real hub over HTTPS. Here the folder is put back by hand, without a word. */
#include "hub-fixture.h"
#include "hub-put-back.h"

#include "pt-audit.h"
#include "pt-hub-backup.h"
#include "pt-hub-folder.h"
#include "pt-sync-admin.h"
#include "pt-witness.h"
#include "test-home.h"

#include <string.h>

typedef HubFixture Fixture;

static void
assert_equal (Laptop *a, Laptop *b)
{
  g_autofree char *on_a = laptop_dup_everything (a);
  g_autofree char *on_b = laptop_dup_everything (b);

  g_assert_cmpstr (on_a, ==, on_b);
}

/* Somebody who was never here gets what the others have: it is at the hub. */
static void
assert_newcomer_equal (Fixture *self, Laptop *laptop)
{
  g_autoptr (Laptop)
      newcomer = laptop_join ("newcomer", self->folder, laptop_logbook (laptop), "member");

  laptop_sync_all (newcomer, NULL);
  assert_equal (newcomer, laptop);
}

static void
test_everything_is_back (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *old = laptop_add_entry (a, "Old", "Body");
  g_autofree char *lost = NULL;
  g_autoptr (Laptop) b = NULL;

  g_test_summary ("What was made since the backup is at the hub again, with both versions of what "
                  "two had changed, and nothing is double.");
  laptop_sync_all (a, NULL);
  b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  laptop_sync_all (b, NULL);
  hub_keep_copy (self);
  lost = laptop_add_entry (b, "Lost", "Made after the backup");
  laptop_set (a, old, "title", "From A");
  laptop_set (b, old, "title", "From B");
  laptop_set (a, old, "body", "New body");
  laptop_sync_all (a, b, a, NULL);
  hub_put_back (self);

  laptop_sync_all (a, b, a, b, NULL);

  assert_equal (a, b);
  laptop_assert_text (a, lost, "title", "Lost");
  laptop_assert_text (a, old, "body", "New body");
  laptop_assert_text (b, old, "title", "From A|From B");
  g_assert_cmpint (pt_store_count_conflicts (a->store), ==, 1);
  assert_newcomer_equal (self, a);
}

/* (transfer full): the device that the newest such line of the audit log names, or NULL. */
static char *
dup_offering_device (Fixture *self, Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (self->folder, &error);
  g_autoptr (PtAuditLine) last = NULL;
  int64_t n = 0;

  g_assert_no_error (error);
  g_assert_true (journal->ops->last_audit (journal, laptop_logbook (laptop), &last, &error));
  g_assert_true (pt_audit_check (journal, laptop_logbook (laptop), &n, &error));
  return strcmp (last->action, "repair") == 0 ? g_strdup (last->device) : NULL;
}

static char *
dup_epoch (Fixture *self, Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (self->folder, &error);
  g_autoptr (PtHead) head = NULL;

  g_assert_no_error (error);
  journal->ops->get_head (journal, laptop_logbook (laptop), &head, &error);
  g_assert_no_error (error);
  return g_strdup (head->epoch);
}

static void
do_nothing (Fixture *self, gpointer data)
{
}

static void
test_noticed_by_the_hub (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *before = NULL;
  g_autofree char *restarted = NULL;
  g_autofree char *noticed = NULL;
  g_autofree char *later = NULL;
  g_autofree char *id = NULL;

  g_test_summary (
      "A hub whose database was put back without a word notices by itself, once, before "
      "a laptop speaks; one that was only started anew does not.");
  laptop_sync_all (a, NULL);
  before = dup_epoch (self, a);
  hub_keep_copy (self);
  id = laptop_add_entry (a, "Lost", "Made after the copy");
  laptop_sync_all (a, NULL);
  hub_while_stopped (self, do_nothing, NULL);
  restarted = dup_epoch (self, a);

  hub_put_back_database (self);
  noticed = dup_epoch (self, a);
  hub_while_stopped (self, do_nothing, NULL);
  later = dup_epoch (self, a);

  g_assert_cmpstr (restarted, ==, before);
  g_assert_cmpstr (noticed, !=, before);
  g_assert_cmpstr (later, ==, noticed);
  laptop_sync_all (a, NULL);
  assert_newcomer_equal (self, a);
}

static void
test_noticed_with_a_ledger (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *erased = laptop_add_entry (a, "Erased", "Before the copy");
  g_autofree char *lost = NULL;
  g_autofree char *before = NULL;
  g_autofree char *noticed = NULL;
  g_autoptr (PtErasure) order = pt_erasure_new (erased, NULL, "They asked for it");
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "A hub notices by itself that its database was put back, also one whose ledger has "
      "something to say about every start.");
  laptop_sync_all (a, NULL);
  pt_sync_erase (a->store, a->transport, order, &error);
  g_assert_no_error (error);
  before = dup_epoch (self, a);
  hub_keep_copy (self);
  lost = laptop_add_entry (a, "Lost", "Made after the copy");
  laptop_sync_all (a, NULL);

  hub_put_back_database (self);

  noticed = dup_epoch (self, a);
  g_assert_cmpstr (noticed, !=, before);
  laptop_sync_all (a, NULL);
  assert_newcomer_equal (self, a);
}

static void
test_half_a_witness (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Half a line, which a power cut leaves, is no reason to believe that the hub was "
                  "put back.");
  laptop_sync_all (a, NULL);
  before = dup_epoch (self, a);
  path = g_build_filename (self->folder, PT_WITNESS_FOLDER, laptop_logbook (a), NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_file_set_contents (path, "00000000000000000099 0", -1, &error);
  g_assert_no_error (error);

  hub_while_stopped (self, do_nothing, NULL);
  after = dup_epoch (self, a);

  g_assert_cmpstr (after, ==, before);
}

static void
test_from_another (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *id = NULL;
  g_autofree char *offering = NULL;
  g_autoptr (PtHubLink) link = NULL;
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  g_test_summary ("The work of a laptop that is lost comes back from another one, under its name "
                  "and with its number; the audit log says which one gave it.");
  laptop_sync_all (a, b, NULL);
  hub_keep_copy (self);
  id = laptop_add_entry (b, "By B", "Body");
  laptop_sync_all (b, a, NULL);
  hub_put_back (self);

  report = laptop_sync (a);

  g_assert_cmpuint (report->repaired, ==, 1);
  g_assert_cmpuint (report->notes->len, ==, 1);
  offering = dup_offering_device (self, a);
  link = pt_store_get_hub (a->store);
  g_assert_cmpstr (offering, ==, link->device);
  record = pt_store_get_record (a->store, id, NULL);
  g_assert_cmpstr (pt_record_get_updated_by (record), ==, pt_store_get_member (b->store));
  g_assert_cmpint (pt_record_get_no (record), ==, 1);
  assert_newcomer_equal (self, a);
}

static void
test_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *shared = laptop_add_entry (a, "Shared", "Body");
  g_autofree char *fresh = NULL;

  g_test_summary ("The hub was put back while one laptop went on working: both are right.");
  laptop_sync_all (a, b, NULL);
  hub_keep_copy (self);
  laptop_set (a, shared, "title", "Changed");
  laptop_sync_all (a, NULL);
  hub_put_back (self);
  fresh = laptop_add_entry (b, "Fresh", "Made after the restore");
  laptop_set (b, shared, "body", "Body of B");

  laptop_sync_all (b, a, b, a, NULL);

  assert_equal (a, b);
  laptop_assert_text (b, shared, "title", "Changed");
  laptop_assert_text (a, shared, "body", "Body of B");
  laptop_assert_text (a, fresh, "title", "Fresh");
  g_assert_cmpint (pt_store_count_conflicts (a->store), ==, 0);
  assert_newcomer_equal (self, b);
}

/* Sent and answered, but not read again: only the answer knows of it. */
static gboolean
cut_pull_cb (const PtRequest *request, const PtResponse *response, gpointer data, GError **error)
{
  if (strstr (request->path, "/pull") == NULL)
    return TRUE;
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
  return FALSE;
}

static void
test_only_answered (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (PtTransport) good = NULL;
  g_autofree char *id = NULL;
  g_autoptr (PtSyncReport) none = NULL;

  g_test_summary ("A save that was answered and whose hub forgot it is sent again.");
  laptop_sync_all (a, NULL);
  hub_keep_copy (self);
  id = laptop_add_entry (a, "Answered", "Body");
  good = g_object_ref (a->transport);
  laptop_watch_wire (a, cut_pull_cb, NULL);
  none = laptop_try_sync (a, NULL);
  g_assert_null (none);
  g_assert_cmpint (pt_store_count_pending (a->store), ==, 0);
  g_set_object (&a->transport, good);
  hub_put_back (self);

  laptop_sync_all (a, NULL);

  laptop_assert_text (a, id, "title", "Answered");
  assert_newcomer_equal (self, a);
}

/* A field that this version does not know, as an import brings it. */
static void
set_unknown (Laptop *laptop, const char *id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (laptop->store, id, &error);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  g_autoptr (PtValue) value = pt_value_new_text (text);
  g_autoptr (PtRecord) saved = NULL;

  pt_edit_set_register (edit, field, value);
  saved = pt_store_save (laptop->store, edit, &error);
  g_assert_no_error (error);
}

static void
test_large_record (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *text = g_strnfill (200 * 1024, '"');
  g_autofree char *id = NULL;

  g_test_summary ("A record that is larger than a batch comes back whole.");
  laptop_sync_all (a, NULL);
  hub_keep_copy (self);
  id = laptop_add_entry (a, "Large", text);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *field = g_strdup_printf ("extra_%u", i);
      set_unknown (a, id, field, text);
    }
  laptop_sync_all (a, NULL);
  hub_put_back (self);

  laptop_sync_all (a, NULL);

  laptop_assert_text (a, id, "body", text);
  assert_newcomer_equal (self, a);
}

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (PtSyncReport) report = NULL;

  g_test_summary ("More than fits a batch comes back.");
  laptop_sync_all (a, NULL);
  hub_keep_copy (self);
  laptop_add_entries (a, 1300);
  laptop_sync_all (a, NULL);
  hub_put_back (self);

  report = laptop_sync (a);

  g_assert_cmpuint (report->repaired, ==, 1300);
  assert_newcomer_equal (self, a);
}

/* ── Backup and restore ── */

typedef struct
{
  char *file;
  PtBackupReport report;
  GError *error;
} Restoring;

static void
restore_cb (HubFixture *self, gpointer data)
{
  Restoring *restoring = data;

  pt_hub_restore (self->folder, restoring->file, pt_world_system (), NULL, NULL, &restoring->report,
                  &restoring->error);
}

static char *
back_up (Fixture *self)
{
  g_auto (PtBackupReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  char *file = g_strconcat (self->folder, ".tar", NULL);

  pt_hub_backup (self->hub, file, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  return file;
}

static void
put_backup_back (Fixture *self, const char *file)
{
  Restoring restoring = { .file = (char *)file };

  hub_while_stopped (self, restore_cb, &restoring);
  g_assert_no_error (restoring.error);
  pt_backup_report_clear (&restoring.report);
}

static PtSafe
get_safe (Laptop *laptop, const char *id)
{
  return pt_store_get_safe (laptop->store, pt_store_find_row (laptop->store, id));
}

static void
test_safe (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *early = laptop_add_entry (a, "Early", "Body");
  g_autofree char *late = NULL;
  g_autofree char *file = NULL;
  int64_t n[PT_N_SAFE];

  g_test_summary ("On the laptop, at the hub, in its backup: each record says where it would "
                  "survive, and a restore takes nothing back of that in silence.");
  g_assert_cmpint (get_safe (a, early), ==, PT_SAFE_LAPTOP);
  laptop_sync_all (a, NULL);
  g_assert_cmpint (get_safe (a, early), ==, PT_SAFE_SERVER);
  file = back_up (self);
  late = laptop_add_entry (a, "Late", "Body");
  laptop_sync_all (a, a, NULL);
  g_assert_cmpint (get_safe (a, early), ==, PT_SAFE_BACKUP);
  g_assert_cmpint (get_safe (a, late), ==, PT_SAFE_SERVER);
  g_assert_true (pt_store_count_safe (a->store, n, NULL));
  g_assert_cmpint (n[PT_SAFE_BACKUP], ==, 2); /* and the logbook itself */

  laptop_set (a, early, "title", "Changed");
  g_assert_cmpint (get_safe (a, early), ==, PT_SAFE_LAPTOP);
  laptop_sync_all (a, NULL);
  g_assert_cmpint (get_safe (a, early), ==, PT_SAFE_SERVER);

  put_backup_back (self, file);
  laptop_sync_all (a, NULL);
  g_assert_cmpint (get_safe (a, late), ==, PT_SAFE_SERVER);
  g_assert_cmpint (get_safe (a, early), ==, PT_SAFE_SERVER);
}

static void
test_joined_since (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *file = NULL;
  g_autofree char *code = NULL;
  g_autoptr (PtInvite) spent = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autoptr (Laptop) c = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "d.proeftuin", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Who joined after the backup connects with the role they had, another logbook "
                  "founded since is there, and a spent code stays spent.");
  laptop_sync_all (a, NULL);
  spent = hub_fixture_invite (self->folder, laptop_logbook (a), "monitor", &code);
  file = back_up (self);
  pt_sync_join (folder, a->world, spent, code, "Dirk", "a laptop", NULL, &error);
  g_assert_no_error (error);
  c = laptop_found ("c", self->folder);
  laptop_sync_all (c, NULL);

  put_backup_back (self, file);

  b = g_new0 (Laptop, 1);
  b->world = pt_world_new_seeded (77, 1772323200 * PT_USEC_PER_SECOND);
  b->folder = g_strdup (folder);
  b->store = pt_store_open (folder, PT_STORE_READ_WRITE, b->world, &error);
  g_assert_no_error (error);
  laptop_sync_all (a, b, c, NULL);
  g_assert_cmpint (pt_store_count_pending (c->store), ==, 0);
  g_clear_pointer (&b->store, pt_store_close);
  g_assert_false (pt_sync_join (folder, a->world, spent, code, NULL, NULL, NULL, &error));
  g_assert_cmpstr (pt_sync_error_get_code (error), ==, "invite_spent");
}

/* ── Digest ── */

static guint
count_differences (Laptop *laptop)
{
  g_autoptr (GPtrArray) differing = NULL;
  g_autoptr (GError) error = NULL;

  pt_sync_compare (laptop->store, laptop->transport, &differing, &error);
  g_assert_no_error (error);
  g_assert_nonnull (differing);
  return differing->len;
}

/* As if a write had been lost. */
static void
damage (Laptop *laptop, const char *id)
{
  g_autoptr (GError) error = NULL;

  pt_db_run (pt_store_get_db (laptop->store), &error,
             "UPDATE record SET state = '{\"stamps\":[],\"fields\":{}}' WHERE id = ?", "b", id);
  g_assert_no_error (error);
}

static void
test_digest (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autofree char *id = laptop_add_entry (a, "One", "Body");
  g_autoptr (PtSyncReport) report = NULL;

  g_test_summary ("Equal is said; what differs is named, and mended by the errand now and then.");
  laptop_add_entries (a, 50);
  laptop_sync_all (a, b, NULL);
  g_assert_cmpuint (count_differences (a), ==, 0);
  g_assert_cmpuint (count_differences (b), ==, 0);

  damage (b, id);
  report = laptop_sync (b);
  g_assert_cmpuint (report->notes->len, ==, 0); /* it looks once a week */
  g_clear_pointer (&report, pt_sync_report_free);
  pt_store_set_setting (b->store, "hub-compared-at", "0", NULL);
  report = laptop_sync (b);
  g_assert_cmpuint (report->notes->len, ==, 1);
  g_assert_cmpuint (count_differences (b), ==, 0);
  g_clear_pointer (&report, pt_sync_report_free);

  damage (b, id);
  g_assert_cmpuint (count_differences (b), ==, 1);
  report = laptop_sync (b); /* but at once where somebody saw it */
  g_assert_cmpuint (report->notes->len, ==, 1);
  g_assert_cmpuint (count_differences (b), ==, 0);
  laptop_assert_text (b, id, "title", "One");
}

/* ── History ── */

static void
test_history (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = laptop_add_entry (a, "First", "Body");
  g_autoptr (Laptop) b = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GError) error = NULL;
  guint titles = 0;

  g_test_summary ("What happened before a laptop came is asked from the hub, and nothing is listed "
                  "twice.");
  laptop_set (a, id, "title", "Second");
  laptop_sync_all (a, NULL);
  b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  laptop_sync_all (b, NULL);
  laptop_set (a, id, "title", "Third");
  laptop_sync_all (a, b, NULL);
  own = pt_store_history (b->store, id, &error);
  whole = pt_sync_history (b->store, b->transport, id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (whole->len, ==, own->len + 1);
  for (guint i = 0; i < whole->len; i++)
    titles += g_str_equal (((PtChange *)g_ptr_array_index (whole, i))->field, "title");
  g_assert_cmpuint (titles, ==, 3);
}

static guint
count_held (Fixture *self, const char *logbook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (self->folder, &error);
  g_autoptr (GPtrArray) held = NULL;

  journal->ops->list_held (journal, logbook, 0, 10, &held, &error);
  g_assert_no_error (error);
  return held->len;
}

static void
hand_in (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = laptop_try_sync (laptop, &error);

  if (report == NULL)
    g_assert_cmpstr (pt_sync_error_get_code (error), ==, "revoked");
}

static void
test_from_who_left (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  const char *logbook = laptop_logbook (a);
  g_autofree char *late = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("What somebody who left had handed in since the backup waits for the coordinator "
                  "again, once.");
  laptop_sync_all (a, b, a, NULL);
  pt_sync_set_active (a->store, a->transport, pt_store_get_member (b->store), FALSE, &error);
  g_assert_no_error (error);
  hub_keep_copy (self);
  late = laptop_add_entry (b, "Late", "Handed in after leaving");
  hand_in (b);
  g_assert_cmpuint (count_held (self, logbook), ==, 1);
  hub_put_back (self);
  g_assert_cmpuint (count_held (self, logbook), ==, 0);

  hand_in (b);
  hand_in (b);

  g_assert_cmpuint (count_held (self, logbook), ==, 1);
  g_assert_cmpint (pt_store_count_pending (b->store), ==, 0);
}

int
main (int argc, char *argv[])
{
  test_home_init (&argc, &argv);
#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, hub_fixture_set_up, function, hub_fixture_tear_down)
  ADD ("/repair/everything-is-back", test_everything_is_back);
  ADD ("/repair/from-another", test_from_another);
  ADD ("/repair/from-who-left", test_from_who_left);
  ADD ("/repair/goes-on", test_goes_on);
  ADD ("/repair/only-answered", test_only_answered);
  ADD ("/repair/large-record", test_large_record);
  ADD ("/repair/many", test_many);
  ADD ("/repair/noticed-by-the-hub", test_noticed_by_the_hub);
  ADD ("/repair/noticed-with-a-ledger", test_noticed_with_a_ledger);
  ADD ("/repair/half-a-witness", test_half_a_witness);
  ADD ("/backup/safe", test_safe);
  ADD ("/backup/joined-since", test_joined_since);
  ADD ("/digest/compare", test_digest);
  ADD ("/history/hub", test_history);
  return test_home_run ();
}
