/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip that opens a picker for one kind of record and keeps what was chosen there: the people and
 * the experiment of a quick note. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_CHOICE_BUTTON (pt_choice_button_get_type ())
G_DECLARE_FINAL_TYPE (PtChoiceButton, pt_choice_button, PT, CHOICE_BUTTON, AdwBin)

/* Signal changed (): the choice is another one. */

/* @kind: id of the kind of record; @label: translated, shown while nothing is chosen. */
GtkWidget *pt_choice_button_new (PtLogbook *logbook, const char *kind, const char *label,
                                 const char *icon, gboolean several);
/* (transfer full): ids in the order chosen. */
GStrv pt_choice_button_dup_ids (PtChoiceButton *self);
/* Ids of records that are gone are left out. */
void pt_choice_button_set_ids (PtChoiceButton *self, const char *const *ids);
/* Chooses a record, or no longer. */
void pt_choice_button_toggle (PtChoiceButton *self, const char *id, const char *title);

G_END_DECLS
