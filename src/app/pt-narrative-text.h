/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a narrative, paragraph by paragraph, each of which can be rewritten where it stands.
 * What a person writes becomes a passage; the records stay as they are. */
#pragma once

#include "pt-narrative-look.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_NARRATIVE_TEXT (pt_narrative_text_get_type ())
G_DECLARE_FINAL_TYPE (PtNarrativeText, pt_narrative_text, PT, NARRATIVE_TEXT, GtkWidget)

/* Signals:
 *   save (PtEdit *edit): to be saved; the handler takes it
 *   open-record (const char *id): what a paragraph rests on
 */
GtkWidget *pt_narrative_text_new (PtLogbook *logbook);
/* @look is borrowed until the next one. What is being written stays, and comes
 * back in the next window. */
void pt_narrative_text_show (PtNarrativeText *self, const PtNarrativeLook *look);

G_END_DECLS
