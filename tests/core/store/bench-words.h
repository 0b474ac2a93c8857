/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as a language has them: a few in every sentence, most of them hardly ever (Zipf's law). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_VOCABULARY 50000

/* (transfer full): the word that is used more than all but @rank others. */
char *bench_word (guint rank);

/* The rank of a word of a text, for @share from 0 up to 1 by chance. */
guint bench_rank (double share);

G_END_DECLS
