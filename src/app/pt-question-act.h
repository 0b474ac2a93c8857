/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a question of the agenda: answer it, ask it in another way, pass it on, drop it.
 * A small dialog asks for the words that belong to it; what is saved is one undo. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* of the action in the group "agenda" */
  const char *label;   /* N_(): in the menu of a question */
  const char *heading; /* N_(): of the dialog */
  const char *button;  /* N_(): that does it */
  const char *prompt;  /* N_(): what is to be written */
  const char *field;   /* that gets the words */
  const char *status;  /* that follows; NULL = a new version is made */
  guint key;           /* on the row of a question */
} PtQuestionAct;

extern const PtQuestionAct pt_question_acts[];
extern const guint pt_n_question_acts;

const PtQuestionAct *pt_question_act_find (const char *id); /* NULL = there is none */
/* Whether it makes sense for @question: what is closed can only be asked again. */
gboolean pt_question_act_fits (const PtQuestionAct *self, const PtRecord *question);
/* Shows the dialog over the window of @from. */
void pt_question_act_show (GtkWidget *from, PtLogbook *logbook, const PtQuestionAct *act,
                           PtRecord *question);

G_END_DECLS
