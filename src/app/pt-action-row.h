/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action in a list: a box to tick off, what is to be done, and in one dim line when, what kind and
 * who. Space ticks, Enter opens. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_ACTION_ROW (pt_action_row_get_type ())
G_DECLARE_FINAL_TYPE (PtActionRow, pt_action_row, PT, ACTION_ROW, AdwActionRow)

/* @about: (nullable): the title of what it belongs to. @open: the action that opens a record by its id. */
GtkWidget *pt_action_row_new (PtLogbook *logbook, PtRecord *action, const char *about,
                              const char *open);
const char *pt_action_row_get_id (PtActionRow *self);
void pt_action_row_focus (PtActionRow *self);

G_END_DECLS
