/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note that is being written. Its saved form is small JSON in a setting of the logbook on this
 * laptop: it never leaves it, and a crash costs at most two seconds of typing. */
#include "pt-draft.h"

#include "pt-json.h"

#include <string.h>

#define DRAFT_MAX_BYTES (1024 * 1024)

PtDraft *
pt_draft_new (void)
{
  PtDraft *self = g_new0 (PtDraft, 1);
  self->people = g_new0 (char *, 1);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_batch_file_free);
  return self;
}

void
pt_draft_free (PtDraft *self)
{
  g_free (self->body);
  g_free (self->kind);
  g_free (self->moment);
  g_free (self->experiment);
  g_strfreev (self->people);
  g_ptr_array_unref (self->files);
  g_free (self);
}

PtBatchFile *
pt_draft_copy_file (const PtBatchFile *file)
{
  PtBatchFile *copy = g_new0 (PtBatchFile, 1);
  copy->filename = g_strdup (file->filename);
  copy->bytes = g_bytes_ref (file->bytes);
  return copy;
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *copy = g_strdup (text ? text : "");
  return *g_strstrip (copy) == '\0';
}

/**
 * pt_draft_is_empty:
 * @self: a draft
 *
 * Returns: whether there is nothing to save: choices without words are not a note
 */
gboolean
pt_draft_is_empty (const PtDraft *self)
{
  return is_blank (self->body) && self->files->len == 0;
}

static void
add_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}

char *
pt_draft_save (const PtDraft *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *people = json_array_new ();

  add_text (object, "body", self->body);
  add_text (object, "kind", self->kind);
  add_text (object, "moment", self->moment);
  add_text (object, "experiment", self->experiment);
  for (guint i = 0; self->people[i]; i++)
    json_array_add_string_element (people, self->people[i]);
  json_object_set_array_member (object, "people", people);
  json_node_take_object (node, object);
  return pt_json_print (node);
}

static GStrv
read_people (JsonObject *object)
{
  JsonArray *array;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  if (!pt_json_get_array (object, "people", &array, NULL))
    return g_new0 (char *, 1);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

/**
 * pt_draft_load:
 * @saved: (nullable): what pt_draft_save() gave
 *
 * Returns: (transfer full): the draft; an empty one for what cannot be read, since a draft is a
 *   convenience and never the only copy of a record
 */
PtDraft *
pt_draft_load (const char *saved)
{
  PtDraft *self = pt_draft_new ();
  g_autoptr (JsonNode) node = saved ? pt_json_parse (saved, strlen (saved), DRAFT_MAX_BYTES, NULL)
                                    : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return self;
  JsonObject *object = json_node_get_object (node);
  self->body = g_strdup (pt_json_text_or (object, "body", NULL));
  self->kind = g_strdup (pt_json_text_or (object, "kind", NULL));
  self->moment = g_strdup (pt_json_text_or (object, "moment", NULL));
  self->experiment = g_strdup (pt_json_text_or (object, "experiment", NULL));
  g_strfreev (self->people);
  self->people = read_people (object);
  return self;
}

static PtEdit *
make_entry (const PtDraft *self, PtWorld *world, const char *text)
{
  PtEdit *edit = pt_edit_new (world, "entry", NULL);
  g_autofree char *body = g_strdup (text ? text : "");
  edit->asks_names = true; /* the box in which it was written does */
  pt_edit_set_text (edit, "body", g_strchomp (body));
  if (self->kind)
    pt_edit_set_text (edit, "kind", self->kind);
  if (self->moment)
    pt_edit_set_text (edit, "occurred_on", self->moment);
  if (self->experiment)
    pt_edit_set_text (edit, "experiment", self->experiment);
  return edit;
}

/* Returns the new note's id, which the batch owns. */
static const char *
add_entry (const PtDraft *self, PtWorld *world, const char *text, PtBatch *batch)
{
  PtEdit *entry = make_entry (self, world, text);
  g_ptr_array_add (batch->edits, entry);
  for (guint i = 0; self->people[i]; i++)
    g_ptr_array_add (batch->edits, pt_edit_new_link (entry->id, "present", self->people[i]));
  return entry->id;
}

static void
add_files (const PtDraft *self, PtWorld *world, const char *owner, PtBatch *batch)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      PtBatchFile *file = pt_draft_copy_file (g_ptr_array_index (self->files, i));
      file->owner = g_strdup (owner);
      file->id = pt_id_new (world);
      g_ptr_array_add (batch->files, file);
    }
}

/**
 * pt_draft_make_batch:
 * @self: a draft; stays as it is, to come back with when saving fails
 * @world: gives ids and the time
 * @out_id: (out): id of the note
 *
 * Returns: (transfer full): what to save, all or nothing
 */
PtBatch *
pt_draft_make_batch (const PtDraft *self, PtWorld *world, char **out_id)
{
  PtBatch *batch = pt_batch_new (self->body ? self->body : "");

  batch->how = "save";
  *out_id = g_strdup (add_entry (self, world, self->body, batch));
  add_files (self, world, *out_id, batch);
  return batch;
}

/* ── A list ── */

/* Bullets, dashes, boxes, and numbers such as "3." or "3)". */
static const char *
skip_list_sign (const char *line)
{
  static const char *const signs[] = { "- [ ] ", "- [x] ", "- ", "* ", "• ", "– ", "◦ ", "☐ " };
  const char *digit = line;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (line, signs[i]))
      return line + strlen (signs[i]);
  while (g_ascii_isdigit (*digit))
    digit++;
  return digit > line && digit - line <= 3 && (*digit == '.' || *digit == ')') && digit[1] == ' '
             ? digit + 2
             : line;
}

GStrv
pt_draft_split_lines (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body ? body : "", "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *text = g_strdup (skip_list_sign (g_strstrip (lines[i])));
      if (*g_strstrip (text))
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

PtBatch *
pt_draft_make_list (const PtDraft *self, PtWorld *world, char **out_id, guint *out_n)
{
  g_auto (GStrv) lines = pt_draft_split_lines (self->body);
  PtBatch *batch = pt_batch_new (lines[0] ? lines[0] : "");

  batch->how = "save";
  *out_id = g_strdup (add_entry (self, world, lines[0], batch));
  *out_n = 1;
  for (guint i = 1; lines[0] && lines[i]; i++, ++*out_n)
    add_entry (self, world, lines[i], batch);
  add_files (self, world, *out_id, batch);
  return batch;
}
