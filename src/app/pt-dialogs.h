/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs of a window with an open logbook: each shows itself and is gone when it closes. */
#pragma once

#include "pt-network.h"
#include "pt-window.h"

G_BEGIN_DECLS

/* @record (nullable): its texts first. */
void pt_conflict_dialog_show (PtWindow *window, const char *record);
void pt_sharing_dialog_show (PtWindow *window);
void pt_import_dialog_show (PtWindow *window, GFile *file);
/* @narrative (nullable): its id; NULL = the newest that was not shared yet, or a new one. */
void pt_narrative_window_show (PtWindow *window, const char *narrative);
/* What it does once a place for the file was chosen. */
void pt_narrative_window_write (GtkWidget *window, const char *path);
/* @paper (nullable): id of the document to begin with. */
void pt_document_window_show (PtWindow *window, const char *paper);
/* What it does once a place for the file was chosen. */
void pt_document_window_write (GtkWidget *window, const char *path);
/* What works: the dossier of @theme, a key of the themes. */
void pt_dossier_window_show (PtWindow *window, const char *theme);
/* What it does once a place for the file was chosen; @format is an id of pt_story_format_nth(). */
void pt_dossier_window_write (GtkWidget *window, const char *format, const char *path);
/* Two field labs of @network, of which there are two at least, as known on the civil date @today. */
void pt_compare_window_show (PtWindow *window, PtNetwork *network, const char *today);
void pt_preferences_show (PtWindow *window);

G_END_DECLS
