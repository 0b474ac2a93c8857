/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts compared by their words, and two changes of one text joined when they do not touch each
 * other. Pure. A joined text is an offer: only a person makes it the value of a field. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word, or the white space between two. Borrowed from the text. */
typedef struct
{
  const char *start;
  size_t length;
} PtWord;

/* No partner: the other text has it not, or not in the same order. */
#define PT_WORD_ALONE G_MAXUINT

/**
 * pt_text_split:
 * @text: UTF-8; must outlive the result
 *
 * Returns: (transfer full) (element-type PtWord): words and white space in turn; nothing of the
 *   text is left out
 */
GArray *pt_text_split (const char *text);

gboolean pt_word_is_space (const PtWord *self);

/**
 * pt_text_match:
 * @a: (element-type PtWord): words
 * @b: (element-type PtWord): others
 *
 * A shortest script of changes from @a to @b (E. Myers, "An O(ND) difference algorithm", 1986).
 * Texts that differ in more than some thousands of words are not compared inside: what lies between
 * their common beginning and end is alone then.
 *
 * Returns: (transfer full) (array length=a->len): for each word of @a its partner in @b, in rising
 *   order, or %PT_WORD_ALONE
 */
guint *pt_text_match (GArray *a, GArray *b);

/**
 * pt_text_merge:
 * @base: what both started from
 * @one: a text made of it
 * @other: another one
 *
 * Returns: (transfer full) (nullable): the text with the changes of both; %NULL when they changed
 *   the same words, or words that stand side by side
 */
char *pt_text_merge (const char *base, const char *one, const char *other);

G_END_DECLS
