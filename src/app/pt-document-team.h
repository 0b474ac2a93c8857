/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the team server knows of a paper: which laptops may have more about a person, where something
 * is erased, and which laptops the team has. Each is asked for once, when a paper needs it; what failed is
 * asked for again. Main thread. */
#pragma once

#include "pt-document-look.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_DOCUMENT_TEAM (pt_document_team_get_type ())
G_DECLARE_FINAL_TYPE (PtDocumentTeam, pt_document_team, PT, DOCUMENT_TEAM, GObject)

/* Signal heard (const char *sentence): an answer came, or (sentence) why there is none. */
PtDocumentTeam *pt_document_team_new (PtLogbook *logbook);

/* Without a team server, and of what was asked before, it does nothing. */
void pt_document_team_ask (PtDocumentTeam *self, const PtPaper *paper);
/* What is in the way of @paper as long as there is no answer; NULL = nothing. Static. */
const char *pt_document_team_find_obstacle (PtDocumentTeam *self, const PtPaper *paper);
/* Puts what is known into @order, whose paper is set. */
void pt_document_team_tell (PtDocumentTeam *self, PtDocumentOrder *order);

/* (transfer full) (nullable): each laptop of the team as it is chosen from; NULL = not known. */
GtkStringList *pt_document_team_list_laptops (PtDocumentTeam *self);
/* Which of them is lost: the one that was shut out last; before that another one than this. */
guint pt_document_team_guess_lost (PtDocumentTeam *self);

G_END_DECLS
