/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part with which role, and which devices do no more: what a restored hub must not forget.
 * Each change is in the ledger (kind "revocation") before the database has it. */
#pragma once

#include "pt-ledger.h"

G_BEGIN_DECLS

#define PT_LEDGER_REVOCATION "revocation"

/**
 * pt_revocation_set_member:
 * @member: role and `active` as they are from now on
 *
 * Somebody who goes takes all their devices along; back again by this way, they get them back. In the
 * caller's transaction, right before its commit.
 */
gboolean pt_revocation_set_member (PtHub *hub, PtJournal *journal, const char *logbook,
                                   const PtMember *member, GError **error);

/* Somebody came back by an invite: their new device takes part, the old ones do not. The database has
 * it already. */
gboolean pt_revocation_note_return (PtHub *hub, const char *logbook, const PtMember *member,
                                    GError **error);

/* In the caller's transaction, right before its commit. */
gboolean pt_revocation_revoke_device (PtHub *hub, PtJournal *journal, const char *logbook,
                                      const char *device, GError **error);

/* The ledger's kind. */
gboolean pt_revocation_apply (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error);

/* (transfer full) (nullable): a copy of the entry in the directory; NULL without error when there is
 * none. */
gboolean pt_revocation_find_member (PtJournal *journal, const char *logbook, const char *id,
                                    PtMember **out, GError **error);

G_END_DECLS
