/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing box of Today: body first, four chips, photos by button, drop or paste; Ctrl+Enter
 * saves. What is being written survives a crash. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_CAPTURE (pt_capture_get_type ())
G_DECLARE_FINAL_TYPE (PtCapture, pt_capture, PT, CAPTURE, GtkBox)

/* Signal saved (const char *id, const char *group, guint n_notes): notes were made, the first with
 * @id; together they can be undone by @group. */
GtkWidget *pt_capture_new (PtLogbook *logbook);
void pt_capture_focus (PtCapture *self);
/* A picture or another file that goes with the note. */
void pt_capture_add_file (PtCapture *self, GFile *file);
/* Keeps the draft at once, for a window that closes. */
void pt_capture_keep_draft (PtCapture *self);

G_END_DECLS
