/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL made from the const tables. Nothing here is typed by a person, so identifiers are quoted but
 * need no escaping. */
#include "pt-tables.h"

#include "pt-search-words.h"

#include <string.h>

/* Raise when pt-derive.c writes something else into the same columns. */
#define DERIVE_VERSION 1

static const char *const column_types[] = {
  [PT_KIND_TEXT] = "TEXT",       [PT_KIND_LONG] = "TEXT",    [PT_KIND_ENUM] = "TEXT",
  [PT_KIND_REF] = "TEXT",        [PT_KIND_BOOL] = "INTEGER", [PT_KIND_INT] = "INTEGER",
  [PT_KIND_REAL] = "REAL",       [PT_KIND_DATE] = "TEXT",    [PT_KIND_MOMENT] = "TEXT",
  [PT_KIND_INSTANT] = "INTEGER", [PT_KIND_QUANTITY] = "ANY", [PT_KIND_KEYS] = "TEXT",
  [PT_KIND_TAGS] = "TEXT",       [PT_KIND_REFS] = "TEXT",
};

/* What is not a record of some kind: name and columns. `local` holds the shown state of records
 * with saves that the hub's state does not have yet. */
static const struct
{
  const char *name;
  const char *body;
} others[] = {
  { "local", "(row INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT" },
  { "listing", "(row INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,"
               " title TEXT NOT NULL, date TEXT NOT NULL, status TEXT, sharing TEXT NOT NULL,"
               " people TEXT, n_attachments INTEGER NOT NULL, n_comments INTEGER NOT NULL,"
               " n_conflicts INTEGER NOT NULL, pending INTEGER NOT NULL,"
               " archived INTEGER NOT NULL, archived_beside INTEGER NOT NULL,"
               " created_at INTEGER NOT NULL,"
               " updated_at INTEGER NOT NULL) STRICT" },
};

static const char *const other_indexes[] = {
  "CREATE INDEX main.listing_order ON listing (kind, archived, date, id)",
  "CREATE INDEX main.listing_conflicts ON listing (n_conflicts) WHERE n_conflicts > 0",
  "CREATE INDEX main.listing_beside ON listing (archived_beside) WHERE archived_beside = 1",
};

/* é finds e; no prefix index, which would halve the speed of a pull. */
static const char search_sql[] = "CREATE VIRTUAL TABLE main.search USING fts5 (title, body,"
                                 " tokenize = \"" PT_SEARCH_TOKENIZER
                                 " remove_diacritics " PT_SEARCH_DIACRITICS "\")";
/* pt-derive-search.c does, at each commit. */
static const char search_merge_sql[] = "INSERT INTO main.search (search, rank)"
                                       " VALUES ('automerge', 0)";
static const char search_temp_sql[] = "CREATE TABLE temp.search (title TEXT, body TEXT)";

char *
pt_tables_quote (const char *name)
{
  return g_strconcat ("\"", name, "\"", NULL);
}

const char *
pt_tables_column_type (PtKind kind)
{
  return column_types[kind];
}

bool
pt_tables_is_indexed (const PtRecordKind *kind, const PtField *field)
{
  if (pt_field_is_set (field))
    return false;
  if (g_strcmp0 (kind->owner_field, field->id) == 0)
    return true;
  if (strcmp (kind->id, "link") == 0 && field->kind == PT_KIND_REF)
    return !(field->flags & PT_FIELD_MEMBER) && g_strcmp0 (field->id, "same_as") != 0;
  if (g_strcmp0 (kind->status_field, field->id) == 0)
    return true;
  return (field->flags & PT_FIELD_FILTER) && field->kind == PT_KIND_REF;
}

char *
pt_tables_kind_sql (const PtRecordKind *kind, const char *schema)
{
  GString *sql = g_string_new (NULL);
  const PtField *field;

  g_string_append_printf (sql,
                          "CREATE TABLE %s.\"%s\" (row INTEGER PRIMARY KEY, id TEXT NOT NULL,"
                          " no INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by TEXT,"
                          " updated_at INTEGER NOT NULL",
                          schema, kind->id);
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    g_string_append_printf (sql, ", \"%s\" %s", field->id, column_types[field->kind]);
  g_string_append (sql, ") STRICT");
  return g_string_free (sql, FALSE);
}

static char *
index_sql (const PtRecordKind *kind, const PtField *field)
{
  return g_strdup_printf ("CREATE INDEX main.\"%s_%s\" ON \"%s\" (\"%s\")", kind->id, field->id,
                          kind->id, field->id);
}

