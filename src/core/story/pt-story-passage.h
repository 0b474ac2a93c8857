/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passages: paragraphs of a narrative that a person rewrote. A passage keeps what it was made from and
 * how that stood, so that a later change is seen; it is never overwritten. */
#pragma once

#include "pt-narrative.h"

#include "pt-edit.h"

G_BEGIN_DECLS

/* Somewhere in a document that a person may write something else. */
typedef struct
{
  char *section, *place;
  char *text;       /* Markdown, as it stands there now */
  char **sources;   /* sorted ids of the records it rests on, without the passage itself */
  char *passage;    /* id of the passage that stands there; or NULL */
  guint first, len; /* its blocks in the document */
} PtPassagePlace;

/* (transfer full): GPtrArray of PtPassagePlace in the order of @document. */
GPtrArray *pt_passage_places (PtDataset *data, PtDocument *document);

/* (transfer full): how the records @sources say what they say; another state gives another text. */
char *pt_passage_hash (PtDataset *data, const char *const *sources);
/* Whether what @passage was made from has changed since; FALSE when nobody noted how it stood. */
gboolean pt_passage_is_stale (PtDataset *data, const PtRecord *passage);

/**
 * pt_passage_edit:
 * @narrative: id of the narrative
 * @place: where
 * @text: what a person wrote; Markdown
 *
 * Returns: (transfer full): the passage to save: a new one, or the one that stands there
 */
PtEdit *pt_passage_edit (PtWorld *world, PtDataset *data, const char *narrative,
                         const PtPassagePlace *place, const char *text);
/* (transfer full): takes the passage away: what the records say stands there again. */
PtEdit *pt_passage_edit_back (PtDataset *data, const char *passage);
/* (transfer full): somebody looked, and the passage holds as the records stand now. */
PtEdit *pt_passage_edit_keep (PtDataset *data, const char *passage);

/* (transfer container): the passages of @narrative as a reader comes to them: by the sections of its
 * audience, then by place. */
GPtrArray *pt_narrative_passages (PtDataset *data, PtRecord *narrative);

/**
 * pt_narrative_duplicate:
 * @narrative: a narrative
 * @title: (nullable): of the new one; NULL = the same
 *
 * The story of the next period: it begins the day after @narrative ended and takes as long as the
 * logbook's reporting period. Passages, sections left out and ticked names come along.
 *
 * Returns: (transfer full): what to save; its first edit is the narrative
 */
PtBatch *pt_narrative_duplicate (PtWorld *world, PtDataset *data, PtRecord *narrative,
                                 const char *title);

G_END_DECLS
