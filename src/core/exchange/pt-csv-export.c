/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one kind as CSV, written as they are read. */
#include "pt-csv-writer.h"
#include "pt-export-private.h"
#include "pt-sheet.h"

#include <glib/gi18n-lib.h>

#define FLUSH_BYTES (256 * 1024)

typedef struct
{
  PtSheet *sheet;
  const PtExportOptions *options;
  PtCsvWriter writer;
  GOutputStream *out;
  GCancellable *cancellable;
} Export;

static void
write_header (Export *self)
{
  for (guint i = 0; i < pt_sheet_n_columns (self->sheet); i++)
    pt_csv_write_text (&self->writer, pt_sheet_heading (self->sheet, i));
  pt_csv_end_row (&self->writer);
}

static void
write_number (Export *self, const char *number)
{
  g_autofree char *text = g_strdup (number);

  pt_csv_write_raw (&self->writer,
                    self->options->decimal_comma ? g_strdelimit (text, ".", ',') : text);
}

static void
write_cell (Export *self, const PtCell *cell)
{
  if (cell->type == PT_CELL_EMPTY)
    pt_csv_write_raw (&self->writer, "");
  else if (cell->type != PT_CELL_NUMBER)
    pt_csv_write_text (&self->writer, cell->text);
  else
    write_number (self, cell->text);
}

static void
write_row (Export *self)
{
  for (guint i = 0; i < pt_sheet_n_columns (self->sheet); i++)
    write_cell (self, pt_sheet_cell (self->sheet, i));
  pt_csv_end_row (&self->writer);
}

static gboolean
flush (Export *self, gsize least, GError **error)
{
  if (self->writer.out->len < least)
    return TRUE;
  gboolean ok = pt_export_write (self->out, self->writer.out->str, self->writer.out->len,
                                 self->cancellable, error);
  g_string_truncate (self->writer.out, 0);
  return ok;
}

static gboolean
write_all (Export *self, PtExportReport *report, GError **error)
{
  if (self->options->bom)
    g_string_append (self->writer.out, "\xEF\xBB\xBF");
  write_header (self);
  while (pt_sheet_next (self->sheet, report))
    {
      write_row (self);
      if (!flush (self, FLUSH_BYTES, error))
        return FALSE;
    }
  return flush (self, 0, error);
}

PtExportReport *
pt_export_csv (PtDataset *dataset, const PtExportOptions *options, GOutputStream *out,
               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && options != NULL && out != NULL, NULL);
  g_return_val_if_fail (options->kind != NULL, NULL);

  g_autoptr (PtSheet) sheet = pt_sheet_new (dataset, options->kind, options, error);
  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Export self = {
    .sheet = sheet,
    .options = options,
    .writer = { text, options->delimiter != '\0' ? options->delimiter : ',', FALSE },
    .out = out,
    .cancellable = cancellable,
  };
  if (sheet == NULL || !write_all (&self, report, error))
    return NULL;
  pt_export_report_close (report);
  return g_steal_pointer (&report);
}
