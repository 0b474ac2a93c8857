/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log of a logbook: who let whom in, took what away, decided and erased. Each line has a hash
 * over the one before it and itself, so that none can be changed or taken out without a trace. No
 * content and no names: ids alone. What people write is in the history of records, not here. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

/**
 * pt_audit_add:
 * @caller: (nullable): who; %NULL = the hub's administrator
 * @action: one word, as in the table of pt-audit.c
 * @object: (nullable): an id
 *
 * In the caller's transaction on @logbook, which is what makes the numbers follow each other.
 */
gboolean pt_audit_add (PtHub *hub, PtJournal *journal, const PtCaller *caller, const char *logbook,
                       const char *action, const char *object, GError **error);

/**
 * pt_audit_check:
 * @n: (out): lines that are sound
 *
 * Returns: %FALSE with @error when the line after those is not what it was, or the database fails
 */
gboolean pt_audit_check (PtJournal *journal, const char *logbook, int64_t *n, GError **error);

/* What an action is called, to be translated; the action itself for one of a later version. */
const char *pt_audit_label (const char *action);

G_END_DECLS
