/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help while writing Markdown, which stays plain text: light marks for what the signs will mean, and
 * lists that go on with Enter. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pt_markdown_text_watch (GtkTextView *view);

/* (transfer full) (nullable): what begins the next line of a list after @line, "- " or "3. "; "" when
 * @line is only such a beginning, which ends the list; %NULL when @line is in no list. */
char *pt_markdown_text_dup_next (const char *line);

G_END_DECLS
