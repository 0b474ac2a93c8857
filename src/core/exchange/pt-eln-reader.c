/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the graph of an RO-Crate. Exporters differ in almost everything that the specification
 * leaves open and in some that it does not; whatever can be understood is. */
#include "pt-eln-reader.h"

#include "pt-import-limits.h"
#include "pt-import.h"
#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtEln
{
  JsonNode *node;
  GPtrArray *entities; /* borrowed from node */
  GHashTable *by_id;   /* plain id → JsonObject of entities */
  GPtrArray *made;     /* JsonObject: stand-ins for what is not in the graph */
  JsonObject *root;
};

/* Terms may come with their vocabulary in front. */
static const char *const PREFIXES[] = { "", "schema:", "http://schema.org/",
                                        "https://schema.org/" };

static JsonNode *
find_member (JsonObject *entity, const char *property)
{
  for (guint i = 0; i < G_N_ELEMENTS (PREFIXES); i++)
    {
      g_autofree char *name = g_strconcat (PREFIXES[i], property, NULL);
      JsonNode *node = json_object_get_member (entity, name);
      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        return node;
    }
  return NULL;
}

/* `./a/`, `a/` and `a` are one thing. */
static char *
plain_id (const char *id)
{
  while (g_str_has_prefix (id, "./"))
    id += 2;
  gsize length = strlen (id);
  while (length > 0 && id[length - 1] == '/')
    length--;
  return g_strndup (id, length);
}

const char *
pt_eln_id (JsonObject *entity)
{
  return pt_json_text_or (entity, "@id", "");
}

static bool
type_is (const char *type, const char *wanted)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (PREFIXES); i++)
    if (g_str_has_prefix (type, PREFIXES[i]) && g_str_equal (type + strlen (PREFIXES[i]), wanted))
      return true;
  return false;
}

static const char *
node_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

bool
pt_eln_is (JsonObject *entity, const char *type)
{
  JsonNode *node = json_object_get_member (entity, "@type");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return node != NULL && type_is (node_text (node), type);
  JsonArray *types = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (types); i++)
    if (type_is (node_text (json_array_get_element (types, i)), type))
      return true;
  return false;
}

static void
add_entity (PtEln *self, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  JsonObject *entity = json_node_get_object (node);
  char *id = plain_id (pt_eln_id (entity));
  g_ptr_array_add (self->entities, entity);
  if (g_hash_table_contains (self->by_id, id))
    g_free (id);
  else
    g_hash_table_insert (self->by_id, id, entity);
}

static JsonArray *
find_graph (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  JsonNode *graph = JSON_NODE_HOLDS_OBJECT (node)
                        ? json_object_get_member (json_node_get_object (node), "@graph")
                        : NULL;
  return graph != NULL && JSON_NODE_HOLDS_ARRAY (graph) ? json_node_get_array (graph) : NULL;
}

/* The descriptor says what it is about; without one the crate is "./". */
static JsonObject *
find_root (PtEln *self)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      JsonObject *entity = g_ptr_array_index (self->entities, i);
      if (!g_str_has_suffix (pt_eln_id (entity), PT_ELN_METADATA))
        continue;
      g_autoptr (GPtrArray) about = pt_eln_list (self, entity, "about");
      if (about->len > 0)
        return g_ptr_array_index (about, 0);
    }
  JsonObject *root = g_hash_table_lookup (self->by_id, ".");
  return root != NULL ? root : g_hash_table_lookup (self->by_id, "");
}

/* Nothing says what the crate is: then all that stands in it is its parts. */
static JsonObject *
make_root (PtEln *self)
{
  JsonObject *root = json_object_new ();
  json_object_set_string_member (root, "@id", "./");
  json_object_set_string_member (root, "@type", "Dataset");
  g_ptr_array_add (self->made, root);
  return root;
}

PtEln *
pt_eln_parse (GBytes *metadata, GError **error)
{
  g_return_val_if_fail (metadata != NULL, NULL);

  gsize size = 0;
  const char *data = g_bytes_get_data (metadata, &size);
  gsize skip = size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  g_autoptr (PtEln) self = g_new0 (PtEln, 1);
  self->entities = g_ptr_array_new ();
  self->made = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->node = pt_json_parse (data + skip, size - skip, PT_IMPORT_MAX_METADATA_BYTES, error);
  JsonArray *graph = self->node != NULL ? find_graph (self->node) : NULL;
  if (graph == NULL)
    {
      if (self->node != NULL)
        g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                     _ ("The description inside this archive is not an RO-Crate."));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (graph); i++)
    add_entity (self, json_array_get_element (graph, i));
  self->root = find_root (self);
  if (self->root == NULL)
    self->root = make_root (self);
  return g_steal_pointer (&self);
}

void
pt_eln_free (PtEln *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->made, g_ptr_array_unref);
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self);
}

