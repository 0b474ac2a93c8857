/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages on a cairo context. Into a PDF a photo goes as the JPEG that it is; a screen gets its
 * pixels. */
#include "pt-pages-private.h"

#include "pt-picture-cairo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <pango/pangocairo.h>

static void
set_colour (cairo_t *cr, guint32 rgb)
{
  cairo_set_source_rgb (cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static void
draw_line (cairo_t *cr, const PtPiece *piece, double x, double y)
{
  set_colour (cr, piece->colour);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout_line (cr, piece->line);
}

static void
draw_number (PtPages *self, cairo_t *cr, const PtPiece *piece, double x, double y)
{
  const int page = pt_pages_find (self, piece->anchor);
  g_autofree char *number = g_strdup_printf ("%d", page + 1);
  PangoRectangle logical;

  pango_layout_set_text (piece->layout, page >= 0 ? number : "", -1);
  pango_layout_get_extents (piece->layout, NULL, &logical);
  set_colour (cr, piece->colour);
  cairo_move_to (cr, x - (double)logical.width / PANGO_SCALE, y);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (piece->layout, 0));
}

/* Its words in the letters of the captions. */
static void
draw_picture (PtPages *self, cairo_t *cr, const PtPiece *piece, double x, double y)
{
  const double scale = piece->width / pt_picture_get_width (piece->picture);

  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  pt_picture_paint (piece->picture, cr, PT_PAINT_LIGHT, self->sheet->texts[PT_TEXT_CAPTION].family);
}

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

/* The same bytes are in a PDF once. (transfer full) */
static char *
name_photo (PtPages *self, PtPhoto *photo)
{
  gpointer known = NULL;

  if (!g_hash_table_lookup_extended (self->photos, photo->jpeg, NULL, &known))
    {
      known = GUINT_TO_POINTER (g_hash_table_size (self->photos));
      g_hash_table_insert (self->photos, g_bytes_ref (photo->jpeg), known);
    }
  return g_strdup_printf ("photo-%u", GPOINTER_TO_UINT (known));
}

/* One pixel that is never read: the JPEG stands for it, and no memory is filled for a picture that
 * nobody decodes. */
static cairo_surface_t *
new_jpeg_surface (PtPages *self, PtPhoto *photo)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  gsize size;
  const guchar *data = g_bytes_get_data (photo->jpeg, &size);
  g_autofree char *name = name_photo (self, photo);
  const gsize length = strlen (name);

  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size, unref_bytes,
                               g_bytes_ref (photo->jpeg));
  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_UNIQUE_ID,
                               (guchar *)g_steal_pointer (&name), length, g_free, NULL);
  return surface;
}

static void
copy_row (guint32 *to, const guchar *from, int width, int channels)
{
  for (int i = 0; i < width; i++, from += channels)
    to[i] = (guint32)from[0] << 16 | (guint32)from[1] << 8 | from[2];
}

/* (transfer full) (nullable) */
static cairo_surface_t *
new_pixel_surface (PtPhoto *photo)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (photo->jpeg);
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  cairo_surface_t *surface;

  if (pixels == NULL)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, gdk_pixbuf_get_width (pixels),
                                        gdk_pixbuf_get_height (pixels));
  cairo_surface_flush (surface);
  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    copy_row ((guint32 *)(void *)(cairo_image_surface_get_data (surface)
                                  + (gsize)y * cairo_image_surface_get_stride (surface)),
              gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels),
              gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_n_channels (pixels));
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_photo (PtPages *self, cairo_t *cr, const PtPiece *piece, double x, double y)
{
  const bool pdf = cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_PDF;
  cairo_surface_t *surface = pdf ? new_jpeg_surface (self, piece->photo)
                                 : new_pixel_surface (piece->photo);

  if (surface == NULL)
    return;
  cairo_translate (cr, x, y);
  cairo_scale (cr, piece->width / cairo_image_surface_get_width (surface),
               piece->height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

static void
draw_piece (PtPages *self, cairo_t *cr, const PtPlaced *placed)
{
  const PtPiece *piece = placed->piece;
  const double x = placed->x + piece->x;
  const double y = placed->y + piece->y;

  switch (piece->type)
    {
    case PT_PIECE_LINE:
      draw_line (cr, piece, x, y);
      break;
    case PT_PIECE_FILL:
      set_colour (cr, piece->colour);
      cairo_rectangle (cr, x, y, piece->width, piece->height);
      cairo_fill (cr);
      break;
    case PT_PIECE_PICTURE:
      draw_picture (self, cr, piece, x, y);
      break;
    case PT_PIECE_PHOTO:
      draw_photo (self, cr, piece, x, y);
      break;
    case PT_PIECE_NUMBER:
      draw_number (self, cr, piece, x, y);
      break;
    }
}

void
pt_pages_draw_tagged (PtPages *self, guint number, cairo_t *cr, const PtTagHooks *hooks)
{
  const PtPage *page = self->pages->pdata[number];

  for (guint i = 0; i < page->placed->len; i++)
    {
      const PtPlaced *placed = &g_array_index (page->placed, PtPlaced, i);
      const PtPlaced *last = i > 0 ? placed - 1 : NULL;
      const guint tag = placed->repeated ? PT_TAG_NONE : placed->piece->tag;
      const guint open = last == NULL || last->repeated ? PT_TAG_NONE : last->piece->tag;

      if (hooks != NULL && i > 0 && tag != open)
        hooks->end (hooks->data);
      if (hooks != NULL && (i == 0 || tag != open))
        hooks->begin (tag, hooks->data);
      cairo_save (cr);
      draw_piece (self, cr, placed);
      cairo_restore (cr);
    }
  if (hooks != NULL && page->placed->len > 0)
    hooks->end (hooks->data);
}

void
pt_pages_draw (PtPages *self, guint page, cairo_t *cr)
{
  g_return_if_fail (page < pt_pages_count (self));
  pt_pages_draw_tagged (self, page, cr, NULL);
}
