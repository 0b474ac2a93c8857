/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The staircase: everybody whose say changed is a line of steps over time, from the day they came to
 * the day they left. A stretch in which the step was not said is a dashed line on the ground. */
#include "pt-pictures.h"

#include "pt-company.h"
#include "pt-picture-dates.h"
#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define NAME_WIDTH 168.0
#define BRIEF 560.0
#define RIGHT 40.0
#define STEP 5.5 /* height of one step of the ladder */
#define GAP 15.0
#define TOP 8.0
#define NAME_TEXT 12.5
#define ROWS_ON_A_PAGE 12
#define ROWS_MOST 60

typedef struct
{
  char *from, *to; /* to NULL = goes on */
  int level;       /* -1 = not said */
} Step;

typedef struct
{
  char *name, *record;
  GArray *steps;  /* Step, by date */
  int began, now; /* levels that were said first and last; -1 = none */
} Climber;

typedef struct
{
  char *lang, *from, *to;
  char **levels;
  guint n_levels;
  GArray *climbers; /* Climber: changed ones first */
  guint changed;
  guint n_drawn, n_told; /* in the picture, in the table: who did not move is a number in a story */
} Staircase;

static void
clear_step (gpointer data)
{
  g_free (((Step *)data)->from);
  g_free (((Step *)data)->to);
}

static void
clear_climber (gpointer data)
{
  Climber *self = data;

  g_free (self->name);
  g_free (self->record);
  g_array_unref (self->steps);
}

static void
staircase_free (gpointer data)
{
  Staircase *self = data;

  g_free (self->lang);
  g_free (self->from);
  g_free (self->to);
  g_strfreev (self->levels);
  g_array_unref (self->climbers);
  g_free (self);
}

static const Climber *
nth (const Staircase *self, guint i)
{
  return &g_array_index (self->climbers, Climber, i);
}

static const Step *
step_of (const Climber *climber, guint i)
{
  return &g_array_index (climber->steps, Step, i);
}

/* ── From records ── */

static char *
dup_day (const PtRecord *record, const char *field)
{
  const char *date = pt_lens_date (record, field);

  return date != NULL ? g_strndup (date, 10) : NULL;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): the days on which something begins or ends, each once, rising. */
static GPtrArray *
find_days (GPtrArray *involvements)
{
  static const char *const fields[] = { "from_on", "to_on" };
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 2 * involvements->len; i++)
    {
      char *day = dup_day (involvements->pdata[i / 2], fields[i % 2]);

      if (day != NULL)
        g_ptr_array_add (days, day);
    }
  g_ptr_array_sort (days, compare_days);
  for (guint i = days->len; i > 1; i--)
    if (g_str_equal (days->pdata[i - 1], days->pdata[i - 2]))
      g_ptr_array_remove_index (days, i - 1);
  return days;
}

/* The most say that somebody has from @day on; FALSE = they are not there. */
static bool
level_on (GPtrArray *involvements, const char *day, int *level)
{
  bool there = false;

  *level = -1;
  for (guint i = 0; i < involvements->len; i++)
    {
      const char *from = pt_lens_date (involvements->pdata[i], "from_on");
      const char *to = pt_lens_date (involvements->pdata[i], "to_on");

      if (from == NULL || strncmp (from, day, 10) > 0 || (to != NULL && strncmp (to, day, 10) <= 0))
        continue;
      there = true;
      *level = MAX (*level, pt_lens_index (involvements->pdata[i], "level"));
    }
  return there;
}

/* Goes on with the last step where nothing changes. */
static void
add_step (Climber *self, const char *day, const char *next, int level)
{
  Step *last = self->steps->len > 0 ? &g_array_index (self->steps, Step, self->steps->len - 1)
                                    : NULL;
  Step step = { NULL, g_strdup (next), level };

  if (level >= 0 && self->began < 0)
    self->began = level;
  if (level >= 0)
    self->now = level;
  if (last != NULL && last->level == level && g_strcmp0 (last->to, day) == 0)
    {
      g_free (last->to);
      last->to = step.to;
      return;
    }
  step.from = g_strdup (day);
  g_array_append_val (self->steps, step);
}

