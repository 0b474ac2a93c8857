/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-erasure-due.h"

#include "pt-json.h"

#include <string.h>

#define MAX_ANEW (1024 * 1024) /* bytes: more than the texts of one record may have together */

PtErasureDue *
pt_erasure_due_new (const char *record, const char *const *fields, const char *reason)
{
  PtErasureDue *self = g_new0 (PtErasureDue, 1);

  self->order = pt_erasure_new (record, fields, reason);
  self->anew = pt_settings_new ();
  return self;
}

void
pt_erasure_due_free (PtErasureDue *self)
{
  if (self == NULL)
    return;
  pt_erasure_free (self->order);
  g_ptr_array_unref (self->anew);
  g_free (self);
}

void
pt_erasure_due_add (PtErasureDue *self, const char *field, const char *text)
{
  pt_settings_take (self->anew, field, pt_value_new_text (text));
}

char *
pt_erasure_due_print_anew (const PtErasureDue *self)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (self->anew->len == 0)
    return NULL;
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  for (guint i = 0; i < self->anew->len; i++)
    {
      const PtSetting *setting = self->anew->pdata[i];

      json_object_set_string_member (object, setting->name, setting->value->text);
    }
  json_node_take_object (node, object);
  return pt_json_print (node);
}

bool
pt_erasure_due_parse_anew (PtErasureDue *self, const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? pt_json_parse (text, strlen (text), MAX_ANEW, NULL)
                                           : NULL;
  g_autoptr (GList) names = NULL;

  if (text == NULL)
    return true;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return false;
  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    pt_erasure_due_add (self, l->data, pt_json_text_or (json_node_get_object (node), l->data, ""));
  return true;
}
