/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a person, place by place: the only numbers in the sidebar. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/* Blocking, for a worker thread. (transfer full): place id → count (GUINT_TO_POINTER), only where
 * something waits. */
GHashTable *pt_waiting_count (PtStore *store, const char *today, GError **error);

G_END_DECLS
