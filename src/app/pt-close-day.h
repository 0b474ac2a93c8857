/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing the day: the open notes one after the other, each with one key for what it becomes. */
#pragma once

#include "pt-day.h"
#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_CLOSE_DAY (pt_close_day_get_type ())
G_DECLARE_FINAL_TYPE (PtCloseDay, pt_close_day, PT, CLOSE_DAY, AdwBin)

/* Its actions: close.start, close.stop, close.leave, close.act (s: id of a PtDayAct). */
GtkWidget *pt_close_day_new (PtLogbook *logbook);
/* The day that is shown; @present: it is today, and may be closed. */
void pt_close_day_show (PtCloseDay *self, const PtDay *day, gboolean present);
void pt_close_day_start (PtCloseDay *self);

G_END_DECLS
