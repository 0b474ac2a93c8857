/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way into the logbook: what they are, what is taken off, what is refused. */
#include "pt-db.h"
#include "pt-intake.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gexiv2/gexiv2.h>
#include <glib/gstdio.h>
#include <string.h>

static GBytes *
make_picture (const char *format)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 480);
  char *data = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0x8fa31eff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, NULL, NULL));
  return g_bytes_new_take (data, size);
}

/* A photo as a phone makes it: place, time, maker, a remark, lying on its side. */
static GBytes *
make_photo (void)
{
  g_autoptr (GBytes) plain = make_picture ("jpeg");
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  char *data = NULL;
  gsize size = 0;

  g_close (g_file_open_tmp ("photo-XXXXXX.jpg", &path, &error), NULL);
  g_assert_no_error (error);
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), NULL));
  g_assert_true (gexiv2_metadata_open_path (metadata, path, &error));
  gexiv2_metadata_try_set_tag_string (metadata, "Exif.Image.Make", "PLANTEDMAKER", &error);
  gexiv2_metadata_try_set_tag_string (metadata, "Exif.Photo.DateTimeOriginal",
                                      "2016:03:12 10:00:00", &error);
  gexiv2_metadata_try_set_tag_string (metadata, "Xmp.dc.creator", "PLANTEDCREATOR", &error);
  gexiv2_metadata_try_set_tag_string (metadata, "Iptc.Application2.Byline", "PLANTEDBYLINE",
                                      &error);
  gexiv2_metadata_try_set_comment (metadata, "PLANTEDREMARK", &error);
  gexiv2_metadata_try_set_gps_info (metadata, 5.87, 51.86, 10, &error);
  gexiv2_metadata_try_set_orientation (metadata, GEXIV2_ORIENTATION_ROT_90, &error);
  g_assert_true (gexiv2_metadata_save_file (metadata, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_unlink (path);
  return g_bytes_new_take (data, size);
}

static gboolean
contains (GBytes *bytes, const char *needle)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, needle, strlen (needle)) != NULL;
}

static void
photo_loses_hidden_data (void)
{
  g_autoptr (GBytes) photo = make_photo ();
  g_autoptr (GError) error = NULL;
  static const char *const planted[] = { "PLANTEDMAKER", "PLANTEDCREATOR", "PLANTEDBYLINE",
                                         "PLANTEDREMARK" };

  g_test_summary ("EXIF, GPS, XMP, IPTC and remarks are gone; date and orientation are kept");
  g_autoptr (PtIntake) intake = pt_intake_new (photo, "IMG_2041.JPG", PT_INTAKE_DEFAULT, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_assert_true (contains (photo, planted[i]));
      g_assert_false (contains (intake->bytes, planted[i]));
    }
  g_assert_true (intake->cleaned);
  g_assert_cmpstr (intake->mime, ==, "image/jpeg");
  g_assert_cmpstr (intake->type, ==, "photo");
  g_assert_cmpstr (intake->taken_on, ==, "2016-03-12");
  g_autoptr (GExiv2Metadata) left = gexiv2_metadata_new ();
  g_assert_true (gexiv2_metadata_open_buf (left, g_bytes_get_data (intake->bytes, NULL),
                                           g_bytes_get_size (intake->bytes), &error));
  double longitude, latitude, altitude;
  g_assert_false (gexiv2_metadata_try_get_gps_info (left, &longitude, &latitude, &altitude, NULL));
  g_assert_cmpint (gexiv2_metadata_try_get_orientation (left, NULL), ==, GEXIV2_ORIENTATION_ROT_90);
}

static void
second_picture_is_cut_off (void)
{
  g_autoptr (GBytes) photo = make_photo ();
  g_autoptr (GByteArray) both = g_byte_array_new ();

  g_test_summary (
      "a phone's second picture behind the first, with its own position, does not stay");
  g_byte_array_append (both, g_bytes_get_data (photo, NULL), g_bytes_get_size (photo));
  g_byte_array_append (both, g_bytes_get_data (photo, NULL), g_bytes_get_size (photo));
  g_byte_array_append (both, (const guint8 *)"MotionPhoto_PLANTEDTAIL", 23);
  g_autoptr (GBytes) bytes = g_bytes_new (both->data, both->len);
  g_autoptr (PtIntake) intake = pt_intake_new (bytes, NULL, PT_INTAKE_DEFAULT, NULL);
  g_autoptr (PtIntake) single = pt_intake_new (photo, NULL, PT_INTAKE_DEFAULT, NULL);

  g_assert_cmpstr (intake->sha256, ==, single->sha256);
  g_assert_false (contains (intake->bytes, "PLANTED"));
}

