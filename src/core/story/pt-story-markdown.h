/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Light Markdown of a body to blocks of a document. Safe: no raw HTML, no images, links only to
 * http, https and mailto. */
#pragma once

#include "pt-document.h"

G_BEGIN_DECLS

/* (transfer full): GPtrArray of PtBlock. Headings become strong paragraphs: the order of headings
 * is the document's. */
GPtrArray *pt_markdown_parse (const char *text);
/* (transfer full): the words of @text on one line, without marks. */
char *pt_markdown_flatten (const char *text);
/* Whether @url may be followed from a document. */
bool pt_markdown_url_is_safe (const char *url);

G_END_DECLS
