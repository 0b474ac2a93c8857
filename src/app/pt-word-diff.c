/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-word-diff.h"

#include "pt-text-diff.h"

#define MARK_OPEN "<span weight=\"bold\" underline=\"single\">"
#define MARK_CLOSE "</span>"

char *
pt_word_diff_markup (const char *text, const char *other)
{
  g_autoptr (GArray) a = pt_text_split (text);
  g_autoptr (GArray) b = pt_text_split (other);
  g_autofree guint *match = pt_text_match (a, b);
  GString *markup = g_string_new (NULL);
  for (guint i = 0; i < a->len; i++)
    {
      const PtWord *word = &g_array_index (a, PtWord, i);
      g_autofree char *escaped = g_markup_escape_text (word->start, (gssize)word->length);
      gboolean marked = match[i] == PT_WORD_ALONE && !pt_word_is_space (word);
      g_string_append_printf (markup, "%s%s%s", marked ? MARK_OPEN : "", escaped,
                              marked ? MARK_CLOSE : "");
    }
  return g_string_free (markup, FALSE);
}
