/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders while no window is open: `proeftuin --remind`, which the timer of the user's session starts
 * once a day. It needs no display. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pt_reminding_away_run:
 *
 * Looks in each logbook that was open lately on this laptop, says what is due as notifications, and
 * remembers it there as said: an app that runs meanwhile says nothing twice. What cannot be opened now
 * is passed over, with a line on standard error.
 *
 * Returns: the exit code of the program
 */
int pt_reminding_away_run (void);

G_END_DECLS
