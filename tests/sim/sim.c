/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator by hand: `sim --seed 7 --steps 300`, `sim --seconds 3600` for long, and
 * `sim --script FILE` for what it printed when something failed. */
#include "sim-files.h"
#include "sim-script.h"

#include <glib/gstdio.h>
#include <locale.h>

#define STEPS_PER_RUN 300

static gint64 option_seed = -1;
static int option_steps;
static int option_seconds;
static int option_runs;
static char *option_script;
static gboolean option_shrink;
static int option_shrink_seconds = 120;
static gboolean option_go_on;

static const GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &option_seed, "Where to begin", "N" },
  { "steps", 0, 0, G_OPTION_ARG_INT, &option_steps, "Actions per history", "N" },
  { "runs", 0, 0, G_OPTION_ARG_INT, &option_runs, "Histories", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &option_seconds, "Go on for so long", "N" },
  { "script", 0, 0, G_OPTION_ARG_FILENAME, &option_script, "Run this script", "FILE" },
  { "shrink", 0, 0, G_OPTION_ARG_NONE, &option_shrink, "Make the script shorter", NULL },
  { "shrink-seconds", 0, 0, G_OPTION_ARG_INT, &option_shrink_seconds, "Try for so long", "N" },
  { "go-on", 0, 0, G_OPTION_ARG_NONE, &option_go_on, "Only name what fails, and go on", NULL },
  { "trace", 0, 0, G_OPTION_ARG_NONE, &sim_trace_on, "Say what happens", NULL },
  { NULL },
};

static int
fail (const SimScript *script, const char *problem)
{
  g_autoptr (SimScript) less = NULL;
  g_autofree char *text = NULL;
  g_autofree char *now = NULL;

  g_print ("seed %" G_GUINT64_FORMAT ": %s\nShrinking…\n", script->seed, problem);
  less = sim_script_shrink (script, (guint)MAX (option_shrink_seconds, 1));
  now = sim_script_run (less, NULL);
  text = sim_script_print (less);
  g_print ("%u actions are enough: %s\n%s", less->actions->len, now, text);
  return 1;
}

static int
run_script (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SimScript) script = NULL;
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;

  if (g_file_get_contents (path, &text, NULL, &error))
    script = sim_script_parse (text, &error);
  if (script == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  problem = sim_script_run (script, NULL);
  if (problem != NULL && option_shrink)
    return fail (script, problem);
  g_print ("%s\n", problem != NULL ? problem : "all is well");
  return problem != NULL;
}

static gboolean
goes_on (guint n_runs, gint64 started)
{
  if (option_seconds > 0)
    return g_get_monotonic_time () - started < (gint64)option_seconds * G_USEC_PER_SEC;
  return n_runs < (guint)MAX (option_runs, 1);
}

static int
run_many (void)
{
  gint64 started = g_get_monotonic_time ();
  uint64_t seed = option_seed >= 0 ? (uint64_t)option_seed : (uint64_t)g_random_int ();
  guint n_steps = option_steps > 0 ? (guint)option_steps : STEPS_PER_RUN;
  guint n = 0, n_failed = 0;

  g_print ("from seed %" G_GUINT64_FORMAT "\n", seed);
  for (; goes_on (n, started); n++)
    {
      g_autoptr (SimScript) script = sim_script_new (seed + n, SIM_BREAK_NONE, n_steps);
      g_autofree char *problem = sim_script_run (script, NULL);

      if (problem != NULL && !option_go_on)
        return fail (script, problem);
      if (problem != NULL)
        g_print ("seed %" G_GUINT64_FORMAT ": %s\n", script->seed, problem);
      n_failed += problem != NULL;
    }
  g_print ("%u histories of %u steps, %u failed; %.1f s\n", n, n_steps, n_failed,
           (double)(g_get_monotonic_time () - started) / G_USEC_PER_SEC);
  return n_failed > 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  sim_files_init ();
  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  return option_script != NULL ? run_script (option_script) : run_many ();
}
