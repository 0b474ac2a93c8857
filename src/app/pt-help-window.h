/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help, in a window of its own: pages on the left with a search, the page on the right. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_HELP_WINDOW (pt_help_window_get_type ())
G_DECLARE_FINAL_TYPE (PtHelpWindow, pt_help_window, PT, HELP_WINDOW, AdwWindow)

/**
 * pt_help_window_show:
 * @application: has at most one such window
 * @topic: id of a page, see pt_help_find_for()
 *
 * Usable beside whatever is open, also beside a dialog.
 */
void pt_help_window_show (GtkApplication *application, const char *topic);

/* The id of the page that is shown. */
const char *pt_help_window_get_topic (PtHelpWindow *self);

G_END_DECLS
