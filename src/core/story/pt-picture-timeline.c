/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the timeline. Labels are flags on poles: they fly to the right, and at its end, where there is
 * no room, to the left; each above the poles that its text would cross, so that nothing overlaps
 * whatever the dates. */
#include "pt-picture-timeline.h"

#include "pt-picture-dates.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define PAGE_WIDTH 1040.0
#define LEFT 16.0
#define ROW 19.0
#define LANE 24.0
#define BAR 13.0
#define TEXT_SIZE 12.0
#define LABEL_WIDTH 215.0
#define LABEL_LEAST 96.0
#define LABEL_SHARE 0.3 /* of a window */
#define RIGHT 16.0      /* of the axis: room for the point of what goes on */
#define POLE 5.0        /* between a pole and its text */
#define BIN 4.0         /* notes that stand closer are one mark */
#define BIN_FLAG 8.0    /* high and low points likewise: two thirds of their width */
#define DOT 2.6
#define HEAD 34.0 /* for the names of the phases */

typedef struct
{
  const PtMoment *moment;
  double x, width; /* with some room behind it */
  char *text;
  bool left; /* of its pole */
  int row;
} Flag;

static void
clear_span (gpointer data)
{
  PtSpan *self = data;

  g_free (self->from);
  g_free (self->to);
  g_free (self->label);
  g_free (self->note);
  g_free (self->record);
}

static void
clear_moment (gpointer data)
{
  PtMoment *self = data;

  g_free (self->date);
  g_free (self->label);
  g_free (self->record);
}

static void
clear_flag (gpointer data)
{
  g_free (((Flag *)data)->text);
}

static void
set_width (PtTimeline *self, double width, double label)
{
  self->width = width;
  self->label = label;
}

PtTimeline *
pt_timeline_new (const char *from, const char *to, const char *lang)
{
  PtTimeline *self = g_new0 (PtTimeline, 1);

  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->lang = g_strdup (lang);
  set_width (self, PAGE_WIDTH, LABEL_WIDTH);
  self->moments = g_array_new (FALSE, TRUE, sizeof (PtMoment));
  self->bars = g_array_new (FALSE, TRUE, sizeof (PtSpan));
  self->bands = g_array_new (FALSE, TRUE, sizeof (PtSpan));
  g_array_set_clear_func (self->moments, clear_moment);
  g_array_set_clear_func (self->bars, clear_span);
  g_array_set_clear_func (self->bands, clear_span);
  return self;
}

void
pt_timeline_free (PtTimeline *self)
{
  g_free (self->from);
  g_free (self->to);
  g_free (self->lang);
  g_array_unref (self->moments);
  g_array_unref (self->bars);
  g_array_unref (self->bands);
  g_free (self);
}

static PtDateAxis
axis_of (const PtTimeline *self)
{
  return (PtDateAxis){ self->from, self->to, self->lang, LEFT, self->width - RIGHT };
}

static double
x_of (const PtTimeline *self, const char *date)
{
  const PtDateAxis axis = axis_of (self);

  return pt_date_axis_x (&axis, date);
}

static bool
is_below (const PtMoment *moment)
{
  return moment->type == PT_MOMENT_LOW;
}

static int
heavier (gconstpointer a, gconstpointer b)
{
  const PtMoment *one = *(const PtMoment **)a;
  const PtMoment *other = *(const PtMoment **)b;
  int order = other->weight - one->weight;

  if (order == 0)
    order = strcmp (one->date, other->date);
  return order != 0 ? order : strcmp (one->record, other->record);
}

static int
later (gconstpointer a, gconstpointer b)
{
  const Flag *one = a;
  const Flag *other = b;

  if (one->x != other->x)
    return one->x < other->x ? 1 : -1;
  return one->moment < other->moment ? 1 : -1;
}

/* The heaviest moments of one side. */
static GArray *
choose_flags (const PtTimeline *self, bool below, guint labels)
{
  g_autoptr (GPtrArray) side = g_ptr_array_new ();
  GArray *flags = g_array_new (FALSE, TRUE, sizeof (Flag));

  g_array_set_clear_func (flags, clear_flag);
  for (guint i = 0; i < self->moments->len; i++)
    if (is_below (&g_array_index (self->moments, PtMoment, i)) == below)
      g_ptr_array_add (side, &g_array_index (self->moments, PtMoment, i));
  g_ptr_array_sort (side, heavier);
  for (guint i = 0; i < side->len && i < labels; i++)
    {
      Flag flag = { .moment = side->pdata[i] };

      flag.x = x_of (self, flag.moment->date);
      flag.text = pt_text_fit (flag.moment->label, TEXT_SIZE, self->label);
      flag.width = pt_text_width (flag.text, TEXT_SIZE) + 12;
      g_array_append_val (flags, flag);
    }
  g_array_sort (flags, later);
  return flags;
}

