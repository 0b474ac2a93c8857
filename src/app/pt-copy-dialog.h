/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was shared is wanted private, and cannot be: the way that is left is a private copy, and, for
 * who may, erasing the shared one. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @from: the page of @record, which has the action `detail.open`.
 * @can_erase: whether the one who works here may erase it for everybody */
void pt_copy_dialog_show (GtkWidget *from, PtLogbook *logbook, PtRecord *record,
                          gboolean can_erase);

G_END_DECLS
