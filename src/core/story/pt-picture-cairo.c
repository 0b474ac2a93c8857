/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Painting marks. One layout is used for all texts: making one costs more than setting it. */
#include "pt-picture-cairo.h"

#include <math.h>
#include <pango/pangocairo.h>

#define DASH 3.0
#define SAMPLE_SIZE 20.0
#define TOLERANCE                                                                                  \
  0.25 /* pixels that a curve may be off: nobody sees it, and it is much less work */

typedef struct
{
  cairo_t *cr;
  PangoLayout *layout;
  PangoFontDescription *font;
  double
      fit[2]; /* of the sizes, plain and bold: a wide font is set smaller, and stays in its boxes */
  PtPaintFlags flags;
} Painter;

/* FALSE = nothing is to be painted. */
static bool
set_ink (const Painter *self, PtInk ink)
{
  const bool is_dark = (self->flags & PT_PAINT_DARK) != 0;
  const char *colour = is_dark ? pt_ink_colour_dark (ink) : pt_ink_colour (ink);
  guint64 rgb = colour[0] == '#' ? g_ascii_strtoull (colour + 1, NULL, 16) : 0;

  if (colour[0] != '#')
    return false;
  cairo_set_source_rgb (self->cr, (double)(rgb >> 16) / 255, (double)(rgb >> 8 & 255) / 255,
                        (double)(rgb & 255) / 255);
  return true;
}

/* Of letters and lines; areas stay as they are, for what is written on them. */
static PtInk
strengthen (const Painter *self, PtInk ink)
{
  if ((self->flags & PT_PAINT_STRONG) == 0)
    return ink;
  return ink == PT_INK_MUTED ? PT_INK_TEXT : ink == PT_INK_LINE ? PT_INK_MUTED : ink;
}

/* SVG gives an arc by its ends; cairo wants its centre. Radii that are too small are stretched. */
static void
add_arc (cairo_t *cr, const PtStep *step)
{
  double x, y;

  cairo_get_current_point (cr, &x, &y);
  const double dx = (step->x - x) / 2;
  const double dy = (step->y - y) / 2;
  const double half = hypot (dx, dy);
  const double r = MAX (step->r, half);
  const double away = half > 0 ? sqrt (MAX (0, r * r - half * half)) / half : 0;
  const double side = step->large == step->sweep ? -1 : 1;
  const double cx = x + dx - side * away * dy;
  const double cy = y + dy + side * away * dx;
  const double from = atan2 (y - cy, x - cx);
  const double to = atan2 (step->y - cy, step->x - cx);

  if (step->sweep)
    cairo_arc (cr, cx, cy, r, from, to);
  else
    cairo_arc_negative (cr, cx, cy, r, from, to);
}

static void
add_steps (cairo_t *cr, const PtMark *mark)
{
  for (guint i = 0; i < mark->steps->len; i++)
    {
      const PtStep *step = &g_array_index (mark->steps, PtStep, i);

      switch (step->type)
        {
        case PT_STEP_MOVE:
          cairo_move_to (cr, step->x, step->y);
          break;
        case PT_STEP_LINE:
          cairo_line_to (cr, step->x, step->y);
          break;
        case PT_STEP_ARC:
          add_arc (cr, step);
          break;
        case PT_STEP_CURVE:
          cairo_curve_to (cr, step->x1, step->y1, step->x2, step->y2, step->x, step->y);
          break;
        case PT_STEP_CLOSE:
          cairo_close_path (cr);
          break;
        }
    }
}

static void
add_rect (cairo_t *cr, const PtMark *mark)
{
  const double r = MIN (mark->r, MIN (mark->x2, mark->y2) / 2);

  if (r <= 0)
    {
      cairo_rectangle (cr, mark->x, mark->y, mark->x2, mark->y2);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, mark->x + mark->x2 - r, mark->y + r, r, -G_PI_2, 0);
  cairo_arc (cr, mark->x + mark->x2 - r, mark->y + mark->y2 - r, r, 0, G_PI_2);
  cairo_arc (cr, mark->x + r, mark->y + mark->y2 - r, r, G_PI_2, G_PI);
  cairo_arc (cr, mark->x + r, mark->y + r, r, G_PI, G_PI + G_PI_2);
  cairo_close_path (cr);
}

