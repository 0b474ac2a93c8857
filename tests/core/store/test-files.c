/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments and identities: what is kept where, and what never leaves. */
#include "fixture.h"

#include "pt-intake.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#define PLANTED "Fatima Zahra Planted"
#define PLANTED_CONTACT "06-planted-11223344"

static GBytes *
make_photo (guint32 colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 300);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, colour);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static char *
write_photo (Fixture *f, const char *name, guint32 colour)
{
  g_autoptr (GBytes) bytes = make_photo (colour);
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  return path;
}

static char *
attach (PtStore *store, const char *owner, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord)
      record = pt_store_attach (store, owner, path, "Bijschrift", "Alt", PT_ATTACH_DEFAULT, &error);

  g_assert_no_error (error);
  return g_strdup (pt_record_get_id (record));
}

static void
test_attach (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_photo (f, "Fatima in de keuken.JPG", 0xff0000ff);
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *id = attach (f->store, owner, path);

  g_autoptr (PtRecord) record = pt_store_get_record (f->store, id, NULL);
  const char *sha256 = pt_record_get_text (record, "sha256");
  g_autofree char *kept = pt_store_attachment_path (f->store, sha256);
  g_autofree char *thumbnail = pt_store_thumbnail_path (f->store, sha256);
  g_autofree char *contents = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (kept, &contents, &length, NULL));
  g_autoptr (GBytes) bytes = g_bytes_new (contents, length);
  g_autofree char *hash = pt_sha256_hex (bytes);
  g_autofree char *original = pt_db_dup_text (pt_store_get_db (f->store), NULL,
                                              "SELECT name FROM original_name", "");
  int64_t size = 0;
  g_assert_cmpstr (hash, ==, sha256);
  g_assert_nonnull (thumbnail);
  g_assert_true (g_str_has_suffix (pt_record_get_text (record, "filename"), "-photo-1.jpg"));
  g_assert_cmpstr (pt_record_get_text (record, "mime"), ==, "image/jpeg");
  g_assert_cmpstr (pt_record_get_text (record, "type"), ==, "photo");
  g_assert_cmpstr (pt_record_get_text (record, "caption"), ==, "Bijschrift");
  g_assert_true (pt_record_get_int (record, "size", &size));
  g_assert_cmpint (size, ==, length);
  g_assert_cmpstr (original, ==, "Fatima in de keuken.JPG");
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM op WHERE body LIKE '%Fatima%'"), ==,
                   0);
}

static void
test_same_file_once (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_photo (f, "a.jpg", 0x00ff00ff);
  g_autofree char *again = write_photo (f, "b.jpg", 0x00ff00ff);
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *one = attach (f->store, owner, path);
  g_autofree char *two = attach (f->store, owner, again);
  g_autofree char *folder = g_build_filename (f->path, "attachments", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_autofree char *first = fixture_get (f->store, one, "filename");
  g_autofree char *second = fixture_get (f->store, two, "filename");
  g_assert_cmpint (n, ==, 1);
  g_assert_true (g_str_has_suffix (first, "-photo-1.jpg"));
  g_assert_true (g_str_has_suffix (second, "-photo-2.jpg"));
}

static void
test_attach_to_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_photo (f, "a.jpg", 0x00ff00ff);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_file = NULL;
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);

  g_assert_null (pt_store_attach (f->store, "0190d0c0-0000-7000-8000-000000000009", path, NULL,
                                  NULL, PT_ATTACH_DEFAULT, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
  g_assert_null (
      pt_store_attach (f->store, owner, "/no/such/file", NULL, NULL, PT_ATTACH_DEFAULT, &no_file));
  g_assert_error (no_file, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
}

static void
test_attach_what_is_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "kapot.jpg", NULL);
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "\xff\xd8\xff\xe1\xff\xff"
                                      "Exif",
                                      10, NULL));

  g_assert_null (pt_store_attach (f->store, owner, path, NULL, NULL, PT_ATTACH_DEFAULT, &error));

  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM attachment"), ==, 0);
}

