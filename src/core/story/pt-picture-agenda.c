/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning agenda: each question a line from the day it was asked to the day it was settled, over
 * the days on which the group reviewed. One that grew out of another hangs from it. */
#include "pt-pictures.h"

#include "pt-picture-dates.h"
#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEFT 40.0
#define RIGHT 18.0
#define TOP 22.0
#define ROW_GAP 13.0
#define BAR 8.0
#define LETTER 11.0 /* radius of the disc with a letter */
#define TEXT_SIZE 12.5
#define TEXT_LINES 2
#define FAMILY_MOST 50 /* generations of questions */

typedef struct
{
  char *letter, *text, *status, *record;
  char *from, *to; /* to NULL = it is still there */
  char *root;      /* date of the first one that it grew from, or its own */
  int parent;      /* row from which it grew; -1 = none */
  int64_t no;
} Question;

typedef struct
{
  char *lang, *from, *to;
  GArray *questions;  /* Question, by date */
  GPtrArray *reviews; /* char *: dates, rising */
  char **statuses;    /* names, in the order of the vocabulary */
} Agenda;

static void
clear_question (gpointer data)
{
  Question *self = data;

  g_free (self->letter);
  g_free (self->text);
  g_free (self->status);
  g_free (self->record);
  g_free (self->from);
  g_free (self->to);
  g_free (self->root);
}

static void
agenda_free (gpointer data)
{
  Agenda *self = data;

  g_free (self->lang);
  g_free (self->from);
  g_free (self->to);
  g_array_unref (self->questions);
  g_ptr_array_unref (self->reviews);
  g_strfreev (self->statuses);
  g_free (self);
}

/* ── From records ── */

static int
compare (gconstpointer a, gconstpointer b)
{
  const Question *one = a;
  const Question *other = b;
  int order = strcmp (one->root, other->root);

  if (order == 0)
    order = strcmp (one->from, other->from);
  if (order == 0)
    order = one->no < other->no ? -1 : one->no > other->no;
  return order != 0 ? order : strcmp (one->record, other->record);
}

static char *
dup_day (const PtRecord *record, const char *field)
{
  const char *date = pt_lens_date (record, field);

  return date != NULL ? g_strndup (date, 10) : NULL;
}

/* (transfer full): of a family of questions the day of the first, and its id: they stand together. A
 * circle, which two offline laptops can make, ends after some steps. */
static char *
find_root (const PtLens *lens, const PtRecord *record, const char *from)
{
  const PtRecord *root = record;

  for (guint i = 0; i < FAMILY_MOST; i++)
    {
      const char *parent = pt_record_get_text (root, "parent");
      const PtRecord *next = parent != NULL ? pt_dataset_get (lens->data, parent) : NULL;

      if (next == NULL)
        break;
      root = next;
    }
  const char *opened = pt_lens_date (root, "opened_on");

  return g_strdup_printf ("%.10s %s", opened != NULL ? opened : from, pt_record_get_id (root));
}

static void
add_question (const PtLens *lens, Agenda *self, PtRecord *record)
{
  Question question = { .text = pt_lens_line (lens, record, "text"), .parent = -1 };

  if (question.text == NULL)
    return;
  question.no = pt_record_get_no (record);
  question.letter = pt_letter_from_no (question.no);
  question.status = g_strdup (pt_record_get_text (record, "status"));
  question.record = g_strdup (pt_record_get_id (record));
  question.from = dup_day (record, "opened_on");
  question.to = dup_day (record, "closed_on");
  if (question.from == NULL)
    question.from = pt_record_dup_date (record);
  question.root = find_root (lens, record, question.from);
  g_array_append_val (self->questions, question);
}

static void
find_parents (const PtLens *lens, Agenda *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      Question *one = &g_array_index (self->questions, Question, i);
      const PtRecord *record = pt_dataset_get (lens->data, one->record);
      const char *parent = pt_record_get_text (record, "parent");

      for (guint j = 0; parent != NULL && j < i; j++)
        if (g_str_equal (g_array_index (self->questions, Question, j).record, parent))
          one->parent = (int)j;
    }
}

