/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The speed of sync as one table: what is asked, what was measured, and what the machine itself does
 * in the same run (bench-raw.c) and what git and Fossil do with the same records (bench-peers.py).
 * The hub is proeftuin-hub as a process of its own, over HTTPS on loopback; this program is the
 * laptop. It prints and decides nothing. PT_BENCH_RECORDS sets another number of records,
 * PT_BENCH_LARGE (1000000) adds the rows about one change among many, PT_BENCH_RUNS repeats all else and
 * shows the best of each; with 0 there is nothing else. */
#include "bench-large.h"
#include "bench-raw.h"
#include "bench-records.h"
#include "bench-relay.h"

#include "test-home.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_RECORDS 10000
#define CHANGES 60
#define IDLE_SYNCS 100

typedef enum
{
  ROW_PUSH,
  ROW_PULL,
  ROW_UP,
  ROW_DOWN,
  ROW_LARGE_UP,
  ROW_LARGE_DOWN,
  ROW_NOTHING,
  ROW_MEMORY,
  ROW_WIRE,
  N_ROWS,
} Row;

static const struct
{
  const char *what;
  const char *unit;
  double target;
  gboolean more_is_better;
} rows[N_ROWS] = {
  [ROW_PUSH] = { "first push, durable", "/s", 15000, TRUE },
  [ROW_PULL] = { "first pull, with full-text index", "/s", 20000, TRUE },
  [ROW_UP] = { "one change up", "ms", 4, FALSE },
  [ROW_DOWN] = { "one change down", "ms", 4, FALSE },
  [ROW_LARGE_UP] = { "one change up, large logbook", "ms", 4, FALSE },
  [ROW_LARGE_DOWN] = { "one change down, large logbook", "ms", 4, FALSE },
  [ROW_NOTHING] = { "nothing to do", "ms", 1, FALSE },
  [ROW_MEMORY] = { "memory of a first sync above idle", "MB", 20, FALSE },
  [ROW_WIRE] = { "wire bytes, TLS included, per JSON", "", 0.5, FALSE },
};

static double measured[N_ROWS]; /* 0 = not yet */
/* Microseconds of processor per record or per sync, to compare runs on a busy machine. */
static double laptop_us[N_ROWS], hub_us[N_ROWS];
static double read_back; /* records per second, push and pull together */
static double raw_inserts, raw_commit_ms, raw_tls;

static void
note (Row row, double value)
{
  if (measured[row] == 0 || (value > measured[row]) == rows[row].more_is_better)
    measured[row] = value;
}

static void
note_least (double *least, double value)
{
  *least = *least == 0 ? value : MIN (*least, value);
}

static guint
get_number (const char *variable, guint fallback)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : fallback;
}

static double
ms_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}

/* ── The hub, a process ── */

typedef struct
{
  char *folder;
  char *url;
  GSubprocess *process;
} Hub;

static void
run_hub (const char *command, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                                                      g_getenv ("PT_HUB"), command, folder, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

static Hub *
hub_start (const char *name)
{
  Hub *self = g_new0 (Hub, 1);
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  self->folder = g_build_filename (g_get_user_data_dir (), name, NULL);
  run_hub ("init", self->folder);
  self->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      g_getenv ("PT_HUB"), "serve", self->folder, "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_assert_true (line != NULL && g_str_has_prefix (line, "listening on "));
  self->url = g_strdup (line + strlen ("listening on "));
  return self;
}

/* Nanoseconds that all threads of the process have run (Documentation/scheduler/sched-stats.rst). */
static double
read_hub_us (const Hub *self)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%s/task",
                                             g_subprocess_get_identifier (self->process));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  double us = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "schedstat", NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL))
        us += g_ascii_strtod (text, NULL) / 1000;
    }
  return us;
}

