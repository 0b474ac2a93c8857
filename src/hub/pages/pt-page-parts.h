/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces that several pages have: a record as a line, its texts and fields, what is said about it. */
#pragma once

#include "pt-page.h"

G_BEGIN_DECLS

/* A link with title, date and status. */
void pt_page_put_row (PtPage *self, PtRecord *record);
/* A list of PtRecord from @from on, at most @max; says so where there are none. */
void pt_page_put_rows (PtPage *self, GPtrArray *records, guint from, guint max);
/* Light Markdown with mentions by their present names. */
void pt_page_put_long (PtPage *self, const char *text);
/* All that is filled in of its own fields, but for those in @without (NULL-ended; or NULL). */
void pt_page_put_fields (PtPage *self, PtRecord *record, const char *const *without);
/* What a form asks when somebody chose between versions in vain: each field that has several. */
void pt_page_put_versions (PtPage *self, PtRecord *record);
/* What it is linked with, by kind of link, and what names it as its owner. */
void pt_page_put_around (PtPage *self, PtRecord *record);
void pt_page_put_files (PtPage *self, PtRecord *record);
/* What was said, oldest first, and a form for who may say something. */
void pt_page_put_comments (PtPage *self, PtRecord *record);

/* (transfer full): the key's label in the reader's language; NULL when @field is not set. */
char *pt_page_dup_label (PtPage *self, PtRecord *record, const char *field);
/* (transfer full): who; "" = nobody knows. */
char *pt_page_dup_member (PtPage *self, const char *member);
/* (transfer full): a day in words. */
char *pt_page_dup_date (PtPage *self, const char *moment);
char *pt_page_dup_instant (PtPage *self, int64_t at);

G_END_DECLS
