/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite journal for what only SQLite has (files, free pages, its WAL); only for
 * journal-sqlite*.c. Operations on tables are in journal-*.c, for both databases. */
#pragma once

#include "journal-private.h"
#include "pt-db.h"

G_BEGIN_DECLS

typedef struct
{
  PtJournalDb parent;
  PtDb *db;
  gboolean writing;
} PtJournalSqlite;

#define PT_JOURNAL_DB(journal) (((PtJournalSqlite *)(journal))->db)

G_END_DECLS
