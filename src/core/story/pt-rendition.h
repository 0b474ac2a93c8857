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
 * Any thread. What cannot be kept is made again the next time.
 *
 * Returns: (transfer full) (nullable): a JPEG; %NULL when the original is small enough, no picture, or
 *   not here
 */
GBytes *pt_rendition_load (const char *folder, const char *original, const char *sha256);

G_END_DECLS
