/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Level changed": somebody has more or less of a say from a day on. The row that said the old step is
 * closed and a new one opened, so that the staircase can be drawn (domain.md §3, involvement). */
#pragma once

#include "pt-dataset.h"
#include "pt-edit.h"

G_BEGIN_DECLS

/* (transfer container): rows of @stakeholder that are open on @day, youngest first; of several in
 * one experiment each stands for itself. */
GPtrArray *pt_level_open_rows (PtDataset *data, const char *stakeholder, const char *day);

/**
 * pt_level_change:
 * @row: (nullable): the row that is closed; %NULL = nothing was said about this person before
 * @stakeholder: whose say it is
 * @level: key of involvement.level
 * @day: civil date from which it holds
 *
 * A row that began on @day or later is not closed but corrected.
 *
 * Returns: (transfer full): to be saved as one
 */
PtBatch *pt_level_change (PtWorld *world, PtRecord *row, const char *stakeholder, const char *level,
                          const char *day);

G_END_DECLS
