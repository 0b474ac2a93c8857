/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast is the logbook, beside what SQLite itself does in the same run: saves a second, records
 * of the feed a second, and list pages at 10,000, 100,000 and 1,000,000 notes.
 * Run with `meson test --benchmark`; PT_BENCH_NOTES sets another largest number. */
#include "bench-notes.h"
#include "pt-row-list.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define SAVES 2000
#define JUMPS 500

/* One row, one commit, one fsync: what a save cannot beat. */
static double
raw_commits_per_second (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "raw.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER "
                "PRIMARY KEY, x TEXT)",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO t (x) VALUES (?)", -1, &insert, NULL);
  const gint64 start = g_get_monotonic_time ();
  for (guint i = 0; i < SAVES; i++)
    {
      g_autofree char *body = bench_make_body (i);
      sqlite3_bind_text (insert, 1, body, -1, SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
    }
  const double seconds = (g_get_monotonic_time () - start) / 1e6;
  sqlite3_finalize (insert);
  sqlite3_close (db);
  return SAVES / seconds;
}

/* The same rows in one transaction: what a feed cannot beat. */
static double
raw_inserts_per_second (const char *folder, guint n)
{
  g_autofree char *path = g_build_filename (folder, "raw2.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER "
                "PRIMARY KEY, x TEXT); BEGIN",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO t (x) VALUES (?)", -1, &insert, NULL);
  const gint64 start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *body = bench_make_body (i);
      sqlite3_bind_text (insert, 1, body, -1, SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  const double seconds = (g_get_monotonic_time () - start) / 1e6;
  sqlite3_finalize (insert);
  sqlite3_close (db);
  return n / seconds;
}

static double
saves_per_second (PtStore *store, PtWorld *world)
{
  const gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < SAVES; i++)
    {
      g_autoptr (PtEdit) edit = pt_edit_new (world, "entry", NULL);
      g_autofree char *body = bench_make_body (i);
      g_autoptr (GError) error = NULL;
      pt_edit_set_text (edit, "body", body);
      g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
      g_assert_no_error (error);
    }
  return SAVES / ((g_get_monotonic_time () - start) / 1e6);
}

static int
compare_times (const void *a, const void *b)
{
  const gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return x < y ? -1 : x > y;
}

/* Jumps to random places of the list, reading one page of 64 rows each. */
static void
measure_pages (PtStore *store, guint n)
{
  const PtQuery query = { .kind = "entry" };
  g_autoptr (GError) error = NULL;
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) rows = pt_store_query (store, &query, &error);
  const gint64 queried = g_get_monotonic_time () - start;
  gint64 times[JUMPS];
  guint32 random = 12345;

  g_assert_no_error (error);
  for (guint i = 0; i < JUMPS; i++)
    {
      random = random * 1664525 + 1013904223;
      const guint at = random % (rows->len - 64);
      const gint64 before = g_get_monotonic_time ();
      g_autoptr (GPtrArray)
          page = pt_store_load_rows (store, &g_array_index (rows, int64_t, at), 64, &error);
      times[i] = g_get_monotonic_time () - before;
      g_assert_no_error (error);
    }
  qsort (times, JUMPS, sizeof times[0], compare_times);
  g_print (
      "%9u notes: ordered list %7.1f ms, page of 64: median %.2f ms, p99 %.2f ms, worst %.2f ms\n",
      n, queried / 1e3, times[JUMPS / 2] / 1e3, times[JUMPS * 99 / 100] / 1e3,
      times[JUMPS - 1] / 1e3);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autofree char *logbook = g_build_filename (folder, "x.proeftuin", NULL);
  g_autofree char *feed_folder = g_build_filename (folder, "feed.proeftuin", NULL);
  const char *const clean_up[] = { "rm", "-rf", folder, NULL };
  const guint largest = g_getenv ("PT_BENCH_NOTES") != NULL ? atoi (g_getenv ("PT_BENCH_NOTES"))
                                                            : 1000000;

  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  PtWorld *world = pt_world_system ();
  g_autoptr (PtStore) store = bench_make_store (logbook, world);
  const double raw = raw_commits_per_second (folder);
  const double saves = saves_per_second (store, world);
  g_print ("saves, one transaction each:  %8.0f/s   raw SQLite commits  %8.0f/s   ratio %.2f\n",
           saves, raw, saves / raw);

  g_autoptr (PtStore) feed = bench_make_store (feed_folder, world);
  guint have = 0;
  for (guint n = 10000; n <= largest; n *= 10)
    {
      const double pulled = (n - have) / bench_pull (feed, world, have, n, BENCH_FEED_PAGE);
      const double inserts = raw_inserts_per_second (folder, n - have);
      g_print ("feed, pages of %u:           %8.0f/s   raw SQLite inserts  %8.0f/s   ratio %.2f\n",
               BENCH_FEED_PAGE, pulled, inserts, pulled / inserts);
      g_autofree char *raw_path = g_build_filename (folder, "raw2.db", NULL);
      g_unlink (raw_path);
      measure_pages (feed, n);
      have = n;
    }
  g_clear_pointer (&store, pt_store_close);
  g_clear_pointer (&feed, pt_store_close);
  g_spawn_sync (NULL, (char **)clean_up, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  return 0;
}
