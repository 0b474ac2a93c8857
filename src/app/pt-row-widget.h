/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list row for every kind of record. */
#pragma once

#include "pt-row-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_ROW_WIDGET (pt_row_widget_get_type ())
G_DECLARE_FINAL_TYPE (PtRowWidget, pt_row_widget, PT, ROW_WIDGET, GtkWidget)

/* @mixed: rows of several kinds stand together, so the row says which one it is. */
GtkWidget *pt_row_widget_new (gboolean mixed);
/* @row NULL = the record is gone meanwhile; @parts: PtRowParts; @shared: the logbook has a team server. */
void pt_row_widget_set_row (PtRowWidget *self, const PtRow *row, guint parts, gboolean shared);

/* A second dim line with marked words (between U+2068 and U+2069); NULL = none. */
void pt_row_widget_set_snippet (PtRowWidget *self, const char *snippet);

/* A factory for GtkListView over PtRowList, with names for assistive technology. */
GtkListItemFactory *pt_row_widget_factory_new (PtLogbook *logbook, gboolean mixed);
/* Rows of @factory show where @words are found in them; "" = no longer. */
void pt_row_widget_factory_set_words (GtkListItemFactory *factory, const char *words);

/* What the dim line of its rows shows: PtRowParts. */
void pt_row_widget_factory_set_parts (GtkListItemFactory *factory, guint parts);

G_END_DECLS
