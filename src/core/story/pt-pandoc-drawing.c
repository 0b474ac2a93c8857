/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings in Word. Pandoc 2.17 would put in one picture; here a bitmap stands in the document, and an
 * extension of it names the SVG ([MS-ODRAWXML] §2.3.1.18 svgBlip), which Word since 2016 shows instead. */
#include "pt-pandoc-writer.h"

#include "pt-picture-cairo.h"

#include <math.h>
#include <string.h>

/* Pixels for one unit of a drawing. */
#define SCALE 2.5
/* English metric units, ECMA-376 part 1 §20.1.2.1. */
#define EMU_PER_CM 360000
/* Pandoc counts what it draws from 20 on. */
#define FIRST_ID 100000
/* Of its words: in the bitmap as on our pages, in SVG what every Word has, and first. */
#define FONTS "Cantarell, Noto Sans, DejaVu Sans, sans"
#define VECTOR_FONTS "Arial, Helvetica, sans-serif"

static cairo_status_t
append_cb (void *into, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (into, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw_png (PtPicture *picture, const PtHouse *house)
{
  g_autofree char *family = house != NULL && house->heading_font != NULL
                                ? g_strconcat (house->heading_font, ", " FONTS, NULL)
                                : g_strdup (FONTS);
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int)(pt_picture_get_width (picture) * SCALE),
      (int)(pt_picture_get_height (picture) * SCALE));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SCALE, SCALE);
  pt_picture_paint (picture, cr, PT_PAINT_LIGHT, family);
  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

static void
take_part (PtPandocWriter *self, guint number, const char *extension, GBytes *bytes)
{
  PtStoryFile *part = g_new0 (PtStoryFile, 1);

  part->path = g_strdup_printf ("word/media/drawing-%02u.%s", number, extension);
  part->bytes = bytes;
  g_ptr_array_add (self->goods->parts, part);
}

/* (transfer full): ECMA-376 part 1 §20.4.2.8, a picture in a line of text. */
static char *
drawing_xml (PtPicture *picture, guint number, double width, const char *alt)
{
  const gint64 cx = (gint64)round (width * EMU_PER_CM);
  const gint64 cy = (gint64)round (width * EMU_PER_CM * pt_picture_get_height (picture)
                                   / pt_picture_get_width (picture));
  g_autofree char *words = g_markup_escape_text (alt, -1);

  return g_strdup_printf (
      "<w:r><w:drawing><wp:inline><wp:extent cx=\"%1$" G_GINT64_FORMAT "\" cy=\"%2$" G_GINT64_FORMAT
      "\" /><wp:effectExtent b=\"0\" l=\"0\" r=\"0\" t=\"0\" />"
      "<wp:docPr descr=\"%3$s\" title=\"\" id=\"%4$u\" name=\"Picture\" /><a:graphic>"
      "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
      "<pic:nvPicPr><pic:cNvPr id=\"%4$u\" name=\"Picture\" /><pic:cNvPicPr><a:picLocks "
      "noChangeArrowheads=\"1\" noChangeAspect=\"1\" /></pic:cNvPicPr></pic:nvPicPr>"
      "<pic:blipFill><a:blip r:embed=\"rIdDrawing%5$u\"><a:extLst>"
      "<a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip "
      "xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" "
      "r:embed=\"rIdVector%5$u\" /></a:ext></a:extLst></a:blip><a:stretch><a:fillRect "
      "/></a:stretch>"
      "</pic:blipFill><pic:spPr bwMode=\"auto\"><a:xfrm><a:off x=\"0\" y=\"0\" />"
      "<a:ext cx=\"%1$" G_GINT64_FORMAT "\" cy=\"%2$" G_GINT64_FORMAT
      "\" /></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst /></a:prstGeom><a:noFill /></pic:spPr>"
      "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
      cx, cy, words, FIRST_ID + number, number);
}

void
pt_pandoc_put_drawing (PtPandocWriter *self, PtPicture *picture, double width, const char *alt)
{
  const guint number = self->goods->parts->len / 2 + 1;
  g_autofree char *xml = drawing_xml (picture, number, width, alt);
  char *svg = pt_picture_to_svg (picture, true, VECTOR_FONTS);

  take_part (self, number, "png", draw_png (picture, pt_document_get_house (self->document)));
  take_part (self, number, "svg", g_bytes_new_take (svg, strlen (svg)));
  pt_pandoc_open (self, "Para");
  pt_pandoc_open (self, "RawInline");
  pt_pandoc_put (self, "\"openxml\",");
  pt_pandoc_put_string (self, xml);
  pt_pandoc_put (self, "]}]}");
}

/* ── What the package says of its parts ── */

static void
add_swap (GArray *swaps, const char *member, const char *before, GString *more)
{
  const PtZipSwap swap = { member, g_strdup (before), g_strconcat (more->str, before, NULL) };

  g_array_append_val (swaps, swap);
}

void
pt_pandoc_add_drawing_swaps (GArray *swaps, GPtrArray *parts)
{
  static const char *const kinds[] = { "Drawing", "Vector" };
  static const char *const types[] = { "image/png", "image/svg+xml" };
  g_autoptr (GString) relations = g_string_new (NULL);
  g_autoptr (GString) contents = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const char *path = ((const PtStoryFile *)parts->pdata[i])->path;

      g_string_append_printf (relations,
                              "<Relationship Type=\"http://schemas.openxmlformats.org/"
                              "officeDocument/2006/relationships/image\" Id=\"rId%s%u\" "
                              "Target=\"%s\" />",
                              kinds[i % 2], i / 2 + 1, path + strlen ("word/"));
      g_string_append_printf (contents, "<Override PartName=\"/%s\" ContentType=\"%s\" />", path,
                              types[i % 2]);
    }
  add_swap (swaps, "word/_rels/document.xml.rels", "</Relationships>", relations);
  add_swap (swaps, "[Content_Types].xml", "</Types>", contents);
}
