/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding by gdk-pixbuf, and the plain form between two programs: width and height as two numbers of
 * this machine, then rows of red, green and blue without room between them. */
#include "pt-pixels.h"

#include <stdbool.h>
#include <string.h>

#define CHANNELS 3
/* A picture that says it is larger is not decoded: what it unpacks to could fill the memory. */
#define MAX_PIXELS (200LL * 1000 * 1000)

typedef struct
{
  guint32 width, height;
} Head;

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

/* Without the room that rows of gdk-pixbuf may have at their ends, and without what is left of letting
 * the paper through. */
static GBytes *
pack (GdkPixbuf *picture)
{
  const Head head = { (guint32)gdk_pixbuf_get_width (picture),
                      (guint32)gdk_pixbuf_get_height (picture) };
  const guint channels = (guint)gdk_pixbuf_get_n_channels (picture);
  const guchar *row = gdk_pixbuf_read_pixels (picture);
  GByteArray *raw = g_byte_array_sized_new (
      (guint)(sizeof head + (gsize)head.width * head.height * CHANNELS));

  g_byte_array_append (raw, (const guint8 *)&head, sizeof head);
  for (guint y = 0; y < head.height; y++, row += gdk_pixbuf_get_rowstride (picture))
    for (guint x = 0; x < head.width; x++)
      g_byte_array_append (raw, row + (gsize)x * channels, CHANNELS);
  return g_byte_array_free_to_bytes (raw);
}

GBytes *
pt_pixels_decode (GBytes *bytes, int pixels)
{
  g_autoptr (GdkPixbuf) picture = decode (bytes, pixels);
  g_autoptr (GdkPixbuf) flat = picture != NULL ? flatten (picture) : NULL;

  return flat != NULL ? pack (flat) : NULL;
}

GdkPixbuf *
pt_pixels_open (GBytes *raw, int pixels)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (raw, &size);
  Head head;

  if (size < sizeof head)
    return NULL;
  memcpy (&head, data, sizeof head);
  if (head.width < 1 || head.height < 1 || MAX (head.width, head.height) > (guint)pixels
      || size != sizeof head + (gsize)head.width * head.height * CHANNELS)
    return NULL;
  g_autoptr (GBytes) rows = g_bytes_new_from_bytes (raw, sizeof head, size - sizeof head);

  return gdk_pixbuf_new_from_bytes (rows, GDK_COLORSPACE_RGB, FALSE, 8, (int)head.width,
                                    (int)head.height, (int)head.width * CHANNELS);
}
