/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keyboard is after something closed or opened. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* When @popover closes, its button has the focus again, unless somebody went elsewhere. */
void pt_form_focus_return (GtkWidget *popover);
/* (transfer none) (nullable): what has the focus, where that is in @widget. Who walks over rows goes on
 * walking when it is given the focus again after something opened beside them. */
GtkWidget *pt_form_focus_within (GtkWidget *widget);

G_END_DECLS
