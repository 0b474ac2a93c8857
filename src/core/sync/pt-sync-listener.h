/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that waits at the hub for something newer, on a connection of its own: the one that works
 * stays free and warm, and nothing has to be broken off when there is work here. */
#pragma once

#include "pt-call.h"
#include "pt-store.h"

G_BEGIN_DECLS

typedef struct _PtSyncListener PtSyncListener;

/**
 * PtSyncHeard:
 * @newest: number of the logbook's last change at the hub
 * @other: something that a higher number does not show: the hub was put back, or decided something
 * @error: (nullable): the listener ended by this; @newest says nothing then
 *
 * Called on the listener's thread.
 */
typedef void (*PtSyncHeard) (int64_t newest, gboolean other, const GError *error, gpointer data);

/* (nullable): starts waiting for what comes after the cursor of @store; NULL with @error when there is
 * no hub or no token. */
PtSyncListener *pt_sync_listener_start (PtStore *store, PtSyncHeard heard, gpointer data,
                                        GError **error);
/* Waits at one place only: whether @link is still that. */
gboolean pt_sync_listener_is_at (PtSyncListener *self, const PtHubLink *link);
/* Breaks the wait off; @heard is not called after this. */
void pt_sync_listener_stop (PtSyncListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSyncListener, pt_sync_listener_stop)

G_END_DECLS
