/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One logbook in a window: sidebar, list and detail, and how one gets from one to the other. */
#pragma once

#include "pt-logbook.h"
#include "pt-syncer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_WORKSPACE (pt_workspace_get_type ())
G_DECLARE_FINAL_TYPE (PtWorkspace, pt_workspace, PT, WORKSPACE, AdwBin)

/* @syncer NULL = this logbook is not shared. */
GtkWidget *pt_workspace_new (PtLogbook *logbook, PtSyncer *syncer, GMenuModel *switcher);

/* @place: id of a place. */
void pt_workspace_go (PtWorkspace *self, const char *place);
/* For who went there by keys: the rows take the focus where the place is a list. */
void pt_workspace_focus_place (PtWorkspace *self);
const char *pt_workspace_get_place (PtWorkspace *self);
/* Does on the page that is open what an action of pt-detail.h does, such as `comment`. */
void pt_workspace_act (PtWorkspace *self, const char *act);
void pt_workspace_open_record (PtWorkspace *self, const char *id);
/* With the cursor in @field; "" = none in particular. */
void pt_workspace_open_field (PtWorkspace *self, const char *id, const char *field);
void pt_workspace_new_record (PtWorkspace *self, const char *kind);
const char *pt_workspace_get_record (PtWorkspace *self); /* NULL = none is shown */
void pt_workspace_start_note (PtWorkspace *self);
/* Today's open notes one after the other. */
void pt_workspace_close_day (PtWorkspace *self);
void pt_workspace_start_search (PtWorkspace *self, const char *words);
/* Records that wait for a choice only people can make. */
guint pt_workspace_count_choices (PtWorkspace *self);
/* Another way to look at this place; NULL = the next one. */
void pt_workspace_set_view (PtWorkspace *self, const char *view);
/* One step back: a card of the board, else to the record that a link was followed from, else to the
 * pane before. */
void pt_workspace_back (PtWorkspace *self);
void pt_workspace_close_detail (PtWorkspace *self);
/* After somebody chose another inbox folder. */
void pt_workspace_refresh_inbox (PtWorkspace *self);
/* Saves what is being typed, and keeps the draft; for a window that closes. */
void pt_workspace_flush (PtWorkspace *self);
/* Three hints, for who sees it for the first time. */
void pt_workspace_show_first_steps (PtWorkspace *self);

G_END_DECLS