/* All statements that make the tables of @schema, in order. */
static GPtrArray *
list_statements (const char *schema)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  gboolean full = strcmp (schema, "main") == 0;
  const PtField *field;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (
        list, g_strdup_printf ("CREATE TABLE %s.%s %s", schema, others[i].name, others[i].body));
  g_ptr_array_add (list, g_strdup (full ? search_sql : search_temp_sql));
  if (full)
    g_ptr_array_add (list, g_strdup (search_merge_sql));
  for (gsize i = 0; full && i < G_N_ELEMENTS (other_indexes); i++)
    g_ptr_array_add (list, g_strdup (other_indexes[i]));
  for (guint k = 0; k < pt_n_record_kinds; k++)
    {
      const PtRecordKind *kind = pt_record_kinds[k];
      g_ptr_array_add (list, pt_tables_kind_sql (kind, schema));
      for (guint i = 0; full && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
        if (pt_tables_is_indexed (kind, field))
          g_ptr_array_add (list, index_sql (kind, field));
    }
  return list;
}

/* What decides on the contents of the derived columns besides their names and types. */
static void
hash_meaning (GChecksum *checksum, const PtRecordKind *kind)
{
  g_autofree char *line = g_strdup_printf ("%s %s %s %s", kind->id, kind->title_field,
                                           kind->date_field, kind->status_field);
  const PtField *field;

  g_checksum_update (checksum, (const guchar *)line, -1);
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      g_autofree char *meaning = g_strdup_printf ("%s %d %u %s;", field->id, field->kind,
                                                  field->flags
                                                      & (PT_FIELD_SEARCHED | PT_FIELD_STRICTEST),
                                                  field->fallback != NULL ? field->fallback : "");
      g_checksum_update (checksum, (const guchar *)meaning, -1);
      for (const PtFallback *f = field->fallbacks; f != NULL && f->condition != NULL; f++)
        {
          g_checksum_update (checksum, (const guchar *)f->condition, -1);
          g_checksum_update (checksum, (const guchar *)f->value, -1);
        }
    }
}

static char *
make_hash (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) statements = list_statements ("main");
  g_autofree char *version = g_strdup_printf ("%d", DERIVE_VERSION);

  g_checksum_update (checksum, (const guchar *)version, -1);
  for (guint i = 0; i < statements->len; i++)
    g_checksum_update (checksum, g_ptr_array_index (statements, i), -1);
  for (guint k = 0; k < pt_n_record_kinds; k++)
    hash_meaning (checksum, pt_record_kinds[k]);
  return g_strdup (g_checksum_get_string (checksum));
}

const char *
pt_tables_hash (void)
{
  static char *hash;

  if (g_once_init_enter (&hash))
    g_once_init_leave (&hash, make_hash ());
  return hash;
}

gboolean
pt_tables_are_current (PtDb *db)
{
  g_autofree char *stored = pt_db_dup_text (db, NULL,
                                            "SELECT value FROM meta WHERE name = 'derived'", "");

  return g_strcmp0 (pt_tables_hash (), stored) == 0;
}

static void
append_names (GString *names)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_string_append_printf (names, "%s ", others[i].name);
  for (guint k = 0; k < pt_n_record_kinds; k++)
    g_string_append_printf (names, "%s ", pt_record_kinds[k]->id);
  g_string_append (names, "search");
}

gboolean
pt_tables_mark_current (PtDb *db, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  append_names (names);
  return pt_db_run (db, error,
                    "INSERT OR REPLACE INTO meta (name, value)"
                    " VALUES ('derived', ?), ('derived-tables', ?)",
                    "tt", pt_tables_hash (), names->str);
}

gboolean
pt_tables_create (PtDb *db, const char *schema, GError **error)
{
  g_autoptr (GPtrArray) statements = list_statements (schema);

  for (guint i = 0; i < statements->len; i++)
    if (!pt_db_exec (db, g_ptr_array_index (statements, i), error))
      return FALSE;
  return TRUE;
}

/* Those of today, and those that the version which made them had. */
gboolean
pt_tables_drop (PtDb *db, const char *schema, GError **error)
{
  g_autofree char *stored = pt_db_dup_text (
      db, NULL, "SELECT value FROM meta WHERE name = 'derived-tables'", "");
  g_autoptr (GString) names = g_string_new (stored);

  g_string_append_c (names, ' ');
  append_names (names);
  g_auto (GStrv) each = g_strsplit (names->str, " ", -1);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS %s.\"%s\"", schema, each[i]);
      if (*each[i] != '\0' && !pt_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}
