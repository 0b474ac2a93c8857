/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store share: logbooks in temporary folders, a clock and randomness with a
 * seed, and short ways to save and look. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/* Points XDG_STATE_HOME at a temporary folder; call first in main. */
void fixture_init (int *argc, char ***argv);

typedef struct
{
  char *folder; /* temporary; the logbook is inside */
  char *path;   /* of the logbook */
  PtWorld *world;
  PtStore *store;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
void fixture_reopen (Fixture *self);
void fixture_remove (const char *folder);
#define fixture_add(name, function)                                                                \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* Makes a record from pairs of field and text, ended by NULL; returns its id. */
char *fixture_add_record (PtStore *store, const char *kind, ...) G_GNUC_NULL_TERMINATED;
/* Sets one field of an existing one. */
void fixture_set (PtStore *store, const char *id, const char *field, const char *text);
/* (transfer full): what is shown; NULL = nothing */
char *fixture_get (PtStore *store, const char *id, const char *field);
char *fixture_link (PtStore *store, const char *from, const char *kind, const char *to);
/* (transfer full): "title|title|…" of the list rows of a query. */
char *fixture_titles (PtStore *store, const PtQuery *query);
/* (transfer full): "field:before>after:how|…" of a history, newest first. */
char *fixture_history (PtStore *store, const char *id);
/* The first column of the first row. */
int64_t fixture_sql (PtStore *store, const char *sql);
/* Whether any file below @folder has these bytes. */
gboolean fixture_contains (const char *folder, const char *bytes);

/* ── A hub without a network: the same apply, in memory ── */
typedef struct
{
  GHashTable *states;   /* id → PtState */
  GHashTable *kinds;    /* id → kind */
  GHashTable *seqs;     /* id → seq */
  GHashTable *verdicts; /* op id → verdict */
  int64_t seq;
} Hub;

Hub *hub_new (void);
void hub_free (Hub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hub, hub_free)
void hub_join (Hub *self, PtStore *store, const char *device);
void hub_push (Hub *self, PtStore *store);
/* Everything after the cursor, in one page. */
void hub_pull (Hub *self, PtStore *store, GPtrArray *changed);
void hub_sync (Hub *self, PtStore *store);

G_END_DECLS
