/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar of how much was noted down: a column for each week, a row for each day of the week, and a
 * dot that is larger the more notes a day has. What was not noted is not what did not happen; the
 * words say so too. */
#include "pt-pictures.h"

#include "pt-picture-dates.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define LEFT 34.0
#define BRIEF 620.0 /* narrower ones have half a year on a line */
#define CELL_MOST 14.0
#define DAYS 7
#define HEAD 34.0      /* year and months */
#define GAP 16.0       /* under a year */
#define EMPTY 1.1      /* radius where nothing was noted */
#define GAP_DAYS 42    /* a stretch without notes that is worth saying */
#define DAYS_MOST 7305 /* twenty years */
#define SLIP_DAYS 366  /* a date later than that is a slip of the pen */
#define STEPS 4        /* of size: 1, 2, 3, and more notes */

typedef struct
{
  char *lang;
  int first, last; /* days */
  guint *notes;    /* by day, from @first */
  char **records;  /* the first note of each day; NULL = none to open */
  guint all;
} Density;

static void
density_free (gpointer data)
{
  Density *self = data;

  for (int day = self->first; day <= self->last; day++)
    g_free (self->records[day - self->first]);
  g_free (self->lang);
  g_free (self->notes);
  g_free (self->records);
  g_free (self);
}

/* ── From records: all notes count, also those that are not told; only their number is shown ── */

static GPtrArray *
list_notes (const PtLens *lens)
{
  GPtrArray *all = pt_dataset_list (lens->data, "entry");
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = all->len; i > 0; i--)
    if ((lens->gate == NULL || pt_gate_is_open (lens->gate, all->pdata[i - 1]))
        && pt_lens_date (all->pdata[i - 1], "occurred_on") != NULL)
      g_ptr_array_add (notes, all->pdata[i - 1]);
  return notes;
}

static void
find_ends (const PtLens *lens, Density *self, GPtrArray *notes)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = 0; i < notes->len; i++)
    g_ptr_array_add (dates, (char *)pt_lens_date (notes->pdata[i], "occurred_on"));
  pt_lens_period (lens, dates, &from, &to);
  self->last = MIN (pt_date_to_days (to), pt_date_to_days (lens->today) + SLIP_DAYS);
  self->first = CLAMP (pt_date_to_days (from), self->last - DAYS_MOST, self->last);
}

static void
count_notes (const PtLens *lens, Density *self, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const int day = pt_date_to_days (pt_lens_date (notes->pdata[i], "occurred_on"));

      if (day < self->first || day > self->last)
        continue;
      self->all++;
      if (self->notes[day - self->first]++ == 0 && lens->gate == NULL)
        self->records[day - self->first] = g_strdup (pt_record_get_id (notes->pdata[i]));
    }
}

/* ── The picture ── */

static int
day_of (int year, int month, int day)
{
  g_autofree char *date = g_strdup_printf ("%04d-%02d-%02d", year, month, day);

  return pt_date_to_days (date);
}

/* 0 = Monday; 1970-01-01 was a Thursday. */
static int
weekday (int day)
{
  return ((day + 3) % DAYS + DAYS) % DAYS;
}

typedef struct
{
  int year, first, last; /* days */
  double y, cell;
} Block;

static double
x_of (const Block *block, int day)
{
  const int monday = block->first - weekday (block->first);

  return LEFT + ((day - monday) / DAYS + 0.5) * block->cell;
}

static double
y_of (const Block *block, int day)
{
  return block->y + HEAD + (weekday (day) + 0.5) * block->cell;
}

static void
draw_months (PtPicture *picture, const Density *self, const Block *block)
{
  g_autofree char *year = g_strdup_printf ("%d", block->year);

  pt_picture_text (picture, 0, block->y + 12, PT_ANCHOR_START, 13, PT_INK_TEXT, year)->bold = true;
  for (int month = 1; month <= 12; month++)
    {
      const int day = day_of (block->year, month, 1);
      g_autofree char *name = pt_month_brief (month, self->lang);

      if (day >= block->first && day <= block->last && day + 27 >= self->first && day <= self->last)
        pt_picture_text (picture, x_of (block, day) - block->cell / 2, block->y + 27,
                         PT_ANCHOR_START, 10.5, PT_INK_MUTED, name);
    }
}

