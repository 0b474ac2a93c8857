/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the time of a first push and a first pull goes: each step of the errand by itself, on one thread
 * and without HTTP, counted in processor time, so that a busy machine tells the same as an idle one.
 * What bench-sync measures beyond these sums is HTTP, TLS and the disk. It prints and decides nothing.
 * PT_BENCH_RECORDS sets another number of records, PT_BENCH_RUNS repeats and shows the least of each;
 * PT_BENCH_GZIP=1 prints what each level of gzip costs and gains instead. */
#include "bench-records.h"

#include "pt-gzip.h"
#include "pt-sync-private.h"
#include "test-home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#define N_RECORDS 10000
#define MAX_LEVEL 9

typedef enum
{
  PART_READ,
  PART_DEFLATE_OPS,
  PART_INFLATE_OPS,
  PART_TAKE,
  PART_READ_ANSWERS,
  PART_NOTE,
  PART_PAGE,
  PART_DEFLATE_PAGE,
  PART_INFLATE_PAGE,
  PART_READ_PAGE,
  PART_APPLY,
  N_PARTS,
} Part;

static const struct
{
  const char *where;
  const char *what;
} parts[N_PARTS] = {
  [PART_READ] = { "laptop", "read waiting ops, write the batch" },
  [PART_DEFLATE_OPS] = { "laptop", "gzip of the batch" },
  [PART_INFLATE_OPS] = { "hub", "gunzip" },
  [PART_TAKE] = { "hub", "read, apply, store, commit" },
  [PART_READ_ANSWERS] = { "laptop", "read the answers" },
  [PART_NOTE] = { "laptop", "note them" },
  [PART_PAGE] = { "hub", "write a page" },
  [PART_DEFLATE_PAGE] = { "hub", "gzip of the page" },
  [PART_INFLATE_PAGE] = { "laptop", "gunzip" },
  [PART_READ_PAGE] = { "laptop", "read the page" },
  [PART_APPLY] = { "laptop", "rows, index, search, commit" },
};

/* Microseconds per record; 0 = not yet. */
static double least[N_PARTS], now[N_PARTS];

typedef struct
{
  HubFixture hub;
  PtJournal *journal;
  PtCaller *caller;
  Laptop *a, *b;
} Bench;

static guint
get_number (const char *variable, guint fallback)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : fallback;
}

static double
thread_us (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
end_part (Part part, double start)
{
  now[part] += thread_us () - start;
}

/* ── The two ends ── */

static void
bench_set_up (Bench *self)
{
  g_autoptr (GError) error = NULL;

  hub_fixture_set_up (&self->hub, NULL);
  self->a = laptop_found ("a", self->hub.folder);
  self->b = laptop_join ("b", self->hub.folder, laptop_logbook (self->a), "member");
  self->caller = bench_make_caller (self->a);
  self->journal = pt_hub_folder_open_journal (self->hub.folder, &error);
  g_assert_no_error (error);
}

static void
bench_tear_down (Bench *self)
{
  pt_journal_free (self->journal);
  pt_caller_free (self->caller);
  laptop_free (self->a);
  laptop_free (self->b);
  hub_fixture_tear_down (&self->hub, NULL);
}

/* Takes @query, of which the request's caller is borrowed. */
static PtHubResponse *
ask (Bench *self, PtHandler handler, GHashTable *query, GBytes *body)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  PtHubResponse *response;

  request->logbook = g_strdup (self->caller->logbook);
  request->caller = self->caller;
  request->body = body != NULL ? g_bytes_ref (body) : NULL;
  if (query != NULL)
    {
      g_hash_table_unref (request->query);
      request->query = query;
    }
  response = handler (self->hub.hub, self->journal, request);
  request->caller = NULL;
  g_assert_cmpuint (response->status, ==, 200);
  return response;
}

/* Down to gzip and back, as over the wire. */
static void
carry (GBytes *bytes, Part deflate_part, Part inflate_part)
{
  double start = thread_us ();
  g_autoptr (GBytes) small = pt_gzip_deflate (bytes);
  g_autoptr (GByteArray) large = g_byte_array_new ();
  g_autoptr (PtGunzip) gunzip = pt_gunzip_new ();
  gsize size;

  end_part (deflate_part, start);
  start = thread_us ();
  pt_gunzip_feed (gunzip, g_bytes_get_data (small, &size), g_bytes_get_size (small), large,
                  PT_WIRE_MAX_ANSWER);
  end_part (inflate_part, start);
  g_assert_cmpuint (large->len, ==, g_bytes_get_size (bytes));
}

/* ── Up ── */

static GBytes *
write_ops (GPtrArray *ops)
{
  GString *out = g_string_new ("{\"ops\":[");

  for (guint i = 0; i < ops->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      g_string_append (out, ((const PtWaitingOp *)g_ptr_array_index (ops, i))->body);
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

static GPtrArray *
read_batch (Bench *self, int64_t after, GBytes **body)
{
  double start = thread_us ();
  g_autoptr (GError) error = NULL;
  GPtrArray *ops = pt_store_next_waiting (self->a->store, FALSE, after, PT_WIRE_BATCH_OPS,
                                          PT_WIRE_BATCH_BYTES - 64, &error);

  g_assert_no_error (error);
  *body = write_ops (ops);
  end_part (PART_READ, start);
  return ops;
}

static void
take_answers (Bench *self, const PtHubResponse *answer, guint n)
{
  const PtResponse response = { .status = 200, .body = answer->body };
  double start = thread_us ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = pt_errand_read_answers (&response, n, &error);

  end_part (PART_READ_ANSWERS, start);
  start = thread_us ();
  pt_store_answer_ops (self->a->store, answers, &error);
  end_part (PART_NOTE, start);
  g_assert_no_error (error);
}

static gboolean
push_batch (Bench *self, int64_t *after)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GPtrArray) ops = read_batch (self, *after, &body);
  g_autoptr (PtHubResponse) answer = NULL;
  double start;

  if (ops->len == 0)
    return FALSE;
  carry (body, PART_DEFLATE_OPS, PART_INFLATE_OPS);
  start = thread_us ();
  answer = ask (self, pt_handle_push, NULL, body);
  end_part (PART_TAKE, start);
  take_answers (self, answer, ops->len);
  *after = ((const PtWaitingOp *)g_ptr_array_index (ops, ops->len - 1))->ordinal;
  return TRUE;
}

