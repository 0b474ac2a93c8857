/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small window with only the writing box, for a note in between: over the running app, or before
 * it. Ctrl+Enter saves and closes; Escape keeps what was written for later. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_QUICK_NOTE (pt_quick_note_get_type ())
G_DECLARE_FINAL_TYPE (PtQuickNote, pt_quick_note, PT, QUICK_NOTE, AdwApplicationWindow)

GtkWidget *pt_quick_note_new (GtkApplication *application, PtLogbook *logbook);
PtLogbook *pt_quick_note_get_logbook (PtQuickNote *self);

G_END_DECLS
