/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes and names that survive a loss of power. fsync of a file writes its bytes through, not the name
 * it is found by; that takes an fsync of the folder, and of the folder's folder when that one is new. */
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

/**
 * pt_durable_sync_file:
 * @path: a file that was written
 *
 * Writes its bytes through.
 *
 * Returns: 0, or -1 with errno set
 */
int pt_durable_sync_file (const char *path);

/**
 * pt_durable_write:
 * @fd: open for writing
 * @data: (array length=size): bytes
 * @size: how many
 *
 * Writes all of them where the file stands, however often a signal comes between. Nothing is written
 * through yet.
 *
 * Returns: 0, or -1 with errno set; a part of them may be in the file then
 */
int pt_durable_write (int fd, gconstpointer data, gsize size);

/**
 * pt_durable_write_at:
 * @fd: open for writing
 * @offset: where the first byte goes
 * @bytes: what is written
 *
 * As pt_durable_write(), at a place of its own.
 *
 * Returns: 0, or -1 with errno set
 */
int pt_durable_write_at (int fd, gint64 offset, GBytes *bytes);

G_END_DECLS
