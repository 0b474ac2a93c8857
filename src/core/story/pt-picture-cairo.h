/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture painted with cairo: in a window or on a page. */
#pragma once

#include "pt-picture.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * pt_picture_paint:
 * @cr: in the picture's own measures; its state is kept
 * @dark: whether the page behind it is
 * @family: (nullable): of fonts that its texts are set in, the first that is there; NULL = the
 *   system's sans serif
 *
 * Paints all marks in their order, without the page itself.
 */
void pt_picture_paint (PtPicture *self, cairo_t *cr, bool dark, const char *family);

G_END_DECLS
