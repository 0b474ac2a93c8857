/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row is made at a time: its fields as JSON, then a cell whenever one is asked for. */
#include "pt-sheet.h"

#include "pt-export-private.h"
#include "pt-record-json.h"

#include "pt-mention.h"
#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_LENGTH 10 /* YYYY-MM-DD */

typedef struct
{
  const PtField *field; /* NULL = of a newer version */
  char *id;
} Column;

struct _PtSheet
{
  PtDataset *dataset;
  const PtExportOptions *options;
  const char *id;
  const PtRecordKind *kind; /* NULL = unknown here */
  GPtrArray *records;       /* borrowed from the dataset; NULL = none */
  GArray *columns;
  guint next;
  const PtRecord *record;
  JsonObject *fields;
  PtCell cell;
};

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->id);
}

/* ── The columns ── */

static void
add_column (PtSheet *self, const PtField *field, const char *id)
{
  Column column = { field, g_strdup (id) };

  g_array_append_val (self->columns, column);
}

static gboolean
unknown_column_cb (gpointer key, gpointer value, gpointer data)
{
  add_column (data, NULL, key);
  return FALSE;
}

/* What a person reads, also where a record says nothing about it. */
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
note_unknown (PtSheet *self, PtRecord *record, GTree *unknown)
{
  g_autoptr (JsonObject) fields = fields_of (record);
  g_autoptr (GList) names = json_object_get_members (fields);

  for (GList *n = names; n != NULL; n = n->next)
    if (self->kind == NULL || pt_record_kind_field (self->kind, n->data) == NULL)
      g_tree_insert (unknown, g_strdup (n->data), NULL);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static void
make_columns (PtSheet *self)
{
  g_autoptr (GTree) unknown = g_tree_new_full (compare_cb, NULL, g_free, NULL);
  const PtField *field;

  add_column (self, NULL, "id");
  for (guint i = 0;
       self->kind != NULL && (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    if (!g_str_equal (field->id, "archived"))
      add_column (self, field, field->id);
  for (guint i = 0; self->records != NULL && i < self->records->len; i++)
    note_unknown (self, g_ptr_array_index (self->records, i), unknown);
  g_tree_foreach (unknown, unknown_column_cb, self);
}

PtSheet *
pt_sheet_new (PtDataset *dataset, const char *kind, const PtExportOptions *options, GError **error)
{
  GPtrArray *records = pt_dataset_list (dataset, kind);
  PtSheet *self;

  if (pt_record_kind_find (kind) == NULL && (records == NULL || records->len == 0))
    {
      g_set_error (error, PT_EXPORT_ERROR, PT_EXPORT_ERROR_KIND,
                   _ ("Nothing in a logbook is called “%s”."), kind);
      return NULL;
    }
  self = g_new0 (PtSheet, 1);
  self->dataset = dataset;
  self->options = options;
  self->id = kind;
  self->kind = pt_record_kind_find (kind);
  self->records = records;
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  make_columns (self);
  return self;
}

static void
clear_cell (PtSheet *self)
{
  g_free (self->cell.text);
  self->cell = (PtCell){ PT_CELL_EMPTY };
}

void
pt_sheet_free (PtSheet *self)
{
  if (self == NULL)
    return;
  clear_cell (self);
  g_clear_pointer (&self->fields, json_object_unref);
  g_array_unref (self->columns);
  g_free (self);
}

GPtrArray *
pt_sheet_kinds (PtDataset *dataset)
{
  GPtrArray *kinds = g_ptr_array_new ();
  GPtrArray *all = pt_dataset_list_all (dataset);

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = g_ptr_array_index (all, i);
      const char *kind = pt_record_get_kind_id (record);

      if (pt_record_kind_find (kind) == NULL && pt_record_is_archived (record))
        continue;
      if (!g_ptr_array_find_with_equal_func (kinds, kind, g_str_equal, NULL))
        g_ptr_array_add (kinds, (gpointer)kind);
    }
  return kinds;
}

const char *
pt_sheet_get_title (PtSheet *self)
{
  return self->kind != NULL && self->options->lang != NULL
             ? pt_record_kind_label_in (self->kind, TRUE, self->options->lang)
             : self->id;
}

guint
pt_sheet_n_columns (PtSheet *self)
{
  return self->columns->len;
}

const char *
pt_sheet_heading (PtSheet *self, guint column)
{
  const Column *one = &g_array_index (self->columns, Column, column);

  return one->field != NULL && self->options->lang != NULL
             ? pt_field_label_in (one->field, self->options->lang)
             : one->id;
}

/* ── The rows ── */

gboolean
pt_sheet_next (PtSheet *self, PtExportReport *report)
{
  g_clear_pointer (&self->fields, json_object_unref);
  while (self->records != NULL && self->next < self->records->len)
    {
      PtRecord *record = g_ptr_array_index (self->records, self->next++);

      if (!pt_export_includes (self->dataset, record, self->options, report))
        continue;
      self->record = record;
      self->fields = fields_of (record);
      report->n_records++;
      return TRUE;
    }
  return FALSE;
}

/* (transfer full): a text by its field; dates stay ISO: every spreadsheet reads them, and they sort. */
static char *
words_of (PtSheet *self, const PtField *field, const char *text)
{
  const char *lang = self->options->lang;

  if (lang == NULL || field == NULL)
    return g_strdup (text);
  switch (field->kind)
    {
    case PT_KIND_REF:
    case PT_KIND_REFS:
      return pt_export_dup_title (self->dataset, text, self->options);
    case PT_KIND_LONG:
      return pt_mention_render (text, pt_mention_name_from_dataset, self->dataset);
    case PT_KIND_ENUM:
    case PT_KIND_KEYS:
      return g_strdup (pt_term_label_in (field->vocabulary, text, lang));
    case PT_KIND_TEXT:
    case PT_KIND_BOOL:
    case PT_KIND_INT:
    case PT_KIND_REAL:
    case PT_KIND_DATE:
    case PT_KIND_MOMENT:
    case PT_KIND_INSTANT:
    case PT_KIND_QUANTITY:
    case PT_KIND_TAGS:
      break;
    }
  return g_strdup (text);
}

static PtCellType
type_of_text (const PtField *field, const char *text)
{
  if (field == NULL || (field->kind != PT_KIND_DATE && field->kind != PT_KIND_MOMENT))
    return PT_CELL_TEXT;
  if (!pt_moment_is_valid (text))
    return PT_CELL_TEXT;
  return strlen (text) == DAY_LENGTH ? PT_CELL_DAY : PT_CELL_MOMENT;
}

/* For people an instant is the day in a spreadsheet, which knows no offset; for programs the microseconds. */
static PtCell
cell_of_int (PtSheet *self, const PtField *field, int64_t i)
{
  if (self->options->lang != NULL && field != NULL && field->kind == PT_KIND_INSTANT)
    return (PtCell){ PT_CELL_DAY, pt_instant_format (i, 0) };
  return (PtCell){ PT_CELL_NUMBER, g_strdup_printf ("%" G_GINT64_FORMAT, i), (double)i };
}

/* @field NULL for what this version does not know. */
static PtCell
cell_of (PtSheet *self, const PtField *field, const PtValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *lang = self->options->lang;

  switch (value->type)
    {
    case PT_VALUE_NULL:
      break;
    case PT_VALUE_REAL:
      return (PtCell){ PT_CELL_NUMBER, g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value->r)),
                       value->r };
    case PT_VALUE_INT:
      return cell_of_int (self, field, value->i);
    case PT_VALUE_BOOL:
      return (PtCell){ PT_CELL_BOOL,
                       lang == NULL || field == NULL ? g_strdup (value->b ? "true" : "false")
                                                     : pt_value_format (field, value, lang),
                       value->b ? 1 : 0 };
    case PT_VALUE_TEXT:
      return (PtCell){ type_of_text (field, value->text), words_of (self, field, value->text) };
    case PT_VALUE_JSON:
      return (PtCell){ PT_CELL_TEXT, g_strdup (value->text) };
    }
  return (PtCell){ PT_CELL_EMPTY };
}