static void
hub_stop (Hub *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

typedef struct
{
  gint64 wall;
  double laptop, hub;
} Start;

static Start
start_now (const Hub *hub)
{
  return (Start){ g_get_monotonic_time (), (double)clock (), read_hub_us (hub) };
}

static void
note_work (Row row, const Hub *hub, const Start *start, guint n)
{
  note_least (&laptop_us[row], ((double)clock () - start->laptop) * 1e6 / CLOCKS_PER_SEC / n);
  note_least (&hub_us[row], (read_hub_us (hub) - start->hub) / n);
}

/* ── Rates ── */

typedef struct
{
  const Hub *hub;
  Start start;
  guint n;
  gboolean ended;
} Push;

static void
push_ends_cb (PtSyncStep step, guint done, guint total, gpointer data)
{
  Push *self = data;

  if (step != PT_SYNC_STEP_PULL || self->ended)
    return;
  note (ROW_PUSH, self->n * 1000 / ms_since (self->start.wall));
  note_work (ROW_PUSH, self->hub, &self->start, self->n);
  self->ended = TRUE;
}

static void
measure_push (const Hub *hub, Laptop *laptop, guint n)
{
  Push push = { .hub = hub, .start = start_now (hub), .n = n };
  g_autoptr (PtSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = pt_sync_run (laptop->store, laptop->transport, push_ends_cb, &push, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->pushed, >=, n);
  read_back = MAX (read_back, n * 1e6 / (double)(g_get_monotonic_time () - push.start.wall));
}

static void
measure_pull (const Hub *hub, Laptop *laptop, guint n)
{
  Start start = start_now (hub);
  g_autoptr (PtSyncReport) report = laptop_sync (laptop);

  note (ROW_PULL, n * 1000 / ms_since (start.wall));
  note_work (ROW_PULL, hub, &start, n);
  g_assert_cmpuint (report->pulled, >=, n);
}

/* ── Latencies: the median ── */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return one < other ? -1 : one > other;
}

static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

static double
time_sync (Row row, const Hub *hub, Laptop *laptop)
{
  Start start = start_now (hub);
  double ms;

  pt_sync_report_free (laptop_sync (laptop));
  ms = ms_since (start.wall);
  note_work (row, hub, &start, 1);
  return ms;
}

static void
measure_changes (const Hub *hub, Laptop *a, Laptop *b, Row up_row, Row down_row)
{
  g_autofree char *id = laptop_add_entry (a, "One among many", "before");
  double up[CHANGES], down[CHANGES];

  laptop_sync_all (a, b, NULL);
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autofree char *text = g_strdup_printf ("after %u", i);

      laptop_set (a, id, "body", text);
      up[i] = time_sync (up_row, hub, a);
      down[i] = time_sync (down_row, hub, b);
      laptop_assert_text (b, id, "body", text);
    }
  note (up_row, median (up, CHANGES));
  note (down_row, median (down, CHANGES));
}

static void
measure_nothing (const Hub *hub, Laptop *laptop)
{
  double idle[IDLE_SYNCS];

  for (guint i = 0; i < IDLE_SYNCS; i++)
    idle[i] = time_sync (ROW_NOTHING, hub, laptop);
  note (ROW_NOTHING, median (idle, IDLE_SYNCS));
}

/* ── Memory: a laptop that does nothing but its first sync ── */

static double
read_status_mb (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, name);
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen (name) + 1, NULL) / 1024;
}

/* In a process of its own: prints the most that it took above what it had before. */
static int
run_memory_child (const char *folder)
{
  PtWorld *world = pt_world_system ();
  g_autoptr (GError) error = NULL;
  PtStore *store = pt_store_open (folder, PT_STORE_READ_WRITE, world, &error);
  double before;

  g_assert_no_error (error);
  malloc_trim (0);
  before = read_status_mb ("VmRSS:");
  pt_sync_report_free (pt_sync_run (store, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  printf ("%.1f\n", read_status_mb ("VmHWM:") - before);
  pt_store_close (store);
  return EXIT_SUCCESS;
}

static void
measure_memory (const Hub *hub, const char *logbook)
{
  Laptop *laptop = laptop_join ("memory", hub->folder, logbook, "member");
  g_autofree char *folder = g_strdup (laptop->folder);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;

  laptop_free (laptop);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--memory",
                            folder, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, &error));
  note (ROW_MEMORY, g_ascii_strtod (out, NULL));
}

