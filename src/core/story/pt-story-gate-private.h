/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the gate share: records in pt-story-gate.c, texts and quotes in
 * pt-story-gate-text.c, pictures in pt-story-gate-photo.c. */
#pragma once

#include "pt-story-gate.h"
#include "pt-story-quote.h"

G_BEGIN_DECLS

struct _PtGate
{
  PtDataset *data;
  const PtAudience *audience;
  PtNames *names; /* borrowed */
  char *from_on, *to_on, *today;
  PtQuoteSet *barred;
  GHashTable *omitted[PT_OMIT_LAST]; /* ids of what was left out, each counted once */
};

/* Once for each @what. */
void pt_gate_count (PtGate *self, PtOmission reason, const char *what);
/* Finds the words of quotes that may not be printed, before anything is. */
void pt_gate_bar_quotes (PtGate *self);

G_END_DECLS
