/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search found, over all kinds of records. The words come from the search bar above it. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_SEARCH_PAGE (pt_search_page_get_type ())
G_DECLARE_FINAL_TYPE (PtSearchPage, pt_search_page, PT, SEARCH_PAGE, AdwBin)

/* Signal open-record (const char *id): a hit was chosen. */
GtkWidget *pt_search_page_new (PtLogbook *logbook);
void pt_search_page_set_words (PtSearchPage *self, const char *words);
/* Opens the first hit, where there is one. */
void pt_search_page_open_first (PtSearchPage *self);
void pt_search_page_set_folded (PtSearchPage *self, gboolean folded);
guint pt_search_page_get_n_hits (PtSearchPage *self);

G_END_DECLS
