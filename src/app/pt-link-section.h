/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a record comes from, what it led to, and what stands beside it: its links, as a chain that
 * can be walked in both directions and extended. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_LINK_SECTION (pt_link_section_get_type ())
G_DECLARE_FINAL_TYPE (PtLinkSection, pt_link_section, PT, LINK_SECTION, GtkBox)

GtkWidget *pt_link_section_new (PtLogbook *logbook);
void pt_link_section_show (PtLinkSection *self, PtRecord *record, PtDataset *around);
/* Opens the popover that adds a link. */
void pt_link_section_start_adding (PtLinkSection *self);

G_END_DECLS
