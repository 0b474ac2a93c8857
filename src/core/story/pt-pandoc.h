/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents for word processors and e-readers: our tree as pandoc's, pandoc confined. */
#pragma once

#include "pt-document.h"
#include "pt-story-watch.h"

G_BEGIN_DECLS

/**
 * pt_pandoc_write:
 * @format: "docx", "odt" or "epub"
 * @template: (nullable): a document of that format whose styles, margins, head and foot are taken;
 *   NULL = ours, on A4
 * @path: a file that appears whole or not at all
 *
 * Blocks; call on a worker. The same document gives the same bytes.
 *
 * Returns: FALSE with a sentence for people: %G_IO_ERROR_NOT_FOUND names the package to install
 *   where there is no pandoc
 */
gboolean pt_pandoc_write (PtDocument *document, const char *format, const char *template,
                          const char *path, const PtStoryWatch *watch, GError **error);

G_END_DECLS
