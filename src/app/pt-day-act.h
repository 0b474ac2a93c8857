/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a note of the day may become, by one key: a learning moment, a question, an effect, an action, an
 * idea for an experiment, or part of the story. Described once, for buttons, keys and tests. */
#pragma once

#include "pt-edit.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *label; /* N_(): what it becomes */
  char key;
  const char *kind;   /* of the new record; NULL = the note itself is marked */
  const char *title;  /* field that gets the first line */
  const char *body;   /* field that gets the text; or NULL */
  const char *link;   /* kind of link */
  gboolean from_note; /* the link goes from the note; else to it */
} PtDayAct;

extern const PtDayAct pt_day_acts[];
extern const guint pt_n_day_acts;

const PtDayAct *pt_day_act_find (const char *id); /* NULL = there is none */

/**
 * pt_day_act_make:
 * @note: the note, as it stands
 *
 * What is made of a note that stays on this laptop stays there too.
 *
 * Returns: (transfer full): what to save, all or nothing
 */
PtBatch *pt_day_act_make (const PtDayAct *self, PtWorld *world, PtRecord *note);

G_END_DECLS
