/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders to erase: their shape, and what is left of a state and of a save. */
#include "pt-erasure.h"

#include "pt-json.h"
#include "pt-state-private.h"

#include <string.h>

static const struct
{
  const char *kind;
  const char *owner;
} dependants[] = {
  { "attachment", "owner" },
  { "comment", "target" },
};

/* Without these a record would be shown to others than before, or be of nobody. */
static const char *const kept_fields[] = { "archived", "owner", "sharing", "target", NULL };

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Sorted and each once; NULL for NULL. */
static char **
normalize (const char *const *fields)
{
  g_autoptr (GPtrArray) names = NULL;
  GStrvBuilder *builder;
  char **result;

  if (fields == NULL)
    return NULL;
  names = g_ptr_array_new ();
  for (guint i = 0; fields[i] != NULL; i++)
    g_ptr_array_add (names, (char *)fields[i]);
  g_ptr_array_sort (names, compare_names);
  builder = g_strv_builder_new ();
  for (guint i = 0; i < names->len; i++)
    if (i == 0 || strcmp (names->pdata[i - 1], names->pdata[i]) != 0)
      g_strv_builder_add (builder, names->pdata[i]);
  result = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return result;
}

PtErasure *
pt_erasure_new (const char *record, const char *const *fields, const char *reason)
{
  PtErasure *self = g_new0 (PtErasure, 1);

  self->record = g_strdup (record);
  self->fields = normalize (fields);
  self->reason = g_strdup (reason);
  return self;
}

PtErasure *
pt_erasure_copy (const PtErasure *self)
{
  PtErasure *copy = pt_erasure_new (self->record, (const char *const *)self->fields, self->reason);

  copy->number = self->number;
  copy->member = g_strdup (self->member);
  copy->at = self->at;
  return copy;
}

void
pt_erasure_free (PtErasure *self)
{
  if (self == NULL)
    return;
  g_free (self->record);
  g_strfreev (self->fields);
  g_free (self->reason);
  g_free (self->member);
  g_free (self);
}

bool
pt_erasure_same (const PtErasure *a, const PtErasure *b)
{
  if (strcmp (a->record, b->record) != 0 || a->at != b->at)
    return false;
  if (a->fields == NULL || b->fields == NULL)
    return a->fields == b->fields;
  return g_strv_equal ((const char *const *)a->fields, (const char *const *)b->fields);
}

/* ── JSON ── */

static JsonArray *
fields_to_json (const PtErasure *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; self->fields[i] != NULL; i++)
    json_array_add_string_element (array, self->fields[i]);
  return array;
}

JsonObject *
pt_erasure_to_json (const PtErasure *self)
{
  JsonObject *object = json_object_new ();

  if (self->number > 0)
    json_object_set_int_member (object, "number", self->number);
  json_object_set_string_member (object, "record", self->record);
  if (self->fields != NULL)
    json_object_set_array_member (object, "fields", fields_to_json (self));
  json_object_set_string_member (object, "reason", self->reason);
  if (self->member != NULL)
    json_object_set_string_member (object, "member", self->member);
  json_object_set_int_member (object, "at", self->at);
  return object;
}

static bool
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, what);
  return false;
}

/* NULL when an element is no text or there are too many. */
static char **
read_fields (JsonArray *array)
{
  guint length = json_array_get_length (array);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (length > PT_ERASURE_MAX_FIELDS)
    return NULL;
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return NULL;
      g_ptr_array_add (names, (char *)json_node_get_string (node));
    }
  g_ptr_array_add (names, NULL);
  return normalize ((const char *const *)names->pdata);
}

static bool
read_optional (PtErasure *self, JsonObject *object, GError **error)
{
  JsonArray *array;

  self->number = MAX (0, pt_json_int_or (object, "number", 0));
  self->member = g_strdup (pt_json_text_or (object, "member", NULL));
  self->at = pt_json_int_or (object, "at", 0);
  if (!json_object_has_member (object, "fields"))
    return true;
  if (!pt_json_get_array (object, "fields", &array, error))
    return false;
  self->fields = read_fields (array);
  return self->fields != NULL || refuse (error, "An erasure has fields that are none");
}

