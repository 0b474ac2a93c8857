/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos made fit for print. The walk over the parts of a JPEG reads sizes only: it spares decoding
 * hundreds of photos that were made small before. */
#include "pt-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define QUALITY "85"
/* A picture that says it is larger is not decoded: what it unpacks to could fill the memory. */
#define MAX_PIXELS (200LL * 1000 * 1000)

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

typedef struct
{
  int pixels; /* that are wanted on the longer side */
  bool too_large;
} Wanted;

/* Asks the decoder for no more pixels than are wanted; a JPEG is then unpacked in a smaller size. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Wanted *wanted)
{
  const double scale = (double)wanted->pixels / MAX (width, height);

  wanted->too_large = (gint64)width * height > MAX_PIXELS;
  if (wanted->too_large)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int)(width * scale)),
                                MAX (1, (int)(height * scale)));
}

/* (transfer full) (nullable): upright; NULL when broken. */
static GdkPixbuf *
decode (GBytes *bytes, int pixels)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Wanted wanted = { pixels, false };
  gboolean whole;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &wanted);
  whole = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  whole = gdk_pixbuf_loader_close (loader, NULL) && whole;
  if (!whole || wanted.too_large || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return NULL;
  return gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
}

/* (transfer full): on white where it lets the paper through. */
static GdkPixbuf *
flatten (GdkPixbuf *picture)
{
  if (!gdk_pixbuf_get_has_alpha (picture))
    return g_object_ref (picture);
  return gdk_pixbuf_composite_color_simple (picture, gdk_pixbuf_get_width (picture),
                                            gdk_pixbuf_get_height (picture), GDK_INTERP_NEAREST,
                                            255, 8, 0xffffff, 0xffffff);
}

bool
pt_photo_is_jpeg (GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  return size > 2 && data[0] == 0xff && data[1] == MARKER_SOI && data[2] == 0xff;
}

PtPhoto *
pt_photo_new (GBytes *bytes, int pixels)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  int width = 0, height = 0;
  char *jpeg = NULL;

  g_return_val_if_fail (bytes != NULL && pixels > 0, NULL);
  if (read_jpeg (data, size, &width, &height) && MAX (width, height) <= pixels)
    return take_photo (g_bytes_ref (bytes), width, height);
  g_autoptr (GdkPixbuf) picture = decode (bytes, pixels);

  if (picture == NULL)
    return NULL;
  g_autoptr (GdkPixbuf) flat = flatten (picture);

  if (!gdk_pixbuf_save_to_buffer (flat, &jpeg, &size, "jpeg", NULL, "quality", QUALITY, NULL))
    return NULL;
  return take_photo (g_bytes_new_take (jpeg, size), gdk_pixbuf_get_width (flat),
                     gdk_pixbuf_get_height (flat));
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
