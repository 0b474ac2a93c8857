/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator itself: each rule of sync that is broken on purpose is noticed, a seed tells the same
 * story twice, and scripts that once failed do no more. The histories are in test-sim-histories.c. */
#include "sim-files.h"
#include "sim-script.h"

#define N_STEPS 250
#define SHRINK_SECONDS 300 /* it ends when it finds no less: a bound, not how long it takes */
#define MAX_STEPS_TO_NOTICE 40000

/* Scripts that once failed, each named after what was wrong. */
static const char *const old_scripts[] = {
  "accepted-after-a-declined-beginning",
  "accepted-before-the-restore",
  "accepted-before-too-late",
  "accepted-then-declined",
  "accepted-under-another-number",
  "back-from-who-left",
  "brought-back-without-token",
  "copy-was-quicker",
  "declined-and-all-erased",
  "declined-and-asked-again",
  "declined-and-covered",
  "declined-and-erased",
  "declined-and-renumbered",
  "declined-and-seen-in-another-life",
  "declined-meanwhile",
  "editor-of-what-left",
  "erased-before-it-was-sent",
  "erased-file-of-a-restored-laptop",
  "erased-with-what-stays",
  "first-number-after-all",
  "fork-across-lives",
  "hub-put-back-late",
  "number-of-a-clone-by-stick",
  "number-taken-on-another-record",
  "number-used-again",
  "offered-before-the-orders",
  "overlay-between-pages",
  "page-from-before",
  "private-below-a-declined-save",
  "private-file-beside-an-older-database",
  "put-back-after-it-left",
  "put-back-and-sent-away",
  "put-back-and-read-from-an-older-stick",
  "put-back-spoke-first",
  "put-back-twice",
  "put-back-with-nothing-waiting",
  "resolved-before-too-late",
  "role-of-who-left",
  "role-while-away",
  "said-again-beside-another",
  "same-moment-of-another",
  "saves-before-the-offer",
  "seen-while-it-waits",
  "stick-from-before",
  "stick-that-was-overtaken",
  "stick-to-a-hub-without-its-witness",
  "stick-to-an-older-hub",
  "stick-without-end",
  "three-copies-at-once",
  "two-programs-erase",
  "waits-again",
};

static void
test_old_script (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "scripts", data, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SimScript) script = NULL;
  g_autofree char *problem = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  script = sim_script_parse (text, &error);
  g_assert_no_error (error);
  problem = sim_script_run (script, NULL);

  g_assert_cmpstr (problem, ==, NULL);
}

static void
test_break (gconstpointer data)
{
  SimBreak breakage = GPOINTER_TO_UINT (data);
  guint n_steps = 0;

  g_test_summary ("A broken rule of sync is noticed.");
  for (uint64_t seed = 1; n_steps < MAX_STEPS_TO_NOTICE; seed++)
    {
      g_autoptr (SimScript) script = sim_script_new (seed, breakage, N_STEPS);
      guint n_done;
      g_autofree char *problem = sim_script_run (script, &n_done);

      n_steps += n_done;
      if (problem == NULL)
        continue;
      g_test_message ("%s: noticed after %u steps: %s", sim_break_name (breakage), n_steps,
                      problem);
      return;
    }
  g_test_message ("%s: not noticed in %u steps", sim_break_name (breakage), n_steps);
  g_test_fail ();
}

static void
test_print_and_parse (void)
{
  g_autoptr (SimScript) script = sim_script_new (7, SIM_BREAK_CLOCK_WINS, N_STEPS);
  g_autofree char *text = sim_script_print (script);
  g_autoptr (GError) error = NULL;
  g_autoptr (SimScript) read = sim_script_parse (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = sim_script_print (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_null (sim_script_parse ("seed 1 none\n1 dance 2\n", NULL));
}

static void
test_same_again (void)
{
  g_autoptr (SimScript) script = sim_script_new (3, SIM_BREAK_CANDIDATE_DROPPED, N_STEPS);
  guint one, other;
  g_autofree char *first = sim_script_run (script, &one);
  g_autofree char *second = sim_script_run (script, &other);

  g_test_summary ("A seed tells the same story twice.");
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (one, ==, other);
}

static void
test_shrinks (void)
{
  g_autoptr (SimScript) script = sim_script_new (3, SIM_BREAK_CANDIDATE_DROPPED, N_STEPS);
  g_autoptr (SimScript) less = sim_script_shrink (script, SHRINK_SECONDS);
  g_autofree char *problem = sim_script_run (less, NULL);

  g_assert_nonnull (problem);
  g_assert_cmpuint (less->actions->len, <, 20);
}

int
main (int argc, char **argv)
{
  sim_files_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/script/print-and-parse", test_print_and_parse);
  g_test_add_func ("/sim/script/same-again", test_same_again);
  g_test_add_func ("/sim/script/shrinks", test_shrinks);
  for (guint i = SIM_BREAK_NONE + 1; i < SIM_N_BREAKS; i++)
    {
      g_autofree char *path = g_strconcat ("/sim/breaks/", sim_break_name (i), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_break);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (old_scripts); i++)
    {
      g_autofree char *path = g_strconcat ("/sim/script/", old_scripts[i], NULL);

      g_test_add_data_func (path, old_scripts[i], test_old_script);
    }
  return g_test_run ();
}
