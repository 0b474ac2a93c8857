/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list of records that belong to the record of the page: measurements of an effect, the people
 * of an experiment, the notes of an experiment. */
#pragma once

#include "pt-detail-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_DETAIL_CHILDREN (pt_detail_children_get_type ())
G_DECLARE_FINAL_TYPE (PtDetailChildren, pt_detail_children, PT, DETAIL_CHILDREN, AdwBin)

GtkWidget *pt_detail_children_new (const PtChildList *list);
void pt_detail_children_show (PtDetailChildren *self, PtRecord *record, PtDataset *around);

/* (transfer full): one dim line about a record: its date, its status, its kind of thing in words. */
char *pt_detail_dup_line (PtRecord *record);

G_END_DECLS
