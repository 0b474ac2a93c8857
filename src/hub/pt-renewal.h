/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another token for a laptop: given over the one in use, which opens until the new one was used for the
 * first time. Who is interrupted in between comes in with either and asks again. In the ledger too: a
 * hub that is put back lets nobody in by a token that was replaced since. */
#pragma once

#include "pt-ledger.h"

G_BEGIN_DECLS

#define PT_LEDGER_TOKEN "token"

/* Whether hello should say so: somebody asked for it, or it is in use for longer than hub.conf says. */
gboolean pt_renewal_is_due (const PtHub *hub, const PtCaller *caller);

/* @caller came with the token that was given last: from now on it is the only one. A database that fails
 * here lets the caller in all the same, with both. In a transaction of its own. */
void pt_renewal_use (PtHub *hub, PtJournal *journal, PtCaller *caller, const PtHash *token);

/**
 * pt_renewal_ask:
 * @logbook: (nullable): whose laptops; NULL = of every logbook
 * @device: (nullable): only this one
 * @n: (out): how many are asked
 *
 * Asks laptops that take part to get another token, at their next contact. A transaction for each
 * logbook.
 */
gboolean pt_renewal_ask (PtHub *hub, PtJournal *journal, const char *logbook, const char *device,
                         guint *n, GError **error);

/* The ledger's kind. */
gboolean pt_renewal_apply (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error);

G_END_DECLS
