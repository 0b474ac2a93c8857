/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as one HTML file: pictures inside, no script, nothing fetched, readable on a phone, on
 * paper and aloud. */
#pragma once

#include "pt-document.h"

G_BEGIN_DECLS

/**
 * pt_html_write:
 * @self: a document
 *
 * Returns: (transfer full): UTF-8; the same document gives the same bytes
 */
GBytes *pt_html_write (PtDocument *self);

/**
 * pt_html_append_blocks:
 * @blocks: (element-type PtBlock)
 * @lang: of the words around them
 *
 * The same for a page that is made elsewhere: only what stands in its body.
 */
void pt_html_append_blocks (GString *out, GPtrArray *blocks, const char *lang);

/* Likewise all of a document. */
void pt_html_append_document (GString *out, PtDocument *document);

G_END_DECLS
