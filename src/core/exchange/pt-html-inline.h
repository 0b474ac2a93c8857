/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words inside a block of HTML, with their emphasis, links and pictures. Private to
 * pt-html-markdown.c. */
#pragma once

#include "pt-html-markdown.h"

#include <libxml/tree.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef struct
{
  PtHtmlImage image;
  gpointer data;
  guint depth;
} PtHtmlRun;

/* (transfer full): the siblings from @from up to @until as one line or, at <br>, several. */
char *pt_html_inline (PtHtmlRun *run, xmlNode *from, xmlNode *until);
/* (transfer full): @text so that its beginning is no heading, list or quote by accident. */
char *pt_html_escape_start (const char *text);
/* Whether an inline element holds blocks, as sloppy editors write. */
bool pt_html_has_block (xmlNode *node);

G_END_DECLS
