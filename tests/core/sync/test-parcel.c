/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange files: what is written comes back, and anything else is noticed before a byte of it counts. */
#include "pt-parcel-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define N_FRAMES 5
#define SEED 7

typedef struct
{
  char *folder, *path;
  PtParcelLabel label;
  uint8_t token[PT_PARCEL_TOKEN_BYTES];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (SEED, 1);

  self->folder = g_dir_make_tmp ("pt-parcel-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "an" PT_PARCEL_EXTENSION, NULL);
  self->label.kind = PT_PARCEL_REQUEST;
  pt_uuid_new (world, &self->label.exchange);
  pt_uuid_new (world, &self->label.hub);
  pt_uuid_new (world, &self->label.logbook);
  pt_uuid_new (world, &self->label.device);
  world->fill (world, self->token, sizeof self->token);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  g_assert_cmpuint (count_files (self->folder), ==, 0);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
add (PtParcelWriter *writer, guint i)
{
  g_autofree char *text = g_strnfill (i * 3, (char)('a' + i));
  g_autoptr (GBytes) body = g_bytes_new (text, i * 3);
  g_autoptr (GError) error = NULL;
  JsonObject *head = json_object_new ();

  json_object_set_int_member (head, "i", i);
  pt_parcel_writer_add (writer, head, body, &error);
  g_assert_no_error (error);
}

static PtParcelWriter *
start (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  PtParcelWriter *writer = pt_parcel_writer_new (self->path, &self->label, self->token, &error);

  g_assert_no_error (error);
  return writer;
}

static void
write_parcel (Fixture *self)
{
  g_autoptr (PtParcelWriter) writer = start (self);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_FRAMES; i++)
    add (writer, i);
  pt_parcel_writer_finish (writer, &error);
  g_assert_no_error (error);
}

static gboolean
unlock (Fixture *self, const uint8_t *token, GError **error)
{
  g_autoptr (PtParcel) parcel = pt_parcel_open (self->path, error);

  return parcel != NULL && pt_parcel_unlock (parcel, token, NULL, error);
}

static void
assert_frame (PtParcel *parcel, guint i)
{
  g_autoptr (JsonNode) head = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  const char *bytes;
  gsize size;

  pt_parcel_read (parcel, i, &head, &body, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (head), "i"), ==, i);
  bytes = g_bytes_get_data (body, &size);
  g_assert_cmpuint (size, ==, i * 3);
  for (gsize at = 0; at < size; at++)
    g_assert_cmpint (bytes[at], ==, 'a' + (int)i);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (PtParcel) parcel = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_test_summary ("Frames come back in any order, from a file that nobody else may open.");
  write_parcel (self);

  parcel = pt_parcel_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (pt_parcel_get_label (parcel), sizeof self->label, &self->label,
                   sizeof self->label);
  g_assert_true (pt_parcel_unlock (parcel, self->token, NULL, &error));
  g_assert_cmpuint (pt_parcel_get_length (parcel), ==, N_FRAMES);
  for (guint i = N_FRAMES; i > 0; i--)
    assert_frame (parcel, i - 1);
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static char *
load (Fixture *self, gsize *size)
{
  char *bytes;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (self->path, &bytes, size, &error);
  g_assert_no_error (error);
  return bytes;
}

/* As it is, without waiting for a disk. */
static void
store (Fixture *self, const char *bytes, gsize size)
{
  FILE *file = g_fopen (self->path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, size, file), ==, size);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
assert_refused (Fixture *self, const char *what, gsize at)
{
  g_autoptr (GError) error = NULL;

  if (unlock (self, self->token, &error) || error->domain != PT_PARCEL_ERROR)
    g_error ("%s at byte %zu was not noticed", what, at);
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_test_summary ("A file that is cut off anywhere is refused.");
  write_parcel (self);
  bytes = load (self, &size);

  for (gsize length = 0; length < size; length++)
    {
      store (self, bytes, length);
      assert_refused (self, "a cut", length);
    }
}

static void
test_flipped (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_test_summary ("A file with one other bit anywhere is refused, its label included.");
  write_parcel (self);
  bytes = load (self, &size);

  for (gsize at = 0; at < size; at++)
    {
      bytes[at] ^= (char)(1 << (at % 8));
      store (self, bytes, size);
      assert_refused (self, "a flipped bit", at);
      bytes[at] ^= (char)(1 << (at % 8));
    }
}

static void
test_longer (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) twice = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_test_summary ("A file with more behind its end is refused.");
  write_parcel (self);
  bytes = load (self, &size);
  g_string_append_len (twice, bytes, (gssize)size);
  g_string_append_len (twice, bytes + PT_PARCEL_START_BYTES,
                       (gssize)(size - PT_PARCEL_START_BYTES));

  store (self, twice->str, twice->len);
  assert_refused (self, "its frames once more", size);
  store (self, twice->str, size + 1);
  assert_refused (self, "a byte more", size);
}

