/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: columns as wide as their words ask for, rows that stay whole where they can, a head that
 * is repeated on every page. */
#include "pt-pages-private.h"

#include <string.h>

/* Of the size of the cells' text. */
#define GUTTER 1.3
#define PADDING 0.38
/* A row that is higher than this part of the page may break between its lines. */
#define MAX_ROW 0.4
/* No column is narrower, in letters, nor asks for more before it wraps. */
#define MIN_LETTERS 4
#define MAX_LETTERS 60
/* About the width of a letter. */
#define LETTER 0.56
#define RULE 0.5
#define RULE_COLOUR 0xd9d6cd
#define HEAD_RULE_COLOUR 0x5a6370

typedef struct
{
  PtGalley *galley;
  const PtBlock *table;
  guint n;
  double size, gutter, padding;
  double *widths;
  bool *numbers; /* whether all cells of a column are */
} Table;

static double
word_width (const Table *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  glong longest = MIN_LETTERS;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, g_utf8_strlen (words[i], -1));
  return (double)MIN (longest, MAX_LETTERS / 2) * LETTER * self->size;
}

static double
text_width (const Table *self, const char *text)
{
  const glong letters = CLAMP (g_utf8_strlen (text, -1), MIN_LETTERS, MAX_LETTERS);

  return (double)letters * LETTER * self->size;
}

static void
measure_row (const Table *self, char **cells, double *least, double *most)
{
  for (guint c = 0; c < self->n; c++)
    {
      least[c] = MAX (least[c], word_width (self, cells[c]));
      most[c] = MAX (most[c], text_width (self, cells[c]));
    }
}

static double
sum (const double *values, guint n)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

/* Each gets its longest word; what is left is shared by what they would still like to have. */
static void
share_width (Table *self, const double *least, const double *most)
{
  const double room = self->galley->width - self->gutter * (self->n - 1);
  const double narrow = sum (least, self->n);
  const double wide = sum (most, self->n);

  for (guint c = 0; c < self->n; c++)
    if (wide <= room)
      self->widths[c] = most[c] + (c + 1 == self->n ? room - wide : 0);
    else if (narrow >= room)
      self->widths[c] = least[c] * room / narrow;
    else
      self->widths[c] = least[c] + (most[c] - least[c]) * (room - narrow) / (wide - narrow);
}

static void
measure (Table *self)
{
  g_autofree double *least = g_new0 (double, self->n);
  g_autofree double *most = g_new0 (double, self->n);

  measure_row (self, self->table->header, least, most);
  for (guint c = 0; c < self->n; c++)
    self->numbers[c] = self->table->rows->len > 0;
  for (guint r = 0; r < self->table->rows->len; r++)
    {
      char **cells = self->table->rows->pdata[r];

      measure_row (self, cells, least, most);
      for (guint c = 0; c < self->n; c++)
        self->numbers[c] = self->numbers[c] && (*cells[c] == '\0' || pt_cell_is_number (cells[c]));
    }
  share_width (self, least, most);
}

/* The cells of one row, and how far each of them is set. */
typedef struct
{
  PtText **cells;
  guint *tags;
  int lines; /* of the longest */
  PtTextRole role;
} Row;

static void
clear_row (Row *row, guint n)
{
  for (guint c = 0; c < n; c++)
    pt_text_free (row->cells[c]);
  g_free (row->cells);
  g_free (row->tags);
}

static guint
cell_tag (const Table *self, guint tr, guint column, bool head)
{
  const bool names_row = column == 0 && self->table->row_header;
  const guint tag = pt_pages_tag (self->galley->pages, tr, head || names_row ? "TH" : "TD");

  if (head || names_row)
    pt_pages_get_tag (self->galley->pages, tag)->scope = head ? "Column" : "Row";
  return tag;
}

static void
set_row (const Table *self, Row *row, guint parent, char **texts, bool head)
{
  PtPages *pages = self->galley->pages;
  const guint tr = pt_pages_tag (pages, parent, "TR");

  row->cells = g_new (PtText *, self->n);
  row->tags = g_new (guint, self->n);
  row->role = head ? PT_TEXT_CELL_HEAD : PT_TEXT_CELL;
  row->lines = 1;
  for (guint c = 0; c < self->n; c++)
    {
      row->cells[c] = pt_text_new_plain (pages, row->role, texts[c], self->widths[c]);
      if (self->numbers[c])
        pango_layout_set_alignment (row->cells[c]->layout, PANGO_ALIGN_RIGHT);
      row->tags[c] = cell_tag (self, tr, c, head);
      row->lines = MAX (row->lines, pango_layout_get_line_count (row->cells[c]->layout));
    }
}

