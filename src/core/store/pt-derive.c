/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derived rows of one record. The columns of a kind's table follow its const table; a value that
 * does not fit its kind is NULL there and stays as it is in the state. */
#include "pt-derive-private.h"

#include "pt-json.h"
#include "pt-tables.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXTS 256 /* that wait for the index: a page of the feed has 2,000 */

/* ── Plans ── */

static char *
make_kind_sql (const PtRecordKind *kind, guint n_fields, const char *schema, const char *verb)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "%s INTO %s.\"%s\" VALUES (?", verb, schema, kind->id);
  for (guint i = 1; i < PT_TABLES_N_FIXED + n_fields; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static PtKindPlan *
plan_new (const PtRecordKind *kind, const char *schema)
{
  PtKindPlan *self = g_new0 (PtKindPlan, 1);
  const PtField *field;

  self->kind = kind;
  self->fields = g_ptr_array_new ();
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      g_ptr_array_add (self->fields, (gpointer)field);
      /* The common ones are searched too, but make no kind worth finding by themselves. */
      self->is_searched |= i < kind->n_fields && (field->flags & PT_FIELD_SEARCHED);
    }
  self->insert_sql = make_kind_sql (kind, self->fields->len, schema, "INSERT");
  self->replace_sql = make_kind_sql (kind, self->fields->len, schema, "INSERT OR REPLACE");
  return self;
}

static void
plan_free (gpointer data)
{
  PtKindPlan *self = data;

  g_ptr_array_unref (self->fields);
  g_free (self->insert_sql);
  g_free (self->replace_sql);
  g_free (self);
}

const PtKindPlan *
pt_derive_plan (PtDerive *self, const PtRecord *record)
{
  return g_hash_table_lookup (self->plans, pt_record_get_kind_id (record));
}

static char *
make_listing_sql (const char *schema, const char *verb, const char *neighbours)
{
  return g_strdup_printf (
      "%s INTO %s.listing (row, id, kind, title, date, status, sharing,"
      " n_attachments, n_comments, people, n_conflicts, pending, archived, archived_beside,"
      " created_at, updated_at)"
      " VALUES (?2, ?1, ?3, ?4, ?5, ?6, ?7, %s, ?8, ?9, ?10, ?11, ?12, ?13)",
      verb, schema, neighbours);
}

PtDerive *
pt_derive_new (PtDb *db, const char *schema)
{
  PtDerive *self = g_new0 (PtDerive, 1);
  g_autofree char *neighbours = pt_neighbours_columns_sql (schema);

  self->db = db;
  self->schema = schema;
  self->plans = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, plan_free);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = g_array_new (FALSE, FALSE, sizeof (PtSearchText));
  g_array_set_clear_func (self->texts, pt_search_text_clear);
  for (guint i = 0; i < pt_n_record_kinds; i++)
    g_hash_table_insert (self->plans, (char *)pt_record_kinds[i]->id,
                         plan_new (pt_record_kinds[i], schema));
  self->listing_sql[FALSE] = make_listing_sql (schema, "INSERT OR REPLACE", neighbours);
  self->listing_sql[TRUE] = make_listing_sql (schema, "INSERT", neighbours);
  self->refresh_sql = g_strdup_printf (
      "UPDATE %s.listing SET (n_attachments, n_comments, people) = (SELECT %s)"
      " WHERE row = (SELECT row FROM main.record WHERE id = pt_uuid(?1))",
      schema, neighbours);
  self->pending_sql = g_strdup_printf (
      "UPDATE %s.listing SET pending = EXISTS (SELECT 1 FROM main.op WHERE record = ?1"
      " AND settled = 0 AND queued = 1 AND verdict IS NULL) WHERE row = ?1",
      schema);
  self->search_find_sql = g_strdup_printf ("SELECT title, body FROM %s.search WHERE rowid = ?",
                                           schema);
  self->search_drop_sql = g_strdup_printf ("DELETE FROM %s.search WHERE rowid = ?", schema);
  self->search_put_sql = g_strdup_printf (
      "INSERT INTO %s.search (rowid, title, body) VALUES (?, ?, ?)", schema);
  if (strcmp (schema, "main") == 0)
    self->search_merge_sql = g_strdup ("INSERT INTO search (search, rank) VALUES ('merge', ?)");
  return self;
}

