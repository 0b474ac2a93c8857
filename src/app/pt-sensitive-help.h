/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a logbook is not for, said once, when the first note is marked as sensitive. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pt_sensitive_help_offer (GtkWidget *from, PtLogbook *logbook);

G_END_DECLS
