/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the columns of a table go, and what its words mean: a row of choices for each, for the import
 * dialog. */
#pragma once

#include "pt-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_IMPORT_COLUMNS (pt_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (PtImportColumns, pt_import_columns, PT, IMPORT_COLUMNS, GtkBox)

/* Signal changed (): somebody chose otherwise; the file is to be read again. */
GtkWidget *pt_import_columns_new (void);
/* Shows what @plan made of the columns and words; none where it is no table. */
void pt_import_columns_show (PtImportColumns *self, PtImportPlan *plan);
/* Choices are for one kind of record: with another one they are gone. */
void pt_import_columns_forget (PtImportColumns *self);
/* (transfer full): `#3=field` for each column, and `field:WORD=key` for what was said of words: for
 * PtImportOptions. */
GStrv pt_import_columns_dup_maps (PtImportColumns *self);
GStrv pt_import_columns_dup_values (PtImportColumns *self);
gboolean pt_import_columns_is_month_first (PtImportColumns *self);

G_END_DECLS
