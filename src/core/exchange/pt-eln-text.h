/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record says, as other notebooks show it: its long texts as HTML, everything else as named
 * values. */
#pragma once

#include "pt-export.h"

#include "pt-dataset.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full): the long texts under their labels, the first without; safe HTML, mentions by name. */
char *pt_eln_html (PtDataset *dataset, PtRecord *record, const char *lang);

/* Appends an RO-Crate PropertyValue to @graph for each other field that is set, and what refers to it
 * to @refs. */
void pt_eln_add_values (PtDataset *dataset, PtRecord *record, const PtExportOptions *options,
                        const char *lang, JsonArray *graph, JsonArray *refs);

G_END_DECLS
