/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving a record to another status, from a board, an agenda or a table: what is still missing is said,
 * and stops nothing but for an objection that nobody has resolved. With a toast and a way back. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pt_status_move:
 * @from: any widget of the window; kept until it is done
 * @id: the record
 * @status: a key of its status field; steps in between are taken along
 */
void pt_status_move (GtkWidget *from, PtLogbook *logbook, const char *id, const char *status);

G_END_DECLS
