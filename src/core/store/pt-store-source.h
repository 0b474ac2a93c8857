/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What composing a document asks a logbook for besides records: photos in the size for print, and the
 * real names that this laptop knows, to take them out of texts. */
#pragma once

#include "pt-dataset.h"
#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  PtStore *store;
  PtDataset *data;
  GError *error; /* of pt_store_source_name(): the first; the document is not to be used then */
} PtStoreSource;

/* Moves its error on to @error, in the place of one that is there. TRUE when there was none. */
gboolean pt_store_source_check (PtStoreSource *self, GError **error);

/* (transfer full) (nullable): the photo of an attachment record; %NULL where it is not on this laptop,
 * or is not what the record names. @source: a PtStoreSource. */
GBytes *pt_store_source_picture (const char *attachment, gpointer source);
/* (transfer full) (nullable): the real name of a stakeholder. @source: a PtStoreSource. */
char *pt_store_source_name (const char *stakeholder, gpointer source);
/* (transfer full) (nullable): the bytes of an attachment; a file that was altered counts as not being
 * here. @store: a PtStore. */
GBytes *pt_store_source_bytes (const char *sha256, gpointer store);

G_END_DECLS
