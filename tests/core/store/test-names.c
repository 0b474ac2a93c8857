/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real names are sealed: no file of the logbook has them, the key is elsewhere, and without it people
 * go on with pseudonyms and lose nothing. Key files and sealed backups carry them to other laptops. */
#include "fixture.h"

#include "pt-erasure.h"

#include <glib/gstdio.h>
#include <string.h>

#define PASSPHRASE "paard batterij nietje juist"
#define OTHER "een heel andere zin"

static char *
add_person (PtStore *store, const char *pseudonym, const char *name, const char *contact)
{
  g_autoptr (GError) error = NULL;
  char *id = fixture_add_record (store, "stakeholder", "name", pseudonym, NULL);

  pt_store_set_identity (store, id, name, contact, &error);
  g_assert_no_error (error);
  return id;
}

static void
assert_name (PtStore *store, const char *id, const char *expected)
{
  g_autofree char *name = NULL, *contact = NULL;
  g_autoptr (GError) error = NULL;

  pt_store_get_identity (store, id, &name, &contact, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, expected);
}

/* As on another laptop, or with a keyring that is closed: the program does not know the key. */
static void
lose_key (PtStore *store)
{
  g_autofree char *id = pt_db_dup_text (pt_store_get_db (store), NULL, "SELECT id FROM name_key",
                                        "");
  g_autofree char *file = g_build_filename (g_get_user_state_dir (), "proeftuin", "keys", id, NULL);

  pt_store_lock_names (store);
  g_unlink (file);
}

/* A second laptop's logbook of the same id: a copy of the folder without names. */
static PtStore *
make_colleague (Fixture *f)
{
  g_autofree char *backup = g_build_filename (f->folder, "an.proeftuin-backup", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Sofie.proeftuin", NULL);
  g_autoptr (GError) error = NULL;

  pt_store_backup (f->store, backup, NULL, &error);
  g_assert_no_error (error);
  pt_store_restore_backup (backup, folder, f->world, &error);
  g_assert_no_error (error);
  return pt_store_open (folder, PT_STORE_READ_WRITE, f->world, &error);
}

/* ── Sealed ── */

static void
test_no_bytes (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", "06-11223344");
  g_autofree char *key = pt_db_dup_text (pt_store_get_db (f->store), NULL,
                                         "SELECT id FROM name_key", "");
  g_autofree char *file = g_build_filename (g_get_user_state_dir (), "proeftuin", "keys", key,
                                            NULL);
  g_autofree char *secret = NULL;

  g_assert_cmpstr (pt_store_get_name_key_place (f->store), ==, "file");
  g_assert_true (g_file_get_contents (file, &secret, NULL, NULL));
  GStatBuf info;
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_false (fixture_contains (f->path, "Planted"));
  g_assert_false (fixture_contains (f->path, "11223344"));
  g_assert_false (fixture_contains (f->path, secret));
  assert_name (f->store, id, "Fatima Planted");
}

/* Of an old logbook: readable in the file, in the WAL and in free pages until it is opened. */
static void
test_plain_are_sealed (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "stakeholder", "name", "Bewoner 3", NULL);
  g_autoptr (GError) error = NULL;

  pt_db_run (pt_store_get_db (f->store), &error,
             "INSERT INTO identity (stakeholder, name, contact) VALUES (?, ?, ?)", "btt", id,
             "Fatima Planted", "06-11223344");
  g_assert_no_error (error);
  g_assert_true (fixture_contains (f->path, "Planted"));
  fixture_reopen (f);

  assert_name (f->store, id, "Fatima Planted");
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM identity"), ==, 0);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM sealed_name"), ==, 1);
  g_assert_false (fixture_contains (f->path, "Planted"));
  g_assert_false (fixture_contains (f->path, "11223344"));
}

static void
test_away (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autofree char *other = fixture_add_record (f->store, "stakeholder", "name", "Piet", NULL);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL, refused = NULL;

  lose_key (f->store);
  fixture_reopen (f);
  g_autoptr (GPtrArray) found = pt_store_find_names (f->store, "Fatima was er", &error);
  sentence = pt_store_dup_names_sentence (f->store);
  const gboolean written = pt_store_set_identity (f->store, other, "Piet Jansen", NULL, &refused);

  g_assert_no_error (error);
  g_assert_cmpint (pt_store_get_names_state (f->store), ==, PT_NAMES_AWAY);
  g_assert_nonnull (sentence);
  g_assert_cmpuint (found->len, ==, 0);
  assert_name (f->store, id, NULL);
  g_assert_false (written);
  g_assert_error (refused, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED);
  g_assert_cmpstr (refused->message, ==, sentence);
  g_assert_cmpint (pt_store_count_names (f->store), ==, 1);
}