static void
add_shape (cairo_t *cr, const PtMark *mark)
{
  cairo_new_path (cr);
  switch (mark->type)
    {
    case PT_MARK_LINE:
      cairo_move_to (cr, mark->x, mark->y);
      cairo_line_to (cr, mark->x2, mark->y2);
      break;
    case PT_MARK_RECT:
      add_rect (cr, mark);
      break;
    case PT_MARK_CIRCLE:
      cairo_arc (cr, mark->x, mark->y, mark->r, 0, 2 * G_PI);
      break;
    case PT_MARK_PATH:
      add_steps (cr, mark);
      break;
    case PT_MARK_TEXT:
      break;
    }
}

static void
fill_circle (const Painter *self, const PtMark *mark, double r, PtInk ink)
{
  set_ink (self, ink);
  cairo_new_path (self->cr);
  cairo_arc (self->cr, mark->x, mark->y, r, 0, 2 * G_PI);
  cairo_fill (self->cr);
}

/* A thousand people move with the pointer: two discs are painted sooner than one with an edge. */
static bool
is_two_discs (const PtMark *mark)
{
  return mark->type == PT_MARK_CIRCLE && mark->fill != PT_INK_NONE && mark->stroke != PT_INK_NONE
         && !mark->dashed && mark->r > mark->width / 2;
}

static void
paint_two_discs (const Painter *self, const PtMark *mark)
{
  fill_circle (self, mark, mark->r + mark->width / 2, strengthen (self, mark->stroke));
  fill_circle (self, mark, mark->r - mark->width / 2, mark->fill);
}

static void
paint_shape (const Painter *self, const PtMark *mark)
{
  const double dash = DASH;

  add_shape (self->cr, mark);
  if (set_ink (self, mark->fill))
    cairo_fill_preserve (self->cr);
  cairo_set_line_width (self->cr, mark->width);
  cairo_set_dash (self->cr, &dash, mark->dashed ? 1 : 0, 0);
  if (set_ink (self, strengthen (self, mark->stroke)))
    cairo_stroke (self->cr);
  cairo_new_path (self->cr);
}

static const PangoWeight weights[] = { PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_SEMIBOLD };

static void
paint_text (const Painter *self, const PtMark *mark)
{
  int width;

  if (!set_ink (self, strengthen (self, mark->fill)))
    return;
  pango_font_description_set_absolute_size (self->font,
                                            mark->size * self->fit[mark->bold] * PANGO_SCALE);
  pango_font_description_set_weight (self->font, weights[mark->bold]);
  pango_layout_set_font_description (self->layout, self->font);
  pango_layout_set_text (self->layout, mark->text, -1);
  pango_layout_get_size (self->layout, &width, NULL);
  cairo_move_to (self->cr, mark->x - (double)width / PANGO_SCALE * (int)mark->anchor / 2,
                 mark->y - (double)pango_layout_get_baseline (self->layout) / PANGO_SCALE);
  pango_cairo_show_layout (self->cr, self->layout);
}

/* What was placed by pt_text_width() fits also where the font at hand is wider than most. */
static double
find_fit (PangoLayout *layout, PangoFontDescription *font, PangoWeight weight)
{
  const char *sample = "Twee bewoners krijgen minder bezoek van de wijkverpleging dan zij willen";
  int width;

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, SAMPLE_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, sample, -1);
  pango_layout_get_size (layout, &width, NULL);
  return MIN (1, pt_text_width (sample, SAMPLE_SIZE) * PANGO_SCALE / MAX (width, 1));
}

void
pt_picture_paint (PtPicture *self, cairo_t *cr, PtPaintFlags flags, const char *family)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, family != NULL ? family : "Sans");
  const Painter painter = {
    cr,    layout,
    font,  { find_fit (layout, font, weights[false]), find_fit (layout, font, weights[true]) },
    flags,
  };
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_tolerance (cr, TOLERANCE);
  for (guint i = 0; i < pt_picture_length (self); i++)
    {
      const PtMark *mark = pt_picture_nth (self, i);

      if (mark->type == PT_MARK_TEXT)
        paint_text (&painter, mark);
      else if (is_two_discs (mark))
        paint_two_discs (&painter, mark);
      else
        paint_shape (&painter, mark);
    }
  cairo_restore (cr);
  pango_font_description_free (font);
}
