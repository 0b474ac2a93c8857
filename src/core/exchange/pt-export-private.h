/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of the formats share; not for callers of the exchange layer. */
#pragma once

#include "pt-export.h"

G_BEGIN_DECLS

PtExportReport *pt_export_report_new (void);
/* Adds the sentence about what was left out. */
void pt_export_report_close (PtExportReport *report);
/* Counts what is shared too little; a record outside the period is just not asked for. */
bool pt_export_includes (PtDataset *dataset, PtRecord *record, const PtExportOptions *options,
                         PtExportReport *report);
/* (transfer full): how the record @id is called, of which another one speaks; its id where it is not shared as
 * widely as the file, or not there. */
char *pt_export_dup_title (PtDataset *dataset, const char *id, const PtExportOptions *options);
/* @length -1 = up to the NUL. */
gboolean pt_export_write (GOutputStream *out, const char *text, gssize length,
                          GCancellable *cancellable, GError **error);

G_END_DECLS
