/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns to fields. Names are compared without case, accents and punctuation, with field ids,
 * with the labels in both languages, and with what people call these things elsewhere. */
#include "pt-import-mapping.h"

#include "pt-import-limits.h"
#include "pt-json.h"
#include "pt-text-encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAPPING_FORMAT "proeftuin-mapping"

/* Roles that a field may have, beside its own name. */
typedef enum
{
  ROLE_TITLE,
  ROLE_DATE,
  ROLE_TEXT,
  ROLE_TAGS,
  ROLE_STATUS,
} Role;

typedef struct
{
  const char *name; /* folded */
  Role role;
} Synonym;

/* In order of how sure they are: the first column found for a role has it. */
static const Synonym SYNONYMS[] = {
  { "title", ROLE_TITLE },      { "titel", ROLE_TITLE },       { "name", ROLE_TITLE },
  { "naam", ROLE_TITLE },       { "onderwerp", ROLE_TITLE },   { "subject", ROLE_TITLE },
  { "heading", ROLE_TITLE },    { "headline", ROLE_TITLE },    { "kop", ROLE_TITLE },
  { "date", ROLE_DATE },        { "datum", ROLE_DATE },        { "when", ROLE_DATE },
  { "wanneer", ROLE_DATE },     { "day", ROLE_DATE },          { "dag", ROLE_DATE },
  { "timestamp", ROLE_DATE },   { "tijdstip", ROLE_DATE },     { "created", ROLE_DATE },
  { "content", ROLE_TEXT },     { "inhoud", ROLE_TEXT },       { "body", ROLE_TEXT },
  { "text", ROLE_TEXT },        { "tekst", ROLE_TEXT },        { "note", ROLE_TEXT },
  { "notitie", ROLE_TEXT },     { "notes", ROLE_TEXT },        { "notities", ROLE_TEXT },
  { "description", ROLE_TEXT }, { "beschrijving", ROLE_TEXT }, { "omschrijving", ROLE_TEXT },
  { "verslag", ROLE_TEXT },     { "message", ROLE_TEXT },      { "bericht", ROLE_TEXT },
  { "opmerking", ROLE_TEXT },   { "opmerkingen", ROLE_TEXT },  { "tags", ROLE_TAGS },
  { "tag", ROLE_TAGS },         { "labels", ROLE_TAGS },       { "label", ROLE_TAGS },
  { "keywords", ROLE_TAGS },    { "trefwoorden", ROLE_TAGS },  { "trefwoord", ROLE_TAGS },
  { "status", ROLE_STATUS },    { "state", ROLE_STATUS },      { "stand", ROLE_STATUS },
};

static bool
can_be_mapped (const PtField *field)
{
  return !(field->flags & PT_FIELD_AUTOMATIC);
}

char *
pt_import_plan_dup_setting (PtImportPlan *plan, const char *as_kind)
{
  g_autoptr (GString) columns = g_string_new (as_kind);
  g_autofree char *hash = NULL;

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const PtImportColumn *column = plan->columns->pdata[i];
      g_string_append_printf (columns, "\x1f%s", column->name);
    }
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, columns->str, columns->len);
  return g_strdup_printf ("import-mapping/%.16s", hash);
}

GPtrArray *
pt_import_fields (const char *kind_id)
{
  GPtrArray *fields = g_ptr_array_new ();
  const PtRecordKind *kind = pt_record_kind_find (kind_id);
  const PtField *field;
  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (can_be_mapped (field))
      g_ptr_array_add (fields, (gpointer)field);
  return fields;
}

/* Text that a person reads as a whole. */
static const char *
text_field (const PtRecordKind *kind)
{
  const PtField *field;
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (field->kind == PT_KIND_LONG && g_strcmp0 (field->id, kind->title_field) != 0
        && can_be_mapped (field))
      return field->id;
  return NULL;
}

static const char *
field_for_role (const PtRecordKind *kind, Role role)
{
  switch (role)
    {
    case ROLE_TITLE:
      return kind->title_field;
    case ROLE_DATE:
      return kind->date_field;
    case ROLE_TEXT:
      return text_field (kind);
    case ROLE_TAGS:
      return "tags";
    case ROLE_STATUS:
      return kind->status_field;
    }
  return NULL;
}

static bool
is_called (const PtField *field, const char *folded)
{
  g_autofree char *id = pt_text_fold (field->id);
  g_autofree char *dutch = pt_text_fold (pt_field_label_in (field, "nl"));
  g_autofree char *english = pt_text_fold (pt_field_label_in (field, "en"));
  return g_str_equal (folded, id) || g_str_equal (folded, dutch) || g_str_equal (folded, english);
}

