/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as JSON for reading: one object with everything that hangs on a record. What a newer
 * version has set is given under its register's own name, so that nothing is hidden. */
#include "pt-record-json.h"

#include "pt-json.h"
#include "pt-time.h"

#include <string.h>

/* Said beside the fields, not among them. */
static bool
is_top_level (const char *field)
{
  return g_str_equal (field, "archived") || g_str_equal (field, "sharing");
}

static void
add_keys (JsonObject *into, PtRecord *record, const char *field)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field);
  if (keys == NULL || keys[0] == NULL)
    return;

  g_autoptr (JsonArray) array = json_array_new ();
  for (guint i = 0; keys[i] != NULL; i++)
    json_array_add_string_element (array, keys[i]);
  json_object_set_array_member (into, field, g_steal_pointer (&array));
}

/* Of concurrent values the strictest, where gates read that one. */
static bool
add_strictest (JsonObject *into, PtRecord *record, const PtField *field)
{
  if (!(field->flags & PT_FIELD_STRICTEST) || !pt_record_has_conflict (record, field->id))
    return false;

  const char *strictest = NULL;
  switch (field->kind)
    {
    case PT_KIND_ENUM:
      strictest = pt_record_get_strictest (record, field->id);
      json_object_set_string_member (into, field->id, strictest);
      return true;
    case PT_KIND_BOOL:
      strictest = pt_record_get_strictest (record, field->id);
      json_object_set_boolean_member (into, field->id, g_strcmp0 (strictest, "true") == 0);
      return true;
    case PT_KIND_TEXT:
    case PT_KIND_LONG:
    case PT_KIND_REF:
    case PT_KIND_INT:
    case PT_KIND_REAL:
    case PT_KIND_DATE:
    case PT_KIND_MOMENT:
    case PT_KIND_INSTANT:
    case PT_KIND_QUANTITY:
    case PT_KIND_KEYS:
    case PT_KIND_TAGS:
    case PT_KIND_REFS:
      break;
    }
  return false;
}

/* What an unset key or date counts as. */
static void
add_fallback (JsonObject *into, PtRecord *record, const PtField *field)
{
  const char *fallback = pt_record_get_text (record, field->id);
  if (fallback != NULL)
    json_object_set_string_member (into, field->id, fallback);
}

static void
add_field (JsonObject *into, PtRecord *record, const PtField *field, bool fallbacks, bool strictest)
{
  if (pt_field_is_set (field))
    {
      add_keys (into, record, field->id);
      return;
    }
  if (strictest && add_strictest (into, record, field))
    return;

  const PtValue *value = pt_record_get_value (record, field->id);
  if (value != NULL && value->type != PT_VALUE_NULL)
    json_object_set_member (into, field->id, pt_value_to_json (value));
  else if (fallbacks && (field->kind == PT_KIND_ENUM || field->kind == PT_KIND_DATE))
    add_fallback (into, record, field);
}

/* Whether the loop over the table has already told what this register holds. */
static bool
is_told (const PtRecordKind *kind, const char *name, const PtValue *value)
{
  const char *slash = strchr (name, '/');
  g_autofree char *base = slash != NULL ? g_strndup (name, slash - name) : g_strdup (name);
  if (is_top_level (base))
    return true;
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, base) : NULL;
  if (field == NULL)
    return false;
  if (pt_field_is_set (field))
    return slash != NULL && value->type == PT_VALUE_BOOL;
  return slash == NULL;
}

static void
add_unknown (JsonObject *into, PtRecord *record)
{
  const PtState *state = pt_record_get_state (record);
  const PtRecordKind *kind = pt_record_get_kind (record);
  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      const PtValue *value = pt_state_shown (state, name);
      if (value != NULL && value->type != PT_VALUE_NULL && !is_told (kind, name, value))
        json_object_set_member (into, name, pt_value_to_json (value));
    }
}

JsonObject *
pt_record_fields_to_json (PtRecord *record, bool fallbacks, bool strictest)
{
  g_return_val_if_fail (record != NULL, NULL);

  JsonObject *fields = json_object_new ();
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;
  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (!is_top_level (field->id))
      add_field (fields, record, field, fallbacks, strictest);
  add_unknown (fields, record);
  return fields;
}

static void
add_link (JsonArray *array, PtRecord *link)
{
  static const char *const FIELDS[] = { "kind", "from", "to" };
  JsonObject *object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    json_object_set_string_member (object, FIELDS[i], pt_record_get_text (link, FIELDS[i]));
  json_array_add_object_element (array, object);
}

static JsonArray *
links_to_json (PtDataset *around, const char *id)
{
  g_autoptr (GPtrArray) from = pt_dataset_links_from (around, id, NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, id, NULL);
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < from->len; i++)
    add_link (array, g_ptr_array_index (from, i));
  for (guint i = 0; i < to->len; i++)
    if (g_strcmp0 (pt_record_get_text (g_ptr_array_index (to, i), "from"), id) != 0)
      add_link (array, g_ptr_array_index (to, i));
  return array;
}

/* Only what is set. */
static void
add_texts (JsonObject *into, PtRecord *record, const char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const PtValue *value = pt_record_get_value (record, fields[i]);
      if (value != NULL && value->type != PT_VALUE_NULL)
        json_object_set_member (into, fields[i], pt_value_to_json (value));
    }
}

