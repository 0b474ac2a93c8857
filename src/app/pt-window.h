/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: the first run, or a logbook with its pages. It holds the logbook and its syncer, and
 * every action that is not about one page. */
#pragma once

#include "pt-logbook.h"
#include "pt-syncer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_WINDOW (pt_window_get_type ())
G_DECLARE_FINAL_TYPE (PtWindow, pt_window, PT, WINDOW, AdwApplicationWindow)

PtWindow *pt_window_new (GtkApplication *application);

/**
 * pt_window_open_folder:
 * @folder: a logbook
 *
 * Shows it instead of what the window shows now, and remembers it for the next start.
 *
 * Returns: FALSE with a sentence when it cannot be opened; the window stays as it was
 */
gboolean pt_window_open_folder (PtWindow *self, const char *folder, GError **error);
/* The same, and tells the person when it cannot be opened. */
void pt_window_open_or_tell (PtWindow *self, const char *folder);
/* Back to the first run: no logbook is open. */
void pt_window_close_logbook (PtWindow *self);

PtLogbook *pt_window_get_logbook (PtWindow *self); /* NULL = first run */
PtSyncer *pt_window_get_syncer (PtWindow *self);   /* NULL = first run, or the example */
const char *pt_window_get_folder (PtWindow *self); /* NULL = first run */
/* Where somebody is: the id of a place, "review", or "welcome". */
const char *pt_window_get_where (PtWindow *self);
/* After somebody chose another inbox folder. */
void pt_window_refresh_inbox (PtWindow *self);
/* The review at a table, over the whole window. */
void pt_window_start_review (PtWindow *self);
/* The page of writing, ready for a note. */
void pt_window_start_note (PtWindow *self);

/**
 * pt_window_toast:
 * @from: any widget of the window
 * @text: one sentence, translated
 * @button: (nullable): what its button says
 * @action: (nullable): what its button does
 * @target: (nullable): with what; a floating reference is taken
 */
void pt_window_toast (GtkWidget *from, const char *text, const char *button, const char *action,
                      GVariant *target);
/* "Note saved", with a button that undoes @group. */
void pt_window_toast_saved (GtkWidget *from, const char *group, guint n_notes);
/* In the window that @dialog stands before: @text, with a button that opens the file at @path. Nothing
 * when that window is gone. */
void pt_window_toast_written (GtkWidget *dialog, const char *text, const char *path);

G_END_DECLS
