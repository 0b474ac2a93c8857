/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the feed of each logbook had come, beside the ledger and outside every backup: a database that
 * was put back without a word is noticed by the hub itself, before the first laptop speaks. The first one
 * may have been put back as well, and would use numbers again that the others still know. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

#define PT_WITNESS_FOLDER "witness"

/* (transfer full): of a hub's folder. */
PtWitness *pt_witness_new (const char *dir);
void pt_witness_free (PtWitness *self);

/* Nothing of it is written before the commit; @self NULL = there is no witness. */
void pt_witness_hear (PtWitness *self, const char *logbook, const PtHead *head);
void pt_witness_committed (PtWitness *self);
void pt_witness_rolled_back (PtWitness *self);

/**
 * pt_witness_check:
 *
 * Begins a new epoch of each feed that has come less far than is remembered, or another way. Once at the
 * start of a hub, before the first connection; in a transaction of its own.
 */
gboolean pt_witness_check (PtHub *hub, PtJournal *journal, GError **error);
/* After a restore that has begun the epochs itself: what is there now is right. */
gboolean pt_witness_renew (PtHub *hub, PtJournal *journal, GError **error);

G_END_DECLS
