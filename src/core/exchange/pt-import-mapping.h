/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table goes to which field: what a person said, else what was saved, else what
 * the column's name says. */
#pragma once

#include "pt-import-private.h"

G_BEGIN_DECLS

/* What may be given instead of a field: the column holds what identifies the row. */
#define PT_IMPORT_ID "id"

/* The kind that the options and the saved mapping ask for; NULL with @error when there is none. */
const PtRecordKind *pt_import_mapping_kind (const PtImportOptions *options, GError **error);

/* Fills in the field of each PtImportColumn of @plan. */
gboolean pt_import_map_columns (const PtImportOptions *options, const PtRecordKind *kind,
                                PtImportPlan *plan, GError **error);

G_END_DECLS
