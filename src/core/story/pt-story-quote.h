/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding what somebody said inside a text: passages between quotation marks and blockquotes; and
 * finding the same words again elsewhere. Text only; who may be quoted is the gate's business. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* A run of this many equal words is the same quote. */
#define PT_QUOTE_RUN 6

/* (transfer full): GPtrArray of char *: @text in pieces that can be left out alone: paragraphs and
 * list items, with the blank lines before them. */
GPtrArray *pt_quote_chunks (const char *text);
/* (transfer full): GPtrArray of char *: the quoted passages of @text, without the marks. An opened
 * passage that is not closed runs to the end. */
GPtrArray *pt_quote_find (const char *text);
bool pt_quote_has (const char *text);

/* A set of runs of words that may not be printed. */
typedef struct _PtQuoteSet PtQuoteSet;
PtQuoteSet *pt_quote_set_new (void);
void pt_quote_set_free (PtQuoteSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtQuoteSet, pt_quote_set_free)
/* A quote shorter than a run counts from four words. */
void pt_quote_set_add (PtQuoteSet *self, const char *quote);
bool pt_quote_set_meets (PtQuoteSet *self, const char *text);

#define PT_QUOTE_GAP "[…]"
/* (transfer full): @text with %PT_QUOTE_GAP where such runs were. */
char *pt_quote_set_leave_out (PtQuoteSet *self, const char *text);

/* What is left of words that were taken back: 32 bits of each run, by which the same words are known
 * when they turn up again. Millions of other runs have the same: nobody can find the words by it. */
char *pt_quote_set_dup_traces (PtQuoteSet *self); /* (transfer full) */
void pt_quote_set_add_traces (PtQuoteSet *self, const char *traces);

G_END_DECLS
