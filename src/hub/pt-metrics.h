/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hub counts of itself for those who run it (Prometheus text format 0.0.4): requests by route and
 * outcome, how long they took. No content, no names, no ids. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

PtMetrics *pt_metrics_new (void);
void pt_metrics_free (PtMetrics *self);

/* Any thread. @route NULL = there was none. */
void pt_metrics_count (PtMetrics *self, const PtRoute *route, guint status, double seconds);

/* (transfer full): for who asks on this computer, past any proxy. */
PtHubResponse *pt_handle_metrics (PtHub *hub, PtJournal *journal, PtHubRequest *request);

G_END_DECLS
