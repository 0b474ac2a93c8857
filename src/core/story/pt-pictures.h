/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every picture that is made from records, by who looks. NULL = there is nothing to say; where there
 * is too little to draw, the figure is a sentence (domain.md §7, rule 11). All (transfer full). */
#pragma once

#include "pt-figure.h"
#include "pt-lens.h"

G_BEGIN_DECLS

/* Who takes part, by kind of party and how much say they have. */
PtFigure *pt_figure_rings (const PtLens *lens);
PtFigure *pt_figure_ladder (const PtLens *lens);
/* How the say of people changed over time; @experiment NULL = in the whole logbook. */
PtFigure *pt_figure_staircase (const PtLens *lens, const char *experiment);
/* The questions by letter, from when to when, over the days on which they were reviewed. */
PtFigure *pt_figure_agenda (const PtLens *lens);
/* Effects by level, each a square that shows how sure it is. */
PtFigure *pt_figure_effects (const PtLens *lens);
/* The measurements of one effect, with its baseline and target. */
PtFigure *pt_figure_indicator (const PtLens *lens, PtRecord *outcome);
/* What leads to what: experiments and effects, tied by working mechanisms. */
PtFigure *pt_figure_theory (const PtLens *lens);
/* What there is, is looked for and is offered, by kind. */
PtFigure *pt_figure_resources (const PtLens *lens);
/* How far experiments are settled in technology, money, habits and rules. */
PtFigure *pt_figure_embedding (const PtLens *lens);
/* How much was noted down on which days. */
PtFigure *pt_figure_density (const PtLens *lens);

G_END_DECLS
