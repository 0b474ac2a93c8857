/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-picture-cache.h"

#include "pt-picture-cairo.h"

#define PIXELS_MOST (16 * 1024 * 1024) /* 64 MB */

struct _PtPictureCache
{
  GdkTexture *texture; /* NULL = nothing is kept */
  int width;
  int height;
  int scale;
  PtPaintFlags flags;
};

PtPictureCache *
pt_picture_cache_new (void)
{
  return g_new0 (PtPictureCache, 1);
}

void
pt_picture_cache_free (PtPictureCache *self)
{
  pt_picture_cache_clear (self);
  g_free (self);
}

gboolean
pt_picture_cache_is_filled (PtPictureCache *self)
{
  return self->texture != NULL;
}

void
pt_picture_cache_clear (PtPictureCache *self)
{
  g_clear_object (&self->texture);
}

/* Pictures speak in the letters of the labels around them. */
static void
paint_as_labels (PtPicture *picture, cairo_t *cr, PtPaintFlags flags)
{
  g_autofree char *name = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  PangoFontDescription *font = pango_font_description_from_string (name != NULL ? name : "");
  pt_picture_paint (picture, cr, flags, pango_font_description_get_family (font));
  pango_font_description_free (font);
}

static GdkTexture *
make_texture (PtPicture *picture, int width, int height, int scale, PtPaintFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale,
                                                         height * scale);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  paint_as_labels (picture, cr, flags);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), (gsize)stride * (gsize)(height * scale),
      (GDestroyNotify)cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize)stride);
}

static void
paint (GtkSnapshot *snapshot, PtPicture *picture, int width, int height, PtPaintFlags flags)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  paint_as_labels (picture, cr, flags);
  cairo_destroy (cr);
}

static gboolean
holds (PtPictureCache *self, int width, int height, int scale, PtPaintFlags flags)
{
  return self->texture != NULL && self->width == width && self->height == height
         && self->scale == scale && self->flags == flags;
}

void
pt_picture_cache_snapshot (PtPictureCache *self, GtkSnapshot *snapshot, PtPicture *picture,
                           int width, int height, int scale, PtPaintFlags flags)
{
  if (width <= 0 || height <= 0)
    return;
  if ((gint64)width * height * scale * scale > PIXELS_MOST)
    {
      pt_picture_cache_clear (self);
      paint (snapshot, picture, width, height, flags);
      return;
    }
  if (!holds (self, width, height, scale, flags))
    {
      pt_picture_cache_clear (self);
      *self = (PtPictureCache){ make_texture (picture, width, height, scale, flags), width, height,
                                scale, flags };
    }
  pt_picture_cache_snapshot_moved (self, snapshot, 1, 0);
}

void
pt_picture_cache_snapshot_moved (PtPictureCache *self, GtkSnapshot *snapshot, double stretch,
                                 double shift)
{
  gtk_snapshot_append_texture (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT ((float)shift, 0, (float)(self->width * stretch), self->height));
}
