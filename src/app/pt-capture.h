/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing box of Today: body first, four chips, photos by button, drop or paste; Ctrl+Enter
 * saves. What is being written survives a crash. */
#pragma once

#include "pt-draft.h"
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
void pt_capture_add_bytes (PtCapture *self, const char *filename, GBytes *bytes);
/* Puts @text behind what stands there. @moment (nullable) is taken when nothing stood there yet. */
void pt_capture_insert (PtCapture *self, const char *text, const char *moment);
/* A question or a help under the text, until the note is saved. */
void pt_capture_show_aside (PtCapture *self, GtkWidget *aside);
/* What was saved last, with its files; while "saved" is emitted. */
const PtDraft *pt_capture_get_saved (PtCapture *self);
/* Keeps the draft at once, for a window that closes. */
void pt_capture_keep_draft (PtCapture *self);

G_END_DECLS
