/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook, by the XML in it. That other programs read it is tested from the terminal
 * (tests/cli/test-exchange.py). */
#include "exchange-fixture.h"

#include "pt-archive.h"

#include <locale.h>
#include <string.h>

#define ENTRY "01890000-0000-7000-8000-000000000002"

static const PtExportOptions ALL = { .lang = "en" };

static PtDataset *
dataset_of (const char *fields)
{
  g_autofree char *text = g_strdup_printf (
      "{\"format\":\"proeftuin\",\"version\":1,\"logbook\":\"01890000-0000-7000-8000-"
      "000000000001\","
      "\"records\":[{\"id\":\"%s\",\"kind\":\"entry\",\"fields\":{%s}}]}",
      ENTRY, fields);
  g_autoptr (PtImportPlan) plan = fixture_plan_text (text, NULL, NULL, NULL);

  return fixture_save (NULL, plan);
}

static GBytes *
book_of (PtDataset *dataset, PtExportReport **report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (PtExportReport) made = pt_export_xlsx (dataset, &ALL, out, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_close (out, NULL, NULL);
  if (report != NULL)
    *report = g_steal_pointer (&made);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* (transfer full): one file of the book. */
static char *
part_of (GBytes *book, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtArchive) archive = pt_archive_open (book, &error);
  g_autoptr (GBytes) bytes = pt_archive_read (archive, name, 1 << 20, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static const struct
{
  const char *name;
  const char *fields; /* JSON */
  const char *cell;   /* in sheet1.xml, without its address and style */
} cells[] = {
  { "number", "\"hours\":1.5", "><v>1.5</v></c>" },
  { "count", "\"headcount\":12", "><v>12</v></c>" },
  { "yes", "\"turning_point\":true", " t=\"b\"><v>1</v></c>" },
  { "day", "\"occurred_on\":\"2026-03-12\"", "><v>46093</v></c>" },
  { "moment", "\"occurred_on\":\"2026-03-12T12:00\"", "><v>46093.5</v></c>" },
};

static void
test_cell (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (PtDataset) dataset = dataset_of (cells[i].fields);
  g_autoptr (GBytes) book = book_of (dataset, NULL);
  g_autofree char *sheet = part_of (book, "xl/worksheets/sheet1.xml");

  g_test_message ("%s", sheet);
  g_assert_nonnull (strstr (sheet, cells[i].cell));
}

/* Nobody counts microseconds: 10 June 2017. */
static void
test_instant (void)
{
  g_autoptr (PtImportPlan) plan = fixture_plan_text (
      "{\"format\":\"proeftuin\",\"version\":1,\"logbook\":\"01890000-0000-7000-8000-"
      "000000000001\","
      "\"records\":[{\"id\":\"" ENTRY "\",\"kind\":\"entry\",\"fields\":{\"body\":\"Koffie\"}},"
      "{\"id\":\"01890000-0000-7000-8000-000000000003\",\"kind\":\"comment\",\"fields\":{"
      "\"target\":\"" ENTRY "\",\"body\":\"Thee\",\"kind\":\"objection\","
      "\"resolved_at\":1497098160000000}}]}",
      NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, plan);
  g_autoptr (GBytes) book = book_of (dataset, NULL);
  g_autofree char *sheet = part_of (book, "xl/worksheets/sheet2.xml");

  g_test_message ("%s", sheet);
  g_assert_nonnull (strstr (sheet, "s=\"2\"><v>42896</v>"));
}

static void
test_text_is_no_formula (void)
{
  g_autoptr (PtDataset) dataset = dataset_of ("\"body\":\"=cmd()|'/C calc'!A0\"");
  g_autoptr (GBytes) book = book_of (dataset, NULL);
  g_autofree char *sheet = part_of (book, "xl/worksheets/sheet1.xml");
  g_autofree char *texts = part_of (book, "xl/sharedStrings.xml");

  g_assert_null (strstr (sheet, "<f>"));
  g_assert_nonnull (strstr (texts, "=cmd()|'/C calc'!A0"));
}

static void
test_before_spreadsheets (void)
{
  g_autoptr (PtDataset) dataset = dataset_of ("\"occurred_on\":\"1899-12-31\"");
  g_autoptr (GBytes) book = book_of (dataset, NULL);
  g_autofree char *texts = part_of (book, "xl/sharedStrings.xml");

  g_assert_nonnull (strstr (texts, "1899-12-31"));
}

/* The library prints with the thread's locale; a comma in the XML makes a file that nobody opens. */
static void
test_dutch_numbers (void)
{
  g_autoptr (PtDataset) dataset = dataset_of ("\"hours\":1.5");
  locale_t dutch = newlocale (LC_NUMERIC_MASK, "nl_NL.UTF-8", (locale_t)0);
  locale_t before;
  g_autoptr (GBytes) book = NULL;
  g_autofree char *sheet = NULL;

  if (dutch == (locale_t)0)
    {
      g_test_skip ("there is no Dutch locale here");
      return;
    }
  before = uselocale (dutch);
  book = book_of (dataset, NULL);
  g_assert_true (uselocale (before) == dutch);
  freelocale (dutch);
  sheet = part_of (book, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, "<v>1.5</v>"));
}

static void
test_long_text (void)
{
  g_autofree char *words = g_strnfill (40000, 'x');
  g_autofree char *fields = g_strdup_printf ("\"body\":\"%s\"", words);
  g_autoptr (PtDataset) dataset = dataset_of (fields);
  g_autoptr (PtExportReport) report = NULL;
  g_autoptr (GBytes) book = book_of (dataset, &report);
  g_autofree char *texts = part_of (book, "xl/sharedStrings.xml");

  g_assert_nonnull (strstr (texts, "xxx…</t>"));
  g_assert_cmpuint (report->notes->len, ==, 1);
  g_assert_nonnull (strstr (report->notes->pdata[0], "1 text is longer"));
}

static void
test_same_bytes (void)
{
  g_autoptr (PtDataset) dataset = dataset_of ("\"body\":\"Coffee\",\"tags\":[\"a\",\"b\"]");
  g_autoptr (GBytes) one = book_of (dataset, NULL);
  g_usleep (2 * G_USEC_PER_SEC); /* the time in a zip counts in twos */
  g_autoptr (GBytes) other = book_of (dataset, NULL);

  g_assert_true (g_bytes_equal (one, other));
}

static void
test_cancelled (void)
{
  g_autoptr (PtDataset) dataset = dataset_of ("\"body\":\"Coffee\"");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pt_export_xlsx (dataset, &ALL, out, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *path = g_strconcat ("/xlsx/cell/", cells[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_cell);
    }
  g_test_add_func ("/xlsx/instant", test_instant);
  g_test_add_func ("/xlsx/text-is-no-formula", test_text_is_no_formula);
  g_test_add_func ("/xlsx/before-spreadsheets", test_before_spreadsheets);
  g_test_add_func ("/xlsx/dutch-numbers", test_dutch_numbers);
  g_test_add_func ("/xlsx/long-text", test_long_text);
  g_test_add_func ("/xlsx/same-bytes", test_same_bytes);
  g_test_add_func ("/xlsx/cancelled", test_cancelled);
  return g_test_run ();
}
