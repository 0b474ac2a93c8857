/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture in a window: hover names what a mark stands for, a click or Enter goes there, the arrow
 * keys go from one to the next, and up and down. What is drawn is made elsewhere; a table says the same in words. */
#pragma once

#include "pt-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_PICTURE_VIEW (pt_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (PtPictureView, pt_picture_view, PT, PICTURE_VIEW, GtkWidget)

/* (transfer full): the picture for a width in pixels; NULL = nothing to show. */
typedef PtPicture *(*PtPictureMake) (double width, gpointer data);
/* (transfer full): what a mark stands for, in a line. */
typedef char *(*PtPictureName) (const char *record, gpointer data);

/* Signals:
 *   open-record (const char *id)
 *   edge (int direction): the arrow keys went past the last mark (1) or the first (-1)
 */
GtkWidget *pt_picture_view_new (PtPictureMake make, PtPictureName name, gpointer data);
/* The picture is another one. */
void pt_picture_view_redraw (PtPictureView *self);
/**
 * pt_picture_view_move:
 * @stretch: how many times as wide as it was painted
 * @shift: pixels to the right of where it was painted
 *
 * The picture is another one, and more such are coming: what was painted last is shown there until it is
 * still, and only then the new one is made.
 */
void pt_picture_view_move (PtPictureView *self, double stretch, double shift);
/* Pixels: a narrower window scrolls. */
void pt_picture_view_set_least (PtPictureView *self, int width);
PtPicture *pt_picture_view_get_picture (PtPictureView *self); /* NULL = not drawn yet */
/* The record that the keys are at; NULL = none. */
const char *pt_picture_view_get_record (PtPictureView *self);
/* What stands there; NULL = nothing that can be opened. */
const char *pt_picture_view_find (PtPictureView *self, double x, double y);
/* A line that is being drawn on it; %NULL = none is. */
void pt_picture_view_set_band (PtPictureView *self, const graphene_rect_t *band);
/* Goes to the first mark from the left, or the last. */
void pt_picture_view_go (PtPictureView *self, gboolean last);

G_END_DECLS
