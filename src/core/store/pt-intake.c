/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sniffing, cleaning (pt-clean.h) and thumbnails of files on their way into the logbook. */
#include "pt-intake.h"

#include "pt-clean.h"
#include "pt-db.h"
#include "pt-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define JPEG_QUALITY "75"

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

/* What a browser records is one and the same container with a film or with a voice alone: a film names its codec (the WebM
 * Project's Container Guidelines; "CodecID") or the handler of its pictures (ISO/IEC 14496-12 §8.4.3). */
static const struct
{
  const char *film;
  const char *signs[4];
  const char *sound;
} containers[] = {
  { "video/webm", { "V_VP8", "V_VP9", "V_AV1" }, "audio/webm" },
  { "video/mp4", { "vide" }, "audio/mp4" },
};

static gboolean
names_any (const guchar *data, gsize size, const char *const *signs)
{
  for (guint i = 0; signs[i] != NULL; i++)
    if (memmem (data, size, signs[i], strlen (signs[i])) != NULL)
      return TRUE;
  return FALSE;
}

/* @mime (transfer full), or what it is when nothing is to be seen in it. */
static char *
hear (char *mime, const guchar *data, gsize size)
{
  g_autofree char *film = mime;

  for (guint i = 0; film != NULL && i < G_N_ELEMENTS (containers); i++)
    if (strcmp (film, containers[i].film) == 0 && !names_any (data, size, containers[i].signs))
      return g_strdup (containers[i].sound);
  if (film != NULL && g_str_has_prefix (film, "audio/") && g_str_has_suffix (film, "+ogg"))
    return g_strdup ("audio/ogg"); /* RFC 5334 §10.3 */
  return g_steal_pointer (&film);
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
  g_autofree char *mime = hear (g_content_type_get_mime_type (by_content), data, size);

  if (filename != NULL && (uncertain || mime == NULL || g_strv_contains (ambiguous, mime)))
    {
      g_autofree char *both = g_content_type_guess (filename, data, size, NULL);
      g_autofree char *named = hear (g_content_type_get_mime_type (both), data, size);
      /* A name never makes a picture out of bytes that are none. */
      if (named != NULL && !g_str_has_prefix (named, "image/"))
        return g_steal_pointer (&named);
    }
  return mime != NULL ? g_steal_pointer (&mime) : g_strdup ("application/octet-stream");
}

static gboolean
clean_picture (PtIntake *self, GBytes *bytes, GError **error)
{
  self->bytes = pt_clean_picture (bytes, self->mime, &self->taken_on, &self->cleaned);
  if (g_cancellable_set_error_if_cancelled (g_cancellable_get_current (), error))
    return FALSE;
  if (self->bytes == NULL)
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                   _ ("The hidden data of this picture (%s) cannot be removed: it is damaged, or "
                      "of a kind that "
                      "cannot be cleaned. Save it as JPEG or PNG and add that."),
                   self->mime);
      return FALSE;
    }
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
  if (!(flags & PT_INTAKE_KEEP_METADATA) && pt_clean_is_needed (self->mime))
    {
      if (!clean_picture (self, bytes, error))
        return NULL;
    }
  else
    self->bytes = g_bytes_ref (bytes);
  self->sha256 = pt_sha256_hex (self->bytes);
  if (picture)
    make_small (self);
  /* Then there may be no small pictures of it. */
  if (g_cancellable_set_error_if_cancelled (g_cancellable_get_current (), error))
    return NULL;
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
