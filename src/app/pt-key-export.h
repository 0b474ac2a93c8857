/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a key file of the real names: where it goes, the passphrase, and how that went, in a toast. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @from: a widget of the window; nothing more is asked when it is gone. */
void pt_key_export (GtkWidget *from, PtLogbook *logbook);

G_END_DECLS
