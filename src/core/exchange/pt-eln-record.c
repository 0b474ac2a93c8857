/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set of the crate: text, values, comments, what it mentions, and its files. */
#include "pt-eln-export.h"

#include "pt-crate.h"
#include "pt-eln-text.h"
#include "pt-record-json.h"

#include <string.h>

#define ID_END 28 /* of 36 characters: where the last eight begin */

/* ── Files ── */

static JsonObject *
file_entity (const char *id, PtRecord *attachment, GBytes *bytes)
{
  JsonObject *object = pt_crate_entity (id, "File");
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  pt_crate_set_text (object, "name", pt_record_get_text (attachment, "filename"));
  pt_crate_set_text (object, "encodingFormat", pt_record_get_text (attachment, "mime"));
  json_object_set_int_member (object, "contentSize", (gint64)g_bytes_get_size (bytes));
  pt_crate_set_text (object, "sha256", sha256);
  pt_crate_set_text (object, "description", pt_record_get_text (attachment, "caption"));
  return object;
}

static gboolean
add_file (PtElnExport *self, const char *folder, PtRecord *attachment, JsonArray *parts,
          GError **error)
{
  g_autoptr (GBytes)
      bytes = pt_export_files_take (&self->files, pt_record_get_text (attachment, "sha256"));
  const char *name = pt_record_get_text (attachment, "filename");
  g_autofree char *safe = g_strdelimit (g_strdup (name != NULL ? name : "file"), "/\\", '_');
  /* Two files may be called the same: the id's end keeps them apart. */
  g_autofree char *id = g_strdup_printf ("%s%.8s-%s", folder,
                                         pt_record_get_id (attachment) + ID_END, safe);
  g_autofree char *path = g_strconcat (PT_ELN_FOLDER "/", id + strlen ("./"), NULL);

  if (bytes == NULL)
    return TRUE;
  self->report->n_files++;
  pt_crate_add_ref (parts, id);
  json_array_add_object_element (self->graph, file_entity (id, attachment, bytes));
  return pt_zip_add (self->zip, path, bytes, error);
}

/* ── A record ── */

static char *
folder_of (PtRecord *record)
{
  return g_strdup_printf ("./%s-%s/", pt_record_get_kind_id (record), pt_record_get_id (record));
}

bool
pt_eln_goes_along (PtElnExport *self, PtRecord *record)
{
  PtExportReport counted_before = { 0 };

  return !pt_record_is_archived (record)
         && pt_export_includes (self->dataset, record, self->options, &counted_before);
}

static gboolean
add_files (PtElnExport *self, PtRecord *record, const char *folder, JsonObject *object,
           GError **error)
{
  g_autoptr (GPtrArray)
      files = pt_dataset_children (self->dataset, "attachment", "owner", pt_record_get_id (record));
  JsonArray *parts = json_array_new ();
  gboolean added = TRUE;

  for (guint i = 0; added && i < files->len; i++)
    if (pt_eln_goes_along (self, files->pdata[i]))
      added = add_file (self, folder, files->pdata[i], parts, error);
  pt_crate_set_list (object, "hasPart", parts);
  return added;
}

static void
add_comments (PtElnExport *self, PtRecord *record, JsonObject *object)
{
  g_autoptr (GPtrArray) comments = pt_dataset_children (self->dataset, "comment", "target",
                                                        pt_record_get_id (record));
  JsonArray *refs = json_array_new ();

  for (guint i = 0; i < comments->len; i++)
    {
      PtRecord *comment = comments->pdata[i];
      g_autofree char *id = g_strconcat ("#comment-", pt_record_get_id (comment), NULL);
      JsonObject *made;

      if (!pt_eln_goes_along (self, comment))
        continue;
      made = pt_crate_entity (id, "Comment");
      pt_crate_set_instant (made, "dateCreated", pt_record_get_created_at (comment));
      pt_crate_set_text (made, "text", pt_record_get_text (comment, "body"));
      pt_crate_set_ref (made, "author", PT_ELN_PROGRAM);
      json_array_add_object_element (self->graph, made);
      pt_crate_add_ref (refs, id);
    }
  pt_crate_set_list (object, "comment", refs);
}

static void
add_mentions (PtElnExport *self, PtRecord *record, JsonObject *object)
{
  g_autoptr (GPtrArray)
      links = pt_dataset_links_from (self->dataset, pt_record_get_id (record), NULL);
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *refs = json_array_new ();

  for (guint i = 0; i < links->len; i++)
    {
      const char *to = pt_record_get_text (links->pdata[i], "to");
      PtRecord *other = to != NULL ? g_hash_table_lookup (self->shown, to) : NULL;
      g_autofree char *id = other != NULL ? folder_of (other) : NULL;

      if (id != NULL && g_hash_table_add (said, (gpointer)to))
        pt_crate_add_ref (refs, id);
    }
  pt_crate_set_list (object, "mentions", refs);
}

static void
set_keywords (PtRecord *record, JsonObject *object)
{
  g_autoptr (JsonObject) fields = pt_record_fields_to_json (record, false, true);
  JsonNode *tags = json_object_get_member (fields, "tags");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < json_array_get_length (json_node_get_array (tags)); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "," : "",
                            json_array_get_string_element (json_node_get_array (tags), i));
  pt_crate_set_text (object, "keywords", words->str);
}

static const char *
status_of (PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  return kind->status_field != NULL ? pt_record_get_text (record, kind->status_field) : NULL;
}

gboolean
pt_eln_add_record (PtElnExport *self, PtRecord *record, GError **error)
{
  const gboolean is_experiment = g_str_equal (pt_record_get_kind_id (record), "experiment")
                                 || g_str_equal (pt_record_get_kind_id (record), "entry");
  g_autofree char *folder = folder_of (record);
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *date = pt_record_dup_date (record);
  g_autofree char *html = pt_eln_html (self->dataset, record, self->lang);
  JsonArray *values = json_array_new ();
  JsonObject *object = pt_crate_entity (folder, "Dataset");

  json_array_add_object_element (self->graph, object);
  pt_crate_add_ref (self->parts, folder);
  pt_crate_set_text (object, "name", title);
  pt_crate_set_text (object, "identifier", pt_record_get_id (record));
  pt_crate_set_text (object, "genre", is_experiment ? "experiment" : "resource");
  pt_crate_set_text (object, "additionalType",
                     pt_record_kind_label_in (pt_record_get_kind (record), FALSE, self->lang));
  pt_crate_set_instant (object, "dateCreated", pt_record_get_created_at (record));
  pt_crate_set_text (object, "temporal", date);
  pt_crate_set_ref (object, "author", PT_ELN_PROGRAM);
  pt_crate_set_text (object, "creativeWorkStatus", status_of (record));
  pt_crate_set_text (object, "encodingFormat", "text/html");
  pt_crate_set_text (object, "text", html);
  set_keywords (record, object);
  pt_eln_add_values (self->dataset, record, self->options, self->lang, self->graph, values);
  pt_crate_set_list (object, "variableMeasured", values);
  add_comments (self, record, object);
  add_mentions (self, record, object);
  return add_files (self, record, folder, object, error);
}
