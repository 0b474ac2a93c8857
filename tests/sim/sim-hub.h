/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub without a network: its folder, its journal and its handlers are the real ones; only what
 * libmicrohttpd would do is done here. Keeps book of the saves it has taken. */
#pragma once

#include "pt-hub-folder.h"
#include "pt-sync.h"
#include "sim-break.h"
#include "sim-truth.h"

G_BEGIN_DECLS

/* A push as it went over the wire; it may arrive again at any time. */
typedef enum
{
  SIM_PUT_BACK_ANNOUNCED, /* by the command for it, with a new epoch */
  SIM_PUT_BACK_FILES,     /* without a word; the witness stays, as the ledger does */
  SIM_PUT_BACK_DISK,      /* … and the witness goes back too: the hub cannot notice */
} SimPutBack;

typedef struct
{
  char *path;
  char *token;
  GBytes *body;
} SimPush;

typedef struct
{
  char *folder;
  char *backup; /* NULL = none was made */
  SimSet *backed_up;
  int64_t n_orders; /* to erase, that SimTruth knows */
  char *logbook;
  PtWorld *world;
  PtHub *hub;
  PtJournal *journal;
  PtJournalOps broken; /* its operations, with one of them broken */
  SimBreak breakage;
  SimTruth *truth;
  SimSet *taken;
  GPtrArray *pushes;  /* SimPush that arrived */
  GPtrArray *delayed; /* SimPush that are under way */
} SimHub;

SimHub *sim_hub_new (const char *folder, PtWorld *world, SimTruth *truth);
void sim_hub_free (SimHub *self);
void sim_hub_restart (SimHub *self);
/* Nothing of it is open until it is restarted. */
void sim_hub_rest (SimHub *self);
/* From now on. */
void sim_hub_break (SimHub *self, SimBreak breakage);
/* Tells SimTruth which orders to erase were given. */
void sim_hub_note_orders (SimHub *self);
/* What the @answer to a push says of each save. */
void sim_hub_note_results (SimHub *self, GBytes *answer);
/* A hub that was put back has records as a laptop that had @received offers them, from now on. */
void sim_hub_note_offer (SimHub *self, GBytes *offer, const SimSet *received);
/* Looks which saves it has taken, by another way than the answer to a push. */
void sim_hub_note_taken (SimHub *self);
/* Whether its disk failed just now; when the power went, it is started anew. */
gboolean sim_hub_recover (SimHub *self);
/* A copy of all but the ledger; and back to it. FALSE: there is none. */
void sim_hub_back_up (SimHub *self);
gboolean sim_hub_put_back (SimHub *self, SimPutBack how);

/* (transfer full): the route, the rights and the handler, as behind a real connection. */
PtHubResponse *sim_hub_answer (SimHub *self, const char *method, const char *path,
                               const char *token, GBytes *body);
SimPush *sim_push_new (const char *path, const char *token, GBytes *body);
void sim_hub_deliver (SimHub *self, const SimPush *push);

/* An invite whose code is hashed cheaply: 16 MiB of memory per join is not what this is about. */
PtInvite *sim_hub_invite (SimHub *self, const char *logbook, const char *role, char **code);
/* (transfer full): all records, by seq. */
GPtrArray *sim_hub_list_records (SimHub *self);
int64_t sim_hub_get_seq (SimHub *self);
int64_t sim_hub_get_era (SimHub *self); /* the newest order to erase */

G_END_DECLS