/* (transfer none) (nullable): the field of @kind that @name is the id or a label of. */
static const char *
find_field (const PtRecordKind *kind, const char *name)
{
  if (g_str_equal (name, PT_IMPORT_ID))
    return PT_IMPORT_ID;
  const PtField *exact = pt_record_kind_field (kind, name);
  if (exact != NULL)
    return exact->id;

  g_autofree char *folded = pt_text_fold (name);
  const PtField *field;
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (can_be_mapped (field) && is_called (field, folded))
      return field->id;
  return NULL;
}

static bool
is_taken (PtImportPlan *plan, const char *field)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      if (g_strcmp0 (column->field, field) == 0)
        return true;
    }
  return false;
}

/* Surveys write `code. Question`: the code alone names the column too. */
static bool
has_code (const char *name, const char *code)
{
  const char *dot = strstr (name, ". ");
  return dot != NULL && strlen (code) == (gsize)(dot - name)
         && strncmp (name, code, dot - name) == 0;
}

typedef enum
{
  MATCH_EXACT,
  MATCH_FOLDED,
  MATCH_CODE,
  MATCH_PREFIX,
  N_MATCHES,
} Match;

static bool
matches (const char *name, const char *wanted, Match how)
{
  g_autofree char *a = pt_text_fold (name);
  g_autofree char *b = pt_text_fold (wanted);
  switch (how)
    {
    case MATCH_EXACT:
      return g_str_equal (name, wanted);
    case MATCH_FOLDED:
      return b[0] != '\0' && g_str_equal (a, b);
    case MATCH_CODE:
      return has_code (name, wanted);
    case MATCH_PREFIX:
      return b[0] != '\0' && g_str_has_prefix (a, b);
    case N_MATCHES:
      break;
    }
  return false;
}

/* The one column that @wanted means; `#3` is the third. NULL when none or, but for the same name,
 * several. */
static PtImportColumn *
find_column (PtImportPlan *plan, const char *wanted)
{
  guint64 place = 0;
  if (wanted[0] == '#'
      && g_ascii_string_to_unsigned (wanted + 1, 10, 1, MAX (plan->columns->len, 1), &place, NULL))
    return g_ptr_array_index (plan->columns, place - 1);

  for (Match how = MATCH_EXACT; how < N_MATCHES; how++)
    {
      PtImportColumn *found = NULL;
      guint n = 0;
      for (guint i = 0; i < plan->columns->len; i++)
        {
          PtImportColumn *column = g_ptr_array_index (plan->columns, i);
          if (!matches (column->name, wanted, how))
            continue;
          found = found != NULL ? found : column;
          n++;
        }
      if (n == 1 || (n > 1 && how == MATCH_EXACT))
        return found;
    }
  return NULL;
}

static void
set_field (PtImportColumn *column, const char *field)
{
  g_free (column->field);
  column->field = g_strdup (field);
  column->ignored = field == NULL;
}

static char *
list_fields (const PtRecordKind *kind)
{
  g_autoptr (GPtrArray) fields = pt_import_fields (kind->id);
  GString *names = g_string_new (PT_IMPORT_ID);
  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (names, ", %s", ((const PtField *)g_ptr_array_index (fields, i))->id);
  return g_string_free (names, FALSE);
}

static gboolean
map_one (const PtRecordKind *kind, PtImportPlan *plan, const char *map, GError **error)
{
  const char *equals = strrchr (map, '=');
  g_autofree char *name = equals != NULL ? g_strndup (map, equals - map) : g_strdup (map);
  PtImportColumn *column = find_column (plan, name);
  if (equals == NULL || column == NULL)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_MAPPING,
                   _ ("The table has no column “%s”, or more than one that begins like that."),
                   name);
      return FALSE;
    }
  const char *field = equals[1] != '\0' ? find_field (kind, equals + 1) : NULL;
  if (field == NULL && equals[1] != '\0')
    {
      g_autofree char *names = list_fields (kind);
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_MAPPING,
                   /* Translators: a field's name, a kind of record, a list of fields */
                   _ ("“%s” is no field of “%s”. There are: %s."), equals + 1,
                   pt_record_kind_label (kind), names);
      return FALSE;
    }
  set_field (column, field);
  return TRUE;
}

static JsonNode *
parse_saved (const char *saved, GError **error)
{
  g_autoptr (JsonNode)
      node = pt_json_parse (saved, strlen (saved), PT_IMPORT_MAX_MAPPING_BYTES, error);
  if (node == NULL)
    return NULL;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object == NULL || g_strcmp0 (pt_json_text_or (object, "format", NULL), MAPPING_FORMAT) != 0)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_MAPPING,
                   _ ("This is not a saved mapping of columns."));
      return NULL;
    }
  return g_steal_pointer (&node);
}

