/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos in the size in which documents show them, made once and kept beside the small pictures of a
 * logbook. They are named by the hash of the photo, so that erasing it finds them too. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pt_rendition_load:
 * @folder: of the logbook
 * @original: path of the bytes of the attachment
 * @sha256: their name
 *
 * Any thread. It was made when the photo came into this logbook; one that is not there is made now.
 *
 * Returns: (transfer full) (nullable): a JPEG; NULL when the original is no picture, broken, not what
 *   its name says, or not here
 */
GBytes *pt_rendition_load (const char *folder, const char *original, const char *sha256);

/* Keeps @jpeg for pt_rendition_load(). What cannot be kept, on a full or a closed disk, is made again
 * the next time. */
void pt_rendition_keep (const char *folder, const char *sha256, GBytes *jpeg);

G_END_DECLS
