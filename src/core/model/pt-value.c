/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of registers: what JSON can hold. */
#include "pt-value.h"

#include "pt-json.h"

#include <string.h>

static PtValue *
new_value (PtValueType type)
{
  PtValue *self = g_new0 (PtValue, 1);
  self->type = type;
  return self;
}

PtValue *
pt_value_new_null (void)
{
  return new_value (PT_VALUE_NULL);
}

PtValue *
pt_value_new_bool (bool b)
{
  PtValue *self = new_value (PT_VALUE_BOOL);
  self->b = b;
  return self;
}

PtValue *
pt_value_new_int (int64_t i)
{
  PtValue *self = new_value (PT_VALUE_INT);
  self->i = i;
  return self;
}

PtValue *
pt_value_new_real (double r)
{
  PtValue *self = new_value (PT_VALUE_REAL);
  self->r = r;
  return self;
}

/* ASCII is NFC already, and most texts are short and ASCII. */
static char *
normalise (const char *text)
{
  return g_str_is_ascii (text) ? g_strdup (text)
                               : g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

PtValue *
pt_value_new_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  char *normal = normalise (text);
  g_return_val_if_fail (normal != NULL, NULL);

  PtValue *self = new_value (PT_VALUE_TEXT);
  self->text = normal;
  return self;
}

static bool
has_text (const PtValue *self)
{
  return self->type == PT_VALUE_TEXT || self->type == PT_VALUE_JSON;
}

PtValue *
pt_value_copy (const PtValue *self)
{
  if (self == NULL)
    return NULL;

  PtValue *copy = g_new (PtValue, 1);
  *copy = *self;
  if (has_text (self))
    copy->text = g_strdup (self->text);
  return copy;
}

void
pt_value_free (PtValue *self)
{
  if (self == NULL)
    return;
  if (has_text (self))
    g_free (self->text);
  g_free (self);
}

static bool
is_number (const PtValue *self)
{
  return self->type == PT_VALUE_INT || self->type == PT_VALUE_REAL;
}

static double
as_real (const PtValue *self)
{
  return self->type == PT_VALUE_INT ? (double)self->i : self->r;
}

bool
pt_value_is_text (const PtValue *self, const char *text)
{
  return self != NULL && self->type == PT_VALUE_TEXT && strcmp (self->text, text) == 0;
}

bool
pt_value_equal (const PtValue *a, const PtValue *b)
{
  if (is_number (a) && is_number (b) && a->type != b->type)
    return as_real (a) == as_real (b);
  if (a->type != b->type)
    return false;

  switch (a->type)
    {
    case PT_VALUE_NULL:
      return true;
    case PT_VALUE_BOOL:
      return a->b == b->b;
    case PT_VALUE_INT:
      return a->i == b->i;
    case PT_VALUE_REAL:
      return a->r == b->r;
    case PT_VALUE_TEXT:
    case PT_VALUE_JSON:
      return strcmp (a->text, b->text) == 0;
    }
  g_assert_not_reached ();
}

static JsonNode *
parse_kept (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = pt_json_parse (json, strlen (json), SIZE_MAX, &error);

  /* The text came out of pt_json_print(), so that only a programmer can spoil it. */
  if (node == NULL)
    g_error ("A kept value is no JSON: %s", error->message);
  return node;
}

JsonNode *
pt_value_to_json (const PtValue *self)
{
  switch (self->type)
    {
    case PT_VALUE_NULL:
      return json_node_new (JSON_NODE_NULL);
    case PT_VALUE_BOOL:
      return json_node_init_boolean (json_node_alloc (), self->b);
    case PT_VALUE_INT:
      return json_node_init_int (json_node_alloc (), self->i);
    case PT_VALUE_REAL:
      return json_node_init_double (json_node_alloc (), self->r);
    case PT_VALUE_TEXT:
      return json_node_init_string (json_node_alloc (), self->text);
    case PT_VALUE_JSON:
      return parse_kept (self->text);
    }
  g_assert_not_reached ();
}

void
pt_value_append_json (const PtValue *self, GString *out)
{
  switch (self->type)
    {
    case PT_VALUE_NULL:
      g_string_append (out, "null");
      return;
    case PT_VALUE_BOOL:
      g_string_append (out, self->b ? "true" : "false");
      return;
    case PT_VALUE_INT:
      pt_json_append_int (out, self->i);
      return;
    case PT_VALUE_REAL:
      pt_json_append_real (out, self->r);
      return;
    case PT_VALUE_TEXT:
      pt_json_append_text (out, self->text);
      return;
    case PT_VALUE_JSON:
      g_string_append (out, self->text);
      return;
    }
  g_assert_not_reached ();
}

static PtValue *
keep_json (JsonNode *node)
{
  PtValue *self = new_value (PT_VALUE_JSON);
  self->text = pt_json_print (node);
  return self;
}

PtValue *
pt_value_from_json (JsonNode *node)
{
  if (json_node_is_null (node))
    return pt_value_new_null ();
  if (!JSON_NODE_HOLDS_VALUE (node))
    return keep_json (node);

  GType type = json_node_get_value_type (node);
  if (type == G_TYPE_BOOLEAN)
    return pt_value_new_bool (json_node_get_boolean (node));
  if (type == G_TYPE_INT64)
    return pt_value_new_int (json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return pt_value_new_real (json_node_get_double (node));
  return pt_value_new_text (json_node_get_string (node));
}

PtValue *
pt_value_from_node (PtNode node)
{
  switch (pt_node_type (node))
    {
    case PT_NODE_NULL:
      return pt_value_new_null ();
    case PT_NODE_BOOL:
      return pt_value_new_bool (pt_node_bool (node));
    case PT_NODE_INT:
      return pt_value_new_int (pt_node_int (node));
    case PT_NODE_REAL:
      return pt_value_new_real (pt_node_real (node));
    case PT_NODE_TEXT:
      return pt_value_new_text (pt_node_text (node));
    case PT_NODE_ARRAY:
    case PT_NODE_OBJECT:
      break;
    }

  g_autoptr (JsonNode) kept = pt_node_to_json (node);
  return keep_json (kept);
}
