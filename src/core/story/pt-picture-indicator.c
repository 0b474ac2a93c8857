/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measurements of one effect as a line over time, with where it began and where it should go. Groups
 * of different sizes are drawn as shares, and not at all where one is too small for that. */
#include "pt-pictures.h"

#include "pt-measure.h"
#include "pt-picture-dates.h"
#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEFT 52.0
#define RIGHT 96.0 /* for the words at the lines, at least */
#define NAME_GAP 12.0
#define BRIEF 520.0
#define BRIEF_RIGHT 20.0
#define FLAG_WIDTH 18.0
#define LEAST 280.0 /* on a card in the narrowest window */
#define BRIEF_TEXT 11.0
#define TOP 34.0
#define HEIGHT 190.0
#define TICKS_MOST 5
#define POINT 4.6
#define TEXT_SIZE 12.0

typedef struct
{
  char *date, *record;
  char *said;  /* the value in words, for the table */
  char *label; /* at the point */
  char *population;
  bool is_number;
  double value;
} Point;

typedef struct
{
  char *lang, *name, *title, *unit, *from, *to, *target_on;
  GArray *points; /* Point, by date */
  guint n_numbers;
  bool share; /* values are parts of a hundred */
  bool has_baseline, has_target;
  double baseline, target;
  double low, high, step; /* of the axis */
} Indicator;

static void
clear_point (gpointer data)
{
  Point *self = data;

  g_free (self->date);
  g_free (self->record);
  g_free (self->said);
  g_free (self->label);
  g_free (self->population);
}

static void
indicator_free (gpointer data)
{
  Indicator *self = data;

  g_free (self->lang);
  g_free (self->name);
  g_free (self->title);
  g_free (self->unit);
  g_free (self->from);
  g_free (self->to);
  g_free (self->target_on);
  g_array_unref (self->points);
  g_free (self);
}

static const Point *
nth (const Indicator *self, guint i)
{
  return &g_array_index (self->points, Point, i);
}

/* ── From records ── */

/* Whether all are counted out of the same number, or out of none. */
static bool
is_one_group (GPtrArray *measurements)
{
  for (guint i = 1; i < measurements->len; i++)
    if (pt_measure_group (measurements->pdata[i]) != pt_measure_group (measurements->pdata[0]))
      return false;
  return true;
}

static bool
is_large (GPtrArray *measurements)
{
  for (guint i = 0; i < measurements->len; i++)
    if (pt_measure_group (measurements->pdata[i]) < PT_MEASURE_GROUP_LEAST)
      return false;
  return true;
}

static void
add_point (const PtLens *lens, Indicator *self, PtRecord *outcome, PtRecord *measurement)
{
  g_autofree char *date = pt_record_dup_date (measurement);
  Point point = { .date = g_strndup (date, 10),
                  .record = g_strdup (pt_record_get_id (measurement)),
                  .said = pt_measure_say (lens, outcome, measurement),
                  .population = pt_lens_line (lens, measurement, "population") };

  point.is_number = pt_measure_number (measurement, &point.value);
  if (self->share)
    point.value = point.value * 100 / pt_measure_group (measurement);
  if (point.is_number)
    point.label = pt_number_text (self->share ? round (point.value) : point.value, self->lang);
  self->n_numbers += point.is_number;
  g_array_append_val (self->points, point);
}

/* Counts of people have no place in a picture of shares. */
static void
find_marks (Indicator *self, PtRecord *outcome)
{
  const char *target_on = pt_lens_date (outcome, "target_on");

  self->has_baseline = !self->share && pt_record_get_real (outcome, "baseline", &self->baseline);
  self->has_target = !self->share && pt_record_get_real (outcome, "target", &self->target);
  self->target_on = target_on != NULL ? g_strndup (target_on, 10) : NULL;
}

static void
extend (Indicator *self, double value)
{
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
}

/* From zero, unless something is below it. */
static void
find_scale (Indicator *self)
{
  self->high = self->share ? 100 : 0;
  for (guint i = 0; i < self->points->len; i++)
    if (nth (self, i)->is_number)
      extend (self, nth (self, i)->value);
  if (self->has_baseline)
    extend (self, self->baseline);
  if (self->has_target)
    extend (self, self->target);
  if (self->high <= self->low)
    self->high = self->low + 1;
  self->step = pt_number_step (self->low, self->high, TICKS_MOST);
  self->low = floor (self->low / self->step) * self->step;
  self->high = ceil (self->high / self->step) * self->step;
}

