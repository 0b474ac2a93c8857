/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one record of our own JSON says, into an edit: words to ids, also inside mentions, and each
 * value checked. What is wrong is told; the rest of the record is taken. */
#include "pt-json-fields.h"

#include "pt-json.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
pt_json_find_id (PtJsonRecords *self, const char *word)
{
  const char *id = g_hash_table_lookup (self->words, word);
  return id != NULL ? id : pt_id_is_valid (word) ? word : NULL;
}

void
pt_json_tell (PtJsonRecords *self, const char *record, gboolean refused, const char *sentence)
{
  /* Translators: the id of a record in a file, and what is wrong with it */
  pt_import_plan_problem (self->plan, 0, NULL, refused, C_ ("import", "“%s”: %s"), record,
                          sentence);
}

void
pt_json_tell_dangling (PtJsonRecords *self, const char *record, const char *word, gboolean refused)
{
  g_autofree char *sentence = g_strdup_printf (_ ("it refers to “%s”, which is not in the file."),
                                               word);
  pt_json_tell (self, record, refused, sentence);
}

static gboolean
mention_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  PtJsonTarget *target = data;
  g_autofree char *word = g_match_info_fetch (match, 1);
  const char *id = pt_json_find_id (target->self, word);
  if (id == NULL)
    pt_json_tell_dangling (target->self, target->record, word, FALSE);
  g_string_append_printf (result, "](pt:%s)", id != NULL ? id : word);
  return FALSE;
}

/* (transfer full): @text with the words in its mentions replaced by ids. */
static char *
resolve_mentions (PtJsonTarget *target, const char *text)
{
  static GRegex *regex = NULL;
  if (strstr (text, "](pt:") == NULL)
    return g_strdup (text);
  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("\\]\\(pt:([^)\\s]+)\\)", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_replace_eval (regex, text, -1, 0, 0, mention_cb, target, NULL);
}

/* (transfer full) (nullable): @value with ids for words; NULL after telling that one is unknown. */
static PtValue *
resolve (PtJsonTarget *target, const PtField *field, const PtValue *value)
{
  if (field == NULL || value->type != PT_VALUE_TEXT)
    return pt_value_copy (value);
  if (field->kind == PT_KIND_LONG || field->kind == PT_KIND_TEXT)
    {
      g_autofree char *text = resolve_mentions (target, value->text);
      return pt_value_new_text (text);
    }
  if (field->kind != PT_KIND_REF && field->kind != PT_KIND_REFS)
    return pt_value_copy (value);

  const char *id = pt_json_find_id (target->self, value->text);
  if (id != NULL)
    return pt_value_new_text (id);
  if (field->flags & PT_FIELD_MEMBER)
    return pt_value_copy (value);
  pt_json_tell_dangling (target->self, target->record, value->text, FALSE);
  return NULL;
}

static void
set_register (PtJsonTarget *target, const char *name, const PtValue *value)
{
  g_autoptr (GError) error = NULL;
  const PtRecordKind *kind = pt_record_kind_find (target->edit->kind);
  if (kind != NULL && !pt_validate_register (kind, name, value, &error))
    {
      pt_json_tell (target->self, target->record, FALSE, error->message);
      return;
    }
  if (!pt_import_fill (target->edit, name, value))
    target->n_kept++;
}

static void
set_keys (PtJsonTarget *target, const PtField *field, JsonArray *keys)
{
  g_autoptr (PtValue) yes = pt_value_new_bool (true);
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      g_autoptr (PtValue) key = pt_value_from_json (json_array_get_element (keys, i));
      g_autoptr (PtValue) resolved = resolve (target, field, key);
      if (resolved == NULL || resolved->type != PT_VALUE_TEXT)
        continue;
      g_autofree char *name = g_strconcat (field->id, "/", resolved->text, NULL);
      set_register (target, name, yes);
    }
}

static void
set_member (PtJsonTarget *target, const char *name, JsonNode *node)
{
  const PtRecordKind *kind = pt_record_kind_find (target->edit->kind);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, name) : NULL;
  if (JSON_NODE_HOLDS_NULL (node))
    return;
  if (field != NULL && pt_field_is_set (field) && JSON_NODE_HOLDS_ARRAY (node))
    {
      set_keys (target, field, json_node_get_array (node));
      return;
    }
  g_autoptr (PtValue) value = pt_value_from_json (node);
  g_autoptr (PtValue) resolved = resolve (target, field, value);
  if (resolved != NULL)
    set_register (target, name, resolved);
}

/* @without: fields that go elsewhere, or NULL. */
static void
set_fields (PtJsonTarget *target, JsonObject *record, const char *const *without)
{
  JsonNode *member = json_object_get_member (record, "fields");
  if (member == NULL || !JSON_NODE_HOLDS_OBJECT (member))
    return;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  json_object_iter_init_ordered (&iter, json_node_get_object (member));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (without == NULL || !g_strv_contains (without, name))
      set_member (target, name, node);
}

/* Archived and sharing stand beside the fields; their defaults need no register. */
static void
set_top_level (PtJsonTarget *target, JsonObject *record)
{
  const char *sharing = pt_json_text_or (record, "sharing", NULL);
  const PtField *field = NULL;
  for (guint i = 0; i < pt_n_common_fields; i++)
    if (g_str_equal (pt_common_fields[i].id, "sharing"))
      field = &pt_common_fields[i];
  if (sharing != NULL && field != NULL && g_strcmp0 (sharing, field->fallback) != 0)
    {
      g_autoptr (PtValue) value = pt_value_new_text (sharing);
      set_register (target, "sharing", value);
    }
  /* What is here is never put away by a file; at most it stays where it is. */
  if (pt_json_bool_or (record, "archived", false))
    pt_edit_set_bool (target->edit, "archived",
                      target->edit->base == NULL || pt_record_is_archived (target->edit->base));
}

void
pt_json_fill (PtJsonTarget *target, JsonObject *record, const char *const *without)
{
  set_fields (target, record, without);
  set_top_level (target, record);
  if (target->n_kept > 0)
    {
      g_autofree char *sentence = g_strdup_printf (
          ngettext ("%u field has another value here and is left as it is.",
                    "%u fields have another value here and are left as they are.", target->n_kept),
          target->n_kept);
      pt_json_tell (target->self, target->record, FALSE, sentence);
    }
}