/* Where frame @i begins, with its length. */
static gsize
find (const char *bytes, guint i)
{
  gsize at = PT_PARCEL_START_BYTES;
  guint32 little;

  for (; i > 0; i--)
    {
      memcpy (&little, bytes + at, sizeof little);
      at += sizeof little + GUINT32_FROM_LE (little);
    }
  return at;
}

static void
test_mixed (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) mixed = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  gsize size, second, third, fourth;

  g_test_summary ("Frames that are left out or change places are noticed.");
  write_parcel (self);
  bytes = load (self, &size);
  second = find (bytes, 1);
  third = find (bytes, 2);
  fourth = find (bytes, 3);

  g_string_append_len (mixed, bytes, (gssize)second);
  g_string_append_len (mixed, bytes + third, (gssize)(fourth - third));
  g_string_append_len (mixed, bytes + second, (gssize)(third - second));
  g_string_append_len (mixed, bytes + fourth, (gssize)(size - fourth));
  store (self, mixed->str, mixed->len);
  assert_refused (self, "changed places", second);
  g_string_erase (mixed, (gssize)second, (gssize)(fourth - third));
  store (self, mixed->str, mixed->len);
  assert_refused (self, "one less", second);
}

static void
test_other_token (Fixture *self, gconstpointer data)
{
  uint8_t other[PT_PARCEL_TOKEN_BYTES];
  g_autoptr (GError) error = NULL;

  g_test_summary ("With another token nothing of it is read.");
  write_parcel (self);
  memcpy (other, self->token, sizeof other);
  other[0] ^= 1;

  g_assert_false (unlock (self, other, &error));
  g_assert_error (error, PT_PARCEL_ERROR, PT_PARCEL_ERROR_DAMAGED);
}

static void
test_huge_length (Fixture *self, gconstpointer data)
{
  static const guint32 lengths[] = { 0, 1, PT_PARCEL_SEAL_BYTES - 1, PT_PARCEL_MAX_FRAME,
                                     G_MAXUINT32 };
  g_autofree char *bytes = NULL;
  gsize size;

  g_test_summary ("A length that promises more than there is takes no memory.");
  write_parcel (self);
  bytes = load (self, &size);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      const guint32 little = GUINT32_TO_LE (lengths[i]);

      memcpy (bytes + PT_PARCEL_START_BYTES, &little, sizeof little);
      store (self, bytes, size);
      assert_refused (self, "a length", lengths[i]);
    }
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PtParcelWriter *writer;

  g_test_summary ("A writer that is given up leaves the file that was there, and nothing else.");
  write_parcel (self);
  writer = start (self);
  add (writer, 1);
  pt_parcel_writer_free (writer);

  g_assert_cmpuint (count_files (self->folder), ==, 1);
  g_assert_true (unlock (self, self->token, &error));
}

static void
test_left_part (Fixture *self, gconstpointer data)
{
  g_autofree char *part = g_strconcat (self->path, ".part", NULL);
  g_autofree char *rubbish = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;

  g_test_summary ("What a power loss left of a part is written over.");
  g_file_set_contents (part, rubbish, -1, NULL);

  write_parcel (self);

  g_assert_true (unlock (self, self->token, &error));
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_two_writers (Fixture *self, gconstpointer data)
{
  g_autoptr (PtParcelWriter) first = start (self);
  g_autoptr (PtParcelWriter) second = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Two programs do not write into each other's part.");
  second = pt_parcel_writer_new (self->path, &self->label, self->token, &error);

  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_foreign (Fixture *self, gconstpointer data)
{
  static const char *const files[] = { "", "hallo", "PTstick2 is of a later version", "PTstick1" };

  g_test_summary ("What is no exchange file is said to be none.");
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      store (self, files[i], strlen (files[i]));
      g_assert_false (unlock (self, self->token, &error));
      g_assert_error (error, PT_PARCEL_ERROR, PT_PARCEL_ERROR_FOREIGN);
    }
}

static void
test_no_place (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "nowhere", "an", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtParcelWriter) writer = NULL;
  g_autoptr (PtParcel) parcel = NULL;

  g_test_summary ("A stick that is not there is said.");
  writer = pt_parcel_writer_new (path, &self->label, self->token, &error);
  g_assert_null (writer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  parcel = pt_parcel_open (path, &error);
  g_assert_null (parcel);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/parcel/round-trip", test_round_trip);
  ADD ("/parcel/cut", test_cut);
  ADD ("/parcel/flipped", test_flipped);
  ADD ("/parcel/longer", test_longer);
  ADD ("/parcel/mixed", test_mixed);
  ADD ("/parcel/other-token", test_other_token);
  ADD ("/parcel/huge-length", test_huge_length);
  ADD ("/parcel/given-up", test_given_up);
  ADD ("/parcel/left-part", test_left_part);
  ADD ("/parcel/two-writers", test_two_writers);
  ADD ("/parcel/foreign", test_foreign);
  ADD ("/parcel/no-place", test_no_place);
  return g_test_run ();
}