/* Monday, Wednesday and Friday by one letter. */
static void
draw_weekdays (PtPicture *picture, const Density *self, const Block *block)
{
  /* Translators: the first letters of Monday to Sunday. */
  const char *letters = pt_words (self->lang, NC_ ("story", "MTWTFSS"));

  for (int day = 0; day < DAYS; day += 2)
    {
      g_autofree char *letter = g_utf8_strlen (letters, -1) == DAYS
                                    ? g_utf8_substring (letters, day, day + 1)
                                    : g_strdup ("");

      pt_picture_text (picture, LEFT - 8, block->y + HEAD + (day + 0.5) * block->cell + 3.5,
                       PT_ANCHOR_END, 9.5, PT_INK_MUTED, letter);
    }
}

static double
radius_of (guint notes, double cell)
{
  return cell * 0.5 * MIN (notes, STEPS) / (STEPS + 0.3) + cell * 0.06;
}

static void
draw_day (PtPicture *picture, const Density *self, const Block *block, int day)
{
  const bool within = day >= self->first && day <= self->last;
  const guint notes = within ? self->notes[day - self->first] : 0;
  PtMark *dot;

  if (!within)
    return;
  dot = pt_picture_circle (picture, x_of (block, day), y_of (block, day),
                           notes > 0 ? radius_of (notes, block->cell) : EMPTY,
                           notes > 0 ? PT_INK_TURN : PT_INK_LINE, PT_INK_NONE);
  dot->record = g_strdup (self->records[day - self->first]);
}

static double
draw_block (PtPicture *picture, const Density *self, const Block *block)
{
  draw_months (picture, self, block);
  draw_weekdays (picture, self, block);
  for (int day = block->first; day <= block->last; day++)
    draw_day (picture, self, block, day);
  return block->y + HEAD + DAYS * block->cell + GAP;
}

static void
draw_legend (PtPicture *picture, const Density *self, double cell, double y)
{
  double x = LEFT + cell / 2;

  for (guint n = 1; n <= STEPS; n++)
    {
      g_autofree char *text = g_strdup_printf (n < STEPS ? "%u" : "%u+", n);

      pt_picture_circle (picture, x, y, radius_of (n, cell), PT_INK_TURN, PT_INK_NONE);
      pt_picture_text (picture, x + cell * 0.5 + 5, y + 4.2, PT_ANCHOR_START, 12, PT_INK_MUTED,
                       text);
      x += cell + 34;
    }
  pt_picture_text (picture, x - 8, y + 4.2, PT_ANCHOR_START, 12, PT_INK_MUTED,
                   pt_words (self->lang, NC_ ("story", "notes on a day")));
}

/* The longest stretch without a note, if it is worth saying: the days around it. */
static bool
find_gap (const Density *self, int *before, int *after)
{
  int last = -1;
  int longest = 0;

  for (int day = self->first; day <= self->last; day++)
    {
      if (self->notes[day - self->first] == 0)
        continue;
      if (last >= 0 && day - last > longest)
        {
          longest = day - last;
          *before = last;
          *after = day;
        }
      last = day;
    }
  return longest >= GAP_DAYS;
}

static guint
count_days (const Density *self)
{
  guint n = 0;

  for (int day = self->first; day <= self->last; day++)
    n += self->notes[day - self->first] > 0;
  return n;
}

static char *
say_gap (const Density *self)
{
  int before, after;

  if (!find_gap (self, &before, &after))
    return g_strdup ("");
  g_autofree char *from = pt_date_from_days (before);
  g_autofree char *to = pt_date_from_days (after);
  g_autofree char *first = pt_date_format (from, self->lang);
  g_autofree char *last = pt_date_format (to, self->lang);
  g_autofree char *text = pt_words_two (
      self->lang, NC_ ("story", "Between %1$s and %2$s nothing was written down."), first, last);

  return g_strconcat (" ", text, NULL);
}