void
pt_derive_free (PtDerive *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->plans);
  g_hash_table_unref (self->touched);
  g_array_unref (self->texts);
  g_free (self->listing_sql[FALSE]);
  g_free (self->listing_sql[TRUE]);
  g_free (self->refresh_sql);
  g_free (self->pending_sql);
  g_free (self->search_find_sql);
  g_free (self->search_drop_sql);
  g_free (self->search_put_sql);
  g_free (self->search_merge_sql);
  g_free (self);
}

/* ── One field ── */

/* The record outlives the statement's run. */
static void
bind_text (sqlite3_stmt *stmt, int column, const char *text)
{
  sqlite3_bind_text (stmt, column, text, -1, SQLITE_STATIC);
}

static void
bind_keys (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);

  if (keys == NULL || keys[0] == NULL)
    return;
  GString *array = g_string_new ("[");
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_string_append (array, i > 0 ? "," : "");
      pt_json_append_text (array, keys[i]);
    }
  g_string_append_c (array, ']');
  sqlite3_bind_text (stmt, column, g_string_free (array, FALSE), -1, g_free);
}

static void
bind_date (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  const char *text = pt_record_get_text (record, field->id);

  if (text != NULL && (field->kind == PT_KIND_DATE ? pt_date_is_valid : pt_moment_is_valid) (text))
    bind_text (stmt, column, text);
}

static void
bind_int (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  int64_t value;

  if (pt_record_get_int (record, field->id, &value))
    sqlite3_bind_int64 (stmt, column, value);
}

static void
bind_real (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  double value;

  if (pt_record_get_real (record, field->id, &value))
    sqlite3_bind_double (stmt, column, value);
}

static void
bind_quantity (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  const PtValue *value = pt_record_get_value (record, field->id);

  if (value == NULL)
    return;
  if (value->type == PT_VALUE_TEXT)
    bind_text (stmt, column, value->text);
  else
    bind_real (stmt, column, record, field);
}

static void
bind_bool (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  bool value = strcmp (field->id, "archived") == 0 ? pt_record_is_archived (record)
                                                   : pt_record_get_bool (record, field->id);

  sqlite3_bind_int (stmt, column, value);
}

/* Sharing is read by gates: the strictest counts. */
static void
bind_key (sqlite3_stmt *stmt, int column, const PtRecord *record, const PtField *field)
{
  bind_text (stmt, column,
             strcmp (field->id, "sharing") == 0 ? pt_record_get_strictest (record, field->id)
                                                : pt_record_get_text (record, field->id));
}

typedef void (*BindFunc) (sqlite3_stmt *stmt, int column, const PtRecord *record,
                          const PtField *field);

static const BindFunc binders[] = {
  [PT_KIND_TEXT] = bind_key,    [PT_KIND_LONG] = bind_key,          [PT_KIND_ENUM] = bind_key,
  [PT_KIND_REF] = bind_key,     [PT_KIND_BOOL] = bind_bool,         [PT_KIND_INT] = bind_int,
  [PT_KIND_REAL] = bind_real,   [PT_KIND_DATE] = bind_date,         [PT_KIND_MOMENT] = bind_date,
  [PT_KIND_INSTANT] = bind_int, [PT_KIND_QUANTITY] = bind_quantity, [PT_KIND_KEYS] = bind_keys,
  [PT_KIND_TAGS] = bind_keys,   [PT_KIND_REFS] = bind_keys,
};

/* ── One record ── */

static gboolean
write_kind (PtDerive *self, int64_t row, const PtRecord *record, gboolean is_new, GError **error)
{
  const PtKindPlan *plan = pt_derive_plan (self, record);

  if (plan == NULL)
    return TRUE;
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db, is_new ? plan->insert_sql : plan->replace_sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_stmt *handle = pt_stmt_handle (stmt);
  sqlite3_bind_int64 (handle, 1, row);
  bind_text (handle, 2, pt_record_get_id (record));
  sqlite3_bind_int64 (handle, 3, pt_record_get_no (record));
  sqlite3_bind_int64 (handle, 4, pt_record_get_created_at (record));
  bind_text (handle, 5, pt_record_get_created_by (record));
  sqlite3_bind_int64 (handle, 6, pt_record_get_updated_at (record));
  for (guint i = 0; i < plan->fields->len; i++)
    {
      const PtField *field = g_ptr_array_index (plan->fields, i);
      binders[field->kind](handle, PT_TABLES_N_FIXED + 1 + (int)i, record, field);
    }
  return pt_stmt_step (stmt, error) == SQLITE_DONE;
}

