/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentions in long texts: `[@label](pt:ID)` and `[#B](pt:ID)`, rendered from the record at reading
 * time, so that renaming, roles and withdrawal reach every text. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

/* Says how the record @id is to be called now; NULL keeps @label. (transfer full) */
typedef char *(*PtMentionNamer) (const char *id, const char *label, gpointer data);

typedef struct
{
  char *id;
  char *label;       /* without @ or # */
  char sigil;        /* '@', '#' or 0 */
  size_t start, end; /* bytes of the whole reference in the text */
} PtMention;

void pt_mention_free (PtMention *self);
/* (transfer full): GPtrArray of PtMention in order. */
GPtrArray *pt_mention_find (const char *text);
/* (transfer full): @text with each mention replaced by its name; sigils dropped. */
char *pt_mention_render (const char *text, PtMentionNamer namer, gpointer data);
/* A namer that takes the present title, or a question's letter, from @data, a PtDataset. */
char *pt_mention_name_from_dataset (const char *id, const char *label, gpointer data);
/* (transfer full): the reference to write for @record. */
char *pt_mention_write (PtRecord *record);
/* (transfer full) (nullable): the reference to write for the theme @id, `theme-KEY`; NULL when there is
 * no such theme. Themes have no record: the reference says the key, and is read by its label. */
char *pt_mention_write_theme (const char *id);
/* (transfer none) (nullable): the key of the theme that @id refers to. */
const char *pt_mention_theme_key (const char *id);
/* 1 → A, 26 → Z, 27 → AA; 0 → ?: a question's letter from its number. (transfer full) */
char *pt_letter_from_no (int64_t no);

G_END_DECLS
