/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verify finds planted damage and mends what is derived; a backup is whole, also while somebody
 * writes, and comes back. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static guint
count_problems (PtStore *store, gboolean rebuild)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtVerifyReport) report = pt_store_verify (store, rebuild, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (report->problems, i));
  g_assert_cmpint (report->rebuilt, ==, rebuild);
  return report->problems->len;
}

static char *
fill (Fixture *f)
{
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "Jan", NULL);
  char *id = fixture_add_record (f->store, "entry", "title", "Bezoek", "tags", "buurt", NULL);
  g_autofree char *link = fixture_link (f->store, id, "present", person);
  g_autofree char *comment = fixture_add_record (f->store, "comment", "target", id, "body", "Mooi",
                                                 NULL);

  return id;
}

static char *
attach_text (Fixture *f, const char *owner)
{
  const PtBatchFile file = { .owner = (char *)owner,
                             .filename = (char *)"verslag.txt",
                             .bytes = g_bytes_new_static ("Verslag van het bezoek\n", 23) };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_attach_bytes (f->store, &file, PT_ATTACH_DEFAULT, &error);

  g_bytes_unref (file.bytes);
  g_assert_no_error (error);
  return pt_store_attachment_path (f->store, pt_record_get_text (record, "sha256"));
}

static void
test_sound (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);
  g_autofree char *path = attach_text (f, id);

  g_assert_cmpint (count_problems (f->store, FALSE), ==, 0);
  g_assert_cmpint (count_problems (f->store, TRUE), ==, 0);
}

static void
test_planted_damage (Fixture *f, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE entry SET title = 'Anders'",
    "DELETE FROM entry",
    "UPDATE listing SET n_comments = 7",
    "UPDATE listing SET people = NULL",
    "DELETE FROM listing WHERE kind = 'stakeholder'",
    "UPDATE search SET body = 'iets anders' WHERE rowid = 3",
    "DELETE FROM search WHERE rowid = 2",
    "INSERT INTO search (rowid, title, body) VALUES (999, 'spook', '')",
    "DELETE FROM local WHERE row = 3",
    "UPDATE local SET state = '{\"stamps\":[],\"fields\":{}}' WHERE row = 3",
    "UPDATE local SET state = 'kapot' WHERE row = 3",
    "INSERT INTO link (row, id, no, created_at, updated_at, archived) VALUES (99, 'x', 0, 0, 0, 0)",
  };
  g_autofree char *id = fill (f);
  const PtQuery query = { .kind = "entry", .search = "bezoek" };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_true (pt_db_exec (pt_store_get_db (f->store), damages[i], &error));
      g_assert_no_error (error);
      g_test_message ("%s", damages[i]);
      g_assert_cmpint (count_problems (f->store, FALSE), >, 0);
      g_assert_cmpint (count_problems (f->store, TRUE), ==, 0);
    }
  g_autofree char *titles = fixture_titles (f->store, &query);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (titles, ==, "Bezoek");
  g_assert_cmpstr (title, ==, "Bezoek");
}

static void
test_damaged_truth_is_said (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);

  pt_db_exec (pt_store_get_db (f->store), "UPDATE op SET body = 'kapot' WHERE ordinal = 3", NULL);

  g_assert_cmpint (count_problems (f->store, FALSE), >, 0);
}

static void
test_attachments_are_checked (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);
  g_autofree char *path = attach_text (f, id);

  g_assert_true (g_file_set_contents (path, "Verslag van het gezoek\n", 23, NULL));
  g_assert_cmpint (count_problems (f->store, FALSE), ==, 1);
  g_unlink (path);
  g_assert_cmpint (count_problems (f->store, FALSE), ==, 1);
}

static void
test_verify_reading_only (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) reader = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &error);

  g_assert_no_error (error);
  g_assert_cmpint (count_problems (reader, FALSE), ==, 0);
}

static void
test_rebuild_asks_to_close_others (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) other = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &error);

  g_assert_null (pt_store_verify (f->store, TRUE, &error));

  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_BUSY);
  g_autofree char *id = fill (f); /* still writable */
}

/* ── Backup ── */

static void
test_backup_and_restore (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);
  g_autofree char *path = attach_text (f, id);
  g_autofree char *backup = g_build_filename (f->folder, "2026-01-15.proeftuin-backup", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Terug.proeftuin", NULL);
  int64_t pending = pt_store_count_pending (f->store);
  g_autofree char *history = fixture_history (f->store, id);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (pt_store_backup (f->store, backup, NULL, &error));
  g_assert_no_error (error);
  stat (backup, &info);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (pt_store_restore_backup (backup, folder, f->world, &error));
  g_assert_no_error (error);
  g_autoptr (PtStore) restored = pt_store_open (folder, PT_STORE_READ_WRITE, f->world, &error);
  g_assert_no_error (error);

  g_autofree char *history_there = fixture_history (restored, id);
  g_autofree char *more = fixture_add_record (restored, "entry", "title", "Daarna", NULL);
  g_assert_cmpstr (pt_store_get_logbook_id (restored), ==, pt_store_get_logbook_id (f->store));
  g_assert_cmpstr (history_there, ==, history);
  g_assert_cmpint (pt_store_count_pending (restored), ==, pending + 1);
  g_assert_cmpint (fixture_sql (restored, "SELECT count(*) FROM incarnation"), ==, 2);
  g_assert_cmpint (count_problems (restored, FALSE), ==, 0);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM sqlite_schema"
                                          " WHERE name = 'attachment_file'"),
                   ==, 0);
}