static JsonArray *
attachments_to_json (PtDataset *around, const char *id)
{
  static const char *const FIELDS[] = { "filename", "sha256", NULL };
  g_autoptr (GPtrArray) children = pt_dataset_children (around, "attachment", "owner", id);
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < children->len; i++)
    {
      PtRecord *attachment = g_ptr_array_index (children, i);
      JsonObject *object = json_object_new ();
      json_object_set_string_member (object, "id", pt_record_get_id (attachment));
      add_texts (object, attachment, FIELDS);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
add_member (JsonObject *into, const char *name, const char *member, PtMemberNamer namer,
            gpointer data)
{
  g_autofree char *called = namer != NULL && member != NULL ? namer (member, data) : NULL;
  const char *shown = called != NULL ? called : member;
  if (shown != NULL)
    json_object_set_string_member (into, name, shown);
  else
    json_object_set_null_member (into, name);
}

static JsonArray *
comments_to_json (PtDataset *around, const char *id, PtMemberNamer namer, gpointer data)
{
  static const char *const FIELDS[] = { "on_behalf_of", "voice",    "resolved_at",
                                        "resolved_by",  "replaces", NULL };
  g_autoptr (GPtrArray) children = pt_dataset_children (around, "comment", "target", id);
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < children->len; i++)
    {
      PtRecord *comment = g_ptr_array_index (children, i);
      JsonObject *object = json_object_new ();
      g_autofree char *at = pt_instant_format (pt_record_get_created_at (comment), 0);
      json_object_set_string_member (object, "id", pt_record_get_id (comment));
      json_object_set_string_member (object, "kind", pt_record_get_text (comment, "kind"));
      json_object_set_string_member (object, "body", pt_record_get_text (comment, "body"));
      add_texts (object, comment, FIELDS);
      add_member (object, "member", pt_record_get_created_by (comment), namer, data);
      json_object_set_string_member (object, "at", at);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
versions_to_json (PtRecord *record, const char *field, PtMemberNamer namer, gpointer data)
{
  const PtState *state = pt_record_get_state (record);
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    {
      const PtVersion *version = pt_state_nth_version (state, field, i);
      g_autofree char *at = pt_instant_format (version->stamp->at, version->stamp->offset);
      JsonObject *object = json_object_new ();
      json_object_set_member (object, "value", pt_value_to_json (version->value));
      add_member (object, "member", version->stamp->member, namer, data);
      add_member (object, "device", version->stamp->device, NULL, NULL);
      json_object_set_string_member (object, "at", at);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
conflicts_to_json (PtRecord *record, PtMemberNamer namer, gpointer data)
{
  g_auto (GStrv) fields = pt_record_dup_conflicts (record);
  JsonObject *object = json_object_new ();
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    json_object_set_array_member (object, fields[i],
                                  versions_to_json (record, fields[i], namer, data));
  return object;
}

const char *
pt_record_sharing_key (PtRecord *record)
{
  const PtVocabulary *levels = pt_vocabulary_get ("sharing");
  const PtValue *value = pt_record_get_value (record, "sharing");
  if (value != NULL && value->type == PT_VALUE_TEXT && !pt_record_has_conflict (record, "sharing")
      && pt_vocabulary_find (levels, value->text) == NULL)
    return value->text;
  return levels->terms[pt_record_get_sharing (record)].key;
}

static JsonNode *
node_take (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

JsonNode *
pt_record_to_json (PtDataset *around, PtRecord *record, PtMemberNamer namer, gpointer data)
{
  g_return_val_if_fail (around != NULL && record != NULL, NULL);

  const char *id = pt_record_get_id (record);
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "kind", pt_record_get_kind_id (record));
  json_object_set_boolean_member (object, "archived", pt_record_is_archived (record));
  if (pt_record_is_changed_after_archiving (record))
    json_object_set_boolean_member (object, "changed_after_archiving", TRUE);
  json_object_set_string_member (object, "sharing", pt_record_sharing_key (record));
  json_object_set_object_member (object, "fields", pt_record_fields_to_json (record, true, false));
  json_object_set_array_member (object, "links", links_to_json (around, id));
  json_object_set_array_member (object, "attachments", attachments_to_json (around, id));
  json_object_set_array_member (object, "comments", comments_to_json (around, id, namer, data));
  json_object_set_object_member (object, "conflicts", conflicts_to_json (record, namer, data));
  return node_take (object);
}

char *
pt_record_to_line (PtDataset *around, PtRecord *record, PtMemberNamer namer, gpointer data)
{
  g_autoptr (JsonNode) node = pt_record_to_json (around, record, namer, data);
  return pt_json_print_ordered (node);
}

JsonNode *
pt_record_conflict_to_json (PtRecord *record, const char *field, PtMemberNamer namer, gpointer data)
{
  g_return_val_if_fail (record != NULL && field != NULL, NULL);

  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", pt_record_get_id (record));
  json_object_set_string_member (object, "kind", pt_record_get_kind_id (record));
  json_object_set_string_member (object, "field", field);
  json_object_set_array_member (object, "versions", versions_to_json (record, field, namer, data));
  return node_take (object);
}
