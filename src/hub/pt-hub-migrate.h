/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a hub's own file to PostgreSQL. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @rows of @table are there so far. */
typedef void (*PtMigrateProgress) (const char *table, gint64 rows, gpointer data);

/**
 * pt_journal_copy_to_postgres:
 * @path: the SQLite file; it stays as it is
 * @url: an empty database
 *
 * Copies every table row by row, in one transaction: what fails leaves the database empty. Counts and
 * a hash over the ordered rows of each table are compared before it ends.
 */
gboolean pt_journal_copy_to_postgres (const char *path, const char *url, PtMigrateProgress progress,
                                      gpointer data, GError **error);

G_END_DECLS
