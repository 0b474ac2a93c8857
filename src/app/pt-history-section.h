/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed what, newest first, and a way back to an earlier value. Read when it is unfolded. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_HISTORY_SECTION (pt_history_section_get_type ())
G_DECLARE_FINAL_TYPE (PtHistorySection, pt_history_section, PT, HISTORY_SECTION, AdwBin)

GtkWidget *pt_history_section_new (PtLogbook *logbook);
void pt_history_section_show (PtHistorySection *self, PtRecord *record, PtDataset *around);

G_END_DECLS
