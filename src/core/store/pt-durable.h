/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that survive a loss of power. fsync of a file writes its bytes through, not the name it is
 * found by; that takes an fsync of the folder, and of the folder's folder when that one is new. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pt_durable_make_folder:
 * @path: a folder, which may be there already
 *
 * Makes a folder of mode 0700 with the folders above it; the names of new ones are on disk when it
 * returns.
 *
 * Returns: 0, or -1 with errno set
 */
int pt_durable_make_folder (const char *path);

/**
 * pt_durable_sync_name:
 * @path: a file or folder that was made, renamed or removed
 *
 * Writes the names in its folder through.
 *
 * Returns: 0, or -1 with errno set
 */
int pt_durable_sync_name (const char *path);

G_END_DECLS
