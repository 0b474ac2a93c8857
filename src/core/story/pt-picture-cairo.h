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
 *
 * Paints all marks in their order, without the page itself. Texts are set in the system's sans serif.
 */
void pt_picture_paint (PtPicture *self, cairo_t *cr, bool dark);

G_END_DECLS