/* ── Down ── */

/* @before: the page that ended where this one starts; NULL = the first one is asked. */
static PtHubResponse *
ask_page (Bench *self, const PtWirePage *before)
{
  GHashTable *query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  double start = thread_us ();
  PtHubResponse *answer;

  if (before != NULL)
    {
      g_hash_table_insert (query, g_strdup ("epoch"), g_strdup (before->epoch));
      g_hash_table_insert (query, g_strdup ("chain"), g_strdup (before->chain));
      g_hash_table_insert (query, g_strdup ("after"),
                           g_strdup_printf ("%" G_GINT64_FORMAT, before->seq));
    }
  answer = ask (self, pt_handle_pull, query, NULL);
  end_part (PART_PAGE, start);
  return answer;
}

/* (transfer full): takes @before, from where it goes on; NULL = that was all. */
static PtWirePage *
pull_page (Bench *self, PtWirePage *before)
{
  g_autoptr (PtHubResponse) answer = ask_page (self, before);
  g_autoptr (PtWirePage) page = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gsize size;
  double start;

  carry (answer->body, PART_DEFLATE_PAGE, PART_INFLATE_PAGE);
  start = thread_us ();
  page = pt_wire_page_parse (g_bytes_get_data (answer->body, &size),
                             g_bytes_get_size (answer->body), &error);
  end_part (PART_READ_PAGE, start);
  g_assert_no_error (error);
  start = thread_us ();
  pt_store_apply_page (self->b->store, page->records, page->epoch, 0, page->seq, page->chain,
                       changed, &error);
  end_part (PART_APPLY, start);
  g_assert_no_error (error);
  pt_wire_page_free (before);
  return page->more ? g_steal_pointer (&page) : NULL;
}

static void
run_once (guint n)
{
  Bench bench = { 0 };
  PtWirePage *page = NULL;
  int64_t after = 0;

  memset (now, 0, sizeof now);
  bench_set_up (&bench);
  bench_fill (bench.a, n, NULL);
  while (push_batch (&bench, &after))
    ;
  do
    page = pull_page (&bench, page);
  while (page != NULL);
  bench_tear_down (&bench);
  for (Part part = 0; part < N_PARTS; part++)
    least[part] = least[part] == 0 ? now[part] / n : MIN (least[part], now[part] / n);
}

/* ── Levels of gzip ── */

static void
measure_level (GBytes *bytes, int level, guint n)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *out = g_malloc (compressBound (size));
  uLongf made = compressBound (size);
  double start = thread_us ();

  g_assert_cmpint (compress2 (out, &made, data, size, level), ==, Z_OK);
  printf ("    level %d: %5.3f of the JSON, %5.1f µs a record\n", level,
          (double)made / (double)size, (thread_us () - start) / n);
}

static void
measure_levels (guint n)
{
  Bench bench = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (PtHubResponse) page = NULL;
  int64_t after = 0;

  bench_set_up (&bench);
  bench_fill (bench.a, n, NULL);
  ops = read_batch (&bench, 0, &body);
  printf ("gzip of a batch of %u ops, %zu bytes\n", ops->len, g_bytes_get_size (body));
  for (int level = 1; level <= MAX_LEVEL; level++)
    measure_level (body, level, ops->len);
  while (push_batch (&bench, &after))
    ;
  page = ask_page (&bench, NULL);
  printf ("gzip of a page of %u records, %zu bytes\n", MIN (n, PT_WIRE_PAGE_RECORDS),
          g_bytes_get_size (page->body));
  for (int level = 1; level <= MAX_LEVEL; level++)
    measure_level (page->body, level, MIN (n, PT_WIRE_PAGE_RECORDS));
  bench_tear_down (&bench);
}

/* ── The table ── */

static void
print_parts (const char *title, Part first, Part last)
{
  double sum = 0;

  for (Part part = first; part <= last; part++)
    sum += least[part];
  printf ("  %s: %.0f µs of processor a record\n", title, sum);
  for (Part part = first; part <= last; part++)
    printf ("    %-7s %-34s %6.1f µs  %3.0f %%\n", parts[part].where, parts[part].what, least[part],
            100 * least[part] / sum);
}

int
main (int argc, char **argv)
{
  guint n = get_number ("PT_BENCH_RECORDS", N_RECORDS), runs = get_number ("PT_BENCH_RUNS", 3);

  setvbuf (stdout, NULL, _IOLBF, 0);
  test_home_init (&argc, &argv);
  if (get_number ("PT_BENCH_GZIP", 0) > 0)
    {
      measure_levels (n);
      return test_home_end (EXIT_SUCCESS);
    }
  for (guint i = 0; i < runs; i++)
    run_once (n);
  printf ("%u records; least of %u\n", n, runs);
  print_parts ("first push", PART_READ, PART_NOTE);
  print_parts ("first pull", PART_PAGE, PART_APPLY);
  return test_home_end (EXIT_SUCCESS);
}