static void
find_ends (const PtLens *lens, Indicator *self)
{
  const PtLens open = { lens->data, lens->lang, lens->today, NULL, NULL, lens->gate };
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();

  for (guint i = 0; i < self->points->len; i++)
    g_ptr_array_add (dates, nth (self, i)->date);
  if (self->has_target)
    g_ptr_array_add (dates, self->target_on);
  pt_lens_period (&open, dates, &self->from, &self->to);
}

/* ── The picture ── */

static double
y_of (const Indicator *self, double value)
{
  return TOP + HEIGHT * (self->high - value) / (self->high - self->low);
}

static void
draw_scale (PtPicture *picture, const Indicator *self, const PtDateAxis *axis)
{
  const char *unit = self->share ? "%" : self->unit;

  for (double at = self->low; at <= self->high + self->step / 2; at += self->step)
    {
      g_autofree char *text = pt_number_text (at, self->lang);

      pt_picture_line (picture, axis->left - 6, y_of (self, at), axis->right + 6, y_of (self, at),
                       PT_INK_LINE, 0.7);
      pt_picture_text (picture, axis->left - 12, y_of (self, at) + 4, PT_ANCHOR_END, 11,
                       PT_INK_MUTED, text);
    }
  if (unit != NULL)
    {
      g_autofree char *fitted = pt_text_fit (unit, 11, pt_picture_get_width (picture) - 8);

      pt_picture_text (picture, 4, TOP - 16, PT_ANCHOR_START, 11, PT_INK_MUTED, fitted);
    }
}

/* (transfer full): "Target 8". */
static char *
level_words (const Indicator *self, double value, const char *name)
{
  g_autofree char *number = pt_number_text (value, self->lang);

  return g_strdup_printf ("%s %s", name, number);
}

/* How much the names of the levels take at the right of the lines. */
static double
room_for (const Indicator *self, bool has, double value, const char *name)
{
  g_autofree char *text = level_words (self, value, name);

  return has ? NAME_GAP + pt_text_width (text, TEXT_SIZE) + NAME_GAP : 0;
}

static void
draw_level (PtPicture *picture, const Indicator *self, const PtDateAxis *axis, double value,
            bool dashed)
{
  const bool brief = pt_picture_get_width (picture) < BRIEF;
  const double y = y_of (self, value);
  PtMark *line = pt_picture_line (picture, axis->left, y, axis->right + (brief ? 0 : 6), y,
                                  dashed ? PT_INK_MUTED : PT_INK_HIGH, 1.6);

  line->dashed = dashed;
}

/* Above or below the line, at its end, in the middle or at its beginning: where least is in the way. */
static void
draw_name_at_line (PtPicture *picture, const PtDateAxis *axis, double y, PtInk ink,
                   const char *text)
{
  const double width = pt_text_width (text, BRIEF_TEXT);
  const double lefts[] = { axis->right - FLAG_WIDTH - width, (axis->left + axis->right - width) / 2,
                           axis->left + 6 };
  const double tops[] = { y - 4 - BRIEF_TEXT, y + 4 };
  double x = lefts[0], top = tops[0];
  guint least = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (lefts) * G_N_ELEMENTS (tops); i++)
    {
      const double left = lefts[i / G_N_ELEMENTS (tops)];
      const double above = tops[i % G_N_ELEMENTS (tops)];
      const guint n = pt_picture_count_in (picture, left - 2, above, width + 4, BRIEF_TEXT);

      if (n < least)
        {
          x = left;
          top = above;
          least = n;
        }
    }
  pt_picture_text (picture, x, top + BRIEF_TEXT - 2, PT_ANCHOR_START, BRIEF_TEXT, ink, text);
}

/* The name of a level behind its line, or at it where there is little room. */
static void
draw_name (PtPicture *picture, const Indicator *self, const PtDateAxis *axis, double value,
           const char *name, bool dashed)
{
  const PtInk ink = dashed ? PT_INK_MUTED : PT_INK_HIGH;
  const double y = y_of (self, value);
  g_autofree char *text = level_words (self, value, name);

  if (pt_picture_get_width (picture) < BRIEF)
    draw_name_at_line (picture, axis, y, ink, text);
  else
    pt_picture_text (picture, axis->right + NAME_GAP, y + 4, PT_ANCHOR_START, TEXT_SIZE, ink, text);
}

