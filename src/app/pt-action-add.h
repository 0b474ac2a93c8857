/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding an action in one line: what is to be done, then by chips its kind, the day, and who. Enter
 * saves; a real name in it is asked about first. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_ACTION_ADD (pt_action_add_get_type ())
G_DECLARE_FINAL_TYPE (PtActionAdd, pt_action_add, PT, ACTION_ADD, GtkListBoxRow)

GtkWidget *pt_action_add_new (PtLogbook *logbook);
/* What the next one is about; what was being typed for another is dropped. */
void pt_action_add_set_about (PtActionAdd *self, PtRecord *about);
/* The cursor in the line. */
void pt_action_add_start (PtActionAdd *self);

G_END_DECLS