static void
test_backup_while_writing (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);
  g_autofree char *backup = g_build_filename (f->folder, "b", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Terug.proeftuin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) other = pt_store_open (f->path, PT_STORE_READ_WRITE, f->world, &error);

  /* In the middle of somebody's save: what is not committed is not in it. */
  g_assert_true (pt_db_begin (pt_store_get_db (other), &error));
  g_assert_true (pt_db_exec (pt_store_get_db (other),
                             "INSERT INTO setting (name, value) VALUES ('half', 'way')", &error));
  g_assert_true (pt_store_backup (f->store, backup, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (pt_db_commit (pt_store_get_db (other), &error));
  g_assert_true (pt_store_restore_backup (backup, folder, f->world, &error));
  g_autoptr (PtStore) restored = pt_store_open (folder, PT_STORE_READ_ONLY, f->world, &error);

  g_autofree char *half = pt_store_dup_setting (restored, "half");
  g_assert_null (half);
  g_assert_cmpint (count_problems (restored, FALSE), ==, 0);
}

static void
test_backup_replaces_only_when_whole (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (f->folder, "no-such-folder", "b", NULL);
  g_autofree char *good = g_build_filename (f->folder, "b", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pt_store_backup (f->store, backup, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (pt_store_backup (f->store, good, NULL, &error));
  g_assert_true (pt_store_backup (f->store, good, NULL, &error)); /* over the older one */
  g_assert_no_error (error);
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".tmp"));
}

static void
test_restore_refuses (Fixture *f, gconstpointer data)
{
  g_autofree char *db = g_build_filename (f->path, "logbook.db", NULL);
  g_autofree char *text = g_build_filename (f->folder, "text", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Terug.proeftuin", NULL);
  const struct
  {
    const char *file;
    const char *folder;
    int code;
  } cases[] = {
    { text, folder, PT_STORE_ERROR_CORRUPT },
    { "/no/such/file", folder, PT_STORE_ERROR_NOT_FOUND },
    { db, folder, PT_STORE_ERROR_NOT_A_LOGBOOK },
  };

  g_file_set_contents (text,
                       "Dit is een brief, geen back-up; hij is lang genoeg om er een te lijken, "
                       "maar dan ook niet meer dan dat, en hij eindigt hier.",
                       -1, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (pt_store_restore_backup (cases[i].file, cases[i].folder, f->world, &error));
      g_assert_error (error, PT_STORE_ERROR, cases[i].code);
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

static void
test_restore_refuses_altered_file (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fill (f);
  g_autofree char *path = attach_text (f, id);
  g_autofree char *backup = g_build_filename (f->folder, "b", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Terug.proeftuin", NULL);
  g_autofree char *filled = g_build_filename (f->folder, "b", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) exists = NULL;
  sqlite3 *db = NULL;

  g_assert_true (pt_store_backup (f->store, backup, NULL, &error));
  g_assert_false (pt_store_restore_backup (backup, f->path, f->world, &exists));
  g_assert_error (exists, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS);
  sqlite3_open (backup, &db);
  sqlite3_exec (db, "UPDATE attachment_file SET bytes = x'00'", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_false (pt_store_restore_backup (backup, folder, f->world, &error));

  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT);
  g_assert_false (fixture_contains (folder, "SQLite"));
}

/* One file that went bad on the disk made every later backup one that cannot be restored. */
static void
test_backup_leaves_out_altered (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Foto", NULL);
  g_autofree char *file = g_build_filename (f->folder, "a.txt", NULL);
  g_autofree char *backup = g_build_filename (f->folder, "backup", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "again.proeftuin", NULL);

  g_assert_true (g_file_set_contents (file, "heel", -1, NULL));
  g_autoptr (PtRecord)
      record = pt_store_attach (f->store, owner, file, NULL, NULL, PT_ATTACH_DEFAULT, &error);
  g_assert_no_error (error);
  g_autofree char *stored = pt_store_attachment_path (f->store,
                                                      pt_record_get_text (record, "sha256"));
  g_assert_true (g_file_set_contents (stored, "stuk", -1, NULL));

  pt_store_backup (f->store, backup, NULL, &error);
  g_assert_no_error (error);

  pt_store_restore_backup (backup, folder, f->world, &error);
  g_assert_no_error (error);
}

static void
test_backup_replaces_no_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pt_store_backup (f->store, f->folder, NULL, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_true (g_file_test (f->folder, G_FILE_TEST_IS_DIR));
}

/* A pipe was read for ever. */
static void
test_attach_takes_files_only (Fixture *f, gconstpointer data)
{
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Foto", NULL);
  g_autofree char *pipe = g_build_filename (f->folder, "pipe", NULL);
  const char *const paths[] = { pipe, f->folder };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (
          pt_store_attach (f->store, owner, paths[i], NULL, NULL, PT_ATTACH_DEFAULT, &error));
      g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/verify/sound", test_sound);
  fixture_add ("/store/verify/planted-damage", test_planted_damage);
  fixture_add ("/store/verify/damaged-truth", test_damaged_truth_is_said);
  fixture_add ("/store/verify/attachments", test_attachments_are_checked);
  fixture_add ("/store/verify/reading-only", test_verify_reading_only);
  fixture_add ("/store/verify/rebuild-alone", test_rebuild_asks_to_close_others);
  fixture_add ("/store/backup/there-and-back", test_backup_and_restore);
  fixture_add ("/store/backup/while-writing", test_backup_while_writing);
  fixture_add ("/store/backup/whole-or-not", test_backup_replaces_only_when_whole);
  fixture_add ("/store/backup/refused-files", test_restore_refuses);
  fixture_add ("/store/backup/altered-file", test_restore_refuses_altered_file);
  fixture_add ("/store/backup/leaves-out-altered", test_backup_leaves_out_altered);
  fixture_add ("/store/backup/replaces-no-folder", test_backup_replaces_no_folder);
  fixture_add ("/store/attach/files-only", test_attach_takes_files_only);
  return g_test_run ();
}
