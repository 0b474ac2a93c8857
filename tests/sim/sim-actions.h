/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that people and the world do, as a table. What an action does in detail is drawn from
 * the run's seed and the action's own number, so that it stays much the same when others are left
 * out of a script. */
#pragma once

#include "sim-run.h"

G_BEGIN_DECLS

typedef struct
{
  guint serial; /* from 1 */
  guint kind;   /* in the table */
  guint device; /* modulo the number of laptops */
} SimAction;

const char *sim_action_name (guint kind);
gboolean sim_action_find (const char *name, guint *kind);
/* By weight. */
void sim_action_draw (SimDraw *draw, guint serial, SimAction *out);
void sim_action_run (SimRun *run, const SimAction *action);

G_END_DECLS
