/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages as a PDF that can be read aloud: tagged, with its language, the words for its pictures, an
 * outline and links. */
#pragma once

#include "pt-pages.h"
#include "pt-story-watch.h"

G_BEGIN_DECLS

/**
 * pt_pdf_write:
 * @path: a file that appears whole or not at all
 * @watch: who looks on
 *
 * The same pages give the same bytes: it is stamped with the document's date, not with the clock.
 *
 * Returns: FALSE with a sentence for people, or %G_IO_ERROR_CANCELLED
 */
gboolean pt_pdf_write (PtPages *pages, const char *path, const PtStoryWatch *watch, GError **error);

G_END_DECLS
