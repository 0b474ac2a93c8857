/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV reader that walks the text once. It is lenient where programs differ (quotes inside a
 * cell, text after a closing quote) and strict where data would be lost (a quote never closed). */
#include "pt-csv-reader.h"

#include "pt-import-limits.h"
#include "pt-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SNIFF_ROWS 200

static const char CANDIDATES[] = { ',', ';', '\t', '|' };

typedef struct
{
  const char *at;
  int line;
  PtCsvDialect dialect;
  GPtrArray *rows;
  guint max_rows;
  GError **error;
} Reader;

static void
row_free (gpointer data)
{
  PtCsvRow *self = data;
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static PtCsvRow *
row_new (int line)
{
  PtCsvRow *self = g_new0 (PtCsvRow, 1);
  self->line = line;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static gboolean
is_end_of_cell (const Reader *reader, char c)
{
  return c == '\0' || c == '\n' || c == '\r' || c == reader->dialect.delimiter;
}

/* Between quotes; line breaks become LF. FALSE when the closing quote is missing. */
static gboolean
read_quoted (Reader *reader, GString *cell)
{
  char quote = reader->dialect.quote;
  reader->at++;
  for (;;)
    {
      char c = *reader->at;
      if (c == '\0')
        return FALSE;
      reader->at++;
      if (c == quote && *reader->at != quote)
        return TRUE;
      if (c == quote)
        reader->at++;
      if (c == '\r')
        {
          reader->at += *reader->at == '\n' ? 1 : 0;
          c = '\n';
        }
      reader->line += c == '\n' ? 1 : 0;
      g_string_append_c (cell, c);
    }
}

static gboolean G_GNUC_PRINTF (3, 4)
    fail (Reader *reader, PtImportError code, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_propagate_error (reader->error, g_error_new_valist (PT_IMPORT_ERROR, code, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
read_cell (Reader *reader, PtCsvRow *row)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  int line = reader->line;
  if (reader->dialect.quote != '\0' && *reader->at == reader->dialect.quote
      && !read_quoted (reader, cell))
    return fail (reader, PT_IMPORT_ERROR_BROKEN,
                 _ ("The quotation mark on line %d is never closed. The file is damaged or cut "
                    "off."),
                 line);
  const char *start = reader->at;
  while (!is_end_of_cell (reader, *reader->at))
    reader->at++;
  g_string_append_len (cell, start, reader->at - start);
  if (row->cells->len >= PT_IMPORT_MAX_COLUMNS)
    return fail (reader, PT_IMPORT_ERROR_LIMIT, _ ("This table has more than %d columns."),
                 PT_IMPORT_MAX_COLUMNS);
  g_ptr_array_add (row->cells, g_string_free (g_steal_pointer (&cell), FALSE));
  return TRUE;
}

static void
end_line (Reader *reader)
{
  if (*reader->at == '\r')
    reader->at++;
  else if (*reader->at == '\n')
    {
      reader->at++;
      reader->line++;
      return;
    }
  else
    return;
  reader->at += *reader->at == '\n' ? 1 : 0;
  reader->line++;
}

static gboolean
is_blank (const PtCsvRow *row)
{
  return row->cells->len == 1 && *(const char *)g_ptr_array_index (row->cells, 0) == '\0';
}

static gboolean
read_row (Reader *reader)
{
  PtCsvRow *row = row_new (reader->line);
  for (;;)
    {
      if (!read_cell (reader, row))
        {
          row_free (row);
          return FALSE;
        }
      if (*reader->at == '\0' || *reader->at != reader->dialect.delimiter)
        break;
      reader->at++;
    }
  end_line (reader);
  if (is_blank (row))
    row_free (row);
  else
    g_ptr_array_add (reader->rows, row);
  return TRUE;
}

/* (transfer full) (nullable): at most @max_rows rows. */
static GPtrArray *
parse (const char *text, PtCsvDialect dialect, guint max_rows, gboolean *cut, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  Reader reader = { text, 1, dialect, rows, max_rows, error };
  *cut = FALSE;
  while (*reader.at != '\0')
    {
      if (rows->len >= max_rows)
        {
          *cut = TRUE;
          break;
        }
      if (!read_row (&reader))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/* Excel's own hint: `sep=;` on a line of its own. */
static char
explicit_delimiter (const char *text)
{
  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || text[4] == '\0')
    return '\0';
  return text[5] == '\n' || text[5] == '\r' ? text[4] : '\0';
}

static guint
width (GPtrArray *rows, guint i)
{
  const PtCsvRow *row = g_ptr_array_index (rows, i);
  return row->cells->len;
}

/* 0 = it does not separate anything; else the share of rows as wide as the first, then the width. */
static guint
score (const char *text, char delimiter, char quote)
{
  gboolean cut;
  g_autoptr (GPtrArray)
      rows = parse (text, (PtCsvDialect){ delimiter, quote }, SNIFF_ROWS, &cut, NULL);
  if (rows == NULL || rows->len == 0 || width (rows, 0) < 2)
    return 0;
  guint n_same = 0;
  for (guint i = 0; i < rows->len; i++)
    n_same += width (rows, i) == width (rows, 0) ? 1 : 0;
  return n_same * 100 / rows->len * PT_IMPORT_MAX_COLUMNS + width (rows, 0);
}

/* Apostrophes begin Dutch words ('s avonds), so they only count when the first line is all quoted. */
static char
sniff_quote (const char *text)
{
  gsize length = strcspn (text, "\r\n");
  if (length < 2 || text[0] != '\'' || text[length - 1] != '\'' || memchr (text, '"', length))
    return '"';
  for (guint i = 0; i < G_N_ELEMENTS (CANDIDATES); i++)
    {
      const char boundary[] = { '\'', CANDIDATES[i], '\'', '\0' };
      if (g_strstr_len (text, length, boundary) != NULL)
        return '\'';
    }
  return '"';
}

PtCsvDialect
pt_csv_sniff (const char *text)
{
  g_return_val_if_fail (text != NULL, ((PtCsvDialect){ ',', '"' }));

  PtCsvDialect best = { explicit_delimiter (text), '"' };
  if (best.delimiter != '\0')
    return best;

  best.delimiter = ',';
  best.quote = sniff_quote (text);
  guint best_score = 0;
  for (guint i = 0; i < G_N_ELEMENTS (CANDIDATES); i++)
    {
      guint s = score (text, CANDIDATES[i], best.quote);
      if (s > best_score)
        {
          best_score = s;
          best.delimiter = CANDIDATES[i];
        }
    }
  /* Programs that write tabs often do not quote at all: then a quote is just a character. */
  if (best_score == 0 && score (text, '\t', '\0') > 0)
    best = (PtCsvDialect){ '\t', '\0' };
  return best;
}

GPtrArray *
pt_csv_parse (const char *text, PtCsvDialect dialect, GError **error)
{
  g_return_val_if_fail (text != NULL && dialect.delimiter != '\0', NULL);

  gboolean cut, has_hint = explicit_delimiter (text) != '\0';
  g_autoptr (GPtrArray) rows = parse (text, dialect, PT_IMPORT_MAX_ROWS + 1, &cut, error);
  if (rows == NULL)
    return NULL;
  if (cut)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                   _ ("This table has more than %d rows."), PT_IMPORT_MAX_ROWS);
      return NULL;
    }
  if (has_hint && rows->len > 0)
    g_ptr_array_remove_index (rows, 0);
  return g_steal_pointer (&rows);
}
