/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a lab: what is still to be settled, each line leading there, and the closing itself, after
 * which the logbook can only be read and the certificate is written. Closing asks once more. */
#pragma once

#include "pt-window.h"

G_BEGIN_DECLS

void pt_closing_dialog_show (PtWindow *window);
/* Asks why, and goes on with a closed logbook. */
void pt_closing_dialog_reopen (PtWindow *window);
/* What it does once somebody said yes. */
void pt_closing_dialog_close (PtWindow *window);

G_END_DECLS
