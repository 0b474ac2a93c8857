/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells to lines (RFC 4180), safe to open in a spreadsheet. Knows no records. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *out;
  char delimiter;
  gboolean started; /* there is a cell on this line */
} PtCsvWriter;

/* A text: one that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
 * Injection"); a plain number is none. */
void pt_csv_write_text (PtCsvWriter *self, const char *text);
/* A number as it is, quoted only where the delimiter asks for it. */
void pt_csv_write_raw (PtCsvWriter *self, const char *text);
void pt_csv_end_row (PtCsvWriter *self);

G_END_DECLS
