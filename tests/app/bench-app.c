/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app on a logbook of 100,000 notes, beside an empty window of libadwaita in the same run:
 * `meson test --benchmark app -v`. PT_BENCH_NOTES sets another number. */
#include "bench-notes.h"
#include "bench-times.h"
#include "bench-words.h"
#include "pt-folder.h"
#include "pt-row-list.h"
#include "pt-time.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define NOTES 100000
#define STARTS 7     /* of each program, one after the other; the quickest counts */
#define LETTER_MS 80 /* from one letter to the next, for who types fast */

typedef struct
{
  char *folder;
  guint n;
  PtWorld *world;
  gboolean missed; /* a target */
} Bench;

static void
tell (Bench *self, const char *what, double value, const char *unit, double target)
{
  const gboolean good = value <= target;

  g_print ("  %-52s %8.2f %-2s  at most %6.1f  %s\n", what, value, unit, target,
           good ? "yes" : "NO");
  self->missed |= !good;
}

/* ── Programs with windows ── */

/* (transfer full): what @program said: name → figure as text. */
static GHashTable *
run (const char *program, const char *mode, const char *folder)
{
  g_autofree char *began = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_subprocess_launcher_setenv (launcher, "PT_BENCH_BEGAN", began, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, mode, folder, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) line = g_strsplit (lines[i], ": ", 2);
      if (g_strv_length (line) == 2)
        g_hash_table_insert (said, g_strdup (line[0]), g_strdup (line[1]));
    }
  return said;
}

static double
read_figure (GHashTable *said, const char *name)
{
  const char *text = g_hash_table_lookup (said, name);

  if (text == NULL)
    g_error ("“%s” was not said", name);
  return g_ascii_strtod (text, NULL);
}

static void
measure_starts (Bench *self, const char *ours, const char *empty)
{
  double start = G_MAXDOUBLE, quick = G_MAXDOUBLE, least = G_MAXDOUBLE;
  double memory = 0, least_memory = 0;

  for (guint i = 0; i < STARTS; i++)
    {
      g_autoptr (GHashTable) none = run (empty, "start", "");
      g_autoptr (GHashTable) all = run (ours, "start", self->folder);
      g_autoptr (GHashTable) note = run (ours, "quick", self->folder);

      least = MIN (least, read_figure (none, "first frame"));
      start = MIN (start, read_figure (all, "first frame"));
      quick = MIN (quick, read_figure (note, "first frame"));
      memory = read_figure (all, "memory");
      least_memory = read_figure (none, "memory");
    }
  g_print ("  an empty window: %.0f ms, %.1f MB; ours: %.0f ms, %.1f MB; quick capture: %.0f ms\n",
           least, least_memory, start, memory, quick);
  tell (self, "start to a frame one can write in, per empty window", start / least, "", 1.5);
  tell (self, "quick capture from a closed app, per empty window", quick / least, "", 1.2);
  tell (self, "memory above the empty window", memory - least_memory, "MB", 60);
}

static void
measure_running (Bench *self, const char *ours)
{
  g_autoptr (GHashTable) capture = run (ours, "capture", self->folder);
  g_autoptr (GHashTable) jumps = run (ours, "scroll", self->folder);

  g_assert_cmpfloat (read_figure (jumps, "rows"), ==, self->n);
  tell (self, "quick capture while the app runs", read_figure (capture, "quick capture"), "ms",
        300);
  tell (self, "jump through the list: layout and snapshot, p99", read_figure (jumps, "jump p99"),
        "ms", 16);
  tell (self, "the slowest of 400 jumps", read_figure (jumps, "jump most"), "ms", 50);
}

/* ── Search as you type ── */

static void
stop_cb (GMainLoop *loop)
{
  g_main_loop_quit (loop);
}

/* Until the first rows can be shown, in ms. Then the rest of the time until the next letter. */
static double
find (PtRowList *rows, const char *words)
{
  const PtQuery query = { .search = words };
  const int64_t start = g_get_monotonic_time ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gulong handler;
  double took;

  pt_row_list_set_query (rows, &query);
  handler = g_signal_connect_swapped (rows, "notify::waiting", G_CALLBACK (stop_cb), loop);
  g_main_loop_run (loop);
  g_signal_handler_disconnect (rows, handler);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), >, 0);
  took = (double)(g_get_monotonic_time () - start) / 1000.0;
  g_timeout_add_once (MAX (1, LETTER_MS - (int)took), (GSourceOnceFunc)stop_cb, loop);
  g_main_loop_run (loop);
  return took;
}

/* How long each letter of @words takes, appended to @times. */
static void
type (PtRowList *rows, const char *words, GArray *times)
{
  for (size_t n = 1; n <= strlen (words); n++)
    {
      g_autofree char *part = g_strndup (words, n);
      double took;

      if (part[n - 1] == ' ')
        continue;
      took = find (rows, part);
      g_array_append_val (times, took);
    }
}

static void
measure_typing (Bench *self, PtRowList *rows, const char *what, const char *const *typed)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; typed[i] != NULL; i++)
    type (rows, typed[i], times);
  g_array_sort (times, bench_compare);
  g_print ("  search, %u letters of %s: median %.1f ms, slowest %.1f ms\n", times->len, what,
           g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len - 1));
  tell (self, "search as you type, first results, p95",
        g_array_index (times, double, times->len * 95 / 100), "ms", 30);
}

/* Words from the commonest to what is in a few notes, alone and together. */
static void
measure_search (Bench *self)
{
  static const guint ranks[] = { 0, 32, 79, 300, 1500, 6000, 12000 };
  static const char *const everywhere[] = { BENCH_EVERYWHERE, BENCH_EVERYWHERE " de",
                                            BENCH_EVERYWHERE " 4711", NULL };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtLogbook) logbook = pt_logbook_open (self->folder, self->world, &error);
  g_autoptr (PtRowList) rows = NULL;

  g_assert_no_error (error);
  rows = pt_row_list_new (logbook);
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    g_ptr_array_add (words, bench_word (ranks[i]));
  g_ptr_array_add (words, g_strdup ("mevrouw koffie"));
  g_ptr_array_add (words, g_strdup ("apotheker 471"));
  g_ptr_array_add (words, NULL);
  measure_typing (self, rows, "words as a language has them", (const char *const *)words->pdata);
  measure_typing (self, rows, "a word that is in every note", everywhere);
}

int
main (int argc, char *argv[])
{
  const char *wanted = g_getenv ("PT_BENCH_NOTES");
  g_autofree char *dir = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (dir, "lab.proeftuin", NULL);
  Bench self = { folder, wanted != NULL ? (guint)atoi (wanted) : NOTES, pt_world_system (), FALSE };
  g_autoptr (PtStore) store = bench_make_store (folder, self.world);

  g_assert_cmpint (argc, ==, 3); /* bench-window and bench-empty */
  bench_pull (store, self.world, 0, self.n, BENCH_FEED_PAGE);
  g_clear_pointer (&store, pt_store_close);
  g_print ("%u notes, %u processors\n", self.n, g_get_num_processors ());
  measure_starts (&self, argv[1], argv[2]);
  measure_running (&self, argv[1]);
  measure_search (&self);
  pt_folder_delete (dir, NULL);
  return self.missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
