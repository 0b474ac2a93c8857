/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From our own JSON to edits. Nothing is thrown away that can be kept: kinds, fields and keys of
 * newer versions become registers as they are. */
#include "pt-json-records.h"

#include "pt-json-fields.h"
#include "pt-json.h"

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
  PtJsonTarget target = { self, word, pt_import_edit (self->import, kind, id), 0 };
  pt_json_fill (&target, record, NULL);
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
      pt_json_tell (self, word, TRUE, _ ("a link has two ends and a kind."));
      return;
    }
  const char *from_id = pt_json_find_id (self, from), *to_id = pt_json_find_id (self, to);
  if (from_id == NULL || to_id == NULL)
    {
      pt_json_tell_dangling (self, word, from_id == NULL ? from : to, TRUE);
      return;
    }

  g_autoptr (PtEdit) edit = pt_edit_new_link (from_id, kind, to_id);
  PtRecord *base = pt_dataset_get (self->import->existing, edit->id);
  if (base != NULL)
    {
      pt_edit_free (edit);
      edit = pt_import_edit_again (base);
    }
  PtJsonTarget target = { self, word, edit, 0 };
  pt_json_fill (&target, record, ENDS);
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
        pt_json_tell (self, word, FALSE,
                      _ ("its file is not in here; only what was written about it is."));
      read_ordinary (self, record, word, "attachment", id);
      return TRUE;
    }

  const char *owner = field_text (record, "owner");
  const char *owner_id = owner != NULL ? pt_json_find_id (self, owner) : NULL;
  if (owner_id == NULL)
    {
      pt_json_tell_dangling (self, word, owner != NULL ? owner : "owner", TRUE);
      return TRUE;
    }
  PtBatchFile *file = new_file (self, record, id, owner_id, bytes);
  file->extra = pt_import_edit (self->import, "attachment", id);
  PtJsonTarget target = { self, word, file->extra, 0 };
  pt_json_fill (&target, record,
                FILE_FIELDS + (is_safe_name (field_text (record, "filename")) ? 1 : 0));
  pt_import_plan_take_file (self->plan, self->import, file);
  return TRUE;
}

static void
read_logbook (PtJsonRecords *self, JsonObject *record, const char *word, const char *id)
{
  PtRecord *here = pt_dataset_logbook (self->import->existing);
  if (here != NULL && !g_str_equal (pt_record_get_id (here), id))
    {
      pt_json_tell (self, word, FALSE,
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
  PtJsonTarget target = { self, word, self->plan->logbook, 0 };
  pt_json_fill (&target, record, NULL);
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
  const char *id = pt_json_find_id (self, word);
  word = called (record, kind, word);
  if (!g_hash_table_add (seen, g_strdup (id)))
    {
      pt_json_tell (self, word, TRUE, _ ("it is in the file twice; the first is taken."));
      return TRUE;
    }
  PtRecord *here = pt_dataset_get (self->import->existing, id);
  if (here != NULL && !g_str_equal (pt_record_get_kind_id (here), kind))
    {
      pt_json_tell (self, word, TRUE, _ ("here that id belongs to something else."));
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
