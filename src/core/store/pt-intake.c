/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sniffing, cleaning and thumbnails of files on their way into the logbook. Hidden data is removed
 * by another program (pt-photo.h); what a JPEG carries behind its end (second pictures of phones, with a position of
 * their own) is cut off here, because no metadata library looks there. */
#include "pt-intake.h"

#include "pt-db.h"
#include "pt-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define JPEG_QUALITY "75"

/* Kinds of picture whose hidden data can be removed. */
static const char *const cleanable[] = { "image/jpeg", "image/png", "image/webp", "image/tiff",
                                         NULL };
/* Kinds of picture that carry none, or none that says where or who. */
static const char *const harmless[] = {
  "image/gif", "image/bmp", "image/svg+xml", "image/x-icon", "image/vnd.microsoft.icon", NULL
};

static const struct
{
  const char *prefix;
  const char *type;
} types[] = {
  { "image/", "photo" },       { "audio/", "audio" }, { "video/", "video" },
  { "text/html", "web_page" }, { "", "document" },
};

char *
pt_sha256_hex (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static const char *
type_for_mime (const char *mime)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (mime, types[i].prefix))
      return types[i].type;
  return "document";
}

static char *
sniff (GBytes *bytes, const char *filename)
{
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);
  gboolean uncertain = FALSE;
  g_autofree char *by_content = g_content_type_guess (NULL, data, size, &uncertain);
  static const char *const ambiguous[] = { "application/octet-stream", "application/zip",
                                           "text/plain", "application/xml", NULL };
  g_autofree char *mime = g_content_type_get_mime_type (by_content);

  if (filename != NULL && (uncertain || mime == NULL || g_strv_contains (ambiguous, mime)))
    {
      g_autofree char *both = g_content_type_guess (filename, data, size, NULL);
      g_autofree char *named = g_content_type_get_mime_type (both);
      /* A name never makes a picture out of bytes that are none. */
      if (named != NULL && !g_str_has_prefix (named, "image/"))
        return g_steal_pointer (&named);
    }
  return mime != NULL ? g_steal_pointer (&mime) : g_strdup ("application/octet-stream");
}

/* The offset behind the end-of-image marker of the first picture; @size where there is none
 * (ITU-T T.81 annex B: segments carry their length, scans end at a marker that is not RSTn). */
static gsize
jpeg_end (const guchar *data, gsize size)
{
  gsize at = 2;
  gboolean in_scan = FALSE;

  while (at + 1 < size)
    {
      const guchar marker = data[at + 1];
      if (data[at] != 0xff || (in_scan && (marker == 0x00 || (marker >= 0xd0 && marker <= 0xd7))))
        {
          at++;
          continue;
        }
      if (marker == 0xff)
        at++;
      else if (marker == 0xd9)
        return at + 2;
      else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8))
        at += 2;
      else if (at + 3 < size)
        {
          in_scan = marker == 0xda;
          at += 2 + (((gsize)data[at + 2] << 8) | data[at + 3]);
        }
      else
        break;
    }
  return size;
}

/* The chunks that make the picture; all others are text, time, EXIF or private (PNG 3rd ed. §11). */
static gboolean
is_png_picture_chunk (const guchar *type)
{
  static const char kept[] =
      "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT ";

  for (const char *k = kept; *k != '\0'; k += 5)
    if (memcmp (k, type, 4) == 0)
      return TRUE;
  return FALSE;
}

/* NULL for a file that breaks off or does not end with IEND. */
static GBytes *
clean_png (GBytes *bytes, gboolean *cleaned)
{
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize at = 8;

  g_byte_array_append (out, data, MIN (size, at));
  while (at + 12 <= size)
    {
      const gsize chunk = 12
                          + (((gsize)data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8)
                             | data[at + 3]);
      if (chunk > size - at)
        return NULL;
      if (is_png_picture_chunk (data + at + 4))
        g_byte_array_append (out, data + at, chunk);
      at += chunk;
      if (memcmp (data + at - chunk + 4, "IEND", 4) == 0)
        {
          *cleaned = out->len < size;
          return g_byte_array_free_to_bytes (g_steal_pointer (&out));
        }
    }
  return NULL;
}