/* Where the target is to be reached: a flag on its line. */
static void
draw_flag (PtPicture *picture, double x, double y)
{
  PtMark *flag = pt_picture_path (picture, PT_INK_HIGH, PT_INK_NONE);

  pt_mark_step (flag, PT_STEP_MOVE, x, y);
  pt_mark_step (flag, PT_STEP_LINE, x, y - 18);
  pt_mark_step (flag, PT_STEP_LINE, x - 13, y - 13.5);
  pt_mark_step (flag, PT_STEP_LINE, x - 1.6, y - 9);
  pt_mark_step (flag, PT_STEP_LINE, x - 1.6, y);
  pt_mark_step (flag, PT_STEP_CLOSE, 0, 0);
}

static void
draw_levels (PtPicture *picture, const Indicator *self, const PtDateAxis *axis)
{
  if (self->has_baseline)
    draw_level (picture, self, axis, self->baseline, true);
  if (self->has_target)
    draw_level (picture, self, axis, self->target, false);
  if (self->has_target && self->target_on != NULL)
    draw_flag (picture, pt_date_axis_x (axis, self->target_on), y_of (self, self->target));
}

/* When all else is there. */
static void
draw_names (PtPicture *picture, const Indicator *self, const PtDateAxis *axis)
{
  if (self->has_baseline)
    draw_name (picture, self, axis, self->baseline,
               pt_words (self->lang, NC_ ("story", "Baseline")), true);
  if (self->has_target)
    draw_name (picture, self, axis, self->target, pt_words (self->lang, NC_ ("story", "Target")),
               false);
}

static void
draw_line (PtPicture *picture, const Indicator *self, const PtDateAxis *axis)
{
  PtMark *line = pt_picture_path (picture, PT_INK_NONE, PT_INK_TURN);
  bool first = true;

  line->width = 2;
  for (guint i = 0; i < self->points->len; i++)
    if (nth (self, i)->is_number)
      {
        pt_mark_step (line, first ? PT_STEP_MOVE : PT_STEP_LINE,
                      pt_date_axis_x (axis, nth (self, i)->date),
                      y_of (self, nth (self, i)->value));
        first = false;
      }
}

/* A number that would stand on the one before it stands under its point, or gives way. */
static void
draw_points (PtPicture *picture, const Indicator *self, const PtDateAxis *axis)
{
  double above = -G_MAXDOUBLE;
  double below = -G_MAXDOUBLE;

  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = nth (self, i);
      const double x = pt_date_axis_x (axis, point->date);
      const double y = y_of (self, point->value);
      const double half = point->is_number ? pt_text_width (point->label, TEXT_SIZE) / 2 + 2 : 0;

      if (!point->is_number)
        continue;
      PtMark *dot = pt_picture_circle (picture, x, y, POINT, PT_INK_TURN, PT_INK_PAPER);
      dot->record = g_strdup (point->record);
      dot->width = 1.4;
      if (x - half > above || x - half > below)
        {
          const bool up = x - half > above;

          pt_picture_text (picture, MAX (x, axis->left + half - 6), up ? y - 10 : y + 19,
                           PT_ANCHOR_MIDDLE, TEXT_SIZE, PT_INK_TEXT, point->label)
              ->bold = true;
          *(up ? &above : &below) = x + half;
        }
    }
}

/* (transfer full): "19 (28 June 2016)" */
static char *
say_point (const Indicator *self, const Point *point)
{
  g_autofree char *day = pt_date_format (point->date, self->lang);

  return g_strdup_printf ("%s (%s)", point->said, day);
}

static void
add_mark (const Indicator *self, GPtrArray *parts, bool has, double value, const char *name)
{
  g_autofree char *number = pt_number_text (value, self->lang);

  if (has)
    g_ptr_array_add (parts, g_strdup_printf ("%s %s", name, number));
}

