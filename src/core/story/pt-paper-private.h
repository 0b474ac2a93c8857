/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the composers of papers share. */
#pragma once

#include "pt-paper.h"

G_BEGIN_DECLS

typedef struct
{
  PtDataset *data;
  const PtPaperOptions *options;
  const char *lang;
  PtRecord *logbook; /* or NULL */
  PtDocument *document;
} PtPaperWriter;

/* The translation of a NC_ ("story", …) text. */
const char *pt_paper_say (PtPaperWriter *self, const char *msgid);
/* (transfer full): the same with its %s filled. */
char *pt_paper_say_with (PtPaperWriter *self, const char *msgid, const char *word);

void pt_paper_heading (PtPaperWriter *self, const char *text);
/* Takes nothing when @text is NULL or empty. @record (nullable): what it rests on. */
void pt_paper_line (PtPaperWriter *self, PtStyle style, PtRecord *record, const char *text);
/* Light Markdown with mentions called by name. */
void pt_paper_markdown (PtPaperWriter *self, PtRecord *record, const char *text);
/* (transfer full): a list that is added with pt_paper_add_list() unless it stays empty. */
PtBlock *pt_paper_list (void);
/* An item: what the record is called, then @more (nullable) behind a dash. */
void pt_paper_item (PtPaperWriter *self, PtBlock *list, PtRecord *record, const char *more);
/* Takes @list; @none (nullable) is said instead of an empty one. */
void pt_paper_add_list (PtPaperWriter *self, PtBlock *list, const char *none);
/* A table of what is known: a row unless @value is NULL or empty. */
PtBlock *pt_paper_facts (PtPaperWriter *self, const char *caption);
void pt_paper_fact (PtBlock *table, const char *label, const char *value);
/* Takes @table; one without rows is not printed. */
void pt_paper_add_table (PtPaperWriter *self, PtBlock *table);

/* (transfer full) (nullable): a field as a person reads it. */
char *pt_paper_value (PtPaperWriter *self, PtRecord *record, const char *field);
/* (transfer full) (nullable): a civil date or moment in words. */
char *pt_paper_date (PtPaperWriter *self, const char *date);
bool pt_paper_is (PtRecord *record, const char *field, const char *key);

/* ── Texts with blanks (pt-paper-template.c) ── */
/* (transfer full): the lab's own text or ours of that name, with what the logbook knows filled in. */
char *pt_paper_template_load (PtPaperWriter *self, const char *name);
/* (transfer full): takes @text; @value for each @name, such as "{day}". */
char *pt_paper_template_fill (char *text, const char *name, const char *value);
char *pt_paper_template_ours (const char *name, const char *lang);      /* (transfer full) */
char *pt_paper_template_title (const char *text, const char *fallback); /* (transfer full) */
void pt_paper_template_write (PtPaperWriter *self, const char *text);

/* The papers; the title stands. */
void pt_paper_who_sees_what (PtPaperWriter *self);
void pt_paper_consent_form (PtPaperWriter *self);
/* (transfer full): what its text calls itself. */
char *pt_paper_consent_title (PtPaperWriter *self);
void pt_paper_handover (PtPaperWriter *self);
void pt_paper_access (PtPaperWriter *self);
void pt_paper_closing (PtPaperWriter *self);
void pt_paper_lost_laptop (PtPaperWriter *self);
void pt_paper_receipt (PtPaperWriter *self);
char *pt_paper_receipt_title (PtPaperWriter *self); /* (transfer full) */
void pt_paper_table_sheets (PtPaperWriter *self);

G_END_DECLS
