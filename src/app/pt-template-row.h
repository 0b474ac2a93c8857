/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for a template of the house: a document of one's own whose styles, margins, head and foot are
 * taken for documents of its format. Which one is a setting of this logbook on this laptop. */
#pragma once

#include "pt-own-row.h"

G_BEGIN_DECLS

#define PT_TYPE_TEMPLATE_ROW (pt_template_row_get_type ())
G_DECLARE_FINAL_TYPE (PtTemplateRow, pt_template_row, PT, TEMPLATE_ROW, PtOwnRow)

/* One for each format that takes a template. */
void pt_template_rows_add (AdwPreferencesGroup *group, PtLogbook *logbook);

/* (transfer full) (nullable): the path of the template for @format; %NULL = ours. */
char *pt_template_dup_path (PtStore *store, const char *format);

G_END_DECLS
