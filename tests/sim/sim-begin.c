/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-begin.h. */
#include "sim-begin.h"

#include "sim-copy.h"
#include "sim-files.h"

typedef struct
{
  SimRun *run; /* at rest: nothing of it is open */
  char *saved; /* all its files */
} Beginning;

static GHashTable *beginnings; /* seed → Beginning */

static void
each_device (SimRun *run, void (*call) (SimDevice *device))
{
  for (guint i = 0; i < run->devices->len; i++)
    call (g_ptr_array_index (run->devices, i));
}

SimRun *
sim_begin_make (uint64_t begin)
{
  g_autofree char *base = sim_files_make_base ();
  SimRun *run;

  sim_files_remove (base);
  run = sim_run_new (base, begin);
  if (run->problem != NULL)
    g_error ("no history can begin: %s", run->problem);
  each_device (run, sim_device_close);
  return run;
}

void
sim_begin_prepare (uint64_t begin)
{
  Beginning *self;

  if (beginnings == NULL)
    beginnings = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (g_hash_table_contains (beginnings, &begin))
    return;
  self = g_new0 (Beginning, 1);
  self->run = sim_begin_make (begin);
  sim_hub_rest (self->run->hub);
  each_device (self->run, sim_copy_note_place);
  self->saved = g_strconcat (self->run->base, "-saved", NULL);
  sim_files_copy (self->run->base, self->saved);
  g_hash_table_insert (beginnings, g_memdup2 (&begin, sizeof begin), self);
}

SimRun *
sim_begin_take (uint64_t begin)
{
  Beginning *self = g_hash_table_lookup (beginnings, &begin);

  sim_files_remove (self->run->base);
  sim_files_copy (self->saved, self->run->base);
  each_device (self->run, sim_copy_settle_in);
  sim_hub_restart (self->run->hub);
  return self->run;
}
