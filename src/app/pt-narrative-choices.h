/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decides about a narrative: for whom and when, which sections, what is still missing,
 * and a look at every name that appears. */
#pragma once

#include "pt-narrative-look.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_NARRATIVE_CHOICES (pt_narrative_choices_get_type ())
G_DECLARE_FINAL_TYPE (PtNarrativeChoices, pt_narrative_choices, PT, NARRATIVE_CHOICES, GtkWidget)

/* Signals:
 *   save (PtEdit *edit): to be saved; the handler takes it
 *   open-record (const char *id): what a line of what is missing is about
 *   look-changed: the house looks otherwise, so that it is to be composed again
 */
GtkWidget *pt_narrative_choices_new (PtLogbook *logbook);
/* @look is borrowed until the next one. */
void pt_narrative_choices_show (PtNarrativeChoices *self, const PtNarrativeLook *look);
/* An id of pt_story_format_nth(). */
const char *pt_narrative_choices_get_format (PtNarrativeChoices *self);
/* Opens the names, where somebody has to look first. */
void pt_narrative_choices_show_names (PtNarrativeChoices *self);

G_END_DECLS
