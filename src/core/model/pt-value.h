/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of one register: what JSON can hold, small and plain. Immutable once shared. */
#pragma once

#include "pt-tree.h"

G_BEGIN_DECLS

typedef enum
{
  PT_VALUE_NULL, /* cleared; a register that was never set has no value at all */
  PT_VALUE_BOOL,
  PT_VALUE_INT,
  PT_VALUE_REAL,
  PT_VALUE_TEXT, /* NFC UTF-8 */
  PT_VALUE_JSON, /* of a newer version: kept as canonical JSON text and sent on */
} PtValueType;

typedef struct
{
  PtValueType type;
  union
  {
    bool b;
    int64_t i;
    double r;
    char *text;
  };
} PtValue;

PtValue *pt_value_new_null (void);
PtValue *pt_value_new_bool (bool b);
PtValue *pt_value_new_int (int64_t i);
PtValue *pt_value_new_real (double r);
/* Copies @text and brings it to NFC; invalid UTF-8 is a programmer mistake. */
PtValue *pt_value_new_text (const char *text);
PtValue *pt_value_copy (const PtValue *self);
void pt_value_free (PtValue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtValue, pt_value_free)

/**
 * pt_value_equal:
 *
 * The same value twice is no conflict: texts by bytes, an integer and a real by their number,
 * unknown values by canonical JSON.
 */
bool pt_value_equal (const PtValue *a, const PtValue *b);
/* Whether @self (nullable) is this text. */
bool pt_value_is_text (const PtValue *self, const char *text);

JsonNode *pt_value_to_json (const PtValue *self);
void pt_value_append_json (const PtValue *self, GString *out); /* the same as text */
/* (transfer full): never fails; what it does not know becomes PT_VALUE_JSON */
PtValue *pt_value_from_json (JsonNode *node);
PtValue *pt_value_from_node (PtNode node); /* the same */

G_END_DECLS
