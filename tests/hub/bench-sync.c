/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Push and pull of 10,000 records over HTTPS on loopback, beside what SQLite alone does with the same
 * records in one transaction, in the same run. Prints; decides nothing. */
#include "hub-fixture.h"

#include "pt-wire.h"
#include "test-home.h"

#include <sqlite3.h>

#define N_RECORDS 10000

static void
add_entries (Laptop *laptop)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("benchmark");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      PtEdit *edit = pt_edit_new (laptop->world, "entry", NULL);
      g_autofree char *title = g_strdup_printf ("Kitchen table %u", i);

      pt_edit_set_text (edit, "title", title);
      pt_edit_set_text (
          edit, "body",
          "The neighbours talked about the stairs and who keeps the key of the garden. "
          "They want to meet again, with coffee, before the summer.");
      pt_edit_set_text (edit, "kind", "conversation");
      pt_edit_set_key (edit, "tags", "kitchen", true);
      g_ptr_array_add (batch->edits, edit);
    }
  pt_store_save_batch (laptop->store, batch, NULL, &error);
  g_assert_no_error (error);
}

static void
print_rate (const char *what, guint n, gint64 start)
{
  double seconds = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  g_print ("%-34s %8.0f records/s  (%u in %.2f s)\n", what, n / seconds, n, seconds);
}

static void
insert_all (sqlite3 *db, GPtrArray *records)
{
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "INSERT INTO record VALUES (?, ?, ?)", -1, &stmt, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);
      g_autofree char *state = pt_wire_print_state (pt_record_get_state (record));

      sqlite3_bind_text (stmt, 1, pt_record_get_id (record), -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 2, pt_record_get_kind_id (record), -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 3, state, -1, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
}

static void
measure_sqlite (Laptop *laptop)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "raw.db", NULL);
  g_autoptr (PtDataset) dataset = pt_store_load_all (laptop->store, NULL);
  GPtrArray *records = pt_dataset_list (dataset, "entry");
  sqlite3 *db = NULL;
  gint64 start;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, state TEXT) WITHOUT ROWID",
                NULL, NULL, NULL);
  start = g_get_monotonic_time ();
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  insert_all (db, records);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  print_rate ("raw SQLite, one transaction", records->len, start);
  sqlite3_close (db);
}

static void
measure (HubFixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  g_autoptr (PtSyncReport) pushed = NULL;
  g_autoptr (PtSyncReport) pulled = NULL;
  gint64 start;

  add_entries (a);
  measure_sqlite (a);
  start = g_get_monotonic_time ();
  pushed = laptop_sync (a);
  print_rate ("push and read back, over HTTPS", pushed->pushed, start);
  start = g_get_monotonic_time ();
  pulled = laptop_sync (b);
  print_rate ("first pull, over HTTPS", pulled->pulled, start);
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  g_test_add ("/bench/sync", HubFixture, NULL, hub_fixture_set_up, measure, hub_fixture_tear_down);
  return test_home_run ();
}
