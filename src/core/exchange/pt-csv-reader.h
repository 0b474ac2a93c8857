/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to rows of cells (RFC 4180 and what is made of it in practice). Knows no records. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int line;         /* of its first character, from 1 */
  GPtrArray *cells; /* char *, never NULL */
} PtCsvRow;

typedef struct
{
  char delimiter; /* 0 = to be found out */
  char quote;     /* 0 = none */
} PtCsvDialect;

/* What separates the cells: the candidate that gives most lines the same number of cells. */
PtCsvDialect pt_csv_sniff (const char *text);

/**
 * pt_csv_parse:
 * @text: UTF-8
 *
 * Cells may hold line breaks between quotes; lines end with LF, CRLF or CR; empty lines are
 * skipped, also a first line `sep=;`.
 *
 * Returns: (transfer full) (nullable): GPtrArray of PtCsvRow; %NULL with a %PT_IMPORT_ERROR when a
 *   quote is never closed or it is larger than we take
 */
GPtrArray *pt_csv_parse (const char *text, PtCsvDialect dialect, GError **error);

G_END_DECLS
