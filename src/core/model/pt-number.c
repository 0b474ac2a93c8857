/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in Dutch and international writing, where comma and point mean opposite things. */
#include "pt-number.h"

#include <math.h>
#include <string.h>

/* Whether @text is digits in groups of three, the first of one to three: `1.234.567`. */
static bool
is_grouped (const char *text, char separator)
{
  size_t first = strspn (text, "0123456789");

  if (first == 0 || first > 3 || text[0] == '0')
    return false;
  for (text += first; *text != '\0'; text += 4)
    if (*text != separator || strspn (text + 1, "0123456789") < 3
        || (text[4] != '\0' && text[4] != separator))
      return false;
  return true;
}

static char *
without (const char *text, const char *unwanted)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (strchr (unwanted, *text) == NULL)
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

/* The separator that stands last is the decimal one; the other one groups. */
static char *
normalise_both (const char *digits)
{
  const char *comma = strrchr (digits, ','), *dot = strrchr (digits, '.');
  const char decimal = comma > dot ? ',' : '.', group = comma > dot ? '.' : ',';
  g_autofree char *whole = g_strndup (digits, (gsize)(MAX (comma, dot) - digits));

  if (strchr (whole, decimal) != NULL || !is_grouped (whole, group))
    return NULL;
  g_autofree char *plain = without (whole, ".,");
  return g_strconcat (plain, ".", MAX (comma, dot) + 1, NULL);
}

/* Digits with at most a decimal point, from Dutch or international writing; NULL where it is no
 * number, or two: `1.234` may be a thousand or a little over one. */
static char *
normalise_number (const char *digits, bool whole)
{
  const char *comma = strchr (digits, ','), *dot = strchr (digits, '.');

  if (comma != NULL && dot != NULL)
    return normalise_both (digits);
  if (dot != NULL && is_grouped (digits, '.') && (whole || strrchr (digits, '.') != dot))
    return without (digits, ".");
  if (dot != NULL && is_grouped (digits, '.'))
    return NULL;
  if (comma != NULL && strrchr (digits, ',') != comma)
    return is_grouped (digits, ',') ? without (digits, ",") : NULL;
  return g_strdelimit (g_strdup (digits), ",", '.');
}

/* Spaces of any width may group, and an amount may come with its currency. */
static char *
bare_number (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      if (!g_unichar_isspace (c) && c != 0x20ac)
        g_string_append_unichar (out, c == 0x2212 ? '-' : c);
    }
  return g_string_free (out, FALSE);
}

bool
pt_number_parse (const char *text, bool whole, double *out)
{
  g_autofree char *bare = bare_number (text);
  bool negative = bare[0] == '-';
  const char *digits = bare + (bare[0] == '-' || bare[0] == '+');
  char *end = NULL;

  if (!g_ascii_isdigit (digits[0]) || digits[strspn (digits, "0123456789.,")] != '\0')
    return false;
  g_autofree char *plain = normalise_number (digits, whole);
  if (plain == NULL)
    return false;
  double number = g_ascii_strtod (plain, &end);
  if (*end != '\0' || !isfinite (number))
    return false;
  *out = negative ? -number : number;
  return true;
}

bool
pt_number_is_ambiguous (const char *text)
{
  g_autofree char *bare = bare_number (text);
  const char *digits = bare + (bare[0] == '-' || bare[0] == '+');

  return is_grouped (digits, '.') && strchr (digits, '.') == strrchr (digits, '.')
         && strchr (digits, '.') != NULL;
}
