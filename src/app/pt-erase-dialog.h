/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking something away for good, all of it or the words of some fields, on the team server and on every
 * laptop: the one thing in this program that cannot be undone, so it asks, and asks why. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @from: any widget of the window that shows @record */
void pt_erase_dialog_show (GtkWidget *from, PtLogbook *logbook, PtRecord *record);

G_END_DECLS
