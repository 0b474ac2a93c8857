/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the SQLite journal, each the operations on some tables; only for journal-sqlite*.c. */
#pragma once

#include "pt-db.h"
#include "pt-journal.h"

G_BEGIN_DECLS

typedef struct
{
  PtJournal parent;
  PtDb *db;
  gboolean writing;
} PtJournalSqlite;

#define PT_JOURNAL_DB(journal) (((PtJournalSqlite *)(journal))->db)

/* (transfer full) */
GBytes *pt_journal_hash_bytes (const PtHash *hash);
GBytes *pt_journal_uuid_bytes (const PtUuid *uuid);
/* FALSE when the column has not exactly 32 bytes. */
gboolean pt_journal_column_hash (PtStmt *stmt, int column, PtHash *out);

/* One row at most: TRUE with *found; FALSE only when the database fails. */
gboolean pt_journal_find (PtStmt *stmt, gboolean *found, GError **error);

void pt_journal_sqlite_fill_access (PtJournalOps *ops);
void pt_journal_sqlite_fill_care (PtJournalOps *ops);
void pt_journal_sqlite_fill_ops (PtJournalOps *ops);
void pt_journal_sqlite_fill_records (PtJournalOps *ops);

G_END_DECLS
