/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide words are, from letters that were measured before. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pt_letter_widths_add:
 * @widget: whose font it is
 *
 * Far quicker than setting the text, and right to a pixel or two where letters stand beside each other as
 * they do in Latin script. What else there is counts as usual letters, or as two. Main thread.
 *
 * Returns: how wide @text is on one line, in pixels
 */
int pt_letter_widths_add (GtkWidget *widget, const char *text);

G_END_DECLS
