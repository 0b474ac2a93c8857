/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decisions about quarantine and repair need of the way in which ops are applied. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

/**
 * pt_push_accept:
 * @held: (element-type PtHeld): in the order of their dots
 *
 * Applies what waited as if it came now, as its own author's, in the caller's transaction.
 *
 * Returns: %FALSE without @error when the record has no room: somebody must choose between its versions
 *   first; the transaction must be rolled back then too
 */
gboolean pt_push_accept (PtHub *hub, PtJournal *journal, const char *logbook, GPtrArray *held,
                         GError **error);

/**
 * pt_push_settle:
 * @records: (element-type utf8 utf8): a set of ids of what a laptop has just given back
 *
 * For the time after a restore, in the caller's transaction: what waits, or was declined meanwhile,
 * although its effect is there again, was let in before and is so now. Whoever asks the coordinator
 * and whichever laptop comes back first, the end is the same.
 */
gboolean pt_push_settle (PtJournal *journal, const char *logbook, GHashTable *records,
                         GError **error);

/* An attachment's file (its `sha256`, NULL = not set) may be sent from now on; its bytes may be here
 * already. */
gboolean pt_push_note_file (PtHub *hub, PtJournal *journal, const char *logbook,
                            const PtValue *sha256, PtHubRecord *record, GError **error);

G_END_DECLS
