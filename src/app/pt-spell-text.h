/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that a dictionary of this laptop does not know are underlined while writing. Without a
 * dictionary for the language nothing is underlined. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the language of the logbook; a dictionary is read when something was typed, and not before. */
void pt_spell_text_watch (GtkTextView *view, PtLogbook *logbook);
/* @lang (nullable): of this text, where it is another than the logbook's; for a view that is watched. */
void pt_spell_text_set_lang (GtkTextView *view, const char *lang);

G_END_DECLS