/* From right to left: a flag that would fly out of the picture, or against a pole whose flag flies this way,
 * flies to the left; it is cut off where there is no room on that side either. */
static void
turn_flags (const PtTimeline *self, GArray *flags)
{
  double end = self->width;

  for (guint i = 0; i < flags->len; i++)
    {
      Flag *flag = &g_array_index (flags, Flag, i);
      const double most = MAX (flag->x - POLE, end - flag->x - POLE);

      if (flag->x + flag->width <= end)
        continue;
      if (flag->width > most)
        {
          g_free (flag->text);
          flag->text = pt_text_fit (flag->moment->label, TEXT_SIZE, most - 12);
          flag->width = pt_text_width (flag->text, TEXT_SIZE) + 12;
        }
      flag->left = flag->x - flag->width >= 0;
      end = flag->left ? flag->x - POLE : end;
    }
}

static bool
is_crossed (const Flag *flag, const Flag *other)
{
  const double from = flag->left ? flag->x - flag->width : flag->x;
  const double others = other->left ? other->x - other->width : other->x;

  return others <= from + flag->width && from <= others + other->width;
}

/* Above @other, which stands already, where their words or poles would meet. */
static void
raise_flag (Flag *flag, const Flag *other)
{
  if (is_crossed (flag, other))
    flag->row = MAX (flag->row, other->row + 1);
}

/* Those that fly to the right from right to left, then the others the other way around. Returns: the number
 * of rows. */
static int
place_flags (const PtTimeline *self, GArray *flags)
{
  Flag *all = (Flag *)(void *)flags->data;
  int rows = 0;

  turn_flags (self, flags);
  for (guint i = 0; i < flags->len; i++)
    for (guint j = 0; !all[i].left && j < i; j++)
      if (!all[j].left)
        raise_flag (&all[i], &all[j]);
  for (guint i = flags->len; i > 0; i--)
    for (guint j = flags->len; all[i - 1].left && j > 0; j--)
      if (j > i || !all[j - 1].left)
        raise_flag (&all[i - 1], &all[j - 1]);
  for (guint i = 0; i < flags->len; i++)
    rows = MAX (rows, all[i].row + 1);
  return rows;
}

static void
draw_flags (PtPicture *picture, GArray *flags, double axis, bool below)
{
  for (guint i = 0; i < flags->len; i++)
    {
      const Flag *flag = &g_array_index (flags, Flag, i);
      double reach = 24 + flag->row * ROW;
      double y = below ? axis + reach : axis - reach;
      bool turn = flag->moment->type == PT_MOMENT_TURN;

      pt_picture_line (picture, flag->x, axis, flag->x, below ? y + 2 : y - 8, PT_INK_LINE, 1);
      PtMark *text = pt_picture_text (
          picture, flag->x + (flag->left ? -POLE : POLE), below ? y + 3 : y,
          flag->left ? PT_ANCHOR_END : PT_ANCHOR_START, TEXT_SIZE, PT_INK_TEXT, flag->text);
      text->bold = turn;
      text->record = g_strdup (flag->moment->record);
    }
}

/* @by: 1 = as it is; more or less lets its sides move out or in, all by as much. */
static PtMark *
add_triangle (PtPicture *picture, double x, double y, bool up, double by, PtInk ink)
{
  static const double corners[][2] = { { 0, -7.5 },
                                       { 6, 3.6 },
                                       { -6, 3.6 } }; /* of its inner circle */
  PtMark *mark = pt_picture_path (picture, ink, PT_INK_NONE);
  const double side = up ? 1 : -1;

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    pt_mark_step (mark, i == 0 ? PT_STEP_MOVE : PT_STEP_LINE, x + by * corners[i][0],
                  y + side * (1 + by * corners[i][1]));
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
  return mark;
}

/* On a rim of paper, as two fills: hundreds of edges are what panning would wait for. */
static PtMark *
draw_triangle (PtPicture *picture, double x, double y, bool up)
{
  add_triangle (picture, x, y, up, 1.14, PT_INK_PAPER);
  return add_triangle (picture, x, y, up, 0.86, up ? PT_INK_HIGH : PT_INK_LOW);
}

