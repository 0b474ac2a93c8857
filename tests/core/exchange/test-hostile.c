/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that mean harm, or that were cut off: refused with a sentence, nothing in a plan, and in
 * little time. */
#include "exchange-fixture.h"
#include "exchange-zip.h"

#include <glib/gstdio.h>
#include <string.h>

#define CRATE                                                                                      \
  "{\"@graph\":[{\"@id\":\"./\",\"@type\":\"Dataset\",\"hasPart\":[{\"@id\":\"a/\"}]},"            \
  "{\"@id\":\"a/\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":\"x\"}]}"

static void
assert_refused (GBytes *bytes, const char *filename, int code, const char *words)
{
  g_autoptr (GError) error = fixture_refusal (bytes, filename);

  if (code >= 0)
    g_assert_error (error, PT_IMPORT_ERROR, code);
  if (words != NULL && strstr (error->message, words) == NULL)
    g_assert_cmpstr (error->message, ==, words);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

typedef struct
{
  const char *name;
  const char *path; /* of the second file in the archive */
} Path;

static const Path PATHS[] = {
  { "parent", "../evil.txt" },
  { "parent-inside", "crate/a/../../../evil.txt" },
  { "absolute", "/etc/cron.d/evil" },
  { "backslash", "crate\\..\\..\\evil.txt" },
  { "drive", "C:\\evil.txt" },
  { "control-character", "crate/a\x01"
                         "b" },
  { "twice", "crate/ro-crate-metadata.json" },
  { "twice-in-disguise", "crate/./ro-crate-metadata.json" },
};

static void
test_path (gconstpointer data)
{
  const Path *path = data;
  Zip *zip = zip_new ();
  zip_add (zip, "crate/ro-crate-metadata.json", CRATE, -1);
  zip_add (zip, path->path, "evil", -1);
  g_autoptr (GBytes) bytes = zip_close (zip);

  assert_refused (bytes, "a.eln", PT_IMPORT_ERROR_HOSTILE, "Nothing is imported");
}

static void
test_symlink (void)
{
  Zip *zip = zip_new ();
  zip_add (zip, "crate/ro-crate-metadata.json", CRATE, -1);
  zip_add_symlink (zip, "crate/a/passwd", "/etc/passwd");
  g_autoptr (GBytes) bytes = zip_close (zip);

  assert_refused (bytes, "a.eln", PT_IMPORT_ERROR_HOSTILE, "is a link");
}

static void
test_bomb (void)
{
  const gsize size = 12 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  Zip *zip = zip_new ();
  zip_add (zip, "crate/ro-crate-metadata.json", CRATE, -1);
  zip_add (zip, "crate/a/zeros", zeros, size);
  g_autoptr (GBytes) bytes = zip_close (zip);

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 60 * 1024);
  assert_refused (bytes, "a.eln", PT_IMPORT_ERROR_HOSTILE, "far more");
}

/* A header that lies about the size: what comes out is counted. */
static void
test_lying_bomb (void)
{
  const gsize size = 12 * 1024 * 1024;
  g_autofree char *spaces = g_strnfill (size, ' ');
  g_autoptr (GBytes) honest = zip_crate (spaces);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (honest, &length);
  g_autofree char *forged = g_memdup2 (data, length);
  char *at = forged;
  while ((at = memmem (at, length - (at - forged), "PK\x01\x02", 4)) != NULL)
    {
      memset (at + 24, 0, 4);
      at += 4;
    }
  g_autoptr (GBytes) bytes = g_bytes_new (forged, length);

  g_autoptr (GError) error = fixture_refusal (bytes, "a.eln");

  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
test_many_files (void)
{
  Zip *zip = zip_new ();
  zip_add (zip, "crate/ro-crate-metadata.json", CRATE, -1);
  for (guint i = 0; i < 10001; i++)
    {
      g_autofree char *name = g_strdup_printf ("crate/%u", i);
      zip_add (zip, name, "", 0);
    }
  g_autoptr (GBytes) bytes = zip_close (zip);

  assert_refused (bytes, "a.eln", PT_IMPORT_ERROR_LIMIT, "more than");
}

/* Somebody who no longer wants it is not told that the archive is damaged. */
static void
test_cancelled (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("minimal.eln");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PtImportOptions options = { .world = fixture_world (), .lang = "en" };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      pt_import_read_bytes (bytes, "a.eln", &options, NULL, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (g_cancellable_get_current ());
}

/* Cut anywhere, a real archive is refused: never a half of it. */
static void
test_cut_off (void)
{
  g_autoptr (GBytes) whole = fixture_bytes ("elabftw.eln");
  gsize size = g_bytes_get_size (whole);
  for (guint i = 1; i < 40; i++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, size * i / 40);
      assert_refused (part, "elabftw.eln", PT_IMPORT_ERROR_BROKEN, NULL);
    }
  g_autoptr (GBytes) almost = g_bytes_new_from_bytes (whole, 0, size - 1);
  g_autoptr (GError) error = fixture_refusal (almost, "elabftw.eln");
}

/* One byte wrong, anywhere: no crash, and whatever is taken has been checked by its hash. Each takes a
 * program of its own; every byte is tried where archives are read (outside/test-unpack). */
static void
test_altered (void)
{
  enum
  {
    STEP = 41
  };
  g_autoptr (GBytes) whole = fixture_bytes ("minimal.eln");
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (whole, &size);
  for (gsize i = 0; i < size; i += STEP)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      copy[i] ^= 0x55;
      g_autoptr (GBytes) bytes = g_bytes_new (copy, size);
      PtImportOptions options = { .world = fixture_world (), .lang = "en" };
      g_autoptr (GError) error = NULL;
      g_autoptr (PtImportPlan)
          plan = pt_import_read_bytes (bytes, "a.eln", &options, NULL, NULL, NULL, NULL, &error);
      g_assert_true ((plan == NULL) == (error != NULL));
    }
}

