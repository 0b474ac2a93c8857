/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown through cmark-gfm in its safe mode: tags that somebody typed stay words. */
#include "pt-eln-text.h"

#include "pt-export-private.h"
#include "pt-record-json.h"

#include "pt-mention.h"
#include "pt-validate.h"

#include <cmark-gfm.h>
#include <string.h>

/* ── Long texts ── */

static char *
to_html (PtDataset *dataset, const char *text)
{
  g_autofree char *named = pt_mention_render (text, pt_mention_name_from_dataset, dataset);
  char *html = cmark_markdown_to_html (named, strlen (named), CMARK_OPT_DEFAULT);
  char *copy = g_strdup (html);

  free (html); /* malloc'ed by cmark */
  return copy;
}

char *
pt_eln_html (PtDataset *dataset, PtRecord *record, const char *lang)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  GString *html = g_string_new (NULL);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      const char *text = field->kind == PT_KIND_LONG ? pt_record_get_text (record, field->id)
                                                     : NULL;

      if (text == NULL || text[0] == '\0')
        continue;
      g_autofree char *body = to_html (dataset, text);
      g_autofree char *label = g_markup_escape_text (pt_field_label_in (field, lang), -1);
      if (html->len > 0)
        g_string_append_printf (html, "<h2>%s</h2>\n", label);
      g_string_append (html, body);
    }
  return g_string_free (html, FALSE);
}

/* ── Values ── */

static bool
is_value (const PtField *field)
{
  static const char *const elsewhere[] = { "tags", "archived", "filename", "sha256", "size", NULL };

  return field->kind != PT_KIND_LONG && !g_strv_contains (elsewhere, field->id);
}

/* For whom values become words. */
typedef struct
{
  PtDataset *dataset;
  const PtExportOptions *options;
  const char *lang;
} Wanted;

static char *
text_of (const PtField *field, JsonNode *node, const Wanted *wanted)
{
  g_autoptr (PtValue) value = pt_value_from_json (node);
  const char *lang = wanted->lang;

  if ((field->kind == PT_KIND_REF || field->kind == PT_KIND_REFS) && value->type == PT_VALUE_TEXT)
    return pt_export_dup_title (wanted->dataset, value->text, wanted->options);
  if (pt_field_is_set (field) && field->vocabulary != NULL && value->type == PT_VALUE_TEXT)
    return g_strdup (pt_term_label_in (field->vocabulary, value->text, lang));
  return value->type == PT_VALUE_NULL ? NULL : pt_value_format (field, value, lang);
}

static char *
texts_of (const PtField *field, JsonNode *node, const Wanted *wanted)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) joined = g_string_new (NULL);

  if (array == NULL)
    return text_of (field, node, wanted);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *one = text_of (field, json_array_get_element (array, i), wanted);

      g_string_append_printf (joined, "%s%s", i > 0 ? "; " : "", one != NULL ? one : "");
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static JsonObject *
property_value (const char *id, const PtField *field, const char *text, const char *lang)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "@id", id);
  json_object_set_string_member (object, "@type", "PropertyValue");
  json_object_set_string_member (object, "propertyID", field->id);
  json_object_set_string_member (object, "name", pt_field_label_in (field, lang));
  json_object_set_string_member (object, "value", text);
  return object;
}

void
pt_eln_add_values (PtDataset *dataset, PtRecord *record, const PtExportOptions *options,
                   const char *lang, JsonArray *graph, JsonArray *refs)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const Wanted wanted = { dataset, options, lang };
  g_autoptr (JsonObject) fields = pt_record_fields_to_json (record, false, true);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      JsonNode *node = is_value (field) ? json_object_get_member (fields, field->id) : NULL;
      g_autofree char *text = node != NULL ? texts_of (field, node, &wanted) : NULL;

      if (text == NULL || text[0] == '\0')
        continue;
      g_autofree char *id = g_strdup_printf ("#%s-%s", pt_record_get_id (record), field->id);
      JsonObject *ref = json_object_new ();
      json_object_set_string_member (ref, "@id", id);
      json_array_add_object_element (refs, ref);
      json_array_add_object_element (graph, property_value (id, field, text, lang));
    }
}
