/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos made fit for print. The walk over the parts of a JPEG reads sizes only: it spares decoding
 * hundreds of photos that were made small before. Decoding is done by another program, confined: it
 * gives pixels, which are written as a JPEG here; and it takes hidden data out. */
#include "pt-photo.h"

#include "pt-pixels.h"
#include "pt-reader-job.h"

#include <stdio.h>
#include <string.h>

#define QUALITY "85"
#define MAX_SAID 32 /* bytes */

/* Markers of ITU T.81, table B.1. */
#define MARKER_SOI 0xd8
#define MARKER_EOI 0xd9
#define MARKER_SOS 0xda
#define MARKER_DHT 0xc4
#define MARKER_JPG 0xc8
#define MARKER_DAC 0xcc
#define MARKER_APP1 0xe1
#define FRAME_BYTES 6

static bool
is_frame (guchar marker)
{
  return (marker & 0xf0) == 0xc0 && marker != MARKER_DHT && marker != MARKER_JPG
         && marker != MARKER_DAC;
}

/* Reads the measures of a frame; FALSE for what a PDF cannot show: 12 bits, four colours. */
static bool
read_frame (const guchar *frame, gsize left, int *width, int *height)
{
  if (left < FRAME_BYTES || frame[0] != 8 || (frame[5] != 1 && frame[5] != 3))
    return false;
  *height = frame[1] << 8 | frame[2];
  *width = frame[3] << 8 | frame[4];
  return *width > 0 && *height > 0;
}

/* FALSE also for one that says how it is to be turned: decoding does that. */
static bool
read_jpeg (const guchar *data, gsize size, int *width, int *height)
{
  gsize at = 2;
  bool framed = false;

  if (size < 4 || data[0] != 0xff || data[1] != MARKER_SOI || data[size - 2] != 0xff
      || data[size - 1] != MARKER_EOI)
    return false;
  while (at + 4 <= size && data[at] == 0xff)
    {
      const guchar marker = data[at + 1];
      const gsize length = (gsize)data[at + 2] << 8 | data[at + 3];

      if (marker == MARKER_SOS)
        return framed;
      if (marker == MARKER_APP1 || length < 2 || at + 2 + length > size)
        return false;
      if (is_frame (marker))
        framed = read_frame (data + at + 4, length - 2, width, height);
      at += 2 + length;
    }
  return false;
}

static PtPhoto *
take_photo (GBytes *jpeg, int width, int height)
{
  PtPhoto *self = g_new0 (PtPhoto, 1);

  g_atomic_ref_count_init (&self->refs);
  self->jpeg = jpeg;
  self->width = width;
  self->height = height;
  return self;
}

bool
pt_photo_is_jpeg (GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  return size > 2 && data[0] == 0xff && data[1] == MARKER_SOI && data[2] == 0xff;
}

/* (transfer full) (nullable) */
static GdkPixbuf *
decode (GBytes *bytes, int pixels)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *most = g_strdup_printf ("%d", pixels);
  g_autoptr (PtReaderJob) job = pt_reader_job_run (bytes, "decode", most, &error);
  g_autoptr (GBytes) raw = job != NULL ? pt_reader_job_take (job, "out") : NULL;

  if (job == NULL)
    g_debug ("No picture: %s", error->message);
  return raw != NULL ? pt_pixels_open (raw, pixels) : NULL;
}

/* "1 2026-03-12": what is said by a program that may have been misled. */
static gboolean
read_said (PtReaderJob *job, char **taken_on, gboolean *cleaned)
{
  g_autoptr (GBytes) said = pt_reader_job_take (job, "said");
  g_autofree char *text = said != NULL ? g_strndup (g_bytes_get_data (said, NULL),
                                                    MIN (g_bytes_get_size (said), MAX_SAID))
                                       : NULL;
  int year, month, day;

  if (text == NULL || (text[0] != '0' && text[0] != '1'))
    return FALSE;
  *cleaned = text[0] == '1';
  if (sscanf (text + 1, " %4d-%2d-%2d", &year, &month, &day) == 3
      && g_date_valid_dmy ((GDateDay)day, month, (GDateYear)year))
    *taken_on = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  return TRUE;
}

GBytes *
pt_photo_strip (GBytes *bytes, char **taken_on, gboolean *cleaned, GError **error)
{
  g_autoptr (PtReaderJob) job = pt_reader_job_run (bytes, "strip", "", error);

  *taken_on = NULL;
  *cleaned = FALSE;
  if (job == NULL)
    return NULL;
  g_autoptr (GBytes) out = read_said (job, taken_on, cleaned) ? pt_reader_job_take (job, "out")
                                                              : NULL;

  if (out == NULL || g_bytes_get_size (out) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the reader gave nothing");
      return NULL;
    }
  return *cleaned ? g_steal_pointer (&out) : g_bytes_ref (bytes);
}

PtPhoto *
pt_photo_read (GBytes *bytes, int pixels)
{
  g_autoptr (GdkPixbuf) picture = NULL;
  char *jpeg = NULL;
  gsize size;

  g_return_val_if_fail (bytes != NULL && pixels > 0, NULL);
  picture = decode (bytes, pixels);
  if (picture == NULL
      || !gdk_pixbuf_save_to_buffer (picture, &jpeg, &size, "jpeg", NULL, "quality", QUALITY, NULL))
    return NULL;
  return take_photo (g_bytes_new_take (jpeg, size), gdk_pixbuf_get_width (picture),
                     gdk_pixbuf_get_height (picture));
}

PtPhoto *
pt_photo_new (GBytes *bytes, int pixels)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  int width = 0, height = 0;

  g_return_val_if_fail (bytes != NULL && pixels > 0, NULL);
  if (read_jpeg (data, size, &width, &height) && MAX (width, height) <= pixels)
    return take_photo (g_bytes_ref (bytes), width, height);
  return pt_photo_read (bytes, pixels);
}

PtPhoto *
pt_photo_ref (PtPhoto *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_photo_unref (PtPhoto *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_bytes_unref (self->jpeg);
  g_free (self);
}