static PtCell
cell_of_list (PtSheet *self, const PtField *field, JsonArray *array)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (PtValue) value = pt_value_from_json (json_array_get_element (array, i));
      PtCell one = cell_of (self, field, value);

      g_string_append_printf (joined, "%s%s", i > 0 ? "; " : "", one.text != NULL ? one.text : "");
      g_free (one.text);
    }
  return (PtCell){ PT_CELL_TEXT, g_string_free (g_steal_pointer (&joined), FALSE) };
}

/* What nobody writes, such as the letter of a question: people look for it, programs count it again. */
static PtCell
cell_of_computed (PtSheet *self, const PtField *field)
{
  const char *text = self->options->lang != NULL ? pt_record_get_text (self->record, field->id)
                                                 : NULL;

  return text != NULL ? (PtCell){ PT_CELL_TEXT, g_strdup (text) } : (PtCell){ PT_CELL_EMPTY };
}

const PtCell *
pt_sheet_cell (PtSheet *self, guint column)
{
  const Column *one = &g_array_index (self->columns, Column, column);
  JsonNode *node = column > 0 ? json_object_get_member (self->fields, one->id) : NULL;

  clear_cell (self);
  if (column == 0)
    self->cell = (PtCell){ PT_CELL_TEXT, g_strdup (pt_record_get_id (self->record)) };
  else if (one->field != NULL && one->field->flags & PT_FIELD_COMPUTED)
    self->cell = cell_of_computed (self, one->field);
  else if (node != NULL && one->field != NULL && pt_field_is_set (one->field)
           && JSON_NODE_HOLDS_ARRAY (node))
    self->cell = cell_of_list (self, one->field, json_node_get_array (node));
  else if (node != NULL)
    {
      g_autoptr (PtValue) value = pt_value_from_json (node);

      self->cell = cell_of (self, one->field, value);
    }
  return &self->cell;
}
