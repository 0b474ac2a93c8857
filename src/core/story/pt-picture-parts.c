/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-picture-parts.h. */
#include "pt-picture-parts.h"

#include <math.h>
#include <string.h>

#define HATCH_GAP 4.5
#define LEGEND_TEXT 12.0
#define SIGN 0.62 /* of the square around it */

double
pt_text_leading (double size)
{
  return size * 1.28;
}

void
pt_picture_lines (PtPicture *self, double x, double y, PtAnchor anchor, double size, PtInk ink,
                  char **lines, const char *record)
{
  for (guint i = 0; lines[i] != NULL; i++)
    pt_picture_text (self, x, y + i * pt_text_leading (size), anchor, size, ink, lines[i])
        ->record = g_strdup (record);
}

/* Each line goes up to the right, from the left or lower side to the upper or right one. */
void
pt_picture_hatch (PtPicture *self, double x, double y, double w, double h, PtInk ink)
{
  PtMark *mark = pt_picture_path (self, PT_INK_NONE, ink);

  mark->width = 1.1;
  for (double at = HATCH_GAP; at < w + h; at += HATCH_GAP)
    {
      const double low = MIN (at, h);
      const double right = MIN (at, w);

      pt_mark_step (mark, PT_STEP_MOVE, x + at - low, y + low);
      pt_mark_step (mark, PT_STEP_LINE, x + right, y + at - right);
    }
}

static PtMark *
stroke (PtPicture *self, double size, PtInk ink)
{
  PtMark *mark = pt_picture_path (self, PT_INK_NONE, ink);

  mark->width = MAX (1.2, size / 7);
  return mark;
}

void
pt_picture_tick (PtPicture *self, double x, double y, double size, PtInk ink)
{
  PtMark *mark = stroke (self, size, ink);

  pt_mark_step (mark, PT_STEP_MOVE, x - size * 0.4, y);
  pt_mark_step (mark, PT_STEP_LINE, x - size * 0.1, y + size * 0.32);
  pt_mark_step (mark, PT_STEP_LINE, x + size * 0.42, y - size * 0.34);
}

void
pt_picture_cross (PtPicture *self, double x, double y, double size, PtInk ink)
{
  PtMark *mark = stroke (self, size, ink);
  const double half = size * 0.36;

  pt_mark_step (mark, PT_STEP_MOVE, x - half, y - half);
  pt_mark_step (mark, PT_STEP_LINE, x + half, y + half);
  pt_mark_step (mark, PT_STEP_MOVE, x + half, y - half);
  pt_mark_step (mark, PT_STEP_LINE, x - half, y + half);
}

void
pt_picture_point (PtPicture *self, double x, double y, double size, PtInk ink)
{
  PtMark *mark = pt_picture_path (self, ink, PT_INK_NONE);

  pt_mark_step (mark, PT_STEP_MOVE, x - size * 0.4, y - size * 0.45);
  pt_mark_step (mark, PT_STEP_LINE, x + size * 0.45, y);
  pt_mark_step (mark, PT_STEP_LINE, x - size * 0.4, y + size * 0.45);
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
}

typedef struct
{
  const char *status;
  PtInk fill, stroke;
  bool dashed, hatched, crossed;
} Look;

static const Look looks[] = {
  { "intended", PT_INK_PAPER, PT_INK_TURN, true, false, false },
  { "observed", PT_INK_PAPER, PT_INK_TURN, false, false, false },
  { "substantiated", PT_INK_PAPER, PT_INK_TURN, false, true, false },
  { "confirmed", PT_INK_TURN, PT_INK_TURN, false, false, false },
  { "did_not_occur", PT_INK_PAPER, PT_INK_LOW, false, false, true },
  { "faded", PT_INK_LINE, PT_INK_MUTED, false, false, false },
};

/* One of a newer version looks like one that is hoped for. */
static const Look *
find_look (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].status, status) == 0)
      return &looks[i];
  return &looks[0];
}

