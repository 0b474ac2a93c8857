/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keyboard is after a popover closes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* When @popover closes, its button has the focus again, unless somebody went elsewhere. */
void pt_form_focus_return (GtkWidget *popover);

G_END_DECLS
