/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a record by typing a few letters of its name: a search box and the best dozen. Used in
 * popovers by fields that refer to something, by links and by mentions. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_PICKER (pt_picker_get_type ())
G_DECLARE_FINAL_TYPE (PtPicker, pt_picker, PT, PICKER, GtkWidget)

/* Signals:
 *   picked (const char *id, const char *title)
 */

/**
 * pt_picker_new:
 * @kinds: (nullable): kinds to offer, separated by `|`; %NULL = all that have a place of their own
 * @members: whether team members are offered too
 */
GtkWidget *pt_picker_new (PtLogbook *logbook, const char *kinds, gboolean members);
void pt_picker_set_kinds (PtPicker *self, const char *kinds);
/* This record is not offered: the one that is being edited. */
void pt_picker_set_self (PtPicker *self, const char *id);
const char *pt_picker_get_query (PtPicker *self);
/* Empties the search and looks for the newest: when its popover opens. */
void pt_picker_start (PtPicker *self);

/* (transfer floating): a popover around a picker that starts when it is shown, and closes when
 * something is picked. */
GtkWidget *pt_picker_popover_new (PtPicker *picker);

G_END_DECLS
