/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-crate.h"

#include "pt-time.h"

JsonObject *
pt_crate_entity (const char *id, const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "@id", id);
  json_object_set_string_member (object, "@type", type);
  return object;
}

void
pt_crate_set_ref (JsonObject *object, const char *name, const char *id)
{
  JsonObject *ref = json_object_new ();

  json_object_set_string_member (ref, "@id", id);
  json_object_set_object_member (object, name, ref);
}

void
pt_crate_add_ref (JsonArray *array, const char *id)
{
  JsonObject *ref = json_object_new ();

  json_object_set_string_member (ref, "@id", id);
  json_array_add_object_element (array, ref);
}

/* Takes @array; an empty one is not said. */
void
pt_crate_set_list (JsonObject *object, const char *name, JsonArray *array)
{
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (object, name, array);
  else
    json_array_unref (array);
}

void
pt_crate_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && text[0] != '\0')
    json_object_set_string_member (object, name, text);
}

void
pt_crate_set_instant (JsonObject *object, const char *name, gint64 at)
{
  g_autofree char *text = pt_instant_format (at, 0);

  json_object_set_string_member (object, name, text);
}
