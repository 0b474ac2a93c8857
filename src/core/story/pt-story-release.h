/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What left the laptop: each export of a narrative is a release, so that a withdrawal can find who got
 * what. */
#pragma once

#include "pt-story-edition.h"

#include "pt-edit.h"

G_BEGIN_DECLS

/**
 * pt_release_edit:
 * @narrative: id of the narrative that was written
 * @edition: what was written
 * @options: with which it was composed
 * @format: an id of pt_story_format_nth()
 * @path: the file or folder that was written
 * @given_to: (nullable): who gets it, in words
 *
 * Returns: (transfer full): the release to save; NULL when @path cannot be read back
 */
PtEdit *pt_release_edit (PtWorld *world, const char *narrative, const PtEdition *edition,
                         const PtNarrativeOptions *options, const char *format, const char *path,
                         const char *given_to, GError **error);

/* (transfer full) (nullable): the narrative to make where somebody asked for none; NULL = one of the same
 * audience, language and period is there and was not shared yet. Its id in @out_id. */
PtEdit *pt_release_narrative (PtWorld *world, PtDataset *data, const PtNarrativeOptions *options,
                              char **out_id);

G_END_DECLS
