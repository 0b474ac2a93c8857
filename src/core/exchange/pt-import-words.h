/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in a table mean for fields with a vocabulary: by themselves, or as somebody said.
 * Not for callers of the exchange layer. */
#pragma once

#include "pt-import-private.h"

G_BEGIN_DECLS

typedef struct _PtImportWords PtImportWords;

/* @plan gets every word that means nothing by itself. */
PtImportWords *pt_import_words_new (const PtImport *import, PtImportPlan *plan,
                                    const PtRecordKind *kind);
void pt_import_words_free (PtImportWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtImportWords, pt_import_words_free)

/* (transfer full) (nullable): @text of a cell in words that @field knows, as far as somebody said so;
 * NULL = it is to be left out. Dates come with the day first. */
char *pt_import_words_translate (PtImportWords *self, const PtField *field, const char *text);

G_END_DECLS
