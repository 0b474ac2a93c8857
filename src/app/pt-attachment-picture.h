/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures from disk into widgets without stopping the window: decoded on a worker. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pt_attachment_picture_load:
 * @picture: filled when the file is decoded; left as it is when that fails
 * @path: of a picture
 */
void pt_attachment_picture_load (GtkPicture *picture, const char *path);

G_END_DECLS
