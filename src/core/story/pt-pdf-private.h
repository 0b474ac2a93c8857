/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two steps of a PDF share: cairo draws and numbers the stretches of content, qpdf gives
 * them their structure. Inside core/story only. */
#pragma once

#include "pt-pages-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The name under which cairo writes what only decorates; qpdf makes it an artifact. */
#define PT_PDF_DECORATION "Private"

/* A stretch of content: the @mcid-th of @page belongs to @tag. */
typedef struct
{
  guint page, mcid, tag;
} PtPdfStretch;

/**
 * pt_pdf_finish:
 * @drawn: the file that cairo made
 * @stretches: (element-type PtPdfStretch): in the order drawn
 * @path: the file to write
 *
 * Gives it the structure tree, the links, the language, and the title to show.
 */
gboolean pt_pdf_finish (PtPages *pages, const char *drawn, GArray *stretches, const char *path,
                        GError **error);

G_END_DECLS