static GBytes *
cut_behind_end (GBytes *bytes, gboolean *cleaned)
{
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);
  const gsize end = jpeg_end (data, size);

  *cleaned |= end < size;
  return end < size ? g_bytes_new (data, end) : g_bytes_ref (bytes);
}

static gboolean
clean_picture (PtIntake *self, GBytes *bytes, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) clean = NULL;

  if (g_str_equal (self->mime, "image/png"))
    clean = clean_png (bytes, &self->cleaned);
  else if (g_strv_contains (cleanable, self->mime))
    clean = pt_photo_strip (bytes, &self->taken_on, &self->cleaned, &cause);
  if (clean == NULL)
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                   _ ("The hidden data of this picture (%s) cannot be removed: it is damaged, or "
                      "of a kind that "
                      "cannot be cleaned. Save it as JPEG or PNG and add that."),
                   self->mime);
      return FALSE;
    }
  self->bytes = g_str_equal (self->mime, "image/jpeg") ? cut_behind_end (clean, &self->cleaned)
                                                       : g_bytes_ref (clean);
  return TRUE;
}

/* NULL is no failure: not every file has a picture, and a broken one is still somebody's file. */
static GBytes *
make_thumbnail (GBytes *jpeg)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (jpeg);
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_new_from_stream_at_scale (
      stream, PT_THUMBNAIL_PIXELS, PT_THUMBNAIL_PIXELS, TRUE, NULL, NULL);
  gchar *png = NULL;
  gsize size = 0;

  if (small == NULL || !gdk_pixbuf_save_to_buffer (small, &png, &size, "png", NULL, NULL))
    return NULL;
  return g_bytes_new_take (png, size);
}

static void
make_small (PtIntake *self)
{
  g_autoptr (PtPhoto) photo = pt_photo_read (self->bytes, PT_PHOTO_PRINT_PIXELS);

  if (photo == NULL)
    return;
  self->print = g_bytes_ref (photo->jpeg);
  self->thumbnail = make_thumbnail (photo->jpeg);
}

GBytes *
pt_thumbnail_pack (GBytes *png)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  const gboolean written = gdk_pixbuf_loader_write_bytes (loader, png, NULL);
  const gboolean closed = gdk_pixbuf_loader_close (loader, NULL);
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  g_autofree gchar *jpeg = NULL;
  gsize size = 0;

  if (!written || !closed || pixbuf == NULL
      || !gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, "quality", JPEG_QUALITY,
                                     NULL)
      || size >= g_bytes_get_size (png))
    return g_bytes_ref (png);
  return g_bytes_new_take (g_steal_pointer (&jpeg), size);
}

PtIntake *
pt_intake_new (GBytes *bytes, const char *filename, PtIntakeFlags flags, GError **error)
{
  g_autoptr (PtIntake) self = g_new0 (PtIntake, 1);

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > PT_INTAKE_MAX_BYTES)
    {
      g_autofree char *limit = g_format_size_full (PT_INTAKE_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);
      /* Translators: %s is a size such as 256 MiB */
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                   _ ("This file is larger than %s."), limit);
      return NULL;
    }
  self->mime = sniff (bytes, filename);
  self->type = type_for_mime (self->mime);
  const gboolean picture = g_str_has_prefix (self->mime, "image/");
  if (picture && !(flags & PT_INTAKE_KEEP_METADATA) && !g_strv_contains (harmless, self->mime))
    {
      if (!clean_picture (self, bytes, error))
        return NULL;
    }
  else
    self->bytes = g_bytes_ref (bytes);
  self->sha256 = pt_sha256_hex (self->bytes);
  if (picture)
    make_small (self);
  return g_steal_pointer (&self);
}

void
pt_intake_free (PtIntake *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  g_clear_pointer (&self->print, g_bytes_unref);
  g_free (self->sha256);
  g_free (self->mime);
  g_free (self->taken_on);
  g_free (self);
}
