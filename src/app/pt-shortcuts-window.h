/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of all shortcuts; GTK's own is wider than a narrow screen and has no place for long words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_SHORTCUTS_WINDOW (pt_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (PtShortcutsWindow, pt_shortcuts_window, PT, SHORTCUTS_WINDOW,
                      AdwPreferencesWindow)

/* Gives @window the action "win.show-help-overlay"; it is made when somebody asks. */
void pt_shortcuts_offer (GtkApplicationWindow *window);

G_END_DECLS
