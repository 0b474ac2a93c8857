/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory of change on a telephone, where columns have no room: horizon below horizon, each box with
 * its arrows below it and what they lead to beside them. The numbers are those of the columns. */
#include "pt-picture-theory-private.h"

#include "pt-picture-parts.h"

#define WIDTH_MOST 560.0
#define TOP 15.0
#define HEADING_BELOW 12.0
#define GAP 10.0        /* between a box and the next, or its arrows */
#define COLUMN_GAP 26.0 /* before a heading */
#define RAIL 12.0       /* from the side of a box to where its arrows leave */
#define ARROW 46.0      /* its length */
#define TARGET_LINES 3
#define TARGET_GAP 8.0

typedef struct
{
  const PtTheory *theory;
  PtPicture *picture;
  double width; /* of a box */
  double y;
} List;

static int
compare_places (gconstpointer a, gconstpointer b, gpointer theory)
{
  GArray *places = ((const PtTheory *)theory)->places;
  const PtLayerNode *one = &g_array_index (places, PtLayerNode, *(const guint *)a);
  const PtLayerNode *other = &g_array_index (places, PtLayerNode, *(const guint *)b);

  return (int)one->place - (int)other->place;
}

/* (transfer full): guint, the nodes with a box in @column, from above. */
static GArray *
list_column (const PtTheory *theory, guint column)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < theory->nodes->len; i++)
    if (pt_theory_node (theory, i)->record != NULL
        && g_array_index (theory->places, PtLayerNode, i).column == column)
      g_array_append_val (nodes, i);
  g_array_sort_with_data (nodes, compare_places, (gpointer)theory);
  return nodes;
}

/* The keys stop at its box, the pointer at its words here too. Returns: where its first line stands */
static double
draw_target (const List *self, const PtTheoryNode *node, double x, double *y)
{
  const double words = x + (node->status != NULL ? PT_THEORY_EFFECT + 6 : 0);
  g_auto (GStrv) lines = pt_text_wrap (node->text, PT_THEORY_TEXT,
                                       PT_THEORY_MARGIN + self->width - words, TARGET_LINES);
  const double middle = *y + 2 * PT_THEORY_DISC / 2;

  if (node->status != NULL)
    pt_picture_effect (self->picture, x, middle - PT_THEORY_EFFECT / 2, PT_THEORY_EFFECT,
                       node->status, node->direction, NULL);
  pt_picture_lines (self->picture, words, middle + 4, PT_ANCHOR_START, PT_THEORY_TEXT,
                    pt_theory_is_gone (node) ? PT_INK_MUTED : PT_INK_TEXT, lines, node->record);
  *y += MAX (2 * PT_THEORY_DISC,
             PT_THEORY_DISC + 4 + g_strv_length (lines) * pt_text_leading (PT_THEORY_TEXT) - 8);
  return middle;
}

/* @from: the height at which the arrow leaves the box, or another arrow of it. Returns: its own */
static double
draw_tie (List *self, guint i, double from)
{
  const PtTheoryTie *tie = pt_theory_tie (self->theory, i);
  const PtTheoryLook *look = pt_theory_look (tie->status);
  const double rail = PT_THEORY_MARGIN + RAIL;
  const double disc = rail + ARROW / 2 - 3;
  const double middle = draw_target (self, pt_theory_node (self->theory, tie->to), rail + ARROW + 7,
                                     &self->y);
  PtMark *line;

  pt_picture_line (self->picture, rail, from, rail, middle, PT_INK_LINE, 1.2);
  line = pt_picture_line (self->picture, rail, middle, rail + ARROW - 4, middle, look->ink,
                          look->width);
  line->dashed = look->dashed;
  line->record = g_strdup (tie->record);
  pt_theory_draw_point (self->picture, rail + ARROW, middle, true, look);
  pt_theory_draw_disc (self->picture, disc, middle, i + 1, tie);
  if (g_strcmp0 (tie->status, "disputed") == 0)
    pt_picture_text (self->picture, rail - 9, middle + 4, PT_ANCHOR_MIDDLE, 12, PT_INK_LOW, "?")
        ->bold = true;
  else if (g_strcmp0 (tie->status, "refuted") == 0)
    pt_picture_cross (self->picture, rail - 9, middle, 10, PT_INK_LOW);
  self->y += TARGET_GAP;
  return middle;
}

static void
draw_node (List *self, guint node)
{
  const PtTheoryNode *it = pt_theory_node (self->theory, node);
  double from;

  pt_theory_draw_box (self->picture, it, PT_THEORY_MARGIN, self->y, self->width);
  self->y += pt_theory_box_height (it, self->width);
  from = self->y;
  self->y += GAP;
  for (guint i = 0; i < self->theory->ties->len; i++)
    if (pt_theory_tie (self->theory, i)->from == node)
      from = draw_tie (self, i, from);
}

static void
draw_column (List *self, guint column)
{
  g_autoptr (GArray) nodes = list_column (self->theory, column);

  if (nodes->len == 0)
    return;
  self->y += column > 0 ? COLUMN_GAP : TOP;
  g_autofree char *name = pt_text_fit (self->theory->columns->pdata[column], PT_THEORY_HEADING,
                                       self->width);
  pt_picture_text (self->picture, PT_THEORY_MARGIN, self->y, PT_ANCHOR_START, PT_THEORY_HEADING,
                   PT_INK_MUTED, name)
      ->bold = true;
  self->y += HEADING_BELOW;
  for (guint i = 0; i < nodes->len; i++)
    draw_node (self, g_array_index (nodes, guint, i));
}

void
pt_theory_draw_list (PtPicture *picture, const PtTheory *theory)
{
  const double width = MIN (WIDTH_MOST, pt_picture_get_width (picture) - 2 * PT_THEORY_MARGIN);
  List self = { theory, picture, width, 0 };

  for (guint i = 0; i < theory->columns->len; i++)
    draw_column (&self, i);
  pt_picture_set_height (picture, theory->ties->len > 0
                                      ? pt_theory_draw_legend (picture, theory, self.y + 16)
                                      : self.y + 6);
}
