/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a restored hub must not forget: `ledger.jsonl` in the hub's folder, outside every backup. One
 * line per erasure, revocation, spent invite and registered device, each with a hash over the line
 * before it and itself. A line is on disk before the database commits what it says, so the ledger is
 * never behind; what it is ahead is brought into the database at the next start. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

#define PT_LEDGER_FILE "ledger.jsonl"

/* What one line of a kind means to the database, in a transaction of the caller. Most lines are old
 * news: doing it again must change nothing. */
typedef gboolean (*PtLedgerApply) (PtHub *hub, PtJournal *journal, JsonObject *line,
                                   GError **error);

typedef struct
{
  const char *kind;
  PtLedgerApply apply;
} PtLedgerKind;

/* The table, in pt-ledger.c; ends with NULL. Another kind is a line there and a function in the file
 * of what it is about; the function may not append. */
extern const PtLedgerKind pt_ledger_kinds[];

/**
 * pt_ledger_append:
 * @kind: one of the table
 * @line: (transfer full): what happened; gets `kind`
 *
 * Call it last before the commit, inside the transaction. Safe between threads and processes.
 *
 * Returns: TRUE when the line is on disk
 */
gboolean pt_ledger_append (PtHub *hub, const char *kind, JsonObject *line, GError **error);

/* Called with each line in order; the object is borrowed. FALSE with @error ends it. */
typedef gboolean (*PtLedgerVisitor) (JsonObject *line, gpointer data, GError **error);

/**
 * pt_ledger_read:
 *
 * A last line that was written half is left out with a warning, and replaced by the next one; a
 * line before it that does not fit its hash is an error, since nobody knows what else is missing.
 */
gboolean pt_ledger_read (PtHub *hub, PtLedgerVisitor visitor, gpointer data, GError **error);

/**
 * pt_ledger_replay:
 *
 * Brings the database up to date with every line, in a transaction of its own. Once at the start of
 * a hub, before the first connection. Kinds of a later version are passed over.
 */
gboolean pt_ledger_replay (PtHub *hub, PtJournal *journal, GError **error);

G_END_DECLS
