/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the theory of change share. Inside core/story only. */
#pragma once

#include "pt-picture.h"
#include "pt-theory.h"

G_BEGIN_DECLS

#define PT_THEORY_MARGIN 14.0
#define PT_THEORY_TEXT 11.5
#define PT_THEORY_HEADING 12.5
#define PT_THEORY_EFFECT 12.0
#define PT_THEORY_DISC 8.5

/* How an arrow says how sure we are of it. */
typedef struct
{
  const char *status;
  PtInk ink;
  double width;
  bool dashed, full;
} PtTheoryLook;

#define PT_THEORY_LOOKS 5
extern const PtTheoryLook pt_theory_looks[PT_THEORY_LOOKS];
const PtTheoryLook *pt_theory_look (const char *status);

/* The box of an experiment or an effect. */
double pt_theory_box_height (const PtTheoryNode *node, double width);
void pt_theory_draw_box (PtPicture *picture, const PtTheoryNode *node, double x, double y,
                         double width);
/* Whether the effect did not come about, or faded. */
bool pt_theory_is_gone (const PtTheoryNode *node);
/* The point of an arrow that ends at @x, @y, and the number of the arrow. */
void pt_theory_draw_point (PtPicture *picture, double x, double y, bool rightwards,
                           const PtTheoryLook *look);
void pt_theory_draw_disc (PtPicture *picture, double x, double y, guint number,
                          const PtTheoryTie *tie);
/* Returns: where it ends */
double pt_theory_draw_legend (PtPicture *picture, const PtTheory *theory, double y);

/* The two drawings; each sets the height of @picture. */
void pt_theory_draw_chart (PtPicture *picture, const PtTheory *theory);
void pt_theory_draw_list (PtPicture *picture, const PtTheory *theory);

G_END_DECLS
