/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one record, of any kind: to read first, to edit in place, and with everything that
 * hangs on it. It saves by itself and follows what others change. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_DETAIL (pt_detail_get_type ())
G_DECLARE_FINAL_TYPE (PtDetail, pt_detail, PT, DETAIL, AdwBin)

/* Property `title` (text): what the record is called; empty when none is shown.
 * Signals:
 *   open-record (const char *id): somebody wants to go to another record. Without a handler the
 *     page goes there itself; what has no place of its own (a measurement, a comment) it always
 *     shows itself.
 */

GtkWidget *pt_detail_new (PtLogbook *logbook);

/* Saves what is typed, and shows another record. %NULL = nothing. Shown when it is read. */
void pt_detail_show (PtDetail *self, const char *record_id);

/* The same, with the cursor in @field. */
void pt_detail_show_field (PtDetail *self, const char *record_id, const char *field);

/* A new record of @kind, made by the first thing that is typed. */
void pt_detail_show_new (PtDetail *self, const char *kind);
/* The same, that belongs to @owner through @field. */
void pt_detail_show_new_child (PtDetail *self, const char *kind, const char *field,
                               const char *owner);

/* Hands everything typed to the writer; pt_logbook_flush() then waits for it. */
void pt_detail_flush (PtDetail *self);

const char *pt_detail_get_title (PtDetail *self);
/* The record shown, also one that is not made yet; NULL = none. */
const char *pt_detail_get_id (PtDetail *self);

G_END_DECLS
