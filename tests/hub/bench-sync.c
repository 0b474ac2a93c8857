/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Push and pull of 10,000 records over HTTPS on loopback, beside what SQLite alone does with the same
 * records in one transaction, in the same run. Prints; decides nothing. */
#include "hub-fixture.h"

#include "pt-wire.h"
#include "test-home.h"

#include <sqlite3.h>
#include <time.h>

#define N_RECORDS 10000

/* Wall clock, and processor time of laptop and hub together for when the machine is busy. */
typedef struct
{
  gint64 wall;
  clock_t processor;
} Start;

static Start
start_now (void)
{
  return (Start){ g_get_monotonic_time (), clock () };
}

static void
print_rate (const char *what, guint n, Start start)
{
  double seconds = (double)(g_get_monotonic_time () - start.wall) / G_USEC_PER_SEC;
  double processor = (double)(clock () - start.processor) / CLOCKS_PER_SEC;

  g_print ("# %-32s %7.0f records/s  (%u in %.2f s, %.2f s of processor)\n", what, n / seconds, n,
           seconds, processor);
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
      g_autofree char *state = pt_state_print (pt_record_get_state (record));

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
  Start start;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, state TEXT) WITHOUT ROWID",
                NULL, NULL, NULL);
  start = start_now ();
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
  Start start;

  laptop_add_entries (a, N_RECORDS);
  measure_sqlite (a);
  start = start_now ();
  pushed = laptop_sync (a);
  print_rate ("push and read back, over HTTPS", pushed->pushed, start);
  start = start_now ();
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
