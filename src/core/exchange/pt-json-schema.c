/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What our JSON file holds, as a JSON Schema (draft 2020-12), from the tables that the program itself lives by:
 * for whoever reads the file without us. A kind, a field or a key of a newer version is no mistake, so what is
 * described is what a known one looks like. */
#include "pt-json-schema.h"

#include "pt-json.h"

#define DRAFT "https://json-schema.org/draft/2020-12/schema"
#define ID "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

static JsonObject *
new_type (const char *type)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", type);
  return schema;
}

static JsonObject *
new_pattern (const char *pattern)
{
  JsonObject *schema = new_type ("string");

  json_object_set_string_member (schema, "pattern", pattern);
  return schema;
}

/* One value of @field. */
static JsonObject *
new_one (const PtField *field)
{
  JsonObject *schema = new_type ("string");

  if (field->vocabulary != NULL)
    {
      JsonArray *keys = json_array_new ();

      for (guint i = 0; i < field->vocabulary->n_terms; i++)
        json_array_add_string_element (keys, field->vocabulary->terms[i].key);
      json_object_set_array_member (schema, "examples", keys);
    }
  return schema;
}

static JsonObject *
new_quantity (void)
{
  JsonObject *schema = json_object_new ();
  JsonArray *types = json_array_new ();

  json_array_add_string_element (types, "number");
  json_array_add_string_element (types, "string");
  json_object_set_array_member (schema, "type", types);
  return schema;
}

static JsonObject *
new_set (const PtField *field)
{
  JsonObject *schema = new_type ("array");

  json_object_set_object_member (schema, "items", new_one (field));
  json_object_set_boolean_member (schema, "uniqueItems", TRUE);
  return schema;
}

static JsonObject *
new_value (const PtField *field)
{
  switch (field->kind)
    {
    case PT_KIND_TEXT:
    case PT_KIND_LONG:
    case PT_KIND_ENUM:
    case PT_KIND_REF:
      return new_one (field);
    case PT_KIND_BOOL:
      return new_type ("boolean");
    case PT_KIND_INT:
    case PT_KIND_INSTANT:
      return new_type ("integer");
    case PT_KIND_REAL:
      return new_type ("number");
    case PT_KIND_DATE:
      return new_pattern ("^\\d{4}-\\d\\d-\\d\\d$");
    case PT_KIND_MOMENT:
      return new_pattern ("^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d)?$");
    case PT_KIND_QUANTITY:
      return new_quantity ();
    case PT_KIND_KEYS:
    case PT_KIND_TAGS:
    case PT_KIND_REFS:
      return new_set (field);
    }
  g_return_val_if_reached (json_object_new ());
}

/* What it is called, and what else is to be known of it. */
static JsonObject *
new_field (const PtField *field)
{
  JsonObject *schema = new_value (field);

  json_object_set_string_member (schema, "title", pt_field_label_in (field, "en"));
  if (field->kind == PT_KIND_INSTANT)
    json_object_set_string_member (schema, "description", "Microseconds since 1970-01-01T00:00Z");
  else if (field->kind == PT_KIND_LONG)
    json_object_set_string_member (
        schema, "description",
        "Light Markdown; [@name](pt:id) is a mention: the name is that of the record");
  else if (field->kind == PT_KIND_REF || field->kind == PT_KIND_REFS)
    {
      g_autofree char *text = g_strdup_printf ("Id of: %s", field->target != NULL ? field->target
                                                                                  : "any record");

      json_object_set_string_member (schema, "description", text);
    }
  return schema;
}

static JsonObject *
new_fields (const PtRecordKind *kind)
{
  JsonObject *schema = new_type ("object");
  JsonObject *properties = json_object_new ();
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (!g_str_equal (field->id, "archived") && !g_str_equal (field->id, "sharing")
        && !json_object_has_member (properties, field->id))
      json_object_set_object_member (properties, field->id, new_field (field));
  json_object_set_string_member (schema, "title", pt_record_kind_label_in (kind, FALSE, "en"));
  json_object_set_object_member (schema, "properties", properties);
  return schema;
}

