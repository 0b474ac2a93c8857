/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place as a picture: read whole on a worker when it is seen, and again when something changed. */
#pragma once

#include "pt-logbook.h"
#include "pt-look.h"
#include "pt-place.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_FIGURE_PAGE (pt_figure_page_get_type ())
G_DECLARE_FINAL_TYPE (PtFigurePage, pt_figure_page, PT, FIGURE_PAGE, AdwBin)

/* Signal open-record (const char *id). */
GtkWidget *pt_figure_page_new (PtLogbook *logbook);
void pt_figure_page_set_look (PtFigurePage *self, const PtPlace *place, const PtLook *look);

G_END_DECLS
