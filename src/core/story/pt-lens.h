/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who looks at the records that a picture is made from: the team itself, which sees all, or the
 * readers of a narrative, for whom the gate decides. A picture asks here and nowhere else. */
#pragma once

#include "pt-story-gate.h"

G_BEGIN_DECLS

typedef struct
{
  PtDataset *data; /* borrowed, as all */
  const char *lang;
  const char *today;           /* civil date */
  const char *from_on, *to_on; /* what is looked at; NULL = open */
  PtGate *gate;                /* NULL = the team itself: nothing is held back */
} PtLens;

/* (transfer container): what is seen of @kind, oldest first where it has dates. */
GPtrArray *pt_lens_list (const PtLens *self, const char *kind);
/* (transfer container): of those the ones whose @field names @id. */
GPtrArray *pt_lens_children (const PtLens *self, const char *kind, const char *field,
                             const char *id);
/* (transfer full) (nullable): a field as one line without Markdown, people called as they may be. */
char *pt_lens_line (const PtLens *self, PtRecord *record, const char *field);
/* (transfer full): what a person or organisation is called. */
char *pt_lens_call (const PtLens *self, const char *stakeholder);
/* The name of a key of an enum field; "" for NULL. */
const char *pt_lens_term (const PtLens *self, const char *kind, const char *field, const char *key);
/* (transfer full): the names of all its keys, in order; NULL-terminated. */
char **pt_lens_terms (const PtLens *self, const PtVocabulary *vocabulary);
/* -1 = not said, or said by a newer version. */
int pt_lens_index (const PtRecord *record, const char *field);
/* A civil date or moment that is one; or NULL. */
const char *pt_lens_date (const PtRecord *record, const char *field);
/* The first day of @dates (char *, some may be NULL) or the period's, and the last; (transfer full). */
void pt_lens_period (const PtLens *self, GPtrArray *dates, char **from, char **to);

G_END_DECLS