static char *
list_waits (GPtrArray *waits)
{
  g_autoptr (GPtrArray) owned = waits;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (owned);
  for (guint i = 0; i < owned->len; i++)
    {
      const PtFileWait *wait = g_ptr_array_index (owned, i);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", wait->thumb ? "thumb" : "file",
                              wait->sha256);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_hub_queues (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = hub_new ();
  g_autofree char *path = write_photo (f, "a.jpg", 0x0000ffff);
  g_autofree char *private_path = write_photo (f, "b.jpg", 0x00ffffff);
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *secret = fixture_add_record (f->store, "entry", "body", "Geheim", "sharing",
                                                "private", NULL);
  g_autofree char *id = attach (f->store, owner, path);
  g_autofree char *private_id = attach (f->store, secret, private_path);
  g_autofree char *sha256 = fixture_get (f->store, id, "sha256");
  g_autofree char *kept = pt_store_attachment_path (f->store, sha256);
  g_autoptr (GError) error = NULL;

  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  g_autofree char *before = list_waits (pt_store_list_uploads (f->store, &error));
  g_autofree char *expected = g_strdup_printf ("thumb %s, file %s", sha256, sha256);

  g_assert_cmpstr (before, ==, expected);
  g_assert_true (pt_db_exec (pt_store_get_db (f->store), "UPDATE record SET stored = 1", &error));
  g_autofree char *after = list_waits (pt_store_list_uploads (f->store, &error));
  g_assert_true (g_str_has_prefix (after, "thumb "));
  g_assert_null (strstr (after, "file"));
  g_unlink (kept);
  g_autofree char *missing = list_waits (pt_store_list_downloads (f->store, &error));
  g_assert_true (g_str_has_prefix (missing, "file "));
}

/* (transfer full): the id of an attachment whose bytes are not here. */
static char *
expect_file (Fixture *f, const char *sha256)
{
  g_autofree char *owner = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);

  return fixture_add_record (f->store, "attachment", "owner", owner, "filename", "heard.txt",
                             "type", "document", "sha256", sha256, NULL);
}

