/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking a flat tree. Making one is in pt-tree-parse.c. */
#include "pt-tree-private.h"

#include "pt-json.h"

#include <string.h>

void
pt_tree_free (PtTree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cells);
  g_string_free (self->texts, TRUE);
  g_free (self);
}

PtNode
pt_tree_root (const PtTree *self)
{
  return (PtNode){ self, 0 };
}

static const PtCell *
get_cell (PtNode self)
{
  return &g_array_index (self.tree->cells, PtCell, self.at);
}

PtNodeType
pt_node_type (PtNode self)
{
  return get_cell (self)->type;
}

bool
pt_node_is (PtNode self, PtNodeType type)
{
  return self.tree != NULL && get_cell (self)->type == type;
}

bool
pt_node_bool (PtNode self)
{
  return get_cell (self)->b;
}

int64_t
pt_node_int (PtNode self)
{
  return get_cell (self)->i;
}

double
pt_node_real (PtNode self)
{
  return get_cell (self)->r;
}

const char *
pt_node_text (PtNode self)
{
  return self.tree->texts->str + get_cell (self)->text;
}

guint
pt_node_length (PtNode self)
{
  return get_cell (self)->length;
}

PtNode
pt_node_first (PtNode self)
{
  return get_cell (self)->length > 0 ? (PtNode){ self.tree, self.at + 1 } : (PtNode){ 0 };
}

PtNode
pt_node_next (PtNode self, PtNode container)
{
  guint after = get_cell (self)->after;

  return after < get_cell (container)->after ? (PtNode){ self.tree, after } : (PtNode){ 0 };
}

const char *
pt_node_name (PtNode self)
{
  const PtCell *cell = get_cell (self);

  return cell->name != PT_TREE_NO_NAME ? self.tree->texts->str + cell->name : NULL;
}

PtNode
pt_node_member (PtNode self, const char *name)
{
  PtNode member = pt_node_first (self);

  while (member.tree != NULL && strcmp (pt_node_name (member), name) != 0)
    member = pt_node_next (member, self);
  return member;
}

const char *
pt_node_source (PtNode self, size_t *size)
{
  const PtCell *cell = get_cell (self);

  *size = cell->end - cell->start;
  return self.tree->source + cell->start;
}

/* ── json-glib's tree ── */

static JsonNode *
make_array (PtNode self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_sized_new (pt_node_length (self));

  for (PtNode child = pt_node_first (self); child.tree != NULL; child = pt_node_next (child, self))
    json_array_add_element (array, pt_node_to_json (child));
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
make_object (PtNode self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (PtNode child = pt_node_first (self); child.tree != NULL; child = pt_node_next (child, self))
    json_object_set_member (object, pt_node_name (child), pt_node_to_json (child));
  json_node_take_object (node, object);
  return node;
}

/* It calls itself for what is inside, PT_JSON_MAX_DEPTH times at most. */
JsonNode *
pt_node_to_json (PtNode self)
{
  switch (pt_node_type (self))
    {
    case PT_NODE_NULL:
      return json_node_new (JSON_NODE_NULL);
    case PT_NODE_BOOL:
      return json_node_init_boolean (json_node_alloc (), pt_node_bool (self));
    case PT_NODE_INT:
      return json_node_init_int (json_node_alloc (), pt_node_int (self));
    case PT_NODE_REAL:
      return json_node_init_double (json_node_alloc (), pt_node_real (self));
    case PT_NODE_TEXT:
      return json_node_init_string (json_node_alloc (), pt_node_text (self));
    case PT_NODE_ARRAY:
      return make_array (self);
    case PT_NODE_OBJECT:
      return make_object (self);
    }
  g_assert_not_reached ();
}

/* ── Typed members ── */

static bool
find (PtNode self, const char *name, PtNodeType type, const char *expected, PtNode *out,
      GError **error)
{
  *out = pt_node_member (self, name);
  if (pt_node_is (*out, type))
    return true;
  g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "Member \"%s\" is not %s", name,
               expected);
  return false;
}

bool
pt_node_get_text (PtNode self, const char *name, const char **out, GError **error)
{
  PtNode node;

  if (!find (self, name, PT_NODE_TEXT, "a text", &node, error))
    return false;
  *out = pt_node_text (node);
  return true;
}

bool
pt_node_get_int (PtNode self, const char *name, int64_t *out, GError **error)
{
  PtNode node;

  if (!find (self, name, PT_NODE_INT, "an integer", &node, error))
    return false;
  *out = pt_node_int (node);
  return true;
}

bool
pt_node_get_object (PtNode self, const char *name, PtNode *out, GError **error)
{
  return find (self, name, PT_NODE_OBJECT, "an object", out, error);
}

bool
pt_node_get_array (PtNode self, const char *name, PtNode *out, GError **error)
{
  return find (self, name, PT_NODE_ARRAY, "an array", out, error);
}

const char *
pt_node_text_or (PtNode self, const char *name, const char *fallback)
{
  PtNode node = pt_node_member (self, name);

  return pt_node_is (node, PT_NODE_TEXT) ? pt_node_text (node) : fallback;
}

int64_t
pt_node_int_or (PtNode self, const char *name, int64_t fallback)
{
  PtNode node = pt_node_member (self, name);

  return pt_node_is (node, PT_NODE_INT) ? pt_node_int (node) : fallback;
}

bool
pt_node_bool_or (PtNode self, const char *name, bool fallback)
{
  PtNode node = pt_node_member (self, name);

  return pt_node_is (node, PT_NODE_BOOL) ? pt_node_bool (node) : fallback;
}
