/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which database files this process has open. POSIX locks belong to a process and a file: closing
 * any descriptor of the file drops the locks of all its connections
 * (https://www.sqlite.org/howtocorrupt.html §2.2). Another process that closes its connection then
 * believes to be the last, and removes a WAL that is in use: acknowledged saves are lost. So nobody
 * may open a database as a plain file while this list has it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Around looking at a file's first bytes and opening it, and around closing it. */
void pt_open_files_lock (void);
void pt_open_files_unlock (void);

/* With the lock held. @key is what pt_open_files_add() gave. */
gboolean pt_open_files_has (const char *path);
char *pt_open_files_add (const char *path);
void pt_open_files_remove (const char *key);

G_END_DECLS
