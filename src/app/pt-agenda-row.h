/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question of the agenda: its letter, how long it is open, its answer, the versions before it. */
#pragma once

#include "pt-agenda.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_AGENDA_ROW (pt_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (PtAgendaRow, pt_agenda_row, PT, AGENDA_ROW, GtkListBoxRow)

/* @item: not kept; @data: knows the names that are mentioned in an answer. Its menu activates the
 * actions of the group "agenda" with its id. */
GtkWidget *pt_agenda_row_new (const PtAgendaItem *item, PtDataset *data);
PtRecord *pt_agenda_row_get_question (PtAgendaRow *self);

G_END_DECLS
