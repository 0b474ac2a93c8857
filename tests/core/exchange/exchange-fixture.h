/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the exchange layer share: plans from texts and files, and a dataset as it would
 * be after a plan was saved, without a store. */
#pragma once

#include "pt-export.h"
#include "pt-import.h"

G_BEGIN_DECLS

/* 2026-03-12T09:00Z. */
PtWorld *fixture_world (void);

char *fixture_path (const char *name);
GBytes *fixture_bytes (const char *name);

/* Never fails; the plan's options are @as_kind and the NULL-terminated @maps. */
PtImportPlan *fixture_plan (GBytes *bytes, const char *filename, const char *as_kind,
                            const char *const *maps, PtDataset *existing);
PtImportPlan *fixture_plan_text (const char *text, const char *as_kind, const char *const *maps,
                                 PtDataset *existing);
/* The error that refuses @bytes. */
GError *fixture_refusal (GBytes *bytes, const char *filename);

/* (transfer full): @existing (nullable) with everything of @plan saved. */
PtDataset *fixture_save (PtDataset *existing, PtImportPlan *plan);
PtDataset *fixture_save_batch (PtDataset *existing, PtEdit *logbook, PtBatch *batch);

/* (transfer full): the plan's batch as text to compare: `kind field=value …`, a record a line. */
char *fixture_print (PtImportPlan *plan);
/* (transfer full): the problems, a line each. */
char *fixture_problems (PtImportPlan *plan);

/* (transfer full): what the export writes. */
char *fixture_export (PtDataset *dataset, const char *kind, const PtExportOptions *options);

G_END_DECLS
