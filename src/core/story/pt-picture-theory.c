/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory of change: boxes in columns by horizon and arrows between them. An arrow's line says how
 * sure we are of it, and its number leads to its words in the table. */
#include "pt-pictures.h"

#include "pt-picture-parts.h"
#include "pt-story-words.h"
#include "pt-theory.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEAST 760.0
#define TOP 34.0
#define GUTTER 52.0 /* between columns, for the arrows */
#define MARGIN 14.0
#define GAP 16.0 /* between boxes of one column */
#define PAD 8.0
#define TEXT_SIZE 11.5
#define LINES_MOST 6
#define BEND 10.0 /* height that an arrow passing by takes */
#define EFFECT 12.0
#define DISC 8.5
#define HEAD 8.0 /* length of an arrow's point */

typedef struct
{
  const PtTheory *theory;
  PtPicture *picture;
  GArray *places; /* PtLayerNode, placed */
  double box;     /* width of a box */
  GArray *discs;  /* Point: where numbers stand already */
} Chart;

typedef struct
{
  double x, y;
} Point;

typedef struct
{
  Point from, leave, come, to; /* control points between the ends */
} Curve;

static const PtLayerNode *
place_of (const Chart *chart, guint node)
{
  return &g_array_index (chart->places, PtLayerNode, node);
}

static double
left_of (const Chart *chart, guint node)
{
  return MARGIN + place_of (chart, node)->column * (chart->box + GUTTER);
}

static double
top_of (const Chart *chart, guint node)
{
  return TOP + place_of (chart, node)->y;
}

/* ── Boxes ── */

static char **
wrap_node (const Chart *chart, const PtTheoryNode *node)
{
  return pt_text_wrap (node->text, TEXT_SIZE, chart->box - 2 * PAD, LINES_MOST);
}

static double
height_of (const Chart *chart, const PtTheoryNode *node)
{
  if (node->record == NULL)
    return BEND;
  g_auto (GStrv) lines = wrap_node (chart, node);

  return g_strv_length (lines) * pt_text_leading (TEXT_SIZE) + 2 * PAD
         + (node->status != NULL ? EFFECT + 4 : 0);
}

/* What is hoped for is dashed, what did not come about or faded is thin and grey; the square in the
 * corner is that of the bars. */
static void
draw_box (const Chart *chart, guint i)
{
  const PtTheoryNode *node = pt_theory_node (chart->theory, i);
  const double x = left_of (chart, i);
  const double y = top_of (chart, i);
  const double height = place_of (chart, i)->height;
  const bool hoped = g_strcmp0 (node->status, "intended") == 0;
  const bool gone = g_strcmp0 (node->status, "did_not_occur") == 0
                    || g_strcmp0 (node->status, "faded") == 0;
  const double text = y + PAD + TEXT_SIZE - 1 + (node->status != NULL ? EFFECT + 4 : 0);
  g_auto (GStrv) lines = wrap_node (chart, node);
  PtMark *box = pt_picture_rect (chart->picture, x, y, chart->box, height,
                                 node->status != NULL ? 5 : 0,
                                 node->status != NULL ? PT_INK_PAPER : PT_INK_BAND);

  box->stroke = gone ? PT_INK_LINE : PT_INK_MUTED;
  box->width = gone ? 1 : 1.3;
  box->dashed = hoped;
  box->record = g_strdup (node->record);
  if (node->status != NULL)
    pt_picture_effect (chart->picture, x + PAD, y + PAD, EFFECT, node->status, node->direction,
                       node->record);
  pt_picture_lines (chart->picture, x + PAD, text, PT_ANCHOR_START, TEXT_SIZE,
                    gone ? PT_INK_MUTED : PT_INK_TEXT, lines, node->record);
}

static void
draw_heads (const Chart *chart)
{
  for (guint i = 0; i < chart->theory->columns->len; i++)
    {
      const double x = MARGIN + i * (chart->box + GUTTER);
      g_autofree char *name = pt_text_fit (chart->theory->columns->pdata[i], 12.5, chart->box + 20);

      pt_picture_text (chart->picture, x, 15, PT_ANCHOR_START, 12.5, PT_INK_MUTED, name)
          ->bold = true;
    }
}

/* ── Arrows ── */

typedef struct
{
  const char *status;
  PtInk ink;
  double width;
  bool dashed, full;
} Look;

static const Look looks[] = {
  { "assumed", PT_INK_MUTED, 1.2, true, false },
  { "some_evidence", PT_INK_TURN, 1.2, false, false },
  { "supported", PT_INK_TURN, 2.6, false, true },
  { "disputed", PT_INK_LOW, 1.6, true, false },
  { "refuted", PT_INK_LOW, 1.2, false, false },
};

