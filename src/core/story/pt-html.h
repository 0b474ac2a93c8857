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

G_END_DECLS
