/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journey: its map, to be zoomed from years to days, and the same in a table. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_JOURNEY_PAGE (pt_journey_page_get_type ())
G_DECLARE_FINAL_TYPE (PtJourneyPage, pt_journey_page, PT, JOURNEY_PAGE, GtkBox)

/* Signal open-record (const char *id). */
GtkWidget *pt_journey_page_new (PtLogbook *logbook);

G_END_DECLS
