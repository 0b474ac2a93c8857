/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long text for reading: light Markdown as blocks of labels, mentions as links that carry the
 * present name of what they refer to. A click beside a link, or Enter, asks to edit. */
#pragma once

#include "pt-dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_MARKDOWN_VIEW (pt_markdown_view_get_type ())
G_DECLARE_FINAL_TYPE (PtMarkdownView, pt_markdown_view, PT, MARKDOWN_VIEW, GtkWidget)

/* Signals:
 *   edit (): the person wants to change the text
 * Mentions activate the action `detail.open` with the record's id, and links to help:ID `help.open`.
 */

GtkWidget *pt_markdown_view_new (void);
/* @around (nullable) knows the names behind the mentions; others keep the label they were given. */
void pt_markdown_view_set_text (PtMarkdownView *self, const char *text, PtDataset *around);
/* Without it the text is only read: no pointer, no focus of its own. */
void pt_markdown_view_set_editable (PtMarkdownView *self, gboolean editable);

G_END_DECLS