PtErasure *
pt_erasure_from_json (JsonObject *object, GError **error)
{
  const char *record, *reason;
  g_autoptr (PtErasure) self = NULL;

  if (!pt_json_get_text (object, "record", &record, error)
      || !pt_json_get_text (object, "reason", &reason, error))
    return NULL;
  self = pt_erasure_new (record, NULL, reason);
  if (!read_optional (self, object, error) || !pt_erasure_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
pt_erasure_print_fields (const PtErasure *self)
{
  g_autoptr (JsonNode) node = NULL;

  if (self->fields == NULL)
    return NULL;
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, fields_to_json (self));
  return pt_json_print (node);
}

char **
pt_erasure_parse_fields (const char *text)
{
  g_autoptr (JsonNode) node = NULL;

  if (text == NULL)
    return NULL;
  node = pt_json_parse (text, strlen (text), PT_OP_MAX_BYTES, NULL);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? read_fields (json_node_get_array (node))
                                                      : NULL;
}

/* ── May it be ordered? ── */

bool
pt_erasure_takes_field (const char *field)
{
  return !g_strv_contains (kept_fields, field);
}

static bool
check_fields (const PtErasure *self, GError **error)
{
  if (self->fields[0] == NULL)
    return refuse (error, "An erasure names no field");
  for (guint i = 0; self->fields[i] != NULL; i++)
    if (!pt_register_is_valid (self->fields[i]) || strchr (self->fields[i], '/') != NULL)
      return refuse (error, "An erasure names something that is no field");
    else if (!pt_erasure_takes_field (self->fields[i]))
      return refuse (error, "An erasure names a field that cannot be erased by itself");
  return true;
}

bool
pt_erasure_check (const PtErasure *self, GError **error)
{
  if (!pt_id_is_valid (self->record))
    return refuse (error, "An erasure names no record");
  if (self->reason[strspn (self->reason, " \n\t")] == '\0'
      || g_utf8_strlen (self->reason, -1) > PT_ERASURE_MAX_REASON)
    return refuse (error, "An erasure has no reason, or too long a one");
  return self->fields == NULL || check_fields (self, error);
}

/* ── What it means ── */

bool
pt_erasure_covers (const PtErasure *self, const char *name)
{
  if (self->fields == NULL)
    return true;
  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      size_t length = strlen (self->fields[i]);

      if (strncmp (name, self->fields[i], length) == 0
          && (name[length] == '\0' || name[length] == '/'))
        return true;
    }
  return false;
}

static bool
is_newer (const PtStamp *stamp, const GArray *newer)
{
  for (guint i = 0; newer != NULL && i < newer->len; i++)
    if (pt_stamp_has_dot (stamp, &g_array_index (newer, PtDot, i)))
      return true;
  return false;
}

/* What is left of the register; its length is 0 when it can go. */
static void
empty_register (PtRegister *self, const GArray *newer)
{
  guint kept = 0;

  for (guint i = 0; i < self->length; i++)
    {
      if (is_newer (self->versions[i].stamp, newer))
        {
          self->versions[kept++] = self->versions[i];
          continue;
        }
      pt_value_free (self->versions[i].value);
      pt_stamp_unref (self->versions[i].stamp);
    }
  self->length = kept;
}

bool
pt_erasure_apply (const PtErasure *self, PtState *state, const GArray *newer)
{
  guint kept = 0;
  bool erased = false;

  for (guint i = 0; i < state->length; i++)
    {
      PtRegister *target = &state->registers[i];
      guint before = target->length;

      if (pt_erasure_covers (self, target->name))
        empty_register (target, self->fields != NULL ? newer : NULL);
      erased |= target->length < before;
      if (target->length == 0)
        pt_register_clear (target);
      else
        state->registers[kept++] = *target;
    }
  state->length = kept;
  return erased;
}

static bool
loses (const PtErasure *self, const PtOp *op)
{
  for (guint i = 0; i < op->set->len; i++)
    if (pt_erasure_covers (self, ((const PtSetting *)op->set->pdata[i])->name))
      return true;
  return false;
}

/* The same save with what @self leaves of it; takes @op. */
static PtOp *
without (const PtErasure *self, PtOp *op)
{
  g_autoptr (PtOp) whole = op;
  g_autoptr (PtOp) rest = pt_op_new (op->id, &op->dot, op->record, op->kind);

  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *setting = op->set->pdata[i];

      if (!pt_erasure_covers (self, setting->name))
        pt_op_set (rest, setting->name, setting->value);
    }
  if (rest->set->len == 0)
    return NULL;
  pt_vector_free (rest->seen);
  rest->seen = pt_vector_copy (whole->seen);
  rest->at = whole->at;
  rest->offset = whole->offset;
  rest->tz = g_strdup (whole->tz);
  rest->schema = whole->schema;
  rest->era = whole->era;
  rest->no = whole->no;
  rest->member = g_strdup (whole->member);
  rest->device = g_strdup (whole->device);
  return g_steal_pointer (&rest);
}

PtOp *
pt_erasure_strip_one (const PtErasure *self, PtOp *op, bool *lost)
{
  *lost = loses (self, op);
  return *lost ? without (self, pt_op_ref (op)) : pt_op_ref (op);
}

PtOp *
pt_erasure_strip (const GPtrArray *orders, PtOp *op, bool *lost)
{
  g_autoptr (PtOp) rest = pt_op_ref (op);

  *lost = false;
  for (guint i = 0; rest != NULL && i < orders->len; i++)
    {
      const PtErasure *order = orders->pdata[i];

      if ((order->fields != NULL && op->era >= order->number) || !loses (order, rest))
        continue;
      *lost = true;
      rest = without (order, g_steal_pointer (&rest));
    }
  return g_steal_pointer (&rest);
}

bool
pt_erasure_takes_kind (const char *kind)
{
  return strcmp (kind, "link") != 0;
}

const char *
pt_erasure_owner (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (dependants); i++)
    if (strcmp (dependants[i].kind, kind) == 0)
      return dependants[i].owner;
  return NULL;
}
