/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "From your phone (4)" and today's appointments, above the notes of the day: Enter puts one into the
 * note that is being written, Delete throws it into the wastebasket. A file leaves the inbox folder
 * only when the note with it is saved. */
#pragma once

#include "pt-capture.h"

G_BEGIN_DECLS

#define PT_TYPE_INBOX_SECTION (pt_inbox_section_get_type ())
G_DECLARE_FINAL_TYPE (PtInboxSection, pt_inbox_section, PT, INBOX_SECTION, GtkBox)

/* @capture: where things go; lives as long as the section. */
GtkWidget *pt_inbox_section_new (PtLogbook *logbook, PtCapture *capture);
/* Looks again which folder it is, after somebody changed the setting. */
void pt_inbox_section_refresh (PtInboxSection *self);

G_END_DECLS
