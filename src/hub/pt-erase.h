/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carrying out orders to erase at the hub: values leave the state, every op and what waits for a
 * decision; files that nobody else names leave the disk; the ledger has the order before the database
 * commits. Requests are in pt-erasure-handlers.c. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

/**
 * pt_erase_order:
 * @orders: PtErasure, in the order of their numbers; those that are known already are left out
 * @newest: (out): the number of the newest order of the logbook
 *
 * Gives them numbers and carries them out, in a transaction of its own. With a whole record go what
 * is attached to it and what is said about it, by orders of their own.
 */
gboolean pt_erase_order (PtHub *hub, PtJournal *journal, const char *logbook,
                         const GPtrArray *orders, int64_t *newest, GError **error);

/* The ledger's kind "erasure". */
gboolean pt_erase_replay (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error);

/**
 * pt_erase_strip:
 * @op: a save that arrives
 * @out: (out) (transfer full): what is left of it; NULL when nothing is
 * @lost: (out): whether it loses anything
 *
 * See pt_erasure_strip(). What is attached to or said about a record that was erased as a whole is
 * lost with it.
 */
gboolean pt_erase_strip (PtJournal *journal, const char *logbook, const PtHead *head, PtOp *op,
                         PtOp **out, gboolean *lost, GError **error);

/* Likewise a state that a laptop offers to a hub that was put back; @era: the last order that it has
 * carried out. */
gboolean pt_erase_strip_state (PtJournal *journal, const char *logbook, const PtHead *head,
                               int64_t era, const char *record, const char *kind, PtState *state,
                               GError **error);

/* Brings the database's files in line with what was erased; tried again later when somebody reads. */
void pt_erase_purge (PtHub *hub, PtJournal *journal);

G_END_DECLS
