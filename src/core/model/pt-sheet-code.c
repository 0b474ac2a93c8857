/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-sheet-code.h; the alphabet is that of Crockford's base 32. */
#include "pt-sheet-code.h"

#include <string.h>

#define BITS 5

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *
pt_sheet_code (const char *id)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize size = sizeof hash;
  uint32_t bits = 0;
  char code[PT_SHEET_CODE_LENGTH + 1] = { 0 };

  g_checksum_update (sum, (const guchar *)id, (gssize)strlen (id));
  g_checksum_get_digest (sum, hash, &size);
  for (int i = 0; i < 4; i++)
    bits = bits << 8 | hash[i];
  for (int i = 0; i < PT_SHEET_CODE_LENGTH; i++)
    code[i] = alphabet[bits >> (27 - i * BITS) & 31];
  return g_strdup (code);
}

/* As Crockford reads: what looks alike is alike. */
static char
read_letter (char c)
{
  const char upper = g_ascii_toupper (c);

  if (upper == 'O')
    return '0';
  return upper == 'I' || upper == 'L' ? '1' : upper;
}

bool
pt_sheet_code_matches (const char *typed, const char *id)
{
  g_autofree char *code = pt_sheet_code (id);
  int at = 0;

  for (const char *c = typed; *c != '\0'; c++)
    {
      if (g_ascii_isspace (*c) || *c == '-')
        continue;
      if (at == PT_SHEET_CODE_LENGTH || read_letter (*c) != code[at])
        return false;
      at++;
    }
  return at == PT_SHEET_CODE_LENGTH;
}
