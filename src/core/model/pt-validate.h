/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is this value of the right kind, and what is a record still missing? Only a value of the wrong
 * kind is refused; everything else is a sentence. */
#pragma once

#include "pt-record.h"

G_BEGIN_DECLS

typedef enum
{
  PT_VALIDATE_ERROR_FIELD, /* this kind has no such field */
  PT_VALIDATE_ERROR_VALUE, /* wrong kind of value */
  PT_VALIDATE_ERROR_LIMIT, /* too long for the wire */
} PtValidateError;

#define PT_VALIDATE_ERROR (pt_validate_error_quark ())
GQuark pt_validate_error_quark (void);

/* FALSE with a translated sentence: which field, what is wrong, what would be right. Unknown enum
 * keys and PT_VALUE_JSON are accepted: they are a newer version's. */
bool pt_validate_value (const PtField *field, const PtValue *value, GError **error);
/* The same for a register name (field or field/key) of @kind; unknown names are accepted. */
bool pt_validate_register (const PtRecordKind *kind, const char *name, const PtValue *value,
                           GError **error);

/* The field, or NULL with %PT_VALIDATE_ERROR_FIELD. */
const PtField *pt_validate_find_field (const char *kind, const char *field, GError **error);

/* Person's text → value; see pt_edit_set_from_text(). Not for set-valued fields. */
PtValue *pt_value_parse (const PtField *field, const char *text, const char *today, GError **error);
/* The same for a set-valued one: keys in the order of @text, never one twice. (transfer full) */
char **pt_keys_parse (const PtField *field, const char *text, GError **error);
/* A key from a key or a Dutch or English label, case and accents ignored; NULL = none. Borrowed. */
const char *pt_vocabulary_match (const PtVocabulary *vocabulary, const char *text);
/* (transfer full): for people, in @lang ("nl", "en"; NULL = locale). Refs are returned as ids. */
char *pt_value_format (const PtField *field, const PtValue *value, const char *lang);

/* (transfer full): GPtrArray of const PtField*: required fields that are unset. */
GPtrArray *pt_record_missing (const PtRecord *record);

G_END_DECLS
