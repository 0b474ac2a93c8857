/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From our own JSON to edits. Nothing is thrown away that can be kept: kinds, fields and keys of
 * newer versions become registers as they are. */
#include "pt-json-records.h"

#include "pt-json.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What becomes part of the file itself; the store finds the other facts in the bytes. The first is
 * kept when it is a name that our own export can have given. */
static const char *const FILE_FIELDS[] = { "filename", "file",    "sha256",   "size", "mime",
                                           "owner",    "caption", "alt_text", "type", NULL };

void
pt_json_records_init (PtJsonRecords *self, const PtImport *import, PtImportPlan *plan,
                      const char *logbook)
{
  memset (self, 0, sizeof *self);
  self->import = import;
  self->plan = plan;
  self->logbook = logbook;
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)g_bytes_unref);
}

void
pt_json_records_clear (PtJsonRecords *self)
{
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
}

static JsonObject *
nth_object (JsonArray *records, guint i)
{
  JsonNode *node = json_array_get_element (records, i);
  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

void
pt_json_records_learn (PtJsonRecords *self, JsonArray *records)
{
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *object = nth_object (records, i);
      const char *word = object != NULL ? pt_json_text_or (object, "id", NULL) : NULL;
      if (word == NULL || pt_id_is_valid (word))
        continue;
      bool is_logbook = g_strcmp0 (pt_json_text_or (object, "kind", NULL), "logbook") == 0;
      g_hash_table_insert (self->words, g_strdup (word),
                           is_logbook && self->logbook[0] != '\0'
                               ? g_strdup (self->logbook)
                               : pt_id_derive ("example", self->logbook, word, NULL));
    }
}

/* The UUID for what a file calls a record; NULL = there is no such record. */
static const char *
find_id (PtJsonRecords *self, const char *word)
{
  const char *id = g_hash_table_lookup (self->words, word);
  return id != NULL ? id : pt_id_is_valid (word) ? word : NULL;
}

static void
tell (PtJsonRecords *self, const char *record, gboolean refused, const char *sentence)
{
  /* Translators: the id of a record in a file, and what is wrong with it */
  pt_import_plan_problem (self->plan, 0, NULL, refused, C_ ("import", "“%s”: %s"), record,
                          sentence);
}

static void
tell_dangling (PtJsonRecords *self, const char *record, const char *word, gboolean refused)
{
  g_autofree char *sentence = g_strdup_printf (_ ("it refers to “%s”, which is not in the file."),
                                               word);
  tell (self, record, refused, sentence);
}

/* What is being read. */
typedef struct
{
  PtJsonRecords *self;
  const char *record; /* how it is called */
  PtEdit *edit;
  guint n_kept;
} Target;

static gboolean
mention_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  Target *target = data;
  g_autofree char *word = g_match_info_fetch (match, 1);
  const char *id = find_id (target->self, word);
  if (id == NULL)
    tell_dangling (target->self, target->record, word, FALSE);
  g_string_append_printf (result, "](pt:%s)", id != NULL ? id : word);
  return FALSE;
}

/* (transfer full): @text with the words in its mentions replaced by ids. */
static char *
resolve_mentions (Target *target, const char *text)
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
resolve (Target *target, const PtField *field, const PtValue *value)
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

  const char *id = find_id (target->self, value->text);
  if (id != NULL)
    return pt_value_new_text (id);
  if (field->flags & PT_FIELD_MEMBER)
    return pt_value_copy (value);
  tell_dangling (target->self, target->record, value->text, FALSE);
  return NULL;
}

static void
set_register (Target *target, const char *name, const PtValue *value)
{
  g_autoptr (GError) error = NULL;
  const PtRecordKind *kind = pt_record_kind_find (target->edit->kind);
  if (kind != NULL && !pt_validate_register (kind, name, value, &error))
    {
      tell (target->self, target->record, FALSE, error->message);
      return;
    }
  if (!pt_import_fill (target->edit, name, value))
    target->n_kept++;
}

static void
set_keys (Target *target, const PtField *field, JsonArray *keys)
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
set_member (Target *target, const char *name, JsonNode *node)
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
set_fields (Target *target, JsonObject *record, const char *const *without)
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
set_top_level (Target *target, JsonObject *record)
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

