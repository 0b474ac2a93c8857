/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture painted with cairo: in a window or on a page. */
#pragma once

#include "pt-picture.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  PT_PAINT_LIGHT = 0,
  PT_PAINT_DARK = 1 << 0,   /* the page behind it is */
  PT_PAINT_STRONG = 1 << 1, /* for who asked for high contrast: nothing that is read is muted */
} PtPaintFlags;

/**
 * pt_picture_paint:
 * @cr: in the picture's own measures; its state is kept
 * @family: (nullable): of fonts that its texts are set in, the first that is there; NULL = the
 *   system's sans serif
 *
 * Paints all marks in their order, without the page itself.
 */
void pt_picture_paint (PtPicture *self, cairo_t *cr, PtPaintFlags flags, const char *family);

G_END_DECLS
