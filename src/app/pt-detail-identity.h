/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real name behind a pseudonym, which is kept on this laptop only: it is no field of the record,
 * is never sent, and is covered until somebody asks to see it. */
#pragma once

#include "pt-detail-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_DETAIL_IDENTITY (pt_detail_identity_get_type ())
G_DECLARE_FINAL_TYPE (PtDetailIdentity, pt_detail_identity, PT, DETAIL_IDENTITY, AdwBin)

GtkWidget *pt_detail_identity_new (PtLogbook *logbook);
/* Hides itself on the page of anything but a person. */
void pt_detail_identity_show (PtDetailIdentity *self, const PtDetailData *data);
void pt_detail_identity_flush (PtDetailIdentity *self);

G_END_DECLS
