/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar: switcher of logbooks, places with what waits there, sync state in words. */
#pragma once

#include "pt-logbook.h"
#include "pt-place.h"
#include "pt-sync-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_SIDEBAR (pt_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (PtSidebar, pt_sidebar, PT, SIDEBAR, GtkBox)

/* Property "folded": one pane at a time, so this one carries the window's buttons.
 * Signal place (const char *id): somebody wants to go there. */
GtkWidget *pt_sidebar_new (PtLogbook *logbook, GMenuModel *switcher);
/* Marks where the window is; NULL = nowhere of these. */
void pt_sidebar_select (PtSidebar *self, const char *place);
/* (transfer none): the places, and the sync state in words. */
GtkWidget *pt_sidebar_get_places (PtSidebar *self);
GtkWidget *pt_sidebar_get_sync (PtSidebar *self);
/* How many choices wait, and whether the page that lists them has anything. */
void pt_sidebar_set_attention (PtSidebar *self, guint n_choices, gboolean any);
void pt_sidebar_set_sync (PtSidebar *self, const PtSyncFacts *facts);

G_END_DECLS
