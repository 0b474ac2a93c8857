/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQL made from each kind's table has its fields, each with the right type; every field of every kind
 * goes in and comes out. */
#include "fixture.h"

#include "pt-tables.h"

#include <string.h>

static void
test_columns (Fixture *f, gconstpointer data)
{
  for (guint k = 0; k < pt_n_record_kinds; k++)
    {
      const PtRecordKind *kind = pt_record_kinds[k];
      const PtField *field;
      guint n = 0;
      for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++, n++)
        {
          g_autofree char *type = pt_db_dup_text (
              pt_store_get_db (f->store), NULL,
              "SELECT type FROM pragma_table_info (?) WHERE name = ?", "tt", kind->id, field->id);
          g_assert_cmpstr (type, ==, pt_tables_column_type (field->kind));
        }
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM pragma_table_info ('%s')",
                                              kind->id);
      g_assert_cmpint (fixture_sql (f->store, sql), ==, n + PT_TABLES_N_FIXED);
    }
}

/* Of the right kind, for any field. */
static char *
sample (const PtField *field)
{
  switch (field->kind)
    {
    case PT_KIND_TEXT:
    case PT_KIND_LONG:
    case PT_KIND_TAGS:
      return g_strdup ("woord");
    case PT_KIND_ENUM:
    case PT_KIND_KEYS:
      return g_strdup (field->vocabulary->terms[0].key);
    case PT_KIND_REF:
    case PT_KIND_REFS:
      return g_strdup ("0190d0c0-0000-7000-8000-000000000001");
    case PT_KIND_BOOL:
      return g_strdup ("ja");
    case PT_KIND_INT:
    case PT_KIND_QUANTITY:
      return g_strdup ("3");
    case PT_KIND_REAL:
      return g_strdup ("2,5");
    case PT_KIND_DATE:
      return g_strdup ("2026-01-02");
    case PT_KIND_MOMENT:
      return g_strdup ("2026-01-02T10:30");
    case PT_KIND_INSTANT:
      return g_strdup ("2026-01-02T10:30:00+01:00");
    }
  g_assert_not_reached ();
}

static const char *
stored (const PtField *field)
{
  switch (field->kind)
    {
    case PT_KIND_TEXT:
    case PT_KIND_LONG:
      return "'woord'";
    case PT_KIND_TAGS:
      return "'[\"woord\"]'";
    case PT_KIND_ENUM:
    case PT_KIND_KEYS:
      return NULL;
    case PT_KIND_REF:
      return "'0190d0c0-0000-7000-8000-000000000001'";
    case PT_KIND_REFS:
      return "'[\"0190d0c0-0000-7000-8000-000000000001\"]'";
    case PT_KIND_BOOL:
      return "1";
    case PT_KIND_INT:
      return "3";
    case PT_KIND_QUANTITY:
      return "3.0";
    case PT_KIND_REAL:
      return "2.5";
    case PT_KIND_DATE:
      return "'2026-01-02'";
    case PT_KIND_MOMENT:
      return "'2026-01-02T10:30'";
    case PT_KIND_INSTANT:
      return "1767346200000000";
    }
  g_assert_not_reached ();
}

static void
check_column (PtStore *store, const PtRecordKind *kind, const PtField *field)
{
  g_autofree char *key = stored (field) != NULL ? g_strdup (stored (field))
                         : field->kind == PT_KIND_ENUM
                             ? g_strdup_printf ("'%s'", field->vocabulary->terms[0].key)
                             : g_strdup_printf ("'[\"%s\"]'", field->vocabulary->terms[0].key);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE \"%s\" = %s", kind->id,
                                          field->id, key);

  if (fixture_sql (store, sql) != 1)
    g_error ("%s.%s is not %s", kind->id, field->id, key);
}

static gboolean
is_settable (const PtField *field)
{
  return !(field->flags & PT_FIELD_COMPUTED) && strcmp (field->id, "archived") != 0;
}

