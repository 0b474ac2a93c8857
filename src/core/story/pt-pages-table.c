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
/* No column is narrower, in letters; a longer word may be hyphenated. */
#define MIN_LETTERS 4
#define MAX_WORD 14
/* In the column that names the rows. */
#define MAX_NAME 30
/* Cells of so many letters stay on one line where the other columns do not get high by it. */
#define SHORT_CELL 26
/* About the width of a letter. */
#define LETTER 0.56
/* By how much the width of a text may be guessed too large by it. */
#define GUESSED 1.05
/* Lines in the highest cell: tried from one on, in steps, until the columns fit beside each other. */
#define LINES_STEP 0.25
#define MAX_LINES 60
/* More lines than this ask for a wider table. */
#define HIGH_LINES 3
/* What is lost at the ends of lines that are full. */
#define RAGGED 1.12
#define RULE 0.5
#define RULE_COLOUR 0xd9d6cd
#define HEAD_RULE_COLOUR 0x5a6370

typedef struct
{
  PtGalley *galley;
  const PtBlock *table;
  guint n;
  double size, gutter, padding;
  double whole; /* columns that ask for no more than this get it */
  double *widths;
  bool *numbers; /* whether all cells of a column are */
} Table;

/* What the cells of a column ask for. */
typedef struct
{
  double least;     /* its longest word */
  double most;      /* its longest text on one line */
  glong longest;    /* letters of that word */
  glong whole_word; /* longer ones may break */
} Wish;

static double
exact_width (const Table *self, const char *word, PtTextRole role)
{
  g_autoptr (PtText) text = pt_text_new_plain (self->galley->pages, role, word, -1);
  int width;

  pango_layout_set_width (text->layout, -1);
  pango_layout_get_size (text->layout, &width, NULL);
  return (double)width / PANGO_SCALE + 0.5;
}

/* Only words that may be the widest are set to be measured. */
static void
measure_words (const Table *self, const char *text, PtTextRole role, Wish *wish)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const glong letters = g_utf8_strlen (words[i], -1);

      if (letters > wish->whole_word)
        wish->least = MAX (wish->least, wish->whole_word * LETTER * self->size);
      else if (letters + 1 >= wish->longest)
        wish->least = MAX (wish->least, exact_width (self, words[i], role));
      wish->longest = MAX (wish->longest, MIN (letters, wish->whole_word));
    }
}

static void
measure_row (const Table *self, char **cells, PtTextRole role, Wish *wishes)
{
  for (guint c = 0; c < self->n; c++)
    {
      measure_words (self, cells[c], role, &wishes[c]);
      wishes[c].most = MAX (wishes[c].most,
                            (double)g_utf8_strlen (cells[c], -1) * LETTER * self->size);
      wishes[c].most = MAX (wishes[c].most, wishes[c].least);
    }
}

/* How wide a column is whose highest cell has so many lines. */
static double
width_at (const Table *self, const Wish *wish, double lines)
{
  if (wish->most <= self->whole)
    return wish->most;
  return MAX (wish->least, wish->most * (lines > 1 ? RAGGED : 1) / lines);
}

static double
all_at (const Table *self, const Wish *wishes, double lines)
{
  double all = 0;

  for (guint c = 0; c < self->n; c++)
    all += width_at (self, &wishes[c], lines);
  return all;
}

/* Lines in the highest cell where no cell is higher than needed because another column has room. */
static double
lines_in (const Table *self, const Wish *wishes, double room)
{
  double lines = 1;

  while (lines < MAX_LINES && all_at (self, wishes, lines) > room)
    lines += LINES_STEP;
  return lines;
}

static double
room_for (const Table *self)
{
  return self->galley->width - self->gutter * (self->n - 1);
}

/* Whether each of its cells, short as they are, stays on one line in the margins and not in the column. */
static bool
fits_margins (const Table *self, const Wish *wishes)
{
  const PtPageSheet *sheet = self->galley->pages->sheet;
  double all = self->gutter * (self->n - 1);

  for (guint c = 0; c < self->n; c++)
    {
      if (wishes[c].most > SHORT_CELL * LETTER * self->size)
        return false;
      all += wishes[c].most;
    }
  return all > self->galley->width && all <= GUESSED * (sheet->width - 2 * sheet->edge);
}

/* A table that would be high in the column takes the margins. */
static bool
take_margins (Table *self, const Wish *wishes)
{
  const PtPageSheet *sheet = self->galley->pages->sheet;

  if (lines_in (self, wishes, room_for (self)) <= HIGH_LINES && !fits_margins (self, wishes))
    return false;
  self->galley->x = MIN (self->galley->x, sheet->edge);
  self->galley->width = sheet->width - sheet->edge - self->galley->x;
  return true;
}

/* What is left over goes to the columns with long texts. */
static void
share_width (Table *self, const Wish *wishes)
{
  const double room = room_for (self);
  const double lines = lines_in (self, wishes, room);
  double all, long_texts = 0;

  all = all_at (self, wishes, lines);
  for (guint c = 0; c < self->n; c++)
    {
      self->widths[c] = width_at (self, &wishes[c], lines) * (all > room ? room / all : 1);
      long_texts += wishes[c].most > self->widths[c] ? self->widths[c] : 0;
    }
  for (guint c = 0; all < room && c < self->n; c++)
    if (long_texts > 0)
      self->widths[c] += wishes[c].most > self->widths[c]
                             ? (room - all) * self->widths[c] / long_texts
                             : 0;
    else if (c + 1 == self->n)
      self->widths[c] += room - all;
}

/* As many letters as can stay on one line before the other columns get high. */
static void
keep_whole (Table *self, const Wish *wishes)
{
  for (guint letters = SHORT_CELL; letters > MIN_LETTERS; letters -= MIN_LETTERS)
    {
      self->whole = letters * LETTER * self->size;
      if (lines_in (self, wishes, room_for (self)) <= HIGH_LINES)
        return;
    }
  self->whole = 0;
}

static void
measure (Table *self)
{
  g_autofree Wish *wishes = g_new0 (Wish, self->n);

  for (guint c = 0; c < self->n; c++)
    {
      wishes[c].least = MIN_LETTERS * LETTER * self->size;
      wishes[c].whole_word = c == 0 && self->table->row_header ? MAX_NAME : MAX_WORD;
      self->numbers[c] = self->table->rows->len > 0;
    }
  measure_row (self, self->table->header, PT_TEXT_CELL_HEAD, wishes);
  for (guint r = 0; r < self->table->rows->len; r++)
    {
      char **cells = self->table->rows->pdata[r];

      measure_row (self, cells, PT_TEXT_CELL, wishes);
      for (guint c = 0; c < self->n; c++)
        self->numbers[c] = self->numbers[c] && (*cells[c] == '\0' || pt_cell_is_number (cells[c]));
    }
  keep_whole (self, wishes);
  if (take_margins (self, wishes))
    keep_whole (self, wishes);
  share_width (self, wishes);
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
  const PtPageSheet *sheet = self->galley->pages->sheet;
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
  PtGalley place = *galley;
  Table self = { .galley = &place, .table = block, .n = g_strv_length (block->header) };
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
  place.before = MAX (galley->before, body);
  add_caption (&place, block, tag);
  head = add_head (&self, tag);
  first = galley->boxes->len;
  for (guint r = 0; r < block->rows->len; r++)
    add_row (&self, tag, block->rows->pdata[r], head);
  keep_ends (galley, first);
  galley->before = 1.4 * body;
  g_free (self.widths);
  g_free (self.numbers);
}
