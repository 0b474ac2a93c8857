/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One note on the page of a day: for reading; it opens by a click or Enter. */
#pragma once

#include "pt-day.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_NOTE_CARD (pt_note_card_get_type ())
G_DECLARE_FINAL_TYPE (PtNoteCard, pt_note_card, PT, NOTE_CARD, GtkListBoxRow)

GtkWidget *pt_note_card_new (const PtDayNote *note);
const char *pt_note_card_get_id (PtNoteCard *self);

G_END_DECLS
