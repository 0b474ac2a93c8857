/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook with a sheet a kind: typed cells, a filter over each column, the headings in sight. The
 * library writes files only: the workbook is made in a private folder and copied from there. */
#include "pt-export-private.h"
#include "pt-sheet.h"
#include "pt-xlsx.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#define MAX_ROWS (LXW_ROW_MAX - 1)
#define MAX_CELL_CHARS 32767 /* Excel, "Specifications and limits" */
#define MAX_NAME_CHARS 31    /* of a sheet, likewise */
#define FORMAT_DAY 14        /* built in: a day as the reader's country writes it */
#define FORMAT_MOMENT 22     /* likewise with the time */
#define SERIAL_OF_1970 25569 /* days since 1899-12-30 */
#define FIRST_SERIAL 61      /* 1 March 1900: before it spreadsheets disagree */
#define MINUTES_A_DAY (24 * 60)
#define MIN_WIDTH 8 /* characters */
#define MAX_WIDTH 60
#define CUT "…"

typedef struct
{
  PtDataset *dataset;
  const PtExportOptions *options;
  PtExportReport *report;
  GCancellable *cancellable;
  lxw_workbook *book;
  lxw_format *head, *day, *moment;
  guint n_cut;  /* texts longer than a cell */
  guint n_left; /* rows past the last */
} Export;

/* ── A cell ── */

/* Without the days before March 1900, about which spreadsheets disagree. */
static gboolean
to_serial (const PtCell *cell, double *serial)
{
  int days = pt_date_to_days (cell->text) + SERIAL_OF_1970;
  int hour = 0, minute = 0;

  if (days < FIRST_SERIAL)
    return FALSE;
  if (cell->type == PT_CELL_MOMENT)
    sscanf (strchr (cell->text, 'T'), "T%2d:%2d", &hour, &minute);
  *serial = days + (hour * 60 + minute) / (double)MINUTES_A_DAY;
  return TRUE;
}

static void
write_text (Export *self, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text)
{
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (text, -1) > MAX_CELL_CHARS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_CELL_CHARS - 1);

      cut = g_strconcat (start, CUT, NULL);
      self->n_cut++;
    }
  pt_xlsx ()->worksheet_write_string (sheet, row, column, cut != NULL ? cut : text, NULL);
}

static void
write_cell (Export *self, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const PtCell *cell)
{
  double serial;

  switch (cell->type)
    {
    case PT_CELL_EMPTY:
      return;
    case PT_CELL_NUMBER:
      pt_xlsx ()->worksheet_write_number (sheet, row, column, cell->number, NULL);
      return;
    case PT_CELL_BOOL:
      pt_xlsx ()->worksheet_write_boolean (sheet, row, column, cell->number != 0, NULL);
      return;
    case PT_CELL_DAY:
    case PT_CELL_MOMENT:
      if (to_serial (cell, &serial))
        {
          pt_xlsx ()->worksheet_write_number (sheet, row, column, serial,
                                              cell->type == PT_CELL_DAY ? self->day : self->moment);
          return;
        }
      break;
    case PT_CELL_TEXT:
      break;
    }
  write_text (self, sheet, row, column, cell->text);
}

/* ── A sheet ── */

/* (transfer full): what a sheet may be called. */
static char *
sheet_name (const char *title)
{
  g_autofree char *plain = g_strdelimit (g_strdup (title), "[]:*?/\\'", ' ');

  return g_utf8_strlen (plain, -1) > MAX_NAME_CHARS ? g_utf8_substring (plain, 0, MAX_NAME_CHARS)
                                                    : g_steal_pointer (&plain);
}

static guint
width_of (const char *text)
{
  return text != NULL ? (guint)g_utf8_strlen (text, (gssize)strcspn (text, "\n")) : 0;
}

static void
write_headings (Export *self, lxw_worksheet *sheet, PtSheet *table, guint *widths)
{
  for (guint i = 0; i < pt_sheet_n_columns (table); i++)
    {
      const char *heading = pt_sheet_heading (table, i);

      pt_xlsx ()->worksheet_write_string (sheet, 0, (lxw_col_t)i, heading, self->head);
      widths[i] = MAX (width_of (heading), MIN_WIDTH);
    }
  pt_xlsx ()->worksheet_freeze_panes (sheet, 1, 0);
}

static void
write_row (Export *self, lxw_worksheet *sheet, PtSheet *table, lxw_row_t row, guint *widths)
{
  for (guint i = 0; i < pt_sheet_n_columns (table); i++)
    {
      const PtCell *cell = pt_sheet_cell (table, i);

      write_cell (self, sheet, row, (lxw_col_t)i, cell);
      if (i > 0) /* nobody reads the whole of an id */
        widths[i] = MAX (widths[i], width_of (cell->text));
    }
}

static void
finish_sheet (lxw_worksheet *sheet, PtSheet *table, lxw_row_t last, const guint *widths)
{
  guint n = pt_sheet_n_columns (table);

  for (guint i = 0; i < n; i++)
    pt_xlsx ()->worksheet_set_column (sheet, (lxw_col_t)i, (lxw_col_t)i,
                                      MIN (widths[i], MAX_WIDTH) + 2, NULL);
  if (last > 0)
    pt_xlsx ()->worksheet_autofilter (sheet, 0, 0, last, (lxw_col_t)(n - 1));
}