/* ── Bytes on the wire ── */

static gboolean
add_size (const PtRequest *request, const PtResponse *response, gpointer data, GError **error)
{
  guint64 *bytes = data;

  *bytes += request->body != NULL ? g_bytes_get_size (request->body) : 0;
  *bytes += g_bytes_get_size (response->body);
  return TRUE;
}

static void
sync_through (Laptop *laptop, Relay *relay, guint64 *json_bytes)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);

  g_object_unref (laptop->transport);
  laptop->transport = pt_curl_transport_new (relay_get_url (relay), link->pin);
  laptop_watch_wire (laptop, add_size, json_bytes);
  pt_sync_report_free (laptop_sync (laptop));
}

static void
measure_wire (const Hub *hub, guint n)
{
  g_autoptr (Relay) relay = relay_new (hub->url);
  g_autoptr (Laptop) a = laptop_found ("wire-a", hub->folder);
  g_autoptr (Laptop) b = laptop_join ("wire-b", hub->folder, laptop_logbook (a), "member");
  guint64 json_bytes = 0;

  bench_fill (a, n, NULL);
  sync_through (a, relay, &json_bytes);
  sync_through (b, relay, &json_bytes);
  note (ROW_WIRE, (double)relay_get_bytes (relay) / (double)json_bytes);
}

/* ── One run ── */

static char *
make_folder (const char *name)
{
  char *folder = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  return folder;
}

static void
measure_raw (const Hub *hub, GPtrArray *texts)
{
  g_autofree char *folder = make_folder ("raw");
  double inserts = bench_raw_inserts (folder, texts);
  double ms = bench_raw_commit_ms (folder);
  double tls = bench_raw_tls (hub->folder);

  raw_inserts = MAX (raw_inserts, inserts);
  raw_commit_ms = raw_commit_ms == 0 ? ms : MIN (raw_commit_ms, ms);
  raw_tls = MAX (raw_tls, tls);
}

static void
measure_usual (guint n, GPtrArray *texts)
{
  Hub *hub = hub_start ("hub");
  Laptop *a = laptop_found ("a", hub->folder);
  Laptop *b = laptop_join ("b", hub->folder, laptop_logbook (a), "member");

  bench_fill (a, n, texts);
  measure_raw (hub, texts);
  measure_push (hub, a, n);
  measure_pull (hub, b, n);
  measure_changes (hub, a, b, ROW_UP, ROW_DOWN);
  measure_nothing (hub, a);
  measure_memory (hub, laptop_logbook (a));
  measure_wire (hub, n);
  laptop_free (a);
  laptop_free (b);
  hub_stop (hub);
}

static void
measure_large (guint n)
{
  Hub *hub = hub_start ("hub-large");
  gint64 start = g_get_monotonic_time ();
  Laptop *a, *b;

  bench_large_prepare (hub->folder, n, &a, &b);
  printf ("a logbook of %u records on a hub and two laptops: %.0f s\n", n, ms_since (start) / 1000);
  measure_changes (hub, a, b, ROW_LARGE_UP, ROW_LARGE_DOWN);
  laptop_free (a);
  laptop_free (b);
  hub_stop (hub);
}

/* ── Peers ── */

static void
write_texts (const char *folder, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%06u.json", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, g_ptr_array_index (texts, i), -1, NULL));
    }
}

