/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deliberate breakages: what would go wrong if the rules of sync were broken, done to messages on
 * the wire and to a store from outside, so that production code needs no switch. The simulator must
 * notice each of them. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_BREAK_NONE,
  SIM_BREAK_CANDIDATE_DROPPED,  /* a page carries only the shown value */
  SIM_BREAK_CLOCK_WINS,         /* … or only the one with the latest time */
  SIM_BREAK_SEEN_IGNORED,       /* the hub takes every save as if its author had seen nothing */
  SIM_BREAK_SEEN_EVERYTHING,    /* … or everything of those lives */
  SIM_BREAK_CURSOR_FIRST,       /* the cursor moves although the page was lost */
  SIM_BREAK_OVERLAY_AT_ANSWER,  /* own saves leave the overlay before the page has them */
  SIM_BREAK_ANSWER_WITHOUT_HUB, /* a push is answered that never arrived */
  SIM_BREAK_FORK_UNNOTICED,     /* `forked` is read as `duplicate` */
  SIM_BREAK_INCARNATION_KEPT,   /* … and a laptop put back goes on with its old life */
  SIM_BREAK_SEEN_NOT_CAPPED,    /* renumbering leaves the old numbers in what was seen */
  SIM_BREAK_ERA_IGNORED,        /* saves from before an erasure count as later ones */
  SIM_BREAK_NOT_HELD_BACK,  /* what comes after a save that waits for the coordinator does not */
  SIM_BREAK_PRIVATE_SENT,   /* private saves are queued */
  SIM_BREAK_COUNTER_REUSED, /* a restarted hub gives a number of its feed again */
  SIM_N_BREAKS,
} SimBreak;

const char *sim_break_name (SimBreak self);

/* (transfer full): what goes over the wire instead of @body. */
GBytes *sim_break_push (SimBreak self, GBytes *body, GHashTable *first_sent);
GBytes *sim_break_push_reply (GBytes *body);
/* A hub that does not say how far it knows this laptop to have counted. */
GBytes *sim_break_hello (GBytes *body);
GBytes *sim_break_page (SimBreak self, GBytes *body);
/* A reply to @push from nowhere. */
GBytes *sim_break_invent_reply (GBytes *push);

void sim_break_settle_answered (PtStore *store);
void sim_break_queue_private (PtStore *store);
void sim_break_move_cursor (PtStore *store, GBytes *page);

G_END_DECLS
