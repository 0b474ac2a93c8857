/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links of one kind as a row of a form: the people at a meeting stand among the fields of the note,
 * though each of them is a link of its own. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_LINK_ROW (pt_link_row_get_type ())
G_DECLARE_FINAL_TYPE (PtLinkRow, pt_link_row, PT, LINK_ROW, AdwPreferencesRow)

/* @link: a kind of pt_link_words. */
GtkWidget *pt_link_row_new (PtLogbook *logbook, const char *link);
/* @record NULL = not made yet: nobody can be added. */
void pt_link_row_show (PtLinkRow *self, PtRecord *record, PtDataset *around);

G_END_DECLS
