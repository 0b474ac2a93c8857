/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces that several pages have: a record as a line, its texts and fields, what is said about it. */
#pragma once

#include "pt-web-page.h"

G_BEGIN_DECLS

/* A link with title, date and status. */
void pt_web_page_put_row (PtWebPage *self, PtRecord *record);
/* A list of PtRecord from @from on, at most @max; says so where there are none. */
void pt_web_page_put_rows (PtWebPage *self, GPtrArray *records, guint from, guint max);
/* Light Markdown with mentions by their present names. */
void pt_web_page_put_long (PtWebPage *self, const char *text);
/* All that is filled in of its own fields, but for those in @without (NULL-ended; or NULL). */
void pt_web_page_put_fields (PtWebPage *self, PtRecord *record, const char *const *without);
/* Each field that has several versions, with a button beside each for who may choose. */
void pt_web_page_put_versions (PtWebPage *self, PtRecord *record);
/* (transfer full): by which a button names the version that it stands beside. */
char *pt_web_page_dup_version (const PtValue *value);
/* What it is linked with, by kind of link, and what names it as its owner. */
void pt_web_page_put_around (PtWebPage *self, PtRecord *record);
void pt_web_page_put_files (PtWebPage *self, PtRecord *record);
/* A form for the card of a challenge, for who may change it. */
void pt_web_page_put_card (PtWebPage *self, PtRecord *record);
/* What was said, oldest first, and a form for who may say something. */
void pt_web_page_put_comments (PtWebPage *self, PtRecord *record);

/* (transfer container): the learning moments on the agenda of the review, in its order. */
GPtrArray *pt_web_page_list_agenda (PtWebPage *self);

/* (transfer full): the key's label in the reader's language; NULL when @field is not set. */
char *pt_web_page_dup_label (PtWebPage *self, PtRecord *record, const char *field);
/* (transfer full): who; "" = nobody knows. */
char *pt_web_page_dup_member (PtWebPage *self, const char *member);
/* (transfer full): a day in words. */
char *pt_web_page_dup_date (PtWebPage *self, const char *moment);
char *pt_web_page_dup_instant (PtWebPage *self, int64_t at);

G_END_DECLS
