/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-script.h. */
#include "sim-script.h"

#include "sim-check.h"
#include "sim-disk.h"
#include "sim-files.h"

#include <stdio.h>
#include <string.h>

static SimScript *
script_new (uint64_t seed, SimBreak breakage)
{
  SimScript *self = g_new0 (SimScript, 1);

  self->seed = seed;
  self->breakage = breakage;
  self->actions = g_array_new (FALSE, FALSE, sizeof (SimAction));
  return self;
}

SimScript *
sim_script_new (uint64_t seed, SimBreak breakage, guint n_actions)
{
  SimScript *self = script_new (seed, breakage);
  SimDraw draw = { sim_mix (seed, n_actions) };

  for (guint i = 0; i < n_actions; i++)
    {
      SimAction action;

      sim_action_draw (&draw, i + 1, &action);
      g_array_append_val (self->actions, action);
    }
  return self;
}

void
sim_script_free (SimScript *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->actions);
  g_free (self);
}

/* ── Running ── */

static SimRun *running; /* for the log only */

/* A warning is a failure too, but that of a program whose disk fails; the rest is about replies that
 * were cut on purpose. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (level & G_LOG_FLAG_FATAL)
    g_log_default_handler (domain, level, message, data);
  else if (level & G_LOG_LEVEL_WARNING && sim_disk_has_failed (NULL))
    sim_trace ("      warning: %s", message);
  else if (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL) && running != NULL)
    sim_run_fail (running, "warning: %s", message);
}

static void
listen_to_log (void)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_default_handler (log_cb, NULL);
}

char *
sim_script_run (const SimScript *self, guint *n_done)
{
  g_autofree char *base = sim_files_make_base ();
  SimRun *run;
  char *problem;
  guint i;

  listen_to_log ();
  run = running = sim_run_new (base, self->seed, self->breakage);
  for (i = 0; i < self->actions->len && run->problem == NULL; i++)
    sim_action_run (run, &g_array_index (self->actions, SimAction, i));
  if (run->problem == NULL)
    sim_check_end (run);
  if (n_done != NULL)
    *n_done = i;
  problem = g_steal_pointer (&run->problem);
  running = NULL;
  sim_run_free (run);
  return problem;
}

/* ── Shrinking ── */

static SimScript *
without (const SimScript *self, guint from, guint n)
{
  SimScript *less = script_new (self->seed, self->breakage);

  g_array_append_vals (less->actions, self->actions->data, self->actions->len);
  g_array_remove_range (less->actions, from, MIN (n, self->actions->len - from));
  return less;
}

/* What kind of problem it is: up to its first name, without numbers. */
static char *
classify (const char *problem)
{
  g_autofree char *kind = g_strdup (problem);
  char *name = strstr (kind, "record ");

  if (name != NULL)
    *name = '\0';
  return g_strdup (g_strdelimit (kind, "0123456789", '_'));
}

static gboolean
fails (const SimScript *self, const char *kind)
{
  g_autofree char *problem = sim_script_run (self, NULL);
  g_autofree char *found = problem != NULL ? classify (problem) : NULL;

  return g_strcmp0 (found, kind) == 0;
}

/* Leaves out pieces of @n actions, from the end, as long as it fails in the same way; FALSE when
 * none could go. */
static gboolean
drop_pieces (SimScript **script, guint n, const char *kind, gint64 deadline)
{
  gboolean dropped = FALSE;

  for (guint from = (*script)->actions->len; from > 0 && g_get_monotonic_time () < deadline;)
    {
      g_autoptr (SimScript) less = NULL;

      from = from > n ? from - n : 0;
      less = without (*script, from, n);
      if (!fails (less, kind))
        continue;
      sim_script_free (*script);
      *script = g_steal_pointer (&less);
      dropped = TRUE;
    }
  return dropped;
}

typedef gboolean (*Alike) (const SimAction *a, const SimAction *b);

static gboolean
same_kind (const SimAction *a, const SimAction *b)
{
  return a->kind == b->kind;
}

