/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses the encoding of a text. Each guess is checked by converting; nothing is assumed from the
 * file's name or from the locale. */
#include "pt-text-encoding.h"

#include "pt-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_BYTES 8192

typedef struct
{
  const char *bom;
  gsize length;
  const char *encoding;
} Bom;

static const Bom BOMS[] = {
  { "\xEF\xBB\xBF", 3, "UTF-8" },
  { "\xFF\xFE", 2, "UTF-16LE" },
  { "\xFE\xFF", 2, "UTF-16BE" },
};

static const Bom *
find_bom (const char *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (BOMS); i++)
    if (size >= BOMS[i].length && memcmp (data, BOMS[i].bom, BOMS[i].length) == 0)
      return &BOMS[i];
  return NULL;
}

/* In UTF-16 every ASCII letter has a zero, always on the same side. */
static const char *
guess_utf16 (const char *data, gsize size)
{
  gsize n = MIN (size, SAMPLE_BYTES) & ~(gsize)1;
  gsize zeros[2] = { 0, 0 };
  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += data[i] == '\0' ? 1 : 0;
  if (n < 4 || size % 2 != 0)
    return NULL;
  if (zeros[1] > n / 8 && zeros[0] <= n / 32)
    return "UTF-16LE";
  if (zeros[0] > n / 8 && zeros[1] <= n / 32)
    return "UTF-16BE";
  return NULL;
}

/* Characters of several bytes that are valid UTF-8, and bytes that are in no such character. */
static void
count_utf8 (const char *data, gsize size, gsize *valid, gsize *invalid)
{
  *valid = *invalid = 0;
  const char *end = data + size;
  while (data < end)
    {
      gunichar c = g_utf8_get_char_validated (data, end - data);
      if (c == (gunichar)-1 || c == (gunichar)-2)
        {
          (*invalid)++;
          data++;
          continue;
        }
      *valid += c > 0x7F ? 1 : 0;
      data = g_utf8_next_char (data);
    }
}

static PtDecoded *
decoded_take (char *text, gsize length, const char *encoding, guint n_unreadable)
{
  PtDecoded *self = g_new0 (PtDecoded, 1);
  self->text = text;
  self->length = length;
  self->encoding = encoding;
  self->n_unreadable = n_unreadable;
  return self;
}

void
pt_decoded_free (PtDecoded *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

static PtDecoded *
convert (const char *data, gsize size, const char *encoding, GError **error)
{
  gsize length = 0;
  char *text = g_convert (data, size, "UTF-8", encoding, NULL, &length, NULL);
  if (text == NULL)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_BROKEN,
                   _ ("The text in this file is damaged or cut off."));
      return NULL;
    }
  return decoded_take (text, length, encoding, 0);
}

/* Windows-1252 leaves five bytes without a meaning; Latin-1 has one for each. */
static PtDecoded *
convert_one_byte (const char *data, gsize size, GError **error)
{
  PtDecoded *self = convert (data, size, "WINDOWS-1252", NULL);
  return self != NULL ? self : convert (data, size, "ISO-8859-1", error);
}

/* A few bad bytes among good ones are damage, not another encoding. */
static PtDecoded *
decode_bytes (const char *data, gsize size, gboolean has_bom, GError **error)
{
  gsize valid = 0, invalid = 0;
  count_utf8 (data, size, &valid, &invalid);
  if (invalid == 0)
    return decoded_take (g_strndup (data, size), size, "UTF-8", 0);
  if (!has_bom && valid <= invalid * 4)
    return convert_one_byte (data, size, error);

  char *text = g_utf8_make_valid (data, size);
  return decoded_take (text, strlen (text), "UTF-8", invalid);
}

PtDecoded *
pt_text_decode (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  const Bom *bom = find_bom (data, size);
  gsize skip = bom != NULL ? bom->length : 0;
  const char *encoding = bom != NULL ? bom->encoding : guess_utf16 (data, size);
  g_autoptr (PtDecoded) self = NULL;
  if (encoding != NULL && !g_str_equal (encoding, "UTF-8"))
    self = convert (data + skip, size - skip, encoding, error);
  else if (memchr (data + skip, '\0', size - skip) == NULL)
    self = decode_bytes (data + skip, size - skip, bom != NULL, error);
  else
    g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT, _ ("This is not a text file."));
  if (self != NULL && memchr (self->text, '\0', self->length) != NULL)
    {
      g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT, _ ("This is not a text file."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

char *
pt_text_fold (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = plain != NULL ? g_utf8_casefold (plain, -1) : g_strdup ("");
  GString *folded = g_string_new (NULL);
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));
  return g_string_free (folded, FALSE);
}
