/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of party by steps of the ladder: everybody is a dot with the number that the rings and the
 * table give, in the cell of their kind and their say. Where a row would grow too high the dots get
 * smaller and the cell says how many they are. */
#include "pt-pictures.h"

#include "pt-company.h"
#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PAGE 760.0       /* the names of the columns do not break */
#define NAME_WIDTH 158.0 /* of the kinds of party */
#define SUM_WIDTH 34.0
#define BRIEF 620.0 /* narrower ones have the name above its row */
#define HEAD 52.0
#define HEAD_TEXT 11.5
#define NAME_TEXT 13.0
#define NAME_LINE 22.0 /* of a name above its row */
#define PAD 7.0
#define ROW_LEAST 36.0
#define ROWS_MOST 4 /* of dots in a cell */

/* Sizes of a dot: with a number, without, and where there are hundreds. */
static const struct
{
  double radius, pitch;
} sizes[] = { { 9, 20.5 }, { 4.4, 11 }, { 2.3, 6 }, { 1.2, 3.2 } };

typedef struct
{
  const PtCompany *company;
  double left, right, cell; /* of the cells */
  bool brief;
  guint n_columns; /* the first one is for "not yet said" */
  guint size;      /* of the dots */
} Grid;

static guint
dots_a_row (const Grid *grid)
{
  return MAX (1, (guint)((grid->cell - PAD) / sizes[grid->size].pitch));
}

static guint
rows_in (const Grid *grid, guint n)
{
  return (n + dots_a_row (grid) - 1) / dots_a_row (grid);
}

static guint
most_in_a_cell (const PtCompany *company)
{
  guint most = 0;

  for (guint group = 0; group < company->n_groups; group++)
    for (int level = -1; level < (int)company->n_levels; level++)
      most = MAX (most, pt_company_count (company, (int)group, level));
  return most;
}

static Grid
measure (const PtCompany *company, double width)
{
  Grid grid = { .company = company, .brief = width < BRIEF, .n_columns = company->n_levels + 1 };
  const guint most = most_in_a_cell (company);

  grid.left = grid.brief ? 4 : NAME_WIDTH;
  grid.right = width - SUM_WIDTH;
  grid.cell = (grid.right - grid.left) / grid.n_columns;
  while (grid.size + 1 < G_N_ELEMENTS (sizes) && rows_in (&grid, most) > ROWS_MOST)
    grid.size++;
  return grid;
}

/* Without numbers in the dots a line says how many they are. */
static double
count_line (const Grid *grid)
{
  return grid->size > 0 ? 14 : 0;
}

static double
row_height (const Grid *grid, int group)
{
  guint rows = 1;

  for (int level = -1; level < (int)grid->company->n_levels; level++)
    rows = MAX (rows, rows_in (grid, pt_company_count (grid->company, group, level)));
  return MAX (ROW_LEAST, rows * sizes[grid->size].pitch + 2 * PAD + count_line (grid));
}

static void
draw_head (PtPicture *picture, const Grid *grid)
{
  const char *unsaid = pt_words (grid->company->lang, NC_ ("story", "not yet said"));

  for (guint i = 0; i < grid->n_columns; i++)
    {
      const double middle = grid->left + (i + 0.5) * grid->cell;
      const char *label = i == 0 ? unsaid : grid->company->levels[i - 1];
      g_autofree char *number = i == 0 ? g_strdup ("?") : g_strdup_printf ("%u", i);
      g_auto (GStrv) lines = pt_text_wrap (label, HEAD_TEXT, grid->cell - 6, 2);

      pt_picture_text (picture, middle, 13, PT_ANCHOR_MIDDLE, 12, PT_INK_TEXT, number)->bold = true;
      if (!grid->brief)
        pt_picture_lines (picture, middle, 29, PT_ANCHOR_MIDDLE, HEAD_TEXT, PT_INK_MUTED, lines,
                          NULL);
    }
}

static void
draw_dot (PtPicture *picture, const Grid *grid, guint i, double x, double y)
{
  const PtTraveller *who = pt_company_nth (grid->company, i);
  const bool said = who->level >= 0;
  const double radius = sizes[grid->size].radius;
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  PtMark *dot = pt_picture_circle (picture, x, y, radius, said ? PT_INK_TURN : PT_INK_PAPER,
                                   PT_INK_TURN);

  dot->width = MIN (1.2, radius / 4);
  dot->record = g_strdup (who->record);
  if (grid->size == 0)
    pt_picture_text (picture, x, y + 3.7, PT_ANCHOR_MIDDLE, 10.4, said ? PT_INK_PAPER : PT_INK_TURN,
                     number);
}

