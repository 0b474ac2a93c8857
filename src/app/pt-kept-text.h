/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is writing and nothing was made of yet, a comment or a passage: kept beside the logbook on
 * this laptop, so that a crash or a closed window takes two seconds of typing at most. Fields of a record
 * have no need of it, they are saved while somebody types; the box of a note has pt-draft.h. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pt_kept_words_begin:
 * @widget: where it is written, of any kind; it says with pt_kept_words_set() what stands there now
 * @place: what is written here and about what, e.g. `action/ID`
 *
 * What was kept of another @place by this widget stays kept there.
 *
 * Returns: (transfer full) (nullable): what was being written at @place
 */
char *pt_kept_words_begin (GtkWidget *widget, PtLogbook *logbook, const char *place);
/* Keeps @words within a second; "" or %NULL = there is nothing to keep. */
void pt_kept_words_set (GtkWidget *widget, const char *words);
/* Something was made of them, or they were given up: they do not come back. It goes on with nothing. */
void pt_kept_words_clear (GtkWidget *widget);

/**
 * pt_kept_text_begin:
 * @place: what is written here and about what, e.g. `comment/ID`; the same place has the same words again
 * @otherwise: what stands there where nothing is kept
 *
 * Shows what was being written at @place, and keeps from now on what stands in @view. Another @place may
 * follow: what was written for the one before stays kept.
 */
void pt_kept_text_begin (GtkTextView *view, PtLogbook *logbook, const char *place,
                         const char *otherwise);
/* Something was made of the words in @view, or they were given up: they do not come back. */
void pt_kept_text_end (GtkTextView *view);
/* Whether there are words for @place that nothing was made of. */
gboolean pt_kept_text_has (PtLogbook *logbook, const char *place);

G_END_DECLS
