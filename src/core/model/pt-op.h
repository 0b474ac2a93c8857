/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One save by one person: the unit that is queued, sent, and applied (sync.md §2). */
#pragma once

#include "pt-value.h"
#include "pt-vector.h"

G_BEGIN_DECLS

#define PT_OP_MAX_BYTES (512 * 1024)
#define PT_FIELD_MAX_BYTES (256 * 1024)

typedef struct
{
  char *name; /* register: a field, or field/key of a set-valued one */
  PtValue *value;
} PtSetting;

void pt_setting_free (PtSetting *self);

/* An array of PtSetting, sorted by name. */
GPtrArray *pt_settings_new (void);
/* Where @name stands, or where it would be inserted. */
bool pt_settings_find (const GPtrArray *settings, const char *name, guint *place);
void pt_settings_take (GPtrArray *settings, const char *name, PtValue *value); /* takes @value */

/* Whether a kind of record may be called so, also one that this version does not know. */
bool pt_kind_is_valid (const char *text);
/* Whether a register may be called so: not empty and not too long. */
bool pt_register_is_valid (const char *name);

/* Immutable once shared; refcounted atomically. */
typedef struct
{
  gatomicrefcount refs;
  char *id; /* UUIDv7; the idempotency key, never changes */
  PtDot dot;
  char *record;
  char *kind;
  GPtrArray *set; /* PtSetting, sorted by name */
  PtVector *seen; /* the record as it stood when the field's editor opened */
  int64_t at;     /* microseconds UTC, shown and never compared */
  int offset;     /* minutes east of UTC */
  char *tz;       /* IANA name, or NULL */
  int schema;
  int64_t era; /* the last erasure order that the device had applied */
  int64_t no;  /* the record's number, given while there was no hub; 0 = the hub gives it */
  /* Who and where: from the token at the hub, from the logbook on the device; never on the wire. */
  char *member;
  char *device;
} PtOp;

PtOp *pt_op_new (const char *id, const PtDot *dot, const char *record, const char *kind);
PtOp *pt_op_ref (PtOp *self);
void pt_op_unref (PtOp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtOp, pt_op_unref)

/* While building, before it is shared. A later setting of the same register replaces the earlier. */
void pt_op_set (PtOp *self, const char *name, const PtValue *value);
const PtValue *pt_op_get (const PtOp *self, const char *name); /* NULL = not set by it */

/* {op, dot, rec, kind, set, seen, at, off, tz, schema, era, no?} exactly as on the wire. */
JsonNode *pt_op_to_json (const PtOp *self);
char *pt_op_print (const PtOp *self); /* (transfer full): the same as text, several times faster */

/* One reader; the others are ways to it. */
PtOp *pt_op_from_node (PtNode node, GError **error);
PtOp *pt_op_parse (const char *text, size_t size, size_t max_size, GError **error);
PtOp *pt_op_from_json (JsonNode *node, GError **error); /* slow: by way of its text */

G_END_DECLS