static const char *
get_status (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  return kind != NULL && kind->status_field != NULL
             ? pt_record_get_text (record, kind->status_field)
             : NULL;
}

static const char *
get_sharing (const PtRecord *record)
{
  const PtVocabulary *vocabulary = pt_vocabulary_get ("sharing");

  return vocabulary->terms[pt_record_get_sharing (record)].key;
}

/* What does not depend on a language: the key where the name is a label, "" where there is none. */
static char *
dup_title (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, kind->title_field) : NULL;
  const gboolean is_label = field != NULL && field->kind == PT_KIND_ENUM;
  char *name = is_label ? g_strdup (pt_record_get_text (record, field->id))
                        : pt_record_dup_name (record);

  return name != NULL ? name : g_strdup ("");
}

/* With the time of day where it is known. */
static char *
dup_date (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *date = kind != NULL && kind->date_field != NULL
                         ? pt_record_get_text (record, kind->date_field)
                         : NULL;

  return date != NULL && pt_moment_is_valid (date) ? g_strdup (date) : pt_record_dup_date (record);
}

static gboolean
write_listing (PtDerive *self, int64_t row, const PtRecord *record, const char *title,
               PtDeriveFlags flags, GError **error)
{
  g_autofree char *date = dup_date (record);
  g_auto (GStrv) conflicts = pt_record_dup_conflicts (record);

  return pt_db_run (self->db, error, self->listing_sql[flags & PT_DERIVE_NEW], "titttttiiiiii",
                    pt_record_get_id (record), row, pt_record_get_kind_id (record), title, date,
                    get_status (record), get_sharing (record), (int64_t)g_strv_length (conflicts),
                    (int64_t)((flags & PT_DERIVE_PENDING) != 0),
                    (int64_t)pt_record_is_archived (record),
                    (int64_t)pt_record_is_changed_after_archiving (record),
                    pt_record_get_created_at (record), pt_record_get_updated_at (record));
}

static gboolean
delete_row (PtDerive *self, const char *table, int64_t row, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s.\"%s\" WHERE row = ?", self->schema,
                                          table);

  return pt_db_run (self->db, error, sql, "i", row);
}

/* A record that holds nothing, because all of it was erased, is in no list. */
static gboolean
derive_nothing (PtDerive *self, int64_t row, const PtRecord *record, GError **error)
{
  const PtKindPlan *plan = pt_derive_plan (self, record);

  if (!pt_neighbours_note (self, row, record, FALSE, error)
      || !pt_neighbours_note_title (self, row, record, "", error)
      || !delete_row (self, "listing", row, error)
      || (plan != NULL && !delete_row (self, plan->kind->id, row, error)))
    return FALSE;
  pt_derive_note_search (self, row, record, NULL, FALSE);
  return TRUE;
}

gboolean
pt_derive_record (PtDerive *self, int64_t row, const PtRecord *record, PtDeriveFlags flags,
                  GError **error)
{
  g_autofree char *title = NULL;
  gboolean is_new = (flags & PT_DERIVE_NEW) != 0;

  if (pt_state_n_registers (pt_record_get_state (record)) == 0)
    return derive_nothing (self, row, record, error);
  title = dup_title (record);
  if (!pt_neighbours_note (self, row, record, is_new, error)
      || !pt_neighbours_note_title (self, row, record, title, error)
      || !write_kind (self, row, record, is_new, error)
      || !write_listing (self, row, record, title, flags, error))
    return FALSE;
  pt_derive_note_search (self, row, record, title, is_new);
  return self->texts->len < MAX_TEXTS || pt_derive_flush_search (self, error);
}

gboolean
pt_derive_refresh_pending (PtDerive *self, int64_t row, GError **error)
{
  return pt_db_run (self->db, error, self->pending_sql, "i", row);
}

gboolean
pt_derive_flush (PtDerive *self, GError **error)
{
  return pt_neighbours_flush (self, error) && pt_derive_flush_search (self, error)
         && pt_derive_merge_search (self, error);
}

void
pt_derive_forget (PtDerive *self)
{
  g_hash_table_remove_all (self->touched);
  g_array_set_size (self->texts, 0);
  self->indexed = 0;
}