static bool
has_changed (const Climber *self)
{
  int level = -1;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const int next = step_of (self, i)->level;

      if (next >= 0 && level >= 0 && next != level)
        return true;
      level = next >= 0 ? next : level;
    }
  return false;
}

static int
reach_of (const Climber *self)
{
  return abs (self->now - self->began);
}

/* Changed ones first, by how far; then who came first. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Climber *one = a;
  const Climber *other = b;
  int order = has_changed (other) - has_changed (one);

  if (order == 0)
    order = reach_of (other) - reach_of (one);
  if (order == 0)
    order = strcmp (step_of (one, 0)->from, step_of (other, 0)->from);
  if (order == 0)
    order = strcmp (one->name, other->name);
  return order != 0 ? order : strcmp (one->record, other->record);
}

static void
add_climber (const PtLens *lens, Staircase *self, PtRecord *who, const char *experiment)
{
  const char *id = pt_record_get_id (who);
  g_autoptr (GPtrArray) involvements = pt_company_involvements (lens, id, experiment);
  g_autoptr (GPtrArray) days = find_days (involvements);
  Climber climber = { .began = -1, .now = -1 };
  int level;

  climber.steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (climber.steps, clear_step);
  for (guint i = 0; i < days->len; i++)
    if (level_on (involvements, days->pdata[i], &level))
      add_step (&climber, days->pdata[i], i + 1 < days->len ? days->pdata[i + 1] : NULL, level);
  if (climber.steps->len == 0)
    {
      g_array_unref (climber.steps);
      return;
    }
  climber.name = pt_lens_call (lens, id);
  climber.record = g_strdup (id);
  self->changed += has_changed (&climber);
  g_array_append_val (self->climbers, climber);
}

static void
find_ends (const PtLens *lens, Staircase *self)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();

  for (guint i = 0; i < self->climbers->len; i++)
    for (guint j = 0; j < nth (self, i)->steps->len; j++)
      {
        g_ptr_array_add (dates, step_of (nth (self, i), j)->from);
        g_ptr_array_add (dates, step_of (nth (self, i), j)->to);
      }
  pt_lens_period (lens, dates, &self->from, &self->to);
}

/* ── The picture ── */

static double
row_height (const Staircase *self, bool brief)
{
  return self->n_levels * STEP + GAP + (brief ? 20 : 0);
}

/* One stretch: a filled step, with a firm edge on top. */
static void
draw_step (PtPicture *picture, const Staircase *self, const PtDateAxis *axis, const Climber *who,
           guint i, double ground)
{
  const Step *step = step_of (who, i);
  const double x = pt_date_axis_x (axis, step->from);
  const double end = pt_date_axis_x (axis, step->to != NULL ? step->to : self->to);
  const double height = (step->level + 1) * STEP;

  if (step->level < 0)
    {
      pt_picture_line (picture, x, ground, end, ground, PT_INK_MUTED, 1.4)->dashed = true;
      return;
    }
  pt_picture_rect (picture, x, ground - height, MAX (end - x, 1.5), height, 0, PT_INK_BAR)
      ->record = g_strdup (who->record);
  pt_picture_line (picture, x, ground - height, MAX (end, x + 1.5), ground - height, PT_INK_TURN,
                   2.2);
}

/* Up or down from one step to the next. */
static void
draw_riser (PtPicture *picture, const PtDateAxis *axis, const Climber *who, guint i, double ground)
{
  const Step *before = step_of (who, i - 1);
  const Step *step = step_of (who, i);
  const double x = pt_date_axis_x (axis, step->from);

  if (before->level < 0 || step->level < 0
      || pt_date_to_days (before->to) + 1 < pt_date_to_days (step->from))
    return;
  pt_picture_line (picture, x, ground - (before->level + 1) * STEP, x,
                   ground - (step->level + 1) * STEP, PT_INK_TURN, 2.2);
}

