/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML of other programs to the light Markdown of our long texts. Nothing is fetched, no entity
 * declared in the text is followed, scripts and styles are dropped. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): Markdown for a picture; NULL = its alt text. */
typedef char *(*PtHtmlImage) (const char *src, const char *alt, gpointer data);

/* Whether @text has tags, and is not just a text with a < in it. */
gboolean pt_html_is_likely (const char *text);

/* FALSE with %PT_IMPORT_ERROR_HOSTILE when @text is HTML that declares entities: who writes such a
 * text means harm, and the file that it is in is not to be trusted. */
gboolean pt_html_check_harmless (const char *text, GError **error);

/**
 * pt_html_to_markdown:
 * @image: (nullable): says what becomes of pictures
 *
 * Returns: (transfer full) (nullable): %NULL with a %PT_IMPORT_ERROR when it declares entities or
 *   is too large
 */
char *pt_html_to_markdown (const char *html, PtHtmlImage image, gpointer data, GError **error);

G_END_DECLS
