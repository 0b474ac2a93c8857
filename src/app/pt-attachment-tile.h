/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attachment: its picture or its kind, its name, and what is not right with it. */
#pragma once

#include "pt-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_ATTACHMENT_TILE (pt_attachment_tile_get_type ())
G_DECLARE_FINAL_TYPE (PtAttachmentTile, pt_attachment_tile, PT, ATTACHMENT_TILE, GtkButton)

/**
 * pt_attachment_tile_new:
 * @place: where its file is
 * @thumbnail: (nullable): path of a small picture, which may be here before the file is
 * @consent: (nullable): of who is shown, in words
 */
GtkWidget *pt_attachment_tile_new (PtRecord *attachment, PtFilePlace place, const char *thumbnail,
                                   const char *consent);
PtRecord *pt_attachment_tile_get_attachment (PtAttachmentTile *self);
/* A picture whose bytes are here: it can be shown large. */
gboolean pt_attachment_tile_is_picture (PtAttachmentTile *self);

G_END_DECLS
