/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole journey of a logbook for its map: all notes by day, what was high or low or turned things,
 * experiments and phases. For the team itself: nothing is held back, as it is in a narrative. */
#pragma once

#include "pt-picture-timeline.h"
#include "pt-store.h"

G_BEGIN_DECLS

/**
 * pt_journey_load:
 * @store: a store, on a worker thread
 * @lang: of the words in it
 *
 * Returns: (transfer full): from the first day to the last; without moments and bars when nothing is
 *   dated yet
 */
PtTimeline *pt_journey_load (PtStore *store, const char *lang, GError **error);

/* What a moment is called; translated. */
const char *pt_journey_moment_label (PtMomentType type);

G_END_DECLS
