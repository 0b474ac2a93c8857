/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records beside a Markdown narrative: one file each, with front matter, as Obsidian and any
 * other reader of Markdown opens them. The gate decides on every text here too. */
#pragma once

#include "pt-markdown.h"
#include "pt-narrative.h"

G_BEGIN_DECLS

/**
 * pt_story_records:
 * @document: the narrative; outside of the team only the records that it rests on get a file
 * @files: (element-type PtStoryFile): gets `records/…`
 */
gboolean pt_story_records (PtDocument *document, PtDataset *data, const PtNarrativeOptions *options,
                           GPtrArray *files, GError **error);

G_END_DECLS
