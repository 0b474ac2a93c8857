/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures: the list of marks and their inks. */
#include "pt-picture.h"

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
