/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index is kept together a little at each commit: nobody waits for a bout of it. */
#include "fixture.h"
#include "pt-time.h"

#include <string.h>

#define PAGES 120
#define RECORDS 50
#define WORDS 40
#define FIRST 20 /* pages until the index has levels */
#define SEGMENTS_MOST 30

typedef struct
{
  int frames; /* in the log */
  GArray *written;
} Log;

/* Instead of SQLite's own, which would move the log into the database in between. */
static int
committed_cb (void *data, sqlite3 *handle, const char *name, int frames)
{
  Log *log = data;
  const int n = frames - log->frames;

  log->frames = frames;
  g_array_append_val (log->written, n);
  return SQLITE_OK;
}

static PtRecord *
make_record (PtWorld *world, int64_t seq, guint32 *random)
{
  g_autofree char *id = pt_id_new (world);
  g_autofree char *op_id = pt_id_new (world);
  g_autoptr (GString) body = g_string_new (NULL);
  const PtDot dot = { .incarnation = { { 0x42 } }, .counter = seq };
  g_autoptr (PtOp) op = pt_op_new (op_id, &dot, id, "entry");
  g_autoptr (PtValue) text = NULL;
  PtState *state = pt_state_new ();
  PtRecord *record;

  for (guint i = 0; i < WORDS; i++)
    {
      *random = *random * 1664525 + 1013904223;
      g_string_append_printf (body, "w%u ", (*random >> 8) % 5000);
    }
  text = pt_value_new_text (body->str);
  op->member = g_strdup ("01890000-0000-7000-8000-00000000aaaa");
  pt_op_set (op, "body", text);
  pt_state_apply (state, op);
  record = pt_record_new (id, "entry", state);
  pt_record_set_hub (record, seq, seq, FALSE);
  pt_record_set_created (record, op->member, NULL, PT_USEC_PER_SECOND + seq);
  return record;
}

/* Comes to @until records. */
static void
pull (Fixture *f, guint until, guint32 *random)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= RECORDS; i++)
    g_ptr_array_add (records, make_record (f->world, until - RECORDS + i, random));
  pt_store_apply_page (f->store, records, "epoch", 0, until, "chain", NULL, &error);
  g_assert_no_error (error);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

/* Left to itself FTS5 wrote three times the usual for one page in ten, and six times for some. */
static void
test_no_bouts (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) written = g_array_new (FALSE, FALSE, sizeof (int));
  Log log = { 0, written };
  guint32 random = 1;
  int median, most;

  sqlite3_wal_hook (pt_db_handle (pt_store_get_db (f->store)), committed_cb, &log);
  for (guint i = 1; i <= PAGES; i++)
    pull (f, i * RECORDS, &random);

  g_assert_cmpuint (written->len, ==, PAGES);
  g_array_remove_range (written, 0, FIRST);
  g_array_sort (written, compare);
  median = g_array_index (written, int, written->len / 2);
  most = g_array_index (written, int, written->len - 1);
  g_test_message ("frames a page: median %d, most %d", median, most);
  g_assert_cmpint (most, <, 3 * median);
}

static int64_t
count_segments (Fixture *f)
{
  return fixture_sql (f->store, "SELECT count (DISTINCT segid) FROM search_idx");
}

static void
test_few_segments_by_pages (Fixture *f, gconstpointer data)
{
  guint32 random = 1;

  for (guint i = 1; i <= PAGES; i++)
    pull (f, i * RECORDS, &random);

  g_test_message ("%d segments", (int)count_segments (f));
  g_assert_cmpint (count_segments (f), <=, SEGMENTS_MOST);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM search"), >=, PAGES * RECORDS);
}

/* One record a commit, and each changed again. */
static void
test_few_segments_by_saves (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *body = g_strdup_printf ("note %u of a long day", i);
      g_autofree char *longer = g_strconcat (body, " at the kitchen table", NULL);
      g_autofree char *id = fixture_add_record (f->store, "entry", "body", body, NULL);

      fixture_set (f->store, id, "body", longer);
    }

  g_test_message ("%d segments", (int)count_segments (f));
  g_assert_cmpint (count_segments (f), <=, SEGMENTS_MOST);
  g_assert_cmpint (
      fixture_sql (f->store, "SELECT count(*) FROM search WHERE search MATCH 'kitchen'"), ==, 300);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  fixture_add ("/index/no-bouts", test_no_bouts);
  fixture_add ("/index/few-segments/pages", test_few_segments_by_pages);
  fixture_add ("/index/few-segments/saves", test_few_segments_by_saves);
  return g_test_run ();
}
