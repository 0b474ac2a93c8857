/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lives of a logbook's feed. After a restore the epoch is another one, which voids all cursors,
 * and for a while laptops may offer what they hold (sync.md §4, Repair). */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

#define PT_REPAIR_DAYS 30

/* In a transaction of the caller: another epoch, and repair from now on. */
gboolean pt_epoch_start (PtHub *hub, PtJournal *journal, const char *logbook, GError **error);

/* Until when repair is taken of a feed that begins now; microseconds. */
int64_t pt_epoch_repair_until (PtHub *hub);

gboolean pt_epoch_is_repaired (PtHub *hub, const PtHead *head);

/* Whether the laptop remembers more of this epoch than the database does; for one that left, on whose
 * word nobody else begins anew. */
gboolean pt_epoch_is_older (PtJournal *journal, PtHubRequest *request, const PtHead *head,
                            gboolean *older, GError **error);

/**
 * pt_epoch_has_standing:
 * @request: with `epoch`, `after`, `chain` and `acked` as far as the laptop has them
 *
 * Whether this database has all that the laptop says to know of it, in this epoch. Says %TRUE in @good
 * where it says nothing, and for somebody who left. FALSE only when the database fails.
 */
gboolean pt_epoch_has_standing (PtJournal *journal, PtHubRequest *request, const PtHead *head,
                                gboolean *good, GError **error);

/**
 * pt_epoch_check:
 * @request: a hello with `epoch`, `after`, `chain` and `acked` as far as the laptop has them
 * @head: (inout): the head, read again when it changed
 *
 * A laptop of this epoch that knows more than this database was put back without a word: then the
 * database is the older one, and a new epoch starts here. In a transaction of its own.
 */
gboolean pt_epoch_check (PtHub *hub, PtJournal *journal, PtHubRequest *request, PtHead **head,
                         GError **error);

/**
 * pt_epoch_has_cursor:
 *
 * Whether the cursor `after` with `chain` belongs to this feed as it is now. Says %TRUE in @good for
 * a cursor at zero. FALSE only when the database fails.
 */
gboolean pt_epoch_has_cursor (PtJournal *journal, PtHubRequest *request, const PtHead *head,
                              gboolean *good, GError **error);

G_END_DECLS
