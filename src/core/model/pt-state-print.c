/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state on the wire and in the database: stamps once, fields that point to them. As a tree for
 * those who add to it, and straight as text for those who write thousands. */
#include "pt-state-private.h"

#include "pt-json.h"

static bool
same_stamp (const PtStamp *a, const PtStamp *b)
{
  if (a == b)
    return true;
  if (a->n_dots != b->n_dots || a->at != b->at || a->offset != b->offset)
    return false;
  for (guint i = 0; i < a->n_dots; i++)
    if (!pt_dot_equal (&a->dots[i], &b->dots[i]))
      return false;
  return pt_vector_equal (a->seen, b->seen) && g_strcmp0 (a->member, b->member) == 0
         && g_strcmp0 (a->device, b->device) == 0;
}

static JsonNode *
stamp_to_json (const PtStamp *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *dots = json_array_sized_new (self->n_dots);
  char dot[PT_DOT_SIZE];

  for (guint i = 0; i < self->n_dots; i++)
    {
      pt_dot_print (&self->dots[i], dot);
      json_array_add_string_element (dots, dot);
    }
  json_object_set_array_member (object, "dots", dots);
  json_object_set_member (object, "seen", pt_vector_to_json (self->seen));
  if (self->member != NULL)
    json_object_set_string_member (object, "member", self->member);
  if (self->device != NULL)
    json_object_set_string_member (object, "device", self->device);
  json_object_set_int_member (object, "at", self->at);
  json_object_set_int_member (object, "off", self->offset);
  json_node_take_object (node, object);
  return node;
}

/* The index of @stamp among @known, where it is added when it is new. */
static guint
index_stamp (GPtrArray *known, PtStamp *stamp)
{
  for (guint i = known->len; i > 0; i--)
    if (same_stamp (known->pdata[i - 1], stamp))
      return i - 1;
  g_ptr_array_add (known, stamp);
  return known->len - 1;
}

static JsonArray *
register_to_json (const PtRegister *self, GPtrArray *stamps)
{
  JsonArray *versions = json_array_sized_new (self->length);

  for (guint i = 0; i < self->length; i++)
    {
      JsonArray *pair = json_array_sized_new (2);
      json_array_add_element (pair, pt_value_to_json (self->versions[i].value));
      json_array_add_int_element (pair, index_stamp (stamps, self->versions[i].stamp));
      json_array_add_array_element (versions, pair);
    }
  return versions;
}

void
pt_state_write_json (const PtState *self, JsonObject *into)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  JsonObject *fields = json_object_new ();
  JsonArray *stamps = json_array_new ();

  for (guint i = 0; i < self->length; i++)
    json_object_set_array_member (fields, self->registers[i].name,
                                  register_to_json (&self->registers[i], known));
  for (guint i = 0; i < known->len; i++)
    json_array_add_element (stamps, stamp_to_json (known->pdata[i]));
  json_object_set_array_member (into, "stamps", stamps);
  json_object_set_object_member (into, "fields", fields);
}

static void
append_member (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  pt_json_append_text (out, text);
}

static void
append_stamp (GString *out, const PtStamp *stamp)
{
  char dot[PT_DOT_SIZE];

  g_string_append (out, "{\"dots\":[");
  for (guint i = 0; i < stamp->n_dots; i++)
    {
      pt_dot_print (&stamp->dots[i], dot);
      g_string_append (out, i == 0 ? "\"" : ",\"");
      g_string_append (out, dot);
      g_string_append_c (out, '"');
    }
  g_string_append (out, "],\"seen\":");
  pt_vector_append_json (stamp->seen, out);
  append_member (out, "member", stamp->member);
  append_member (out, "device", stamp->device);
  g_string_append (out, ",\"at\":");
  pt_json_append_int (out, stamp->at);
  g_string_append (out, ",\"off\":");
  pt_json_append_int (out, stamp->offset);
  g_string_append_c (out, '}');
}

static void
append_register (GString *out, const PtRegister *self, GPtrArray *stamps)
{
  pt_json_append_text (out, self->name);
  g_string_append (out, ":[");
  for (guint i = 0; i < self->length; i++)
    {
      g_string_append (out, i == 0 ? "[" : ",[");
      pt_value_append_json (self->versions[i].value, out);
      g_string_append_c (out, ',');
      pt_json_append_int (out, index_stamp (stamps, self->versions[i].stamp));
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
}

/* Stamps in the order in which the fields first name them, as in the tree. */
static GPtrArray *
collect_stamps (const PtState *self)
{
  GPtrArray *stamps = g_ptr_array_new ();

  for (guint i = 0; i < self->length; i++)
    for (guint j = 0; j < self->registers[i].length; j++)
      index_stamp (stamps, self->registers[i].versions[j].stamp);
  return stamps;
}

char *
pt_state_print (const PtState *self)
{
  g_autoptr (GPtrArray) stamps = collect_stamps (self);
  GString *out = g_string_sized_new (512);

  g_string_append (out, "{\"stamps\":[");
  for (guint i = 0; i < stamps->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_stamp (out, stamps->pdata[i]);
    }
  g_string_append (out, "],\"fields\":{");
  for (guint i = 0; i < self->length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_register (out, &self->registers[i], stamps);
    }
  g_string_append (out, "}}");
  return g_string_free (out, FALSE);
}
