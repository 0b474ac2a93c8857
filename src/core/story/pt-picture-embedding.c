/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far experiments are settled: for each of them a gauge in technology, money, habits and rules that
 * is full where it is in place, half where something bars it, and empty where nobody looked yet. */
#include "pt-pictures.h"

#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NAME_SHARE 0.42
#define BRIEF 560.0
#define HEAD 42.0
#define HEAD_TEXT 11.5
#define NAME_TEXT 12.5
#define NAME_LINES 2
#define ROW 48.0
#define GAUGE 13.0 /* radius */
#define WAYS 4

static const char *const fields[WAYS] = { "embedding_technological", "embedding_economic",
                                          "embedding_sociocultural", "embedding_legal" };
static const char *const names[WAYS] = { NC_ ("story", "Technology"), NC_ ("story", "Money"),
                                         NC_ ("story", "Habits"), NC_ ("story", "Rules") };

/* Keys of experiment.embedding, by their place there. */
enum
{
  UNKNOWN,
  BARRIER,
  IN_PLACE,
};

typedef struct
{
  char *title, *record;
  int settled[WAYS];
} Experiment;

typedef struct
{
  char *lang;
  char **states;
  GArray *experiments;
} Embedding;

static void
clear_experiment (gpointer data)
{
  g_free (((Experiment *)data)->title);
  g_free (((Experiment *)data)->record);
}

static void
embedding_free (gpointer data)
{
  Embedding *self = data;

  g_free (self->lang);
  g_strfreev (self->states);
  g_array_unref (self->experiments);
  g_free (self);
}

static const Experiment *
nth (const Embedding *self, guint i)
{
  return &g_array_index (self->experiments, Experiment, i);
}

/* Those at which nobody looked in any way are left out. */
static void
add_experiment (const PtLens *lens, Embedding *self, PtRecord *record)
{
  Experiment experiment = { 0 };
  bool any = false;

  for (guint i = 0; i < WAYS; i++)
    {
      experiment.settled[i] = MAX (pt_lens_index (record, fields[i]), UNKNOWN);
      any = any || experiment.settled[i] != UNKNOWN;
    }
  experiment.title = any ? pt_lens_line (lens, record, "title") : NULL;
  if (experiment.title == NULL)
    return;
  experiment.record = g_strdup (pt_record_get_id (record));
  g_array_append_val (self->experiments, experiment);
}

/* ── The picture ── */

static void
draw_gauge (PtPicture *picture, double x, double y, double radius, int settled, const char *record)
{
  PtMark *rim = pt_picture_circle (picture, x, y, radius,
                                   settled == IN_PLACE ? PT_INK_HIGH : PT_INK_PAPER,
                                   settled == IN_PLACE  ? PT_INK_HIGH
                                   : settled == BARRIER ? PT_INK_LOW
                                                        : PT_INK_MUTED);

  rim->width = 1.5;
  rim->dashed = settled == UNKNOWN;
  rim->record = g_strdup (record);
  if (settled == IN_PLACE)
    pt_picture_tick (picture, x, y, radius * 1.2, PT_INK_PAPER);
  if (settled != BARRIER)
    return;
  PtMark *half = pt_picture_path (picture, PT_INK_LOW, PT_INK_NONE);

  pt_mark_step (half, PT_STEP_MOVE, x - radius, y);
  pt_mark_arc (half, radius, false, false, x + radius, y);
  pt_mark_step (half, PT_STEP_CLOSE, 0, 0);
}

static double
left_of (double width)
{
  return width < BRIEF ? 4 : width * NAME_SHARE;
}

static double
middle_of (double width, guint way)
{
  return left_of (width) + (way + 0.5) * (width - left_of (width) - 4) / WAYS;
}

static void
draw_head (PtPicture *picture, const Embedding *self, double width)
{
  for (guint i = 0; i < WAYS; i++)
    pt_picture_text (picture, middle_of (width, i), 20, PT_ANCHOR_MIDDLE, HEAD_TEXT, PT_INK_MUTED,
                     pt_words (self->lang, names[i]))
        ->bold = true;
  pt_picture_line (picture, 0, 32, width, 32, PT_INK_MUTED, 1);
}