static void
describe (PtPicture *picture, const Density *self)
{
  g_autofree char *from = pt_date_from_days (self->first);
  g_autofree char *to = pt_date_from_days (self->last);
  g_autofree char *period = pt_words_period (self->lang, from, to);
  g_autofree char *notes = pt_words_count_of (self->lang, NC_ ("story", "%s note"),
                                              NC_ ("story", "%s notes"), self->all);
  g_autofree char *days = pt_words_count_of (self->lang, NC_ ("story", "on %s day"),
                                             NC_ ("story", "on %s days"), count_days (self));
  g_autofree char *gap = say_gap (self);
  g_autofree char *text = g_strdup_printf ("%s: %s, %s.%s", period, notes, days, gap);

  pt_picture_describe (picture, pt_words (self->lang, NC_ ("story", "How much was written down")),
                       text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Density *self = data;
  const guint parts = width < BRIEF ? 2 : 1; /* of a year */
  const double cell = MIN (CELL_MOST, (width - LEFT - 4) / (parts == 1 ? 54 : 28));
  PtPicture *picture = pt_picture_new ("density", width, 0);
  double y = 4;
  g_autofree char *from = pt_date_from_days (self->first);
  g_autofree char *to = pt_date_from_days (self->last);

  for (int year = atoi (from); year <= atoi (to); year++)
    for (guint part = 0; part < parts; part++)
      {
        const int first = (int)(part * 12 / parts) + 1;
        const int after = first + (int)(12 / parts);
        const Block block = { year, day_of (year, first, 1),
                              (after > 12 ? day_of (year + 1, 1, 1) : day_of (year, after, 1)) - 1,
                              y, cell };

        if (block.last >= self->first && block.first <= self->last)
          y = draw_block (picture, self, &block);
      }
  draw_legend (picture, self, cell, y + 6);
  pt_picture_set_height (picture, y + 22);
  describe (picture, self);
  return picture;
}

/* ── In words: by month ── */

static void
add_month (const Density *self, PtBlock *block, const char *month, guint notes, guint days)
{
  g_autofree char *name = pt_month_format (month, self->lang);
  g_autofree char *n = g_strdup_printf ("%u", notes);
  g_autofree char *on = g_strdup_printf ("%u", days);
  const char *cells[] = { name, n, on };

  pt_block_add_row (block, cells);
}

static PtBlock *
table (gconstpointer data)
{
  const Density *self = data;
  const char *header[] = { pt_words (self->lang, NC_ ("story", "Month")),
                           pt_words (self->lang, NC_ ("story", "Notes in the logbook")),
                           pt_words (self->lang, NC_ ("story", "Days with notes")), NULL };
  PtBlock *block = pt_block_new_table (
      pt_words (self->lang, NC_ ("story", "How much was written down")), header);
  guint notes = 0;
  guint days = 0;

  for (int day = self->first; day <= self->last; day++)
    {
      g_autofree char *date = pt_date_from_days (day);
      g_autofree char *next = pt_date_from_days (day + 1);

      notes += self->notes[day - self->first];
      days += self->notes[day - self->first] > 0;
      if (day < self->last && strncmp (date, next, strlen ("2017-01")) == 0)
        continue;
      add_month (self, block, date, notes, days);
      notes = days = 0;
    }
  return block;
}

static const PtFigureType density_type = { .draw = draw, .table = table, .free = density_free };

static void
name_days (PtFigure *figure, const Density *self)
{
  for (int day = self->first; day <= self->last; day++)
    {
      const char *record = self->records[day - self->first];
      g_autofree char *date = pt_date_from_days (day);
      g_autofree char *words = pt_date_format (date, self->lang);
      g_autofree char *count = pt_words_count_of (self->lang, NC_ ("story", "%s note"),
                                                  NC_ ("story", "%s notes"),
                                                  self->notes[day - self->first]);

      if (record != NULL)
        pt_figure_call (figure, record, g_strjoin (" · ", words, count, NULL));
    }
}

PtFigure *
pt_figure_density (const PtLens *lens)
{
  g_autoptr (GPtrArray) notes = list_notes (lens);
  Density *self = NULL;
  PtFigure *figure = NULL;

  if (notes->len == 0)
    return NULL;
  self = g_new0 (Density, 1);
  self->lang = g_strdup (lens->lang);
  find_ends (lens, self, notes);
  self->notes = g_new0 (guint, self->last - self->first + 1);
  self->records = g_new0 (char *, self->last - self->first + 1);
  count_notes (lens, self, notes);
  figure = pt_figure_new (&density_type, self);
  name_days (figure, self);
  return figure;
}