static void
test_part (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) half = g_bytes_new_static ("ab", 2);
  g_autoptr (GBytes) rest = g_bytes_new_static ("cd", 2);
  g_autoptr (GBytes) all = g_bytes_new_static ("abcd", 4);
  g_autofree char *sha256 = pt_sha256_hex (all);
  g_autofree char *path = pt_store_attachment_path (f->store, sha256);
  g_autofree char *id = expect_file (f, sha256);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A file comes in parts; with another hash it is thrown away, and said.");
  g_assert_cmpint (pt_store_part_size (f->store, sha256), ==, 0);
  g_assert_true (pt_store_append_part (f->store, sha256, 0, half, &error));
  g_assert_cmpint (pt_store_part_size (f->store, sha256), ==, 2);
  g_assert_false (pt_store_finish_part (f->store, sha256, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (pt_store_part_size (f->store, sha256), ==, 0);

  pt_store_append_part (f->store, sha256, 0, half, &error);
  pt_store_append_part (f->store, sha256, 2, rest, &error);
  g_assert_true (pt_store_finish_part (f->store, sha256, &error));
  g_assert_no_error (error);
  g_file_get_contents (path, &kept, NULL, NULL);
  g_assert_cmpstr (kept, ==, "abcd");
}

static void
test_erased_while_coming (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) half = g_bytes_new_static ("Janine Pl", 9);
  g_autoptr (GBytes) rest = g_bytes_new_static ("anted", 5);
  g_autoptr (GBytes) all = g_bytes_new_static ("Janine Planted", 14);
  g_autoptr (GBytes) picture = make_photo (0x00ff00ff);
  g_autofree char *sha256 = pt_sha256_hex (all);
  g_autofree char *id = expect_file (f, sha256);
  g_autoptr (PtErasure) order = pt_erasure_new (id, NULL, "She asked for it");
  g_autoptr (PtStore) other = pt_store_open (f->path, PT_STORE_READ_WRITE, f->world, NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary ("What another program erases does not come back with the rest of a download.");
  g_assert_true (pt_store_append_part (f->store, sha256, 0, half, &error));

  g_assert_true (pt_store_erase (other, order, &error));
  g_assert_no_error (error);

  g_assert_false (pt_store_append_part (f->store, sha256, 9, rest, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_false (pt_store_finish_part (f->store, sha256, &error));
  g_clear_error (&error);
  g_assert_false (pt_store_put_small_picture (f->store, sha256, picture, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_cmpint (pt_store_part_size (f->store, sha256), ==, 0);
  g_assert_false (fixture_contains (f->path, "Janine Pl"));
  g_assert_null (pt_store_thumbnail_path (f->store, sha256));
}

static void
test_hostile_hash (Fixture *f, gconstpointer data)
{
  g_autofree char *path = pt_store_attachment_path (f->store, "../../../etc/passwd");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (strstr (path, "passwd"));
  g_assert_false (pt_store_append_part (f->store, "../../planted", 0, bytes, &error));
  g_clear_error (&error);
  g_assert_false (pt_store_finish_part (f->store, "../../planted", &error));
  g_clear_error (&error);
  g_assert_false (pt_store_put_small_picture (f->store, "../../planted", bytes, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
}

static void
test_batch_with_files (Fixture *f, gconstpointer data)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("import.eln");
  g_autoptr (GError) error = NULL;
  PtEdit *edit = pt_edit_new (f->world, "entry", NULL);
  PtBatchFile *file = g_new0 (PtBatchFile, 1);

  pt_edit_set_text (edit, "title", "Met foto");
  g_ptr_array_add (batch->edits, edit);
  file->owner = g_strdup (edit->id);
  file->id = pt_id_new (f->world);
  file->filename = g_strdup ("scan.jpg");
  file->type = g_strdup ("scan");
  file->bytes = make_photo (0x123456ff);
  g_ptr_array_add (batch->files, file);
  g_assert_true (pt_store_save_batch (f->store, batch, NULL, &error));
  g_assert_no_error (error);

  int64_t row = pt_store_find_row (f->store, edit->id);
  g_autoptr (GPtrArray) rows = pt_store_load_rows (f->store, &row, 1, NULL);
  g_autofree char *type = fixture_get (f->store, file->id, "type");
  g_assert_cmpint (((PtRow *)g_ptr_array_index (rows, 0))->n_attachments, ==, 1);
  g_assert_cmpstr (type, ==, "scan");
}

/* ── Identities ── */

static char *
plant (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  char *id = fixture_add_record (f->store, "stakeholder", "name", "Bewoner 3", NULL);

  g_assert_true (pt_store_set_identity (f->store, id, PLANTED, PLANTED_CONTACT, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_identity (Fixture *f, gconstpointer data)
{
  g_autofree char *id = plant (f);
  g_autofree char *name = NULL, *contact = NULL, *no_name = NULL, *no_contact = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pt_store_get_identity (f->store, id, &name, &contact, &error));
  g_assert_true (pt_store_set_identity (f->store, id, NULL, NULL, &error));
  g_assert_true (pt_store_get_identity (f->store, id, &no_name, &no_contact, &error));

  g_assert_cmpstr (name, ==, PLANTED);
  g_assert_cmpstr (contact, ==, PLANTED_CONTACT);
  g_assert_null (no_name);
  g_assert_null (no_contact);
}

static void
test_identity_stays (Fixture *f, gconstpointer data)
{
  g_autofree char *id = plant (f);
  g_autofree char *backup = g_build_filename (f->folder, "backup.proeftuin-backup", NULL);
  g_autofree char *restored = g_build_filename (f->folder, "Terug.proeftuin", NULL);
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "description", "Komt elke dinsdag");
  g_assert_true (pt_store_backup (f->store, backup, NULL, &error));
  g_assert_true (pt_store_restore_backup (backup, restored, f->world, &error));

  static const char *const leaving[] = { "op",          "change",  "search",
                                         "stakeholder", "listing", "record" };
  for (gsize i = 0; i < G_N_ELEMENTS (leaving); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", leaving[i]);
      sqlite3_stmt *stmt = NULL;
      g_assert_cmpint (
          sqlite3_prepare_v2 (pt_db_handle (pt_store_get_db (f->store)), sql, -1, &stmt, NULL), ==,
          SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        for (int c = 0; c < sqlite3_column_count (stmt); c++)
          {
            const char *text = (const char *)sqlite3_column_text (stmt, c);
            g_assert_true (text == NULL || strstr (text, "Planted") == NULL);
          }
      sqlite3_finalize (stmt);
    }
  g_assert_false (fixture_contains (backup, "Planted"));
  g_assert_false (fixture_contains (backup, "planted-11223344"));
  g_assert_false (fixture_contains (restored, "Planted"));
  g_assert_false (fixture_contains (f->path, "Planted"));
  g_assert_true (fixture_contains (f->path, "elke dinsdag")); /* the search itself works */
}

static void
test_find_names (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean found;
  } texts[] = {
    { "Vandaag sprak ik Fatima in de keuken", TRUE },
    { "vandaag sprak ik fátima.", TRUE },
    { "FATIMA ZAHRA PLANTED", TRUE },
    { "Fatimas huis", FALSE },
    { "Niemand in het bijzonder", FALSE },
    { "", FALSE },
  };
  g_autofree char *id = plant (f);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) found = pt_store_find_names (f->store, texts[i].text, NULL);
      g_assert_cmpint (found->len, ==, texts[i].found);
      if (texts[i].found)
        g_assert_cmpstr (g_ptr_array_index (found, 0), ==, id);
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/attach/photo", test_attach);
  fixture_add ("/store/attach/same-file-once", test_same_file_once);
  fixture_add ("/store/attach/to-nothing", test_attach_to_nothing);
  fixture_add ("/store/attach/what-is-damaged", test_attach_what_is_damaged);
  fixture_add ("/store/attach/hub-queues", test_hub_queues);
  fixture_add ("/store/attach/part", test_part);
  fixture_add ("/store/attach/erased-while-coming", test_erased_while_coming);
  fixture_add ("/store/attach/hostile-hash", test_hostile_hash);
  fixture_add ("/store/batch/files", test_batch_with_files);
  fixture_add ("/store/identity/set-and-clear", test_identity);
  fixture_add ("/store/identity/never-leaves", test_identity_stays);
  fixture_add ("/store/identity/find-names", test_find_names);
  return g_test_run ();
}
