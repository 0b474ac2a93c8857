/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a device keeps the secret that the hub knows it by: the desktop's keyring, else a file of
 * the user's own in the state folder. Never the logbook's folder, which people copy and mail. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @device: the id that the hub gave. Blocking, but never waits for a person or an absent service. */
gboolean pt_token_save (const char *device, const char *token, GError **error);
/* Wherever it is kept, and the one that was to follow it; one that is not there is no failure. */
void pt_token_remove (const char *device);
/* Where it is: "keyring", "file", or NULL where there is none. */
const char *pt_token_place (const char *device);
/* (transfer full): NULL with PT_SYNC_ERROR_UNAUTHORIZED when there is none. */
char *pt_token_load (const char *device, GError **error);

/* One that the hub gave to follow it, until it was used. */
gboolean pt_token_save_next (const char *device, const char *token, GError **error);
/* (transfer full) (nullable): NULL = there is none. */
char *pt_token_load_next (const char *device);
void pt_token_remove_next (const char *device);

G_END_DECLS
