/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with folders and disks: put a copy aside, put it back, go on with both. */
#pragma once

#include "sim-device.h"

G_BEGIN_DECLS

/* The files of the laptop are about to be copied elsewhere by whoever simulates; and were: it is the
 * same disk all the same. */
void sim_copy_note_place (SimDevice *device);
void sim_copy_settle_in (SimDevice *device);

void sim_copy_make (SimRun *run, SimDevice *device);
void sim_copy_make_backup (SimRun *run, SimDevice *device);

typedef enum
{
  SIM_RESTORE_NEW_FILES,  /* the folder thrown away and the copy in its place */
  SIM_RESTORE_OVER_FILES, /* the copy over what is there */
  SIM_RESTORE_DISK,       /* the whole disk, with the state folder: nobody can notice */
  SIM_RESTORE_BACKUP,     /* from a backup file */
  SIM_N_RESTORES,
} SimRestore;

/* FALSE: there is no such copy. Both the device and its copy live on after a clone. */
gboolean sim_copy_restore (SimRun *run, SimDevice *device, SimRestore how);
void sim_copy_clone_folder (SimRun *run, SimDevice *device); /* on the same laptop */
void sim_copy_clone_disk (SimRun *run, SimDevice *device);   /* on another one */

G_END_DECLS
