/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as pandoc has them, with columns as wide as their words need. */
#include "pt-pandoc-writer.h"

#define MIN_LETTERS 6
#define MAX_LETTERS 45
/* Longer words may break. */
#define MAX_WORD 22
/* Between two columns, and on a line of a table, in letters. */
#define CELL_MARGIN 3
#define LINE_LETTERS 95.0

static bool
is_number_column (const PtBlock *table, guint column)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const char *cell = ((char **)table->rows->pdata[r])[column];

      if (*cell != '\0' && !pt_cell_is_number (cell))
        return false;
    }
  return table->rows->len > 0;
}

static double
letters (const PtBlock *table, guint column)
{
  glong most = g_utf8_strlen (table->header[column], -1);

  for (guint r = 0; r < table->rows->len; r++)
    most = MAX (most, g_utf8_strlen (((char **)table->rows->pdata[r])[column], -1));
  return CLAMP (most, MIN_LETTERS, MAX_LETTERS);
}

static void
measure_words (const char *text, glong *longest)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    *longest = MAX (*longest, MIN (g_utf8_strlen (words[i], -1), MAX_WORD));
}

/* What a column needs so that no word of it breaks, as a part of the line. */
static double
least_width (const PtBlock *table, guint column)
{
  glong longest = MIN_LETTERS;

  measure_words (table->header[column], &longest);
  for (guint r = 0; r < table->rows->len; r++)
    measure_words (((char **)table->rows->pdata[r])[column], &longest);
  return (longest + CELL_MARGIN) / LINE_LETTERS;
}

/* Each gets what its longest word needs; what is left goes by the length of texts. */
static void
put_columns (PtPandocWriter *self, const PtBlock *table, guint n)
{
  double least = 0, wished = 0;
  char width[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint c = 0; c < n; c++)
    {
      least += least_width (table, c);
      wished += letters (table, c);
    }
  pt_pandoc_put (self, "[");
  for (guint c = 0; c < n; c++)
    {
      const double needed = least_width (table, c) / MAX (1, least);

      pt_pandoc_part (self);
      g_ascii_formatd (width, sizeof width, "%.4f",
                       needed + MAX (0, 1 - least) * letters (table, c) / wished);
      g_string_append_printf (self->out, "[{\"t\":\"%s\"},{\"t\":\"ColWidth\",\"c\":%s}]",
                              is_number_column (table, c) ? "AlignRight" : "AlignLeft", width);
    }
  pt_pandoc_put (self, "]");
}

/* A word processor wants a style for the words in a cell, an e-reader has one for the cell. */
static void
put_cell (PtPandocWriter *self, const char *text, const char *style)
{
  pt_pandoc_part (self);
  pt_pandoc_put (self, "[[\"\",[],[]],{\"t\":\"AlignDefault\"},1,1,[");
  if (self->kind->styled_cells)
    pt_pandoc_open_div (self, NULL, style);
  pt_pandoc_open (self, self->kind->styled_cells ? "Para" : "Plain");
  if (*text != '\0')
    pt_pandoc_put_words (self, text);
  pt_pandoc_put (self, self->kind->styled_cells ? "]}]]}]]" : "]}]]");
}

/* Numbers of a column stand below each other. */
static void
put_row (PtPandocWriter *self, const PtBlock *table, char **cells, bool head)
{
  static const char *const looks[2][2] = { { "Table Text", "Table Number" },
                                           { "Table Heading", "Table Number Heading" } };

  pt_pandoc_part (self);
  pt_pandoc_put (self, "[[\"\",[],[]],[");
  for (guint c = 0; cells[c] != NULL; c++)
    put_cell (self, cells[c], looks[head][is_number_column (table, c)]);
  pt_pandoc_put (self, "]]");
}

void
pt_pandoc_put_table (PtPandocWriter *self, const PtBlock *block)
{
  const guint n = g_strv_length (block->header);

  if (n == 0)
    return;
  pt_pandoc_open (self, "Table");
  pt_pandoc_put_attributes (self, block->id, NULL, NULL, NULL);
  pt_pandoc_put (self, ",[null,[{\"t\":\"Plain\",\"c\":[");
  pt_pandoc_put_inlines (self, block->inlines);
  pt_pandoc_put (self, "]}]],");
  put_columns (self, block, n);
  pt_pandoc_put (self, ",[[\"\",[],[]],[");
  put_row (self, block, block->header, true);
  g_string_append_printf (self->out, "]],[[[\"\",[],[]],%d,[],[", block->row_header ? 1 : 0);
  for (guint r = 0; r < block->rows->len; r++)
    put_row (self, block, block->rows->pdata[r], false);
  pt_pandoc_put (self, "]]],[[\"\",[],[]],[]]]}");
}
