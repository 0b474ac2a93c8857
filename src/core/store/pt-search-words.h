/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that somebody looks for, each of them a beginning. For the full-text index they are an
 * expression; in the text of one record they are found without it: the index has to gather all that
 * begins with "m" before it can say anything about one row, which takes 40 ms among 100,000 notes. */
#pragma once

#include "pt-db.h"

G_BEGIN_DECLS

/* How the index splits text into words: é finds e. */
#define PT_SEARCH_TOKENIZER "unicode61"
#define PT_SEARCH_DIACRITICS "2"

typedef struct _PtSearchWords PtSearchWords;

/* (transfer full) (nullable): an expression for MATCH; NULL = there is no word in @search. */
char *pt_search_words_make_match (const char *search);

/**
 * pt_search_words_new:
 * @db: a database; nothing in it is read
 * @search: what somebody typed
 *
 * Returns: (transfer full) (nullable): the words, as the index would split them; %NULL without @error when there is
 *   none
 */
PtSearchWords *pt_search_words_new (PtDb *db, const char *search, GError **error);
void pt_search_words_free (PtSearchWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSearchWords, pt_search_words_free)

/* Whether the index would find a record with these texts. */
gboolean pt_search_words_fit (PtSearchWords *self, const char *title, const char *body);

/* (transfer full): sixteen words of @text around those that are found, each between U+2068 and U+2069. */
char *pt_search_words_dup_snippet (PtSearchWords *self, const char *text);

G_END_DECLS
