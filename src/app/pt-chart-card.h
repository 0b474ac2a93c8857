/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One effect with its measurements as a line, and room to write down the next one. */
#pragma once

#include "pt-figure.h"
#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_CHART_CARD (pt_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (PtChartCard, pt_chart_card, PT, CHART_CARD, GtkBox)

/* Signal open-record (const char *id). */
GtkWidget *pt_chart_card_new (PtLogbook *logbook, const char *outcome);
/* Takes @figure; NULL = nothing was measured yet. What is being typed stays. */
void pt_chart_card_show (PtChartCard *self, const char *statement, PtFigure *figure);

G_END_DECLS
