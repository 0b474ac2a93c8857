/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person takes their consent back: every place with their words, picture or name in a list, ticked as
 * proposed; the withdrawal counts at once and what is ticked is erased everywhere. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @person: id of a stakeholder. */
void pt_withdraw_dialog_show (GtkWidget *from, PtLogbook *logbook, const char *person);

G_END_DECLS
