/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentions while writing, wherever a text is written: the person sees "@Bewoner 3", the text keeps
 * `[@Bewoner 3](pt:ID)`. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @text, with its references by their labels. */
void pt_mention_text_load (GtkTextBuffer *buffer, const char *text);
/* (transfer full): what stands there, with references. */
char *pt_mention_text_dup (GtkTextBuffer *buffer);
/* From now on @ offers people there, and # questions and themes. */
void pt_mention_text_watch (GtkTextView *view, PtLogbook *logbook);

G_END_DECLS
