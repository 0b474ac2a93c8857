/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of records read from a logbook at one moment, with the ways to walk it. Story and exchange
 * work on this value and never see the store. Not changed after it is built; any thread. */
#pragma once

#include "pt-record.h"

G_BEGIN_DECLS

typedef struct _PtDataset PtDataset;

PtDataset *pt_dataset_new (void);
PtDataset *pt_dataset_ref (PtDataset *self);
void pt_dataset_unref (PtDataset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDataset, pt_dataset_unref)

void pt_dataset_add (PtDataset *self, PtRecord *record); /* takes a reference */
guint pt_dataset_size (PtDataset *self);
PtRecord *pt_dataset_get (PtDataset *self, const char *id); /* (transfer none) (nullable) */
/* Borrowed GPtrArray of PtRecord in the kind's natural order, without archived ones; ties by id. */
GPtrArray *pt_dataset_list (PtDataset *self, const char *kind);
/* All, also archived, all kinds in the order of pt_record_kinds, unknown ones last. */
GPtrArray *pt_dataset_list_all (PtDataset *self);
/* Borrowed arrays of link records (not archived), sorted by kind then id; @link_kind NULL = all.
 * The returned arrays are (transfer container). */
GPtrArray *pt_dataset_links_from (PtDataset *self, const char *id, const char *link_kind);
GPtrArray *pt_dataset_links_to (PtDataset *self, const char *id, const char *link_kind);
/* (transfer container): records of @kind whose @field names @id, in natural order: attachments by
 * owner, comments by target, measurements by outcome, consents by stakeholder, … */
GPtrArray *pt_dataset_children (PtDataset *self, const char *kind, const char *field,
                                const char *id);
/* The one logbook record; NULL while it is not there. */
PtRecord *pt_dataset_logbook (PtDataset *self);

/* (transfer full): what @record is called, and whose it is where that belongs to it. */
char *pt_dataset_dup_title (PtDataset *self, const PtRecord *record);

/* Effective sharing: the strictest of the record and its owner or ends (sync.md §2). */
PtSharing pt_dataset_sharing (PtDataset *self, PtRecord *record);

G_END_DECLS
