/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life-cycles with their guards, as data (domain.md §4). Guards warn; few block. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind;
  const char *from;   /* "*" = any */
  const char *to;
  guint guards;       /* set of PtGuard bits */
} PtTransition;

typedef struct
{
  const char *field;  /* what to fill in; NULL where it is not a field */
  const char *sentence; /* translated: what is missing */
  bool blocks;        /* consent and an unresolved objection */
} PtMissing;

/* (transfer full): GPtrArray of keys that may follow the record's status, in order of the vocabulary. */
GPtrArray *pt_life_next (PtRecord *record);
bool pt_life_allows (PtRecord *record, const char *to);
/**
 * pt_life_missing:
 * @around: the record and its neighbours (links, comments, actions, their ends)
 *
 * Returns: (transfer full) (element-type PtMissing): what the step to @to still asks; empty = nothing
 */
GPtrArray *pt_life_missing (PtDataset *around, PtRecord *record, const char *to);
/* Objections that came after establishing, statuses whose guard no longer holds after a merge. */
GPtrArray *pt_life_attention (PtDataset *around, PtRecord *record);

extern const PtTransition pt_transitions[];
extern const guint pt_n_transitions;

G_END_DECLS
