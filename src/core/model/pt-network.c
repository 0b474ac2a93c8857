/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of labs and one of items, with an index by id. */
#include "pt-network.h"

#include "pt-json.h"
#include "pt-themes.h"
#include "pt-validate.h"

#include <string.h>

struct _PtNetwork
{
  gatomicrefcount refs;
  GPtrArray *labs;   /* PtNetworkLab */
  GPtrArray *items;  /* PtNetworkItem */
  GHashTable *by_id; /* borrowed id → PtNetworkItem */
  char *digest;
};

/* ── Labs and items ── */

static void
lab_clear (gpointer data)
{
  PtNetworkLab *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->place);
  g_clear_pointer (&self->facts, pt_lab_facts_free);
}

static void
lab_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, lab_clear);
}

PtNetworkLab *
pt_network_lab_new (const char *id, const char *name, const char *place)
{
  PtNetworkLab *self = g_atomic_rc_box_new0 (PtNetworkLab);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->place = g_strdup (place);
  return self;
}

char *
pt_network_lab_dup_label (const PtNetworkLab *self)
{
  return self->place != NULL ? g_strdup_printf ("%s, %s", self->name, self->place)
                             : g_strdup (self->name);
}

static void
link_free (gpointer data)
{
  PtNetworkLink *self = data;

  g_free (self->kind);
  g_free (self->to);
  g_free (self);
}

PtNetworkItem *
pt_network_item_new (const char *id, const char *kind, const char *logbook, const char *title)
{
  PtNetworkItem *self = g_atomic_rc_box_new0 (PtNetworkItem);

  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->logbook = g_strdup (logbook);
  self->title = g_strdup (title);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->themes = g_new0 (char *, 1);
  self->links = g_ptr_array_new_with_free_func (link_free);
  return self;
}

static void
item_clear (gpointer data)
{
  PtNetworkItem *self = data;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->logbook);
  g_free (self->title);
  g_free (self->contact);
  g_hash_table_unref (self->values);
  g_strfreev (self->themes);
  g_ptr_array_unref (self->links);
}

void
pt_network_item_unref (PtNetworkItem *self)
{
  g_atomic_rc_box_release_full (self, item_clear);
}

void
pt_network_item_set (PtNetworkItem *self, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    g_hash_table_insert (self->values, g_strdup (field), g_strdup (text));
}

void
pt_network_item_link (PtNetworkItem *self, const char *kind, const char *to)
{
  PtNetworkLink *link = g_new0 (PtNetworkLink, 1);

  link->kind = g_strdup (kind);
  link->to = g_strdup (to);
  g_ptr_array_add (self->links, link);
}

const char *
pt_network_item_get (const PtNetworkItem *self, const char *field)
{
  return g_hash_table_lookup (self->values, field);
}

bool
pt_network_item_has_theme (const PtNetworkItem *self, const char *theme)
{
  return g_strv_contains ((const char *const *)self->themes, theme);
}

char *
pt_network_item_format (const PtNetworkItem *self, const PtField *field, const char *lang)
{
  const char *text = pt_network_item_get (self, field->id);
  g_autoptr (PtValue) value = NULL;

  if (text == NULL)
    return NULL;
  if (field->kind == PT_KIND_REAL || field->kind == PT_KIND_INT)
    return g_strdup (text);
  value = pt_value_new_text (text);
  return pt_value_format (field, value, lang);
}

/* ── Building ── */

PtNetwork *
pt_network_new (void)
{
  PtNetwork *self = g_new0 (PtNetwork, 1);

  g_atomic_ref_count_init (&self->refs);
  self->labs = g_ptr_array_new_with_free_func (lab_unref);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_network_item_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

PtNetwork *
pt_network_ref (PtNetwork *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_network_unref (PtNetwork *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->labs);
  g_free (self->digest);
  g_free (self);
}

void
pt_network_add_lab (PtNetwork *self, PtNetworkLab *lab)
{
  g_ptr_array_add (self->labs, lab);
}

void
pt_network_add (PtNetwork *self, PtNetworkItem *item)
{
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_id, item->id, item);
}

void
pt_network_add_all (PtNetwork *self, PtNetwork *other)
{
  for (guint i = 0; i < other->labs->len; i++)
    pt_network_add_lab (self, g_atomic_rc_box_acquire (other->labs->pdata[i]));
  for (guint i = 0; i < other->items->len; i++)
    pt_network_add (self, g_atomic_rc_box_acquire (other->items->pdata[i]));
}

void
pt_network_close (PtNetwork *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      GPtrArray *links = pt_network_nth (self, i)->links;

      for (guint j = links->len; j > 0; j--)
        if (pt_network_get (self, ((PtNetworkLink *)links->pdata[j - 1])->to) == NULL)
          g_ptr_array_remove_index (links, j - 1);
    }
}

/* ── Asking ── */

guint
pt_network_size (PtNetwork *self)
{
  return self->items->len;
}

