/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small codes of a message; see the header. */
#include "pt-mail-words.h"

#include "pt-time.h"

#include <string.h>

char *
pt_mail_to_utf8 (const char *bytes, gsize length, const char *charset)
{
  gsize n = 0;
  char *converted = NULL;
  if (charset && g_ascii_strcasecmp (charset, "utf-8") != 0)
    converted = g_convert_with_fallback (bytes, (gssize)length, "UTF-8", charset, "\uFFFD", NULL,
                                         &n, NULL);
  if (converted == NULL && !g_utf8_validate_len (bytes, length, NULL))
    converted = g_convert_with_fallback (bytes, (gssize)length, "UTF-8", "WINDOWS-1252", "\uFFFD",
                                         NULL, &n, NULL);
  if (converted == NULL)
    return g_utf8_make_valid (bytes, (gssize)length);
  for (gsize i = 0; i < n; i++)
    if (converted[i] == '\0')
      converted[i] = ' ';
  return converted;
}

static int
hex_pair (const char *at)
{
  int high = g_ascii_xdigit_value (at[0]);
  int low = high < 0 ? -1 : g_ascii_xdigit_value (at[1]);
  return low < 0 ? -1 : high * 16 + low;
}

GByteArray *
pt_mail_decode_quoted (const char *text, gsize length)
{
  GByteArray *out = g_byte_array_sized_new ((guint)length);
  for (gsize i = 0; i < length; i++)
    {
      int pair = text[i] == '=' && i + 2 < length ? hex_pair (text + i + 1) : -1;
      guint8 byte = pair >= 0 ? (guint8)pair : (guint8)text[i];
      if (pair >= 0)
        i += 2;
      else if (text[i] == '=' && i + 1 < length && text[i + 1] == '\n')
        {
          i++;
          continue;
        }
      else if (text[i] == '=' && i + 2 < length && text[i + 1] == '\r' && text[i + 2] == '\n')
        {
          i += 2;
          continue;
        }
      g_byte_array_append (out, &byte, 1);
    }
  return out;
}

/* ── Encoded words: =?charset?B?…?= ── */

static char *
decode_word (const char *charset, char code, const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "_", ' ');
  gsize n = 0;
  if (g_ascii_tolower (code) == 'b')
    {
      g_autofree guchar *bytes = g_base64_decode (text, &n);
      return pt_mail_to_utf8 ((const char *)bytes, n, charset);
    }
  g_autoptr (GByteArray) bytes = pt_mail_decode_quoted (spaced, strlen (spaced));
  return pt_mail_to_utf8 ((const char *)bytes->data, bytes->len, charset);
}

static gboolean
replace_word_cb (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *charset = g_match_info_fetch (match, 1);
  g_autofree char *code = g_match_info_fetch (match, 2);
  g_autofree char *text = g_match_info_fetch (match, 3);
  g_autofree char *word = decode_word (charset, *code, text);
  g_string_append (out, word);
  return FALSE;
}

char *
pt_mail_decode_words (const char *header)
{
  g_autoptr (GRegex) between = g_regex_new ("(\\?=)\\s+(?==\\?)", 0, 0, NULL);
  g_autoptr (GRegex)
      word = g_regex_new ("=\\?([^?*\\s]{1,40})[^?]{0,20}\\?([BbQq])\\?([^?]*)\\?=", 0, 0, NULL);
  g_autofree char *valid = g_utf8_make_valid (header, -1);
  g_autofree char *joined = g_regex_replace (between, valid, -1, 0, "\\1", 0, NULL);
  char *decoded = joined
                      ? g_regex_replace_eval (word, joined, -1, 0, 0, replace_word_cb, NULL, NULL)
                      : NULL;
  return g_strstrip (decoded ? decoded : g_steal_pointer (&valid));
}

/* ── Parameters ── */

/* The value at @at: a quoted string or a token. */
static char *
dup_value (const char *at)
{
  g_autoptr (GString) value = g_string_new (NULL);
  if (*at != '"')
    return g_strndup (at, strcspn (at, "; \t\r\n"));
  for (at++; *at && *at != '"'; at++)
    {
      if (*at == '\\' && at[1])
        at++;
      g_string_append_c (value, *at);
    }
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* RFC 2231: charset'language'percent-encoded. */
static char *
decode_extended (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "'", 3);
  if (g_strv_length (parts) != 3)
    return g_strdup (value);
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (parts[2], -1, NULL, NULL);
  gsize n = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &n) : NULL;
  return data ? pt_mail_to_utf8 (data, n, parts[0]) : g_strdup (parts[2]);
}

static char *
find_value (const char *header, const char *name, const char *sign)
{
  g_autofree char *sought = g_strconcat (name, sign, NULL);
  for (const char *at = strchr (header, ';'); at; at = strchr (at, ';'))
    {
      at++;
      at += strspn (at, " \t\r\n");
      if (g_ascii_strncasecmp (at, sought, strlen (sought)) == 0)
        return dup_value (at + strlen (sought));
    }
  return NULL;
}

char *
pt_mail_dup_parameter (const char *header, const char *name)
{
  g_autofree char *plain = find_value (header, name, "=");
  g_autofree char *extended = plain ? NULL : find_value (header, name, "*=");
  if (extended)
    return decode_extended (extended);
  return g_steal_pointer (&plain);
}

/* ── Dates ── */

static int
find_month (const char *name)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (name, months + 3 * i, 3) == 0)
      return i + 1;
  return 0;
}

char *
pt_mail_dup_moment (const char *date)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "(\\d{1,2})\\s+([A-Za-z]{3})\\s+(\\d{4})\\s+(\\d{1,2}):(\\d{2})", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int numbers[6] = { 0 };
  if (!g_utf8_validate (date, -1, NULL) || !g_regex_match (regex, date, 0, &match))
    return NULL;
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *part = g_match_info_fetch (match, i);
      numbers[i] = i == 2 ? find_month (part) : (int)g_ascii_strtoll (part, NULL, 10);
    }
  g_autofree char *moment = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", numbers[3], numbers[2],
                                             numbers[1], numbers[4], numbers[5]);
  return pt_moment_is_valid (moment) ? g_steal_pointer (&moment) : NULL;
}
