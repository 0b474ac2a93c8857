/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which exchange files this laptop wrote lately, and which of them it has read the answers of. Kept in
 * the settings of the logbook on this laptop. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *exchange; /* id */
  char *device;   /* as which the laptop wrote it */
  char *epoch;    /* of the feed, then; NULL = it had read nothing yet */
  gboolean is_read;
} PtParcelEntry;
void pt_parcel_entry_free (PtParcelEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtParcelEntry, pt_parcel_entry_free)

gboolean pt_parcel_book_add (PtStore *store, const char *exchange, const PtHubLink *link,
                             GError **error);
/* (transfer full) (nullable): NULL = this laptop does not remember it. */
PtParcelEntry *pt_parcel_book_find (PtStore *store, const char *exchange);
gboolean pt_parcel_book_close (PtStore *store, const char *exchange, GError **error);

G_END_DECLS