/* Lines @from to @to of a row as one box. */
static PtBox *
slice_row (const Table *self, const Row *row, int from, int to, bool last)
{
  PtPages *pages = self->galley->pages;
  const double line = self->size * pages->sheet->texts[row->role].leading;
  const double top = from == 0 ? self->padding : 0;
  PtBox *box = pt_box_new (top + line * (to - from) + (last ? self->padding + RULE : 0));
  double x = self->galley->x;

  for (guint c = 0; c < self->n; c++)
    {
      const int n = pango_layout_get_line_count (row->cells[c]->layout);

      for (int i = from; i < MIN (to, n); i++)
        pt_text_put (row->cells[c], pages, row->role, i, box, x, top + line * (i - from),
                     row->tags[c]);
      x += self->widths[c] + self->gutter;
    }
  if (last)
    pt_box_fill (box, self->galley->x, box->height - RULE, self->galley->width, RULE,
                 row->role == PT_TEXT_CELL_HEAD ? HEAD_RULE_COLOUR : RULE_COLOUR);
  return box;
}

static void
add_row (const Table *self, guint parent, char **texts, PtBox *head)
{
  const PtSheet *sheet = self->galley->pages->sheet;
  const double line = self->size * sheet->texts[PT_TEXT_CELL].leading;
  const double most = (sheet->height - sheet->top - sheet->bottom) * MAX_ROW;
  Row row;
  int step;

  set_row (self, &row, parent, texts, false);
  step = row.lines * line > most ? MAX (1, (int)(most / 4 / line)) : row.lines;
  for (int from = 0; from < row.lines; from += step)
    {
      const int to = MIN (row.lines, from + step);
      PtBox *box = slice_row (self, &row, from, to, to == row.lines);

      box->head = head;
      pt_galley_add (self->galley, box, 0, 0);
    }
  clear_row (&row, self->n);
}

/* The head is a box of its own that later pages draw once more. */
static PtBox *
add_head (const Table *self, guint parent)
{
  Row row;
  PtBox *box;
  PtBox *again;

  set_row (self, &row, parent, self->table->header, true);
  box = slice_row (self, &row, 0, row.lines, true);
  again = slice_row (self, &row, 0, row.lines, true);
  clear_row (&row, self->n);
  box->keep = true;
  pt_galley_add (self->galley, box, 0, 0);
  g_ptr_array_add (self->galley->pages->heads, again);
  return again;
}

static void
add_caption (PtGalley *self, const PtBlock *table, guint parent)
{
  g_autoptr (PtText) text = NULL;
  const guint first = self->boxes->len;
  g_autofree char *words = pt_inlines_dup_text (table->inlines);

  if (*words == '\0')
    return;
  text = pt_text_new (self->pages, PT_TEXT_CELL_HEAD, table->inlines, self->width);
  pt_galley_text (self, PT_TEXT_CELL_HEAD, text, pt_pages_tag (self->pages, parent, "Caption"));
  for (guint i = first; i < self->boxes->len; i++)
    ((PtBox *)self->boxes->pdata[i])->keep = true;
  self->before = self->pages->sheet->body * 0.3;
}

/* Its first rows do not part from its head, its last row not from the one before. */
static void
keep_ends (PtGalley *self, guint first)
{
  if (self->boxes->len > first + 1)
    {
      ((PtBox *)self->boxes->pdata[first])->keep = true;
      ((PtBox *)self->boxes->pdata[self->boxes->len - 2])->keep = true;
    }
}

void
pt_galley_table (PtGalley *galley, const PtBlock *block)
{
  PtPages *pages = galley->pages;
  const double body = pages->sheet->body;
  const guint tag = pt_pages_tag (pages, galley->tag, "Table");
  Table self = { .galley = galley, .table = block, .n = g_strv_length (block->header) };
  PtBox *head;
  guint first;

  if (self.n == 0)
    return;
  self.size = pages->sheet->texts[PT_TEXT_CELL].size;
  self.gutter = GUTTER * self.size;
  self.padding = PADDING * self.size;
  self.widths = g_new0 (double, self.n);
  self.numbers = g_new0 (bool, self.n);
  measure (&self);
  galley->before = MAX (galley->before, body);
  add_caption (galley, block, tag);
  head = add_head (&self, tag);
  first = galley->boxes->len;
  for (guint r = 0; r < block->rows->len; r++)
    add_row (&self, tag, block->rows->pdata[r], head);
  keep_ends (galley, first);
  galley->before = 1.4 * body;
  g_free (self.widths);
  g_free (self.numbers);
}
