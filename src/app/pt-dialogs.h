/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs of a window with an open logbook: each shows itself and is gone when it closes. */
#pragma once

#include "pt-window.h"

G_BEGIN_DECLS

/* @record (nullable): its texts first. */
void pt_conflict_dialog_show (PtWindow *window, const char *record);
void pt_sharing_dialog_show (PtWindow *window);
void pt_import_dialog_show (PtWindow *window, GFile *file);
void pt_export_dialog_show (PtWindow *window);
/* What the export dialog does once a place for the file was chosen. */
void pt_export_dialog_write (GtkWidget *dialog, const char *path);
void pt_preferences_show (PtWindow *window);

G_END_DECLS
