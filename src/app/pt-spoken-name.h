/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What buttons that open something are called by who hears them. In GTK 4.8 the focus is on a button
 * inside, which says only what is written on it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @button: a GtkMenuButton, which is called @name (translated) as a whole and where the focus is. */
void pt_spoken_name_set (GtkWidget *button, const char *name);

/**
 * pt_spoken_name_set_choice:
 * @choice: a drop-down over a GtkStringList
 * @name: translated
 *
 * It says what is asked and what is chosen, as long as it lives.
 */
void pt_spoken_name_set_choice (GtkDropDown *choice, const char *name);

G_END_DECLS