static PtMark *
draw_star (PtPicture *picture, double x, double y)
{
  PtMark *mark = pt_picture_path (picture, PT_INK_TURN, PT_INK_PAPER);

  for (int i = 0; i < 10; i++)
    {
      double radius = i % 2 == 0 ? 10 : 4.2;
      double angle = i * G_PI / 5;

      pt_mark_step (mark, i == 0 ? PT_STEP_MOVE : PT_STEP_LINE, x + radius * sin (angle),
                    y - radius * cos (angle));
    }
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
  return mark;
}

/* Returns: (nullable): the mark */
static PtMark *
draw_moment (PtPicture *picture, const PtMoment *moment, double x, double axis)
{
  switch (moment->type)
    {
    case PT_MOMENT_HIGH:
      return draw_triangle (picture, x, axis - 9, true);
    case PT_MOMENT_LOW:
      return draw_triangle (picture, x, axis + 9, false);
    case PT_MOMENT_TURN:
      return draw_star (picture, x, axis);
    case PT_MOMENT_NOTE:
      return pt_picture_circle (picture, x, axis, DOT, PT_INK_MUTED, PT_INK_NONE);
    }
  g_return_val_if_reached (NULL);
}

/* Dots below all, stars on top. */
static void
draw_moments (PtPicture *picture, const PtTimeline *self, double axis)
{
  static const PtMomentType order[][2] = { { PT_MOMENT_NOTE, PT_MOMENT_NOTE },
                                           { PT_MOMENT_HIGH, PT_MOMENT_LOW },
                                           { PT_MOMENT_TURN, PT_MOMENT_TURN } };

  for (guint pass = 0; pass < G_N_ELEMENTS (order); pass++)
    for (guint i = 0; i < self->moments->len; i++)
      {
        const PtMoment *moment = &g_array_index (self->moments, PtMoment, i);

        if (moment->type == order[pass][0] || moment->type == order[pass][1])
          draw_moment (picture, moment, x_of (self, moment->date), axis)->record = g_strdup (
              moment->record);
      }
}

#define BAND_TEXT 12.5
#define BAND_TEXT_LEAST 10.0
#define BOLD 1.06 /* wider than others */

/* (transfer full): the name of a phase on one line, or on two where a blank allows it; @size gets
 * smaller before anything is cut off. */
static char **
fit_band (const char *label, double room, double *size)
{
  const char *blank = strchr (label, ' ');
  g_auto (GStrv) lines = NULL;

  for (*size = BAND_TEXT; *size >= BAND_TEXT_LEAST; *size -= 0.5)
    {
      if (BOLD * pt_text_width (label, *size) <= room)
        return g_strdupv ((char *[]){ (char *)label, NULL });
      if (blank == NULL)
        continue;
      lines = g_strsplit (label, " ", 2);
      if (BOLD * MAX (pt_text_width (lines[0], *size), pt_text_width (lines[1], *size)) <= room)
        return g_steal_pointer (&lines);
      g_clear_pointer (&lines, g_strfreev);
    }
  *size = BAND_TEXT_LEAST;
  lines = g_new0 (char *, 2);
  lines[0] = pt_text_fit (label, *size, room / BOLD);
  return g_steal_pointer (&lines);
}

static void
draw_bands (PtPicture *picture, const PtTimeline *self, double bottom)
{
  for (guint i = 0; i < self->bands->len; i++)
    {
      const PtSpan *band = &g_array_index (self->bands, PtSpan, i);
      const PtSpan *next = i + 1 < self->bands->len ? &g_array_index (self->bands, PtSpan, i + 1)
                                                    : NULL;
      double x = x_of (self, band->from);
      double end = next != NULL ? x_of (self, next->from) : self->width - RIGHT;
      double size;
      g_auto (GStrv) lines = fit_band (band->label, end - x - 10, &size);

      pt_picture_rect (picture, x, 0, end - x, bottom, 0,
                       i % 2 == 0 ? PT_INK_BAND : PT_INK_BAND_ALT);
      for (guint l = 0; end - x > 40 && lines[l] != NULL; l++)
        pt_picture_text (picture, x + 7, (lines[1] != NULL ? 14 : 19) + l * 14, PT_ANCHOR_START,
                         size, PT_INK_MUTED, lines[l])
            ->bold = true;
    }
}

/* A bar with its words: in it when they fit, else behind it, else before it. */
typedef struct
{
  double x, width;
  double from, to; /* with the words */
  double text_x;
  PtAnchor anchor;
  char *text;
} Bar;

/* Between a bar and words that stand beside it: the point of one that goes on is there. */
#define BESIDE 12.0

