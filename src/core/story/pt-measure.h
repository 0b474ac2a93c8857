/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measurements of an effect: which of them count, and how one is said. Few people are no percentage
 * (domain.md §7, rule 11). */
#pragma once

#include "pt-lens.h"

G_BEGIN_DECLS

/* Fewer measurements make a sentence, and smaller groups get no percentage. */
#define PT_MEASURE_LEAST 3
#define PT_MEASURE_GROUP_LEAST 5

/* (transfer container): those that were not replaced by another one, oldest first. */
GPtrArray *pt_measure_list (const PtLens *lens, PtRecord *outcome);
/* Its value, where that is a number. */
bool pt_measure_number (const PtRecord *measurement, double *value);
/* Out of how many; 0 = not said. */
int64_t pt_measure_group (const PtRecord *measurement);
/* (transfer full) (nullable): "7 of 20 (35 %)", "3 of 4", "6,5 hours"; NULL = it has no value. */
char *pt_measure_say (const PtLens *lens, PtRecord *outcome, PtRecord *measurement);

G_END_DECLS
