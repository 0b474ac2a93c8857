/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a warning of a library may mean in a test of windows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Warnings stay fatal, but for three of GTK 4.8's own: with some fonts a wrapping label measures a natural
 * width below its minimum and says so; and libadwaita's view switcher gives what does not fit in a narrow
 * header bar no room at all, less the padding; and a label in the window of
 * shortcuts may ask for less than nothing. Call before the first window. */
void log_forgive_measuring (void);

G_END_DECLS