static void
test_passphrase (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autoptr (GError) error = NULL, wrong = NULL, weak = NULL;

  g_assert_false (pt_store_protect_names (f->store, "kort", &weak));
  pt_store_protect_names (f->store, PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pt_store_get_name_key_place (f->store), ==, "passphrase");
  pt_store_lock_names (f->store);
  fixture_reopen (f);
  g_assert_cmpint (pt_store_get_names_state (f->store), ==, PT_NAMES_LOCKED);
  assert_name (f->store, id, NULL);
  g_assert_false (pt_store_unlock_names (f->store, OTHER, &wrong));
  pt_store_unlock_names (f->store, PASSPHRASE, &error);

  g_assert_no_error (error);
  g_assert_error (wrong, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED);
  g_assert_nonnull (weak);
  assert_name (f->store, id, "Fatima Planted");
  g_assert_true (pt_store_protect_names (f->store, NULL, &error));
  g_assert_cmpstr (pt_store_get_name_key_place (f->store), ==, "file");
}

static void
test_swapped_rows (Fixture *f, gconstpointer data)
{
  g_autofree char *one = add_person (f->store, "Bewoner 1", "Anna", NULL);
  g_autofree char *two = add_person (f->store, "Bewoner 2", "Berta", NULL);
  g_autofree char *name = NULL, *contact = NULL;
  g_autoptr (GError) error = NULL;

  pt_db_run (pt_store_get_db (f->store), &error,
             "UPDATE sealed_name SET sealed ="
             " (SELECT sealed FROM sealed_name WHERE stakeholder = ?) WHERE stakeholder = ?",
             "bb", one, two);
  g_assert_no_error (error);

  g_assert_false (pt_store_get_identity (f->store, two, &name, &contact, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT);
}

static void
test_erased_pseudonym (Fixture *f, gconstpointer data)
{
  static const char *const fields[] = { "name", NULL };
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autoptr (PtErasure) order = pt_erasure_new (id, fields, "op verzoek");
  g_autoptr (GError) error = NULL;

  pt_store_erase (f->store, order, &error);

  g_assert_no_error (error);
  g_assert_cmpint (pt_store_count_names (f->store), ==, 0);
}

static void
test_destroy (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autofree char *key = pt_db_dup_text (pt_store_get_db (f->store), NULL,
                                         "SELECT id FROM name_key", "");
  g_autofree char *file = g_build_filename (g_get_user_state_dir (), "proeftuin", "keys", key,
                                            NULL);
  g_autofree char *day = NULL;
  g_autoptr (GError) error = NULL;

  pt_store_destroy_names (f->store, &error);
  day = pt_store_dup_setting (f->store, PT_SETTING_NAMES_DESTROYED);

  g_assert_no_error (error);
  assert_name (f->store, id, NULL);
  g_assert_cmpint (pt_store_get_names_state (f->store), ==, PT_NAMES_NONE);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_nonnull (day);
}

/* ── Key files ── */

static void
test_key_file_merges (Fixture *f, gconstpointer data)
{
  g_autofree char *known = add_person (f->store, "Bewoner 1", "Anna Planted", "06 1");
  g_autofree char *same = add_person (f->store, "Bewoner 2", "Berta Planted", NULL);
  g_autofree char *other = add_person (f->store, "Bewoner 3", "Carla Planted", "06 3");
  g_autofree char *gone = add_person (f->store, "Bewoner 4", "Dora Planted", NULL);
  g_autofree char *path = g_build_filename (f->folder, "sleutel.proeftuin-key", NULL);
  g_autoptr (PtStore) sofie = make_colleague (f);
  g_autoptr (PtErasure) order = pt_erasure_new (gone, NULL, "op verzoek");
  g_autofree char *name = NULL, *contact = NULL;
  g_auto (PtNameImport) came = { 0 };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  pt_store_set_identity (sofie, same, "Berta Planted", NULL, &error);
  pt_store_set_identity (sofie, other, "Karla Anders", NULL, &error);
  pt_store_erase (sofie, order, &error);
  pt_store_export_names (f->store, path, PASSPHRASE, &n, &error);
  g_assert_no_error (error);
  pt_store_import_names (sofie, path, PASSPHRASE, &came, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (n, ==, 4);
  g_assert_false (fixture_contains (path, "Planted"));
  g_assert_cmpuint (came.n_added, ==, 1);
  g_assert_cmpuint (came.n_same, ==, 1);
  g_assert_cmpuint (came.n_erased, ==, 1);
  g_assert_cmpuint (came.doubted->len, ==, 1);
  g_assert_cmpstr (came.doubted->pdata[0], ==, other);
  assert_name (sofie, known, "Anna Planted");
  assert_name (sofie, other, "Karla Anders");
  g_assert_true (pt_store_get_other_name (sofie, other, &name, &contact, &error));
  g_assert_cmpstr (name, ==, "Carla Planted");
  assert_name (sofie, gone, NULL);

  g_assert_true (pt_store_decide_name (sofie, other, TRUE, &error));
  assert_name (sofie, other, "Carla Planted");
  g_autoptr (GPtrArray) left = pt_store_list_doubted_names (sofie, &error);
  g_assert_cmpuint (left->len, ==, 0);
}

/* A name that was typed anew after a first difference does not push the difference out. */
static void
test_doubt_is_kept (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Carla Planted", NULL);
  g_autofree char *path = g_build_filename (f->folder, "sleutel.proeftuin-key", NULL);
  g_autofree char *again = g_build_filename (f->folder, "sleutel2.proeftuin-key", NULL);
  g_autoptr (PtStore) sofie = make_colleague (f);
  g_autofree char *name = NULL, *contact = NULL;
  g_autoptr (GError) error = NULL;

  pt_store_set_identity (sofie, id, "Karla", NULL, &error);
  pt_store_export_names (f->store, path, PASSPHRASE, NULL, &error);
  pt_store_set_identity (f->store, id, "Clara", NULL, &error);
  pt_store_export_names (f->store, again, PASSPHRASE, NULL, &error);
  for (int i = 0; i < 2; i++)
    {
      g_auto (PtNameImport) came = { 0 };
      pt_store_import_names (sofie, i == 0 ? path : again, PASSPHRASE, &came, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (came.doubted->len, ==, 1);
    }

  assert_name (sofie, id, "Karla");
  pt_store_get_other_name (sofie, id, &name, &contact, &error);
  g_assert_cmpstr (name, ==, "Carla Planted");
  g_assert_true (pt_store_decide_name (sofie, id, FALSE, &error));
  assert_name (sofie, id, "Karla");
}

/* The laptop is new, the folder was copied, the keyring was not. */
static void
test_key_file_opens (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autofree char *path = g_build_filename (f->folder, "sleutel.proeftuin-key", NULL);
  g_auto (PtNameImport) came = { 0 };
  g_autoptr (GError) error = NULL;

  pt_store_export_names (f->store, path, PASSPHRASE, NULL, &error);
  lose_key (f->store);
  fixture_reopen (f);
  assert_name (f->store, id, NULL);
  pt_store_import_names (f->store, path, PASSPHRASE, &came, &error);

  g_assert_no_error (error);
  assert_name (f->store, id, "Fatima Planted");
  g_assert_cmpuint (came.n_same, ==, 1);
}

typedef struct
{
  const char *name;
  const char *passphrase;
  gssize flip; /* a byte of the file; negative: from its end */
  gssize cut;  /* bytes off its end */
  int code;
} BadFile;

static const BadFile bad_files[] = {
  { "passphrase", OTHER, G_MAXSSIZE, 0, PT_STORE_ERROR_LOCKED },
  { "magic", PASSPHRASE, 0, 0, PT_STORE_ERROR_NOT_A_LOGBOOK },
  { "salt", PASSPHRASE, 13, 0, PT_STORE_ERROR_LOCKED },
  { "body", PASSPHRASE, -20, 0, PT_STORE_ERROR_CORRUPT },
  { "cut", PASSPHRASE, G_MAXSSIZE, 5, PT_STORE_ERROR_CORRUPT },
  { "cut-to-nothing", PASSPHRASE, G_MAXSSIZE, G_MAXSSIZE, PT_STORE_ERROR_NOT_A_LOGBOOK },
};

static void
spoil (const char *path, const BadFile *bad)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  if (bad->flip != G_MAXSSIZE)
    bytes[bad->flip >= 0 ? (gsize)bad->flip : size + (gsize)bad->flip] ^= 1;
  size -= MIN (size, (gsize)bad->cut);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
}

/* (transfer full): a copy of @path that is bad in its way. */
static char *
make_bad (const char *path, const BadFile *bad)
{
  g_autofree char *bytes = NULL;
  char *copy = g_strconcat (path, "-", bad->name, NULL);
  gsize size = 0;

  g_test_message ("%s", bad->name);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize)size, NULL));
  spoil (copy, bad);
  return copy;
}

