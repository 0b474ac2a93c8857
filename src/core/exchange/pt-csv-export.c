/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one kind as a table. The columns are the fields of the kind, then what newer versions
 * have set, so that a table never hides something. */
#include "pt-csv-writer.h"
#include "pt-export-private.h"
#include "pt-record-json.h"

#include "pt-json.h"
#include "pt-mention.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FLUSH_BYTES (256 * 1024)

typedef struct
{
  PtDataset *dataset;
  const PtRecordKind *kind; /* NULL = unknown here */
  const PtExportOptions *options;
  PtCsvWriter writer;
  GOutputStream *out;
  GCancellable *cancellable;
  GTree *unknown; /* names of what the table of fields does not have, sorted */
} Export;

static bool
is_column (const PtField *field)
{
  /* Archived records are not in a table. */
  return !g_str_equal (field->id, "archived");
}

/* (transfer full): how the record @id is called. */
static char *
title_of (Export *self, const char *id)
{
  PtRecord *record = pt_dataset_get (self->dataset, id);
  return record != NULL ? pt_record_dup_title (record) : g_strdup (id);
}

static char *
number_text (Export *self, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number));
  return self->options->decimal_comma ? g_strdelimit (text, ".", ',') : text;
}

/* (transfer full): one value of @field as text; @field NULL for what this version does not know. */
static char *
value_text (Export *self, const PtField *field, const PtValue *value)
{
  const char *lang = self->options->lang;
  if (value->type == PT_VALUE_REAL)
    return number_text (self, value->r);
  if (value->type == PT_VALUE_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->i);
  if (value->type == PT_VALUE_BOOL && (lang == NULL || field == NULL))
    return g_strdup (value->b ? "true" : "false");
  if (value->type == PT_VALUE_TEXT && (lang == NULL || field == NULL))
    return g_strdup (value->text);
  if (field == NULL || value->type == PT_VALUE_JSON)
    return g_strdup (value->type == PT_VALUE_JSON ? value->text : "");
  switch (field->kind)
    {
    case PT_KIND_REF:
    case PT_KIND_REFS:
      return title_of (self, value->text);
    case PT_KIND_LONG:
      return pt_mention_render (value->text, pt_mention_name_from_dataset, self->dataset);
    case PT_KIND_ENUM:
    case PT_KIND_KEYS:
      return g_strdup (pt_term_label_in (field->vocabulary, value->text, lang));
    case PT_KIND_BOOL:
      return pt_value_format (field, value, lang);
    case PT_KIND_TEXT:
    case PT_KIND_INT:
    case PT_KIND_REAL:
    case PT_KIND_DATE:
    case PT_KIND_MOMENT:
    case PT_KIND_INSTANT:
    case PT_KIND_QUANTITY:
    case PT_KIND_TAGS:
      break;
    }
  /* Dates stay ISO: every spreadsheet reads them, and they sort. */
  return g_strdup (value->text);
}

static void
write_list (Export *self, const PtField *field, JsonArray *array)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (PtValue) value = pt_value_from_json (json_array_get_element (array, i));
      g_autofree char *text = value_text (self, field, value);
      g_string_append_printf (joined, "%s%s", i > 0 ? "; " : "", text);
    }
  pt_csv_write_text (&self->writer, joined->str);
}

static void
write_cell (Export *self, const PtField *field, JsonNode *node)
{
  if (node == NULL)
    {
      pt_csv_write_raw (&self->writer, "");
      return;
    }
  if (field != NULL && pt_field_is_set (field) && JSON_NODE_HOLDS_ARRAY (node))
    {
      write_list (self, field, json_node_get_array (node));
      return;
    }
  g_autoptr (PtValue) value = pt_value_from_json (node);
  g_autofree char *text = value_text (self, field, value);
  if (value->type == PT_VALUE_REAL || value->type == PT_VALUE_INT)
    pt_csv_write_raw (&self->writer, text);
  else
    pt_csv_write_text (&self->writer, text);
}

static gboolean
header_cb (gpointer key, gpointer value, gpointer data)
{
  Export *self = data;
  pt_csv_write_text (&self->writer, key);
  return FALSE;
}

