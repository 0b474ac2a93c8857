/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a document as they will be printed, below each other. */
#pragma once

#include "pt-pages.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_NARRATIVE_PAGES (pt_narrative_pages_get_type ())
G_DECLARE_FINAL_TYPE (PtNarrativePages, pt_narrative_pages, PT, NARRATIVE_PAGES, GtkWidget)

GtkWidget *pt_narrative_pages_new (void);
/* Other pages; where a person looked stays in sight. */
void pt_narrative_pages_show (PtNarrativePages *self, PtPages *pages);
/* The system's own dialog. */
void pt_narrative_pages_print (PtNarrativePages *self, const char *title);

G_END_DECLS
