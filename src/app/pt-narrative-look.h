/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A narrative as its window shows it: composed, set on pages, with what is missing and what can be
 * rewritten. Made on a worker from what the logbook holds; the same job writes it to a file. */
#pragma once

#include "pt-logbook.h"
#include "pt-pages.h"
#include "pt-story-edition.h"
#include "pt-story-watch.h"

G_BEGIN_DECLS

typedef struct
{
  PtDataset *data;
  PtRecord *narrative; /* borrowed from data */
  PtEdition *edition;
  PtPages *pages;
  GPtrArray *gaps;   /* PtGap */
  GPtrArray *places; /* PtPassagePlace */
  char *audience;    /* settled */
  char *lang;        /* settled */
  PtEdit *release;   /* after writing: to be saved; else NULL */
} PtNarrativeLook;

void pt_narrative_look_free (PtNarrativeLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNarrativeLook, pt_narrative_look_free)

/**
 * pt_narrative_look_async:
 * @narrative: id of the narrative
 * @format: (nullable): write it in this format …
 * @path: (nullable): … to this file or folder, and make a release of it
 * @watch: (nullable): of the writing; lives until @callback
 */
void pt_narrative_look_async (PtLogbook *logbook, const char *narrative, const char *format,
                              const char *path, const PtStoryWatch *watch,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* (transfer full) */
PtNarrativeLook *pt_narrative_look_finish (PtLogbook *logbook, GAsyncResult *result,
                                           GError **error);

G_END_DECLS