/* Returns: where the next row begins */
static double
draw_row (PtPicture *picture, const Experiment *one, double y)
{
  const double width = pt_picture_get_width (picture);
  const bool brief = width < BRIEF;
  g_auto (GStrv) lines = pt_text_wrap (one->title, NAME_TEXT,
                                       (brief ? width : left_of (width)) - 12, NAME_LINES);
  const double high = g_strv_length (lines) * pt_text_leading (NAME_TEXT);
  const double row = brief ? high + ROW : ROW;
  const double middle = brief ? y + high + ROW / 2 : y + ROW / 2;

  pt_picture_lines (picture, 4, brief ? y + 16 : y + (ROW - high) / 2 + NAME_TEXT, PT_ANCHOR_START,
                    NAME_TEXT, PT_INK_TEXT, lines, one->record);
  for (guint i = 0; i < WAYS; i++)
    draw_gauge (picture, middle_of (width, i), middle, GAUGE, one->settled[i], one->record);
  pt_picture_line (picture, 0, y + row, width, y + row, PT_INK_LINE, 0.7);
  return y + row;
}

static double
draw_legend (PtPicture *picture, const Embedding *self, double y)
{
  static const int states[] = { IN_PLACE, BARRIER, UNKNOWN };
  PtLegend legend = pt_legend_begin (4, pt_picture_get_width (picture) - 4, y);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const double x = pt_legend_next (&legend, picture, self->states[states[i]]);

      draw_gauge (picture, x, legend.y, 7, states[i], NULL);
    }
  return pt_legend_end (&legend);
}

static guint
count (const Embedding *self, guint way, int settled)
{
  guint n = 0;

  for (guint i = 0; i < self->experiments->len; i++)
    n += nth (self, i)->settled[way] == settled;
  return n;
}

/* "Technology: In place 4, Barrier 2; …" */
static void
describe (PtPicture *picture, const Embedding *self)
{
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < WAYS; i++)
    g_ptr_array_add (ways,
                     g_strdup_printf ("%s: %s %u, %s %u, %s %u.", pt_words (self->lang, names[i]),
                                      self->states[IN_PLACE], count (self, i, IN_PLACE),
                                      self->states[BARRIER], count (self, i, BARRIER),
                                      self->states[UNKNOWN], count (self, i, UNKNOWN)));
  g_ptr_array_add (ways, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **)ways->pdata);

  pt_picture_describe (
      picture, pt_words (self->lang, NC_ ("story", "How far experiments are settled")), text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Embedding *self = data;
  PtPicture *picture = pt_picture_new ("embedding", width, 0);
  double y = 32;

  draw_head (picture, self, width);
  for (guint i = 0; i < self->experiments->len; i++)
    y = draw_row (picture, nth (self, i), y);
  pt_picture_set_height (picture, draw_legend (picture, self, y + 20));
  describe (picture, self);
  return picture;
}

static PtBlock *
table (gconstpointer data)
{
  const Embedding *self = data;
  const char *header[] = { pt_words (self->lang, NC_ ("story", "Experiment")),
                           pt_words (self->lang, names[0]),
                           pt_words (self->lang, names[1]),
                           pt_words (self->lang, names[2]),
                           pt_words (self->lang, names[3]),
                           NULL };
  PtBlock *block = pt_block_new_table (
      pt_words (self->lang, NC_ ("story", "How far experiments are settled")), header);

  for (guint i = 0; i < self->experiments->len; i++)
    {
      const Experiment *one = nth (self, i);
      const char *cells[] = { one->title, self->states[one->settled[0]],
                              self->states[one->settled[1]], self->states[one->settled[2]],
                              self->states[one->settled[3]] };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, one->record);
    }
  return block;
}

static const char *
row (gconstpointer data, guint i)
{
  const Embedding *self = data;

  return nth (self, i)->record;
}

static const PtFigureType embedding_type = {
  .draw = draw, .table = table, .row = row, .free = embedding_free
};

PtFigure *
pt_figure_embedding (const PtLens *lens)
{
  g_autoptr (GPtrArray) experiments = pt_lens_list (lens, "experiment");
  Embedding *self = g_new0 (Embedding, 1);
  PtFigure *figure = pt_figure_new (&embedding_type, self);

  self->lang = g_strdup (lens->lang);
  self->states = pt_lens_terms (lens, pt_vocabulary_get ("experiment.embedding"));
  self->experiments = g_array_new (FALSE, FALSE, sizeof (Experiment));
  g_array_set_clear_func (self->experiments, clear_experiment);
  for (guint i = 0; i < experiments->len; i++)
    add_experiment (lens, self, experiments->pdata[i]);
  for (guint i = 0; i < self->experiments->len; i++)
    pt_figure_call (figure, nth (self, i)->record, g_strdup (nth (self, i)->title));
  if (self->experiments->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
