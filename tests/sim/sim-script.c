/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-script.h. */
#include "sim-script.h"

#include "sim-begin.h"
#include "sim-check.h"
#include "sim-disk.h"
#include "sim-files.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_BEGINNINGS 12
#define HANG_SECONDS 300 /* of one history, which takes one or two */

static SimScript *
script_new (uint64_t seed, uint64_t begin, SimBreak breakage)
{
  SimScript *self = g_new0 (SimScript, 1);

  self->seed = seed;
  self->begin = begin;
  self->breakage = breakage;
  self->actions = g_array_new (FALSE, FALSE, sizeof (SimAction));
  return self;
}

SimScript *
sim_script_new (uint64_t seed, SimBreak breakage, guint n_actions)
{
  SimScript *self = script_new (seed, seed % N_BEGINNINGS, breakage);
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

typedef struct
{
  guint n_done;
  gboolean at_end; /* all actions went well, what was checked after them did not */
} Course;

/* Takes @run. @in_haste: without the last checks. */
static char *
run_from (SimRun *run, const SimScript *self, gboolean in_haste, Course *course)
{
  char *problem;

  running = run;
  sim_run_start (run, self->seed, self->breakage);
  for (course->n_done = 0; course->n_done < self->actions->len && run->problem == NULL;
       course->n_done++)
    sim_action_run (run, &g_array_index (self->actions, SimAction, course->n_done));
  course->at_end = run->problem == NULL;
  if (course->at_end && !in_haste)
    sim_check_end (run);
  problem = g_steal_pointer (&run->problem);
  running = NULL;
  sim_run_free (run);
  return problem;
}

static char *
run_here (const SimScript *self, gboolean in_haste, Course *course)
{
  listen_to_log ();
  return run_from (sim_begin_make (self->begin), self, in_haste, course);
}

/* ── In a process of its own, so that also a crash is an outcome ── */

/* Under a sanitizer it is this process: leaks are looked for at its end. */
#ifndef __SANITIZE_ADDRESS__

static void
tell_parent (int fd, const Course *course, const char *problem)
{
  gsize size = problem != NULL ? strlen (problem) : 0;

  if (write (fd, course, sizeof *course) != (ssize_t)sizeof *course
      || (size > 0 && write (fd, problem, size) != (ssize_t)size))
    _exit (1);
  _exit (0);
}

static char *
read_all (int fd, Course *course)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char part[4096];
  ssize_t n = read (fd, course, sizeof *course);

  while (n > 0 && (n = read (fd, part, sizeof part)) > 0)
    g_string_append_len (text, part, n);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
try_in_child (const SimScript *self, gboolean in_haste, Course *course)
{
  g_autofree char *problem = NULL;
  int ends[2], status;
  pid_t child;

  listen_to_log ();
  sim_begin_prepare (self->begin);
  if (pipe (ends) != 0 || (child = fork ()) < 0)
    g_error ("no process can be made");
  if (child == 0)
    {
      alarm (HANG_SECONDS);
      problem = run_from (sim_begin_take (self->begin), self, in_haste, course);
      tell_parent (ends[1], course, problem);
    }
  close (ends[1]);
  problem = read_all (ends[0], course);
  close (ends[0]);
  if (waitpid (child, &status, 0) == child && status == 0)
    return g_steal_pointer (&problem);
  return g_strdup_printf ("crashed with status %d", status);
}

#endif

static char *
try (const SimScript *self, gboolean in_haste, Course *course)
{
#ifdef __SANITIZE_ADDRESS__
  return run_here (self, in_haste, course);
#else
  return try_in_child (self, in_haste, course);
#endif
}

char *
sim_script_run (const SimScript *self, guint *n_done)
{
  Course course = { .n_done = self->actions->len };
  char *problem = sim_trace_on ? run_here (self, FALSE, &course) : try (self, FALSE, &course);

  if (n_done != NULL)
    *n_done = course.n_done;
  return problem;
}

/* ── Shrinking ── */

static SimScript *
without (const SimScript *self, guint from, guint n)
{
  SimScript *less = script_new (self->seed, self->begin, self->breakage);

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

/* The way in which a script fails, and whether only the last checks notice. */
typedef struct
{
  char *kind;
  gboolean in_haste;
  gint64 deadline;
} Failure;

static gboolean
fails (const SimScript *self, const Failure *failure)
{
  Course course = { 0 };
  g_autofree char *problem = try (self, failure->in_haste, &course);
  g_autofree char *found = problem != NULL ? classify (problem) : NULL;

  return g_strcmp0 (found, failure->kind) == 0;
}

static gboolean
has_time (const Failure *failure)
{
  return g_get_monotonic_time () < failure->deadline;
}

/* Leaves out pieces of @n actions, from the end, as long as it fails in the same way; FALSE when
 * none could go. */
static gboolean
drop_pieces (SimScript **script, guint n, const Failure *failure)
{
  gboolean dropped = FALSE;

  for (guint from = (*script)->actions->len; from > 0 && has_time (failure);)
    {
      g_autoptr (SimScript) less = NULL;

      from = from > n ? from - n : 0;
      less = without (*script, from, n);
      if (!fails (less, failure))
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
  SimScript *less = script_new (self->seed, self->begin, self->breakage);

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
drop_alike (SimScript **script, Alike alike, const Failure *failure)
{
  for (guint i = 0; i < (*script)->actions->len && has_time (failure);)
    {
      if (was_tried (*script, i, alike))
        {
          i++;
          continue;
        }
      g_autoptr (SimScript)
          less = without_alike (*script, &g_array_index ((*script)->actions, SimAction, i), alike);

      if (!fails (less, failure))
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
  SimScript *script = without (self, 0, 0);
  Course course = { .n_done = self->actions->len };
  g_autofree char *problem = try (self, FALSE, &course);
  g_autofree char *kind = problem != NULL ? classify (problem) : NULL;
  const Failure failure = { kind, !course.at_end,
                            g_get_monotonic_time () + seconds * G_USEC_PER_SEC };

  if (problem == NULL)
    return script;
  g_array_set_size (script->actions, MIN (course.n_done, script->actions->len));
  drop_alike (&script, same_device, &failure);
  drop_alike (&script, same_kind, &failure);
  drop_alike (&script, same_kind_and_device, &failure);
  for (guint n = MAX (script->actions->len / 2, 1); n > 0; n /= 2)
    while (drop_pieces (&script, n, &failure) && n == 1)
      ;
  return script;
}

/* ── As a file ── */

char *
sim_script_print (const SimScript *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "seed %" G_GUINT64_FORMAT " %s begin %" G_GUINT64_FORMAT "\n",
                          self->seed, sim_break_name (self->breakage), self->begin);
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

  switch (sscanf (line, "seed %" G_GUINT64_FORMAT " %31s begin %" G_GUINT64_FORMAT, &self->seed,
                  name, &self->begin))
    {
    case 2: /* a beginning of its own */
      self->begin = self->seed;
      break;
    case 3:
      break;
    default:
      return FALSE;
    }
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
  g_autoptr (SimScript) self = script_new (0, 0, SIM_BREAK_NONE);
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
