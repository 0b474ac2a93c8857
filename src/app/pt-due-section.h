/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions that are due, on Today: the first few, each ticked off with one key, and a way to all. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_DUE_SECTION (pt_due_section_get_type ())
G_DECLARE_FINAL_TYPE (PtDueSection, pt_due_section, PT, DUE_SECTION, GtkBox)

GtkWidget *pt_due_section_new (PtLogbook *logbook);
/* @actions: PtRecord, in order; none = it is not seen. */
void pt_due_section_show (PtDueSection *self, GPtrArray *actions);

G_END_DECLS