static Bar
measure_bar (const PtTimeline *self, const PtSpan *span)
{
  const double x = x_of (self, span->from);
  const double end = x_of (self, span->to != NULL ? span->to : self->to);
  const double width = MAX (end - x, 4);
  const double behind = self->width - x - width - BESIDE;
  const double room = MAX (behind, x - BESIDE);
  Bar bar = { .x = x, .width = width, .from = x, .to = x + width, .text_x = x + 7 };

  bar.text = pt_text_fit (span->label, TEXT_SIZE, MAX (self->label * 1.6, width));
  if (pt_text_width (bar.text, TEXT_SIZE) + 14 <= width)
    return bar;
  if (pt_text_width (bar.text, TEXT_SIZE) > room)
    {
      g_free (bar.text);
      bar.text = pt_text_fit (span->label, TEXT_SIZE, room);
    }
  const double words = pt_text_width (bar.text, TEXT_SIZE);
  const bool before = words > behind;

  bar.anchor = before ? PT_ANCHOR_END : PT_ANCHOR_START;
  bar.text_x = before ? x - BESIDE / 2 : x + width + BESIDE;
  bar.from = before ? bar.text_x - words : x;
  bar.to = before ? x + width : bar.text_x + words;
  return bar;
}

/* A point: it goes on. */
static void
draw_onward (PtPicture *picture, double x, double y)
{
  PtMark *mark = pt_picture_path (picture, PT_INK_BAR, PT_INK_NONE);

  pt_mark_step (mark, PT_STEP_MOVE, x - 3, y);
  pt_mark_step (mark, PT_STEP_LINE, x, y);
  pt_mark_step (mark, PT_STEP_LINE, x + 7, y + (BAR + 4) / 2);
  pt_mark_step (mark, PT_STEP_LINE, x, y + BAR + 4);
  pt_mark_step (mark, PT_STEP_LINE, x - 3, y + BAR + 4);
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
}

static void
draw_bar (PtPicture *picture, const PtSpan *span, const Bar *bar, double y)
{
  const double end = bar->x + bar->width;
  PtMark *mark = pt_picture_rect (picture, bar->x, y, bar->width, BAR + 4, 3,
                                  span->ended ? PT_INK_BAR_END : PT_INK_BAR);

  mark->record = g_strdup (span->record);
  mark->stroke = span->ended ? PT_INK_LOW : PT_INK_NONE;
  if (span->to == NULL)
    draw_onward (picture, end, y);
  if (span->ended)
    {
      pt_picture_line (picture, end - 4, y + 4, end + 5, y + 13, PT_INK_LOW, 2);
      pt_picture_line (picture, end - 4, y + 13, end + 5, y + 4, PT_INK_LOW, 2);
    }
  pt_picture_text (picture, bar->text_x, y + 12.5, bar->anchor, TEXT_SIZE, PT_INK_TEXT, bar->text)
      ->record = g_strdup (span->record);
}

/* Each bar in the first lane that is free. Returns: the height used. */
static double
draw_bars (PtPicture *picture, const PtTimeline *self, double top)
{
  g_autoptr (GArray) lanes = g_array_new (FALSE, TRUE, sizeof (double));

  for (guint i = 0; i < self->bars->len; i++)
    {
      const PtSpan *span = &g_array_index (self->bars, PtSpan, i);
      const Bar bar = measure_bar (self, span);
      guint lane = 0;

      while (lane < lanes->len && g_array_index (lanes, double, lane) + 8 > bar.from)
        lane++;
      if (lane == lanes->len)
        g_array_set_size (lanes, lane + 1);
      g_array_index (lanes, double, lane) = bar.to;
      draw_bar (picture, span, &bar, top + lane * LANE);
      g_free (bar.text);
    }
  return lanes->len * LANE;
}

static guint
count (const PtTimeline *self, PtMomentType type)
{
  guint n = self->hidden[type];

  for (guint i = 0; i < self->moments->len; i++)
    n += g_array_index (self->moments, PtMoment, i).type == type;
  return n;
}

static void
describe (PtPicture *picture, const PtTimeline *self)
{
  g_autofree char *period = pt_words_period (self->lang, self->from, self->to);
  g_autofree char *text = g_strdup_printf (
      "%s: %u × %s, %u × %s, %u × %s, %u × %s.", period, count (self, PT_MOMENT_HIGH),
      pt_words (self->lang, NC_ ("story", "high point")), count (self, PT_MOMENT_LOW),
      pt_words (self->lang, NC_ ("story", "low point")), count (self, PT_MOMENT_TURN),
      pt_words (self->lang, NC_ ("story", "turning point")), self->bars->len,
      pt_words (self->lang, NC_ ("story", "experiment")));

  pt_picture_describe (picture, pt_words (self->lang, NC_ ("story", "Timeline of the journey")),
                       text);
}

