/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the SQLite wrapper share. Not for others. */
#pragma once

#include "pt-db.h"

G_BEGIN_DECLS

struct _PtDb
{
  sqlite3 *handle;
  GThread *owner;
  GHashTable *statements; /* SQL text → PtStmt */
  char *file;             /* its key among the open files */
};

/* Sets @error from the last failure of @handle: the code by its kind, the sentence for people. */
void pt_db_set_error (sqlite3 *handle, int rc, GError **error);
/* Whether the file at @path can be a database of ours, from its first bytes and its length. Not for
 * a file that this process has open: see pt-open-files.h. */
gboolean pt_db_check_header (const char *path, int application_id, GError **error);
/* Brings the open database up to the last of @migrations, in one transaction. */
gboolean pt_db_migrate (PtDb *self, int application_id, const char *migrations, PtDbFlags flags,
                        GError **error);
void pt_stmt_free (PtStmt *self);

G_END_DECLS
