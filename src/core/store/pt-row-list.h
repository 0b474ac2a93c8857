/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GListModel over a query: row numbers, and pages of 64 rows made on demand. */
#pragma once

#include "pt-logbook.h"

G_BEGIN_DECLS

/* One list row; the object is the same as long as somebody refers to it. */
#define PT_TYPE_ROW_ITEM (pt_row_item_get_type ())
G_DECLARE_FINAL_TYPE (PtRowItem, pt_row_item, PT, ROW_ITEM, GObject)
const PtRow *pt_row_item_get_row (PtRowItem *self); /* NULL = gone meanwhile */

#define PT_TYPE_ROW_LIST (pt_row_list_get_type ())
G_DECLARE_FINAL_TYPE (PtRowList, pt_row_list, PT, ROW_LIST, GObject)

PtRowList *pt_row_list_new (PtLogbook *logbook);
/* Copies @query; runs it on a worker; the model changes with the smallest items-changed. The first rows of a search
 * in all kinds come before the rest. */
void pt_row_list_set_query (PtRowList *self, const PtQuery *query);
/* Re-runs the query; done by itself on PtLogbook::changed. */
void pt_row_list_refresh (PtRowList *self);
gboolean pt_row_list_get_loading (PtRowList *self); /* property "loading": not all is there yet */
/* Property "waiting": the rows are still those of the query before. */
gboolean pt_row_list_get_waiting (PtRowList *self);
guint pt_row_list_find (PtRowList *self,
                        const char *id); /* GTK_INVALID_LIST_POSITION-like G_MAXUINT = none */

G_END_DECLS
