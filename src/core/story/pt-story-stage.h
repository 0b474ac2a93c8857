/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 4: where one stage of the journey ends and the next begins. */
#pragma once

#include "pt-story-gate.h"

G_BEGIN_DECLS

typedef struct
{
  char *from_on;     /* first day with a note */
  char *to_on;       /* last day with a note */
  const char *phase; /* key of challenge.phase at its start; or NULL */
  bool new_phase;    /* it begins with this phase */
  PtRecord *turn;    /* the turning point it begins with; or NULL */
  bool season;       /* it is a season of the year */
  GPtrArray *notes;  /* PtRecord: its notes, also those that are not printed */
} PtStage;

/**
 * pt_stages_find:
 * @lead: (nullable): the lead challenge, whose phases count
 * @most: how many stages at most
 *
 * Boundaries are changes of phase and turning points; with fewer than two of them, seasons. Too
 * many are joined, turning points before phases, small stages first.
 *
 * Returns: (transfer full): GPtrArray of PtStage in order
 */
GPtrArray *pt_stages_find (PtGate *gate, PtRecord *lead, guint most);

G_END_DECLS
