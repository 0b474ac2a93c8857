/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture without what it says beside what can be seen: place, time, device, owner. On its way into the
 * logbook and on its way out of it. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Whether files of this kind carry hidden data that says where or who. */
bool pt_clean_is_needed (const char *mime);

/**
 * pt_clean_picture:
 * @mime: by its content
 * @taken_on: (out) (transfer full) (nullable): the civil date that the camera wrote
 * @cleaned: (out): whether there was hidden data
 *
 * Blocks, for another program may read it; cancelled as pt_reader_job_run().
 *
 * Returns: (transfer full) (nullable): the same picture, which still says how it is to be turned; %NULL when
 *   it is damaged or of a kind that cannot be cleaned
 */
GBytes *pt_clean_picture (GBytes *bytes, const char *mime, char **taken_on, gboolean *cleaned);

G_END_DECLS
