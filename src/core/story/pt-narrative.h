/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journey narrative (domain.md §7): from a set of records to a document for one audience. */
#pragma once

#include "pt-document.h"

#include "pt-dataset.h"

G_BEGIN_DECLS

typedef enum
{
  PT_STORY_ERROR_AUDIENCE, /* there is no such audience */
  PT_STORY_ERROR_FORMAT,   /* there is no such format */
} PtStoryError;

#define PT_STORY_ERROR (pt_story_error_quark ())
GQuark pt_story_error_quark (void);

/* (transfer full) (nullable): the bytes of an attachment; NULL = not on this laptop. */
typedef GBytes *(*PtStoryLoader) (const char *attachment, gpointer data);

/* (transfer full) (nullable): the real name of a person, where this laptop has it. It is looked for in
 * every text so that it can be taken out; it is never printed. */
typedef char *(*PtStoryNamer) (const char *stakeholder, gpointer data);

/* What is NULL comes from the narrative's record, then from the audience. */
typedef struct
{
  const char *audience; /* key of narrative.audience; "public" in the end */
  const char *from_on;  /* civil dates, inclusive; NULL = open */
  const char *to_on;
  const char *lang;        /* "nl" or "en"; "nl" in the end */
  const char *name_policy; /* key of narrative.name_policy */
  const char *today;       /* civil date that is stamped on it; needed */
  const char *narrative;   /* id of the record whose passages are used; or NULL */
  PtHouse *house;          /* how the house wants it to look; or NULL */
  const char *template;   /* path of a docx or odt whose styles those formats take; or NULL: ours */
  PtStoryLoader load;     /* or NULL: no pictures of attachments */
  PtStoryNamer real_name; /* or NULL: names are not on this laptop */
  gpointer load_data;     /* for both */
  const char *unsearched; /* why @real_name knows nobody, for the team; or NULL: it does */
  /* How many pages a document takes where it will be read, for the budget; NULL = estimated. Asked
   * up to seven times. */
  guint (*count_pages) (PtDocument *document, gpointer data);
  gpointer pages_data;
} PtNarrativeOptions;

/**
 * pt_narrative_compose:
 * @data: everything that this laptop has; the gates decide
 * @options: for whom, when, how
 *
 * Pure: the same @data and @options give the same document, in whatever order the records were
 * added. Any thread.
 *
 * Returns: (transfer full): the document; NULL with a %PT_STORY_ERROR
 */
PtDocument *pt_narrative_compose (PtDataset *data, const PtNarrativeOptions *options,
                                  GError **error);

/* What a section is called, for a list of them; NULL = it has no heading. @lang: `nl` or `en`. */
const char *pt_narrative_section_title (const char *section, const char *lang);

/* Fills @settled with what pt_narrative_compose() would use; borrows from @options and @data. */
gboolean pt_narrative_settle (PtDataset *data, const PtNarrativeOptions *options,
                              PtNarrativeOptions *settled, GError **error);

G_END_DECLS
