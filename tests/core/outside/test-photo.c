/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures from outside: what is made of them, and what is none. */
#include "pt-photo.h"
#include "pt-pixels.h"

#include <string.h>

#define MOST 400

/* (transfer full): a picture half of whose pixels let the paper through. */
static GBytes *
new_picture (const char *format, int width, int height)
{
  g_autoptr (GdkPixbuf)
      pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, g_str_equal (format, "png"), 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixels, 0x30609000);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixels, &data, &size, format, NULL, NULL));
  return g_bytes_new_take (data, size);
}

static const struct
{
  const char *name, *format;
  int width, height, wanted_width, wanted_height;
} pictures[] = {
  { "jpeg-made-smaller", "jpeg", 1600, 1200, 400, 300 },
  { "small-jpeg-written-again", "jpeg", 60, 40, 60, 40 },
  { "png", "png", 100, 50, 100, 50 },
  { "upright-png", "png", 500, 1000, 200, 400 },
  { "tiff", "tiff", 40, 30, 40, 30 },
};

static void
test_picture (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes)
      bytes = new_picture (pictures[i].format, pictures[i].width, pictures[i].height);
  g_autoptr (PtPhoto) photo = pt_photo_read (bytes, MOST);
  g_autoptr (PtPhoto) again = pt_photo_read (bytes, MOST);

  g_assert_nonnull (photo);
  g_assert_cmpint (photo->width, ==, pictures[i].wanted_width);
  g_assert_cmpint (photo->height, ==, pictures[i].wanted_height);
  g_assert_true (pt_photo_is_jpeg (photo->jpeg));
  g_assert_true (g_bytes_equal (photo->jpeg, again->jpeg));
  g_assert_false (g_bytes_equal (photo->jpeg, bytes));
}

static void
test_own_jpeg (void)
{
  g_autoptr (GBytes) bytes = new_picture ("jpeg", 60, 40);
  g_autoptr (PtPhoto) photo = pt_photo_new (bytes, MOST);

  g_test_summary ("What was made small before is taken as it is");
  g_assert_true (g_bytes_equal (photo->jpeg, bytes));
}

static void
test_no_picture (void)
{
  static const char *const texts[] = { "", "geen plaatje", "\xff\xd8\xff\xe0 afgebroken",
                                       "<svg xmlns='http://www.w3.org/2000/svg' width='9e9' "
                                       "height='9e9'/>" };
  g_autoptr (GBytes) whole = new_picture ("png", 100, 50);
  g_autoptr (GBytes) head = g_bytes_new_from_bytes (whole, 0, 20);

  g_assert_null (pt_photo_read (head, MOST));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_assert_null (pt_photo_read (bytes, MOST));
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) bytes = new_picture ("jpeg", 1600, 1200);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *taken_on = NULL;
  gboolean cleaned;

  g_test_summary ("Who cancels what decodes pictures does not wait for the program that does");
  g_cancellable_cancel (cancellable);
  g_cancellable_push_current (cancellable);
  g_assert_null (pt_photo_read (bytes, MOST));
  g_assert_null (pt_photo_strip (bytes, &taken_on, &cleaned, &error));
  g_cancellable_pop_current (cancellable);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What the program could say if somebody had taken it over. */
static void
test_hostile_pixels (void)
{
  static const guint32 heads[][2] = { { 0, 1 },          { 1, 0 },     { 401, 1 },
                                      { 0xffffffff, 1 }, { 400, 400 }, { 0x10000, 0x10000 } };
  const guint8 nothing = 0;
  g_autoptr (GBytes) short_one = g_bytes_new_static (&nothing, 1);

  g_assert_null (pt_pixels_open (short_one, MOST));
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (GBytes) raw = g_bytes_new_static (heads[i], sizeof heads[i]);

      g_assert_null (pt_pixels_open (raw, MOST));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/photo/read/%s", pictures[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_picture);
    }
  g_test_add_func ("/photo/own-jpeg", test_own_jpeg);
  g_test_add_func ("/photo/no-picture", test_no_picture);
  g_test_add_func ("/photo/cancelled", test_cancelled);
  g_test_add_func ("/photo/hostile-pixels", test_hostile_pixels);
  return g_test_run ();
}
