/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is still missing? Everything that a person may want to mend before a narrative leaves the
 * laptop, each with the record to open. For the team, in the language of the program; it warns and
 * stops nothing. */
#pragma once

#include "pt-story-edition.h"

G_BEGIN_DECLS

typedef enum
{
  PT_GAP_UNSEARCHED,   /* nobody could look for real names in the texts */
  PT_GAP_CONFLICT,     /* two versions of something */
  PT_GAP_REQUIRED,     /* what identifies a thing is not said */
  PT_GAP_RESULT,       /* an experiment that ended, without a result */
  PT_GAP_DECISION,     /* … without a decision */
  PT_GAP_CONTRIBUTION, /* an effect without what the lab did for it */
  PT_GAP_NEGATIVE,     /* no unwanted effect at all */
  PT_GAP_MONTH,        /* a month without notes */
  PT_GAP_UNDECIDED,    /* a note that may or may not be told */
  PT_GAP_QUOTE,        /* somebody's words without consent for these readers */
  PT_GAP_PHOTO,        /* a picture not looked at, or without consent */
  PT_GAP_ALT,          /* a picture without a description */
  PT_GAP_WAITING,      /* saved here, and not with the team yet */
  PT_GAP_PASSAGE,      /* rewritten from something that changed since */
  PT_GAP_NAME,         /* a name that nobody ticked */
  PT_GAP_SENTENCE,     /* too long for plain language */
  PT_GAP_PAGES,        /* more pages than there is room for */
  PT_GAP_LAST,
} PtGapType;

typedef struct
{
  PtGapType type;
  char *what;   /* a sentence */
  char *record; /* id of what to open; never NULL */
} PtGap;

void pt_gap_free (PtGap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtGap, pt_gap_free)

/* An id for programs, and what a list of them is called; borrowed. */
const char *pt_gap_id (PtGapType type);
const char *pt_gap_label (PtGapType type);

/**
 * pt_gaps_find:
 * @data: everything that this laptop has
 * @options: of the narrative to come
 * @edition: (nullable): composed with them: gives names, sentences and pages
 * @waiting: (nullable) (array zero-terminated=1): ids of records that the team does not have yet
 *
 * Pure; any thread.
 *
 * Returns: (transfer full): GPtrArray of PtGap, by type, then by day
 */
GPtrArray *pt_gaps_find (PtDataset *data, const PtNarrativeOptions *options,
                         const PtEdition *edition, const char *const *waiting, GError **error);

G_END_DECLS
