/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip for a moment: of a note, now unless somebody says otherwise, or the day that something is due.
 * Chosen by a button, a calendar or in words ("yesterday", "Tue 14:05"). */
#pragma once

#include "pt-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_WHEN_BUTTON (pt_when_button_get_type ())
G_DECLARE_FINAL_TYPE (PtWhenButton, pt_when_button, PT, WHEN_BUTTON, AdwBin)

/* Signal changed () */
GtkWidget *pt_when_button_new (PtWorld *world);
/* Of what is still to come: no day unless somebody says so, and "Tue" is the next one. */
GtkWidget *pt_when_button_new_due (PtWorld *world);
const char *pt_when_button_get_moment (PtWhenButton *self); /* NULL = now, or no day */
void pt_when_button_set_moment (PtWhenButton *self, const char *moment);

G_END_DECLS