PtNetworkItem *
pt_network_nth (PtNetwork *self, guint i)
{
  return g_ptr_array_index (self->items, i);
}

const PtNetworkItem *
pt_network_get (PtNetwork *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

GPtrArray *
pt_network_get_labs (PtNetwork *self)
{
  return self->labs;
}

const PtNetworkLab *
pt_network_get_lab (PtNetwork *self, const char *id)
{
  for (guint i = 0; i < self->labs->len; i++)
    if (g_strcmp0 (((PtNetworkLab *)self->labs->pdata[i])->id, id) == 0)
      return self->labs->pdata[i];
  return NULL;
}

char *
pt_network_dup_name (PtNetwork *self, const PtNetworkLab *lab)
{
  g_autofree char *label = pt_network_lab_dup_label (lab);
  bool is_named_alike = false, is_labelled_alike = false;
  guint number = 1;

  for (guint i = 0; i < self->labs->len; i++)
    {
      const PtNetworkLab *other = self->labs->pdata[i];
      g_autofree char *others = pt_network_lab_dup_label (other);

      if (other == lab || !g_str_equal (other->name, lab->name))
        continue;
      is_named_alike = true;
      if (!g_str_equal (others, label))
        continue;
      is_labelled_alike = true;
      number += strcmp (other->id, lab->id) < 0;
    }
  if (is_labelled_alike)
    return g_strdup_printf ("%s (%u)", label, number);
  return is_named_alike ? g_steal_pointer (&label) : g_strdup (lab->name);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PtNetworkItem *one = *(PtNetworkItem *const *)a, *other = *(PtNetworkItem *const *)b;
  int order = strcmp (one->logbook, other->logbook);

  if (order == 0)
    order = g_utf8_collate (one->title, other->title);
  return order != 0 ? order : strcmp (one->id, other->id);
}

GPtrArray *
pt_network_list (PtNetwork *self, const char *kind, const char *theme)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      PtNetworkItem *item = pt_network_nth (self, i);

      if (strcmp (item->kind, kind) == 0
          && (theme == NULL || pt_network_item_has_theme (item, theme)))
        g_ptr_array_add (found, item);
    }
  g_ptr_array_sort (found, compare_items);
  return found;
}

static bool
names (const PtNetworkItem *item, const char *id, const char *kind)
{
  for (guint i = 0; i < item->links->len; i++)
    {
      const PtNetworkLink *link = item->links->pdata[i];

      if (strcmp (link->to, id) == 0 && (kind == NULL || strcmp (link->kind, kind) == 0))
        return true;
    }
  return false;
}

GPtrArray *
pt_network_list_to (PtNetwork *self, const char *id, const char *kind)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    if (names (pt_network_nth (self, i), id, kind))
      g_ptr_array_add (found, pt_network_nth (self, i));
  g_ptr_array_sort (found, compare_items);
  return found;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
pt_network_dup_themes (PtNetwork *self)
{
  g_autoptr (GPtrArray) themes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->items->len; i++)
    for (char **theme = pt_network_nth (self, i)->themes; *theme != NULL; theme++)
      if (!g_ptr_array_find_with_equal_func (themes, *theme, g_str_equal, NULL))
        g_ptr_array_add (themes, g_strdup (*theme));
  g_ptr_array_sort (themes, compare_texts);
  g_ptr_array_add (themes, NULL);
  return (char **)g_ptr_array_steal (themes, NULL);
}

const char *
pt_network_contact (PtNetwork *self, const PtNetworkItem *item)
{
  if (item->contact != NULL)
    return item->contact;
  for (guint i = 0; i < self->items->len; i++)
    {
      const PtNetworkItem *other = pt_network_nth (self, i);

      if (other->contact != NULL && strcmp (other->logbook, item->logbook) == 0)
        return other->contact;
    }
  return NULL;
}

/* ── JSON ── */

static JsonNode *
lab_to_json (const PtNetworkLab *lab)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "id", lab->id);
  json_object_set_string_member (object, "name", lab->name);
  if (lab->place != NULL)
    json_object_set_string_member (object, "place", lab->place);
  if (lab->facts != NULL)
    json_object_set_object_member (object, "facts", pt_lab_facts_to_json (lab->facts));
  json_node_take_object (node, object);
  return node;
}

static JsonArray *
links_to_json (const GPtrArray *links)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < links->len; i++)
    {
      const PtNetworkLink *link = links->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", link->kind);
      json_object_set_string_member (object, "to", link->to);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
values_to_json (GHashTable *values)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer field, text;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &field, &text))
    json_object_set_string_member (object, field, text);
  return object;
}

