/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an edit to "Saved on this laptop" in a logbook of 100,000 notes, alone and while a colleague's work
 * comes in: `meson test --benchmark saves -v`. Beside the time of a clock stands that of the processor, which
 * says the same on a busy machine: of the save, and of the page that it may have to wait for. PT_BENCH_NOTES
 * sets another number, PT_BENCH_PAGE another page. */
#include "bench-notes.h"
#include "bench-times.h"
#include "pt-folder.h"
#include "pt-logbook.h"

#include <stdlib.h>

#define NOTES 100000
#define ALONE 500
#define PULLED 10000  /* records that come in while somebody writes */
#define PULL_PAGE 50  /* as the loop does beside a person */
#define PAUSE_US 2000 /* nobody types faster */
#define TARGET_MS 15

typedef struct
{
  char *folder;
  guint n;
  guint page;
  PtWorld *world;
  PtLogbook *logbook;
  GArray *whole, *save, *pages; /* ms: by the clock, and by the processor */
  double spent;                 /* ms of processor for the last save */
  gint over;
} Bench;

static void
show (const char *what, GArray *times)
{
  g_array_sort (times, bench_compare);
  g_print ("  %-36s %6u  p50 %6.2f  p90 %6.2f  p95 %6.2f  p99 %6.2f  most %6.2f ms\n", what,
           times->len, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 90 / 100),
           g_array_index (times, double, times->len * 95 / 100),
           g_array_index (times, double, times->len * 99 / 100),
           g_array_index (times, double, times->len - 1));
}

/* ── A colleague ── */

static void
pull_page (Bench *self, PtStore *store, guint at)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  const guint until = MIN (self->n + PULLED, at + self->page);
  g_autoptr (GError) error = NULL;
  double start, spent;

  for (guint i = at; i < until; i++)
    g_ptr_array_add (records, bench_make_note (self->world, i, i + 1));
  start = bench_now ();
  pt_store_apply_page (store, records, "epoch", 0, until, "chain", NULL, &error);
  g_assert_no_error (error);
  spent = (bench_now () - start) * 1000;
  g_array_append_val (self->pages, spent);
}

static gpointer
pull_thread (gpointer data)
{
  Bench *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore)
      store = pt_store_open (self->folder, PT_STORE_READ_WRITE, self->world, &error);

  g_assert_no_error (error);
  for (guint at = self->n; at < self->n + PULLED; at += self->page)
    pull_page (self, store, at);
  g_atomic_int_set (&self->over, 1);
  return NULL;
}

/* ── A person ── */

typedef struct
{
  Bench *bench;
  PtEdit *edit;
} Job;

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *self = data;
  const double start = bench_now ();
  PtRecord *record = pt_store_save (store, self->edit, error);

  self->bench->spent = (bench_now () - start) * 1000;
  return record;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  g_assert_no_error (error);
  g_main_loop_quit (data);
}

static void
save (Bench *self)
{
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, "entry", NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *body = bench_make_body (self->whole->len);
  const int64_t start = g_get_monotonic_time ();
  Job job = { self, edit };
  double took;

  pt_edit_set_text (edit, "body", body);
  pt_logbook_run_async (self->logbook, save_job, &job, NULL, (GDestroyNotify)pt_record_unref, NULL,
                        saved_cb, loop);
  g_main_loop_run (loop);
  took = (double)(g_get_monotonic_time () - start) / 1000.0;
  g_array_append_val (self->whole, took);
  g_array_append_val (self->save, self->spent);
  g_usleep (PAUSE_US);
}

static void
measure_alone (Bench *self)
{
  while (self->whole->len < ALONE)
    save (self);
  show ("a save, alone", self->whole);
  show ("  its processor time", self->save);
  g_array_set_size (self->whole, 0);
  g_array_set_size (self->save, 0);
}

static gboolean
measure_beside_pull (Bench *self)
{
  GThread *thread = g_thread_new ("pull", pull_thread, self);
  double p95;

  while (!g_atomic_int_get (&self->over))
    save (self);
  g_thread_join (thread);
  g_print ("  %u records come in, by %u:\n", PULLED, self->page);
  show ("a save", self->whole);
  show ("  its processor time", self->save);
  show ("  processor time of a page", self->pages);
  p95 = g_array_index (self->whole, double, self->whole->len * 95 / 100);
  g_print ("  until it is saved on this laptop, p95: %.2f ms, at most %d  %s\n", p95, TARGET_MS,
           p95 <= TARGET_MS ? "yes" : "NO");
  return p95 <= TARGET_MS;
}

static guint
read_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint)atoi (text) : otherwise;
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (dir, "lab.proeftuin", NULL);
  g_autoptr (GArray) whole = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) save = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (double));
  Bench self = { .folder = folder,
                 .n = read_number ("PT_BENCH_NOTES", NOTES),
                 .page = read_number ("PT_BENCH_PAGE", PULL_PAGE),
                 .world = pt_world_system (),
                 .whole = whole,
                 .save = save,
                 .pages = pages };
  g_autoptr (GError) error = NULL;
  PtStore *store = bench_make_store (folder, self.world);
  gboolean met;

  g_print ("%u notes, %u processors; %.0f a second came first\n", self.n, g_get_num_processors (),
           self.n / bench_pull (store, self.world, 0, self.n, BENCH_FEED_PAGE));
  pt_store_close (store);
  self.logbook = pt_logbook_open (folder, self.world, &error);
  g_assert_no_error (error);
  measure_alone (&self);
  met = measure_beside_pull (&self);
  g_clear_object (&self.logbook);
  pt_folder_delete (dir, NULL);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
