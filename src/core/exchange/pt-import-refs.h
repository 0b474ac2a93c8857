/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds records by what people call them, for columns that name an experiment or a person. */
#pragma once

#include "pt-import-private.h"

G_BEGIN_DECLS

typedef struct _PtImportRefs PtImportRefs;

PtImportRefs *pt_import_refs_new (PtDataset *existing);
void pt_import_refs_free (PtImportRefs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtImportRefs, pt_import_refs_free)

/* A record that the import itself makes. */
void pt_import_refs_add (PtImportRefs *self, const char *kind, const char *title, const char *id);

/**
 * pt_import_refs_find:
 * @field: a reference
 * @text: an id, or a title without regard to case and accents
 *
 * Returns: (transfer none) (nullable): the id; %NULL with %PT_VALIDATE_ERROR_VALUE when there is
 *   none, or more than one
 */
const char *pt_import_refs_find (PtImportRefs *self, const PtField *field, const char *text,
                                 GError **error);

G_END_DECLS