static void
metadata_kept_when_asked (void)
{
  g_autoptr (GBytes) photo = make_photo ();

  g_autoptr (PtIntake) intake = pt_intake_new (photo, NULL, PT_INTAKE_KEEP_METADATA, NULL);

  g_assert_true (g_bytes_equal (intake->bytes, photo));
}

static void
thumbnail_is_upright_png (void)
{
  g_autoptr (GBytes) photo = make_photo ();
  g_autoptr (PtIntake) intake = pt_intake_new (photo, NULL, PT_INTAKE_DEFAULT, NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (intake->thumbnail);

  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);

  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 192);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 256);
}

static void
damaged_photo_is_refused (void)
{
  static const guint8 damaged[] = {
    0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 'E', 'x', 'i', 'f', 0, 0, 1
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (damaged, sizeof damaged);
  g_autoptr (GError) error = NULL;

  g_autoptr (PtIntake) intake = pt_intake_new (bytes, "a.jpg", PT_INTAKE_DEFAULT, &error);

  g_assert_null (intake);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
}

static void
kind_is_read_from_bytes (void)
{
  static const struct
  {
    const char *name, *data, *mime, *type;
  } cases[] = {
    { "page.html", "<!DOCTYPE html><html><body>x</body></html>", "text/html", "web_page" },
    { "scan.jpg", "%PDF-1.4\n%abc", "application/pdf", "document" },
    { "notes.txt", "Gewone tekst\n", "text/plain", "document" },
    { "song.txt", "ID3\3\0\0\0\0\0\0", "audio/mpeg", "audio" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gsize size = i == 3 ? 10 : strlen (cases[i].data);
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, size);
      g_autoptr (PtIntake) intake = pt_intake_new (bytes, cases[i].name, PT_INTAKE_DEFAULT, NULL);

      g_assert_cmpstr (intake->mime, ==, cases[i].mime);
      g_assert_cmpstr (intake->type, ==, cases[i].type);
      g_assert_null (intake->thumbnail);
    }
}

/* What browsers record with a microphone comes in the containers of films. */
static void
voice_is_no_film (void)
{
#define WEBM "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04"
#define MP4                                                                                        \
  "\0\0\0\x18"                                                                                     \
  "ftypisom\0\0\0\0isomiso2"
#define OGG "OggS\0\2\0\0\0\0\0\0\0\0\1\2\3\4\0\0\0\0\5\6\7\x8\1\x13"
  static const struct
  {
    const char *data;
    gsize size;
    const char *mime, *type;
  } cases[] = {
    { WEBM "A_OPUS", sizeof WEBM "A_OPUS", "audio/webm", "audio" },
    { WEBM "A_OPUS V_VP8", sizeof WEBM "A_OPUS V_VP8", "video/webm", "video" },
    { MP4 "hdlr\0\0\0\0soun", sizeof MP4 "hdlr\0\0\0\0soun", "audio/mp4", "audio" },
    { MP4 "hdlr\0\0\0\0vide", sizeof MP4 "hdlr\0\0\0\0vide", "video/mp4", "video" },
    { OGG "OpusHead", sizeof OGG "OpusHead", "audio/ogg", "audio" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);
      g_autoptr (PtIntake) intake = pt_intake_new (bytes, "voice", PT_INTAKE_DEFAULT, NULL);

      g_assert_cmpstr (intake->mime, ==, cases[i].mime);
      g_assert_cmpstr (intake->type, ==, cases[i].type);
    }
}

static void
png_text_is_removed (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 64);
  char *data = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0x123456ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, "tEXt::Author",
                                            "PLANTEDAUTHOR", NULL));
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_assert_true (contains (bytes, "PLANTEDAUTHOR"));
  g_autoptr (PtIntake) intake = pt_intake_new (bytes, "x.png", PT_INTAKE_DEFAULT, NULL);

  g_assert_false (contains (intake->bytes, "PLANTEDAUTHOR"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gexiv2_initialize ();
  g_test_add_func ("/intake/photo/loses-hidden-data", photo_loses_hidden_data);
  g_test_add_func ("/intake/photo/second-picture-is-cut-off", second_picture_is_cut_off);
  g_test_add_func ("/intake/photo/metadata-kept-when-asked", metadata_kept_when_asked);
  g_test_add_func ("/intake/photo/damaged-is-refused", damaged_photo_is_refused);
  g_test_add_func ("/intake/thumbnail/is-upright-png", thumbnail_is_upright_png);
  g_test_add_func ("/intake/png/text-is-removed", png_text_is_removed);
  g_test_add_func ("/intake/kind/is-read-from-bytes", kind_is_read_from_bytes);
  g_test_add_func ("/intake/kind/voice-is-no-film", voice_is_no_film);
  return g_test_run ();
}
