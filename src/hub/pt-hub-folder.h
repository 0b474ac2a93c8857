/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a hub: hub.db (unless PostgreSQL has the journal), its key and certificate, files/, hub.conf for its administrator, and
 * the address at which it was last served. */
#pragma once

#include "pt-hub-settings.h"
#include "pt-hub.h"

G_BEGIN_DECLS

/**
 * pt_hub_folder_init:
 * @database: (nullable): the PostgreSQL that gets the journal; NULL = a file in the folder
 *
 * Makes @dir with everything in it; fails when there is a hub already, there or in the database.
 */
gboolean pt_hub_folder_init (const char *dir, const char *name, const char *database,
                             PtWorld *world, GError **error);

/* (transfer full): reads who the hub is. */
PtHub *pt_hub_open (const char *dir, PtWorld *world, GError **error);
void pt_hub_free (PtHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHub, pt_hub_free)

PtJournal *pt_hub_folder_open_journal (const char *dir, GError **error);
/* Before the first connection: that the database was put back is noticed, what must not come back is taken
 * out of it again, and files that nobody gave back go. */
gboolean pt_hub_folder_catch_up (PtHub *hub, PtJournal *journal, GError **error);
/* The address of the hub's PostgreSQL: from the environment, else from hub.conf; NULL = the journal is
 * the file in the folder. */
char *pt_hub_folder_database (const char *dir);
/* Into hub.conf; @url NULL = the file in the folder. */
gboolean pt_hub_folder_set_database (const char *dir, const char *url, GError **error);
char *pt_hub_folder_path (const char *dir, const char *name);

/* Held while the hub is served, and while it is restored. @shared: with others that say so. The lock
 * is let go with the descriptor; -1 = somebody else has it, or the folder cannot be written. */
int pt_hub_folder_lock (const char *dir, gboolean shared);

/* What laptops use: public_url of hub.conf, else the recorded address. Ends without a slash. */
char *pt_hub_folder_url (const char *dir);
gboolean pt_hub_folder_has_public_url (const char *dir);
gboolean pt_hub_folder_record_address (const char *dir, const char *url, GError **error);

/* (transfer full): where it listens unless told otherwise, and with which key, by hub.conf. */
char *pt_hub_folder_listen (const char *dir);
gboolean pt_hub_folder_is_behind_proxy (const char *dir);
gboolean pt_hub_folder_has_own_key (const char *dir);
char *pt_hub_folder_certificate (const char *dir);
char *pt_hub_folder_private_key (const char *dir);

/* Both FALSE with an error for the administrator: a sentence as it is (%G_FILE_ERROR_INVAL); that @path
 * cannot be written, and why by @failure, an errno. */
gboolean pt_hub_folder_refuse (GError **error, const char *sentence);
gboolean pt_hub_folder_fail_write (const char *path, int failure, GError **error);

/* The address and pin for an invite; (transfer full). */
char *pt_hub_folder_invite_url (const char *dir, const char *invite, GError **error);

#define PT_HUB_DATABASE_VARIABLE "PROEFTUIN_HUB_DATABASE"
#define PT_HUB_JOURNAL "hub.db"
#define PT_HUB_LOCK "serve.lock"
#define PT_HUB_RESTORING "restoring" /* a folder with what a restore has not yet put in place */
#define PT_HUB_KEY "hub.key"
#define PT_HUB_CERTIFICATE "hub.crt"
#define PT_HUB_DEFAULT_LISTEN "127.0.0.1:8443"

G_END_DECLS