/* Notes of a review, whether they are told or not: only their day is shown. */
static void
add_reviews (const PtLens *lens, Agenda *self)
{
  GPtrArray *notes = pt_dataset_list (lens->data, "entry");

  for (guint i = notes->len; i > 0; i--)
    {
      PtRecord *note = notes->pdata[i - 1];
      char *day = NULL;

      if (g_strcmp0 (pt_record_get_text (note, "kind"), "review") != 0
          || (lens->gate != NULL && !pt_gate_is_open (lens->gate, note)))
        continue;
      day = dup_day (note, "occurred_on");
      if (day != NULL)
        g_ptr_array_add (self->reviews, day);
    }
}

static void
find_ends (const PtLens *lens, Agenda *self)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();

  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *one = &g_array_index (self->questions, Question, i);

      g_ptr_array_add (dates, one->from);
      g_ptr_array_add (dates, one->to);
    }
  for (guint i = 0; i < self->reviews->len; i++)
    g_ptr_array_add (dates, self->reviews->pdata[i]);
  pt_lens_period (lens, dates, &self->from, &self->to);
}

/* ── The picture ── */

/* Signs at the end of a line, by how the question was settled. */
static void
draw_end (PtPicture *picture, double x, double y, const char *status)
{
  if (g_strcmp0 (status, "answered") == 0)
    {
      pt_picture_circle (picture, x, y, 8, PT_INK_PAPER, PT_INK_HIGH)->width = 1.4;
      pt_picture_tick (picture, x, y, 9, PT_INK_HIGH);
    }
  else if (g_strcmp0 (status, "passed_on") == 0)
    {
      pt_picture_circle (picture, x, y, 8, PT_INK_PAPER, PT_INK_TURN)->width = 1.4;
      pt_picture_point (picture, x, y, 9, PT_INK_TURN);
    }
  else if (g_strcmp0 (status, "dropped") == 0)
    {
      pt_picture_circle (picture, x, y, 8, PT_INK_PAPER, PT_INK_LOW)->width = 1.4;
      pt_picture_cross (picture, x, y, 9, PT_INK_LOW);
    }
}

/* A line that goes on ends in a point. */
static void
draw_track (PtPicture *picture, double x, double end, double y, const Question *one)
{
  PtMark *bar = pt_picture_rect (picture, x, y - BAR / 2, MAX (end - x, 2), BAR, 2, PT_INK_BAR);

  bar->record = g_strdup (one->record);
  if (one->to == NULL)
    pt_picture_point (picture, end + 4, y, 15, PT_INK_BAR);
}

static void
draw_letter (PtPicture *picture, double x, double y, const Question *one)
{
  PtMark *disc = pt_picture_circle (picture, x, y, LETTER, PT_INK_TURN, PT_INK_PAPER);

  disc->width = 1.4;
  disc->record = g_strdup (one->record);
  pt_picture_text (picture, x, y + 4.2, PT_ANCHOR_MIDDLE, strlen (one->letter) > 1 ? 10 : 12,
                   PT_INK_PAPER, one->letter)
      ->bold = true;
}

static bool
was_open (const Question *one, const char *date)
{
  return strcmp (one->from, date) <= 0 && (one->to == NULL || strcmp (one->to, date) >= 0);
}

static void
draw_question (PtPicture *picture, const Agenda *self, const PtDateAxis *axis, const Question *one,
               double y)
{
  const double x = pt_date_axis_x (axis, one->from);
  const double end = pt_date_axis_x (axis, one->to != NULL ? one->to : self->to);

  draw_track (picture, x, end, y, one);
  for (guint i = 0; i < self->reviews->len; i++)
    if (was_open (one, self->reviews->pdata[i]))
      pt_picture_circle (picture, pt_date_axis_x (axis, self->reviews->pdata[i]), y, 2.4,
                         PT_INK_PAPER, PT_INK_NONE);
  draw_end (picture, end, y, one->to != NULL ? one->status : NULL);
  draw_letter (picture, MAX (x - LETTER - 2, LETTER + 2), y, one);
}