static const Look *
find_look (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].status, status) == 0)
      return &looks[i];
  return &looks[0];
}

/* Which of the ties at a side of @node the one to @other is, by height, and how many there are. */
static void
find_port (const Chart *chart, guint node, guint other, guint tie, guint *rank, guint *n)
{
  const bool right = place_of (chart, other)->column > place_of (chart, node)->column;
  const double height = top_of (chart, other);

  *rank = *n = 0;
  for (guint i = 0; i < chart->theory->ties->len; i++)
    {
      GArray *way = pt_theory_tie (chart->theory, i)->way;

      for (guint k = 0; k + 1 < way->len; k++)
        {
          const guint a = g_array_index (way, guint, k);
          const guint b = g_array_index (way, guint, k + 1);
          const guint there = a == node ? b : a;

          if ((a != node && b != node)
              || (place_of (chart, there)->column > place_of (chart, node)->column) != right)
            continue;
          (*n)++;
          *rank += top_of (chart, there) < height || (top_of (chart, there) == height && i < tie);
        }
    }
}

/* Where the tie leaves or reaches @node on its way to or from @other. */
static Point
port_of (const Chart *chart, guint node, guint other, guint tie)
{
  const bool right = place_of (chart, other)->column > place_of (chart, node)->column
                     || place_of (chart, other)->column == place_of (chart, node)->column;
  const bool bend = pt_theory_node (chart->theory, node)->record == NULL;
  const double x = left_of (chart, node);
  guint rank, n;

  if (bend)
    return (Point){ right ? x + chart->box : x, top_of (chart, node) + BEND / 2 };
  find_port (chart, node, other, tie, &rank, &n);
  return (Point){ right ? x + chart->box : x,
                  top_of (chart, node)
                      + place_of (chart, node)->height * (rank + 1.0) / (MAX (n, 1) + 1.0) };
}

static void
draw_point (const Chart *chart, Point at, bool rightwards, const Look *look)
{
  const double back = rightwards ? -HEAD : HEAD;
  PtMark *mark = pt_picture_path (chart->picture, look->ink, PT_INK_NONE);

  pt_mark_step (mark, PT_STEP_MOVE, at.x, at.y);
  pt_mark_step (mark, PT_STEP_LINE, at.x + back, at.y - HEAD * 0.5);
  pt_mark_step (mark, PT_STEP_LINE, at.x + back, at.y + HEAD * 0.5);
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
}

/* From one column to the next it leaves and comes in level; within a column it swings out. */
static Curve
curve_between (const Chart *chart, Point from, Point to)
{
  const double dx = to.x - from.x;
  const double swing = fabs (dx) < 1 ? GUTTER * 0.62 : fabs (dx) > chart->box ? dx * 0.3 : dx / 2;
  const double back = fabs (dx) < 1 ? swing : -swing;

  return (Curve){ from, { from.x + swing, from.y }, { to.x + back, to.y }, to };
}

static Point
point_on (const Curve *curve, double t)
{
  const double a = (1 - t) * (1 - t) * (1 - t);
  const double b = 3 * t * (1 - t) * (1 - t);
  const double c = 3 * t * t * (1 - t);
  const double d = t * t * t;

  return (Point){ a * curve->from.x + b * curve->leave.x + c * curve->come.x + d * curve->to.x,
                  a * curve->from.y + b * curve->leave.y + c * curve->come.y + d * curve->to.y };
}

static bool
is_free (const Chart *chart, Point at)
{
  for (guint i = 0; i < chart->discs->len; i++)
    {
      const Point *disc = &g_array_index (chart->discs, Point, i);

      if (hypot (disc->x - at.x, disc->y - at.y) < 2 * DISC + 2)
        return false;
    }
  return true;
}

/* A little before or after the middle where a number stands there already. */
static Point
find_disc (const Chart *chart, const Curve *curve)
{
  static const double parts[] = { 0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8 };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_free (chart, point_on (curve, parts[i])))
      return point_on (curve, parts[i]);
  return point_on (curve, 0.5);
}

/* With the number of the arrow; what is disputed has a question mark beside it, what is refuted a
 * cross. */
