/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as SVG. Colours stand in attributes, for every viewer, and as classes, for a page that
 * has its own (dark mode). Numbers are written the same in every locale. */
#include "pt-picture.h"

#include <math.h>
#include <string.h>

#define FONTS "Cantarell, 'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif"

static void
number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (value * 10) / 10;

  g_ascii_formatd (text, sizeof text, "%.1f", rounded == 0 ? 0 : rounded);
  if (g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';
  g_string_append (out, text);
}

static void
attribute (GString *out, const char *name, double value)
{
  g_string_append_printf (out, " %s=\"", name);
  number (out, value);
  g_string_append_c (out, '"');
}

static void
paint (GString *out, const PtMark *mark)
{
  g_string_append_printf (out, " class=\"f-%s s-%s\" fill=\"%s\"", pt_ink_name (mark->fill),
                          pt_ink_name (mark->stroke), pt_ink_colour (mark->fill));
  if (mark->stroke == PT_INK_NONE)
    return;
  g_string_append_printf (out, " stroke=\"%s\"", pt_ink_colour (mark->stroke));
  attribute (out, "stroke-width", mark->width);
  if (mark->dashed)
    g_string_append (out, " stroke-dasharray=\"3 3\"");
}

static void
point (GString *out, double x, double y)
{
  number (out, x);
  g_string_append_c (out, ' ');
  number (out, y);
}

static void
path (GString *out, const PtMark *mark)
{
  static const char letters[] = { 'M', 'L', 'A', 'C', 'Z' };

  g_string_append (out, "<path d=\"");
  for (guint i = 0; i < mark->steps->len; i++)
    {
      const PtStep *step = &g_array_index (mark->steps, PtStep, i);

      g_string_append_c (out, letters[step->type]);
      if (step->type == PT_STEP_CLOSE)
        continue;
      if (step->type == PT_STEP_ARC)
        {
          point (out, step->r, step->r);
          g_string_append_printf (out, " 0 %d %d ", step->large, step->sweep);
        }
      if (step->type == PT_STEP_CURVE)
        {
          point (out, step->x1, step->y1);
          g_string_append_c (out, ' ');
          point (out, step->x2, step->y2);
          g_string_append_c (out, ' ');
        }
      point (out, step->x, step->y);
    }
  g_string_append_c (out, '"');
}

static void
text (GString *out, const PtMark *mark)
{
  static const char *const anchors[] = { "start", "middle", "end" };
  g_autofree char *escaped = g_markup_escape_text (mark->text, -1);

  g_string_append (out, "<text");
  attribute (out, "x", mark->x);
  attribute (out, "y", mark->y);
  attribute (out, "font-size", mark->size);
  if (mark->anchor != PT_ANCHOR_START)
    g_string_append_printf (out, " text-anchor=\"%s\"", anchors[mark->anchor]);
  if (mark->bold)
    g_string_append (out, " font-weight=\"600\"");
  g_string_append_printf (out, " class=\"f-%s\" fill=\"%s\">%s</text>\n", pt_ink_name (mark->fill),
                          pt_ink_colour (mark->fill), escaped);
}

/* The opening of an element with its own numbers; then paint() and the end follow. */
static void
shape (GString *out, const PtMark *mark)
{
  static const struct
  {
    const char *element;
    const char *names[5];
  } shapes[] = {
    [PT_MARK_LINE] = { "line", { "x1", "y1", "x2", "y2", NULL } },
    [PT_MARK_RECT] = { "rect", { "x", "y", "width", "height", "rx" } },
    [PT_MARK_CIRCLE] = { "circle", { "cx", "cy", NULL, NULL, "r" } },
  };
  const double values[] = { mark->x, mark->y, mark->x2, mark->y2, mark->r };

  g_string_append_printf (out, "<%s", shapes[mark->type].element);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (shapes[mark->type].names[i] != NULL)
      attribute (out, shapes[mark->type].names[i], values[i]);
}

static void
draw (GString *out, const PtMark *mark)
{
  if (mark->type == PT_MARK_TEXT)
    {
      text (out, mark);
      return;
    }
  if (mark->type == PT_MARK_PATH)
    path (out, mark);
  else
    shape (out, mark);
  paint (out, mark);
  g_string_append (out, "/>\n");
}

/* In numbers: not every program knows per cents here. */
static void
sheet (GString *out, PtPicture *self)
{
  g_string_append (out, "<rect");
  attribute (out, "width", pt_picture_get_width (self));
  attribute (out, "height", pt_picture_get_height (self));
  g_string_append_printf (out, " fill=\"%s\"/>\n", pt_ink_colour (PT_INK_PAPER));
}

char *
pt_picture_to_svg (PtPicture *self, bool standalone, const char *family)
{
  GString *out = g_string_new (standalone ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : NULL);
  const char *name = pt_picture_get_name (self);
  g_autofree char *title = g_markup_escape_text (pt_picture_get_title (self), -1);
  g_autofree char *description = g_markup_escape_text (pt_picture_get_description (self), -1);
  g_autofree char *fonts = g_markup_escape_text (family != NULL ? family : FONTS, -1);

  g_string_append (out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  number (out, pt_picture_get_width (self));
  g_string_append_c (out, ' ');
  number (out, pt_picture_get_height (self));
  g_string_append_c (out, '"');
  attribute (out, "width", pt_picture_get_width (self));
  attribute (out, "height", pt_picture_get_height (self));
  g_string_append_printf (out,
                          " role=\"img\" aria-labelledby=\"%s-title %s-desc\" font-family=\"%s\">\n"
                          "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n",
                          name, name, fonts, name, title, name, description);
  if (standalone)
    sheet (out, self);
  for (guint i = 0; i < pt_picture_length (self); i++)
    draw (out, pt_picture_nth (self, i));
  g_string_append (out, "</svg>\n");
  return g_string_free (out, FALSE);
}
