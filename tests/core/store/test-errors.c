/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the world does to files: newer, foreign, damaged, cut off, read-only, full. Each is an error with
 * its own code and a sentence; the original is left as it is. */
#include "fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static char *
db_path (Fixture *f)
{
  return g_build_filename (f->path, "logbook.db", NULL);
}

static char *
hash_file (const char *path)
{
  g_autofree char *contents = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)contents, size);
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
overwrite (const char *path, off_t at, const char *bytes)
{
  int fd = open (path, O_WRONLY);

  g_assert_cmpint (pwrite (fd, bytes, strlen (bytes), at), ==, strlen (bytes));
  close (fd);
}

/* ── Ways to spoil a file ── */

static void
make_newer (const char *path)
{
  execute (path, "PRAGMA user_version = 99");
}

static void
make_foreign (const char *path)
{
  execute (path, "PRAGMA application_id = 12345");
}

static void
make_text (const char *path)
{
  g_file_set_contents (path,
                       "Dit is geen logboek maar een brief die iemand hierheen heeft gekopieerd en "
                       "die lang genoeg is om een kop te hebben.",
                       -1, NULL);
}

static void
make_empty (const char *path)
{
  g_assert_cmpint (truncate (path, 0), ==, 0);
}

static void
make_short (const char *path)
{
  g_assert_cmpint (truncate (path, 50), ==, 0);
}

static void
cut_off (const char *path)
{
  struct stat info;

  stat (path, &info);
  g_assert_cmpint (truncate (path, info.st_size / 2 / 4096 * 4096), ==, 0);
}

static void
damage_schema (const char *path)
{
  overwrite (path, 100, "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
}

typedef struct
{
  const char *name;
  void (*spoil) (const char *path);
  int code;
} Spoiled;

static const Spoiled spoiled[] = {
  { "newer", make_newer, PT_STORE_ERROR_NEWER },
  { "foreign", make_foreign, PT_STORE_ERROR_NOT_A_LOGBOOK },
  { "text", make_text, PT_STORE_ERROR_CORRUPT },
  { "empty", make_empty, PT_STORE_ERROR_CORRUPT },
  { "short", make_short, PT_STORE_ERROR_CORRUPT },
  { "cut-off", cut_off, PT_STORE_ERROR_CORRUPT },
  { "schema", damage_schema, PT_STORE_ERROR_CORRUPT },
};

static void
test_spoiled (gconstpointer data)
{
  const Spoiled *c = data;
  static const PtStoreMode modes[] = { PT_STORE_READ_WRITE, PT_STORE_READ_ONLY };
  Fixture f = { 0 };

  fixture_set_up (&f, NULL);
  g_autofree char *id = fixture_add_record (f.store, "entry", "body", "Bewaard", NULL);
  g_clear_pointer (&f.store, pt_store_close);
  g_autofree char *path = db_path (&f);
  c->spoil (path);
  g_autofree char *before = hash_file (path);

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (pt_store_open (f.path, modes[i], f.world, &error));
      g_assert_error (error, PT_STORE_ERROR, c->code);
      g_assert_cmpint (strlen (error->message), >, 30);
    }

  g_autofree char *after = hash_file (path);
  g_assert_cmpstr (after, ==, before);
  fixture_tear_down (&f, NULL);
}

static void
test_no_logbook (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_store_open (f->folder, PT_STORE_READ_WRITE, f->world, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
}

/* A damaged page deeper in the file is met when it is read: an error, never a crash. */
static void
test_damaged_page (Fixture *f, gconstpointer data)
{
  g_autofree char *path = db_path (f);
  g_autofree char *junk = g_strnfill (4096, 'Z');
  struct stat info;
  guint n_errors = 0;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bewaard", NULL);
    }
  g_clear_pointer (&f->store, pt_store_close);
  stat (path, &info);
  for (off_t at = 8192; at < info.st_size; at += 3 * 4096)
    overwrite (path, at, junk);
  g_autoptr (GError) opening = NULL;
  g_autoptr (PtStore) store = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &opening);
  if (store != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) verifying = NULL;
      g_autoptr (PtDataset) all = pt_store_load_all (store, &error);
      g_autoptr (PtVerifyReport) report = pt_store_verify (store, FALSE, &verifying);
      n_errors += all == NULL && g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT);
      n_errors += report == NULL
                      ? g_error_matches (verifying, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT)
                      : report->problems->len > 0;
    }
  else
    n_errors += g_error_matches (opening, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT);
  g_assert_cmpint (n_errors, >, 0);
}

/* ── A full disk ── */