static void
draw_disc (const Chart *chart, Point at, guint number, const PtTheoryTie *tie)
{
  const Look *look = find_look (tie->status);
  g_autofree char *text = g_strdup_printf ("%u", number);
  PtMark *disc = pt_picture_circle (chart->picture, at.x, at.y, DISC,
                                    look->full ? look->ink : PT_INK_PAPER, look->ink);

  disc->width = 1.3;
  disc->dashed = look->dashed;
  disc->record = g_strdup (tie->record);
  pt_picture_text (chart->picture, at.x, at.y + 3.5, PT_ANCHOR_MIDDLE, 10,
                   look->full ? PT_INK_PAPER : PT_INK_TEXT, text);
  if (g_strcmp0 (tie->status, "disputed") == 0)
    pt_picture_text (chart->picture, at.x, at.y + DISC + 11, PT_ANCHOR_MIDDLE, 12, PT_INK_LOW, "?")
        ->bold = true;
  else if (g_strcmp0 (tie->status, "refuted") == 0)
    pt_picture_cross (chart->picture, at.x, at.y - DISC - 7, 10, PT_INK_LOW);
}

static void
draw_tie (const Chart *chart, guint i)
{
  const PtTheoryTie *tie = pt_theory_tie (chart->theory, i);
  const Look *look = find_look (tie->status);
  const guint n = tie->way->len;
  PtMark *line = pt_picture_path (chart->picture, PT_INK_NONE, look->ink);
  Curve curve;

  line->width = look->width;
  line->dashed = look->dashed;
  line->record = g_strdup (tie->record);
  for (guint k = 1; k < n; k++)
    {
      const guint a = g_array_index (tie->way, guint, k - 1);
      const guint b = g_array_index (tie->way, guint, k);

      curve = curve_between (chart, port_of (chart, a, b, i), port_of (chart, b, a, i));
      pt_mark_step (line, k == 1 ? PT_STEP_MOVE : PT_STEP_LINE, curve.from.x, curve.from.y);
      pt_mark_curve (line, curve.leave.x, curve.leave.y, curve.come.x, curve.come.y, curve.to.x,
                     curve.to.y);
      if (k == 1)
        {
          const Point disc = find_disc (chart, &curve);

          g_array_append_val (chart->discs, disc);
        }
    }
  draw_point (chart, curve.to, curve.come.x < curve.to.x, look);
}

/* ── Legend and words ── */

static bool
has_status (const PtTheory *theory, const char *status)
{
  for (guint i = 0; i < theory->ties->len; i++)
    if (g_strcmp0 (pt_theory_tie (theory, i)->status, status) == 0)
      return true;
  return false;
}

static double
draw_legend (const Chart *chart, double y)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("mechanism.status");
  PtLegend legend = pt_legend_begin (MARGIN, pt_picture_get_width (chart->picture) - MARGIN, y);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      if (!has_status (chart->theory, looks[i].status))
        continue;
      const char *label = pt_term_label_in (statuses, looks[i].status, chart->theory->lang);
      const double x = pt_legend_next (&legend, chart->picture, label);
      PtMark *line = pt_picture_line (chart->picture, x - 9, legend.y, x + 9, legend.y,
                                      looks[i].ink, looks[i].width);

      line->dashed = looks[i].dashed;
      if (g_str_equal (looks[i].status, "refuted"))
        pt_picture_cross (chart->picture, x, legend.y, 10, PT_INK_LOW);
      else if (g_str_equal (looks[i].status, "disputed"))
        pt_picture_text (chart->picture, x, legend.y - 2, PT_ANCHOR_MIDDLE, 11, PT_INK_LOW, "?");
    }
  return pt_legend_end (&legend);
}

static guint
count_effects (const PtTheory *theory)
{
  guint n = 0;

  for (guint i = 0; i < theory->nodes->len; i++)
    n += pt_theory_node (theory, i)->status != NULL;
  return n;
}

/* "20 effects and 10 arrows: Supported 4, …" */
static void
describe (PtPicture *picture, const PtTheory *theory)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("mechanism.status");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *effects = pt_words_count_of (theory->lang, NC_ ("story", "%s effect"),
                                                NC_ ("story", "%s effects"),
                                                count_effects (theory));
  g_autofree char *arrows = pt_words_count_of (theory->lang, NC_ ("story", "%s arrow"),
                                               NC_ ("story", "%s arrows"), theory->ties->len);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      guint n = 0;

      for (guint t = 0; t < theory->ties->len; t++)
        n += g_strcmp0 (pt_theory_tie (theory, t)->status, looks[i].status) == 0;
      if (n > 0)
        g_ptr_array_add (
            parts, g_strdup_printf ("%s %u",
                                    pt_term_label_in (statuses, looks[i].status, theory->lang), n));
    }
  g_autofree char *list = pt_words_list (theory->lang, parts);
  g_autofree char *text = g_strdup_printf ("%s, %s%s%s.", effects, arrows,
                                           parts->len > 0 ? ": " : "", list);

  pt_picture_describe (picture, pt_words (theory->lang, NC_ ("story", "What leads to what")), text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const PtTheory *theory = data;
  const guint n = theory->columns->len;
  g_autoptr (GArray) places = g_array_copy (theory->places);
  g_autoptr (GArray) discs = g_array_new (FALSE, FALSE, sizeof (Point));
  PtPicture *picture = pt_picture_new ("theory", width, 0);
  const Chart chart = { theory, picture, places,
                        (width - 2 * MARGIN - (n - 1) * GUTTER - (n == 1 ? GUTTER : 0)) / n,
                        discs };

  for (guint i = 0; i < places->len; i++)
    g_array_index (places, PtLayerNode, i).height = height_of (&chart, pt_theory_node (theory, i));
  const double height = pt_layers_place (places, theory->links, n, GAP);

  draw_heads (&chart);
  for (guint i = 0; i < theory->ties->len; i++)
    draw_tie (&chart, i);
  for (guint i = 0; i < theory->nodes->len; i++)
    if (pt_theory_node (theory, i)->record != NULL)
      draw_box (&chart, i);
  for (guint i = 0; i < theory->ties->len; i++)
    draw_disc (&chart, g_array_index (discs, Point, i), i + 1, pt_theory_tie (theory, i));
  pt_picture_set_height (picture, theory->ties->len > 0 ? draw_legend (&chart, TOP + height + 26)
                                                        : TOP + height + 6);
  describe (picture, theory);
  return picture;
}

