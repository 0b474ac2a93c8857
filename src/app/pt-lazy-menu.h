/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A menu whose popover is made when somebody opens it: a row of buttons for each page of it takes a
 * millisecond, before the first frame of a window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the place of gtk_menu_button_set_menu_model(). @button keeps @menu. */
void pt_lazy_menu_set (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
