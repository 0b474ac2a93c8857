/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table twin of a figure: the same in words and numbers, as rows that open what they stand for. */
#pragma once

#include "pt-figure.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_FIGURE_TABLE (pt_figure_table_get_type ())
G_DECLARE_FINAL_TYPE (PtFigureTable, pt_figure_table, PT, FIGURE_TABLE, AdwBin)

/* Signal open-record (const char *id). */
GtkWidget *pt_figure_table_new (void);
void pt_figure_table_show (PtFigureTable *self, PtFigure *figure);

G_END_DECLS
