/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo, as the window does them: the last save on this laptop is taken back or done again, also
 * after a restart, and a toast says what it was, with the way back. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @from: any widget of the window; kept until it is told. */
void pt_undo_last (GtkWidget *from, PtLogbook *logbook);
void pt_undo_redo (GtkWidget *from, PtLogbook *logbook);
/* Everything that was saved as @group. */
void pt_undo_group (GtkWidget *from, PtLogbook *logbook, const char *group);

/* (transfer full): one sentence. @again: it was done again, not undone. */
char *pt_undo_dup_words (const PtUndone *undone, gboolean again);

G_END_DECLS