/* From the end of the question that it grew out of. */
static void
draw_descent (PtPicture *picture, const Agenda *self, const PtDateAxis *axis, const double *rows,
              guint i)
{
  const Question *one = &g_array_index (self->questions, Question, i);
  const Question *parent = NULL;

  if (one->parent < 0)
    return;
  parent = &g_array_index (self->questions, Question, one->parent);
  const double x = pt_date_axis_x (axis, parent->to != NULL ? parent->to : one->from);
  PtMark *line = pt_picture_path (picture, PT_INK_NONE, PT_INK_TURN);

  line->width = 1.2;
  pt_mark_step (line, PT_STEP_MOVE, x, rows[one->parent]);
  pt_mark_step (line, PT_STEP_LINE, x, rows[i]);
  pt_mark_step (line, PT_STEP_LINE, pt_date_axis_x (axis, one->from), rows[i]);
}

static void
draw_diamond (PtPicture *picture, double x, double y)
{
  PtMark *mark = pt_picture_path (picture, PT_INK_MUTED, PT_INK_NONE);

  pt_mark_step (mark, PT_STEP_MOVE, x, y - 5);
  pt_mark_step (mark, PT_STEP_LINE, x + 4, y);
  pt_mark_step (mark, PT_STEP_LINE, x, y + 5);
  pt_mark_step (mark, PT_STEP_LINE, x - 4, y);
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
}

/* Their lines leave out the questions, which are to be read. */
static void
draw_reviews (PtPicture *picture, const Agenda *self, const PtDateAxis *axis, const double *rows)
{
  for (guint i = 0; i < self->reviews->len; i++)
    {
      const double x = pt_date_axis_x (axis, self->reviews->pdata[i]);

      draw_diamond (picture, x, TOP - 12);
      for (guint row = 0; row < self->questions->len; row++)
        pt_picture_line (picture, x, rows[row] - LETTER, x, rows[row] + LETTER, PT_INK_MUTED, 0.8);
    }
}

/* Places all rows and writes their questions. Returns: the middles of the lines; @bottom: under all */
static double *
draw_texts (PtPicture *picture, const Agenda *self, double width, double *bottom)
{
  double *rows = g_new (double, self->questions->len);
  double y = TOP;

  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *one = &g_array_index (self->questions, Question, i);
      g_auto (GStrv) lines = pt_text_wrap (one->text, TEXT_SIZE, width - LEFT - RIGHT, TEXT_LINES);

      pt_picture_lines (picture, LEFT, y + TEXT_SIZE, PT_ANCHOR_START, TEXT_SIZE, PT_INK_TEXT,
                        lines, one->record);
      y += g_strv_length (lines) * pt_text_leading (TEXT_SIZE) + 4;
      rows[i] = y + LETTER;
      y += 2 * LETTER + ROW_GAP;
    }
  *bottom = y;
  return rows;
}

static void
draw_bands (PtPicture *picture, const Agenda *self, const double *rows, double width)
{
  double top = TOP - 4;

  for (guint i = 0; i < self->questions->len; i++)
    {
      const double end = rows[i] + LETTER + ROW_GAP / 2;

      if (i % 2 == 0)
        pt_picture_rect (picture, 0, top, width, end - top, 0, PT_INK_BAND);
      top = end;
    }
}

static double
draw_legend (PtPicture *picture, const Agenda *self, double y)
{
  static const char *const ends[] = { "answered", "passed_on", "dropped" };
  const PtVocabulary *statuses = pt_vocabulary_get ("question.status");
  PtLegend legend = pt_legend_begin (LEFT - 24, pt_picture_get_width (picture) - RIGHT, y);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const double x = pt_legend_next (&legend, picture,
                                       self->statuses[pt_vocabulary_index (statuses, ends[i])]);
      draw_end (picture, x, legend.y, ends[i]);
    }
  if (self->reviews->len > 0)
    {
      const char *label = pt_words (self->lang, NC_ ("story", "Review"));
      const double x = pt_legend_next (&legend, picture, label);

      draw_diamond (picture, x, legend.y);
    }
  return pt_legend_end (&legend);
}

static guint
count_status (const Agenda *self, const char *status)
{
  guint n = 0;

  for (guint i = 0; i < self->questions->len; i++)
    n += g_strcmp0 (g_array_index (self->questions, Question, i).status, status) == 0;
  return n;
}

