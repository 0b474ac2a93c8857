/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table to records: one row, one record. A row is taken whole or refused with its line; what a
 * single cell means is said by the table of its kind's fields (pt-import-row.c). */
#include "pt-csv-reader.h"
#include "pt-import-limits.h"
#include "pt-import-mapping.h"
#include "pt-import-row.h"
#include "pt-text-encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EXAMPLE_CHARACTERS 60
#define STEP_ROWS 200

static const char *
cell_at (const PtCsvRow *row, guint i)
{
  return i < row->cells->len ? g_ptr_array_index (row->cells, i) : "";
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');
  if (g_utf8_strlen (line, -1) <= EXAMPLE_CHARACTERS)
    return g_steal_pointer (&line);
  g_autofree char *start = g_utf8_substring (line, 0, EXAMPLE_CHARACTERS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
add_columns (PtImportPlan *plan, const PtCsvRow *header)
{
  for (guint i = 0; i < header->cells->len; i++)
    {
      PtImportColumn *column = g_new0 (PtImportColumn, 1);
      column->name = g_strstrip (g_strdup (cell_at (header, i)));
      if (column->name[0] == '\0')
        {
          g_free (column->name);
          /* Translators: stands for the name of a column that has none */
          column->name = g_strdup_printf (_ ("(column %u)"), i + 1);
        }
      g_ptr_array_add (plan->columns, column);
    }
}

static void
count_cells (PtImportPlan *plan, const PtCsvRow *row)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      const char *cell = cell_at (row, i);
      if (cell[strspn (cell, " \t\r\n")] == '\0')
        continue;
      if (column->n_filled++ == 0)
        column->example = shorten (cell);
    }
}

/* FALSE after telling: a row with more cells than there are names has slipped. */
static gboolean
check_width (PtImportPlan *plan, const PtCsvRow *row)
{
  for (guint i = plan->columns->len; i < row->cells->len; i++)
    if (cell_at (row, i)[0] != '\0')
      {
        pt_import_plan_problem (plan, row->line, NULL, TRUE,
                                _ ("this row has %u cells, but there are %u columns."),
                                row->cells->len, plan->columns->len);
        return FALSE;
      }
  if (row->cells->len < plan->columns->len)
    pt_import_plan_problem (plan, row->line, NULL, FALSE,
                            _ ("this row has %u cells, but there are %u columns; the others are "
                               "taken as empty."),
                            row->cells->len, plan->columns->len);
  return TRUE;
}

static bool
is_mapped (PtImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      if (column->field != NULL && !g_str_equal (column->field, PT_IMPORT_ID))
        return true;
    }
  return false;
}

/* What tells tables with the same rows apart. */
static char *
fingerprint (PtImportPlan *plan)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (plan->columns, i);
      g_checksum_update (checksum, (const guchar *)column->name, strlen (column->name) + 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
tell_encoding (PtImportPlan *plan, const PtDecoded *decoded)
{
  if (decoded->n_unreadable > 0)
    pt_import_plan_problem (plan, 0, NULL, FALSE,
                            ngettext ("%u character could not be read and is replaced by “�”.",
                                      "%u characters could not be read and are replaced by “�”.",
                                      decoded->n_unreadable),
                            decoded->n_unreadable);
}

/* Twice: first who the rows are, so that a row may name a later one; then what they say. */
static gboolean
read_rows (PtImportRows *rows, GPtrArray *lines, GError **error)
{
  PtImportPlan *plan = rows->plan;
  for (guint i = 1; i < lines->len; i++)
    {
      const PtCsvRow *line = g_ptr_array_index (lines, i);
      count_cells (plan, line);
      pt_import_rows_identify (rows, i, (const char *const *)line->cells->pdata, line->cells->len);
    }
  for (guint i = 1; i < lines->len; i++)
    {
      const PtCsvRow *line = g_ptr_array_index (lines, i);
      if (i % STEP_ROWS == 0 && !pt_import_step (rows->import, (double)i / lines->len, error))
        return FALSE;
      if (check_width (plan, line))
        pt_import_rows_read (rows, i, line->line, (const char *const *)line->cells->pdata,
                             line->cells->len);
    }
  return TRUE;
}

static PtImportPlan *
plan_for (const PtImport *self, const PtDecoded *decoded, GPtrArray *lines,
          const PtRecordKind *kind, GError **error)
{
  g_autoptr (PtImportPlan) plan = pt_import_plan_new ("csv", self->filename);
  plan->kind = kind->id;
  tell_encoding (plan, decoded);
  add_columns (plan, g_ptr_array_index (lines, 0));
  if (!pt_import_map_columns (self->options, kind, plan, error))
    return NULL;

  g_autofree char *table = fingerprint (plan);
  g_auto (PtImportRows) rows;
  pt_import_rows_init (&rows, self, plan, kind, table);
  if (is_mapped (plan))
    return read_rows (&rows, lines, error) ? g_steal_pointer (&plan) : NULL;

  for (guint i = 1; i < lines->len; i++)
    count_cells (plan, g_ptr_array_index (lines, i));
  pt_import_plan_problem (plan, 0, NULL, FALSE,
                          _ ("No column was recognised. Say which column goes to which field."));
  return g_steal_pointer (&plan);
}

PtImportPlan *
pt_import_table (const PtImport *self, GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) > PT_IMPORT_MAX_TABLE_BYTES)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                   _ ("This table is larger than %d MB, which is the most that can be imported."),
                   PT_IMPORT_MAX_TABLE_BYTES / 1024 / 1024);
      return NULL;
    }
  const PtRecordKind *kind = pt_import_mapping_kind (self->options, error);
  if (kind == NULL)
    return NULL;
  g_autoptr (PtDecoded) decoded = pt_text_decode (bytes, error);
  if (decoded == NULL)
    return NULL;
  g_autoptr (GPtrArray) lines = pt_csv_parse (decoded->text, pt_csv_sniff (decoded->text), error);
  if (lines == NULL)
    return NULL;
  if (lines->len < 2)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                   _ ("This table has no rows below its first line."));
      return NULL;
    }
  return plan_for (self, decoded, lines, kind, error);
}
