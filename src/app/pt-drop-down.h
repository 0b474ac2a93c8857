/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drop-down is called by who hears it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pt_drop_down_set_name:
 * @self: a drop-down over a GtkStringList
 * @name: translated
 *
 * In GTK 4.8 a button inside takes the focus, which says neither what is chosen nor among what: it is
 * called both, as long as @self lives.
 */
void pt_drop_down_set_name (GtkDropDown *self, const char *name);

G_END_DECLS
