/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Archives from outside: what the program makes of them, also of those that mean harm, and what is made
 * of what it says when somebody has taken it over. What an importer says about them is
 * exchange/test-hostile.c. */
#include "pt-unpack.h"
#include "pt-unpacked.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#define MANY 1000
#define PLENTY (64 * 1024 * 1024)

typedef struct
{
  struct archive *archive;
  char *buffer;
  size_t used;
} Zip;

static void
zip_begin (Zip *self)
{
  self->archive = archive_write_new ();
  self->buffer = g_malloc (PLENTY);
  archive_write_set_format_zip (self->archive);
  archive_write_open_memory (self->archive, self->buffer, PLENTY, &self->used);
}

/* @link NULL for a file, or a folder when @path ends with a slash. */
static void
zip_add (Zip *self, const char *path, const char *link, gconstpointer data, gsize size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, path);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_filetype (entry, g_str_has_suffix (path, "/") ? AE_IFDIR : AE_IFREG);
  if (link != NULL)
    {
      archive_entry_set_filetype (entry, AE_IFLNK);
      archive_entry_set_symlink (entry, link);
    }
  archive_entry_set_size (entry, (la_int64_t)size);
  archive_write_header (self->archive, entry);
  archive_write_data (self->archive, data, size);
  archive_entry_free (entry);
}

/* (transfer full) */
static GBytes *
zip_end (Zip *self)
{
  GBytes *bytes;

  archive_write_close (self->archive);
  archive_write_free (self->archive);
  bytes = g_bytes_new (self->buffer, self->used);
  g_free (self->buffer);
  return bytes;
}

/* (transfer full): types and paths, a line each. */
static char *
print_list (GPtrArray *all)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const PtUnpacked *one = all->pdata[i];

      g_string_append_printf (out, "%c %s %" G_GSIZE_FORMAT "\n", (char)one->type, one->path,
                              g_bytes_get_size (one->bytes));
    }
  return g_string_free (out, FALSE);
}

static void
test_list (void)
{
  Zip zip;
  g_autoptr (GError) error = NULL;

  zip_begin (&zip);
  zip_add (&zip, "a/", NULL, "", 0);
  zip_add (&zip, "a/één.txt", NULL, "hallo", 5);
  zip_add (&zip, "../buiten", NULL, "x", 1);
  zip_add (&zip, "a/schakel", "/etc/passwd", "", 0);
  zip_add (&zip, "a/leeg", NULL, "", 0);
  g_autoptr (GBytes) bytes = zip_end (&zip);
  g_autoptr (GPtrArray) all = pt_unpacked_read (bytes, MANY, PLENTY, &error);

  g_assert_no_error (error);
  g_autofree char *list = print_list (all);
  g_assert_cmpstr (list, ==, "D a/ 0\nF a/één.txt 5\nF ../buiten 1\nL a/schakel 0\nF a/leeg 0\n");
  g_assert_cmpmem (g_bytes_get_data (((PtUnpacked *)all->pdata[1])->bytes, NULL), 5, "hallo", 5);
}

static void
test_bomb (void)
{
  const gsize size = 8 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  Zip zip;

  zip_begin (&zip);
  zip_add (&zip, "klein", NULL, "x", 1);
  zip_add (&zip, "bom", NULL, zeros, size);
  zip_add (&zip, "daarna", NULL, "x", 1);
  g_autoptr (GBytes) bytes = zip_end (&zip);
  g_autoptr (GPtrArray) all = pt_unpacked_read (bytes, MANY, 1024 * 1024, NULL);

  g_test_summary ("Unpacking ends where more would come out than was asked for");
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (((PtUnpacked *)all->pdata[1])->type, ==, PT_UNPACKED_MUCH);
  g_assert_cmpuint (g_bytes_get_size (((PtUnpacked *)all->pdata[1])->bytes), <=, 1024 * 1024);
}

/* A central directory (APPNOTE 4.3.12) with a million names for the same few bytes; the format keeps
 * such a number only in its 64-bit record, so the old one says the most that it can. */
