/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of one kind of record, as the sidebar opens it. */
#pragma once

#include "pt-logbook.h"
#include "pt-place.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_LIST_PAGE (pt_list_page_get_type ())
G_DECLARE_FINAL_TYPE (PtListPage, pt_list_page, PT, LIST_PAGE, GtkBox)

/* Signals: open-record (const char *id): a row was chosen; listed: rows came, or there are none. */
GtkWidget *pt_list_page_new (PtLogbook *logbook);
void pt_list_page_set_place (PtListPage *self, const PtPlace *place);
/* One pane at a time: a row opens by a click or Enter and not by moving to it. */
/* Puts the focus on the rows, as soon as there are any. */
void pt_list_page_focus (PtListPage *self);
void pt_list_page_set_folded (PtListPage *self, gboolean folded);
/* Marks the row of @id where it is listed; NULL = none. */
void pt_list_page_select (PtListPage *self, const char *id);
guint pt_list_page_get_n_rows (PtListPage *self);
gboolean pt_list_page_is_bare (PtListPage *self);

G_END_DECLS
