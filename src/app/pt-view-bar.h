/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to look at a place, side by side: "List | Board". It keeps for each place which one was
 * chosen last, and is not there where a place has only its list. */
#pragma once

#include "pt-logbook.h"
#include "pt-place.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_VIEW_BAR (pt_view_bar_get_type ())
G_DECLARE_FINAL_TYPE (PtViewBar, pt_view_bar, PT, VIEW_BAR, AdwBin)

/* Signal changed (): another view was chosen. */
GtkWidget *pt_view_bar_new (PtLogbook *logbook);
void pt_view_bar_set_place (PtViewBar *self, const PtPlace *place);
/* Id of the view, never NULL: "list" where a place has no other. */
const char *pt_view_bar_get_view (PtViewBar *self);
/* Nothing happens when the place has no such view. */
void pt_view_bar_choose (PtViewBar *self, const char *view);
void pt_view_bar_choose_next (PtViewBar *self);

G_END_DECLS
