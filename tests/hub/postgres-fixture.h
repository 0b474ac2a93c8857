/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PostgreSQL of the test program's own: a cluster in a temporary folder, reached through a socket
 * there and nowhere else, started with the first database that a test asks for, gone with the
 * program. */
#pragma once

#include "pt-hub-folder.h"

G_BEGIN_DECLS

/* (transfer full): the address of a new, empty database. */
char *postgres_fixture_new_database (void);
/* With all files of the server; a checkpoint is made first. */
const char *postgres_fixture_folder (void);
/* (transfer full): the folder with the files of that database, its log not among them; a checkpoint is
 * made first. */
char *postgres_fixture_tables (void);
/* The newest database is copied, or replaced by that copy; nobody may be connected to it. */
void postgres_fixture_keep (void);
void postgres_fixture_put_back (void);
/* The server stops at once, as in a power cut, or starts again. */
void postgres_fixture_kill (void);
void postgres_fixture_start (void);

/* Whether this run of a suite is the one on PostgreSQL. */
gboolean postgres_fixture_is_wanted (void);
/* A new hub in @folder: in SQLite, or in a database of its own when this run is on PostgreSQL. */
void test_hub_init (const char *folder, PtWorld *world);

G_END_DECLS
