/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hidden data of a photo, taken out by a large library: this is what the reader does, confined, and
 * nobody else. Those who have a photo ask pt-photo.h. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * pt_exif_strip:
 * @path: of a JPEG, WebP or TIFF, which is changed in its place
 * @taken_on: (out) (transfer full) (nullable): the civil date that the camera wrote
 * @cleaned: (out): whether there was anything to take out
 *
 * Everything goes but the orientation, without which the picture would lie on its side.
 */
gboolean pt_exif_strip (const char *path, char **taken_on, gboolean *cleaned, GError **error);

G_END_DECLS
