/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fingerprints of what a logbook holds, the same on laptop and hub: 256 hashes over the dots of all
 * records prove in one request that both have the same, and find in a second one what differs
 * (sync.md §4). Pure. */
#pragma once

#include "pt-state.h"

G_BEGIN_DECLS

#define PT_DIGEST_BUCKETS 256
#define PT_DIGEST_LENGTH 64 /* of a hash as text, hexadecimal */

/* The first byte of the SHA-256 of a record's id. */
guint pt_digest_bucket (const char *record);

/**
 * pt_digest_record:
 *
 * SHA-256 over the id and, per register in order of name, the dots of its versions. The order of
 * the candidates does not matter.
 */
void pt_digest_record (const char *record, const PtState *state, char out[PT_DIGEST_LENGTH + 1]);

typedef struct _PtDigest PtDigest;

PtDigest *pt_digest_new (void);
void pt_digest_free (PtDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDigest, pt_digest_free)

/* Each record once, in the order of ids. */
void pt_digest_add (PtDigest *self, const char *record, const PtState *state);

/* Borrowed; after the last record. A bucket without records has the hash of nothing. */
const char *pt_digest_nth (PtDigest *self, guint bucket);

G_END_DECLS
