/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub on the network: HTTPS with libmicrohttpd around the handlers. */
#pragma once

#include "pt-hub-folder.h"

G_BEGIN_DECLS

typedef struct _PtServer PtServer;

/**
 * pt_server_start:
 * @hub: must outlive the server
 * @listen: ADDRESS:PORT or [ADDRESS]:PORT; port 0 = any free one
 * @wait_seconds: the shortest that a long poll takes without news; 0 = 25
 *
 * Returns: (transfer full) (nullable): the server, which answers already; its address is recorded
 *   in the hub's folder
 */
PtServer *pt_server_start (PtHub *hub, const char *listen, guint wait_seconds, GError **error);

/**
 * pt_server_start_behind_proxy:
 * @listen: on this machine
 *
 * Likewise, in plain HTTP: a proxy on this machine meets the laptops, with TLS. Of the headers that a
 * proxy may add only the end of X-Forwarded-For is looked at, for limits; who asks is known by the
 * token or cookie alone.
 */
PtServer *pt_server_start_behind_proxy (PtHub *hub, const char *listen, GError **error);
/* Answers who is waiting, finishes what was begun, and ends. */
void pt_server_stop (PtServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtServer, pt_server_stop)

const char *pt_server_get_url (PtServer *self);
guint pt_server_count_waiting (PtServer *self);

G_END_DECLS