static const char *
find_sign (const char *direction)
{
  static const char *const signs[][2] = { { "positive", "+" },
                                          { "negative", "−" },
                                          { "mixed", "±" } };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i][0], direction) == 0)
      return signs[i][1];
  return NULL;
}

/* On a piece of paper where it would stand on hatching. */
static void
draw_sign (PtPicture *self, double x, double y, double size, const Look *look, const char *sign)
{
  const double middle = x + size / 2;
  const double text = size * SIGN;

  if (look->hatched)
    pt_picture_rect (self, middle - text * 0.5, y + (size - text) / 2, text, text, 2, PT_INK_PAPER);
  pt_picture_text (self, middle, y + size / 2 + text * 0.36, PT_ANCHOR_MIDDLE, text,
                   look->fill == PT_INK_TURN ? PT_INK_PAPER : PT_INK_TEXT, sign)
      ->bold = true;
}

void
pt_picture_effect (PtPicture *self, double x, double y, double size, const char *status,
                   const char *direction, const char *record)
{
  const Look *look = find_look (status);
  const char *sign = find_sign (direction);
  PtMark *box = pt_picture_rect (self, x, y, size, size, 2, look->fill);

  box->stroke = look->stroke;
  box->width = 1.3;
  box->dashed = look->dashed;
  box->record = g_strdup (record);
  if (look->hatched)
    pt_picture_hatch (self, x, y, size, size, look->stroke);
  if (look->crossed)
    pt_picture_cross (self, x + size / 2, y + size / 2, size * 0.8, look->stroke);
  else if (sign != NULL && size >= 12)
    draw_sign (self, x, y, size, look, sign);
}

PtLegend
pt_legend_begin (double left, double right, double y)
{
  return (PtLegend){ left, right, left, y };
}

double
pt_legend_next (PtLegend *self, PtPicture *picture, const char *label)
{
  const double width = PT_LEGEND_SIGN + 6 + pt_text_width (label, LEGEND_TEXT) + 18;

  if (self->x > self->left && self->x + width - 18 > self->right)
    {
      self->x = self->left;
      self->y += PT_LEGEND_LINE;
    }
  pt_picture_text (picture, self->x + PT_LEGEND_SIGN + 6, self->y + LEGEND_TEXT * 0.36,
                   PT_ANCHOR_START, LEGEND_TEXT, PT_INK_MUTED, label);
  self->x += width;
  return self->x - width + PT_LEGEND_SIGN / 2;
}

double
pt_legend_end (const PtLegend *self)
{
  return self->y + PT_LEGEND_LINE / 2;
}

/* (transfer full): digits in threes; a year is not grouped. */
static char *
group (double whole, const char *mark)
{
  g_autofree char *digits = g_strdup_printf ("%.0f", fabs (whole));
  const size_t length = strlen (digits);
  GString *out = g_string_new (whole < 0 ? "−" : NULL);

  for (size_t i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0 && length > 4)
        g_string_append (out, mark);
      g_string_append_c (out, digits[i]);
    }
  return g_string_free (out, FALSE);
}

char *
pt_number_text (double value, const char *lang)
{
  const bool dutch = g_strcmp0 (lang, "nl") == 0;
  const double hundreds = round (fabs (value) * 100);
  const double whole = copysign (floor (hundreds / 100), value);
  const int rest = (int)fmod (hundreds, 100);
  g_autofree char *head = group (whole, dutch ? "." : ",");

  if (rest == 0)
    return g_steal_pointer (&head);
  if (rest % 10 == 0)
    return g_strdup_printf ("%s%c%d", head, dutch ? ',' : '.', rest / 10);
  return g_strdup_printf ("%s%c%02d", head, dutch ? ',' : '.', rest);
}

double
pt_number_step (double low, double high, guint most)
{
  const double range = MAX (high - low, 1e-9);
  const double least = range / most;
  const double power = pow (10, floor (log10 (least)));
  const double parts[] = { 1, 2, 5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] * power >= least * (1 - 1e-9))
      return parts[i] * power;
  return 10 * power;
}