/* Draws the @n travellers from @first in the cell that begins at @x, @y. */
static void
draw_cell (PtPicture *picture, const Grid *grid, guint first, guint n, double x, double y,
           double height)
{
  const double pitch = sizes[grid->size].pitch;
  const guint in_a_row = dots_a_row (grid);
  const double used = MIN (n, in_a_row) * pitch;
  const double all = rows_in (grid, n) * pitch + count_line (grid);
  const double top = y + (height - all) / 2;
  g_autofree char *count = g_strdup_printf ("%u", n);

  for (guint i = 0; i < n; i++)
    draw_dot (picture, grid, first + i, x + (grid->cell - used) / 2 + (i % in_a_row + 0.5) * pitch,
              top + count_line (grid) + (i / in_a_row + 0.5) * pitch);
  if (grid->size > 0 && n > 0)
    pt_picture_text (picture, x + grid->cell / 2, top + 9, PT_ANCHOR_MIDDLE, 11.5, PT_INK_TEXT,
                     count)
        ->bold = true;
}

static void
draw_name (PtPicture *picture, const Grid *grid, int group, double y, double height)
{
  const guint n = pt_company_count (grid->company, group, -2);
  const PtInk ink = n > 0 ? PT_INK_TEXT : PT_INK_MUTED;
  const char *name = grid->company->groups[group];
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_auto (GStrv) lines = pt_text_wrap (name, NAME_TEXT, NAME_WIDTH - 14, 2);

  if (grid->brief)
    pt_picture_text (picture, grid->left, y + 15, PT_ANCHOR_START, NAME_TEXT, ink, name)
        ->bold = true;
  else
    pt_picture_lines (picture, 6,
                      y + height / 2 + 4.5
                          - (g_strv_length (lines) - 1) * pt_text_leading (NAME_TEXT) / 2,
                      PT_ANCHOR_START, NAME_TEXT, ink, lines, NULL);
  pt_picture_text (picture, pt_picture_get_width (picture) - 6,
                   y + (grid->brief ? 15 : height / 2 + 4.5), PT_ANCHOR_END, NAME_TEXT, ink, count)
      ->bold = true;
}

static void
draw_lines (PtPicture *picture, const Grid *grid, double y, double height)
{
  for (guint i = 0; i <= grid->n_columns; i++)
    {
      const double x = grid->left + i * grid->cell;

      pt_picture_line (picture, x, y, x, y + height, PT_INK_LINE, 0.7)->dashed = i == 1;
    }
  pt_picture_line (picture, grid->brief ? grid->left : 0, y + height,
                   grid->brief ? grid->right : pt_picture_get_width (picture), y + height,
                   PT_INK_LINE, 0.7);
}

/* Returns: where the next row begins */
static double
draw_row (PtPicture *picture, const Grid *grid, int group, guint *first, double y)
{
  const double height = row_height (grid, group);
  const bool empty = pt_company_count (grid->company, group, -2) == 0;

  if (grid->brief)
    draw_name (picture, grid, group, y, height);
  y += grid->brief ? NAME_LINE : 0;
  if (empty)
    pt_picture_rect (picture, grid->left, y, grid->right - grid->left, height, 0, PT_INK_BAND);
  draw_lines (picture, grid, y, height);
  if (!grid->brief)
    draw_name (picture, grid, group, y, height);
  for (int level = (int)grid->company->n_levels - 1; level >= -1; level--)
    {
      const guint n = pt_company_count (grid->company, group, level);

      draw_cell (picture, grid, *first, n, grid->left + (level + 1) * grid->cell, y, height);
      *first += n;
    }
  if (empty)
    pt_picture_text (picture, (grid->left + grid->right) / 2, y + height / 2 + 4.5,
                     PT_ANCHOR_MIDDLE, 12, PT_INK_MUTED,
                     pt_words (grid->company->lang, NC_ ("story", "nobody yet")));
  return y + height;
}

static guint
count_step (const PtCompany *company, int level)
{
  guint n = 0;

  for (guint i = 0; i < company->travellers->len; i++)
    n += pt_company_nth (company, i)->level == level;
  return n;
}

static double
draw_sums (PtPicture *picture, const Grid *grid, double y)
{
  g_autofree char *all = g_strdup_printf ("%u", grid->company->travellers->len);

  for (guint i = 0; i < grid->n_columns; i++)
    {
      g_autofree char *n = g_strdup_printf ("%u", count_step (grid->company, (int)i - 1));

      pt_picture_text (picture, grid->left + (i + 0.5) * grid->cell, y + 20, PT_ANCHOR_MIDDLE,
                       NAME_TEXT, PT_INK_MUTED, n)
          ->bold = true;
    }
  pt_picture_text (picture, pt_picture_get_width (picture) - 6, y + 20, PT_ANCHOR_END, NAME_TEXT,
                   PT_INK_TEXT, all)
      ->bold = true;
  return y + 30;
}