static void
print_peers (GPtrArray *texts)
{
  g_autofree char *records = make_folder ("records");
  g_autofree char *work = make_folder ("peers");
  g_autofree char *out = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_auto (GStrv) lines = NULL;

  write_texts (records, texts);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, g_getenv ("PT_BENCH_PEERS"),
                            records, work, NULL);
  g_assert_true (child != NULL
                 && g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, NULL));
  lines = g_strsplit (g_strchomp (out), "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", 3);

      printf ("  peer %-8s pushes %6s/s, fetches %6s/s; we push %.1f times and pull %.1f times"
              " as fast\n",
              parts[0], parts[1], parts[2], measured[ROW_PUSH] / g_ascii_strtod (parts[1], NULL),
              measured[ROW_PULL] / g_ascii_strtod (parts[2], NULL));
    }
}

/* ── The table ── */

static gboolean
is_reached (Row row)
{
  return rows[row].more_is_better ? measured[row] >= rows[row].target
                                  : measured[row] <= rows[row].target;
}

/* What the raw machine does, against us. */
static void
print_ratio (Row row)
{
  if (raw_inserts == 0)
    return;
  if (row == ROW_PUSH || row == ROW_PULL)
    printf ("  %4.2f of raw inserts, %5.3f of TLS", measured[row] / raw_inserts,
            measured[row] * BENCH_RECORD_BYTES / raw_tls);
  else if (g_str_equal (rows[row].unit, "ms"))
    printf ("  %4.1f raw commits", measured[row] / raw_commit_ms);
}

static void
print_row (Row row)
{
  if (measured[row] == 0)
    {
      printf ("  %-37s %8.6g %-2s %12s\n", rows[row].what, rows[row].target, rows[row].unit,
              "not measured");
      return;
    }
  printf ("  %-37s %8.6g %-2s %9.*f %-2s %-4s", rows[row].what, rows[row].target, rows[row].unit,
          measured[row] >= 100 ? 0 : 2, measured[row], rows[row].unit,
          is_reached (row) ? "yes" : "no");
  if (hub_us[row] > 0)
    printf ("  laptop %5.0f µs, hub %5.0f µs;", laptop_us[row], hub_us[row]);
  print_ratio (row);
  printf ("\n");
}

static void
print_table (guint n, guint large, guint runs)
{
  double load[1] = { 0 };

  getloadavg (load, 1);
  printf ("%u records of %u bytes; large: %u; best of %u; %u processors, %.1f programs want them\n",
          n, BENCH_RECORD_BYTES, large, runs, g_get_num_processors (), load[0]);
  printf ("  %-37s %11s %12s\n", "", "at least", "measured");
  for (Row row = 0; row < N_ROWS; row++)
    print_row (row);
  if (raw_inserts == 0)
    return;
  printf ("  push and read back own records       %21.0f /s\n", read_back);
  printf ("  raw: %.0f inserts/s in one transaction, %.2f ms a commit, TLS %.0f MB/s\n",
          raw_inserts, raw_commit_ms, raw_tls / 1e6);
}

int
main (int argc, char **argv)
{
  guint n = get_number ("PT_BENCH_RECORDS", N_RECORDS), large = get_number ("PT_BENCH_LARGE", 0);
  guint runs = get_number ("PT_BENCH_RUNS", 3);
  g_autoptr (GPtrArray) texts = NULL;

  if (argc == 3 && g_str_equal (argv[1], "--memory"))
    return run_memory_child (argv[2]);
  setvbuf (stdout, NULL, _IOLBF, 0);
  test_home_init (&argc, &argv);
  laptops_use_own_clock ();
  for (guint i = 0; i < runs; i++)
    {
      g_clear_pointer (&texts, g_ptr_array_unref);
      texts = g_ptr_array_new_with_free_func (g_free);
      test_home_clean ();
      measure_usual (n, texts);
    }
  if (large > 0)
    {
      test_home_clean ();
      measure_large (large);
    }
  print_table (n, large, runs);
  if (texts != NULL)
    print_peers (texts);
  return test_home_end (EXIT_SUCCESS);
}
