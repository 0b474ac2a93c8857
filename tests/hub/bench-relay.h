/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wire with a meter: passes TCP on to the hub and counts every byte, TLS and headers included. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Relay Relay;

Relay *relay_new (const char *hub_url);
const char *relay_get_url (Relay *self);
guint64 relay_get_bytes (Relay *self); /* both ways */
void relay_free (Relay *self);         /* when the laptops have closed their connections */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

G_END_DECLS