PtPicture *
pt_timeline_draw (const PtTimeline *self, guint labels)
{
  PtPicture *picture = pt_picture_new ("timeline", self->width, 0);
  g_autoptr (GArray) above = choose_flags (self, false, labels);
  g_autoptr (GArray) below = choose_flags (self, true, labels);
  double axis = HEAD + 26 + place_flags (self, above) * ROW;
  double bars = axis + 34 + place_flags (self, below) * ROW;
  g_autoptr (PtPicture) probe = pt_picture_new ("probe", self->width, 0);
  double bottom = bars + draw_bars (probe, self, bars) + 8;
  const PtDateAxis days = axis_of (self);

  draw_bands (picture, self, bottom);
  draw_flags (picture, above, axis, false);
  draw_flags (picture, below, axis, true);
  pt_picture_line (picture, LEFT, axis, self->width - RIGHT, axis, PT_INK_TEXT, 1.6);
  draw_moments (picture, self, axis);
  draw_bars (picture, self, bars);
  pt_date_axis_draw (&days, picture, bottom + 2);
  pt_picture_set_height (picture, bottom + 34);
  describe (picture, self);
  return picture;
}

/* ── A part of it, for a window ── */

static bool
is_within (const PtTimeline *self, const char *date)
{
  return strcmp (date, self->from) >= 0 && strcmp (date, self->to) <= 0;
}

static void
copy_moments (PtTimeline *self, const PtTimeline *whole)
{
  int bins[PT_MOMENT_LAST];

  for (guint i = 0; i < PT_MOMENT_LAST; i++)
    bins[i] = -1;
  for (guint i = 0; i < whole->moments->len; i++)
    {
      const PtMoment *moment = &g_array_index (whole->moments, PtMoment, i);
      PtMoment copy = *moment;
      int bin;

      if (!is_within (self, moment->date))
        continue;
      bin = (int)(x_of (self, moment->date) / (moment->type == PT_MOMENT_NOTE ? BIN : BIN_FLAG));
      if (bin == bins[moment->type] && moment->type != PT_MOMENT_TURN)
        {
          self->hidden[moment->type]++;
          continue;
        }
      bins[moment->type] = bin;
      copy.date = g_strdup (moment->date);
      copy.label = g_strdup (moment->label);
      copy.record = g_strdup (moment->record);
      g_array_append_val (self->moments, copy);
    }
}

static void
append_span (GArray *spans, const PtSpan *span)
{
  PtSpan copy = *span;

  copy.from = g_strdup (span->from);
  copy.to = g_strdup (span->to);
  copy.label = g_strdup (span->label);
  copy.note = g_strdup (span->note);
  copy.record = g_strdup (span->record);
  g_array_append_val (spans, copy);
}

static void
copy_bars (PtTimeline *self, const PtTimeline *whole)
{
  for (guint i = 0; i < whole->bars->len; i++)
    {
      const PtSpan *bar = &g_array_index (whole->bars, PtSpan, i);

      if (strcmp (bar->from, self->to) <= 0
          && (bar->to == NULL || strcmp (bar->to, self->from) >= 0))
        append_span (self->bars, bar);
    }
}

/* One that began before lasts until the next one. */
static void
copy_bands (PtTimeline *self, const PtTimeline *whole)
{
  for (guint i = 0; i < whole->bands->len; i++)
    {
      const PtSpan *band = &g_array_index (whole->bands, PtSpan, i);
      const PtSpan *next = i + 1 < whole->bands->len ? &g_array_index (whole->bands, PtSpan, i + 1)
                                                     : NULL;

      if (strcmp (band->from, self->to) <= 0
          && (next == NULL || strcmp (next->from, self->from) > 0))
        append_span (self->bands, band);
    }
}

PtTimeline *
pt_timeline_part (const PtTimeline *self, const char *from, const char *to, double width)
{
  PtTimeline *part = pt_timeline_new (from, to, self->lang);
  const double label = CLAMP (width * LABEL_SHARE, LABEL_LEAST, LABEL_WIDTH);

  set_width (part, width, label);
  copy_moments (part, self);
  copy_bars (part, self);
  copy_bands (part, self);
  return part;
}
