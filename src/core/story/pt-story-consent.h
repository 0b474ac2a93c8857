/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person agreed to, from append-only acts: use ∈ uses ∧ audience ∈ reach ∧ no open
 * withdrawal. A withdrawal stands until a later act names it (domain.md decisions 10 and 11). */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

/**
 * pt_consent_covers:
 * @stakeholder: id of the person
 * @use: a key of the vocabulary of consent.uses
 * @reach: a key of the vocabulary of consent.reach
 * @item: (nullable): the entry or attachment in question
 * @today: civil date, for acts that end
 */
bool pt_consent_covers (PtDataset *data, const char *stakeholder, const char *use,
                        const char *reach, const char *item, const char *today);
/* Whether an open withdrawal speaks of @use and @item; @use NULL = only one of everything. */
bool pt_consent_is_withdrawn (PtDataset *data, const char *stakeholder, const char *use,
                              const char *item);
/* The same, but only by the person's parent or representative. */
bool pt_consent_covers_by_parent (PtDataset *data, const char *stakeholder, const char *use,
                                  const char *reach, const char *item, const char *today);

G_END_DECLS
