/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under the title of a record: a dim line with kind and date, the status with its next steps, and
 * what needs attention. */
#pragma once

#include "pt-detail-load.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_DETAIL_HEAD (pt_detail_head_get_type ())
G_DECLARE_FINAL_TYPE (PtDetailHead, pt_detail_head, PT, DETAIL_HEAD, GtkBox)

/* Signals:
 *   chosen (const char *status, const char *missing_field): see PtDetailStatus
 */

GtkWidget *pt_detail_head_new (void);
void pt_detail_head_show (PtDetailHead *self, const PtDetailData *data);
/* A record that is not made yet: only what kind it will be. */
void pt_detail_head_show_draft (PtDetailHead *self, const PtRecordKind *kind);

G_END_DECLS