/* ── In words ── */

/* An effect that no arrow comes to or goes from. */
static bool
is_alone (const PtTheory *theory, guint node)
{
  if (pt_theory_node (theory, node)->status == NULL)
    return false;
  for (guint i = 0; i < theory->ties->len; i++)
    if (pt_theory_tie (theory, i)->from == node || pt_theory_tie (theory, i)->to == node)
      return false;
  return true;
}

static void
add_alone (const PtTheory *theory, PtBlock *block, guint i)
{
  const PtTheoryNode *node = pt_theory_node (theory, i);
  const char *cells[] = { "", pt_words (theory->lang, NC_ ("story", "not known yet")), node->text,
                          "", "" };

  if (!is_alone (theory, i))
    return;
  pt_block_add_row (block, cells);
  pt_block_add_source (block, node->record);
}

static PtBlock *
table (gconstpointer data)
{
  const PtTheory *theory = data;
  const PtVocabulary *statuses = pt_vocabulary_get ("mechanism.status");
  const char *header[] = { pt_words (theory->lang, NC_ ("story", "No.")),
                           pt_words (theory->lang, NC_ ("story", "From")),
                           pt_words (theory->lang, NC_ ("story", "To")),
                           pt_words (theory->lang, NC_ ("story", "Because")),
                           pt_words (theory->lang, NC_ ("story", "How it stands")),
                           NULL };
  PtBlock *block = pt_block_new_table (pt_words (theory->lang, NC_ ("story", "What leads to what")),
                                       header);

  for (guint i = 0; i < theory->ties->len; i++)
    {
      const PtTheoryTie *tie = pt_theory_tie (theory, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      const char *cells[] = {
        number, pt_theory_node (theory, tie->from)->text, pt_theory_node (theory, tie->to)->text,
        tie->text != NULL ? tie->text : "",
        tie->status != NULL ? pt_term_label_in (statuses, tie->status, theory->lang) : ""
      };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, tie->record);
    }
  for (guint i = 0; i < theory->nodes->len; i++)
    add_alone (theory, block, i);
  return block;
}

/* The arrows, then what is tied to nothing. */
static const char *
row (gconstpointer data, guint i)
{
  const PtTheory *theory = data;

  if (i < theory->ties->len)
    return pt_theory_tie (theory, i)->record;
  i -= theory->ties->len;
  for (guint n = 0; n < theory->nodes->len; n++)
    if (is_alone (theory, n) && i-- == 0)
      return pt_theory_node (theory, n)->record;
  return NULL;
}

static const PtFigureType theory_type = {
  .draw = draw, .table = table, .row = row, .free = (GDestroyNotify)pt_theory_free, .least = LEAST
};

PtFigure *
pt_figure_theory (const PtLens *lens)
{
  PtTheory *theory = pt_theory_new (lens);
  PtFigure *figure = pt_figure_new (&theory_type, theory);

  for (guint i = 0; i < theory->nodes->len; i++)
    {
      const PtTheoryNode *node = pt_theory_node (theory, i);

      if (node->record != NULL)
        pt_figure_call (figure, node->record, g_strdup (node->text));
    }
  for (guint i = 0; i < theory->ties->len; i++)
    {
      const PtTheoryTie *tie = pt_theory_tie (theory, i);

      pt_figure_call (figure, tie->record,
                      g_strdup_printf ("%u · %s", i + 1, tie->text != NULL ? tie->text : ""));
    }
  if (theory->nodes->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
