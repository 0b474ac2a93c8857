/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sharing stands, in plain text to send to whoever helps: how much and when, and what went wrong;
 * nothing of what was written. */
#pragma once

#include "pt-syncer.h"

G_BEGIN_DECLS

/* (transfer full): @syncer NULL = the logbook is not shared. Main thread. */
char *pt_sharing_report (PtLogbook *logbook, PtSyncer *syncer);

G_END_DECLS
