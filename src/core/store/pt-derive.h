/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a record to what is derived from it: the row in its kind's table, the list row, the search
 * text, and the counts on its neighbours' rows. The same code for own saves, pulls, rebuild and
 * verify. */
#pragma once

#include "pt-db.h"
#include "pt-record.h"

G_BEGIN_DECLS

typedef struct _PtDerive PtDerive;

/* @schema: "main", or "temp" to compare with. */
PtDerive *pt_derive_new (PtDb *db, const char *schema);
void pt_derive_free (PtDerive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDerive, pt_derive_free)

typedef enum
{
  PT_DERIVE_NEW = 1 << 0,     /* nothing was derived from it before */
  PT_DERIVE_PENDING = 1 << 1, /* a save of it waits for the hub */
} PtDeriveFlags;

gboolean pt_derive_record (PtDerive *self, int64_t row, const PtRecord *record, PtDeriveFlags flags,
                           GError **error);
/* The list row alone says whether a save still waits for the hub. */
gboolean pt_derive_refresh_pending (PtDerive *self, int64_t row, GError **error);
/* Writes the search texts and brings the rows of neighbours up to date: once, before the commit. */
gboolean pt_derive_flush (PtDerive *self, GError **error);
/* After a rollback. */
void pt_derive_forget (PtDerive *self);

G_END_DECLS