static void
fill (Target *target, JsonObject *record, const char *const *without)
{
  set_fields (target, record, without);
  set_top_level (target, record);
  if (target->n_kept > 0)
    {
      g_autofree char *sentence = g_strdup_printf (
          ngettext ("%u field has another value here and is left as it is.",
                    "%u fields have another value here and are left as they are.", target->n_kept),
          target->n_kept);
      tell (target->self, target->record, FALSE, sentence);
    }
}

static JsonObject *
fields_of (JsonObject *record)
{
  JsonNode *member = json_object_get_member (record, "fields");
  return member != NULL && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
}

static const char *
field_text (JsonObject *record, const char *name)
{
  JsonObject *fields = fields_of (record);
  return fields != NULL ? pt_json_text_or (fields, name, NULL) : NULL;
}

static void
read_ordinary (PtJsonRecords *self, JsonObject *record, const char *word, const char *kind,
               const char *id)
{
  Target target = { self, word, pt_import_edit (self->import, kind, id), 0 };
  fill (&target, record, NULL);
  pt_import_plan_take (self->plan, target.edit);
}

/* A link's id follows from its ends, also when the file gives it another. */
static void
read_link (PtJsonRecords *self, JsonObject *record, const char *word)
{
  static const char *const ENDS[] = { "from", "to", "kind", NULL };
  const char *from = field_text (record, "from"), *to = field_text (record, "to");
  const char *kind = field_text (record, "kind");
  if (from == NULL || to == NULL || kind == NULL)
    {
      tell (self, word, TRUE, _ ("a link has two ends and a kind."));
      return;
    }
  const char *from_id = find_id (self, from), *to_id = find_id (self, to);
  if (from_id == NULL || to_id == NULL)
    {
      tell_dangling (self, word, from_id == NULL ? from : to, TRUE);
      return;
    }

  g_autoptr (PtEdit) edit = pt_edit_new_link (from_id, kind, to_id);
  PtRecord *base = pt_dataset_get (self->import->existing, edit->id);
  if (base != NULL)
    {
      pt_edit_free (edit);
      edit = pt_import_edit_again (base);
    }
  Target target = { self, word, edit, 0 };
  fill (&target, record, ENDS);
  pt_import_plan_take (self->plan, g_steal_pointer (&edit));
}

/* (transfer full) (nullable): the bytes that come with an attachment; NULL with @error only when
 * the record names a file that should be there. */
