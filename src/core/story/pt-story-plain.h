/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain language (rule 14): sentences are measured and the long ones pointed out. Nothing is rewritten
 * for anybody: a person does that. */
#pragma once

#include "pt-story-edition.h"

G_BEGIN_DECLS

/* More words than this in a sentence are pointed out. */
#define PT_PLAIN_WORDS 15

/* (transfer full): GPtrArray of PtLongSentence in the order of @document; NULL gives none. */
GPtrArray *pt_plain_measure (PtDocument *document);
/* (transfer full): GPtrArray of char *: the sentences of @text. */
GPtrArray *pt_plain_sentences (const char *text);

G_END_DECLS
