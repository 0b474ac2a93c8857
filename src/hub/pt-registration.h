/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices and spent invites, in the database and in the ledger: laptops that joined after the backup
 * that a hub is restored from still connect, and no code opens twice. */
#pragma once

#include "pt-ledger.h"

G_BEGIN_DECLS

#define PT_LEDGER_DEVICE "device"
#define PT_LEDGER_INVITE_SPENT "invite_spent"

/* In the caller's transaction, near its commit. @caller: whose device it becomes; @parent (nullable):
 * the device that it was cloned from. */
gboolean pt_registration_add_device (PtHub *hub, PtJournal *journal, const PtCaller *caller,
                                     const PtHash *token, const char *device_name,
                                     const char *parent, GError **error);
gboolean pt_registration_spend_invite (PtHub *hub, PtJournal *journal, const char *invite,
                                       GError **error);

/* The ledger's kinds. */
gboolean pt_registration_apply_device (PtHub *hub, PtJournal *journal, JsonObject *line,
                                       GError **error);
gboolean pt_registration_apply_invite (PtHub *hub, PtJournal *journal, JsonObject *line,
                                       GError **error);

G_END_DECLS
