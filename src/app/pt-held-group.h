/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves that the team server set aside until the coordinator decides: who, on what, why, and a button
 * for either answer. Nothing is lost by either: what is declined stays in its author's history. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_HELD_GROUP (pt_held_group_get_type ())
G_DECLARE_FINAL_TYPE (PtHeldGroup, pt_held_group, PT, HELD_GROUP, AdwBin)

/* Asks the team server; shows itself when something waits. */
void pt_held_group_load (PtHeldGroup *self, const char *folder);

G_END_DECLS
