/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out like words of a sentence: at their natural width, on as many lines as the width
 * asks. For chips and thumbnails; GtkFlowBox would force them into columns. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_FORM_WRAP (pt_form_wrap_get_type ())
G_DECLARE_FINAL_TYPE (PtFormWrap, pt_form_wrap, PT, FORM_WRAP, GtkLayoutManager)

GtkLayoutManager *pt_form_wrap_new (int spacing);

/* (transfer floating): a box without a layout of its own but this one. */
GtkWidget *pt_form_wrap_box_new (int spacing);
/* Removes every child of any widget that lets its children be unparented. */
void pt_form_wrap_box_clear (GtkWidget *box);

G_END_DECLS
