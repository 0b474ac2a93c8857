/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV reader and writer by themselves. */
#include "pt-csv-reader.h"
#include "pt-csv-writer.h"
#include "pt-import.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *rows; /* `line:cell|cell` for each row, rows joined by a slash */
} Read;

static const Read READS[] = {
  { "comma", "a,b\n1,2\n", "1:a|b/2:1|2" },
  { "semicolon", "a;b\n1,5;2\n", "1:a|b/2:1,5|2" },
  { "tab", "a\tb\n1\t2", "1:a|b/2:1|2" },
  { "pipe", "a|b\n1|2\n", "1:a|b/2:1|2" },
  { "crlf", "a,b\r\n1,2\r\n", "1:a|b/2:1|2" },
  { "cr", "a,b\r1,2\r", "1:a|b/2:1|2" },
  { "doubled-quote", "a,b\n\"say \"\"hi\"\"\",2\n", "1:a|b/2:say \"hi\"|2" },
  { "line-break-in-cell", "a,b\n\"x\ny\",2\n3,4\n", "1:a|b/2:x\ny|2/4:3|4" },
  { "crlf-in-cell", "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", "1:a|b/2:x\ny|2/4:3|4" },
  { "delimiter-in-cell", "a;b\n\"1;2\";3\n", "1:a|b/2:1;2|3" },
  { "quote-inside", "a,b\n5\" pipe,2\n", "1:a|b/2:5\" pipe|2" },
  { "text-after-quote", "a,b\n\"x\" y,2\n", "1:a|b/2:x y|2" },
  { "blank-lines", "a,b\n\n1,2\n\n", "1:a|b/3:1|2" },
  { "excel-hint", "sep=;\na;b\n1;2\n", "2:a|b/3:1|2" },
  { "commas-in-text", "naam;tekst\nAn;een, twee, drie\nKoen;vier, vijf\n",
    "1:naam|tekst/2:An|een, twee, drie/3:Koen|vier, vijf" },
  { "single-quotes", "'a','b'\n'it''s','x,y'\n", "1:a|b/2:it's|x,y" },
  { "dutch-apostrophe", "a,b\n's avonds,2\n", "1:a|b/2:'s avonds|2" },
  { "unquoted-tabs", "a\tb\n\"open\t2\n3\t4\n", "1:a|b/2:\"open|2/3:3|4" },
  { "one-column", "a\n1\n2\n", "1:a/2:1/3:2" },
};

static char *
print_rows (GPtrArray *rows)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const PtCsvRow *row = g_ptr_array_index (rows, i);
      g_string_append_printf (out, "%s%d:", i > 0 ? "/" : "", row->line);
      for (guint c = 0; c < row->cells->len; c++)
        g_string_append_printf (out, "%s%s", c > 0 ? "|" : "",
                                (const char *)g_ptr_array_index (row->cells, c));
    }
  return g_string_free (out, FALSE);
}

static void
test_read (gconstpointer data)
{
  const Read *read = data;
  g_autoptr (GError) error = NULL;

  g_autoptr (GPtrArray) rows = pt_csv_parse (read->text, pt_csv_sniff (read->text), &error);

  g_assert_no_error (error);
  g_autofree char *printed = print_rows (rows);
  g_assert_cmpstr (printed, ==, read->rows);
}

static void
test_unclosed (void)
{
  g_autoptr (GError) error = NULL;

  g_autoptr (GPtrArray)
      rows = pt_csv_parse ("a,b\n1,\"two\n3,4\n", (PtCsvDialect){ ',', '"' }, &error);

  g_assert_null (rows);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_BROKEN);
  g_assert_nonnull (strstr (error->message, "line 2"));
}

static void
test_too_wide (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (100000, ',');

  g_autoptr (GPtrArray) rows = pt_csv_parse (text, (PtCsvDialect){ ',', '"' }, &error);

  g_assert_null (rows);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *written;
} Write;

static const Write WRITES[] = {
  { "plain", "koffie", "koffie" },
  { "delimiter", "a;b", "\"a;b\"" },
  { "quote", "say \"hi\"", "\"say \"\"hi\"\"\"" },
  { "line-break", "a\nb", "\"a\nb\"" },
  { "formula", "=1+1", "'=1+1" },
  { "plus", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0" },
  { "minus", "-2+3", "'-2+3" },
  { "at", "@SUM(A1)", "'@SUM(A1)" },
  { "tab", "\t=1", "'\t=1" },
  { "carriage-return", "\r=1", "\"'\r=1\"" },
  { "negative-number", "-12,5", "-12,5" },
  { "list-item", "- melk\n- brood", "\"'- melk\n- brood\"" },
};

static void
test_write (gconstpointer data)
{
  const Write *write = data;
  g_autoptr (GString) out = g_string_new (NULL);
  PtCsvWriter writer = { out, ';', FALSE };

  pt_csv_write_text (&writer, write->text);
  pt_csv_end_row (&writer);

  g_autofree char *expected = g_strconcat (write->written, "\r\n", NULL);
  g_assert_cmpstr (out->str, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (READS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/read/%s", READS[i].name);
      g_test_add_data_func (path, &READS[i], test_read);
    }
  for (guint i = 0; i < G_N_ELEMENTS (WRITES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/write/%s", WRITES[i].name);
      g_test_add_data_func (path, &WRITES[i], test_write);
    }
  g_test_add_func ("/csv/read/unclosed-quote", test_unclosed);
  g_test_add_func ("/csv/read/too-wide", test_too_wide);
  return g_test_run ();
}
