/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as nothing but pixels: what the program that reads pictures hands over. However a file of a
 * stranger misled it, this can only be a picture of something. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): @bytes decoded, upright, on white, its longer side at most @pixels; %NULL
 * when broken, no picture, or so large that it could fill the memory. */
GBytes *pt_pixels_decode (GBytes *bytes, int pixels);

/* (transfer full) (nullable): what pt_pixels_decode() gave, looked at as if it were hostile. */
GdkPixbuf *pt_pixels_open (GBytes *raw, int pixels);

G_END_DECLS
