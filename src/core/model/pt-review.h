/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review: what is on its agenda, and the note that is left of it (domain.md §6). */
#pragma once

#include "pt-dataset.h"
#include "pt-edit.h"

G_BEGIN_DECLS

typedef enum
{
  PT_REVIEW_OBJECTION, /* learning moments that somebody objects to */
  PT_REVIEW_LEARNING,  /* learning moments for review */
  PT_REVIEW_QUESTION,  /* questions that are open for long */
  PT_REVIEW_EFFECT,    /* intended effects of which nothing was heard */
  PT_REVIEW_ACTION,    /* actions that are due */
  PT_REVIEW_ABSENT,    /* people who take part and were not there last time */
  PT_N_REVIEW_PARTS,
} PtReviewPart;

typedef struct
{
  PtReviewPart part;
  PtRecord *record;
} PtReviewItem;

void pt_review_item_free (PtReviewItem *self);
const char *pt_review_part_label (PtReviewPart part); /* translated heading */
/* Likewise, in a language of the caller's choice: `nl` or `en`. */
const char *pt_review_part_label_in (PtReviewPart part, const char *lang);

/**
 * pt_review_agenda:
 * @data: learning moments, questions, effects, actions, people, reviews, and what is tied to them
 * @today: a civil date
 *
 * Returns: (transfer full) (element-type PtReviewItem): in the order in which they are handled; an
 *   objection to what was established already comes before all others
 */
GPtrArray *pt_review_agenda (PtDataset *data, const char *today);

/* (transfer none) (nullable): the newest note of a review. */
PtRecord *pt_review_find_last (PtDataset *data);

/* What became of one thing on the agenda. */
typedef struct
{
  PtRecord *record; /* as it stood before */
  char *status;     /* its status now; or NULL */
  guint n_agree, n_other_view, n_objection;
} PtReviewResult;

PtReviewResult *pt_review_result_new (PtRecord *record);
void pt_review_result_free (PtReviewResult *self);

/**
 * pt_review_note_new:
 * @today: a civil date
 * @people: (element-type utf8): ids of those who were at the table
 * @results: (element-type PtReviewResult): what was handled
 * @decided: what was decided, in the words of the table; "" = nothing
 * @out_id: (transfer full): the id of the note
 *
 * Private things are counted and not named, since the note is for the team.
 *
 * Returns: (transfer full): the note and who was there, to be saved together
 */
PtBatch *pt_review_note_new (PtWorld *world, const char *today, char **people, GPtrArray *results,
                             const char *decided, char **out_id);

G_END_DECLS
