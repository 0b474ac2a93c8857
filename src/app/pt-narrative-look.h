/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A narrative as its window shows it: composed, set on pages, with what is missing and what can be
 * rewritten. Made on a worker from what the logbook holds; the same job writes it to a file. */
#pragma once

#include "pt-pages.h"
#include "pt-reader.h"
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

/* For a PtReader: composes the narrative with the id that is its data. */
gpointer pt_narrative_look_job (PtStore *store, gpointer narrative, GCancellable *cancellable,
                                GError **error);

/**
 * pt_narrative_look_write_async:
 * @narrative: id of the narrative
 * @format: what to write it in
 * @path: the file or folder to write to; a release is made of it
 * @watch: of the writing; lives until @callback
 */
void pt_narrative_look_write_async (PtLogbook *logbook, const char *narrative, const char *format,
                                    const char *path, const PtStoryWatch *watch,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full) */
PtNarrativeLook *pt_narrative_look_write_finish (PtLogbook *logbook, GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