static void
draw_name (PtPicture *picture, const Climber *who, double ground, bool brief, double width)
{
  g_auto (GStrv)
      name = pt_text_wrap (who->name, NAME_TEXT, (brief ? width : NAME_WIDTH) - 14, brief ? 1 : 2);
  const double up = (g_strv_length (name) - 1) * pt_text_leading (NAME_TEXT);

  pt_picture_lines (picture, 4, brief ? ground - 39 : ground - 4 - up, PT_ANCHOR_START, NAME_TEXT,
                    PT_INK_TEXT, name, who->record);
}

/* "2→5" behind the line: the numbers of the steps at first and now. */
static void
draw_numbers (PtPicture *picture, const Climber *who, double ground)
{
  g_autofree char *text = who->began == who->now
                              ? g_strdup_printf ("%d", who->now + 1)
                              : g_strdup_printf ("%d → %d", who->began + 1, who->now + 1);

  if (who->now >= 0)
    pt_picture_text (picture, pt_picture_get_width (picture) - 2, ground - 4, PT_ANCHOR_END, 11.5,
                     PT_INK_TEXT, text);
}

static void
draw_climber (PtPicture *picture, const Staircase *self, const PtDateAxis *axis, const Climber *who,
              double ground, bool brief)
{
  pt_picture_line (picture, axis->left, ground, axis->right, ground, PT_INK_LINE, 0.8);
  for (guint i = 0; i < who->steps->len; i++)
    draw_step (picture, self, axis, who, i, ground);
  for (guint i = 1; i < who->steps->len; i++)
    draw_riser (picture, axis, who, i, ground);
  draw_name (picture, who, ground, brief, pt_picture_get_width (picture));
  draw_numbers (picture, who, ground);
}

/* The steps of the ladder by their numbers. */
static double
draw_legend (PtPicture *picture, const Staircase *self, double y)
{
  PtLegend legend = pt_legend_begin (4, pt_picture_get_width (picture) - 4, y);

  for (guint i = 0; i < self->n_levels; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      const double x = pt_legend_next (&legend, picture, self->levels[i]);

      pt_picture_text (picture, x, legend.y + 4.3, PT_ANCHOR_MIDDLE, 12, PT_INK_TEXT, number)
          ->bold = true;
    }
  return pt_legend_end (&legend);
}

/* Who had no room. */
static void
draw_more (PtPicture *picture, const Staircase *self, guint rows)
{
  g_autofree char *text = pt_words_count_of (
      self->lang, NC_ ("story", "One more moved a little, and stands in the table."),
      NC_ ("story", "%s more moved a little, and stand in the table."), self->changed - rows);

  if (self->changed == rows)
    return;
  pt_picture_text (picture, 4, pt_picture_get_height (picture) + 12, PT_ANCHOR_START, 12,
                   PT_INK_MUTED, text);
  pt_picture_set_height (picture, pt_picture_get_height (picture) + 22);
}

static guint
count_moved (const Staircase *self, bool up)
{
  guint n = 0;

  for (guint i = 0; i < self->changed; i++)
    n += up ? nth (self, i)->now > nth (self, i)->began : nth (self, i)->now < nth (self, i)->began;
  return n;
}

