/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of evidence: a quiet number behind each statement that rests on records, and the list of
 * those records at the end. Blocks in a row that rest on the same records get one number. */
#pragma once

#include "pt-document.h"

#include "pt-dataset.h"

G_BEGIN_DECLS

typedef struct _PtTrail PtTrail;

PtTrail *pt_trail_new (PtDataset *data);
void pt_trail_free (PtTrail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTrail, pt_trail_free)

/* The next block of the document; borrowed until the one after it, or pt_trail_settle(). */
void pt_trail_follow (PtTrail *self, PtBlock *block);
/* No more blocks follow the last one. */
void pt_trail_settle (PtTrail *self);
/* Ids of the records in the order of their numbers, which begin at one. Borrowed. */
GPtrArray *pt_trail_get_records (PtTrail *self);
/* Of the record with @id; 0 = it has none. */
guint pt_trail_find_number (PtTrail *self, const char *id);

G_END_DECLS
