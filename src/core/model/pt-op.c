/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ops and their wire shape. */
#include "pt-op.h"

#include "pt-json.h"

#include <string.h>

/* A kind's or register's name is short; a register of a free word holds that word. */
#define MAX_KIND 64
#define MAX_REGISTER 512

static PtSetting *
setting_new (const char *name, PtValue *value)
{
  PtSetting *self = g_new (PtSetting, 1);

  self->name = g_strdup (name);
  self->value = value;
  return self;
}

void
pt_setting_free (PtSetting *self)
{
  g_free (self->name);
  pt_value_free (self->value);
  g_free (self);
}

bool
pt_settings_find (const GPtrArray *settings, const char *name, guint *place)
{
  guint low = 0, high = settings->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (((PtSetting *)settings->pdata[middle])->name, name);
      if (order == 0)
        {
          *place = middle;
          return true;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *place = low;
  return false;
}

GPtrArray *
pt_settings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)pt_setting_free);
}

void
pt_settings_take (GPtrArray *settings, const char *name, PtValue *value)
{
  guint place;

  if (!pt_settings_find (settings, name, &place))
    {
      g_ptr_array_insert (settings, (int)place, setting_new (name, value));
      return;
    }
  PtSetting *setting = settings->pdata[place];
  pt_value_free (setting->value);
  setting->value = value;
}

PtOp *
pt_op_new (const char *id, const PtDot *dot, const char *record, const char *kind)
{
  PtOp *self = g_new0 (PtOp, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->dot = *dot;
  self->record = g_strdup (record);
  self->kind = g_strdup (kind);
  self->set = pt_settings_new ();
  self->seen = pt_vector_new ();
  return self;
}

PtOp *
pt_op_ref (PtOp *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_op_unref (PtOp *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->record);
  g_free (self->kind);
  g_clear_pointer (&self->set, g_ptr_array_unref);
  pt_vector_free (self->seen);
  g_free (self->tz);
  g_free (self->member);
  g_free (self->device);
  g_free (self);
}

void
pt_op_set (PtOp *self, const char *name, const PtValue *value)
{
  pt_settings_take (self->set, name, pt_value_copy (value));
}

const PtValue *
pt_op_get (const PtOp *self, const char *name)
{
  guint place;
  return pt_settings_find (self->set, name, &place) ? ((PtSetting *)self->set->pdata[place])->value
                                                    : NULL;
}

static JsonNode *
set_to_json (const PtOp *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < self->set->len; i++)
    {
      const PtSetting *setting = self->set->pdata[i];
      json_object_set_member (object, setting->name, pt_value_to_json (setting->value));
    }
  json_node_take_object (node, object);
  return node;
}

JsonNode *
pt_op_to_json (const PtOp *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  char dot[PT_DOT_SIZE];

  pt_dot_print (&self->dot, dot);
  json_object_set_string_member (object, "op", self->id);
  json_object_set_string_member (object, "dot", dot);
  json_object_set_string_member (object, "rec", self->record);
  json_object_set_string_member (object, "kind", self->kind);
  json_object_set_member (object, "set", set_to_json (self));
  json_object_set_member (object, "seen", pt_vector_to_json (self->seen));
  json_object_set_int_member (object, "at", self->at);
  json_object_set_int_member (object, "off", self->offset);
  if (self->tz != NULL)
    json_object_set_string_member (object, "tz", self->tz);
  json_object_set_int_member (object, "schema", self->schema);
  json_object_set_int_member (object, "era", self->era);
  if (self->no > 0)
    json_object_set_int_member (object, "no", self->no);
  json_node_take_object (node, object);
  return node;
}

static void
append_text (GString *out, const char *before, const char *text)
{
  g_string_append (out, before);
  pt_json_append_text (out, text);
}

static void
append_int (GString *out, const char *before, int64_t i)
{
  g_string_append (out, before);
  pt_json_append_int (out, i);
}

static void
append_set (GString *out, const PtOp *self)
{
  for (guint i = 0; i < self->set->len; i++)
    {
      const PtSetting *setting = self->set->pdata[i];
      append_text (out, i > 0 ? "," : "", setting->name);
      g_string_append_c (out, ':');
      pt_value_append_json (setting->value, out);
    }
}

char *
pt_op_print (const PtOp *self)
{
  GString *out = g_string_sized_new (512);
  char dot[PT_DOT_SIZE];

  pt_dot_print (&self->dot, dot);
  append_text (out, "{\"op\":", self->id);
  append_text (out, ",\"dot\":", dot);
  append_text (out, ",\"rec\":", self->record);
  append_text (out, ",\"kind\":", self->kind);
  g_string_append (out, ",\"set\":{");
  append_set (out, self);
  g_string_append (out, "},\"seen\":");
  pt_vector_append_json (self->seen, out);
  append_int (out, ",\"at\":", self->at);
  append_int (out, ",\"off\":", self->offset);
  if (self->tz != NULL)
    append_text (out, ",\"tz\":", self->tz);
  append_int (out, ",\"schema\":", self->schema);
  append_int (out, ",\"era\":", self->era);
  if (self->no > 0)
    append_int (out, ",\"no\":", self->no);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static bool
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, what);
  return false;
}