static void
describe (PtPicture *picture, const Staircase *self)
{
  g_autofree char *period = pt_words_period (self->lang, self->from, self->to);
  g_autofree char *up = pt_words_count_of (self->lang, NC_ ("story", "%s went up the ladder"),
                                           NC_ ("story", "%s went up the ladder"),
                                           count_moved (self, true));
  g_autofree char *down = pt_words_count_of (self->lang, NC_ ("story", "%s went down"),
                                             NC_ ("story", "%s went down"),
                                             count_moved (self, false));
  g_autofree char *same = pt_words_count_of (
      self->lang, NC_ ("story", "%s stayed on the same step"),
      NC_ ("story", "%s stayed on the same step"), self->climbers->len - self->changed);
  g_autofree char *text = g_strdup_printf ("%s: %s, %s, %s.", period, up, down, same);

  pt_picture_describe (picture,
                       pt_words (self->lang, NC_ ("story", "How the say of people changed")), text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Staircase *self = data;
  const bool brief = width < BRIEF;
  const PtDateAxis axis = { self->from, self->to, self->lang, brief ? 4 : NAME_WIDTH,
                            width - RIGHT - 14 };
  PtPicture *picture = pt_picture_new ("staircase", width, 0);
  const guint rows = self->n_drawn;
  const double bottom = TOP + rows * row_height (self, brief);

  for (guint i = 0; i < rows; i++)
    draw_climber (picture, self, &axis, nth (self, i), TOP + (i + 1) * row_height (self, brief) - 4,
                  brief);
  pt_date_axis_draw (&axis, picture, bottom + 4);
  pt_picture_set_height (picture, draw_legend (picture, self, bottom + PT_DATE_AXIS_HEIGHT + 20));
  draw_more (picture, self, rows);
  describe (picture, self);
  return picture;
}

/* ── In words ── */

/* (transfer full): "Inform (January 2017) → Co-decide (May 2017)" */
static char *
say_steps (const Staircase *self, const Climber *who)
{
  const Step *last = step_of (who, who->steps->len - 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < who->steps->len; i++)
    {
      const Step *step = step_of (who, i);
      g_autofree char *month = pt_month_format (step->from, self->lang);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? " → " : "",
                              step->level >= 0
                                  ? self->levels[step->level]
                                  : pt_words (self->lang, NC_ ("story", "not yet said")),
                              month);
    }
  if (last->to != NULL)
    {
      g_autofree char *month = pt_month_format (last->to, self->lang);
      /* Translators: %s is a month and a year. */
      g_autofree char *until = pt_words_with (self->lang, NC_ ("story", "until %s"), month);

      g_string_append_printf (text, ", %s", until);
    }
  return g_string_free (text, FALSE);
}

static PtBlock *
table (gconstpointer data)
{
  const Staircase *self = data;
  const char *header[] = { pt_words (self->lang, NC_ ("story", "Who")),
                           pt_words (self->lang, NC_ ("story", "Participation")), NULL };
  PtBlock *block = pt_block_new_table (
      pt_words (self->lang, NC_ ("story", "How the say of people changed")), header);

  for (guint i = 0; i < self->n_told; i++)
    {
      g_autofree char *steps = say_steps (self, nth (self, i));
      const char *cells[] = { nth (self, i)->name, steps };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, nth (self, i)->record);
    }
  return block;
}

static const char *
row (gconstpointer data, guint i)
{
  return nth (data, i)->record;
}

static const PtFigureType staircase_type = {
  .draw = draw, .table = table, .row = row, .free = staircase_free
};

PtFigure *
pt_figure_staircase (const PtLens *lens, const char *experiment)
{
  GPtrArray *people = pt_dataset_list (lens->data, "stakeholder");
  Staircase *self = g_new0 (Staircase, 1);
  PtFigure *figure = pt_figure_new (&staircase_type, self);

  self->lang = g_strdup (lens->lang);
  self->levels = pt_lens_terms (lens, pt_vocabulary_get ("involvement.level"));
  self->n_levels = g_strv_length (self->levels);
  self->climbers = g_array_new (FALSE, FALSE, sizeof (Climber));
  g_array_set_clear_func (self->climbers, clear_climber);
  for (guint i = 0; i < people->len; i++)
    if (pt_company_has (lens, people->pdata[i]))
      add_climber (lens, self, people->pdata[i], experiment);
  g_array_sort (self->climbers, compare);
  find_ends (lens, self);
  self->n_drawn = MIN (self->changed, lens->gate != NULL ? ROWS_ON_A_PAGE : ROWS_MOST);
  self->n_told = lens->gate != NULL ? self->changed : self->climbers->len;
  for (guint i = 0; i < self->climbers->len; i++)
    pt_figure_call (figure, nth (self, i)->record, g_strdup (nth (self, i)->name));
  if (self->changed == 0)
    pt_figure_say (figure, g_strdup (pt_words (
                               lens->lang, NC_ ("story", "Nobody has moved on the ladder yet."))));
  if (self->climbers->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
