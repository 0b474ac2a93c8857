/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composes the text of a note from a dataset. What the program of origin knows and ours has no
 * field for ends in a table under the words, so that nothing is lost without a word. */
#include "pt-eln-body.h"

#include "pt-catalog.h"
#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Members that have a place elsewhere, or say nothing to a person. */
static const char *const PLACED[] = { "@id",          "@type",
                                      "@context",     "@reverse",
                                      "name",         "text",
                                      "hasPart",      "comment",
                                      "keywords",     "mentions",
                                      "step",         "variableMeasured",
                                      "temporal",     "dateCreated",
                                      "description",  "about",
                                      "isPartOf",     "additionalType",
                                      "image",        "encodingFormat",
                                      "conformsTo",   "author",
                                      "creator",      "additionalProperty",
                                      "headline",     "creativeWorkStatus",
                                      "articleBody",  "genre",
                                      "dateModified", "identifier",
                                      "url",          NULL };

typedef struct
{
  const char *property;
  const char *label; /* English; the translation is taken in the language of the import */
} Labelled;

/* These come first in the table, with a name that people know. */
static const Labelled LABELLED[] = {
  { "creativeWorkStatus", N_ ("Status") },
  { "author", N_ ("Author") },
  { "creator", N_ ("Author") },
  { "genre", N_ ("Kind") },
  { "dateModified", N_ ("Changed on") },
  { "identifier", N_ ("Identifier") },
  { "url", N_ ("Address") },
};

typedef struct
{
  PtEln *eln;
  const char *lang;
  GString *rows;
  GHashTable *names; /* of properties that are told */
} Table;

void
pt_eln_body_free (PtElnBody *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->problem);
  g_free (self);
}

char *
pt_eln_words (const char *text, PtHtmlImage image, gpointer data, char **problem)
{
  if (!pt_html_is_likely (text))
    return g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;
  char *markdown = pt_html_to_markdown (text, image, data, &error);
  if (markdown == NULL && problem != NULL && *problem == NULL)
    *problem = g_strdup (error->message);
  return markdown != NULL ? markdown : g_strdup ("");
}

static void
add_paragraph (GString *body, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_string_append_printf (body, "%s%s", body->len > 0 ? "\n\n" : "", text);
}

/* In a table a cell is one line, and | ends it. */
static char *
cell (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strstrip (g_strdup (text)), "\r\n\t", ' ');
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  return g_strjoinv ("\\|", parts);
}

static void
add_row (Table *table, const char *name, const char *value, const char *remark)
{
  if (value == NULL || value[0] == '\0')
    return;
  g_autofree char *a = cell (name), *b = cell (value), *c = cell (remark != NULL ? remark : "");
  g_hash_table_add (table->names, g_strdup (name));
  g_string_append_printf (table->rows, "\n| %s | %s | %s |", a, b, c);
}

static void
add_labelled (Table *table, JsonObject *dataset)
{
  for (guint i = 0; i < G_N_ELEMENTS (LABELLED); i++)
    {
      g_autofree char *value = pt_eln_text (table->eln, dataset, LABELLED[i].property);
      add_row (table, pt_catalog_text (table->lang, NULL, LABELLED[i].label), value, NULL);
    }
}

/* eLabFTW gives all extra fields once more as JSON: only those not told before count. */
static void
add_extra_fields (Table *table, const char *json)
{
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), strlen (json), NULL);
  JsonObject *fields = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || !pt_json_get_object (json_node_get_object (node), "extra_fields", &fields, NULL))
    return;
  json_object_iter_init_ordered (&iter, fields);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (JSON_NODE_HOLDS_OBJECT (member) && !g_hash_table_contains (table->names, name))
      {
        g_autofree char *value = pt_eln_text (table->eln, json_node_get_object (member), "value");
        add_row (table, name, value,
                 pt_json_text_or (json_node_get_object (member), "description", NULL));
      }
}

static void
add_property (Table *table, JsonObject *property)
{
  g_autofree char *id = pt_eln_text (table->eln, property, "propertyID");
  g_autofree char *name = id != NULL ? g_steal_pointer (&id) : pt_eln_name (table->eln, property);
  g_autofree char *value = pt_eln_text (table->eln, property, "value");
  g_autofree char *unit = pt_eln_text (table->eln, property, "unitText");
  g_autofree char *remark = pt_eln_text (table->eln, property, "description");
  if (g_str_equal (name, "elabftw_metadata"))
    return;
  /* A box that was not ticked says something too. */
  g_autofree char *full = g_strdup_printf ("%s%s%s", value != NULL ? value : "–",
                                           unit != NULL ? " " : "", unit != NULL ? unit : "");
  add_row (table, name, full, remark);
}

