/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What backup and restore ask of the journal in a file, and of no other. */
#pragma once

#include "pt-journal.h"

G_BEGIN_DECLS

/* In pages of the database, or in rows. */
typedef void (*PtCopyProgress) (int64_t done, int64_t total, gpointer data);

/**
 * pt_journal_sqlite_copy:
 * @path: the journal, which may be in use by any number of processes; nobody waits for the copy
 * @target: replaced; 0600
 *
 * Copies the state of one moment.
 */
gboolean pt_journal_sqlite_copy (const char *path, const char *target, PtCopyProgress progress,
                                 gpointer data, GError **error);

/* SQLite's own look at all pages. */
gboolean pt_journal_sqlite_check (PtJournal *journal, GError **error);

/**
 * pt_journal_sqlite_keep_counters:
 * @old: the file that is about to be replaced
 *
 * Numbers and dots that the newer file gave are not given again by the older one.
 */
gboolean pt_journal_sqlite_keep_counters (PtJournal *journal, const char *old, GError **error);

G_END_DECLS
