/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures: the list of marks, their inks, and where they are. */
#include "pt-picture.h"

#include <math.h>
/* Into which a curve is cut to find what is near it. */
#define CURVE_PARTS 12

struct _PtPicture
{
  gatomicrefcount refs;
  char *name;
  char *title;
  char *description;
  double width, height;
  GArray *marks; /* PtMark */
};

/* Calm, and apart from each other in grey: text on paper 15:1, muted 5.7:1, high and low 5:1; on a
 * dark page 13:1, 6.8:1 and 6:1. */
static const struct
{
  const char *name, *colour, *dark;
} inks[] = {
  [PT_INK_NONE] = { "none", "none", "none" },
  [PT_INK_TEXT] = { "text", "#22272e", "#eceff2" },
  [PT_INK_MUTED] = { "muted", "#5c6570", "#a3adb8" },
  [PT_INK_LINE] = { "line", "#b9c0c8", "#56606b" },
  [PT_INK_PAPER] = { "paper", "#ffffff", "#242424" },
  [PT_INK_BAND] = { "band", "#eef2f4", "#2c3136" },
  [PT_INK_BAND_ALT] = { "band-alt", "#e1e8ec", "#353c42" },
  [PT_INK_HIGH] = { "high", "#1f7a5c", "#5fc49f" },
  [PT_INK_LOW] = { "low", "#a3442c", "#ea9079" },
  [PT_INK_TURN] = { "turn", "#3b4a8f", "#a9b6f5" },
  [PT_INK_BAR] = { "bar", "#6a99ac", "#3d6c80" },
  [PT_INK_BAR_END] = { "bar-end", "#ecd8ce", "#75564a" },
};

const char *
pt_ink_colour (PtInk ink)
{
  return inks[ink].colour;
}

const char *
pt_ink_colour_dark (PtInk ink)
{
  return inks[ink].dark;
}

const char *
pt_ink_name (PtInk ink)
{
  return inks[ink].name;
}

static void
clear_mark (gpointer data)
{
  PtMark *mark = data;

  g_clear_pointer (&mark->steps, g_array_unref);
  g_free (mark->text);
  g_free (mark->record);
}

PtPicture *
pt_picture_new (const char *name, double width, double height)
{
  PtPicture *self = g_new0 (PtPicture, 1);

  g_atomic_ref_count_init (&self->refs);
  self->name = g_strdup (name);
  self->title = g_strdup (name);
  self->description = g_strdup ("");
  self->width = width;
  self->height = height;
  self->marks = g_array_new (FALSE, TRUE, sizeof (PtMark));
  g_array_set_clear_func (self->marks, clear_mark);
  return self;
}

PtPicture *
pt_picture_ref (PtPicture *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_picture_unref (PtPicture *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_array_unref (self->marks);
  g_free (self);
}

static PtMark *
add (PtPicture *self, PtMarkType type, double x, double y)
{
  guint i = self->marks->len;

  g_array_set_size (self->marks, i + 1);
  PtMark *mark = &g_array_index (self->marks, PtMark, i);

  mark->type = type;
  mark->x = x;
  mark->y = y;
  mark->width = 1;
  return mark;
}

PtMark *
pt_picture_line (PtPicture *self, double x, double y, double x2, double y2, PtInk stroke,
                 double width)
{
  PtMark *mark = add (self, PT_MARK_LINE, x, y);

  mark->x2 = x2;
  mark->y2 = y2;
  mark->stroke = stroke;
  mark->width = width;
  return mark;
}

PtMark *
pt_picture_rect (PtPicture *self, double x, double y, double w, double h, double r, PtInk fill)
{
  PtMark *mark = add (self, PT_MARK_RECT, x, y);

  mark->x2 = w;
  mark->y2 = h;
  mark->r = r;
  mark->fill = fill;
  return mark;
}

PtMark *
pt_picture_circle (PtPicture *self, double x, double y, double r, PtInk fill, PtInk stroke)
{
  PtMark *mark = add (self, PT_MARK_CIRCLE, x, y);

  mark->r = r;
  mark->fill = fill;
  mark->stroke = stroke;
  return mark;
}

PtMark *
pt_picture_path (PtPicture *self, PtInk fill, PtInk stroke)
{
  PtMark *mark = add (self, PT_MARK_PATH, 0, 0);

  mark->steps = g_array_new (FALSE, TRUE, sizeof (PtStep));
  mark->fill = fill;
  mark->stroke = stroke;
  return mark;
}

PtMark *
pt_picture_text (PtPicture *self, double x, double y, PtAnchor anchor, double size, PtInk fill,
                 const char *text)
{
  PtMark *mark = add (self, PT_MARK_TEXT, x, y);

  mark->anchor = anchor;
  mark->size = size;
  mark->fill = fill;
  mark->text = g_strdup (text);
  return mark;
}

void
pt_mark_step (PtMark *self, PtStepType type, double x, double y)
{
  PtStep step = { .type = type, .x = x, .y = y };

  g_array_append_val (self->steps, step);
}

void
pt_mark_arc (PtMark *self, double r, bool large, bool sweep, double x, double y)
{
  PtStep step = { PT_STEP_ARC, x, y, r, large, sweep };

  g_array_append_val (self->steps, step);
}

void
pt_mark_curve (PtMark *self, double x1, double y1, double x2, double y2, double x, double y)
{
  PtStep step = { .type = PT_STEP_CURVE, .x = x, .y = y, .x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2 };

  g_array_append_val (self->steps, step);
}

void
pt_picture_set_height (PtPicture *self, double height)
{
  self->height = height;
}

void
pt_picture_rename (PtPicture *self, const char *name)
{
  char *copy = g_strdup (name);

  g_free (self->name);
  self->name = copy;
}

void
pt_picture_describe (PtPicture *self, const char *title, const char *description)
{
  g_free (self->title);
  g_free (self->description);
  self->title = g_strdup (title);
  self->description = g_strdup (description);
}

const char *
pt_picture_get_name (PtPicture *self)
{
  return self->name;
}

const char *
pt_picture_get_title (PtPicture *self)
{
  return self->title;
}

const char *
pt_picture_get_description (PtPicture *self)
{
  return self->description;
}

double
pt_picture_get_width (PtPicture *self)
{
  return self->width;
}

double
pt_picture_get_height (PtPicture *self)
{
  return self->height;
}

guint
pt_picture_length (PtPicture *self)
{
  return self->marks->len;
}

const PtMark *
pt_picture_nth (PtPicture *self, guint i)
{
  return &g_array_index (self->marks, PtMark, i);
}

/* ── Where marks are ── */

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
  for (guint i = self->marks->len; i > 0; i--)
    {
      const PtMark *mark = &g_array_index (self->marks, PtMark, i - 1);

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

  for (guint i = 0; i < self->marks->len; i++)
    n += is_in (pt_picture_nth (self, i), &box);
  return n;
}
