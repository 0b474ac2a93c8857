/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of one kind as a table of typed cells, read row by row: what the writers of CSV and of
 * spreadsheets share. The columns are `id`, the fields of the kind, then what newer versions have
 * set, so that a table never hides something. Archived records are not in it. */
#pragma once

#include "pt-export.h"

G_BEGIN_DECLS

typedef enum
{
  PT_CELL_EMPTY,
  PT_CELL_TEXT,
  PT_CELL_NUMBER,
  PT_CELL_BOOL,
  PT_CELL_DAY,    /* YYYY-MM-DD; of an instant with the time behind it (RFC 3339) */
  PT_CELL_MOMENT, /* YYYY-MM-DDTHH:MM */
} PtCellType;

typedef struct
{
  PtCellType type;
  char *text;    /* as a person reads it, numbers with a point; NULL when empty */
  double number; /* of a number; 1 and 0 of a bool */
} PtCell;

typedef struct _PtSheet PtSheet;

/**
 * pt_sheet_new:
 * @dataset: what the records are taken from; outlives the sheet
 * @kind: of the records
 * @options: outlives the sheet
 *
 * Returns: (transfer full) (nullable): %NULL with %PT_EXPORT_ERROR_KIND when nothing is called @kind
 */
PtSheet *pt_sheet_new (PtDataset *dataset, const char *kind, const PtExportOptions *options,
                       GError **error);
void pt_sheet_free (PtSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSheet, pt_sheet_free)

/* (transfer full): the kinds that have records, in the order of the tables, unknown ones last; of
 * those that this version does not know only the ones that there is something to tell of. */
GPtrArray *pt_sheet_kinds (PtDataset *dataset);

/* What the records are called together: a label in the language of the options, or the kind's id. */
const char *pt_sheet_get_title (PtSheet *self);
guint pt_sheet_n_columns (PtSheet *self);
const char *pt_sheet_heading (PtSheet *self, guint column);

/**
 * pt_sheet_next:
 * @report: counts the rows, and what was left out
 *
 * Returns: FALSE behind the last row
 */
gboolean pt_sheet_next (PtSheet *self, PtExportReport *report);
/* Of the row that pt_sheet_next() came to; borrowed until the next call of either. */
const PtCell *pt_sheet_cell (PtSheet *self, guint column);

G_END_DECLS
