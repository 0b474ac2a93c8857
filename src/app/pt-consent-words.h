/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person agreed to, in a few words; and the acts that can be recorded with two clicks. The rule
 * itself is pt-story-consent.h. No widgets. */
#pragma once

#include "pt-dataset.h"
#include "pt-edit.h"

G_BEGIN_DECLS

/* (transfer full): "Anonymous quote (Funder), Photo (Team)", or that nothing was agreed. @item (nullable):
 * the note or photo that it is about. */
char *pt_consent_words_dup (PtDataset *data, const char *stakeholder, const char *item,
                            const char *today);

/**
 * pt_consent_line_dup:
 * @record: a note, or an attachment
 *
 * Where who speaks or is shown agreed to it: for a quote and a photo who is quoted and shown, else who
 * was there.
 *
 * Returns: (transfer full) (nullable): "Consent: Team", the furthest that all of them agreed to, or
 *   that there is none; %NULL = it is about nobody
 */
char *pt_consent_line_dup (PtDataset *around, PtRecord *record, const char *today);
/* The same of a note and the photos with it: the nearest that any of them may go. */
char *pt_consent_line_dup_with_files (PtDataset *around, PtRecord *record, const char *today);

/* (transfer full): ids of the people whom @record is about: itself, or who speaks, is shown, is there. */
GPtrArray *pt_consent_people (PtDataset *around, PtRecord *record);

/* What is often said at a kitchen table. */
typedef struct
{
  const char *id;
  const char *label; /* NC_("consent act") */
  const char *act;
  const char *uses; /* separated by bars; "" = everything */
  const char *reach;
} PtConsentAct;

extern const PtConsentAct pt_consent_acts[];
extern const guint pt_n_consent_acts;

const char *pt_consent_act_label (const PtConsentAct *act); /* translated */
/* (transfer full) (nullable): the record for act @id of @stakeholder, said aloud today. */
PtEdit *pt_consent_act_make (const char *id, PtWorld *world, const char *stakeholder,
                             const char *member);

G_END_DECLS
