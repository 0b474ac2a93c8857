/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status of a record as a button: it says where the record stands, and opens the next steps with
 * what each of them still asks. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_DETAIL_STATUS (pt_detail_status_get_type ())
G_DECLARE_FINAL_TYPE (PtDetailStatus, pt_detail_status, PT, DETAIL_STATUS, AdwBin)

/* Signals:
 *   chosen (const char *status, const char *missing_field): missing_field is the first field that
 *     the step asks for, or NULL
 */

GtkWidget *pt_detail_status_new (void);
void pt_detail_status_show (PtDetailStatus *self, PtRecord *record, PtDataset *around);

G_END_DECLS
