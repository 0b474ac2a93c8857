/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small words of a document in its own language: numbers, lists of names, periods, seasons. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* The translation of @msgid, which is marked NC_ ("story", …), in @lang. Borrowed. */
const char *pt_words (const char *lang, const char *msgid);
/* (transfer full): the same with its %s filled. */
char *pt_words_with (const char *lang, const char *msgid, const char *word);
/* (transfer full): with its %1$s and %2$s filled, in whatever order they stand. */
char *pt_words_two (const char *lang, const char *msgid, const char *first, const char *second);
/* (transfer full): @one or @many with its %s filled by @n in figures. */
char *pt_words_count_of (const char *lang, const char *one, const char *many, guint n);
/* (transfer full): @n in words up to twenty, else in figures. */
char *pt_words_number (const char *lang, guint n);
/* (transfer full): the same with a capital where it is a word. */
char *pt_words_number_first (const char *lang, guint n);
/* (transfer full): "160.000", "6,5": as people write figures. */
char *pt_words_figure (const char *lang, double n);
/* (transfer full): a figure and its unit, with blanks at which no line breaks. */
char *pt_words_bound (const char *amount);
/* (transfer full): "a, b and c". */
char *pt_words_list (const char *lang, GPtrArray *items);
/* (transfer full): "maart – mei 2017", "november 2015 – mei 2017", "12 maart 2017". */
char *pt_words_period (const char *lang, const char *from_on, const char *to_on);
/* (transfer full): "herfst 2015"; December belongs to the next year's winter. */
char *pt_words_season (const char *lang, const char *date);
/* 4 × year + season: the same for dates in one season, rising in time. */
int pt_words_season_index (const char *date);
/* (transfer full): with its first letter in upper case. */
char *pt_words_capital (const char *text);
/* How many words @text has. */
guint pt_words_count (const char *text);
/* (transfer full): at most one blank in a row, none at the ends, one line. */
char *pt_words_flat (const char *text);

G_END_DECLS