static void
describe (PtPicture *picture, const Indicator *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->points->len; i++)
    if (nth (self, i)->is_number)
      g_ptr_array_add (parts, say_point (self, nth (self, i)));
  add_mark (self, parts, self->has_baseline, self->baseline,
            pt_words (self->lang, NC_ ("story", "Baseline")));
  add_mark (self, parts, self->has_target, self->target,
            pt_words (self->lang, NC_ ("story", "Target")));
  g_autofree char *list = pt_words_list (self->lang, parts);
  g_autofree char *text = g_strdup_printf ("%s: %s.", self->title, list);

  pt_picture_describe (picture, self->title, text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Indicator *self = data;
  const double names = MAX (room_for (self, self->has_baseline, self->baseline,
                                      pt_words (self->lang, NC_ ("story", "Baseline"))),
                            room_for (self, self->has_target, self->target,
                                      pt_words (self->lang, NC_ ("story", "Target"))));
  const double right = width - (width < BRIEF ? BRIEF_RIGHT : MAX (RIGHT, names));
  const PtDateAxis axis = { self->from, self->to, self->lang, LEFT, right };
  PtPicture *picture = pt_picture_new (self->name, width, TOP + HEIGHT + 14 + PT_DATE_AXIS_HEIGHT);

  draw_scale (picture, self, &axis);
  draw_levels (picture, self, &axis);
  draw_line (picture, self, &axis);
  draw_points (picture, self, &axis);
  draw_names (picture, self, &axis);
  pt_date_axis_draw (&axis, picture, TOP + HEIGHT + 10);
  describe (picture, self);
  return picture;
}

/* ── In words ── */

static PtBlock *
table (gconstpointer data)
{
  const Indicator *self = data;
  const char *header[] = { pt_words (self->lang, NC_ ("story", "When")),
                           pt_words (self->lang, NC_ ("story", "Value")),
                           pt_words (self->lang, NC_ ("story", "Of whom or what")), NULL };
  PtBlock *block = pt_block_new_table (self->title, header);

  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = nth (self, i);
      g_autofree char *day = pt_date_format (point->date, self->lang);
      const char *cells[] = { day, point->said != NULL ? point->said : "",
                              point->population != NULL ? point->population : "" };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, point->record);
    }
  return block;
}

static const char *
row (gconstpointer data, guint i)
{
  const Indicator *self = data;

  return nth (self, i)->record;
}

static const PtFigureType indicator_type = {
  .draw = draw, .table = table, .row = row, .free = indicator_free, .least = LEAST
};

/* (transfer full): all of it, where there is too little to draw. */
static char *
say_few (const Indicator *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->points->len; i++)
    if (nth (self, i)->said != NULL)
      g_ptr_array_add (parts, say_point (self, nth (self, i)));
  g_autofree char *list = pt_words_list (self->lang, parts);

  return g_strdup_printf ("%s: %s.", self->title, list);
}

static char *
title_of (const PtLens *lens, PtRecord *outcome)
{
  g_autofree char *indicator = pt_lens_line (lens, outcome, "indicator");

  return indicator != NULL ? pt_words_capital (indicator)
                           : g_strdup (pt_words (lens->lang, NC_ ("story", "Measured")));
}

PtFigure *
pt_figure_indicator (const PtLens *lens, PtRecord *outcome)
{
  g_autoptr (GPtrArray) measurements = pt_measure_list (lens, outcome);
  const bool one_group = is_one_group (measurements);
  Indicator *self = NULL;
  PtFigure *figure = NULL;

  if (measurements->len == 0)
    return NULL;
  self = g_new0 (Indicator, 1);
  self->lang = g_strdup (lens->lang);
  self->name = g_strconcat ("indicator-", pt_record_get_id (outcome), NULL);
  self->title = title_of (lens, outcome);
  self->unit = pt_lens_line (lens, outcome, "unit");
  self->share = !one_group && is_large (measurements);
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_array_set_clear_func (self->points, clear_point);
  for (guint i = 0; i < measurements->len; i++)
    add_point (lens, self, outcome, measurements->pdata[i]);
  find_marks (self, outcome);
  find_scale (self);
  find_ends (lens, self);
  figure = pt_figure_new (&indicator_type, self);
  if (self->n_numbers < PT_MEASURE_LEAST || (!one_group && !self->share))
    pt_figure_say (figure, say_few (self));
  for (guint i = 0; i < self->points->len; i++)
    pt_figure_call (figure, nth (self, i)->record, say_point (self, nth (self, i)));
  return figure;
}
