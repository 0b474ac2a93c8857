/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The box in which a paragraph of a narrative is rewritten, with what every text has: mentions, lists that
 * go on, spelling, real names that are asked about, and words that survive a crash. There is no button to save:
 * who goes on elsewhere, or presses Escape or Ctrl+Enter, is done. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_PASSAGE_BOX (pt_passage_box_get_type ())
G_DECLARE_FINAL_TYPE (PtPassageBox, pt_passage_box, PT, PASSAGE_BOX, GtkBox)

/* Signals:
 *   save (const char *words): somebody is done, and there is something else than @text
 *   cancel (): somebody is done, and there is not
 */

/**
 * pt_passage_box_new:
 * @place: for pt-kept-text.h
 * @text: where nothing is kept
 * @lang: (nullable): of the narrative
 */
GtkWidget *pt_passage_box_new (PtLogbook *logbook, const char *place, const char *text,
                               const char *lang);
/* Whether somebody wrote in it. */
gboolean pt_passage_box_is_touched (PtPassageBox *self);
/* @text stands there now: a box in which nobody wrote shows it, and no words that were erased meanwhile. */
void pt_passage_box_follow (PtPassageBox *self, const char *text);
/* Saved, or given up: the words do not come back. */
void pt_passage_box_end (PtPassageBox *self);

G_END_DECLS
