/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life-cycles with their guards, as data (domain.md §4). Guards warn; few block. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

/* What a step asks for. */
typedef enum
{
  PT_GUARD_WHY = 1 << 0, /* status_why */
  PT_GUARD_RESULT = 1 << 1,
  PT_GUARD_DECISION = 1 << 2, /* and why */
  PT_GUARD_NEED = 1 << 3,     /* scaling up says what it needs: a resource that is looked for */
  PT_GUARD_ANSWER = 1 << 4,
  PT_GUARD_PASSED_TO = 1 << 5,
  PT_GUARD_WHAT = 1 << 6,         /* headline and what */
  PT_GUARD_VOICE = 1 << 7,        /* a comment in another voice */
  PT_GUARD_CONSEQUENCE = 1 << 8,  /* so_what and now_what */
  PT_GUARD_NO_OBJECTION = 1 << 9, /* blocks */
  PT_GUARD_ACTION_DONE = 1 << 10,
  PT_GUARD_OBSERVED_ON = 1 << 11,
  PT_GUARD_CONTRIBUTION = 1 << 12, /* direction and contribution */
  PT_GUARD_EVIDENCE = 1 << 13,     /* a link that shows it */
  PT_GUARD_CONFIRMED = 1 << 14,    /* by a stakeholder */
  PT_GUARD_SUPPORT = 1 << 15,      /* a link `supports` */
  PT_GUARD_MORE_SUPPORT = 1 << 16, /* two that are independent */
  PT_GUARD_CONTRADICTION = 1 << 17,
  PT_GUARD_RELEASE = 1 << 18,
  PT_GUARD_QUESTIONS_CLOSED = 1 << 19,
  PT_GUARD_ACTIONS_CLOSED = 1 << 20,
  PT_GUARD_LAST_STORY = 1 << 21,
} PtGuard;

typedef struct
{
  const char *kind;
  const char *from; /* "*" = any */
  const char *to;
  guint guards; /* set of PtGuard bits */
} PtTransition;

typedef struct
{
  const char *field;    /* what to fill in; NULL where it is not a field */
  const char *sentence; /* translated: what is missing; lives for ever */
  bool blocks;          /* an unresolved objection; consent is the story's to check */
} PtMissing;

void pt_missing_free (PtMissing *self);
/* (transfer full): the sentences of @missing (PtMissing), one after the other; "" = nothing. */
char *pt_missing_join (const GPtrArray *missing);
/* The first that stands in the way; NULL = none does. */
const PtMissing *pt_missing_find_block (const GPtrArray *missing);
/* The first field to fill in; NULL = none. */
const char *pt_missing_find_field (const GPtrArray *missing);

/* (transfer full): GPtrArray of keys (of the tables) that may follow the record's status, in order of the vocabulary. */
GPtrArray *pt_life_next (PtRecord *record);
bool pt_life_allows (PtRecord *record, const char *to);
/* (transfer container) (nullable): the statuses to go through, ending with @to, on the shortest way;
 * NULL = there is none. */
GPtrArray *pt_life_way (PtRecord *record, const char *to);
/**
 * pt_life_missing:
 * @around: the record and its neighbours (links, comments, actions, their ends)
 *
 * Returns: (transfer full) (element-type PtMissing): what the steps on the way to @to still ask;
 *   empty = nothing
 */
GPtrArray *pt_life_missing (PtDataset *around, PtRecord *record, const char *to);
/* Objections that came after establishing, statuses whose guard no longer holds after a merge. */
GPtrArray *pt_life_attention (PtDataset *around, PtRecord *record);

extern const PtTransition pt_transitions[];
extern const guint pt_n_transitions;

G_END_DECLS
