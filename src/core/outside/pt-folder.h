/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder with everything in it, of which nothing is to be kept: a join that failed, the example, the
 * stage of a restore. Links are removed, not followed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * pt_folder_delete:
 * @path: a folder or file
 * @error: return location
 *
 * Deletes it with all below it, as far as it can. What is in the way stays, and what stands above that.
 *
 * Returns: FALSE with a GIOError about the first that could not be deleted, also when @path was not there
 */
gboolean pt_folder_delete (const char *path, GError **error);

G_END_DECLS
