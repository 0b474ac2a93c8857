/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure in a window: the picture or, by a button, its table; a sentence where there is too little
 * to draw. What is wider than the window scrolls sideways. */
#pragma once

#include "pt-figure.h"
#include "pt-picture-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_FIGURE_VIEW (pt_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (PtFigureView, pt_figure_view, PT, FIGURE_VIEW, GtkBox)

/* Signal open-record (const char *id).
 * @fills: the page is its own and scrolls in it; else it is as high as what it shows */
GtkWidget *pt_figure_view_new (gboolean fills);
/* Takes @figure; NULL = nothing. The place of the keys is kept. */
void pt_figure_view_show (PtFigureView *self, PtFigure *figure);
PtFigure *pt_figure_view_get_figure (PtFigureView *self); /* or NULL */
PtPictureView *pt_figure_view_get_picture_view (PtFigureView *self);
/* Stands above the picture, before the button of the table. */
void pt_figure_view_add (PtFigureView *self, GtkWidget *child);
/* A line above the picture; NULL = something else is there. */
void pt_figure_view_set_title (PtFigureView *self, const char *title);
void pt_figure_view_set_table (PtFigureView *self, gboolean table);
gboolean pt_figure_view_get_table (PtFigureView *self);

G_END_DECLS
