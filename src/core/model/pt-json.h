/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door to JSON. Size, nesting depth, UTF-8 and duplicate keys are checked before
 * json-glib sees a byte: it recurses without a bound. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define PT_JSON_MAX_DEPTH 32

typedef enum
{
  PT_JSON_ERROR_TOO_LARGE,
  PT_JSON_ERROR_TOO_DEEP,
  PT_JSON_ERROR_UTF8,
  PT_JSON_ERROR_DUPLICATE_KEY,
  PT_JSON_ERROR_SYNTAX,
  PT_JSON_ERROR_SHAPE, /* well-formed, but not what was asked for */
} PtJsonError;

#define PT_JSON_ERROR (pt_json_error_quark ())
GQuark pt_json_error_quark (void);

/**
 * pt_json_parse:
 * @data: bytes, not necessarily ended by NUL
 * @size: their number
 * @max_size: the most the caller accepts
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with a %PT_JSON_ERROR
 */
JsonNode *pt_json_parse (const char *data, size_t size, size_t max_size, GError **error);

/**
 * pt_json_print:
 *
 * Returns: (transfer full): compact JSON with members sorted by name (canonical: equal values
 *   give equal bytes)
 */
char *pt_json_print (JsonNode *node);

/* As pt_json_print(), but members in the order in which they were added. */
char *pt_json_print_ordered (JsonNode *node);

/* One value at the end of @out, for those who write much and need no tree. */
void pt_json_append_text (GString *out, const char *text);
void pt_json_append_int (GString *out, int64_t i);
void pt_json_append_real (GString *out, double r);

/* Typed members of @object; FALSE with PT_JSON_ERROR_SHAPE naming the member when it is absent
 * or of another type. Borrowed results live as long as @object. */
bool pt_json_get_text (JsonObject *object, const char *name, const char **out, GError **error);
bool pt_json_get_int (JsonObject *object, const char *name, int64_t *out, GError **error);
bool pt_json_get_object (JsonObject *object, const char *name, JsonObject **out, GError **error);
bool pt_json_get_array (JsonObject *object, const char *name, JsonArray **out, GError **error);
/* Optional members: the fallback when absent or of another type. */
const char *pt_json_text_or (JsonObject *object, const char *name, const char *fallback);
int64_t pt_json_int_or (JsonObject *object, const char *name, int64_t fallback);
bool pt_json_bool_or (JsonObject *object, const char *name, bool fallback);

G_END_DECLS
