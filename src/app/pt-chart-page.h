/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects that are measured, each with its line; the next measurement is written down in place. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_CHART_PAGE (pt_chart_page_get_type ())
G_DECLARE_FINAL_TYPE (PtChartPage, pt_chart_page, PT, CHART_PAGE, AdwBin)

/* Signal open-record (const char *id). */
GtkWidget *pt_chart_page_new (PtLogbook *logbook);

G_END_DECLS
