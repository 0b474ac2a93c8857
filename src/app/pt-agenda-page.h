/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning agenda: the questions over time as a picture, and each in its newest version with what
 * can be done with it. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_AGENDA_PAGE (pt_agenda_page_get_type ())
G_DECLARE_FINAL_TYPE (PtAgendaPage, pt_agenda_page, PT, AGENDA_PAGE, GtkBox)

/* Signal open-record (const char *id): a question was chosen. Its actions take the id of a question, or
 * "" for the one that has the focus: agenda.explore, .answer, .reformulate, .pass-on, .drop. */
GtkWidget *pt_agenda_page_new (PtLogbook *logbook);

G_END_DECLS
