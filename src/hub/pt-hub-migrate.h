/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a hub's own file to PostgreSQL, and back. */
#pragma once

#include "journal-sqlite-copy.h"

G_BEGIN_DECLS

/* @rows of @table are there so far. */
typedef void (*PtMigrateProgress) (const char *table, gint64 rows, gpointer data);

/**
 * pt_journal_copy_to_postgres:
 * @path: the SQLite file; it stays as it is
 * @url: an empty database
 * @replace: what the database holds goes, when what comes is there
 *
 * Copies every table row by row, in one transaction: what fails leaves the database as it was. Counts
 * and a hash over the ordered rows of each table are compared before it ends.
 */
gboolean pt_journal_copy_to_postgres (const char *path, const char *url, gboolean replace,
                                      PtMigrateProgress progress, gpointer data, GError **error);

/**
 * pt_journal_copy_from_postgres:
 * @url: a database with a hub, which may be served meanwhile; nobody waits for the copy
 * @path: a new file; 0600
 * @only: (nullable): the tables that are wanted, by name; the others stay empty. NULL = all
 *
 * Copies the state of one moment, and compares likewise. %PT_STORE_ERROR_NOT_FOUND when there is no
 * hub. Progress is in rows.
 */
gboolean pt_journal_copy_from_postgres (const char *url, const char *path, const char *const *only,
                                        PtCopyProgress progress, gpointer data, GError **error);

G_END_DECLS
