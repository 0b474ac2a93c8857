/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one record: per register the values that nobody has yet replaced knowingly, and
 * the one rule by which a save changes it, the same on laptop and hub (sync.md §3). Pure. */
#pragma once

#include "pt-op.h"

G_BEGIN_DECLS

/* When and by whom a value was given; shared by the registers of one op. Immutable. */
typedef struct
{
  gatomicrefcount refs;
  PtDot *dots; /* sorted */
  guint n_dots;
  PtVector *seen;
  char *member;
  char *device;
  int64_t at;
  int offset;
} PtStamp;

typedef struct
{
  PtValue *value;
  PtStamp *stamp;
} PtVersion;

typedef struct _PtState PtState;

/* What became of an op; the highest over its registers counts. */
typedef enum
{
  PT_VERDICT_DUPLICATE,
  PT_VERDICT_SUPERSEDED, /* somebody had seen it and written anew: history only */
  PT_VERDICT_APPLIED,
  PT_VERDICT_CONFLICT, /* kept beside another value: a candidate */
  PT_VERDICT_QUARANTINED,
  PT_VERDICT_ERASED,
  PT_VERDICT_FORKED,
} PtVerdict;

const char *pt_verdict_id (PtVerdict verdict); /* as on the wire */
bool pt_verdict_from_id (const char *id, PtVerdict *out);

PtState *pt_state_new (void);
PtState *pt_state_copy (const PtState *self);
void pt_state_free (PtState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtState, pt_state_free)

/**
 * pt_state_apply:
 * @self: the state, changed in place
 * @op: a save
 *
 * For each register that @op sets: drop the dots that its author had seen; if an equal value is
 * left it gains the dot, otherwise the value is appended. The surviving set does not depend on
 * the order of arrival nor on repetition; which value is shown (the first) does.
 * Registers of set-valued fields (field/key) follow the same rule; their readers fold a
 * concurrent true and false to true.
 *
 * Returns: what became of it
 */
PtVerdict pt_state_apply (PtState *self, const PtOp *op);

/**
 * pt_state_hides:
 * @op: a save
 *
 * Returns: whether a value of @op counts as known here and is not there: somebody who had seen it replaced
 *   it, or another save has the same dot
 */
bool pt_state_hides (const PtState *self, const PtOp *op);

/**
 * pt_state_merge:
 * @self: the state, changed in place
 * @other: what somebody else holds of the same record
 *
 * Applies each surviving value of @other as the save that gave it: with its dots, what its author
 * had seen, and its author and time (sync.md §4, Repair).
 *
 * Returns: what became of it, the highest over its values
 */
PtVerdict pt_state_merge (PtState *self, const PtState *other);

/**
 * pt_state_list_missing:
 * @other: what somebody else holds of the same record
 *
 * Returns: (transfer full) (element-type PtOp): the saves that would give @self the surviving values of
 *   @other of which it has never heard, and take from it what @other knows to be replaced; without id,
 *   record and dot. They have seen what those values had, and the values themselves under their old
 *   dots. Where one of a field is given, all that stood beside it are: an equal one that is there may
 *   be of an earlier save, which that one replaces
 */
GPtrArray *pt_state_list_missing (const PtState *self, const PtState *other);

/* (transfer full): states with the values of @self, each value once, of about @max_bytes as JSON at
 * most; a value that is larger is alone in its piece. Merged in any order they are @self again. */
GPtrArray *pt_state_split (const PtState *self, size_t max_bytes);

/* Registers, sorted by name. */
guint pt_state_n_registers (const PtState *self);
const char *pt_state_nth_register (const PtState *self, guint i);
/* The place of the first register that is not before @name, e.g. "tags/". */
guint pt_state_lower_bound (const PtState *self, const char *name);
/* FALSE for set-valued fields and for `archived`: their readers fold what is concurrent. */
bool pt_register_can_conflict (const char *name);
/* The versions of one register, the shown one first; 0 and NULL where it was never set. */
guint pt_state_n_versions (const PtState *self, const char *name);
const PtVersion *pt_state_nth_version (const PtState *self, const char *name, guint i);
const PtValue *pt_state_shown (const PtState *self, const char *name);

/**
 * pt_state_dup_seen:
 *
 * Returns: (transfer full): the join of all dots and all `seen`: what a person who looks at this
 *   state has seen; the `seen` of the next op
 */
PtVector *pt_state_dup_seen (const PtState *self);

/* Same registers with the same values and dots, whatever the order of the candidates. */
bool pt_state_equivalent (const PtState *a, const PtState *b);

/* Adds `stamps` and `fields` to @into / reads them from the object @from, as on the wire:
 * stamps:[{dots, seen, member, device, at, off}], fields:{f:[[value, stamp index], …]} */
void pt_state_write_json (const PtState *self, JsonObject *into);
PtState *pt_state_from_node (PtNode from, GError **error);

/* The same object as text, `stamps` first, several times faster than through a tree. (transfer full) */
char *pt_state_print (const PtState *self);
PtState *pt_state_parse (const char *text, size_t size, size_t max_size, GError **error);

G_END_DECLS
