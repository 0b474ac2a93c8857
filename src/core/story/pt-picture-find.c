/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the marks of a picture are, which one is under a pointer, and what is in the way of a word. */
#include "pt-picture.h"

#include <math.h>

/* Into which a curve is cut to find what is near it. */
#define CURVE_PARTS 12

static void
extend (double *low, double *high, double value)
{
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

static void
path_bounds (const PtMark *self, double *x, double *y, double *width, double *height)
{
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  *x = *y = G_MAXDOUBLE;
  for (guint i = 0; i < self->steps->len; i++)
    {
      const PtStep *step = &g_array_index (self->steps, PtStep, i);

      if (step->type == PT_STEP_CLOSE)
        continue;
      extend (x, &right, step->x);
      extend (y, &bottom, step->y);
    }
  *width = right - *x;
  *height = bottom - *y;
}

void
pt_mark_bounds (const PtMark *self, double *x, double *y, double *width, double *height)
{
  const double text = self->text != NULL ? pt_text_width (self->text, self->size) : 0;

  switch (self->type)
    {
    case PT_MARK_LINE:
      *x = MIN (self->x, self->x2);
      *y = MIN (self->y, self->y2);
      *width = fabs (self->x2 - self->x);
      *height = fabs (self->y2 - self->y);
      break;
    case PT_MARK_RECT:
      *x = self->x;
      *y = self->y;
      *width = self->x2;
      *height = self->y2;
      break;
    case PT_MARK_CIRCLE:
      *x = self->x - self->r;
      *y = self->y - self->r;
      *width = *height = 2 * self->r;
      break;
    case PT_MARK_PATH:
      path_bounds (self, x, y, width, height);
      break;
    case PT_MARK_TEXT:
      *x = self->x - text * (int)self->anchor / 2;
      *y = self->y - self->size;
      *width = text;
      *height = self->size * 1.3;
      break;
    }
}

/* Of the point x, y to the line from @from to @to. */
static double
distance (double x, double y, const PtStep *from, const PtStep *to)
{
  const double dx = to->x - from->x;
  const double dy = to->y - from->y;
  const double length = dx * dx + dy * dy;
  const double at = length > 0 ? ((x - from->x) * dx + (y - from->y) * dy) / length : 0;
  const double part = CLAMP (at, 0, 1);

  return hypot (x - from->x - part * dx, y - from->y - part * dy);
}

/* A point of the curve from @from, at @t between 0 and 1. */
static PtStep
curve_at (const PtStep *from, const PtStep *curve, double t)
{
  const double a = (1 - t) * (1 - t) * (1 - t);
  const double b = 3 * t * (1 - t) * (1 - t);
  const double c = 3 * t * t * (1 - t);
  const double d = t * t * t;

  return (PtStep){ .x = a * from->x + b * curve->x1 + c * curve->x2 + d * curve->x,
                   .y = a * from->y + b * curve->y1 + c * curve->y2 + d * curve->y };
}

static double
step_distance (double x, double y, const PtStep *from, const PtStep *to)
{
  double nearest = G_MAXDOUBLE;
  PtStep last = *from;

  if (to->type != PT_STEP_CURVE)
    return distance (x, y, from, to);
  for (guint i = 1; i <= CURVE_PARTS; i++)
    {
      const PtStep next = curve_at (from, to, (double)i / CURVE_PARTS);

      nearest = MIN (nearest, distance (x, y, &last, &next));
      last = next;
    }
  return nearest;
}

/* A line is where it was drawn, not all that lies between its ends. */
static bool
is_on_path (const PtMark *mark, double x, double y, double slack)
{
  for (guint i = 1; i < mark->steps->len; i++)
    {
      const PtStep *from = &g_array_index (mark->steps, PtStep, i - 1);
      const PtStep *to = &g_array_index (mark->steps, PtStep, i);

      if (to->type != PT_STEP_MOVE && to->type != PT_STEP_CLOSE
          && step_distance (x, y, from, to) <= slack + mark->width / 2)
        return true;
    }
  return false;
}

static bool
is_at (const PtMark *mark, double x, double y, double slack)
{
  double left, top, width, height;

  if (mark->type == PT_MARK_PATH && mark->fill == PT_INK_NONE)
    return is_on_path (mark, x, y, slack);
  pt_mark_bounds (mark, &left, &top, &width, &height);
  return x >= left - slack && x <= left + width + slack && y >= top - slack
         && y <= top + height + slack;
}

guint
pt_picture_find (PtPicture *self, double x, double y, double slack)
{
  for (guint i = pt_picture_length (self); i > 0; i--)
    {
      const PtMark *mark = pt_picture_nth (self, i - 1);

      if (mark->record != NULL && is_at (mark, x, y, slack))
        return i - 1;
    }
  return G_MAXUINT;
}

/* ── What is in the way ── */

typedef struct
{
  double left, top, right, bottom;
} Box;

/* By Liang and Barsky (1984): what the four sides leave of the line. */
static bool
crosses (const Box *box, double x, double y, double x2, double y2)
{
  const double dx = x2 - x;
  const double dy = y2 - y;
  const double towards[] = { -dx, dx, -dy, dy };
  const double inside[] = { x - box->left, box->right - x, y - box->top, box->bottom - y };
  double from = 0, to = 1;

  for (guint i = 0; i < G_N_ELEMENTS (towards); i++)
    {
      const double at = towards[i] != 0 ? inside[i] / towards[i] : 0;

      if (towards[i] == 0 && inside[i] < 0)
        return false;
      if (towards[i] < 0)
        from = MAX (from, at);
      else if (towards[i] > 0)
        to = MIN (to, at);
    }
  return from <= to;
}

static bool
path_crosses (const PtMark *mark, const Box *box)
{
  for (guint i = 1; i < mark->steps->len; i++)
    {
      const PtStep *from = &g_array_index (mark->steps, PtStep, i - 1);
      const PtStep *to = &g_array_index (mark->steps, PtStep, i);

      if (to->type != PT_STEP_MOVE && to->type != PT_STEP_CLOSE
          && crosses (box, from->x, from->y, to->x, to->y))
        return true;
    }
  return false;
}

static bool
is_in (const PtMark *mark, const Box *box)
{
  double x, y, width, height;

  if (mark->fill == PT_INK_NONE && mark->stroke == PT_INK_LINE)
    return false;
  if (mark->type == PT_MARK_PATH && mark->fill == PT_INK_NONE)
    return path_crosses (mark, box);
  pt_mark_bounds (mark, &x, &y, &width, &height);
  return x <= box->right && x + width >= box->left && y <= box->bottom && y + height >= box->top;
}

guint
pt_picture_count_in (PtPicture *self, double x, double y, double width, double height)
{
  const Box box = { x, y, x + width, y + height };
  guint n = 0;

  for (guint i = 0; i < pt_picture_length (self); i++)
    n += is_in (pt_picture_nth (self, i), &box);
  return n;
}