static void
write_header (Export *self)
{
  const PtField *field;
  pt_csv_write_raw (&self->writer, "id");
  for (guint i = 0;
       self->kind != NULL && (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    if (is_column (field))
      pt_csv_write_text (&self->writer, self->options->lang != NULL
                                            ? pt_field_label_in (field, self->options->lang)
                                            : field->id);
  g_tree_foreach (self->unknown, header_cb, self);
  pt_csv_end_row (&self->writer);
}

typedef struct
{
  Export *export;
  JsonObject *fields;
} Row;

static gboolean
unknown_cell_cb (gpointer key, gpointer value, gpointer data)
{
  Row *row = data;
  write_cell (row->export, NULL, json_object_get_member (row->fields, key));
  return FALSE;
}

static JsonObject *
fields_of (PtRecord *record)
{
  const PtVocabulary *levels = pt_vocabulary_get ("sharing");
  JsonObject *fields = pt_record_fields_to_json (record, true, true);
  json_object_set_string_member (fields, "sharing",
                                 levels->terms[pt_record_get_sharing (record)].key);
  return fields;
}

static void
write_record (Export *self, PtRecord *record)
{
  g_autoptr (JsonObject) fields = fields_of (record);
  Row row = { self, fields };
  const PtField *field;
  pt_csv_write_raw (&self->writer, pt_record_get_id (record));
  for (guint i = 0;
       self->kind != NULL && (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    if (is_column (field))
      write_cell (self, field, json_object_get_member (fields, field->id));
  g_tree_foreach (self->unknown, unknown_cell_cb, &row);
  pt_csv_end_row (&self->writer);
}

static void
find_unknown (Export *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (JsonObject) fields = fields_of (g_ptr_array_index (records, i));
      g_autoptr (GList) names = json_object_get_members (fields);
      for (GList *n = names; n != NULL; n = n->next)
        if (self->kind == NULL || pt_record_kind_field (self->kind, n->data) == NULL)
          g_tree_insert (self->unknown, g_strdup (n->data), NULL);
    }
}

static gboolean
flush (Export *self, gsize least, GError **error)
{
  if (self->writer.out->len < least)
    return TRUE;
  gboolean ok = pt_export_write (self->out, self->writer.out->str, self->writer.out->len,
                                 self->cancellable, error);
  g_string_truncate (self->writer.out, 0);
  return ok;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static gboolean
write_all (Export *self, GPtrArray *records, PtExportReport *report, GError **error)
{
  find_unknown (self, records);
  if (self->options->bom)
    g_string_append (self->writer.out, "\xEF\xBB\xBF");
  write_header (self);
  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);
      if (!pt_export_includes (self->dataset, record, self->options, report))
        continue;
      write_record (self, record);
      report->n_records++;
      if (!flush (self, FLUSH_BYTES, error))
        return FALSE;
    }
  return flush (self, 0, error);
}

PtExportReport *
pt_export_csv (PtDataset *dataset, const char *kind, const PtExportOptions *options,
               GOutputStream *out, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && kind != NULL && options != NULL && out != NULL, NULL);

  GPtrArray *records = pt_dataset_list (dataset, kind);
  if (pt_record_kind_find (kind) == NULL && (records == NULL || records->len == 0))
    {
      g_set_error (error, PT_EXPORT_ERROR, PT_EXPORT_ERROR_KIND,
                   _ ("Nothing in a logbook is called “%s”."), kind);
      return NULL;
    }

  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GTree) unknown = g_tree_new_full (compare_cb, NULL, g_free, NULL);
  Export self = {
    .dataset = dataset,
    .kind = pt_record_kind_find (kind),
    .options = options,
    .writer = { text, options->delimiter != '\0' ? options->delimiter : ',', FALSE },
    .out = out,
    .cancellable = cancellable,
    .unknown = unknown,
  };
  if (!write_all (&self, records, report, error))
    return NULL;
  pt_export_report_close (report);
  return g_steal_pointer (&report);
}
