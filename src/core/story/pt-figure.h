/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that can be drawn for any width, with the same as a table, and what its marks stand for.
 * Where there is too little to draw it is a sentence. Made from records once; any thread may draw. */
#pragma once

#include "pt-document.h"

G_BEGIN_DECLS

/* The width on a page, where its words can be read in a column of text; and the least at which it can be
 * read without scrolling sideways. */
#define PT_FIGURE_PAGE_WIDTH 620.0
#define PT_FIGURE_LEAST_WIDTH 320.0
/* The width for the screen of a telephone, where the drawing of a page could not be read. */
#define PT_FIGURE_PHONE_WIDTH 360.0

typedef struct
{
  PtPicture *(*draw) (gconstpointer data, double width);
  PtBlock *(*table) (gconstpointer data);
  const char *(*row) (gconstpointer data, guint i); /* what a row stands for; or NULL */
  void (*free) (gpointer data);
  double least; /* width; 0 = PT_FIGURE_LEAST_WIDTH */
  double page;  /* width on a page; 0 = PT_FIGURE_PAGE_WIDTH */
} PtFigureType;

typedef struct _PtFigure PtFigure;

/* Takes @data. */
PtFigure *pt_figure_new (const PtFigureType *type, gpointer data);
PtFigure *pt_figure_ref (PtFigure *self);
void pt_figure_unref (PtFigure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtFigure, pt_figure_unref)

/* While building: takes @name, what the marks of @record stand for, in a line. */
void pt_figure_call (PtFigure *self, const char *record, char *name);
/* While building: takes @sentence, which is said instead of a picture. */
void pt_figure_say (PtFigure *self, char *sentence);

/* (transfer full) (nullable): NULL = its sentence is to be said instead. Never narrower than its
 * least width. */
PtPicture *pt_figure_draw (PtFigure *self, double width);
/* (transfer full): the same in words and numbers, with its sources. */
PtBlock *pt_figure_table (PtFigure *self);
/* The record that row @i of its table stands for; NULL = none. */
const char *pt_figure_get_row (PtFigure *self, guint i);
const char *pt_figure_get_sentence (PtFigure *self); /* NULL = there is enough to draw */
const char *pt_figure_get_name (PtFigure *self, const char *record); /* or NULL */
double pt_figure_get_least_width (PtFigure *self);
double pt_figure_get_page_width (PtFigure *self);

G_END_DECLS
