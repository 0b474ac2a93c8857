/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first run: start a logbook here, join with an invite, or look at the example; then two or
 * three questions and nothing more. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_WELCOME (pt_welcome_get_type ())
G_DECLARE_FINAL_TYPE (PtWelcome, pt_welcome, PT, WELCOME, AdwBin)

/* Signal founded (const char *folder): there is a logbook to open. */
GtkWidget *pt_welcome_new (void);
/* Back to the three choices. */
void pt_welcome_reset (PtWelcome *self);

G_END_DECLS
