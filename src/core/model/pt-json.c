/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked access to JSON trees: members of the expected type, or a sentence. Reading text is in
 * pt-tree-parse.c, writing it in pt-json-print.c. */
#include "pt-json.h"

G_DEFINE_QUARK (pt - json - error - quark, pt_json_error)

static bool
fail (const char *name, const char *expected, GError **error)
{
  g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "Member \"%s\" is not %s", name,
               expected);
  return false;
}

static JsonNode *
find_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
             ? node
             : NULL;
}

bool
pt_json_get_text (JsonObject *object, const char *name, const char **out, GError **error)
{
  JsonNode *node = find_value (object, name, G_TYPE_STRING);

  if (node == NULL)
    return fail (name, "a text", error);
  *out = json_node_get_string (node);
  return true;
}

bool
pt_json_get_int (JsonObject *object, const char *name, int64_t *out, GError **error)
{
  JsonNode *node = find_value (object, name, G_TYPE_INT64);

  if (node == NULL)
    return fail (name, "an integer", error);
  *out = json_node_get_int (node);
  return true;
}

bool
pt_json_get_object (JsonObject *object, const char *name, JsonObject **out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (name, "an object", error);
  *out = json_node_get_object (node);
  return true;
}

bool
pt_json_get_array (JsonObject *object, const char *name, JsonArray **out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fail (name, "an array", error);
  *out = json_node_get_array (node);
  return true;
}

const char *
pt_json_text_or (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = find_value (object, name, G_TYPE_STRING);
  return node == NULL ? fallback : json_node_get_string (node);
}

int64_t
pt_json_int_or (JsonObject *object, const char *name, int64_t fallback)
{
  JsonNode *node = find_value (object, name, G_TYPE_INT64);
  return node == NULL ? fallback : json_node_get_int (node);
}

bool
pt_json_bool_or (JsonObject *object, const char *name, bool fallback)
{
  JsonNode *node = find_value (object, name, G_TYPE_BOOLEAN);
  return node == NULL ? fallback : json_node_get_boolean (node);
}
