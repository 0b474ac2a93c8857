/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may repair a hub that was put back (sync.md §4, Repair). */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

/* NULL: the caller may offer, and repair is taken now. */
PtHubResponse *pt_push_refuse_repair (PtHub *hub, const PtCaller *caller, const PtHead *head);

G_END_DECLS