static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Bewaard", NULL);
  g_autofree char *body = g_strnfill (100 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  int64_t pages = fixture_sql (f->store, "PRAGMA page_count");
  g_autofree char *pragma = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT,
                                             pages + 10);

  g_assert_true (pt_db_exec (pt_store_get_db (f->store), pragma, &error));
  g_autoptr (PtEdit) edit = pt_edit_new (f->world, "entry", NULL);
  pt_edit_set_text (edit, "body", body);
  g_assert_null (pt_store_save (f->store, edit, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FULL);
  g_assert_false (pt_store_has_record (f->store, edit->id));

  /* Room was made: the same edit can be saved, by the same store. */
  g_clear_error (&error);
  g_assert_true (
      pt_db_exec (pt_store_get_db (f->store), "PRAGMA max_page_count = 1000000", &error));
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
  g_assert_no_error (error);
  g_autoptr (PtVerifyReport) report = pt_store_verify (f->store, FALSE, &error);
  g_assert_cmpint (report->problems->len, ==, 0);
}

/* Attachments on a full disk; a size limit of the process stands for the disk. */
static void
test_too_big_for_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Bewaard", NULL);
  g_autofree char *attachments = g_build_filename (f->path, "attachments", NULL);
  g_autoptr (GError) error = NULL;
  const PtBatchFile file = { .owner = id,
                             .filename = (char *)"verslag.txt",
                             .bytes = g_bytes_new_static ("Verslag\n", 8) };

  g_rmdir (attachments);
  g_assert_cmpint (symlink ("/dev/full", attachments), ==, 0); /* no folder: nothing can be made */
  g_assert_null (pt_store_attach_bytes (f->store, &file, PT_ATTACH_DEFAULT, &error));
  g_assert_nonnull (error);
  g_bytes_unref (file.bytes);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM attachment"), ==, 0);
  g_unlink (attachments);
}

/* ── A folder where one may not write ── */

/* Runs @check as somebody without rights when we are root, for whom nothing is read-only. */
static gboolean
as_nobody (gboolean (*check) (Fixture *f), Fixture *f)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      if (getuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
        _exit (2);
      _exit (check (f) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static gboolean
cannot_write (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) store = pt_store_open (f->path, PT_STORE_READ_WRITE, f->world, &error);
  g_autoptr (PtEdit) edit = pt_edit_new (f->world, "entry", NULL);

  /* SQLite opens a file that it may only read; the first write says so. */
  pt_edit_set_text (edit, "body", "Mag niet");
  g_autoptr (PtRecord) saved = store != NULL ? pt_store_save (store, edit, &error) : NULL;
  return saved == NULL && g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY);
}

static gboolean
can_read (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) store = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &error);
  const PtQuery query = { .kind = "entry" };
  g_autofree char *titles = store != NULL ? fixture_titles (store, &query) : NULL;

  return g_strcmp0 (titles, "Bewaard") == 0;
}

static gboolean
cannot_create (Fixture *f)
{
  g_autofree char *folder = g_build_filename (f->path, "Nieuw.proeftuin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) store = pt_store_create (folder, f->world, NULL, "An", &error);

  return store == NULL && g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY);
}

static void
test_read_only_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Bewaard", NULL);
  g_autofree char *path = db_path (f);

  g_clear_pointer (&f->store, pt_store_close);
  g_chmod (f->folder, 0755);
  g_chmod (path, 0444);
  g_chmod (f->path, 0555);
  g_autofree char *before = hash_file (path);

  gboolean refused = as_nobody (cannot_write, f);
  gboolean read = as_nobody (can_read, f);
  gboolean not_made = as_nobody (cannot_create, f);

  g_autofree char *after = hash_file (path);
  g_chmod (f->path, 0700);
  g_assert_true (refused);
  g_assert_true (read);
  g_assert_true (not_made);
  g_assert_cmpstr (after, ==, before);
}

static void
test_reader_cannot_save (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) reader = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &error);
  g_autoptr (PtEdit) edit = pt_edit_new (f->world, "entry", NULL);

  pt_edit_set_text (edit, "body", "Mag niet");
  g_assert_null (pt_store_save (reader, edit, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (spoiled); i++)
    {
      g_autofree char *path = g_strconcat ("/store/open/", spoiled[i].name, NULL);
      g_test_add_data_func (path, &spoiled[i], test_spoiled);
    }
  fixture_add ("/store/open/no-logbook", test_no_logbook);
  fixture_add ("/store/open/damaged-page", test_damaged_page);
  fixture_add ("/store/full/database", test_full_disk);
  fixture_add ("/store/full/attachments", test_too_big_for_disk);
  fixture_add ("/store/read-only/folder", test_read_only_folder);
  fixture_add ("/store/read-only/reader", test_reader_cannot_save);
  return g_test_run ();
}