static void
add_properties (Table *table, JsonObject *dataset, const char *member)
{
  g_autoptr (GPtrArray) list = pt_eln_list (table->eln, dataset, member);
  for (guint i = 0; i < list->len; i++)
    add_property (table, g_ptr_array_index (list, i));
  for (guint i = 0; i < list->len; i++)
    {
      JsonObject *property = g_ptr_array_index (list, i);
      g_autofree char *id = pt_eln_text (table->eln, property, "propertyID");
      g_autofree char *json = pt_eln_text (table->eln, property, "value");
      if (g_strcmp0 (id, "elabftw_metadata") == 0 && json != NULL)
        add_extra_fields (table, json);
    }
}

static void
add_others (Table *table, JsonObject *dataset)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  json_object_iter_init_ordered (&iter, dataset);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char *slash = strrchr (name, '/');
      const char *colon = strrchr (slash != NULL ? slash : name, ':');
      const char *plain = colon != NULL ? colon + 1 : slash != NULL ? slash + 1 : name;
      if (g_strv_contains (PLACED, plain) || g_str_equal (name, "@reverse"))
        continue;
      g_autofree char *value = pt_eln_text (table->eln, dataset, name);
      add_row (table, plain, value, NULL);
    }
}

/* (transfer full): "" when there is nothing to tell. */
static char *
make_table (PtEln *eln, JsonObject *dataset, const char *lang)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Table table = { eln, lang, rows, names };
  add_labelled (&table, dataset);
  add_properties (&table, dataset, "variableMeasured");
  add_properties (&table, dataset, "additionalProperty");
  add_others (&table, dataset);
  if (rows->len == 0)
    return g_strdup ("");
  return g_strdup_printf ("| %s | %s | %s |\n| --- | --- | --- |%s",
                          pt_catalog_text (lang, NULL, N_ ("Property")),
                          pt_catalog_text (lang, NULL, N_ ("Value")),
                          pt_catalog_text (lang, NULL, N_ ("Explanation")), rows->str);
}

static int
compare_steps_cb (gconstpointer a, gconstpointer b)
{
  JsonObject *x = *(JsonObject *const *)a, *y = *(JsonObject *const *)b;
  gint64 i = pt_json_int_or (x, "position", 0), j = pt_json_int_or (y, "position", 0);
  return (i > j) - (i < j);
}

/* (transfer full): the text of a step, which may stand in a direction below it. */
static char *
step_text (PtEln *eln, JsonObject *step)
{
  char *text = pt_eln_text (eln, step, "text");
  if (text != NULL)
    return text;
  g_autoptr (GPtrArray) directions = pt_eln_list (eln, step, "itemListElement");
  for (guint i = 0; i < directions->len && text == NULL; i++)
    text = pt_eln_text (eln, g_ptr_array_index (directions, i), "text");
  return text != NULL ? text : pt_eln_name (eln, step);
}

static void
add_steps (GString *body, PtEln *eln, JsonObject *dataset, const char *lang)
{
  g_autoptr (GPtrArray) steps = pt_eln_list (eln, dataset, "step");
  if (steps->len == 0)
    return;
  g_ptr_array_sort (steps, compare_steps_cb);
  g_autoptr (GString) list = g_string_new (NULL);
  g_string_append_printf (list, "**%s**\n", pt_catalog_text (lang, NULL, N_ ("Steps")));
  for (guint i = 0; i < steps->len; i++)
    {
      JsonObject *step = g_ptr_array_index (steps, i);
      g_autofree char *text = step_text (eln, step);
      g_autofree char *status = pt_eln_text (eln, step, "creativeWorkStatus");
      g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n", ' ');
      g_string_append_printf (list, "\n- [%s] %s", g_strcmp0 (status, "finished") == 0 ? "x" : " ",
                              line);
    }
  add_paragraph (body, list->str);
}

PtElnBody *
pt_eln_body_new (PtEln *eln, JsonObject *dataset, const char *lang, PtHtmlImage image,
                 gpointer data)
{
  static const char *const WORDS[] = { "description", "text", "articleBody" };
  PtElnBody *self = g_new0 (PtElnBody, 1);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *before = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      g_autofree char *text = pt_eln_text (eln, dataset, WORDS[i]);
      g_autofree char *words = text != NULL ? pt_eln_words (text, image, data, &self->problem)
                                            : NULL;
      if (words == NULL || g_strcmp0 (words, before) == 0)
        continue;
      add_paragraph (body, words);
      g_free (before);
      before = g_steal_pointer (&words);
    }
  add_steps (body, eln, dataset, lang);
  self->has_words = body->len > 0;
  g_autofree char *table = make_table (eln, dataset, lang);
  add_paragraph (body, table);
  self->text = g_string_free (g_steal_pointer (&body), FALSE);
  return self;
}
