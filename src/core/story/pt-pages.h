/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document set on pages: one layout for the preview on the screen, the printer and the PDF. A page
 * can be counted, measured and drawn to any cairo context. */
#pragma once

#include "pt-document.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  PT_LOOK_A4,
  PT_LOOK_LARGE, /* A4 in large print: 16 points, sans serif */
} PtLook;

typedef struct _PtPages PtPages;

/**
 * pt_pages_new:
 * @document: what is set; a reference is kept
 *
 * Any thread; afterwards one thread at a time. The same document and fonts give the same pages.
 *
 * Returns: (transfer full)
 */
PtPages *pt_pages_new (PtDocument *document, PtLook look);
PtPages *pt_pages_ref (PtPages *self);
void pt_pages_unref (PtPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtPages, pt_pages_unref)

/* At least 1. */
guint pt_pages_count (PtPages *self);
/* In points of 1/72 inch; a wide drawing has a page that lies. */
void pt_pages_get_size (PtPages *self, guint page, double *width, double *height);
/**
 * pt_pages_draw:
 * @page: from 0
 * @cr: in points from the upper left corner of the paper; its state is kept
 *
 * Draws everything but the paper itself.
 */
void pt_pages_draw (PtPages *self, guint page, cairo_t *cr);
/* The page, from 0, on which the block with @id begins; -1 = nowhere. */
int pt_pages_find (PtPages *self, const char *id);

G_END_DECLS
