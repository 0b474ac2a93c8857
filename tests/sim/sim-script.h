/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of actions with the seed they draw from: made, run, shrunk, written and read. */
#pragma once

#include "sim-actions.h"

G_BEGIN_DECLS

typedef struct
{
  uint64_t seed;
  uint64_t begin; /* of what is there before the first action */
  SimBreak breakage;
  GArray *actions; /* SimAction */
} SimScript;

SimScript *sim_script_new (uint64_t seed, SimBreak breakage, guint n_actions);
void sim_script_free (SimScript *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimScript, sim_script_free)

/**
 * sim_script_run:
 * @n_done: (nullable): how many actions it took, all of them when nothing went wrong
 *
 * Returns: (transfer full) (nullable): what is not as it should be; NULL = all is well
 */
char *sim_script_run (const SimScript *self, guint *n_done);
/* (transfer full): fewer actions that fail too; tries for @seconds at most. */
SimScript *sim_script_shrink (const SimScript *self, guint seconds);

char *sim_script_print (const SimScript *self);
SimScript *sim_script_parse (const char *text, GError **error);

G_END_DECLS
