/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning agenda: which questions a team lives with, in which version, for how long, and what
 * answers them. It falls out of the records; nothing of it is stored. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

#define PT_QUESTION_OLD_DAYS 90 /* after which an open question is asked about again */

typedef struct
{
  PtRecord *question;   /* its newest version */
  GPtrArray *earlier;   /* PtRecord: the versions before it, the newest first */
  GPtrArray *learnings; /* PtRecord: what answers any of the versions */
  int days;             /* that this version is open, or was until it was closed; 0 at least */
  bool is_open;
  bool is_old; /* open, and for longer than PT_QUESTION_OLD_DAYS */
} PtAgendaItem;

void pt_agenda_item_free (PtAgendaItem *self);

/**
 * pt_agenda_make:
 * @data: the questions with links and learning moments
 * @today: the day that ages count to
 *
 * Returns: (transfer full) (element-type PtAgendaItem): open questions first, then those that are
 *   closed, each by letter
 */
GPtrArray *pt_agenda_make (PtDataset *data, const char *today);

/* Whether somebody still looks for an answer. */
bool pt_question_is_open (const PtRecord *question);
/* Days that it is open on @today, or was. */
int pt_question_days (const PtRecord *question, const char *today);

G_END_DECLS
