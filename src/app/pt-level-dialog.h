/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks which step of the ladder somebody is on now, in what, and from which day. */
#pragma once

#include "pt-dataset.h"
#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @around: has the person's involvements and their experiments */
void pt_level_dialog_show (GtkWidget *from, PtLogbook *logbook, PtRecord *stakeholder,
                           PtDataset *around);

G_END_DECLS
