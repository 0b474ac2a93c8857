/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as it was painted last, kept until it is another one: what moves over it or with it does not
 * paint its thousands of marks again. Not a picture that is too large to keep: that is painted each time. */
#pragma once

#include "pt-picture-cairo.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _PtPictureCache PtPictureCache;

PtPictureCache *pt_picture_cache_new (void);
void pt_picture_cache_free (PtPictureCache *self);
/* Whether something is kept that can be shown without @picture. */
gboolean pt_picture_cache_is_filled (PtPictureCache *self);
void pt_picture_cache_clear (PtPictureCache *self);
/**
 * pt_picture_cache_snapshot:
 * @scale: pixels of the screen for one of the picture
 *
 * Shows @picture, painted anew only when something kept is of another size, scale or look.
 */
void pt_picture_cache_snapshot (PtPictureCache *self, GtkSnapshot *snapshot, PtPicture *picture,
                                int width, int height, int scale, PtPaintFlags flags);
/* Shows what is kept, @stretch times as wide and @shift further to the right. */
void pt_picture_cache_snapshot_moved (PtPictureCache *self, GtkSnapshot *snapshot, double stretch,
                                      double shift);

G_END_DECLS
