/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed to do about a record, on its page: add in one line, tick off with one key. */
#pragma once

#include "pt-detail-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_ACTION_SECTION (pt_action_section_get_type ())
G_DECLARE_FINAL_TYPE (PtActionSection, pt_action_section, PT, ACTION_SECTION, AdwBin)

GtkWidget *pt_action_section_new (PtLogbook *logbook);
void pt_action_section_show (PtActionSection *self, const PtDetailData *data);
/* The cursor in the line that adds one. */
void pt_action_section_start (PtActionSection *self);

G_END_DECLS
