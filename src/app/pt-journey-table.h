/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the journey in words: when, what kind, what. */
#pragma once

#include "pt-picture-timeline.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_JOURNEY_TABLE (pt_journey_table_get_type ())
G_DECLARE_FINAL_TYPE (PtJourneyTable, pt_journey_table, PT, JOURNEY_TABLE, AdwBin)

/* Signal open-record (const char *id). */
GtkWidget *pt_journey_table_new (void);
void pt_journey_table_show (PtJourneyTable *self, const PtTimeline *line);

G_END_DECLS
