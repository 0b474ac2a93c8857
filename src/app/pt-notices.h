/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines on top of the pages: what happened by itself, and what a person may do about it. Never a
 * dialog, and none of them has to be answered. */
#pragma once

#include "pt-syncer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_NOTICES (pt_notices_get_type ())
G_DECLARE_FINAL_TYPE (PtNotices, pt_notices, PT, NOTICES, GtkBox)

/* @syncer NULL = this logbook is not shared. */
GtkWidget *pt_notices_new (PtLogbook *logbook, PtSyncer *syncer);

G_END_DECLS
