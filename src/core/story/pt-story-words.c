/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small words. The texts of a document come from the catalogues by its own language, never from
 * the process's locale. */
#include "pt-story-words.h"

#include "pt-catalog.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* Numbers to twenty are words in running text. */
static const char *const numbers[] = {
  NC_ ("story", "none"),     NC_ ("story", "one"),      NC_ ("story", "two"),
  NC_ ("story", "three"),    NC_ ("story", "four"),     NC_ ("story", "five"),
  NC_ ("story", "six"),      NC_ ("story", "seven"),    NC_ ("story", "eight"),
  NC_ ("story", "nine"),     NC_ ("story", "ten"),      NC_ ("story", "eleven"),
  NC_ ("story", "twelve"),   NC_ ("story", "thirteen"), NC_ ("story", "fourteen"),
  NC_ ("story", "fifteen"),  NC_ ("story", "sixteen"),  NC_ ("story", "seventeen"),
  NC_ ("story", "eighteen"), NC_ ("story", "nineteen"), NC_ ("story", "twenty"),
};

static const char *const seasons[] = {
  /* Translators: a season and a year. */
  NC_ ("story", "winter %s"),
  NC_ ("story", "spring %s"),
  NC_ ("story", "summer %s"),
  NC_ ("story", "autumn %s"),
};

const char *
pt_words (const char *lang, const char *msgid)
{
  return pt_catalog_text (lang, "story", msgid);
}

char *
pt_words_with (const char *lang, const char *msgid, const char *word)
{
  const char *text = pt_words (lang, msgid);
  const char *at = strstr (text, "%s");

  if (at == NULL)
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s%s", (int)(at - text), text, word, at + 2);
}

char *
pt_words_two (const char *lang, const char *msgid, const char *first, const char *second)
{
  g_auto (GStrv) parts = g_strsplit (pt_words (lang, msgid), "%1$s", 2);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) inner = g_strsplit (parts[i], "%2$s", 2);
      g_autofree char *filled = g_strjoinv (second, inner);

      g_string_append_printf (text, "%s%s", i > 0 ? first : "", filled);
    }
  return g_strdup (text->str);
}

char *
pt_words_count_of (const char *lang, const char *one, const char *many, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  return pt_words_with (lang, n == 1 ? one : many, number);
}

char *
pt_words_number (const char *lang, guint n)
{
  if (n < G_N_ELEMENTS (numbers))
    return g_strdup (pt_words (lang, numbers[n]));
  return g_strdup_printf ("%u", n);
}

char *
pt_words_number_first (const char *lang, guint n)
{
  g_autofree char *word = pt_words_number (lang, n);

  return pt_words_capital (word);
}

/* Thousands apart, at most two decimals. */
char *
pt_words_figure (const char *lang, double n)
{
  const bool dutch = strcmp (lang, "nl") == 0;
  char plain[G_ASCII_DTOSTR_BUF_SIZE];
  GString *out = g_string_new (g_ascii_formatd (plain, sizeof plain, "%.2f", n));
  gssize point = out->str[out->len - 3] == '.' ? (gssize)out->len - 3 : (gssize)out->len;
  const gssize first = *out->str == '-' ? 1 : 0;

  if (g_str_has_suffix (out->str, ".00"))
    g_string_truncate (out, point);
  else
    out->str[point] = dutch ? ',' : '.';
  for (gssize i = point - 3; i > first; i -= 3)
    g_string_insert_c (out, i, dutch ? '.' : ',');
  return g_string_free (out, FALSE);
}

char *
pt_words_bound (const char *amount)
{
  g_auto (GStrv) parts = g_strsplit (amount, " ", -1);

  return g_strjoinv ("\302\240", parts);
}

char *
pt_words_list (const char *lang, GPtrArray *items)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0 && i + 1 == items->len)
        g_string_append (out, pt_words (lang, NC_ ("story", " and ")));
      else if (i > 0)
        g_string_append (out, ", ");
      g_string_append (out, items->pdata[i]);
    }
  return g_string_free (out, FALSE);
}

static char *
month_without_year (const char *lang, const char *date)
{
  char *month = pt_month_format (date, lang);
  char *blank = strrchr (month, ' ');

  if (blank != NULL)
    *blank = '\0';
  return month;
}

char *
pt_words_period (const char *lang, const char *from_on, const char *to_on)
{
  if (strncmp (from_on, to_on, 10) == 0)
    {
      g_autofree char *day = g_strndup (from_on, 10);

      return pt_date_format (day, lang);
    }
  g_autofree char *end = pt_month_format (to_on, lang);

  if (strncmp (from_on, to_on, 7) == 0)
    return g_steal_pointer (&end);
  if (strncmp (from_on, to_on, 4) == 0)
    {
      g_autofree char *start = month_without_year (lang, from_on);

      return g_strdup_printf ("%s – %s", start, end);
    }
  g_autofree char *start = pt_month_format (from_on, lang);

  return g_strdup_printf ("%s – %s", start, end);
}

int
pt_words_season_index (const char *date)
{
  int year = atoi (date);
  int month = atoi (date + 5);

  return (month == 12 ? year + 1 : year) * 4 + (month % 12) / 3;
}

char *
pt_words_season (const char *lang, const char *date)
{
  int index = pt_words_season_index (date);
  int year = index / 4;
  g_autofree char *years = index % 4 == 0 ? g_strdup_printf ("%d–%d", year - 1, year)
                                          : g_strdup_printf ("%d", year);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (pt_words (lang, seasons[index % 4]), years);
#pragma GCC diagnostic pop
}

char *
pt_words_capital (const char *text)
{
  if (*text == '\0')
    return g_strdup ("");
  /* Dutch: the accents of “één” leave its capital, and “ij” is one letter. */
  if (g_str_has_prefix (text, "één"))
    return g_strconcat ("Eén", text + strlen ("één"), NULL);
  if (g_str_has_prefix (text, "ij"))
    return g_strconcat ("IJ", text + strlen ("ij"), NULL);
  g_autofree char *first = g_utf8_strup (text, g_utf8_next_char (text) - text);

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

guint
pt_words_count (const char *text)
{
  guint n = 0;
  bool inside = false;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      bool blank = g_unichar_isspace (g_utf8_get_char (p));

      if (!blank && !inside)
        n++;
      inside = !blank;
    }
  return n;
}

char *
pt_words_flat (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) || c == 0xa0)
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}