static void
test_every_field (Fixture *f, gconstpointer data)
{
  const PtField *field;

  for (guint k = 1; k < pt_n_record_kinds; k++) /* the logbook is there already */
    {
      const PtRecordKind *kind = pt_record_kinds[k];
      g_autoptr (PtEdit) edit = pt_edit_new (f->world, kind->id, NULL);
      g_autoptr (GError) error = NULL;
      for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
        {
          g_autofree char *text = sample (field);
          if (is_settable (field))
            pt_edit_set_from_text (edit, field->id, text, "2026-01-15", &error);
          g_assert_no_error (error);
        }
      g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
      g_assert_no_error (error);
      for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
        if (is_settable (field))
          check_column (f->store, kind, field);
    }
}

/* Another hash: an older or newer program made the tables. */
static void
test_other_definitions_rebuild (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Blijft", NULL);
  PtDb *db = pt_store_get_db (f->store);

  pt_db_exec (db, "UPDATE meta SET value = 'older' WHERE name = 'derived'", NULL);
  pt_db_exec (db, "UPDATE meta SET value = value || ' dream' WHERE name = 'derived-tables'", NULL);
  pt_db_exec (db, "CREATE TABLE dream (row INTEGER)", NULL);
  pt_db_exec (db, "CREATE TABLE own_table (note TEXT)", NULL);
  pt_db_exec (db, "DROP TABLE local; DELETE FROM entry; ALTER TABLE listing DROP COLUMN people",
              NULL);
  fixture_reopen (f);

  const PtQuery query = { .kind = "entry" };
  g_autofree char *titles = fixture_titles (f->store, &query);
  g_assert_cmpstr (titles, ==, "Blijft");
  g_assert_cmpint (
      fixture_sql (f->store, "SELECT count(*) FROM sqlite_schema WHERE name = 'dream'"), ==, 0);
  g_assert_cmpint (
      fixture_sql (f->store, "SELECT count(*) FROM sqlite_schema WHERE name = 'own_table'"), ==, 1);
}

/* Logbooks as earlier versions wrote them, in SQL: they open, are brought up to date, and are sound. */
typedef struct
{
  const char *file, *titles;
  const char *name; /* of a person, which was readable in the file */
  int n_pending, n_conflicts, n_erasures;
  guint n_problems; /* an attachment's bytes are no SQL */
} OldFile;

static const OldFile old_files[] = {
  { "logbook-v1.sql", "Café in de wijk|Privé", "Naam Naamloos", 1, 0, 0, 0 },
  { "logbook-v2.sql", "Café in de wijk|Privé|Nog niet gedeeld", "Mina de Wit", 1, 1, 1, 1 },
};

static char *
unpack_old_file (Fixture *f, const char *file)
{
  g_autofree char *sql_path = g_test_build_filename (G_TEST_DIST, file, NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Oud.proeftuin", NULL);
  g_autofree char *path = g_build_filename (folder, "logbook.db", NULL);
  g_autofree char *sql = NULL;
  sqlite3 *db = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_get_contents (sql_path, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return g_steal_pointer (&folder);
}

static void
test_old_file (Fixture *f, gconstpointer data)
{
  const OldFile *old = data;
  g_autofree char *folder = unpack_old_file (f, old->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) store = pt_store_open (folder, PT_STORE_READ_WRITE, f->world, &error);
  g_assert_no_error (error);

  const PtQuery query = { .kind = "entry" };
  g_autofree char *titles = fixture_titles (store, &query);
  g_autoptr (PtVerifyReport) report = pt_store_verify (store, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (titles, ==, old->titles);
  g_assert_cmpuint (report->problems->len, ==, old->n_problems);
  g_assert_cmpint (pt_store_count_pending (store), ==, old->n_pending);
  g_assert_cmpint (pt_store_count_conflicts (store), ==, old->n_conflicts);
  g_assert_cmpint (fixture_sql (store, "SELECT count(*) FROM erasure"), ==, old->n_erasures);
  g_assert_cmpint (pt_store_count_names (store), ==, 1);
  g_assert_false (fixture_contains (folder, old->name));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/tables/columns", test_columns);
  fixture_add ("/store/tables/every-field", test_every_field);
  fixture_add ("/store/tables/rebuild", test_other_definitions_rebuild);
  for (gsize i = 0; i < G_N_ELEMENTS (old_files); i++)
    {
      g_autofree char *name = g_strconcat ("/store/migration/", old_files[i].file, NULL);

      g_test_add (name, Fixture, &old_files[i], fixture_set_up, test_old_file, fixture_tear_down);
    }
  return g_test_run ();
}
