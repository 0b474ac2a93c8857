/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of the formats share: making a plan, and edits that never overwrite what
 * people wrote. Not for callers of the exchange layer. */
#pragma once

#include "pt-import.h"

G_BEGIN_DECLS

/* What a reader works with; lives as long as the call. */
typedef struct
{
  const PtImportOptions *options;
  const char *filename;
  const char *lang;
  const char *today;
  PtDataset *existing; /* never NULL */
  GCancellable *cancellable;
  PtImportProgress progress;
  gpointer progress_data;
} PtImport;

/* FALSE with G_IO_ERROR_CANCELLED when somebody has stopped it. */
gboolean pt_import_step (const PtImport *self, double fraction, GError **error);

PtImportPlan *pt_import_plan_new (const char *format, const char *label);
void pt_import_plan_problem (PtImportPlan *self, int line, const char *column, gboolean refused,
                             const char *format, ...) G_GNUC_PRINTF (5, 6);

/* The id of the logbook that is imported into, or "" : derived ids differ from logbook to logbook. */
const char *pt_import_logbook_id (const PtImport *self);

/**
 * pt_import_edit:
 *
 * Returns: (transfer full): an edit of the record @id as it is here, which takes it out of the
 *   archive, where an undo had put it; or of a new one without the values that a person's new
 *   record starts with: a file that gives no date has none
 */
PtEdit *pt_import_edit (const PtImport *self, const char *kind, const char *id);
PtEdit *pt_import_edit_again (PtRecord *base);

/**
 * pt_import_fill:
 *
 * Sets @field unless the record has another value there, which somebody may have written since.
 *
 * Returns: %FALSE when it was left as it is
 */
gboolean pt_import_fill (PtEdit *edit, const char *field, const PtValue *value);
gboolean pt_import_fill_text (PtEdit *edit, const char *field, const char *text);

/* Counts @edit and puts it in the batch unless it is there already and has nothing new. */
void pt_import_plan_take (PtImportPlan *self, PtEdit *edit);
/* Takes @file unless the attachment is there already. */
void pt_import_plan_take_file (PtImportPlan *self, const PtImport *import, PtBatchFile *file);

/* The readers. */
PtImportPlan *pt_import_table (const PtImport *self, GBytes *bytes, GError **error);
PtImportPlan *pt_import_eln (const PtImport *self, GBytes *bytes, GError **error);
PtImportPlan *pt_import_json (const PtImport *self, GBytes *bytes, GError **error);
/* @files: sha256 → GBytes that lie beside the JSON instead of in it. */
PtImportPlan *pt_import_json_beside (const PtImport *self, GBytes *bytes, GHashTable *files,
                                     GError **error);

G_END_DECLS
