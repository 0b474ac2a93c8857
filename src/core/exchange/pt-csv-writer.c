/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes rows of cells into a string. Lines end with CRLF, as RFC 4180 §2 asks. */
#include "pt-csv-writer.h"

#include <stdbool.h>
#include <string.h>

static bool
is_plain_number (const char *text)
{
  const char *digits = text + (text[0] == '-' || text[0] == '+' ? 1 : 0);
  return digits[0] != '\0' && strspn (digits, "0123456789.,") == strlen (digits);
}

static bool
is_formula (const char *text)
{
  return text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL && !is_plain_number (text);
}

void
pt_csv_write_raw (PtCsvWriter *self, const char *text)
{
  const char special[] = { self->delimiter, '"', '\n', '\r', '\0' };
  if (self->started)
    g_string_append_c (self->out, self->delimiter);
  self->started = TRUE;
  if (strpbrk (text, special) == NULL)
    {
      g_string_append (self->out, text);
      return;
    }
  g_string_append_c (self->out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->out, '"');
      g_string_append_c (self->out, *p);
    }
  g_string_append_c (self->out, '"');
}

void
pt_csv_write_text (PtCsvWriter *self, const char *text)
{
  g_autofree char *safe = is_formula (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);
  pt_csv_write_raw (self, safe);
}

void
pt_csv_end_row (PtCsvWriter *self)
{
  g_string_append (self->out, "\r\n");
  self->started = FALSE;
}
