/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory of change on a page: boxes in columns by horizon and arrows between them. An arrow's line
 * says how sure we are of it, and its number leads to its words in the table. */
#include "pt-picture-theory-private.h"

#include "pt-picture-parts.h"

#include <math.h>
#include <string.h>

#define TOP 34.0
#define GUTTER 52.0 /* between columns, for the arrows */
#define GAP 16.0    /* between boxes of one column */
#define BEND 10.0   /* height that an arrow passing by takes */

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
  return PT_THEORY_MARGIN + place_of (chart, node)->column * (chart->box + GUTTER);
}

static double
top_of (const Chart *chart, guint node)
{
  return TOP + place_of (chart, node)->y;
}

static double
height_of (const Chart *chart, const PtTheoryNode *node)
{
  return node->record != NULL ? pt_theory_box_height (node, chart->box) : BEND;
}

static void
draw_heads (const Chart *chart)
{
  for (guint i = 0; i < chart->theory->columns->len; i++)
    {
      const double x = PT_THEORY_MARGIN + i * (chart->box + GUTTER);
      g_autofree char *name = pt_text_fit (chart->theory->columns->pdata[i], PT_THEORY_HEADING,
                                           chart->box + 20);

      pt_picture_text (chart->picture, x, 15, PT_ANCHOR_START, PT_THEORY_HEADING, PT_INK_MUTED,
                       name)
          ->bold = true;
    }
}

/* ── Arrows ── */

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

      if (hypot (disc->x - at.x, disc->y - at.y) < 2 * PT_THEORY_DISC + 2)
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

/* What is disputed has a question mark beside its number, what is refuted a cross. */
static void
draw_disc (const Chart *chart, Point at, guint number, const PtTheoryTie *tie)
{
  pt_theory_draw_disc (chart->picture, at.x, at.y, number, tie);
  if (g_strcmp0 (tie->status, "disputed") == 0)
    pt_picture_text (chart->picture, at.x, at.y + PT_THEORY_DISC + 11, PT_ANCHOR_MIDDLE, 12,
                     PT_INK_LOW, "?")
        ->bold = true;
  else if (g_strcmp0 (tie->status, "refuted") == 0)
    pt_picture_cross (chart->picture, at.x, at.y - PT_THEORY_DISC - 7, 10, PT_INK_LOW);
}

static void
draw_tie (const Chart *chart, guint i)
{
  const PtTheoryTie *tie = pt_theory_tie (chart->theory, i);
  const PtTheoryLook *look = pt_theory_look (tie->status);
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
  pt_theory_draw_point (chart->picture, curve.to.x, curve.to.y, curve.come.x < curve.to.x, look);
}

void
pt_theory_draw_chart (PtPicture *picture, const PtTheory *theory)
{
  const double width = pt_picture_get_width (picture);
  const guint n = theory->columns->len;
  g_autoptr (GArray) places = g_array_copy (theory->places);
  g_autoptr (GArray) discs = g_array_new (FALSE, FALSE, sizeof (Point));
  const Chart chart = { theory, picture, places,
                        (width - 2 * PT_THEORY_MARGIN - (n - 1) * GUTTER - (n == 1 ? GUTTER : 0))
                            / n,
                        discs };

  for (guint i = 0; i < places->len; i++)
    g_array_index (places, PtLayerNode, i).height = height_of (&chart, pt_theory_node (theory, i));
  const double height = pt_layers_place (places, theory->links, n, GAP);

  draw_heads (&chart);
  for (guint i = 0; i < theory->ties->len; i++)
    draw_tie (&chart, i);
  for (guint i = 0; i < theory->nodes->len; i++)
    if (pt_theory_node (theory, i)->record != NULL)
      pt_theory_draw_box (picture, pt_theory_node (theory, i), left_of (&chart, i),
                          top_of (&chart, i), chart.box);
  for (guint i = 0; i < theory->ties->len; i++)
    draw_disc (&chart, g_array_index (discs, Point, i), i + 1, pt_theory_tie (theory, i));
  pt_picture_set_height (picture, theory->ties->len > 0
                                      ? pt_theory_draw_legend (picture, theory, TOP + height + 26)
                                      : TOP + height + 6);
}