static JsonNode *
item_to_json (const PtNetworkItem *item)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *themes = json_array_new ();

  for (char **theme = item->themes; *theme != NULL; theme++)
    json_array_add_string_element (themes, *theme);
  json_object_set_string_member (object, "id", item->id);
  json_object_set_string_member (object, "kind", item->kind);
  json_object_set_string_member (object, "logbook", item->logbook);
  json_object_set_string_member (object, "title", item->title);
  if (item->contact != NULL)
    json_object_set_string_member (object, "contact", item->contact);
  json_object_set_object_member (object, "values", values_to_json (item->values));
  json_object_set_array_member (object, "themes", themes);
  json_object_set_array_member (object, "links", links_to_json (item->links));
  json_node_take_object (node, object);
  return node;
}

static JsonObject *
content_to_json (PtNetwork *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *labs = json_array_new ();
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < self->labs->len; i++)
    json_array_add_element (labs, lab_to_json (self->labs->pdata[i]));
  for (guint i = 0; i < self->items->len; i++)
    json_array_add_element (items, item_to_json (pt_network_nth (self, i)));
  json_object_set_array_member (object, "labs", labs);
  json_object_set_array_member (object, "items", items);
  return object;
}

const char *
pt_network_get_digest (PtNetwork *self)
{
  if (g_atomic_pointer_get (&self->digest) == NULL)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;
      char *digest;

      json_node_take_object (node, content_to_json (self));
      text = pt_json_print (node);
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      if (!g_atomic_pointer_compare_and_exchange (&self->digest, (char *)NULL, digest))
        g_free (digest);
    }
  return self->digest;
}

JsonNode *
pt_network_to_json (PtNetwork *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = content_to_json (self);

  json_object_set_string_member (object, "digest", pt_network_get_digest (self));
  json_node_take_object (node, object);
  return node;
}

static JsonObject *
as_object (JsonArray *array, guint i, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "an object is missing in a list");
  return NULL;
}

static bool
read_labs (PtNetwork *self, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = as_object (array, i, error), *facts;
      PtNetworkLab *lab;
      const char *id, *name;

      if (object == NULL || !pt_json_get_text (object, "id", &id, error)
          || !pt_json_get_text (object, "name", &name, error))
        return false;
      lab = pt_network_lab_new (id, name, pt_json_text_or (object, "place", NULL));
      if (pt_json_get_object (object, "facts", &facts, NULL))
        lab->facts = pt_lab_facts_from_json (facts);
      pt_network_add_lab (self, lab);
    }
  return true;
}

static void
read_values (PtNetworkItem *item, JsonObject *values)
{
  g_autoptr (GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    pt_network_item_set (item, l->data, pt_json_text_or (values, l->data, NULL));
}

static void
read_themes (PtNetworkItem *item, JsonArray *array)
{
  g_autoptr (GPtrArray) themes = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_ptr_array_add (themes, g_strdup (json_array_get_string_element (array, i)));
  g_ptr_array_add (themes, NULL);
  g_strfreev (item->themes);
  item->themes = (char **)g_ptr_array_steal (themes, NULL);
}

static bool
read_links (PtNetworkItem *item, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = as_object (array, i, error);
      const char *kind, *to;

      if (object == NULL || !pt_json_get_text (object, "kind", &kind, error)
          || !pt_json_get_text (object, "to", &to, error))
        return false;
      pt_network_item_link (item, kind, to);
    }
  return true;
}

static PtNetworkItem *
read_item (JsonObject *object, GError **error)
{
  const char *id, *kind, *logbook, *title;
  g_autoptr (PtNetworkItem) item = NULL;
  JsonObject *values;
  JsonArray *themes, *links;

  if (!pt_json_get_text (object, "id", &id, error)
      || !pt_json_get_text (object, "kind", &kind, error)
      || !pt_json_get_text (object, "logbook", &logbook, error)
      || !pt_json_get_text (object, "title", &title, error)
      || !pt_json_get_object (object, "values", &values, error)
      || !pt_json_get_array (object, "themes", &themes, error)
      || !pt_json_get_array (object, "links", &links, error))
    return NULL;
  item = pt_network_item_new (id, kind, logbook, title);
  item->contact = g_strdup (pt_json_text_or (object, "contact", NULL));
  read_values (item, values);
  read_themes (item, themes);
  return read_links (item, links, error) ? g_steal_pointer (&item) : NULL;
}

static bool
read_items (PtNetwork *self, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = as_object (array, i, error);
      PtNetworkItem *item = object != NULL ? read_item (object, error) : NULL;

      if (item == NULL)
        return false;
      pt_network_add (self, item);
    }
  return true;
}

PtNetwork *
pt_network_from_json (JsonNode *node, GError **error)
{
  g_autoptr (PtNetwork) self = pt_network_new ();
  JsonArray *labs, *items;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "not an object");
      return NULL;
    }
  if (!pt_json_get_array (json_node_get_object (node), "labs", &labs, error)
      || !pt_json_get_array (json_node_get_object (node), "items", &items, error)
      || !read_labs (self, labs, error) || !read_items (self, items, error))
    return NULL;
  pt_network_close (self);
  return g_steal_pointer (&self);
}