static JsonObject *
with_member (const char *name, JsonObject *member)
{
  JsonObject *schema = json_object_new ();

  json_object_set_object_member (schema, name, member);
  return schema;
}

/* If a record is of the kind, its fields are those. */
static JsonObject *
new_rule (const PtRecordKind *kind)
{
  JsonObject *rule = json_object_new ();
  JsonObject *same = json_object_new ();
  g_autofree char *fields = g_strdup_printf ("#/$defs/%s", kind->id);
  JsonObject *ref = json_object_new ();

  json_object_set_string_member (same, "const", kind->id);
  json_object_set_string_member (ref, "$ref", fields);
  json_object_set_object_member (rule, "if",
                                 with_member ("properties", with_member ("kind", same)));
  json_object_set_object_member (rule, "then",
                                 with_member ("properties", with_member ("fields", ref)));
  return rule;
}

static JsonArray *
new_names (const char *const *names)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    json_array_add_string_element (array, names[i]);
  return array;
}

static JsonObject *
new_record (void)
{
  static const char *const required[] = { "id", "kind", "archived", "sharing", "fields", NULL };
  JsonObject *schema = new_type ("object");
  JsonObject *properties = json_object_new ();
  JsonArray *rules = json_array_new ();

  json_object_set_object_member (properties, "id", new_pattern (ID));
  json_object_set_object_member (properties, "kind", new_type ("string"));
  json_object_set_object_member (properties, "archived", new_type ("boolean"));
  json_object_set_object_member (properties, "sharing",
                                 new_field (pt_record_kind_field (pt_record_kinds[0], "sharing")));
  json_object_set_object_member (properties, "fields", new_type ("object"));
  json_object_set_object_member (properties, "no", new_type ("integer"));
  json_object_set_object_member (properties, "created", new_type ("object"));
  json_object_set_object_member (properties, "conflicts", new_type ("object"));
  for (guint i = 0; i < pt_n_record_kinds; i++)
    json_array_add_object_element (rules, new_rule (pt_record_kinds[i]));
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", new_names (required));
  json_object_set_array_member (schema, "allOf", rules);
  return schema;
}

/* The bytes of an attachment, known by their digest. */
static JsonObject *
new_file (void)
{
  static const char *const required[] = { "sha256", "data", NULL };
  JsonObject *schema = new_type ("object");
  JsonObject *properties = json_object_new ();
  JsonObject *data = new_type ("string");

  json_object_set_string_member (data, "contentEncoding", "base64");
  json_object_set_object_member (properties, "sha256", new_pattern ("^[0-9a-f]{64}$"));
  json_object_set_object_member (properties, "data", data);
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", new_names (required));
  return schema;
}

static JsonObject *
new_list (JsonObject *items)
{
  JsonObject *schema = new_type ("array");

  json_object_set_object_member (schema, "items", items);
  return schema;
}

static JsonObject *
new_const (const char *name, int version)
{
  JsonObject *schema = json_object_new ();

  if (name != NULL)
    json_object_set_string_member (schema, "const", name);
  else
    json_object_set_int_member (schema, "const", version);
  return schema;
}

char *
pt_json_schema (void)
{
  static const char *const required[] = { "format", "version", "records", NULL };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *schema = new_type ("object");
  JsonObject *properties = json_object_new ();
  JsonObject *kinds = json_object_new ();

  json_node_take_object (node, schema);
  json_object_set_string_member (schema, "$schema", DRAFT);
  json_object_set_string_member (schema, "title", "A logbook of Proeftuin");
  json_object_set_object_member (properties, "format", new_const ("proeftuin", 0));
  json_object_set_object_member (properties, "version", new_const (NULL, 1));
  json_object_set_object_member (properties, "logbook", new_pattern (ID));
  json_object_set_object_member (properties, "records", new_list (new_record ()));
  json_object_set_object_member (properties, "files", new_list (new_file ()));
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", new_names (required));
  for (guint i = 0; i < pt_n_record_kinds; i++)
    json_object_set_object_member (kinds, pt_record_kinds[i]->id, new_fields (pt_record_kinds[i]));
  json_object_set_object_member (schema, "$defs", kinds);
  return pt_json_print_ordered (node);
}
