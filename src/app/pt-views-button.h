/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved views of a list, on a button in its header: to choose one, to give a name to how the list
 * looks now, to rename and to delete, with undo. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_VIEWS_BUTTON (pt_views_button_get_type ())
G_DECLARE_FINAL_TYPE (PtViewsButton, pt_views_button, PT, VIEWS_BUTTON, AdwBin)

/* Signal chosen (const char *view): somebody wants to look at the list so. */
GtkWidget *pt_views_button_new (PtLogbook *logbook);
/* @view: what pt_list_view_save() gave for how the list of @kind looks now. */
void pt_views_button_show (PtViewsButton *self, const PtRecordKind *kind, const char *view);

G_END_DECLS
