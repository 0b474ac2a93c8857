/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-run.h. */
#include "sim-run.h"

#include "sim-device.h"
#include "sim-disk.h"
#include "sim-files.h"

#define HUB_WORLD 1000
#define LOSS 3000 /* of unsynced writes */

void
sim_run_fail (SimRun *self, const char *format, ...)
{
  va_list args;

  if (self->problem != NULL)
    return;
  va_start (args, format);
  self->problem = g_strdup_vprintf (format, args);
  va_end (args);
}

void
sim_run_mend_disk (SimRun *self)
{
  SimDraw draw = { sim_mix (sim_mix (self->seed, self->serial), LOSS) };

  sim_disk_mend (&draw);
}

gboolean sim_trace_on;

void
sim_trace (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  if (!sim_trace_on)
    return;
  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("%s\n", line);
}

char *
sim_run_make_path (SimRun *self, const char *name)
{
  return g_strdup_printf ("%s/%s-%u", self->base, name, self->n_folders++);
}

SimRun *
sim_run_new (const char *base, uint64_t begin)
{
  SimRun *self = g_new0 (SimRun, 1);
  SimDraw draw = { begin };
  guint n_devices = 2 + sim_draw_below (&draw, 3);
  g_autofree char *hub = g_build_filename (base, "hub", NULL);

  self->seed = begin;
  self->base = g_strdup (base);
  self->truth = sim_truth_new ();
  self->hub_world = sim_world_new (sim_mix (begin, HUB_WORLD));
  self->hub = sim_hub_new (hub, self->hub_world, self->truth);
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_device_free);
  self->away = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->first_sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)json_object_unref);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sim_device_found (self);
  while (self->problem == NULL && self->devices->len < n_devices)
    sim_device_join (self);
  return self;
}

void
sim_run_start (SimRun *self, uint64_t seed, SimBreak breakage)
{
  self->seed = seed;
  self->breakage = breakage;
  if (breakage != SIM_BREAK_NONE)
    sim_hub_break (self->hub, breakage);
}

void
sim_run_free (SimRun *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->devices);
  sim_hub_free (self->hub);
  sim_world_free (self->hub_world);
  sim_truth_free (self->truth);
  g_hash_table_unref (self->first_sent);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->away);
  g_free (self->founder);
  g_free (self->token);
  sim_files_remove (self->base);
  g_free (self->base);
  g_free (self->problem);
  g_free (self);
}