static void
test_bad_key_file (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autofree char *path = g_build_filename (f->folder, "sleutel.proeftuin-key", NULL);
  g_autoptr (PtStore) sofie = make_colleague (f);
  g_autoptr (GError) problem = NULL;

  pt_store_export_names (f->store, path, PASSPHRASE, NULL, &problem);
  g_assert_no_error (problem);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *bad = make_bad (path, &bad_files[i]);
      g_auto (PtNameImport) came = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (pt_store_import_names (sofie, bad, bad_files[i].passphrase, &came, &error));
      g_assert_error (error, PT_STORE_ERROR, bad_files[i].code);
      g_assert_cmpint (pt_store_count_names (sofie), ==, 0);
    }
}

/* ── Sealed backups ── */

static void
test_sealed_backup (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_person (f->store, "Bewoner 3", "Fatima Planted", NULL);
  g_autofree char *entry = fixture_add_record (f->store, "entry", "body", "Soep met Wortelwoord",
                                               NULL);
  g_autofree char *path = g_build_filename (f->folder, "alles.proeftuin-safe", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Nieuw.proeftuin", NULL);
  g_autofree char *old_life = pt_db_dup_text (
      pt_store_get_db (f->store), NULL,
      "SELECT hex (id) FROM incarnation ORDER BY ordinal DESC LIMIT 1", "");
  g_autofree char *body = NULL, *new_life = NULL;
  g_autoptr (GError) error = NULL, plain = NULL;

  pt_store_backup_sealed (f->store, path, PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (fixture_contains (path, "Wortelwoord"));
  g_assert_false (fixture_contains (path, "Planted"));
  g_assert_false (fixture_contains (f->path, "backup-"));
  g_assert_true (pt_store_is_sealed_backup (path));
  g_assert_false (pt_store_restore_backup (path, folder, f->world, &plain));
  g_assert_error (plain, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED);
  lose_key (f->store);
  pt_store_restore_sealed (path, folder, PASSPHRASE, f->world, NULL, &error);
  g_assert_no_error (error);

  g_autoptr (PtStore) store = pt_store_open (folder, PT_STORE_READ_WRITE, f->world, &error);
  g_assert_no_error (error);
  body = fixture_get (store, entry, "body");
  g_assert_cmpstr (body, ==, "Soep met Wortelwoord");
  assert_name (store, id, "Fatima Planted");
  fixture_set (store, entry, "body", "Soep zonder");
  new_life = pt_db_dup_text (pt_store_get_db (store), NULL,
                             "SELECT hex (id) FROM incarnation ORDER BY ordinal DESC LIMIT 1", "");
  g_assert_cmpstr (new_life, !=, old_life);
}

static void
test_bad_backup (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "alles.proeftuin-safe", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "Nieuw.proeftuin", NULL);
  g_autoptr (GError) problem = NULL;

  pt_store_backup_sealed (f->store, path, PASSPHRASE, NULL, &problem);
  g_assert_no_error (problem);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *bad = make_bad (path, &bad_files[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (
          pt_store_restore_sealed (bad, folder, bad_files[i].passphrase, f->world, NULL, &error));
      g_assert_error (error, PT_STORE_ERROR, bad_files[i].code);
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

static void
cancel_cb (double done, gpointer data)
{
  if (done > 0.6)
    g_cancellable_cancel (data);
}

static void
test_cancelled_backup (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const PtStoreWatch watch = { cancellable, cancel_cb, cancellable };
  g_autofree char *path = g_build_filename (f->folder, "alles.proeftuin-safe", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pt_store_backup_sealed (f->store, path, PASSPHRASE, &watch, &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_assert_false (g_str_has_suffix (name, ".tmp"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/names/sealed/no-bytes", test_no_bytes);
  fixture_add ("/names/sealed/plain-are-sealed", test_plain_are_sealed);
  fixture_add ("/names/sealed/away", test_away);
  fixture_add ("/names/sealed/passphrase", test_passphrase);
  fixture_add ("/names/sealed/swapped-rows", test_swapped_rows);
  fixture_add ("/names/sealed/erased-pseudonym", test_erased_pseudonym);
  fixture_add ("/names/sealed/destroy", test_destroy);
  fixture_add ("/names/key-file/merges", test_key_file_merges);
  fixture_add ("/names/key-file/doubt-is-kept", test_doubt_is_kept);
  fixture_add ("/names/key-file/opens", test_key_file_opens);
  fixture_add ("/names/key-file/bad", test_bad_key_file);
  fixture_add ("/names/backup/sealed", test_sealed_backup);
  fixture_add ("/names/backup/bad", test_bad_backup);
  fixture_add ("/names/backup/cancelled", test_cancelled_backup);
  return g_test_run ();
}
