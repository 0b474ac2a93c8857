/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide a text is and how it is cut or broken into lines, from the widths of a common sans serif:
 * no font is asked, so that a picture is the same on every computer. */
#include "pt-picture.h"

#include <string.h>

/* Thousandths of the font size, somewhat wide, so that other fonts fit too. */
static double
advance (gunichar c)
{
  if (c > 0x2e80)
    return 1000;
  if (c >= 128)
    return 560;
  if (strchr ("iljI.,:;'|!", (int)c) != NULL)
    return 270;
  if (strchr ("ftr()[]- \"/", (int)c) != NULL)
    return 350;
  if (strchr ("mwMW@%", (int)c) != NULL)
    return 860;
  if (g_unichar_isupper (c))
    return 660;
  return 545;
}

double
pt_text_width (const char *text, double size)
{
  double width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += advance (g_utf8_get_char (p));
  return width * size / 1000;
}

/* Where @text must end so that it and "…" fit; at a word when there is one in its second half. */
static const char *
find_cut (const char *text, double size, double width)
{
  double room = width - pt_text_width ("…", size);
  const char *word = NULL;
  const char *p = text;

  for (double used = 0; *p != '\0'; p = g_utf8_next_char (p))
    {
      used += advance (g_utf8_get_char (p)) * size / 1000;
      if (used > room)
        break;
      if (*p == ' ' && used > room / 2)
        word = p;
    }
  return word != NULL ? word : p;
}

char *
pt_text_fit (const char *text, double size, double width)
{
  if (pt_text_width (text, size) <= width)
    return g_strdup (text);
  const char *end = find_cut (text, size, width);
  g_autofree char *head = g_strndup (text, end - text);

  g_strchomp (head);
  while (*head != '\0' && strchr (",;:.-", head[strlen (head) - 1]) != NULL)
    head[strlen (head) - 1] = '\0';
  return g_strconcat (head, "…", NULL);
}

/* Where the first line of @text ends: after the last word that fits, or in a word that is too long. */
static const char *
find_break (const char *text, double size, double width)
{
  const char *word = NULL;
  const char *p = text;

  for (double used = 0; *p != '\0'; p = g_utf8_next_char (p))
    {
      used += advance (g_utf8_get_char (p)) * size / 1000;
      if (used > width && p > text)
        return word != NULL ? word : p;
      if (*p == ' ')
        word = p;
    }
  return p;
}

char **
pt_text_wrap (const char *text, double size, double width, guint most)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  while (*text != '\0' && lines->len + 1 < most)
    {
      const char *end = find_break (text, size, width);

      g_ptr_array_add (lines, g_strndup (text, end - text));
      text = *end == ' ' ? end + 1 : end;
    }
  if (*text != '\0')
    g_ptr_array_add (lines, pt_text_fit (text, size, width));
  g_ptr_array_add (lines, NULL);
  return (char **)g_ptr_array_steal (lines, NULL);
}
