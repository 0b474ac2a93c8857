/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-arrival.h. */
#include "sim-arrival.h"

#include "pt-json.h"

void
sim_arrival_free (SimArrival *self)
{
  sim_set_free (self->known);
  g_free (self->epoch);
  g_free (self->chain);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static void
add_record (SimArrival *self, SimHub *hub, const char *id)
{
  sim_truth_learn_record (hub->truth, self->known, hub->taken, id);
  g_ptr_array_add (self->records, g_strdup (id));
}

SimArrival *
sim_arrival_new (SimHub *hub, GBytes *page)
{
  gsize size;
  const char *data = g_bytes_get_data (page, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, NULL);
  JsonObject *root = node != NULL ? json_node_get_object (node) : NULL;
  JsonObject *next;
  SimArrival *self;
  JsonArray *records;

  if (root == NULL)
    return NULL;
  self = g_new0 (SimArrival, 1);
  self->known = sim_set_new ();
  self->epoch = g_strdup (json_object_get_string_member (root, "epoch"));
  next = json_object_get_object_member (root, "next");
  self->seq = json_object_get_int_member (next, "seq");
  self->chain = g_strdup (json_object_get_string_member (next, "chain"));
  self->records = g_ptr_array_new_with_free_func (g_free);
  records = json_object_get_array_member (root, "records");
  for (guint i = 0; i < json_array_get_length (records); i++)
    add_record (self, hub,
                json_object_get_string_member (json_array_get_object_element (records, i), "rec"));
  if (!json_object_get_boolean_member (root, "more"))
    sim_set_join (self->known, hub->taken);
  return self;
}
