/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a state from the wire and the database. It takes nothing for granted: a bad state is
 * refused whole. Writing is in pt-state-print.c. */
#include "pt-state-private.h"

#include "pt-json.h"

#include <string.h>

/* More stamps or candidates than people can make; a state beyond it is an attack. */
#define MAX_STAMPS 10000
#define MAX_VERSIONS 1000
#define MAX_DOTS 1000

static const char *const verdict_ids[] = {
  [PT_VERDICT_DUPLICATE] = "duplicate",     [PT_VERDICT_SUPERSEDED] = "superseded",
  [PT_VERDICT_APPLIED] = "applied",         [PT_VERDICT_CONFLICT] = "conflict",
  [PT_VERDICT_QUARANTINED] = "quarantined", [PT_VERDICT_ERASED] = "erased",
  [PT_VERDICT_FORKED] = "forked",
};

const char *
pt_verdict_id (PtVerdict verdict)
{
  return verdict_ids[verdict];
}

bool
pt_verdict_from_id (const char *id, PtVerdict *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdict_ids); i++)
    if (g_strcmp0 (id, verdict_ids[i]) == 0)
      {
        *out = (PtVerdict)i;
        return true;
      }
  return false;
}

static bool
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, what);
  return false;
}

static int
compare_dots (const void *a, const void *b)
{
  return pt_dot_compare (a, b);
}

static bool
read_dots (PtStamp *self, JsonArray *dots, GError **error)
{
  guint length = json_array_get_length (dots);

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (dots, i);
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
          || !pt_dot_parse (json_node_get_string (node), &self->dots[i]))
        return refuse (error, "A stamp has no valid dot");
      self->n_dots++;
    }
  qsort (self->dots, self->n_dots, sizeof (PtDot), compare_dots);
  for (guint i = 1; i < length; i++)
    if (pt_dot_equal (&self->dots[i - 1], &self->dots[i]))
      return refuse (error, "A stamp has the same dot twice");
  return true;
}

static PtStamp *
read_stamp (JsonNode *node, GError **error)
{
  JsonObject *object;
  JsonArray *dots;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (error, "A stamp is not an object");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!pt_json_get_array (object, "dots", &dots, error))
    return NULL;

  guint length = json_array_get_length (dots);
  if (length == 0 || length > MAX_DOTS)
    {
      refuse (error, "A stamp has no dots or too many");
      return NULL;
    }
  g_autoptr (PtStamp) self = pt_stamp_new (length);
  if (!read_dots (self, dots, error) || !pt_json_get_int (object, "at", &self->at, error))
    return NULL;
  self->offset = (int)CLAMP (pt_json_int_or (object, "off", 0), -1439, 1439);
  self->member = g_strdup (pt_json_text_or (object, "member", NULL));
  self->device = g_strdup (pt_json_text_or (object, "device", NULL));
  self->seen = pt_vector_from_json (json_object_get_member (object, "seen"), error);
  return self->seen == NULL ? NULL : g_steal_pointer (&self);
}

static GPtrArray *
read_stamps (JsonObject *from, GError **error)
{
  JsonArray *array;

  if (!pt_json_get_array (from, "stamps", &array, error))
    return NULL;

  guint length = json_array_get_length (array);
  if (length > MAX_STAMPS)
    {
      refuse (error, "Too many stamps");
      return NULL;
    }
  g_autoptr (GPtrArray) stamps = g_ptr_array_new_full (length, (GDestroyNotify)pt_stamp_unref);
  for (guint i = 0; i < length; i++)
    {
      PtStamp *stamp = read_stamp (json_array_get_element (array, i), error);
      if (stamp == NULL)
        return NULL;
      g_ptr_array_add (stamps, stamp);
    }
  return g_steal_pointer (&stamps);
}

static bool
read_version (PtRegister *self, JsonNode *node, GPtrArray *stamps, GError **error)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return refuse (error, "A version is not a pair of a value and a stamp");

  JsonNode *index = json_array_get_element (pair, 1);
  if (!JSON_NODE_HOLDS_VALUE (index) || json_node_get_value_type (index) != G_TYPE_INT64
      || json_node_get_int (index) < 0 || json_node_get_int (index) >= stamps->len)
    return refuse (error, "A version points to no stamp");

  PtStamp *stamp = stamps->pdata[json_node_get_int (index)];
  for (guint i = 0; i < self->length; i++)
    for (guint j = 0; j < stamp->n_dots; j++)
      if (pt_stamp_has_dot (self->versions[i].stamp, &stamp->dots[j]))
        return refuse (error, "Two versions of a field have the same dot");
  pt_register_append (self, pt_value_from_json (json_array_get_element (pair, 0)),
                      pt_stamp_ref (stamp));
  return true;
}

static bool
read_register (PtState *self, const char *name, JsonNode *node, GPtrArray *stamps, GError **error)
{
  JsonArray *versions = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = versions == NULL ? 0 : json_array_get_length (versions);
  guint place;

  if (!pt_register_is_valid (name) || length == 0 || length > MAX_VERSIONS)
    return refuse (error, "A field has no valid name, no versions or too many");
  if (pt_state_find (self, name, &place))
    return refuse (error, "A field is there twice");

  PtRegister *target = pt_state_insert (self, place, name);
  for (guint i = 0; i < length; i++)
    if (!read_version (target, json_array_get_element (versions, i), stamps, error))
      return false;
  return true;
}

PtState *
pt_state_read_json (JsonObject *from, GError **error)
{
  g_autoptr (PtState) self = pt_state_new ();
  g_autoptr (GPtrArray) stamps = read_stamps (from, error);
  JsonObject *fields;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (stamps == NULL || !pt_json_get_object (from, "fields", &fields, error))
    return NULL;
  /* In the order of writing, which is by name: each is appended, none is moved. */
  json_object_iter_init_ordered (&iter, fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!read_register (self, name, node, stamps, error))
      return NULL;
  return g_steal_pointer (&self);
}

PtState *
pt_state_parse (const char *text, size_t size, size_t max_size, GError **error)
{
  g_autoptr (JsonNode) node = pt_json_parse (text, size, max_size, error);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return pt_state_read_json (json_node_get_object (node), error);
  refuse (error, "A state is not an object");
  return NULL;
}
