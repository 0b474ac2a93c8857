/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first step of a PDF: cairo draws the pages into a file in a private folder. Cairo 1.16 knows
 * tags but neither the words for a picture, the language, the scope of a cell nor decoration, so it
 * only numbers the stretches of content. */
#include "pt-pdf-private.h"

#include "pt-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  PtPages *pages;
  cairo_surface_t *surface;
  cairo_t *cr;
  GArray *stretches;
  guint page, mcid;
  const char *open;
} Drawing;

static void
begin_cb (guint tag, gpointer data)
{
  Drawing *self = data;
  const PtPdfStretch stretch = { self->page, self->mcid++, tag };

  self->open = tag == PT_TAG_NONE ? PT_PDF_DECORATION : "P";
  g_array_append_val (self->stretches, stretch);
  cairo_tag_begin (self->cr, self->open, NULL);
}

static void
end_cb (gpointer data)
{
  Drawing *self = data;

  cairo_tag_end (self->cr, self->open);
}

/* Cairo 1.16 loses the tags of a page whose first mark is a photo: a mark nobody sees goes before. */
static void
draw_first_mark (Drawing *self)
{
  begin_cb (PT_TAG_NONE, self);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_rectangle (self->cr, 0, 0, 1, 1);
  cairo_fill (self->cr);
  end_cb (self);
}

static void
draw_page (Drawing *self)
{
  const PtTagHooks hooks = { begin_cb, end_cb, self };
  double width, height;

  pt_pages_get_size (self->pages, self->page, &width, &height);
  cairo_pdf_surface_set_size (self->surface, width, height);
  self->mcid = 0;
  draw_first_mark (self);
  pt_pages_draw_tagged (self->pages, self->page, self->cr, &hooks);
  cairo_show_page (self->cr);
}

static void
set_metadata (cairo_surface_t *surface, PtDocument *document)
{
  const char *date = pt_document_get_date (document);
  g_autofree char *stamp = date != NULL ? g_strconcat (date, "T00:00:00Z", NULL) : NULL;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  pt_document_get_title (document));
  if (pt_document_get_author (document) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR,
                                    pt_document_get_author (document));
  if (pt_document_get_description (document) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT,
                                    pt_document_get_description (document));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Proeftuin");
  if (stamp != NULL)
    {
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
    }
}

/* Chapters and their sections; each below the last of a lower level. */
static void
add_outline (Drawing *self)
{
  int parents[7] = { CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < self->pages->outline->len; i++)
    {
      const PtOutlineItem *item = &g_array_index (self->pages->outline, PtOutlineItem, i);
      const int level = CLAMP (item->level, 2, 6) - 2;
      /* Whole points: cairo reads a fraction as the locale writes it, with a comma in most of them. */
      const int y = (int)MAX (0, item->y - self->pages->sheet->body);
      g_autofree char *place = g_strdup_printf ("page=%u pos=[0 %d]", item->page + 1, y);
      int id;

      if (item->level < 2)
        continue;
      id = cairo_pdf_surface_add_outline (self->surface, parents[level], item->title, place,
                                          CAIRO_PDF_OUTLINE_FLAG_OPEN);
      for (int l = level + 1; l < (int)G_N_ELEMENTS (parents); l++)
        parents[l] = id;
    }
}

static gboolean
draw_all (Drawing *self, const PtStoryWatch *watch, GError **error)
{
  const guint n = pt_pages_count (self->pages);

  for (self->page = 0; self->page < n; self->page++)
    {
      if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
        return FALSE;
      draw_page (self);
      if (watch->progress != NULL)
        watch->progress ((self->page + 1.0) / (n + 1), watch->data);
    }
  add_outline (self);
  return TRUE;
}

static gboolean
check (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The PDF cannot be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw (PtPages *pages, const char *drawn, GArray *stretches, const PtStoryWatch *watch,
      GError **error)
{
  Drawing self = { .pages = pages, .stretches = stretches };
  gboolean done;

  self.surface = cairo_pdf_surface_create (drawn, pages->sheet->width, pages->sheet->height);
  self.cr = cairo_create (self.surface);
  set_metadata (self.surface, pages->document);
  done = draw_all (&self, watch, error);
  done = done && check (cairo_status (self.cr), error);
  cairo_destroy (self.cr);
  cairo_surface_finish (self.surface);
  done = done && check (cairo_surface_status (self.surface), error);
  cairo_surface_destroy (self.surface);
  return done;
}

gboolean
pt_pdf_write (PtPages *pages, const char *path, const PtStoryWatch *watch, GError **error)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (PtPdfStretch));
  g_autofree char *folder = g_dir_make_tmp ("proeftuin-XXXXXX", error);
  g_autofree char *drawn = folder != NULL ? g_build_filename (folder, "drawn.pdf", NULL) : NULL;
  gboolean done = drawn != NULL && draw (pages, drawn, stretches, watch, error)
                  && pt_pdf_finish (pages, drawn, stretches, path, error);

  if (drawn != NULL)
    {
      g_remove (drawn);
      g_rmdir (folder);
    }
  return done;
}
