/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Longest common subsequence over words, after the common beginning and end are set aside. Beyond
 * MAX_CELLS the whole middle is marked: a comparison that takes seconds helps nobody. */
#include "pt-word-diff.h"

#include <stdint.h>
#include <string.h>

#define MAX_CELLS (4 * 1000 * 1000)
#define MARK_OPEN "<span weight=\"bold\" underline=\"single\">"
#define MARK_CLOSE "</span>"

typedef struct
{
  const char *start;
  size_t length;
} Word;

/* Splits into words and the white space between them, so that nothing of the text is lost. */
static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text;
  while (*p)
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));
      const char *start = p;
      while (*p && g_unichar_isspace (g_utf8_get_char (p)) == space)
        p = g_utf8_next_char (p);
      Word word = { start, (size_t)(p - start) };
      g_array_append_val (words, word);
    }
  return words;
}

static gboolean
same_word (GArray *a, guint i, GArray *b, guint j)
{
  const Word *x = &g_array_index (a, Word, i);
  const Word *y = &g_array_index (b, Word, j);
  return x->length == y->length && memcmp (x->start, y->start, x->length) == 0;
}

/* Fills @kept for the words of @a in [from, a_to) that are in a longest common subsequence. */
static void
keep_common (GArray *a, GArray *b, guint from, guint a_to, guint b_to, gboolean *kept)
{
  guint rows = a_to - from;
  guint columns = b_to - from;
  if (rows == 0 || columns == 0 || (uint64_t)(rows + 1) * (columns + 1) > MAX_CELLS)
    return;
  size_t width = columns + 1;
  g_autofree guint *table = g_new0 (guint, (rows + 1) * width);
  for (guint i = rows; i-- > 0;)
    for (guint j = columns; j-- > 0;)
      table[i * width + j] = same_word (a, from + i, b, from + j)
                                 ? table[(i + 1) * width + j + 1] + 1
                                 : MAX (table[(i + 1) * width + j], table[i * width + j + 1]);
  for (guint i = 0, j = 0; i < rows && j < columns;)
    if (same_word (a, from + i, b, from + j))
      {
        kept[from + i] = TRUE;
        i++;
        j++;
      }
    else if (table[(i + 1) * width + j] >= table[i * width + j + 1])
      i++;
    else
      j++;
}

static gboolean *
find_kept (GArray *a, GArray *b)
{
  gboolean *kept = g_new0 (gboolean, a->len + 1);
  guint from = 0;
  guint a_to = a->len;
  guint b_to = b->len;
  for (; from < a_to && from < b_to && same_word (a, from, b, from); from++)
    kept[from] = TRUE;
  for (; a_to > from && b_to > from && same_word (a, a_to - 1, b, b_to - 1); a_to--, b_to--)
    kept[a_to - 1] = TRUE;
  keep_common (a, b, from, a_to, b_to, kept);
  return kept;
}

char *
pt_word_diff_markup (const char *text, const char *other)
{
  g_autoptr (GArray) a = split_words (text);
  g_autoptr (GArray) b = split_words (other);
  g_autofree gboolean *kept = find_kept (a, b);
  GString *markup = g_string_new (NULL);
  for (guint i = 0; i < a->len; i++)
    {
      const Word *word = &g_array_index (a, Word, i);
      g_autofree char *escaped = g_markup_escape_text (word->start, (gssize)word->length);
      gboolean marked = !kept[i] && !g_ascii_isspace (*word->start);
      g_string_append_printf (markup, "%s%s%s", marked ? MARK_OPEN : "", escaped,
                              marked ? MARK_CLOSE : "");
    }
  return g_string_free (markup, FALSE);
}