static double
draw_legend (PtPicture *picture, const Grid *grid, double y)
{
  PtLegend legend = pt_legend_begin (4, pt_picture_get_width (picture) - 6, y + 12);

  for (guint i = 0; i < grid->n_columns; i++)
    {
      const char *label = i == 0 ? pt_words (grid->company->lang, NC_ ("story", "not yet said"))
                                 : grid->company->levels[i - 1];
      g_autofree char *number = i == 0 ? g_strdup ("?") : g_strdup_printf ("%u", i);
      const double x = pt_legend_next (&legend, picture, label);

      pt_picture_text (picture, x, legend.y + 4.3, PT_ANCHOR_MIDDLE, 12, PT_INK_TEXT, number)
          ->bold = true;
    }
  return pt_legend_end (&legend);
}

/* "Citizens 16, of whom Co-decide 9 and Consult 7; …" */
static void
describe (PtPicture *picture, const PtCompany *company)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (int group = 0; group < (int)company->n_groups; group++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      for (int level = (int)company->n_levels - 1; level >= 0; level--)
        if (pt_company_count (company, group, level) > 0)
          g_ptr_array_add (cells, g_strdup_printf ("%s %u", company->levels[level],
                                                   pt_company_count (company, group, level)));
      if (cells->len == 0)
        g_ptr_array_add (
            cells, g_strdup (pt_words (company->lang, pt_company_count (company, group, -2) == 0
                                                          ? NC_ ("story", "nobody yet")
                                                          : NC_ ("story", "not yet said"))));
      g_autofree char *list = pt_words_list (company->lang, cells);

      if (pt_company_has_place (company, group))
        g_ptr_array_add (rows, g_strdup_printf ("%s: %s.", company->groups[group], list));
    }
  g_ptr_array_add (rows, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **)rows->pdata);

  pt_picture_describe (
      picture, pt_words (company->lang, NC_ ("story", "Kinds of party by step on the ladder")),
      text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const PtCompany *company = data;
  const Grid grid = measure (company, width);
  PtPicture *picture = pt_picture_new ("ladder", width, 0);
  guint first = 0;
  double y = grid.brief ? 22 : HEAD;

  draw_head (picture, &grid);
  pt_picture_line (picture, grid.brief ? grid.left : 0, y, grid.brief ? grid.right : width, y,
                   PT_INK_MUTED, 1);
  for (int group = 0; group < (int)company->n_groups; group++)
    if (pt_company_has_place (company, group))
      y = draw_row (picture, &grid, group, &first, y);
  y = draw_sums (picture, &grid, y);
  pt_picture_set_height (picture, grid.brief ? draw_legend (picture, &grid, y) : y);
  describe (picture, company);
  return picture;
}

/* How many of each kind are on each step: who they are stands in the table of the rings. */
static void
add_row (PtBlock *block, const PtCompany *company, int group)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (company->groups[group]));
  for (int level = -1; level < (int)company->n_levels; level++)
    g_ptr_array_add (cells, g_strdup_printf ("%u", pt_company_count (company, group, level)));
  g_ptr_array_add (cells, g_strdup_printf ("%u", pt_company_count (company, group, -2)));
  pt_block_add_row (block, (const char *const *)cells->pdata);
}

static PtBlock *
table (gconstpointer data)
{
  const PtCompany *company = data;
  g_autoptr (GPtrArray) header = g_ptr_array_new ();
  PtBlock *block;

  g_ptr_array_add (header, (char *)pt_words (company->lang, NC_ ("story", "Kind of party")));
  g_ptr_array_add (header, (char *)pt_words (company->lang, NC_ ("story", "not yet said")));
  for (guint i = 0; i < company->n_levels; i++)
    g_ptr_array_add (header, company->levels[i]);
  g_ptr_array_add (header, (char *)pt_words (company->lang, NC_ ("story", "All")));
  g_ptr_array_add (header, NULL);
  block = pt_block_new_table (
      pt_words (company->lang, NC_ ("story", "Kinds of party by step on the ladder")),
      (const char *const *)header->pdata);
  block->row_header = true;
  for (int group = 0; group < (int)company->n_groups; group++)
    if (pt_company_has_place (company, group))
      add_row (block, company, group);
  for (guint i = 0; i < company->travellers->len; i++)
    pt_block_add_source (block, pt_company_nth (company, i)->record);
  return block;
}

static const PtFigureType ladder_type = {
  .draw = draw, .table = table, .free = (GDestroyNotify)pt_company_free, .page = PAGE
};

PtFigure *
pt_figure_ladder (const PtLens *lens)
{
  return pt_company_figure (pt_company_new (lens), &ladder_type);
}