static gboolean
same_device (const SimAction *a, const SimAction *b)
{
  return a->device % SIM_MAX_DEVICES == b->device % SIM_MAX_DEVICES;
}

static gboolean
same_kind_and_device (const SimAction *a, const SimAction *b)
{
  return same_kind (a, b) && same_device (a, b);
}

static SimScript *
without_alike (const SimScript *self, const SimAction *example, Alike alike)
{
  SimScript *less = script_new (self->seed, self->breakage);

  for (guint i = 0; i < self->actions->len; i++)
    if (!alike (&g_array_index (self->actions, SimAction, i), example))
      g_array_append_val (less->actions, g_array_index (self->actions, SimAction, i));
  return less;
}

static gboolean
was_tried (const SimScript *self, guint i, Alike alike)
{
  for (guint j = 0; j < i; j++)
    if (alike (&g_array_index (self->actions, SimAction, j),
               &g_array_index (self->actions, SimAction, i)))
      return TRUE;
  return FALSE;
}

/* Leaves out whatever is like the i-th action: the quick way to get rid of much. */
static void
drop_alike (SimScript **script, Alike alike, const char *kind, gint64 deadline)
{
  for (guint i = 0; i < (*script)->actions->len && g_get_monotonic_time () < deadline;)
    {
      if (was_tried (*script, i, alike))
        {
          i++;
          continue;
        }
      g_autoptr (SimScript)
          less = without_alike (*script, &g_array_index ((*script)->actions, SimAction, i), alike);

      if (!fails (less, kind))
        {
          i++;
          continue;
        }
      sim_script_free (*script);
      *script = g_steal_pointer (&less);
    }
}

SimScript *
sim_script_shrink (const SimScript *self, guint seconds)
{
  gint64 deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  SimScript *script = without (self, 0, 0);
  guint n_done;
  g_autofree char *problem = sim_script_run (script, &n_done);
  g_autofree char *kind = NULL;

  if (problem == NULL)
    return script;
  kind = classify (problem);
  g_array_set_size (script->actions, n_done);
  drop_alike (&script, same_device, kind, deadline);
  drop_alike (&script, same_kind, kind, deadline);
  drop_alike (&script, same_kind_and_device, kind, deadline);
  for (guint n = MAX (script->actions->len / 2, 1); n > 0; n /= 2)
    while (drop_pieces (&script, n, kind, deadline) && n == 1)
      ;
  return script;
}

/* ── As a file ── */

char *
sim_script_print (const SimScript *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "seed %" G_GUINT64_FORMAT " %s\n", self->seed,
                          sim_break_name (self->breakage));
  for (guint i = 0; i < self->actions->len; i++)
    {
      const SimAction *action = &g_array_index (self->actions, SimAction, i);

      g_string_append_printf (text, "%u %s %u\n", action->serial, sim_action_name (action->kind),
                              action->device);
    }
  return g_string_free (text, FALSE);
}

static gboolean
parse_head (SimScript *self, const char *line)
{
  char name[32];

  if (sscanf (line, "seed %" G_GUINT64_FORMAT " %31s", &self->seed, name) != 2)
    return FALSE;
  for (self->breakage = 0; self->breakage < SIM_N_BREAKS; self->breakage++)
    if (strcmp (sim_break_name (self->breakage), name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
parse_action (SimScript *self, const char *line)
{
  SimAction action;
  char name[32];

  if (sscanf (line, "%u %31s %u", &action.serial, name, &action.device) != 3
      || !sim_action_find (name, &action.kind))
    return FALSE;
  g_array_append_val (self->actions, action);
  return TRUE;
}

SimScript *
sim_script_parse (const char *text, GError **error)
{
  g_autoptr (SimScript) self = script_new (0, SIM_BREAK_NONE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0'
        && !(i == 0 ? parse_head (self, lines[i]) : parse_action (self, lines[i])))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %u is no action: %s", i + 1,
                     lines[i]);
        return NULL;
      }
  return g_steal_pointer (&self);
}
