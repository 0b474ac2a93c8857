/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today: a writing box that is always ready, and the notes of the day as cards in time order. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_TODAY (pt_today_get_type ())
G_DECLARE_FINAL_TYPE (PtToday, pt_today, PT, TODAY, AdwBin)

/* Signal open-record (const char *id): a note was chosen. */
GtkWidget *pt_today_new (PtLogbook *logbook);
/* The cursor in the writing box. */
/* (transfer none): the writing box. */
GtkWidget *pt_today_get_capture (PtToday *self);
void pt_today_start_note (PtToday *self);
/* Keeps what is being written; for a window that closes. */
void pt_today_keep_draft (PtToday *self);
/* The open notes one after the other; nothing where there are none. */
void pt_today_close_day (PtToday *self);
/* Back to the present day. */
void pt_today_show_today (PtToday *self);
/* After somebody chose another inbox folder. */
void pt_today_refresh_inbox (PtToday *self);
guint pt_today_get_n_notes (PtToday *self);

G_END_DECLS