/* Lower-case ASCII words, also those of a newer version. */
bool
pt_kind_is_valid (const char *text)
{
  size_t length = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_-");
  return length > 0 && length <= MAX_KIND && text[length] == '\0';
}

bool
pt_register_is_valid (const char *name)
{
  return name[0] != '\0' && name[0] != '/' && strlen (name) <= MAX_REGISTER;
}

static bool
read_head (PtOp *self, PtNode node, GError **error)
{
  const char *id, *record, *kind, *dot;

  if (!pt_node_get_text (node, "op", &id, error) || !pt_node_get_text (node, "rec", &record, error)
      || !pt_node_get_text (node, "kind", &kind, error)
      || !pt_node_get_text (node, "dot", &dot, error)
      || !pt_node_get_int (node, "at", &self->at, error))
    return false;
  if (!pt_id_is_valid (id) || !pt_id_is_valid (record))
    return refuse (error, "An op or its record has no valid id");
  if (!pt_kind_is_valid (kind))
    return refuse (error, "An op has no valid kind");
  if (!pt_dot_parse (dot, &self->dot))
    return refuse (error, "An op has no valid dot");
  self->id = g_strdup (id);
  self->record = g_strdup (record);
  self->kind = g_strdup (kind);
  return true;
}

static bool
read_tail (PtOp *self, PtNode node, GError **error)
{
  int64_t offset = pt_node_int_or (node, "off", 0);

  /* RFC 3339 §5.6 writes an offset with two digits of hours. */
  if (ABS (offset) >= 24 * 60)
    return refuse (error, "An op has no valid offset");
  self->offset = (int)offset;
  self->tz = g_strdup (pt_node_text_or (node, "tz", NULL));
  self->schema = (int)CLAMP (pt_node_int_or (node, "schema", 1), 1, G_MAXINT);
  self->era = MAX (0, pt_node_int_or (node, "era", 0));
  self->no = MAX (0, pt_node_int_or (node, "no", 0));
  self->seen = pt_vector_from_node (pt_node_member (node, "seen"), error);
  return self->seen != NULL;
}

static bool
is_too_long (const PtValue *value)
{
  return (value->type == PT_VALUE_TEXT || value->type == PT_VALUE_JSON)
         && strlen (value->text) > PT_FIELD_MAX_BYTES;
}

static bool
read_setting (PtOp *self, PtNode node, GError **error)
{
  const char *name = pt_node_name (node);

  if (!pt_register_is_valid (name))
    return refuse (error, "An op sets a field without a valid name");

  g_autoptr (PtValue) value = pt_value_from_node (node);
  if (is_too_long (value))
    {
      g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE, "The value of \"%s\" is too long",
                   name);
      return false;
    }
  g_ptr_array_add (self->set, setting_new (name, g_steal_pointer (&value)));
  return true;
}

static int
compare_settings (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(PtSetting *const *)a)->name, (*(PtSetting *const *)b)->name);
}

static bool
read_set (PtOp *self, PtNode node, GError **error)
{
  PtNode set;

  if (!pt_node_get_object (node, "set", &set, error))
    return false;
  if (pt_node_length (set) == 0)
    return refuse (error, "An op sets nothing");
  self->set = g_ptr_array_new_full (pt_node_length (set), (GDestroyNotify)pt_setting_free);
  for (PtNode one = pt_node_first (set); one.tree != NULL; one = pt_node_next (one, set))
    if (!read_setting (self, one, error))
      return false;
  g_ptr_array_sort (self->set, compare_settings);
  return true;
}

PtOp *
pt_op_from_node (PtNode node, GError **error)
{
  if (!pt_node_is (node, PT_NODE_OBJECT))
    {
      refuse (error, "An op is not an object");
      return NULL;
    }

  g_autoptr (PtOp) self = g_new0 (PtOp, 1);

  g_atomic_ref_count_init (&self->refs);
  if (read_head (self, node, error) && read_tail (self, node, error)
      && read_set (self, node, error))
    return g_steal_pointer (&self);
  return NULL;
}

PtOp *
pt_op_parse (const char *text, size_t size, size_t max_size, GError **error)
{
  g_autoptr (PtTree) tree = pt_tree_parse (text, size, max_size, error);

  return tree != NULL ? pt_op_from_node (pt_tree_root (tree), error) : NULL;
}

PtOp *
pt_op_from_json (JsonNode *node, GError **error)
{
  g_autofree char *text = pt_json_print_ordered (node);

  return pt_op_parse (text, strlen (text), SIZE_MAX, error);
}
