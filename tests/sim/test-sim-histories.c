/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of laptops and a hub, drawn from a seed: nothing is lost, everybody ends up with the same.
 * Several of these programs run at once, each from a seed of its own. */
#include "sim-files.h"
#include "sim-script.h"

#define N_STEPS 125 /* of one history */
#ifdef __SANITIZE_ADDRESS__
#define N_HISTORIES 10
#else
#define N_HISTORIES 400
#endif
#define SHRINK_SECONDS 60

static void
fail (const SimScript *script, const char *problem)
{
  g_autoptr (SimScript) less = sim_script_shrink (script, SHRINK_SECONDS);
  g_autofree char *text = sim_script_print (less);

  g_test_message ("seed %" G_GUINT64_FORMAT ": %s; replay with sim --trace --script FILE:\n%s",
                  script->seed, problem, text);
  g_test_fail ();
}

static void
test_histories (void)
{
  uint64_t seed = (guint32)g_test_rand_int ();
  guint n_steps = 0;

  g_test_summary ("Nothing is lost, nothing private leaves, everybody ends up with the same.");
  for (guint i = 0; i < N_HISTORIES && !g_test_failed (); i++)
    {
      g_autoptr (SimScript) script = sim_script_new (seed + i, SIM_BREAK_NONE, N_STEPS);
      g_autofree char *problem = sim_script_run (script, NULL);

      if (problem != NULL)
        fail (script, problem);
      n_steps += N_STEPS;
    }
  g_test_message ("%u steps from seed %" G_GUINT64_FORMAT, n_steps, seed);
}

int
main (int argc, char **argv)
{
  sim_files_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/histories", test_histories);
  return g_test_run ();
}
