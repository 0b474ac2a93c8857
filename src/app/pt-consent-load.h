/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what the people agreed to whom a note or a photo is about, into the records around it. On a
 * worker; no widgets. */
#pragma once

#include "pt-dataset.h"
#include "pt-store.h"

G_BEGIN_DECLS

/* Adds the records of @kind whose @field names @id to @around. */
gboolean pt_consent_load_naming (PtStore *store, PtDataset *around, const char *kind,
                                 const char *field, const char *id, GError **error);
/* Adds the acts of the people of @record, which are in @around. */
gboolean pt_consent_load (PtStore *store, PtDataset *around, PtRecord *record, GError **error);
/* The same of who is shown in @attachment, who may not be in @around yet. */
gboolean pt_consent_load_shown (PtStore *store, PtDataset *around, PtRecord *attachment,
                                GError **error);

G_END_DECLS
