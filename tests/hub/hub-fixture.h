/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real hub on loopback HTTPS and laptops with real logbooks, all in folders of the running test. */
#pragma once

#include "pt-server.h"
#include "pt-sync.h"

G_BEGIN_DECLS

#define WAIT_S 1 /* the long poll of these hubs */

typedef struct
{
  char *folder;
  PtHub *hub;
  PtServer *server;
} HubFixture;

/* With g_test_add(): initialises and serves a hub in the test's data folder. */
void hub_fixture_set_up (HubFixture *self, gconstpointer data);
void hub_fixture_tear_down (HubFixture *self, gconstpointer data);
void hub_fixture_serve (HubFixture *self); /* again after hub_fixture_stop() */
void hub_fixture_stop (HubFixture *self);
/* All bytes of the hub's files, also those of its PostgreSQL. */
GBytes *hub_fixture_read (HubFixture *self);

/* The url and the code; @logbook NULL founds one. */
PtInvite *hub_fixture_invite (const char *hub_folder, const char *logbook, const char *role,
                              char **code);

/* Sees what goes over the wire, and may break it after it arrived. */
typedef gboolean (*WireCallback) (const PtRequest *request, const PtResponse *response,
                                  gpointer data, GError **error);

typedef struct
{
  PtWorld *world;
  char *folder;
  PtStore *store;
  PtTransport *transport;
} Laptop;

/* From now on laptops live in the time of this computer: one in a seeded world has a clock that is off,
 * which costs a save at each sync. For benchmarks. */
void laptops_use_own_clock (void);
Laptop *laptop_new (const char *name);                           /* a logbook of its own */
Laptop *laptop_found (const char *name, const char *hub_folder); /* and brought to the hub */
Laptop *laptop_join (const char *name, const char *hub_folder, const char *logbook,
                     const char *role); /* a new folder */
Laptop *laptop_at (const char *name);   /* in a folder that is there, whose logbook knows its hub */
void laptop_open (Laptop *self);        /* again, after its store was closed */
void laptop_free (Laptop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Laptop, laptop_free)

void laptop_watch_wire (Laptop *self, WireCallback callback, gpointer data);
/* Asserts that it goes well. */
PtSyncReport *laptop_sync (Laptop *self);
void laptop_sync_all (Laptop *first, ...) G_GNUC_NULL_TERMINATED;
PtSyncReport *laptop_try_sync (Laptop *self, GError **error);
char *laptop_add_entry (Laptop *self, const char *title, const char *body);
void laptop_add_entries (Laptop *self, guint n); /* in one transaction */
void laptop_set (Laptop *self, const char *id, const char *field, const char *text);
void laptop_assert_text (Laptop *self, const char *id, const char *field, const char *expected);
/* The surviving values of a field joined by "|", the shown one first. */
char *laptop_dup_versions (Laptop *self, const char *id, const char *field);
/* All records with all their values, as text: equal on laptops that have the same. */
char *laptop_dup_everything (Laptop *self);
const char *laptop_logbook (Laptop *self);
/* As the hub knows it. */
char *laptop_dup_token (Laptop *self);

/* All bytes of all files below @folder. */
GBytes *read_folder (const char *folder);
gboolean bytes_contain (GBytes *bytes, const char *text);

G_END_DECLS