/* Columns that the table no longer has and fields that this version does not know are passed
 * over: the table says what it has. */
static gboolean
apply_saved (const char *saved, const PtRecordKind *kind, PtImportPlan *plan, GError **error)
{
  g_autoptr (JsonNode) node = parse_saved (saved, error);
  JsonArray *columns = NULL;
  if (node == NULL || !pt_json_get_array (json_node_get_object (node), "columns", &columns, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonNode *element = json_array_get_element (columns, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *name = entry != NULL ? pt_json_text_or (entry, "name", NULL) : NULL;
      const char *field = entry != NULL ? pt_json_text_or (entry, "field", NULL) : NULL;
      PtImportColumn *column = name != NULL ? find_column (plan, name) : NULL;
      if (column != NULL && field != NULL)
        set_field (column, field[0] != '\0' ? find_field (kind, field) : NULL);
    }
  return TRUE;
}

char *
pt_import_plan_save_mapping (PtImportPlan *plan)
{
  g_return_val_if_fail (plan != NULL, NULL);

  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *columns = json_array_new ();
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      JsonObject *entry = json_object_new ();
      json_object_set_string_member (entry, "name", column->name);
      if (column->field != NULL || column->ignored)
        json_object_set_string_member (entry, "field", column->field != NULL ? column->field : "");
      json_array_add_object_element (columns, entry);
    }
  json_object_set_string_member (root, "format", MAPPING_FORMAT);
  json_object_set_int_member (root, "version", 1);
  if (plan->kind != NULL)
    json_object_set_string_member (root, "kind", plan->kind);
  json_object_set_array_member (root, "columns", columns);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), root);
  return pt_json_print_ordered (node);
}

static void
match_names (const PtRecordKind *kind, PtImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      const char *field = column->field == NULL && !column->ignored && column->name[0] != '\0'
                              ? find_field (kind, column->name)
                              : NULL;
      if (field != NULL && !is_taken (plan, field))
        column->field = g_strdup (field);
    }
}

static void
match_synonyms (const PtRecordKind *kind, PtImportPlan *plan)
{
  for (guint s = 0; s < G_N_ELEMENTS (SYNONYMS); s++)
    {
      const char *field = field_for_role (kind, SYNONYMS[s].role);
      if (field == NULL || is_taken (plan, field))
        continue;
      for (guint i = 0; i < plan->columns->len; i++)
        {
          PtImportColumn *column = g_ptr_array_index (plan->columns, i);
          g_autofree char *folded = pt_text_fold (column->name);
          if (column->field != NULL || column->ignored || !g_str_equal (folded, SYNONYMS[s].name))
            continue;
          column->field = g_strdup (field);
          break;
        }
    }
}

/* Several columns can only become one text or one set. */
static gboolean
check_shared (const PtRecordKind *kind, PtImportPlan *plan, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      if (column->field == NULL || g_hash_table_add (seen, column->field))
        continue;
      const PtField *field = pt_record_kind_field (kind, column->field);
      if (field != NULL && (field->kind == PT_KIND_LONG || pt_field_is_set (field)))
        continue;
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_MAPPING,
                   _ ("Only one column can go to “%s”; only long texts and lists can take "
                      "several."),
                   column->field);
      return FALSE;
    }
  return TRUE;
}

gboolean
pt_import_map_columns (const PtImportOptions *options, const PtRecordKind *kind, PtImportPlan *plan,
                       GError **error)
{
  if (options->saved != NULL && !apply_saved (options->saved, kind, plan, error))
    return FALSE;
  for (guint i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    if (!map_one (kind, plan, options->maps[i], error))
      return FALSE;
  match_names (kind, plan);
  match_synonyms (kind, plan);
  return check_shared (kind, plan, error);
}

const PtRecordKind *
pt_import_mapping_kind (const PtImportOptions *options, GError **error)
{
  static const char *const NO_ROWS[] = { "logbook", "link", "attachment", NULL };
  g_autoptr (JsonNode) saved = NULL;
  const char *id = options->as_kind;
  if (id == NULL && options->saved != NULL)
    {
      saved = parse_saved (options->saved, error);
      if (saved == NULL)
        return NULL;
      id = pt_json_text_or (json_node_get_object (saved), "kind", NULL);
    }
  const PtRecordKind *kind = pt_record_kind_find (id != NULL ? id : "entry");
  if (kind == NULL || g_strv_contains (NO_ROWS, kind->id))
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_MAPPING,
                   _ ("Rows of a table cannot become “%s”."), id);
      return NULL;
    }
  return kind;
}