JsonObject *
pt_eln_root (PtEln *self)
{
  return self->root;
}

GPtrArray *
pt_eln_entities (PtEln *self)
{
  return self->entities;
}

/* The entity that @id names, also percent-encoded; else a stand-in that has only the id. */
static JsonObject *
find_entity (PtEln *self, const char *id)
{
  g_autofree char *plain = plain_id (id);
  JsonObject *entity = g_hash_table_lookup (self->by_id, plain);
  g_autofree char *decoded = entity == NULL ? g_uri_unescape_string (plain, NULL) : NULL;
  if (decoded != NULL)
    entity = g_hash_table_lookup (self->by_id, decoded);
  if (entity != NULL)
    return entity;

  JsonObject *made = json_object_new ();
  json_object_set_string_member (made, "@id", id);
  g_ptr_array_add (self->made, made);
  return made;
}

static bool
is_reference (JsonObject *object)
{
  return json_object_has_member (object, "@id") && json_object_get_size (object) == 1;
}

static JsonObject *
node_entity (PtEln *self, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return node_text (node) != NULL ? find_entity (self, node_text (node)) : NULL;
  JsonObject *object = json_node_get_object (node);
  return is_reference (object) ? find_entity (self, pt_eln_id (object)) : object;
}

GPtrArray *
pt_eln_list (PtEln *self, JsonObject *entity, const char *property)
{
  GPtrArray *list = g_ptr_array_new ();
  JsonNode *node = find_member (entity, property);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;
  for (guint i = 0; i < (array != NULL ? json_array_get_length (array) : node != NULL); i++)
    {
      JsonObject *found = node_entity (self,
                                       array != NULL ? json_array_get_element (array, i) : node);
      if (found != NULL)
        g_ptr_array_add (list, found);
    }
  return list;
}

/* (transfer full) (nullable): one value, not a list, as text. */
static char *
value_text (PtEln *self, JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node))
    {
      if (node_text (node) != NULL)
        return g_strdup (node_text (node));
      return pt_json_print (node);
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  JsonObject *object = json_node_get_object (node);
  JsonNode *literal = json_object_get_member (object, "@value");
  if (literal != NULL && JSON_NODE_HOLDS_VALUE (literal))
    return value_text (self, literal);
  return pt_eln_name (self, node_entity (self, node));
}

static void
add_text (GPtrArray *texts, char *text, bool split)
{
  g_autofree char *owned = text;
  g_auto (GStrv) parts = owned != NULL ? g_strsplit (owned, split ? "," : "\1", -1) : NULL;
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (parts[i][0] != '\0')
        g_ptr_array_add (texts, g_strdup (parts[i]));
    }
}

GPtrArray *
pt_eln_texts (PtEln *self, JsonObject *entity, const char *property, bool split)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  JsonNode *node = find_member (entity, property);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        add_text (texts, value_text (self, json_array_get_element (array, i)), false);
    }
  else if (node != NULL)
    add_text (texts, value_text (self, node), split);
  return texts;
}

char *
pt_eln_text (PtEln *self, JsonObject *entity, const char *property)
{
  g_autoptr (GPtrArray) texts = pt_eln_texts (self, entity, property, false);
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **)texts->pdata);
}

static char *
join_names (char *given, char *family)
{
  g_autofree char *first = given, *last = family;
  if (first != NULL && last != NULL)
    return g_strdup_printf ("%s %s", first, last);
  return g_strdup (first != NULL ? first : last);
}

/* Values are only read as text here: a name that is an object in itself could go round in circles. */
static char *
plain_text (JsonObject *entity, const char *property)
{
  JsonNode *node = find_member (entity, property);
  const char *text = node != NULL ? node_text (node) : NULL;
  return text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

char *
pt_eln_name (PtEln *self, JsonObject *entity)
{
  static const char *const NAMES[] = { "name", "alternateName", "headline", "text", "value" };
  char *person = join_names (plain_text (entity, "givenName"), plain_text (entity, "familyName"));
  if (person != NULL)
    return person;
  /* What a dataset says is no name for it; of a term or a comment it is. */
  bool says = pt_eln_is (entity, "Dataset");
  for (guint i = 0; i < G_N_ELEMENTS (NAMES) - (says ? 2 : 0); i++)
    {
      char *name = plain_text (entity, NAMES[i]);
      if (name != NULL)
        return name;
    }
  JsonNode *rating = find_member (entity, "ratingValue");
  if (rating != NULL && JSON_NODE_HOLDS_VALUE (rating))
    return pt_json_print (rating);
  g_autofree char *id = plain_id (pt_eln_id (entity));
  g_autofree char *decoded = g_uri_unescape_string (id, NULL);
  const char *best = decoded != NULL ? decoded : id;
  return g_strdup (
      strstr (best, "://") == NULL && strrchr (best, '/') != NULL ? strrchr (best, '/') + 1 : best);
}