static void
test_deep_json (gconstpointer filename)
{
  const gsize depth = 1000000;
  g_autofree char *text = g_strnfill (depth, '[');
  g_autofree char *metadata = g_strconcat ("{\"format\":\"proeftuin\",\"records\":", text, NULL);
  g_autoptr (GBytes) bytes = g_str_has_suffix (filename, ".eln")
                                 ? zip_crate (metadata)
                                 : g_bytes_new (metadata, strlen (metadata));

  assert_refused (bytes, filename, -1, NULL);
}

static void
test_entities (void)
{
  g_autoptr (GBytes) bytes = zip_crate (
      "{\"@graph\":[{\"@id\":\"./\",\"@type\":\"Dataset\",\"hasPart\":[{\"@id\":\"a/\"}]},"
      "{\"@id\":\"a/\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":"
      "\"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>\"}]}");

  assert_refused (bytes, "a.eln", PT_IMPORT_ERROR_HOSTILE, "declares its own entities");
}

typedef struct
{
  const char *name;
  const char *filename;
  const char *bytes;
  gsize size;
  const char *words;
} Foreign;

#define BYTES(literal) literal, sizeof literal - 1

static const Foreign FOREIGN[] = {
  { "empty", "a.csv", BYTES (""), "empty" },
  { "pdf", "a.csv", BYTES ("%PDF-1.7 ..."), "PDF" },
  { "old-office", "a.csv", BYTES ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "Office" },
  { "gzip", "a.csv", BYTES ("\x1F\x8B\x08"), "gzip" },
  { "binary", "a.csv", BYTES ("\x01\x00\x00\x00\x02\xFF\x00\x00\x00\x00\x00"), "not a text" },
  { "header-only", "a.csv", BYTES ("Title,Date\n"), "no rows" },
  { "eln-that-is-text", "a.eln", BYTES ("Title,Date\n"), "damaged" },
  { "unclosed-quote", "a.csv", BYTES ("Title,Date\nA,\"2026\nB,2026\n"), "never closed" },
};

static void
test_foreign (gconstpointer data)
{
  const Foreign *foreign = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (foreign->bytes, foreign->size);

  assert_refused (bytes, foreign->filename, -1, foreign->words);
}

static void
test_office_zip (void)
{
  Zip *zip = zip_new ();
  zip_add (zip, "[Content_Types].xml", "<x/>", -1);
  g_autoptr (GBytes) bytes = zip_close (zip);

  assert_refused (bytes, "a.xlsx", PT_IMPORT_ERROR_FORMAT, "Office");
}

static void
test_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("exchange-XXXXXX", NULL);
  PtImportOptions options = { .world = fixture_world () };

  g_autoptr (PtImportPlan) plan = pt_import_read (folder, &options, NULL, NULL, NULL, NULL, &error);

  g_assert_null (plan);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (PATHS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/path/%s", PATHS[i].name);
      g_test_add_data_func (path, &PATHS[i], test_path);
    }
  for (guint i = 0; i < G_N_ELEMENTS (FOREIGN); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/foreign/%s", FOREIGN[i].name);
      g_test_add_data_func (path, &FOREIGN[i], test_foreign);
    }
  g_test_add_func ("/hostile/symlink", test_symlink);
  g_test_add_func ("/hostile/bomb/honest", test_bomb);
  g_test_add_func ("/hostile/bomb/lying", test_lying_bomb);
  g_test_add_func ("/hostile/many-files", test_many_files);
  g_test_add_func ("/hostile/cancelled", test_cancelled);
  g_test_add_func ("/hostile/cut-off", test_cut_off);
  g_test_add_func ("/hostile/altered", test_altered);
  g_test_add_data_func ("/hostile/deep/json", "a.json", test_deep_json);
  g_test_add_data_func ("/hostile/deep/eln", "a.eln", test_deep_json);
  g_test_add_func ("/hostile/entities", test_entities);
  g_test_add_func ("/hostile/foreign/office-zip", test_office_zip);
  g_test_add_func ("/hostile/foreign/folder", test_folder);
  return g_test_run ();
}