/* "17 questions: Open 3, Answered 9. 5 reviews." */
static void
describe (PtPicture *picture, const Agenda *self)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("question.status");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = pt_words_count_of (self->lang, NC_ ("story", "%s question"),
                                            NC_ ("story", "%s questions"), self->questions->len);
  g_autofree char *reviews = pt_words_count_of (self->lang, NC_ ("story", "%s review"),
                                                NC_ ("story", "%s reviews"), self->reviews->len);

  for (guint i = 0; i < statuses->n_terms; i++)
    if (count_status (self, statuses->terms[i].key) > 0)
      g_ptr_array_add (parts, g_strdup_printf ("%s %u", self->statuses[i],
                                               count_status (self, statuses->terms[i].key)));
  g_autofree char *list = pt_words_list (self->lang, parts);
  g_autofree char *period = pt_words_period (self->lang, self->from, self->to);
  g_autofree char *text = g_strdup_printf ("%s: %s: %s. %s.", period, all, list, reviews);

  pt_picture_describe (picture, pt_words (self->lang, NC_ ("story", "The questions over time")),
                       text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Agenda *self = data;
  const PtDateAxis axis = { self->from, self->to, self->lang, LEFT, width - RIGHT };
  PtPicture *picture = pt_picture_new ("agenda", width, 0);
  g_autoptr (PtPicture) probe = pt_picture_new ("probe", width, 0);
  double bottom;
  g_autofree double *rows = draw_texts (probe, self, width, &bottom);

  draw_bands (picture, self, rows, width);
  draw_reviews (picture, self, &axis, rows);
  for (guint i = 0; i < self->questions->len; i++)
    draw_descent (picture, self, &axis, rows, i);
  for (guint i = 0; i < self->questions->len; i++)
    draw_question (picture, self, &axis, &g_array_index (self->questions, Question, i), rows[i]);
  g_free (draw_texts (picture, self, width, &bottom));
  pt_date_axis_draw (&axis, picture, bottom);
  pt_picture_set_height (picture, draw_legend (picture, self, bottom + PT_DATE_AXIS_HEIGHT + 14));
  describe (picture, self);
  return picture;
}

/* ── In words ── */

static PtBlock *
table (gconstpointer data)
{
  const Agenda *self = data;
  const PtVocabulary *statuses = pt_vocabulary_get ("question.status");
  const char *header[] = { pt_words (self->lang, NC_ ("story", "Letter")),
                           pt_words (self->lang, NC_ ("story", "Question")),
                           pt_words (self->lang, NC_ ("story", "When")),
                           pt_words (self->lang, NC_ ("story", "How it stands")), NULL };
  PtBlock *block = pt_block_new_table (
      pt_words (self->lang, NC_ ("story", "The questions over time")), header);

  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *one = &g_array_index (self->questions, Question, i);
      g_autofree char *month = pt_month_format (one->from, self->lang);
      g_autofree char *period = one->to != NULL
                                    ? pt_words_period (self->lang, one->from, one->to)
                                    : pt_words_with (self->lang, NC_ ("story", "since %s"), month);
      const int status = pt_vocabulary_index (statuses, one->status);
      const char *cells[] = { one->letter, one->text, period,
                              status >= 0 ? self->statuses[status] : one->status };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, one->record);
    }
  return block;
}

static const char *
row (gconstpointer data, guint i)
{
  const Agenda *self = data;

  return g_array_index (self->questions, Question, i).record;
}

static const PtFigureType agenda_type = {
  .draw = draw, .table = table, .row = row, .free = agenda_free
};

PtFigure *
pt_figure_agenda (const PtLens *lens)
{
  g_autoptr (GPtrArray) questions = pt_lens_list (lens, "question");
  Agenda *self = g_new0 (Agenda, 1);
  PtFigure *figure = pt_figure_new (&agenda_type, self);

  self->lang = g_strdup (lens->lang);
  self->statuses = pt_lens_terms (lens, pt_vocabulary_get ("question.status"));
  self->questions = g_array_new (FALSE, FALSE, sizeof (Question));
  self->reviews = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->questions, clear_question);
  for (guint i = 0; i < questions->len; i++)
    add_question (lens, self, questions->pdata[i]);
  g_array_sort (self->questions, compare);
  find_parents (lens, self);
  add_reviews (lens, self);
  find_ends (lens, self);
  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *one = &g_array_index (self->questions, Question, i);

      pt_figure_call (figure, one->record, g_strdup_printf ("%s · %s", one->letter, one->text));
    }
  if (self->questions->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
