/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edition of a narrative: the document, and what must be known of it before it leaves the laptop:
 * how many pages it takes, whose name it prints, who is in it, where it is hard to read. */
#pragma once

#include "pt-narrative.h"

G_BEGIN_DECLS

/* Somebody whom the document calls by a name. */
typedef struct
{
  char *stakeholder; /* id */
  char *name;        /* as printed */
  bool person;       /* a human being or a protected group, else an organisation */
  bool pseudonym;    /* the name on the record is not the real one */
  bool ticked;       /* somebody looked at it in this narrative before */
} PtNameUse;

/* A sentence longer than a story for participants has (rule 14). */
typedef struct
{
  char *section, *place; /* where it stands; place may be NULL */
  char *sentence;
  char *record; /* id of the record it comes from; or NULL */
  guint words;
} PtLongSentence;

typedef struct
{
  PtDocument *document;
  guint pages;               /* counted or estimated; without annexes and sources */
  guint budget;              /* 0 = none */
  guint cut;                 /* how far it was cut down to keep the budget; 0 = not */
  GPtrArray *names;          /* PtNameUse: people first, then by name */
  char **persons;            /* sorted ids of the people that it rests on, for a withdrawal */
  GPtrArray *long_sentences; /* PtLongSentence; empty where readers are not spoken to plainly */
} PtEdition;

/**
 * pt_edition_compose:
 * @data: everything that this laptop has; the gates decide
 * @options: for whom, when, how
 *
 * pt_narrative_compose() with all that is known about the result. Pure; any thread.
 *
 * Returns: (transfer full): NULL with a %PT_STORY_ERROR
 */
PtEdition *pt_edition_compose (PtDataset *data, const PtNarrativeOptions *options, GError **error);
void pt_edition_free (PtEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtEdition, pt_edition_free)

/* Whether all names in it were ticked. */
gboolean pt_edition_is_ticked (const PtEdition *self);

G_END_DECLS
