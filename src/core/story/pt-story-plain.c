/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence ends at a full stop, a question or exclamation mark that a blank and a capital follow, so
 * that "dhr. de Wit" and "3.5" stay whole; a colon ends one too, for what follows it is read apart. */
#include "pt-story-plain.h"

#include "pt-story-words.h"

#include <string.h>

static void
free_long (gpointer data)
{
  PtLongSentence *self = data;

  g_free (self->section);
  g_free (self->place);
  g_free (self->sentence);
  g_free (self->record);
  g_free (self);
}

static bool
is_closing (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == 0x2019 || c == 0x201d;
}

/* Whether a new sentence begins at @p, after an end mark. */
static bool
begins_sentence (const char *p)
{
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  while (*p != '\0' && strchr ("\"'(", *p) == NULL && !g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return *p == '\0' || !g_unichar_islower (g_utf8_get_char (p));
}

static const char *
end_of_sentence (const char *text)
{
  const char *p = text;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *after = g_utf8_next_char (p);

      if (strchr (".?!:", *p) == NULL)
        continue;
      while (is_closing (g_utf8_get_char (after)))
        after = g_utf8_next_char (after);
      if (*after == '\0'
          || (g_unichar_isspace (g_utf8_get_char (after))
              && (*p == ':' || begins_sentence (after))))
        return after;
    }
  return p;
}

GPtrArray *
pt_plain_sentences (const char *text)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      const char *end = end_of_sentence (text);
      char *sentence = g_strstrip (g_strndup (text, end - text));

      if (*sentence != '\0')
        g_ptr_array_add (sentences, sentence);
      else
        g_free (sentence);
      text = end;
    }
  return sentences;
}

static void
measure_text (const PtBlock *block, const PtBlock *at, GPtrArray *into)
{
  g_autofree char *text = pt_inlines_dup_text (block->inlines);
  g_autoptr (GPtrArray) sentences = pt_plain_sentences (text);

  for (guint i = 0; i < sentences->len; i++)
    {
      const guint words = pt_words_count (sentences->pdata[i]);
      PtLongSentence *found;

      if (words <= PT_PLAIN_WORDS)
        continue;
      found = g_new0 (PtLongSentence, 1);
      found->section = g_strdup (at->section);
      found->place = g_strdup (at->place);
      found->sentence = g_strdup (sentences->pdata[i]);
      found->record = g_strdup (at->sources->len > 0 ? at->sources->pdata[0] : NULL);
      found->words = words;
      g_ptr_array_add (into, found);
    }
}

/* @at: the block of the document that @block stands in: where it can be rewritten. */
static void
measure (const PtBlock *block, const PtBlock *at, GPtrArray *into)
{
  if (block->type == PT_BLOCK_NOTE || block->type == PT_BLOCK_BLANKS
      || block->style == PT_STYLE_SMALL || block->style == PT_STYLE_SOURCE)
    return;
  if (block->inlines != NULL)
    measure_text (block, at, into);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    measure (block->children->pdata[i], at, into);
}

GPtrArray *
pt_plain_measure (PtDocument *document)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (free_long);

  for (guint i = 0; document != NULL && i < pt_document_length (document); i++)
    measure (pt_document_nth (document, i), pt_document_nth (document, i), found);
  return found;
}
