/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts that several pictures are made of, so that one sign means one thing in all of them. Each can
 * be told from the others without colour. */
#pragma once

#include "pt-picture.h"

G_BEGIN_DECLS

/* Lines of text below each other, the first with its baseline at @y. @record (nullable) is on each. */
void pt_picture_lines (PtPicture *self, double x, double y, PtAnchor anchor, double size, PtInk ink,
                       char **lines, const char *record);
/* From one line of text to the next. */
double pt_text_leading (double size);
/* Slanted lines in a rectangle. */
void pt_picture_hatch (PtPicture *self, double x, double y, double w, double h, PtInk ink);
/* A tick, a cross and a point to the right, in a square with its middle at @x, @y. */
void pt_picture_tick (PtPicture *self, double x, double y, double size, PtInk ink);
void pt_picture_cross (PtPicture *self, double x, double y, double size, PtInk ink);
void pt_picture_point (PtPicture *self, double x, double y, double size, PtInk ink);

/**
 * pt_picture_effect:
 * @status: key of outcome.status
 * @direction: key of outcome.direction; or NULL
 * @record: what it stands for; or NULL
 *
 * A square with its upper left corner at @x, @y for one effect: hoped for is open and dashed, observed
 * open, substantiated hatched, confirmed full; what did not come about has a cross, what faded is grey.
 * A sign in it says whether it is good, bad or mixed.
 */
void pt_picture_effect (PtPicture *self, double x, double y, double size, const char *status,
                        const char *direction, const char *record);

/* A legend: signs with their words, from left to right and in as many lines as they need. */
typedef struct
{
  double left, right; /* between which it stands */
  double x, y;        /* where it has come to: the middle of a line */
} PtLegend;

#define PT_LEGEND_LINE 22.0
#define PT_LEGEND_SIGN 14.0

/* With its first line around @y. */
PtLegend pt_legend_begin (double left, double right, double y);
/* Returns: the middle of the sign that is to be drawn before @label, at @self->y */
double pt_legend_next (PtLegend *self, PtPicture *picture, const char *label);
/* Returns: where it ends */
double pt_legend_end (const PtLegend *self);

/* (transfer full): a number as people write it in @lang, without a tail of zeros. */
char *pt_number_text (double value, const char *lang);
/* A round step so that at most @most of them are between @low and @high. */
double pt_number_step (double low, double high, guint most);

G_END_DECLS