static GBytes *
new_million (guint n)
{
  static const guint8 local[] =
      "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a";
  GByteArray *zip = g_byte_array_new ();
  guint8 end[22] = "PK\x05\x06";
  guint32 size, offset = sizeof local - 1;

  g_byte_array_append (zip, local, offset);
  for (guint i = 0; i < n; i++)
    {
      guint8 one[46 + 7] = "PK\x01\x02\x14\0\x14";

      one[28] = 7;
      g_snprintf ((char *)one + 46, 7, "%06x", i);
      one[52] = 'z';
      g_byte_array_append (zip, one, sizeof one);
    }
  size = zip->len - offset;
  memset (end + 8, 0xff, 4);
  size = GUINT32_TO_LE (size);
  offset = GUINT32_TO_LE (offset);
  memcpy (end + 12, &size, 4);
  memcpy (end + 16, &offset, 4);
  g_byte_array_append (zip, end, sizeof end);
  return g_byte_array_free_to_bytes (zip);
}

static void
test_million (void)
{
  g_autoptr (GBytes) bytes = new_million (1000000);
  g_autoptr (GError) error = NULL;
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) all = pt_unpacked_read (bytes, MANY + 1, PLENTY, &error);

  g_test_summary ("A million entries are not looked at one by one");
  g_assert_true (all == NULL || all->len <= MANY + 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
  g_test_message ("%s", all != NULL ? "listed in part" : error->message);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) bytes = new_million (1000000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_cancellable_push_current (cancellable);
  g_assert_null (pt_unpacked_read (bytes, MANY, PLENTY, &error));
  g_cancellable_pop_current (cancellable);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What @zip unpacks to by the library alone, without a program of its own for each. */
static void
unpack_here (GBytes *zip, const char *path)
{
  char *data;
  gsize size;

  g_assert_true (pt_unpack (zip, path, MANY, PLENTY));
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_autoptr (GBytes) list = g_bytes_new_take (data, size);
  g_autoptr (GPtrArray) all = pt_unpacked_open (list, NULL);

  g_assert_nonnull (all);
}

static void
test_altered (void)
{
  g_autofree char *folder = g_dir_make_tmp ("proeftuin-unpack-XXXXXX", NULL);
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  Zip zip;

  zip_begin (&zip);
  zip_add (&zip, "a/ro-crate-metadata.json", NULL, "{\"@graph\": [1, 2, 3]}", 21);
  zip_add (&zip, "a/schakel", "/etc/passwd", "", 0);
  g_autoptr (GBytes) whole = zip_end (&zip);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);

  g_test_summary ("One byte wrong, anywhere, and cut anywhere: a list or none, never a crash");
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      copy[i] ^= 0x55;
      g_autoptr (GBytes) altered = g_bytes_new (copy, size);
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, i);

      unpack_here (altered, out);
      unpack_here (part, out);
    }
  g_remove (out);
  g_rmdir (folder);
}

/* What the program could say if somebody had taken it over. */
static void
test_hostile_list (void)
{
  static const PtUnpackedHead heads[] = {
    { 'F', G_MAXUINT32, 0, 0 }, { 'F', 1, 0, 0 }, { 'F', 0, 0, G_MAXINT64 }, { 'F', 0, 0, -1 },
    { 'F', 0, -1, 0 },          { '?', 0, 0, 0 }, { 0x100 + 'F', 0, 0, 0 },
  };
  g_autoptr (GBytes) short_one = g_bytes_new_static (heads, sizeof heads[0] - 1);

  g_assert_null (pt_unpacked_open (short_one, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (GBytes) list = g_bytes_new_static (&heads[i], sizeof heads[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (pt_unpacked_open (list, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unpack/list", test_list);
  g_test_add_func ("/unpack/bomb", test_bomb);
  g_test_add_func ("/unpack/million", test_million);
  g_test_add_func ("/unpack/cancelled", test_cancelled);
  g_test_add_func ("/unpack/altered", test_altered);
  g_test_add_func ("/unpack/hostile-list", test_hostile_list);
  return g_test_run ();
}
