/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the page of a person or organisation: others that look like the same, and others that somebody
 * said are the same. Each has its question with a button for either answer; nothing is merged, so
 * both answers can be taken back. */
#pragma once

#include "pt-detail-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_TWIN_SECTION (pt_twin_section_get_type ())
G_DECLARE_FINAL_TYPE (PtTwinSection, pt_twin_section, PT, TWIN_SECTION, GtkBox)

GtkWidget *pt_twin_section_new (PtLogbook *logbook);
/* Hides itself when there is nothing to ask. */
void pt_twin_section_show (PtTwinSection *self, const PtDetailData *data);

G_END_DECLS
