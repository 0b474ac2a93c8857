/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of all shortcuts. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @window the action "win.show-help-overlay". GTK would make the window with every other one, a
 * tenth of a cold start; this makes it when somebody asks. */
void pt_shortcuts_offer (GtkApplicationWindow *window);

G_END_DECLS