static GBytes *
find_bytes (PtJsonRecords *self, JsonObject *record, GError **error)
{
  const char *name = field_text (record, "file");
  if (name == NULL)
    name = pt_json_text_or (record, "file", NULL);
  if (name != NULL && self->named != NULL)
    return self->named (name, error);

  const char *sha256 = field_text (record, "sha256");
  GBytes *bytes = sha256 != NULL ? g_hash_table_lookup (self->files, sha256) : NULL;
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

/* A name that leaves its folder is none. */
static bool
is_safe_name (const char *name)
{
  return name != NULL && name[0] != '\0' && name[0] != '.' && strpbrk (name, "/\\\n\r\t") == NULL;
}

static PtBatchFile *
new_file (PtJsonRecords *self, JsonObject *record, const char *id, const char *owner, GBytes *bytes)
{
  const char *name = field_text (record, "filename");
  if (!is_safe_name (name))
    name = field_text (record, "file");
  if (name == NULL)
    name = pt_json_text_or (record, "file", id);
  PtBatchFile *file = g_new0 (PtBatchFile, 1);
  file->id = g_strdup (id);
  file->owner = g_strdup (owner);
  file->filename = g_strdup (name);
  file->type = g_strdup (field_text (record, "type"));
  file->caption = g_strdup (field_text (record, "caption"));
  file->alt_text = g_strdup (field_text (record, "alt_text"));
  file->bytes = g_bytes_ref (bytes);
  return file;
}

static gboolean
read_attachment (PtJsonRecords *self, JsonObject *record, const char *word, const char *id,
                 GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = find_bytes (self, record, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (bytes == NULL || pt_dataset_get (self->import->existing, id) != NULL)
    {
      if (bytes == NULL && pt_dataset_get (self->import->existing, id) == NULL)
        tell (self, word, FALSE, _ ("its file is not in here; only what was written about it is."));
      read_ordinary (self, record, word, "attachment", id);
      return TRUE;
    }

  const char *owner = field_text (record, "owner");
  const char *owner_id = owner != NULL ? find_id (self, owner) : NULL;
  if (owner_id == NULL)
    {
      tell_dangling (self, word, owner != NULL ? owner : "owner", TRUE);
      return TRUE;
    }
  PtBatchFile *file = new_file (self, record, id, owner_id, bytes);
  file->extra = pt_import_edit (self->import, "attachment", id);
  Target target = { self, word, file->extra, 0 };
  fill (&target, record, FILE_FIELDS + (is_safe_name (field_text (record, "filename")) ? 1 : 0));
  pt_import_plan_take_file (self->plan, self->import, file);
  return TRUE;
}

static void
read_logbook (PtJsonRecords *self, JsonObject *record, const char *word, const char *id)
{
  PtRecord *here = pt_dataset_logbook (self->import->existing);
  if (here != NULL && !g_str_equal (pt_record_get_id (here), id))
    {
      tell (self, word, FALSE,
            _ ("these are the settings of another logbook and are not taken "
               "over."));
      return;
    }
  if (here != NULL)
    {
      read_ordinary (self, record, word, "logbook", id);
      return;
    }
  g_clear_pointer (&self->plan->logbook, pt_edit_free);
  self->plan->logbook = pt_import_edit (self->import, "logbook", id);
  Target target = { self, word, self->plan->logbook, 0 };
  fill (&target, record, NULL);
}

/* How a person knows the record: by its title, else by its id. */
static const char *
called (JsonObject *record, const char *kind_id, const char *word)
{
  const PtRecordKind *kind = pt_record_kind_find (kind_id);
  const char *field = kind == NULL                          ? NULL
                      : g_str_equal (kind_id, "attachment") ? "filename"
                                                            : kind->title_field;
  const char *title = field != NULL ? field_text (record, field) : NULL;
  return title != NULL && title[0] != '\0' ? title : word;
}

static gboolean
read_record (PtJsonRecords *self, JsonObject *record, guint place, GHashTable *seen, GError **error)
{
  const char *word = record != NULL ? pt_json_text_or (record, "id", NULL) : NULL;
  const char *kind = record != NULL ? pt_json_text_or (record, "kind", NULL) : NULL;
  if (g_strcmp0 (kind, "link") == 0)
    {
      read_link (self, record, word != NULL ? word : kind);
      return TRUE;
    }
  if (word == NULL || word[0] == '\0' || kind == NULL || kind[0] == '\0')
    {
      pt_import_plan_problem (self->plan, 0, NULL, TRUE,
                              _ ("Item %u of the file has no id or no kind."), place);
      return TRUE;
    }
  const char *id = find_id (self, word);
  word = called (record, kind, word);
  if (!g_hash_table_add (seen, g_strdup (id)))
    {
      tell (self, word, TRUE, _ ("it is in the file twice; the first is taken."));
      return TRUE;
    }
  PtRecord *here = pt_dataset_get (self->import->existing, id);
  if (here != NULL && !g_str_equal (pt_record_get_kind_id (here), kind))
    {
      tell (self, word, TRUE, _ ("here that id belongs to something else."));
      return TRUE;
    }

  if (g_str_equal (kind, "attachment"))
    return read_attachment (self, record, word, id, error);
  if (g_str_equal (kind, "logbook"))
    read_logbook (self, record, word, id);
  else
    read_ordinary (self, record, word, kind, id);
  return TRUE;
}

gboolean
pt_json_records_read (PtJsonRecords *self, JsonArray *records, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = json_array_get_length (records);
  for (guint i = 0; i < n; i++)
    {
      if (i % 256 == 0 && !pt_import_step (self->import, (double)i / n, error))
        return FALSE;
      if (!read_record (self, nth_object (records, i), i + 1, seen, error))
        return FALSE;
    }
  return TRUE;
}
