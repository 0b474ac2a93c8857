/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order to erase, and what it means for a state and for a save: the same on laptop and hub
 * (sync.md §4). Pure: where values are kept, and how they leave the disk, is for the store and the
 * hub. */
#pragma once

#include "pt-state.h"

G_BEGIN_DECLS

#define PT_ERASURE_MAX_REASON 500 /* characters */
#define PT_ERASURE_MAX_FIELDS 64

/* What was erased is nowhere; who asked for what, when and why is here. */
typedef struct
{
  int64_t number; /* as the hub numbers them, from 1; 0 = not numbered yet */
  char *record;
  char **fields; /* sorted field ids, a set-valued one with all its keys; NULL = the whole record */
  char *reason;
  char *member; /* who ordered; or NULL */
  int64_t at;   /* microseconds UTC */
} PtErasure;

PtErasure *pt_erasure_new (const char *record, const char *const *fields, const char *reason);
PtErasure *pt_erasure_copy (const PtErasure *self);
void pt_erasure_free (PtErasure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtErasure, pt_erasure_free)

/* The same order, whatever its number: it was renumbered by a hub that had forgotten it. */
bool pt_erasure_same (const PtErasure *a, const PtErasure *b);

/* {number?, record, fields?, reason, member?, at} */
JsonObject *pt_erasure_to_json (const PtErasure *self);
/* Refuses what pt_erasure_check() refuses. */
PtErasure *pt_erasure_from_json (JsonObject *object, GError **error);
/* `fields` alone, as in a database: a JSON array, NULL for the whole record. */
char *pt_erasure_print_fields (const PtErasure *self);
char **pt_erasure_parse_fields (const char *text);

/**
 * pt_erasure_check:
 *
 * Whether it can be ordered: the record's id is one, the reason is not empty nor a story, each
 * field is the id of a field and not of a key (the word in it would stay in the order), and none
 * says who may see the record.
 */
bool pt_erasure_check (const PtErasure *self, GError **error);

/* FALSE for a field that says who may see the record, or whose it is: it goes only with the whole. */
bool pt_erasure_takes_field (const char *field);

/* Whether the register @name (field or field/key) is among what is erased. */
bool pt_erasure_covers (const PtErasure *self, const char *name);

/**
 * pt_erasure_apply:
 * @newer: (nullable): PtDot, of saves by people who knew of the order
 *
 * Takes the covered registers away with all their values and dots, but for values that have a dot
 * of @newer.
 *
 * Returns: true when anything was taken away
 */
bool pt_erasure_apply (const PtErasure *self, PtState *state, const GArray *newer);

/**
 * pt_erasure_strip:
 * @orders: PtErasure, of the record of @op
 * @op: a save, possibly made before its author knew of them
 * @lost: (out): whether it loses anything
 *
 * A save loses the fields of every order above its `era`; on a record that was erased as a whole it
 * loses everything, whenever it was made.
 *
 * Returns: (transfer full) (nullable): what is left of @op, which is @op itself when nothing is
 *   lost; NULL when nothing is left
 */
PtOp *pt_erasure_strip (const GPtrArray *orders, PtOp *op, bool *lost);

/* Likewise by one order that comes after @op. */
PtOp *pt_erasure_strip_one (const PtErasure *self, PtOp *op, bool *lost);

/* FALSE for links: their id is made of what they tie together, so that the same one, erased once, could
 * never be made again; and they have no words of their own. They are archived. */
bool pt_erasure_takes_kind (const char *kind);

/**
 * pt_erasure_owner:
 *
 * Returns: (nullable): the field of a kind whose records are erased together with the record that
 *   it names: what is attached to it or said about it
 */
const char *pt_erasure_owner (const char *kind);

G_END_DECLS