static gboolean
write_kind (Export *self, const char *kind, GError **error)
{
  g_autoptr (PtSheet) table = pt_sheet_new (self->dataset, kind, self->options, error);
  g_autofree char *name = table != NULL ? sheet_name (pt_sheet_get_title (table)) : NULL;
  g_autofree guint *widths = NULL;
  lxw_worksheet *sheet;
  lxw_row_t row = 0;

  if (table == NULL)
    return FALSE;
  sheet = pt_xlsx ()->workbook_add_worksheet (self->book, name);
  widths = g_new0 (guint, pt_sheet_n_columns (table));
  write_headings (self, sheet, table, widths);
  while (pt_sheet_next (table, self->report))
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (row < MAX_ROWS)
        write_row (self, sheet, table, ++row, widths);
      else
        self->n_left++;
    }
  finish_sheet (sheet, table, row, widths);
  return TRUE;
}

/* ── The book ── */

/* The same records give the same bytes: it was made when the newest of them was. */
static void
set_properties (Export *self)
{
  GPtrArray *all = pt_dataset_list_all (self->dataset);
  PtRecord *logbook = pt_dataset_logbook (self->dataset);
  g_autofree char *title = logbook != NULL ? pt_record_dup_title (logbook) : NULL;
  lxw_doc_properties properties = { .title = title, .created = 1 };

  for (guint i = 0; i < all->len; i++)
    properties.created = MAX (properties.created,
                              pt_record_get_created_at (all->pdata[i]) / G_USEC_PER_SEC);
  pt_xlsx ()->workbook_set_properties (self->book, &properties);
}

static void
add_formats (Export *self)
{
  self->head = pt_xlsx ()->workbook_add_format (self->book);
  pt_xlsx ()->format_set_bold (self->head);
  pt_xlsx ()->format_set_bottom (self->head, LXW_BORDER_THIN);
  self->day = pt_xlsx ()->workbook_add_format (self->book);
  pt_xlsx ()->format_set_num_format_index (self->day, FORMAT_DAY);
  self->moment = pt_xlsx ()->workbook_add_format (self->book);
  pt_xlsx ()->format_set_num_format_index (self->moment, FORMAT_MOMENT);
}

static void
add_notes (Export *self)
{
  if (self->n_cut > 0)
    g_ptr_array_add (self->report->notes,
                     g_strdup_printf (ngettext ("%u text is longer than a spreadsheet's cell can "
                                                "hold and was cut there. The JSON file has all "
                                                "of it.",
                                                "%u texts are longer than a spreadsheet's cell can "
                                                "hold and were cut there. The JSON file has all "
                                                "of them.",
                                                self->n_cut),
                                      self->n_cut));
  if (self->n_left > 0)
    g_ptr_array_add (self->report->notes,
                     g_strdup_printf (ngettext ("%u row did not fit in a spreadsheet. The CSV "
                                                "files have all rows.",
                                                "%u rows did not fit in a spreadsheet. The CSV "
                                                "files have all rows.",
                                                self->n_left),
                                      self->n_left));
}

static gboolean
fill_book (Export *self, GError **error)
{
  g_autoptr (GPtrArray) kinds = pt_sheet_kinds (self->dataset);

  add_formats (self);
  set_properties (self);
  for (guint i = 0; i < kinds->len; i++)
    if (!write_kind (self, g_ptr_array_index (kinds, i), error))
      return FALSE;
  if (kinds->len == 0)
    pt_xlsx ()->workbook_add_worksheet (self->book, NULL);
  add_notes (self);
  return TRUE;
}

/* The library prints numbers as the locale of the thread does; the format wants points. */
static lxw_error
close_book (lxw_workbook *book)
{
  locale_t plain = newlocale (LC_NUMERIC_MASK, "C", (locale_t)0);
  locale_t before = uselocale (plain);
  lxw_error code = pt_xlsx ()->workbook_close (book);

  uselocale (before);
  freelocale (plain);
  return code;
}

static gboolean
write_book (Export *self, const char *path, char *folder, GError **error)
{
  lxw_workbook_options options = { .tmpdir = folder };
  gboolean filled;
  lxw_error code;

  self->book = pt_xlsx ()->workbook_new_opt (path, &options);
  filled = fill_book (self, error);
  code = close_book (self->book);
  if (filled && code != LXW_NO_ERROR)
    g_set_error (error, PT_EXPORT_ERROR, PT_EXPORT_ERROR_FILE,
                 /* Translators: %s is the explanation of a library, in English */
                 _ ("The spreadsheet could not be written: %s"), pt_xlsx ()->lxw_strerror (code));
  return filled && code == LXW_NO_ERROR;
}

static gboolean
copy_book (const char *path, GOutputStream *out, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = g_file_read (file, cancellable, error);

  return in != NULL
         && g_output_stream_splice (out, G_INPUT_STREAM (in), G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                                    cancellable, error)
                >= 0;
}

PtExportReport *
pt_export_xlsx (PtDataset *dataset, const PtExportOptions *options, GOutputStream *out,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  Export self = { dataset, options, report, cancellable };
  gboolean written;

  if (pt_xlsx () == NULL)
    {
      pt_late_set_missing (error, PT_XLSX_LIBRARY);
      return NULL;
    }
  folder = g_dir_make_tmp ("proeftuin-XXXXXX", error);
  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, "book.xlsx", NULL);
  written = write_book (&self, path, folder, error) && copy_book (path, out, cancellable, error);
  g_unlink (path);
  g_rmdir (folder);
  if (!written)
    return NULL;
  pt_export_report_close (report);
  return g_steal_pointer (&report);
}
