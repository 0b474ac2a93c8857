/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders as a person handles them: copied, put back, thrown away. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes the folder of this process, in memory where the system has such a place (an fsync costs
 * milliseconds on a real one; sim-disk.c knows what is synced), with the state folder
 * in it; it goes at the end. Call first in main. */
void sim_files_init (void);
/* (transfer full): the path of a folder for one run; nothing is made. */
char *sim_files_make_base (void);
void sim_files_remove (const char *path);
/* Like cp -r; existing files keep their inode and get the new bytes. */
void sim_files_copy (const char *from, const char *to);

/* Calls @each with the bytes of every file below @path. */
typedef void (*SimFileFunc) (const char *path, const char *bytes, gsize size, gpointer data);
void sim_files_each (const char *path, SimFileFunc each, gpointer data);

G_END_DECLS
