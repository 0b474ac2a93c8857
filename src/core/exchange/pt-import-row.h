/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a table to one edit. */
#pragma once

#include "pt-import-private.h"
#include "pt-import-refs.h"
#include "pt-import-words.h"

G_BEGIN_DECLS

typedef struct
{
  const PtImport *import;
  PtImportPlan *plan;
  const PtRecordKind *kind;
  const char *table; /* what this table is told from others by */
  PtImportRefs *refs;
  PtImportWords *words;
  GHashTable *ids;  /* row number → id */
  GHashTable *seen; /* ids; and how often a row like this has come */
} PtImportRows;

void pt_import_rows_init (PtImportRows *self, const PtImport *import, PtImportPlan *plan,
                          const PtRecordKind *kind, const char *table);
void pt_import_rows_clear (PtImportRows *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtImportRows, pt_import_rows_clear)

/* Gives row @row its id and makes its title known to references. */
void pt_import_rows_identify (PtImportRows *self, guint row, const char *const *cells, guint n);
/* Puts it in the plan, or tells why not. */
void pt_import_rows_read (PtImportRows *self, guint row, int line, const char *const *cells,
                          guint n);

G_END_DECLS
