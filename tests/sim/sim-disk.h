/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk under every database of the simulator: an SQLite VFS before the real one, that can be
 * full, or die at a given write or sync and lose what was not synced. */
#pragma once

#include "sim-world.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIM_DISK_SOUND,
  SIM_DISK_FULL, /* writes fail, until it is sound again */
  SIM_DISK_DIES, /* the power goes: nothing works until it is back */
} SimDiskFault;

/* Call before the first database is opened. */
void sim_disk_init (void);

/**
 * sim_disk_break:
 * @folder: below it; one folder at a time
 * @after: how many writes and syncs still succeed
 *
 * Nothing of it may be unsynced now.
 */
void sim_disk_break (const char *folder, SimDiskFault fault, guint after);
/* Whether the fault came to pass below @folder (NULL = anywhere). */
gboolean sim_disk_has_failed (const char *folder);
gboolean sim_disk_is_dead (const char *folder);
/* Whether it is, or is to come. */
gboolean sim_disk_may_die (const char *folder);

/* All is sound again. After a death all databases below must be closed: of what was written since
 * the last sync some is there, some not, some by half. */
void sim_disk_mend (SimDraw *draw);

G_END_DECLS
