/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that a record may take from here, each with what it still asks: the inside of a popover. */
#pragma once

#include "pt-dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_STATUS_STEPS (pt_status_steps_get_type ())
G_DECLARE_FINAL_TYPE (PtStatusSteps, pt_status_steps, PT, STATUS_STEPS, GtkBox)

/* Signals:
 *   chosen (const char *status, const char *missing_field): missing_field is the first field that
 *     the step asks for, or NULL
 */

GtkWidget *pt_status_steps_new (void);
/* @record: of a kind with a status; @around: its neighbours. Neither is kept. */
void pt_status_steps_show (PtStatusSteps *self, PtRecord *record, PtDataset *around);

G_END_DECLS
